package checkout

import (
	"fmt"
	"sync"
	"time"
)

// People knows who works at a till, who is signed in, and what each may do. It is
// the Till's Guard. While nobody is set up every right is open. Staff is
// required. Its methods may be called from several goroutines at once.
//
// Who is signed in, waits and approvals live as long as the program; tries are
// counted on disk.
type People struct {
	Staff    Staff
	Hasher   Hasher // nil without a vault: nobody can be set up or sign in
	Limits   Limits
	AutoLock time.Duration          // without a Touch for so long whoever is signed in is signed out; 0 for never
	Expected bool                   // people were set up: an empty list is a changed database
	Remember func(setUp bool) error // keeps Expected for the next start; nil for not at all
	Now      func() time.Time       // nil means the machine's clock

	trying sync.Mutex // held while one try is looked at; no two at once

	mu        sync.Mutex
	began     time.Time
	user      string
	touched   time.Time
	failed    map[string]time.Time // when somebody's last wrong try was, in this run
	approvals map[string]Approval
}

var _ Guard = (*People)(nil)

// A Member is a person as screens may show one.
type Member struct {
	Name      string
	Role      Role
	Failed    int  // wrong tries since the last right one
	LockedOut bool // until the owner unlocks
}

func (p Person) member() Member { return Member{p.Name, p.Role, p.Failed, p.lockedOut()} }

// List lists who works here, in the order in which they came.
func (p *People) List() ([]Member, error) {
	people, err := p.Staff.People()
	if err != nil {
		return nil, fmt.Errorf("checkout: list people: %w", err)
	}
	all := make([]Member, len(people))
	for i, one := range people {
		all[i] = one.member()
	}
	return all, nil
}

// SetUp tells whether somebody works here, so that rights are checked.
// ErrPeopleMissing where somebody must, and the database has nobody.
func (p *People) SetUp() (bool, error) {
	people, err := p.Staff.People()
	if err != nil {
		return false, fmt.Errorf("checkout: are people set up: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(people) == 0 && p.Expected {
		return true, ErrPeopleMissing
	}
	return len(people) > 0, nil
}

// Who is signed in; false for nobody, and for somebody who has been gone for
// longer than AutoLock.
func (p *People) Who() (Member, bool) {
	people, err := p.Staff.People()
	if err != nil {
		return Member{}, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.who(people)
}

func (p *People) who(people []Person) (Member, bool) {
	i := findPerson(people, p.user)
	if p.user == "" || i < 0 || p.AutoLock > 0 && p.now().Sub(p.touched) >= p.AutoLock {
		return Member{}, false
	}
	return people[i].member(), true
}

// Touch says that somebody is at the keys. It does not bring back whoever has
// been gone for too long.
func (p *People) Touch() {
	if _, ok := p.Who(); !ok {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.touched = p.now()
}

// SignIn makes somebody the till's user in place of whoever was. ErrNotFound,
// ErrWrongSecret, ErrLockedOut, *WaitError.
func (p *People) SignIn(name string, secret Secret) error {
	person, err := p.try(name, secret, func(one Person) Event {
		return Event{What: SignedIn, By: one.Name, Note: one.Role.String()}
	})
	if err != nil {
		return fmt.Errorf("checkout: sign in: %w", err)
	}
	p.enter(person.Name)
	return nil
}

// SignOut leaves the till to nobody.
func (p *People) SignOut() error {
	p.mu.Lock()
	who := p.user
	p.mu.Unlock()
	p.enter("")
	if who == "" {
		return nil
	}
	if err := p.record(Event{What: SignedOut, By: who}); err != nil {
		return fmt.Errorf("checkout: sign out: %w", err)
	}
	return nil
}

// enter changes the user. What was approved for the one before is void.
func (p *People) enter(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.user, p.touched = name, p.now()
	clear(p.approvals)
}

// record adds events to the audit log.
func (p *People) record(events ...Event) error {
	for i := range events {
		events[i].At = p.now().UTC()
	}
	return p.Staff.UpdatePeople(func(people []Person) ([]Person, []Event, error) { return people, events, nil })
}

// now keeps the monotonic clock's reading: what is measured by it cannot be
// shortened by setting the machine's clock.
func (p *People) now() time.Time {
	if p.Now == nil {
		return time.Now()
	}
	return p.Now()
}
