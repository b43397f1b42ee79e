package campaign

import (
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"time"
)

// slowAnswer is the fault of an answer that is overtaken: the service has dealt
// with the request long before the till hears of it.
const slowAnswer = "slow-answer"

// lag is how late it is; a little less than a till waits for an answer.
const lag = 4500 * time.Millisecond

func slow(w http.ResponseWriter, r *http.Request, service http.Handler) {
	real := httptest.NewRecorder()
	service.ServeHTTP(real, r.WithContext(context.WithoutCancel(r.Context())))
	if !pass(r.Context(), lag) {
		return
	}
	maps.Copy(w.Header(), real.Header())
	w.WriteHeader(real.Code)
	_, _ = w.Write(real.Body.Bytes()) // the till may have given up
}

// races are answers that come when a later one has been heard: F5 while a
// question is under way, cancel and pay at the same instant.
func races() Suite {
	const ways = 2
	return Suite{
		Name: "race", Says: "an answer is overtaken by a later one; cancel, pay and F5 at the same instant",
		Size: len(services) * 2 * ways * 3, Sample: 60,
		At: func(i int) Scenario {
			i, after := split(i, 3)
			i, way := split(i, ways)
			i, call := split(i, 2)
			return Scenario{
				Suite: "race", Service: services[i].name, Call: []Call{Poll, Cancel}[call], Fault: slowAnswer, After: after, Seed: uint64(way + 1),
			}
		},
	}
}

// overtaken are the customers of a race.
func (w *world) overtaken() []*goal {
	if w.scenario.Seed%2 == 0 {
		return w.customers(race, take)
	}
	return w.customers(ponder, take)
}

// pondered tells whether a customer who thinks first has thought enough: the
// first question about his payment is under way.
func (r *run) pondered(created time.Time) bool {
	return r.world.clock().Sub(created) > r.world.service.terms.Poll+500*time.Millisecond
}

// lies are answers that say paid, and speak of another payment, of another sum,
// or say it under a name that stands there twice.
func lies() Suite {
	told := []string{paidAnother, "paid-other-amount", "paid-twice-named"}
	return Suite{
		Name: "lie", Says: "an answer to a poll says paid of another payment, of another sum, or under a doubled name",
		Size: len(services) * len(told) * 2, Sample: len(services) * len(told) * 2,
		At: func(i int) Scenario {
			i, after := split(i, 2)
			i, lie := split(i, len(told))
			return Scenario{Suite: "lie", Service: services[i].name, Call: Poll, Fault: told[lie], After: after}
		},
	}
}
