package checkout

import "time"

// A Standing is how a payment stands: what is on disk, and how fresh that is.
type Standing struct {
	Sale    Sale
	Payment Payment
	Asking  bool      // the first answer of this run is still awaited
	Heard   time.Time // when the provider last answered in this run; zero before
	Fault   Fault     // why the last question got no answer; zero after an answer
	Next    time.Time // when it will be asked again
	Doubt   bool      // nobody knows whether money moved; the customer must not pay again

	seen time.Duration // how long this run has had to do with the payment
}

func (t *Till) standing(s Sale, id PaymentID) Standing {
	st := Standing{Sale: s, Asking: true}
	if p := s.Payment(id); p != nil {
		st.Payment = *p
	}
	return st
}

// doubt decides whether silence has become doubt. What may have been sent
// without an answer is in doubt at once; a payment whose code is shown only
// when the silence has lasted longer than the provider's terms allow, or reaches
// past the code's own end: nobody can pay it now, and nobody knows who has.
func (st *Standing) doubt(terms Terms, now time.Time, over bool) bool {
	p := st.Payment
	switch {
	case p.Status == Unresolved:
		return true
	case !p.Status.IsOpen() || st.Fault.Trouble == 0:
		return false
	case p.Status == Created:
		return p.Doubtful()
	case st.Heard.IsZero():
		return true
	}
	silence := now.Sub(st.Heard)
	return silence > terms.Doubt || over && silence > 2*terms.Poll
}
