package checkout

import (
	"fmt"
	"time"
)

// try looks at somebody's secret. The try is counted on disk before that, so that
// whoever pulls the plug in time has used it up all the same. success makes the
// event of a right one, which is on disk when try returns.
func (p *People) try(name string, secret Secret, success func(Person) Event) (Person, error) {
	p.trying.Lock()
	defer p.trying.Unlock()
	if p.Hasher == nil {
		return Person{}, ErrNoVault
	}
	person, err := p.beginTry(name)
	if err != nil {
		return Person{}, err
	}
	right, err := p.Hasher.Matches(secret, person.Hash)
	if err != nil {
		return Person{}, fmt.Errorf("look at the secret of %s: %w", person.Name, err)
	}
	if err := p.endTry(person.Name, right, success); err != nil {
		return Person{}, err
	}
	if !right {
		return Person{}, ErrWrongSecret
	}
	return person, nil
}

// beginTry counts a try, unless none may be had now.
func (p *People) beginTry(name string) (person Person, err error) {
	now := p.now()
	err = p.Staff.UpdatePeople(func(people []Person) ([]Person, []Event, error) {
		i := findPerson(people, name)
		if i < 0 {
			return nil, nil, ErrNotFound
		}
		one := &people[i]
		if one.lockedOut() {
			return nil, nil, ErrLockedOut
		}
		if left := one.wait() - now.Sub(p.lastFailure(one.Name, now)); left > 0 {
			return nil, nil, &WaitError{left}
		}
		var events []Event
		if one.Trying {
			events = append(events, Event{At: now.UTC(), What: SecretFailed, By: one.Name, Note: "the till ended before the try did"})
		}
		one.Failed++
		one.Trying = true
		person = *one
		return people, events, nil
	})
	return person, err
}

// endTry records how a try ended.
func (p *People) endTry(name string, right bool, success func(Person) Event) error {
	now := p.now()
	err := p.Staff.UpdatePeople(func(people []Person) ([]Person, []Event, error) {
		i := findPerson(people, name)
		if i < 0 {
			return nil, nil, ErrNotFound
		}
		one := &people[i]
		one.Trying = false
		event := Event{What: SecretFailed, By: one.Name, Note: fmt.Sprintf("wrong try %d", one.Failed)}
		if right {
			one.Failed = 0
			event = success(*one)
		}
		event.At = now.UTC()
		return people, []Event{event}, nil
	})
	p.mu.Lock()
	defer p.mu.Unlock()
	if !right {
		if p.failed == nil {
			p.failed = make(map[string]time.Time)
		}
		p.failed[name] = now
	}
	return err
}

// lastFailure is when a wait began. After a start it begins anew: nobody knows
// how long the till was off, and its clock may say anything.
func (p *People) lastFailure(name string, now time.Time) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.began.IsZero() {
		p.began = now
	}
	if at, ok := p.failed[name]; ok {
		return at
	}
	return p.began
}
