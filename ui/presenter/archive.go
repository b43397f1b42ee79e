package presenter

import "time"

// An Archive keeps copies of the data and puts one back. Where a method names a
// trouble, that is the key of the word for why it was not done; empty where it was.
type Archive interface {
	// Backups lists the copies that lie with the data, the newest first. Each was
	// verified when it was made.
	Backups() ([]Backup, error)
	// MakeBackup makes another one now.
	MakeBackup(by string) (file, trouble string)
	// SaveBackup writes a verified copy to a file that is not there yet, or into a
	// folder, and says where it lies.
	SaveBackup(by, path string) (file, trouble string)
	// ProveBackup verifies a copy and tells what it holds.
	ProveBackup(file string) (proved Backup, trouble string)
	// Restore looks whether a copy may be put in the place of the data now. What it
	// returns is called on the UI goroutine: it ends the till, which restores and
	// starts again.
	Restore(by, approval, file string) (begin func(), trouble string)
	// Restored is how the last restore came out, until somebody has seen it; nil
	// after that.
	Restored() *Restored
	// SeenRestored says that an owner has read it.
	SeenRestored(by string) error
}

// A Backup is a copy of the data.
type Backup struct {
	File  string    // the whole path
	Made  time.Time // as its name says; else when the file was written
	Sales int       // that it holds; only known once it has been proved
}

// Restored is how a restore came out.
type Restored struct {
	File     string    // the copy
	Trouble  string    // the key of the word for why nothing was changed; empty where it was restored
	Detail   string    // what else is known of the trouble, in English
	Sales    int       // that are back
	Ends     time.Time // when something last happened in the copy
	Replaced string    // where the file lies that was replaced; empty where there was none
	Series   string    // what numbers bear from now on
	Papers   int       // that waited and are not printed again by themselves
	Open     int       // sales that the services are asked about
}
