package checkout

import (
	"crypto/rand"
	"fmt"
	"time"
)

// Allow lets whoever is signed in do an act: by his own right, or with an
// approval of just this act that was given to him. An approval that is shown is
// used up, whatever comes of it.
func (p *People) Allow(by string, act Act, approval string) (approvedBy string, err error) {
	people, err := p.Staff.People()
	if err != nil {
		return "", fmt.Errorf("checkout: may %s be done: %w", act.Right, err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	shown, known := p.approvals[approval]
	delete(p.approvals, approval)
	if len(people) == 0 {
		if p.Expected {
			return "", ErrPeopleMissing
		}
		return "", nil
	}
	who, signedIn := p.who(people)
	need := p.Limits.Need(act)
	switch {
	case !signedIn || who.Name != by:
		return "", ErrSignedOut
	case who.Role >= need:
		return "", nil
	case approval == "":
		return "", &NotAllowedError{act, need}
	}
	if known && shown.fits(act, who.Name, p.now()) && answers(people, shown.By, need) {
		return shown.By, nil
	}
	if err := p.record(Event{What: ApprovalRefused, By: by, Note: act.String()}); err != nil {
		return "", fmt.Errorf("checkout: refuse an approval: %w", err)
	}
	return "", &NotAllowedError{act, need}
}

// fits tells whether an approval is of an act, given to whoever does it, and
// fresh.
func (a Approval) fits(act Act, who string, now time.Time) bool {
	return a.Act == act && a.For == who && !now.After(a.Ends)
}

// answers tells whether an approver still works here and may still do it.
func answers(people []Person, approver string, need Role) bool {
	i := findPerson(people, approver)
	return i >= 0 && people[i].Role >= need
}

// May tells whether whoever is signed in may do an act by himself; if not, which
// role must approve it.
func (p *People) May(act Act) (alone bool, need Role) {
	need = p.Limits.Need(act)
	if setUp, err := p.SetUp(); err == nil && !setUp {
		return true, need
	}
	who, ok := p.Who()
	return ok && who.Role >= need, need
}

// Approve lets somebody who may do an act consent to whoever is signed in doing
// it, once. *NotAllowedError where the approver may not do it either; beside
// that the errors of SignIn.
func (p *People) Approve(name string, secret Secret, act Act) (Approval, error) {
	a, err := p.approve(name, secret, act)
	if err != nil {
		return Approval{}, fmt.Errorf("checkout: approve %s: %w", act.Right, err)
	}
	return a, nil
}

func (p *People) approve(name string, secret Secret, act Act) (Approval, error) {
	people, err := p.Staff.People()
	if err != nil {
		return Approval{}, err
	}
	p.mu.Lock()
	who, signedIn := p.who(people)
	p.mu.Unlock()
	i := findPerson(people, name)
	need := p.Limits.Need(act)
	switch {
	case !signedIn:
		return Approval{}, ErrSignedOut
	case i < 0:
		return Approval{}, ErrNotFound
	case people[i].Role < need:
		return Approval{}, &NotAllowedError{act, need}
	}
	person, err := p.try(name, secret, func(one Person) Event {
		return Event{What: ActApproved, By: one.Name, Note: act.String() + ", for " + who.Name}
	})
	if err != nil {
		return Approval{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.user != who.Name {
		return Approval{}, ErrSignedOut
	}
	a := Approval{ID: rand.Text(), By: person.Name, For: who.Name, Act: act, Ends: p.now().Add(ApprovalLife)}
	if p.approvals == nil {
		p.approvals = make(map[string]Approval)
	}
	p.approvals[a.ID] = a
	return a, nil
}
