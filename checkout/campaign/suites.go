package campaign

import "os/exec"

// A Suite is a list of scenarios.
type Suite struct {
	Name   string
	Says   string // what it does, for the report
	Size   int
	At     func(i int) Scenario
	Sample int // how many of them `make test` plays
	Aim    int // how many a campaign plays of each before it plays all of any; 0 is all

	// Play plays one by the machine's clock; nil is Play, in a bubble.
	Play func(s Scenario, dir string) (Result, error)
}

// Suites lists the suites that are played in this process.
func Suites(bubble Bubble) ([]Suite, error) {
	if recording {
		bubbleOfTapes = bubble
		pages, err := measureDays(bubble)
		if err != nil {
			return nil, err
		}
		return []Suite{powerCuts(), ioErrors(), fillings(pages)}, nil
	}
	lengths, err := measure(bubble)
	if err != nil {
		return nil, err
	}
	all := []Suite{single(), alone(), races(), lies(), crossed(), swept(lengths), dice(), staffs(), papers(), disks(), damages(), comebacks(), programs(), kills(), doubled(), soaks()}
	if _, err := exec.LookPath("strace"); err == nil {
		all = append(all, syscalls())
	}
	return all, nil
}

// calls are those that a service knows: two cannot take back a payment that
// waits, and two give nothing back.
func (s service) calls() []Call {
	calls := []Call{Create, Poll}
	if s.cancels {
		calls = append(calls, Cancel)
	}
	if s.refunds {
		calls = append(calls, Refund)
	}
	return calls
}

// A cell is one call of one service.
type cell struct {
	service string
	call    Call
}

func cells() (all []cell) {
	for _, s := range services {
		for _, call := range s.calls() {
			all = append(all, cell{s.name, call})
		}
	}
	return all
}

// single are faults without a crash.
func single() Suite {
	cells, faults := cells(), Faults()
	return Suite{
		Name: "fault", Says: "one fault of the network, no crash",
		Size: len(cells) * len(faults) * 2, Sample: 400,
		At: func(i int) Scenario {
			i, after := split(i, 2)
			i, fault := split(i, len(faults))
			return Scenario{Suite: "fault", Service: cells[i].service, Call: cells[i].call, Fault: faults[fault].Name, After: after}
		},
	}
}

// alone are crashes without a fault.
func alone() Suite {
	steps, places, kinds := Steps(), Places(), Kinds()
	return Suite{
		Name: "crash", Says: "one crash, no fault",
		Size: len(services) * len(steps) * len(places) * len(kinds), Sample: 280,
		At: func(i int) Scenario {
			i, kind := split(i, len(kinds))
			i, place := split(i, len(places))
			i, step := split(i, len(steps))
			return Scenario{Suite: "crash", Service: services[i].name, Step: steps[step], At: places[place], Kind: kinds[kind], Seed: uint64(i + 1)}
		},
	}
}

// crossed are crashes at each step, with each fault before or after.
func crossed() Suite {
	cells, faults, steps, places, kinds := cells(), Faults(), crossedSteps(), Places(), Kinds()
	return Suite{
		Name: "crossed", Says: "one crash and one fault: step × place × kind × fault × call × service",
		Size: len(cells) * len(faults) * len(steps) * len(places) * len(kinds), Sample: 300, Aim: 89_600,
		At: func(i int) Scenario {
			seed := uint64(i + 1)
			i, kind := split(i, len(kinds))
			i, place := split(i, len(places))
			i, step := split(i, len(steps))
			i, fault := split(i, len(faults))
			return Scenario{
				Suite: "crossed", Service: cells[i].service, Call: cells[i].call, Fault: faults[fault].Name,
				After: int(seed / 8 % 2), Step: steps[step], At: places[place], Kind: kinds[kind], Seed: seed,
			}
		},
	}
}

// crossedSteps are the steps that every customer's sale comes by.
func crossedSteps() []Step {
	return []Step{Intent, WireMark, Answer, PaidStep, PrintStart, PrintDone, CancelWish, CancelEnd, Ended, VoidStep, Parked, RefundWish, RefundMark, RefundEnd, SlipStart, SlipDone, DayClose}
}

// split takes the last place of a number whose places count up to n.
func split(i, n int) (rest, last int) { return i / n, i % n }
