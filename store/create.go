package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"go.etcd.io/bbolt"

	"kasir/store/durable"
)

// create makes a database where there is none. It gets its name only when it is
// whole: a crash while bbolt writes its first pages can leave a file that never
// opens again.
func create(file string, o Options) error {
	temp := file + ".new"
	if _, err := os.Lstat(temp); err == nil { // a disk that can only be read refuses also what is not there
		if err := os.Remove(temp); err != nil {
			return fmt.Errorf("remove what an interrupted start left: %w", err)
		}
	}
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	bolt, err := bbolt.Open(temp, 0o600, &bbolt.Options{Timeout: 2 * time.Second, FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return fmt.Errorf("create: %w", err)
	}
	if err := errors.Join(migrate(bolt, 0, o.migrations()), bolt.Close()); err != nil {
		return fmt.Errorf("create: %w", err)
	}
	if err := durable.Publish(temp, file); err != nil {
		return fmt.Errorf("create: %w", err)
	}
	return nil
}
