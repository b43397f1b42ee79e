package providertest

import (
	"kasir/checkout/money"
	"kasir/checkout/simulator"
)

// Simulated is the part of a Harness that is the same for every service of the
// simulator. A provider's own harness embeds it.
type Simulated struct {
	t         TB
	simulator *simulator.Simulator
	network   *Network
}

// NewSimulated puts a simulator behind a Network.
func NewSimulated(t TB, o simulator.Options) Simulated {
	s := simulator.New(o)
	return Simulated{t, s, NewNetwork(t, s)}
}

// Network is what stands in front of the simulator.
func (s Simulated) Network() *Network { return s.network }

// Simulator is the service.
func (s Simulated) Simulator() *simulator.Simulator { return s.simulator }

// Approve has the customer pay; where the payment is over already, as after a
// cancellation, nothing happens.
func (s Simulated) Approve(ref string) { _ = s.simulator.Pay(ref) }

// ApproveLate has money come for a payment that has ended.
func (s Simulated) ApproveLate(ref string) { s.must(s.simulator.PayLate(ref)) }

// Refuse has the customer's bank decline.
func (s Simulated) Refuse(ref string) { s.must(s.simulator.Decline(ref)) }

// Abandon lets the payment expire.
func (s Simulated) Abandon(ref string) { s.must(s.simulator.Expire(ref)) }

// Say puts a word in the service's mouth.
func (s Simulated) Say(ref, word string) { s.must(s.simulator.Say(ref, word)) }

// GivenBack is what the service gives back of a payment.
func (s Simulated) GivenBack(ref string) (money.Amount, int) { return s.simulator.GivenBack(ref) }

// HoldRefunds leaves refunds undecided.
func (s Simulated) HoldRefunds(hold bool) { s.simulator.HoldRefunds(hold) }

// EndRefund decides about one.
func (s Simulated) EndRefund(ref string, done bool) { s.must(s.simulator.EndRefund(ref, done)) }

// Made lists the payments at the service.
func (s Simulated) Made() []Made {
	var made []Made
	for _, p := range s.simulator.Payments() {
		made = append(made, Made{p.ID, p.Key, p.Times})
	}
	return made
}

// Complaints lists the client's violations.
func (s Simulated) Complaints() []string {
	var complaints []string
	for _, v := range s.simulator.Violations() {
		complaints = append(complaints, v.String())
	}
	return complaints
}

func (s Simulated) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("%v", err)
	}
}
