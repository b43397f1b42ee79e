package store_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"kasir/checkout"
	"kasir/store"
)

// sellForEver sells and says each step once it is on disk: the sale and how many
// events it has.
func sellForEver(dir string) error {
	db, err := store.Open(dir, store.Options{})
	if err != nil {
		return err
	}
	stored, err := db.Latest(1)
	if err != nil {
		return err
	}
	n := 1
	if len(stored) > 0 {
		fmt.Sscanf(string(stored[0].ID), "sale-%d", &n)
		n++
	}
	unfinished, err := db.Unfinished()
	if err != nil {
		return err
	}
	for _, s := range unfinished {
		if _, err := db.UpdateSale(s.ID, paid("POS-resumed")); err != nil {
			return err
		}
	}
	out := bufio.NewWriter(os.Stdout)
	say := func(s checkout.Sale) error {
		fmt.Fprintln(out, s.ID, len(s.Events))
		return out.Flush()
	}
	for ; ; n++ {
		s := newSale(n)
		if err := db.OpenSale(s); err != nil {
			return err
		}
		if err := say(s); err != nil {
			return err
		}
		for _, step := range []change{shown(fmt.Sprintf("ref-%04d", n)), paid(fmt.Sprintf("POS-%06d", n)), printed} {
			s, err := db.UpdateSale(s.ID, step)
			if err != nil {
				return err
			}
			if err := say(s); err != nil {
				return err
			}
		}
	}
}

func TestNothingAcknowledgedIsLostWhenTheProcessIsKilled(t *testing.T) {
	const kills = 25
	random := rand.New(rand.NewPCG(1, 2))
	dir := t.TempDir()
	told := make(map[checkout.SaleID]int)
	hear := func(p *process) {
		var id checkout.SaleID
		var events int
		if _, err := fmt.Sscan(p.lines.Text(), &id, &events); err == nil {
			told[id] = events
		}
	}
	for range kills {
		p := play(t, "sell", dir)
		for range 1 + random.IntN(30) {
			if !p.lines.Scan() {
				t.Fatal("the seller ended by itself")
			}
			hear(p)
		}
		must(t, p.Process.Kill())
		for p.lines.Scan() { // what it could still say before it died
			hear(p)
		}
		_ = p.Wait()

		db := open(t, dir)
		for id, events := range told {
			s, err := db.Sale(id)
			must(t, err)
			if len(s.Events) < events {
				t.Errorf("sale %s has %d events, %d were acknowledged", id, len(s.Events), events)
			}
		}
		wantClean(t, db)
		must(t, db.Close())
	}
	t.Logf("%d kills, %d sales", kills, len(told))
}
