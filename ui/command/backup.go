package command

import (
	"fmt"
	"io"
	"path/filepath"
)

// backup writes a verified copy of the database. Sales go on meanwhile.
func (d Desk) backup(call Call, out io.Writer) error {
	if !filepath.IsAbs(call.File) {
		return usagef("where the backup goes must be said in full")
	}
	if err := d.Source.Backup(call.File); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "OK: %s holds everything up to now and has been checked\n", call.File)
	return err
}
