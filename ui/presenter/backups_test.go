package presenter_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kasir/store"
	"kasir/ui/presenter"
)

// An archive keeps real copies of a shop's database. Only the end of the
// program is played: begun is the file that would be restored.
type archive struct {
	presenter.Office
	s        *shop
	dir      string
	begun    string
	trouble  string
	restored *presenter.Restored
}

func (a *archive) Sections() ([]presenter.Section, error) { return nil, nil }

func (a *archive) Vault() presenter.VaultKept { return presenter.VaultInKeyring }

func (a *archive) Backups() ([]presenter.Backup, error) {
	files, err := filepath.Glob(filepath.Join(a.dir, store.BackupsDir, "kasir-*.db"))
	var all []presenter.Backup
	for i := len(files) - 1; i >= 0; i-- {
		all = append(all, presenter.Backup{File: files[i], Made: time.Date(2026, 5, 9, 5, 0, i, 0, time.UTC)})
	}
	return all, err
}

func (a *archive) MakeBackup(string) (file, trouble string) {
	file, err := store.NewBackups(a.s.db, a.dir).Make()
	if err != nil {
		return "", "copies.failed"
	}
	return file, ""
}

func (a *archive) SaveBackup(_, path string) (file, trouble string) {
	if err := a.s.db.Backup(path); err != nil {
		return "", "copies.failed"
	}
	return path, ""
}

func (a *archive) ProveBackup(file string) (presenter.Backup, string) {
	report, err := store.VerifyFile(file, store.Options{}, nil)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return presenter.Backup{File: file}, "copies.no-file"
	case err != nil || !report.Clean():
		return presenter.Backup{File: file}, "copies.damaged"
	}
	return presenter.Backup{File: file, Sales: report.Sales}, ""
}

func (a *archive) Restore(_, _, file string) (begin func(), trouble string) {
	return func() { a.begun = file }, a.trouble
}

func (a *archive) Restored() *presenter.Restored { return a.restored }

func (a *archive) SeenRestored(string) error { a.restored = nil; return nil }

// archived is a shop whose office has an archive.
func archived(a *archive, more ...func(*shop)) func(*shop) {
	return func(s *shop) {
		a.s, a.dir = s, s.t.TempDir()
		s.Office = a
		for _, change := range more {
			change(s)
		}
	}
}

// openBackups opens the page of the copies: it is the row after those that add a
// way to pay, say who works here and keep the vault.
func (s *shop) openBackups() {
	s.press("s")
	s.press("Down Down Down Enter")
}

// Rows came into the settings while a hand was choosing, and Enter opened
// another one than was chosen.
func TestNoRowComesInUnderAHandThatChooses(t *testing.T) {
	serveWith(t, archived(&archive{}), func(t *testing.T, s *shop) {
		s.ui <- func() {
			s.Press("s")
			s.Press("Enter")
		}
		if st := s.after(0); page(st) != "settings" {
			t.Errorf("an Enter before the settings were there opened %s", page(st))
		}
	})
}

func TestACopyIsMadeNow(t *testing.T) {
	var a archive
	serveWith(t, archived(&a), func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		s.openBackups()
		s.onPage(s.after(0), "copies")
		s.press("Enter")
		page := s.onPage(s.after(time.Second), "copies")
		copies, err := a.Backups()
		if err != nil || len(copies) != 1 || !strings.Contains(page.Note.Text, copies[0].File) {
			t.Fatalf("copies %v, %v; said %q", copies, err, page.Note.Text)
		}
		if list := page.Body.(presenter.List); len(list.Rows) != 4 || list.Rows[3].Method != filepath.Base(copies[0].File) {
			t.Errorf("listed: %+v", list.Rows)
		}
	})
}

func TestACopyIsSavedElsewhere(t *testing.T) {
	var a archive
	serveWith(t, archived(&a), func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		s.openBackups()
		s.press("Down Enter")
		s.onPage(s.after(0), "path")
		file := filepath.Join(t.TempDir(), "elsewhere.db")
		s.write(file)
		s.press("Enter")
		page := s.onPage(s.after(time.Second), "path")
		if report, err := store.VerifyFile(file, store.Options{}, nil); err != nil || report.Sales != 1 || !report.Clean() {
			t.Errorf("saved: %+v, %v", report, err)
		}
		if page.Note.Tone != presenter.Good || !strings.Contains(page.Note.Text, file) {
			t.Errorf("said %+v", page.Note)
		}
		s.write(filepath.Join("no", "such", "folder"))
		s.press("Enter")
		page = s.onPage(s.after(time.Second), "path")
		if form := page.Body.(presenter.Form); form.Fields[0].Wrong != s.Words.Say("copies.failed") || page.Note.Text != "" {
			t.Errorf("a copy that was not written: %+v, %+v", page.Note, form)
		}
	})
}

// Enter leads to the page, so a bouncing Enter must not restore.
func TestRestoringIsSaidBeforeItIsDone(t *testing.T) {
	var a archive
	serveWith(t, archived(&a), func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		s.openBackups()
		s.press("Enter")
		s.after(time.Second)
		s.press("Down Down Down Enter")
		s.after(time.Second)
		page := s.onPage(s.press("Enter Enter"), "restore")
		story := page.Body.(presenter.Story)
		if len(story.Lines) != 9 || story.Facts[2].Value != "1" || !strings.Contains(story.Lines[0].Text, "not in it") || a.begun != "" {
			t.Fatalf("said %+v, begun %q", story, a.begun)
		}
		if state := s.press("F5"); state.Dialog == nil || a.begun != "" {
			t.Fatalf("not asked: %+v", state)
		}
		s.press("Esc")
		if s.after(time.Second); a.begun != "" {
			t.Fatal("restored although nobody said yes")
		}
		s.press("F5 Enter")
		if s.after(time.Second); a.begun != story.Facts[0].Value || a.begun == "" {
			t.Errorf("begun: %q", a.begun)
		}
	})
}

func TestADamagedCopyIsNotRestored(t *testing.T) {
	var a archive
	serveWith(t, archived(&a), func(t *testing.T, s *shop) {
		file := filepath.Join(t.TempDir(), "damaged.db")
		if err := os.WriteFile(file, []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
			t.Fatal(err)
		}
		s.openBackups()
		s.press("Down Down Enter")
		s.write(file)
		s.press("Enter")
		page := s.onPage(s.after(time.Second), "restore")
		if page.Note.Text != s.Words.Say("copies.damaged") || s.Knows("F5") {
			t.Errorf("said %+v; F5 works: %v", page.Note, s.Knows("F5"))
		}
	})
}

// A payment that the copy does not know could never be asked about again.
func TestNothingIsRestoredWhileACustomerPays(t *testing.T) {
	var a archive
	serveWith(t, archived(&a), func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		s.press("7 000 Enter")
		s.want(s.after(1500*time.Millisecond), presenter.Waiting)
		s.openBackups()
		s.press("Enter")
		s.after(time.Second)
		s.press("Down Down Down Enter")
		s.after(time.Second)
		page := s.onPage(s.press("F5"), "restore")
		if page.Note.Text != s.Words.Say("copies.paying") {
			t.Errorf("said %+v", page.Note)
		}
		s.press("Enter")
		if s.after(time.Second); a.begun != "" {
			t.Error("restored while a customer pays")
		}
	})
}

// A code was parked, the copy restored, and nobody asked about it any more when
// its customer paid.
func TestNothingIsRestoredWhileAParkedCodeCanBePaid(t *testing.T) {
	var a archive
	serveWith(t, archived(&a), func(t *testing.T, s *shop) {
		s.press("7 000 Enter")
		s.want(s.after(1500*time.Millisecond), presenter.Waiting)
		s.press("F9")
		s.openBackups()
		s.press("Enter")
		s.after(time.Second)
		s.press("Down Down Down Enter")
		s.after(time.Second)
		page := s.onPage(s.press("F5 Enter"), "restore")
		if s.after(time.Second); a.begun != "" {
			t.Fatal("restored while a parked code can be paid")
		}
		if !strings.HasSuffix(page.Note.Text, s.Words.Say("copies.waiting")) || !strings.HasPrefix(page.Note.Text, "Rp 7,000") {
			t.Errorf("said %+v", page.Note)
		}
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		s.after(30 * time.Second)
		s.press("F5 Enter")
		if s.after(time.Second); a.begun == "" {
			t.Error("not restored once it was paid")
		}
	})
}

func TestWhatTheOfficeRefusesIsNotRestored(t *testing.T) {
	a := archive{trouble: "copies.refunding"}
	serveWith(t, archived(&a), func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		s.openBackups()
		s.press("Enter")
		s.after(time.Second)
		s.press("Down Down Down Enter")
		s.after(time.Second)
		s.press("F5 Enter")
		if page := s.onPage(s.after(time.Second), "restore"); page.Note.Text != s.Words.Say("copies.refunding") || a.begun != "" {
			t.Errorf("said %+v, begun %q", page.Note, a.begun)
		}
	})
}

// What must be done after a restore stays until the owner has read it.
func TestHowARestoreCameOutStaysUntilTheOwnerReadIt(t *testing.T) {
	a := archive{restored: &presenter.Restored{File: "/b/kasir.db", Sales: 3, Series: "ABCD", Replaced: "/d/kasir.db.replaced", Papers: 1}}
	serveWith(t, archived(&a, staffed), func(t *testing.T, s *shop) {
		if state := s.after(0); page(state) != "sign-in" {
			t.Fatalf("on screen: %s", page(state))
		}
		s.press("3 4 7 1 1 Enter")
		told := s.onPage(s.after(0), "restored").Body.(presenter.Story)
		if len(told.Lines) != 6 || !strings.Contains(told.Lines[3].Text, "ABCD") {
			t.Errorf("told: %+v", told.Lines)
		}
		s.press("Enter")
		s.onPage(s.after(0), "restored") // Sari is no owner
		if state := s.press("Esc"); page(state) != "amount" || a.restored == nil {
			t.Fatalf("on screen: %s", page(state))
		}
		s.press("F8 1")
		s.write("the owner's words")
		s.press("Enter")
		s.onPage(s.after(time.Second), "restored")
		s.press("Enter")
		if state := s.after(0); page(state) != "amount" || a.restored != nil {
			t.Errorf("on screen: %s, %+v", page(state), a.restored)
		}
	})
}
