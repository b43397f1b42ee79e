package campaign

import (
	"fmt"
	"strconv"
	"strings"
)

// A Scenario says everything that happens in one run: its text form plays it
// again. Fields that say nothing are left out.
type Scenario struct {
	Suite   string // which list it comes from
	Service string
	Call    Call   // of the request that meets the fault
	Fault   string // by its name
	After   int    // requests of that call that are spared before
	Step    Step   // at which the till dies
	At      Place
	Kind    Kind
	Seed    uint64
}

// String is the scenario in one line, as ParseScenario reads it.
func (s Scenario) String() string {
	var parts []string
	add := func(name, value string) {
		if value != "" && value != "0" {
			parts = append(parts, name+"="+value)
		}
	}
	add("suite", s.Suite)
	add("service", s.Service)
	add("call", string(s.Call))
	add("fault", s.Fault)
	add("after", strconv.Itoa(s.After))
	add("step", string(s.Step))
	add("at", string(s.At))
	add("kind", string(s.Kind))
	add("seed", strconv.FormatUint(s.Seed, 10))
	return strings.Join(parts, " ")
}

// ParseScenario reads a scenario's line.
func ParseScenario(line string) (s Scenario, err error) {
	for _, part := range strings.Fields(line) {
		name, value, _ := strings.Cut(part, "=")
		switch name {
		case "suite":
			s.Suite = value
		case "service":
			s.Service = value
		case "call":
			s.Call = Call(value)
		case "fault":
			s.Fault = value
		case "after":
			s.After, err = strconv.Atoi(value)
		case "step":
			s.Step = Step(value)
		case "at":
			s.At = Place(value)
		case "kind":
			s.Kind = Kind(value)
		case "seed":
			s.Seed, err = strconv.ParseUint(value, 10, 64)
		default:
			err = fmt.Errorf("a scenario has no %q", name)
		}
		if err != nil {
			return s, fmt.Errorf("campaign: scenario %q: %w", line, err)
		}
	}
	return s, nil
}
