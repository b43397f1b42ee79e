package checkout

import (
	"errors"
	"fmt"
	"slices"
)

// Add sets a person up. The first must be the owner; after that only he may.
// ErrName, ErrNameTaken, ErrWeakSecret, ErrOwnerFirst, ErrNoVault, ErrNotAllowed.
func (p *People) Add(name string, role Role, secret Secret) error {
	name, err := cleanName(name)
	if err == nil {
		err = checkSecret(role, secret)
	}
	if err != nil {
		return fmt.Errorf("checkout: add a person: %w", err)
	}
	err = p.changeSecret(secret, func(people []Person, hash string) ([]Person, Event, error) {
		switch {
		case findPerson(people, name) >= 0:
			return nil, Event{}, ErrNameTaken
		case len(people) == 0 && role != Owner:
			return nil, Event{}, ErrOwnerFirst
		}
		people = append(people, Person{Name: name, Role: role, Hash: hash, Added: p.now().UTC()})
		return people, Event{What: PersonAdded, Note: name + ", " + role.String()}, nil
	})
	if err != nil {
		return fmt.Errorf("checkout: add %s: %w", name, err)
	}
	return p.remember(true)
}

// Remove takes a person away. The last owner goes last, and with him the
// checking of rights.
func (p *People) Remove(name string) error {
	people, err := p.Staff.People()
	if err != nil {
		return fmt.Errorf("checkout: remove %s: %w", name, err)
	}
	last := len(people) == 1 && findPerson(people, name) == 0
	if last { // forgotten first: a crash leaves people who are remembered at the next start
		if err := p.mayChange(); err != nil {
			return fmt.Errorf("checkout: remove %s: %w", name, err)
		}
		if err := p.remember(false); err != nil {
			return err
		}
	}
	err = p.change("remove "+name, func(people []Person) ([]Person, Event, error) {
		i := findPerson(people, name)
		if i < 0 {
			return nil, Event{}, ErrNotFound
		}
		gone := people[i]
		people = slices.Delete(people, i, i+1)
		owners := slices.ContainsFunc(people, func(one Person) bool { return one.Role == Owner })
		if len(people) > 0 && !owners {
			return nil, Event{}, ErrOwnerFirst
		}
		return people, Event{What: PersonRemoved, Note: gone.Name + ", " + gone.Role.String()}, nil
	})
	if err != nil && last {
		return errors.Join(err, p.remember(true))
	}
	return err
}

// Change gives a person another PIN or passphrase.
func (p *People) Change(name string, secret Secret) error {
	err := p.changeSecret(secret, func(people []Person, hash string) ([]Person, Event, error) {
		i := findPerson(people, name)
		if i < 0 {
			return nil, Event{}, ErrNotFound
		}
		if err := checkSecret(people[i].Role, secret); err != nil {
			return nil, Event{}, err
		}
		people[i].Hash, people[i].Failed, people[i].Trying = hash, 0, false
		return people, Event{What: PersonChanged, Note: people[i].Name}, nil
	})
	if err != nil {
		return fmt.Errorf("checkout: change the secret of %s: %w", name, err)
	}
	return nil
}

// Unlock lets a person try again who was locked out.
func (p *People) Unlock(name string) error {
	return p.change("unlock "+name, func(people []Person) ([]Person, Event, error) {
		i := findPerson(people, name)
		if i < 0 {
			return nil, Event{}, ErrNotFound
		}
		tries := people[i].Failed
		people[i].Failed, people[i].Trying = 0, false
		return people, Event{What: PersonUnlocked, Note: fmt.Sprintf("%s, after %d wrong tries", people[i].Name, tries)}, nil
	})
}

// changeSecret is for changes that store a hash, which is made outside of the
// transaction.
func (p *People) changeSecret(secret Secret, change func([]Person, string) ([]Person, Event, error)) error {
	if p.Hasher == nil {
		return ErrNoVault
	}
	hash, err := p.Hasher.Hash(secret)
	if err != nil {
		return err
	}
	return p.changeBy(func(people []Person) ([]Person, Event, error) { return change(people, hash) })
}

func (p *People) change(what string, change func([]Person) ([]Person, Event, error)) error {
	if err := p.changeBy(change); err != nil {
		return fmt.Errorf("checkout: %s: %w", what, err)
	}
	return nil
}

// changeBy changes the list for whoever is signed in, if he may.
func (p *People) changeBy(change func([]Person) ([]Person, Event, error)) error {
	who, _ := p.Who()
	if err := p.mayChange(); err != nil {
		return err
	}
	return p.Staff.UpdatePeople(func(people []Person) ([]Person, []Event, error) {
		changed, event, err := change(people)
		event.By, event.At = who.Name, p.now().UTC()
		return changed, []Event{event}, err
	})
}

func (p *People) mayChange() error {
	who, _ := p.Who()
	_, err := p.Allow(who.Name, Act{Right: RightPeople}, "")
	return err
}

// remember keeps beside the database that people are set up, so that a database
// without them is not taken for a new one.
func (p *People) remember(setUp bool) error {
	p.mu.Lock()
	known := p.Expected == setUp
	p.Expected = setUp
	p.mu.Unlock()
	if known || p.Remember == nil {
		return nil
	}
	if err := p.Remember(setUp); err != nil {
		return fmt.Errorf("checkout: remember that people are set up: %w", err)
	}
	return nil
}
