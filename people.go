package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kasir/checkout"
	"kasir/store"
	"kasir/store/vault"
	"kasir/ui/command"
)

func peopleCommand(dir *folder, out io.Writer) *cobra.Command {
	var as, role string
	do := func(act func(*desktop, string) error) func(*cobra.Command, []string) error {
		return func(cmd *cobra.Command, args []string) error {
			d, err := openDesktop(*dir, newAsker(cmd), out, as)
			if err != nil {
				return err
			}
			defer d.close()
			return sayPeople(act(d, args[0]))
		}
	}
	cmd := &cobra.Command{
		Use: "people", Short: "Say who works at this till, and what each may do", Args: misusedArgs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			return &misusedError{errors.New("say what: list, add, change, unlock or remove; see 'kasir people --help'")}
		},
	}
	list := &cobra.Command{
		Use: "list", Short: "List who works at this till", Args: misusedArgs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error { return listPeople(*dir, out) },
	}
	add := &cobra.Command{
		Use: "add NAME --role cashier|manager|owner", Short: "Set somebody up; the PIN or passphrase comes from standard input",
		Args: misusedArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			var r checkout.Role
			if r.UnmarshalText([]byte(role)) != nil {
				return &misusedError{fmt.Errorf("--role is cashier, manager or owner, not %q", role)}
			}
			return do(func(d *desktop, name string) error { return d.add(name, r) })(cmd, args)
		},
	}
	add.Flags().StringVar(&role, "role", "", "cashier, manager or owner")
	cmd.AddCommand(list, add,
		&cobra.Command{
			Use: "change NAME", Short: "Give somebody another PIN or passphrase", Args: misusedArgs(cobra.ExactArgs(1)),
			RunE: do((*desktop).change),
		},
		&cobra.Command{
			Use: "unlock NAME", Short: "Let somebody try again after too many wrong tries", Args: misusedArgs(cobra.ExactArgs(1)),
			RunE: do((*desktop).unlock),
		},
		&cobra.Command{
			Use: "remove NAME", Short: "Take somebody away", Args: misusedArgs(cobra.ExactArgs(1)),
			RunE: do((*desktop).remove),
		})
	cmd.PersistentFlags().StringVar(&as, "as", "", "the owner who does it, where there are several")
	return cmd
}

// A desktop is a closed till of which an owner changes the people.
type desktop struct {
	*checkout.People
	a   *asker
	db  *store.DB
	out io.Writer
}

// openDesktop opens the till's people and has the owner sign in, if there is one.
func openDesktop(dir folder, a *asker, out io.Writer, as string) (*desktop, error) {
	s, err := dir.settings()
	if err != nil {
		return nil, err
	}
	v, err := dir.needVault(a)
	if err != nil {
		return nil, err
	}
	db, err := dir.openStore(s, v)
	if err != nil {
		return nil, err
	}
	d := &desktop{a: a, db: db, out: out}
	if d.People, err = dir.newPeople(db, s, func() *vault.Vault { return v }); err == nil {
		err = d.signIn(as)
	}
	if err != nil {
		return nil, errors.Join(sayPeople(err), db.Close())
	}
	return d, nil
}

func (d *desktop) close() { _ = d.db.Close() } // what was to be kept is on disk

// signIn asks for the owner's passphrase.
func (d *desktop) signIn(as string) error {
	all, err := d.List()
	if err != nil || len(all) == 0 {
		return err
	}
	var owners []string
	for _, m := range all {
		if m.Role == checkout.Owner && (as == "" || strings.EqualFold(m.Name, as)) {
			owners = append(owners, m.Name)
		}
	}
	if len(owners) != 1 {
		return &misusedError{errors.New("say which owner you are: --as NAME; 'kasir people list' names them")}
	}
	secret, err := d.a.secret("the passphrase of " + owners[0])
	if err != nil {
		return err
	}
	err = d.SignIn(owners[0], secret)
	var wait *checkout.WaitError
	for errors.As(err, &wait) {
		if err := d.a.wait(wait.For); err != nil {
			return err
		}
		err = d.SignIn(owners[0], secret)
	}
	return err
}

// wait waits, and says so.
func (a *asker) wait(d time.Duration) error {
	if _, err := fmt.Fprintf(a.words, "Too many wrong tries: the next one is in %s.\n", d.Round(time.Second)); err != nil {
		return err
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-a.ctx.Done():
		return context.Cause(a.ctx)
	}
}

func (d *desktop) add(name string, role checkout.Role) error {
	secret, err := d.a.chosen(secretOf(role, name))
	if err != nil {
		return err
	}
	if err := d.Add(name, role, secret); err != nil {
		return err
	}
	_, err = fmt.Fprintf(d.out, "%s works here now, as %s.\n", name, role)
	return err
}

func secretOf(role checkout.Role, name string) string {
	if role == checkout.Owner {
		return "the passphrase of " + name + ", 8 characters or more"
	}
	return "the PIN of " + name + ", 4 to 8 digits"
}

func (d *desktop) change(name string) error {
	m, err := d.find(name)
	if err != nil {
		return err
	}
	secret, err := d.a.chosen(secretOf(m.Role, m.Name))
	if err != nil {
		return err
	}
	if err := d.Change(name, secret); err != nil {
		return err
	}
	_, err = fmt.Fprintf(d.out, "Changed. What %s knew before is void.\n", m.Name)
	return err
}

func (d *desktop) unlock(name string) error {
	if err := d.Unlock(name); err != nil {
		return err
	}
	_, err := fmt.Fprintf(d.out, "%s may try again.\n", name)
	return err
}

func (d *desktop) remove(name string) error {
	if err := d.Remove(name); err != nil {
		return err
	}
	said := fmt.Sprintf("%s no longer works here.", name)
	if setUp, err := d.SetUp(); err == nil && !setUp {
		said += " Nobody does: every right is open to everybody."
	}
	_, err := fmt.Fprintln(d.out, said)
	return err
}

func (d *desktop) find(name string) (checkout.Member, error) {
	all, err := d.List()
	for _, m := range all {
		if strings.EqualFold(m.Name, name) {
			return m, nil
		}
	}
	return checkout.Member{}, errors.Join(err, checkout.ErrNotFound)
}

// listPeople needs no passphrase: it reads, and the names are on the screen that
// people sign in at.
func listPeople(dir folder, out io.Writer) error {
	db, err := dir.openToRead(store.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	all, err := (&checkout.People{Staff: db}).List()
	if err != nil {
		return err
	}
	if len(all) == 0 {
		_, err = fmt.Fprintln(out, "Nobody is set up: every right is open to everybody.")
		return err
	}
	for _, m := range all {
		line := fmt.Sprintf("%s  %s", m.Name, m.Role)
		if m.LockedOut {
			line += "  locked out after " + fmt.Sprint(m.Failed) + " wrong tries"
		}
		if _, err := fmt.Fprintln(out, line); err != nil {
			return err
		}
	}
	return nil
}

// sayPeople puts what cannot be done into words for a person.
func sayPeople(err error) error {
	for cause, text := range map[error]string{
		checkout.ErrWrongSecret:   "this is not the owner's passphrase; try again",
		checkout.ErrPeopleMissing: "people were set up here, and the database has none: restore the newest backup",
		checkout.ErrName:          "a name has 1 to 32 characters, a letter among them; choose another",
		checkout.ErrNameTaken:     "somebody of that name works here already; choose another",
		checkout.ErrWeakSecret:    "too easy to guess: a PIN has 4 to 8 digits, no run like 1234; an owner's passphrase 8 characters or more",
		checkout.ErrOwnerFirst:    "the owner is set up first and removed last; see to the others before",
		checkout.ErrNotFound:      "nobody of that name works here; 'kasir people list' says who does",
	} {
		if errors.Is(err, cause) {
			return errors.New(text)
		}
	}
	return err
}

// members lists who works here: from the database, or from the till that has it
// open.
func (f folder) members(ctx context.Context) (all []checkout.Member, err error) {
	db, err := store.OpenReadOnly(filepath.Join(f.place(), store.File), store.Options{})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case errors.Is(err, store.ErrInUse):
		var answer bytes.Buffer
		if err := command.Ask(ctx, f.place(), command.Call{Name: command.People}, &answer); err != nil {
			return nil, err
		}
		err = json.Unmarshal(answer.Bytes(), &all)
		return all, err
	case err != nil:
		return nil, err
	}
	defer func() { _ = db.Close() }()
	return (&checkout.People{Staff: db}).List()
}

// examinePeople says who could do what, and who cannot do anything any more.
func (p *patient) examinePeople(ctx context.Context, dir folder) {
	all, err := dir.members(ctx)
	switch {
	case err != nil:
		p.add("      people: not read, because the till does not answer or its database is of another version")
		return
	case len(all) == 0:
		p.add("      no users are set up: every right is open to everybody")
		return
	}
	p.say(fmt.Sprintf("people: %d are set up", len(all)), nil)
	for _, m := range all {
		if m.LockedOut {
			p.say("people: "+m.Name, fmt.Errorf("locked out after %d wrong tries; 'kasir people unlock' lets them try again", m.Failed))
		}
	}
}
