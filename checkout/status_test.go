package checkout_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"kasir/checkout"
)

var update = flag.Bool("update", false, "rewrite golden files")

func pairs(f func(s, answer checkout.Status)) {
	for _, s := range checkout.Statuses() {
		for _, answer := range checkout.Statuses() {
			f(s, answer)
		}
	}
}

func TestPaidWinsAndStays(t *testing.T) {
	pairs(func(s, answer checkout.Status) {
		after := s.After(answer)
		if (s == checkout.Paid || answer == checkout.Paid) != (after == checkout.Paid) {
			t.Errorf("%v answered %v became %v", s, answer, after)
		}
	})
}

func TestPartOfTheMoneyEndsPaidOrBeforeAPerson(t *testing.T) {
	for _, answer := range checkout.Statuses() {
		switch after := checkout.Underpaid.After(answer); after {
		case checkout.Underpaid, checkout.Unresolved, checkout.Paid:
		case checkout.Created, checkout.Pending, checkout.Declined, checkout.Cancelled, checkout.Expired:
			t.Errorf("part money answered %v became %v", answer, after)
		}
	}
}

func TestNothingThatEndedReopens(t *testing.T) {
	pairs(func(s, answer checkout.Status) {
		if after := s.After(answer); !s.IsOpen() && after.IsOpen() {
			t.Errorf("%v answered %v reopened as %v", s, answer, after)
		}
	})
}

func TestAnEndedAnswerEndsTheAsking(t *testing.T) {
	pairs(func(s, answer checkout.Status) {
		if after := s.After(answer); !answer.IsOpen() && after.IsOpen() {
			t.Errorf("%v answered %v stays open as %v", s, answer, after)
		}
	})
}

func TestRepeatingAnAnswerChangesNothing(t *testing.T) {
	pairs(func(s, answer checkout.Status) {
		once := s.After(answer)
		if twice := once.After(answer); twice != once {
			t.Errorf("%v answered %v twice: %v, then %v", s, answer, once, twice)
		}
	})
}

// Answers overtake one another on their way. Where no money is in play the
// first end stands; with money the order must not matter at all.
func TestOrderOfAnswersNeverLosesMoney(t *testing.T) {
	pairs(func(a, b checkout.Status) {
		if a != checkout.Paid && a != checkout.Underpaid {
			return
		}
		ab := checkout.Pending.After(a).After(b)
		ba := checkout.Pending.After(b).After(a)
		if ab != ba {
			t.Errorf("%v then %v: %v; the other way round: %v", a, b, ab, ba)
		}
	})
}

func TestStatusWordsAreForEver(t *testing.T) {
	want := "created pending underpaid unresolved paid declined cancelled expired"
	var words []string
	for _, s := range checkout.Statuses() {
		text, err := s.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var back checkout.Status
		if err := back.UnmarshalText(text); err != nil || back != s {
			t.Errorf("%s came back as %v, %v", text, back, err)
		}
		words = append(words, string(text))
	}
	if got := strings.Join(words, " "); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// docs/payment.md is made from the function itself, so it cannot go stale.
func TestPaymentDocument(t *testing.T) {
	const path = "../docs/payment.md"
	got := paymentDocument()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is stale: run make golden", path)
	}
}

func paymentDocument() string {
	var b strings.Builder
	b.WriteString(`# The life of a payment

Made from ` + "`checkout.Status.After`" + ` by ` + "`make golden`" + `; a test keeps it true. A payment stands at one status; the
provider's answer moves it on. **Paid wins and stays. An error is no answer. Part of the money never ends without a person.**

| Status | Where the money is |
|---|---|
| created | on disk; the provider may not know of it |
| pending | the provider has it and waits for the customer |
| underpaid | some of the money has come |
| unresolved | nobody can say; a person must look |
| paid | all of the money has come |
| declined | refused by the provider or the customer |
| cancelled | taken back by the cashier, and the provider agreed |
| expired | the provider stopped waiting |

`)
	answers := checkout.Statuses()[1:]
	b.WriteString("| stands at \\ answer |")
	for _, answer := range answers {
		fmt.Fprintf(&b, " %v |", answer)
	}
	b.WriteString("\n|---" + strings.Repeat("|---", len(answers)) + "|\n")
	for _, s := range checkout.Statuses() {
		fmt.Fprintf(&b, "| **%v** |", s)
		for _, answer := range answers {
			fmt.Fprintf(&b, " %v |", s.After(answer))
		}
		b.WriteString("\n")
	}
	b.WriteString("\n```mermaid\nstateDiagram-v2\n    [*] --> created\n")
	for _, s := range checkout.Statuses() {
		drawn := map[checkout.Status]bool{s: true}
		for _, answer := range answers {
			if after := s.After(answer); !drawn[after] {
				drawn[after] = true
				fmt.Fprintf(&b, "    %v --> %v\n", s, after)
			}
		}
	}
	b.WriteString("    paid --> [*]\n```\n\nNot statuses, because they can be derived: *in doubt* (the silence has lasted too long), *late* (the money came\nafter the end), *stray* (the money completed no sale), *parked* and *withdrawn* (what the cashier wished).\n")
	return b.String()
}
