//go:build powercut

package campaign

import (
	"bytes"

	"go.etcd.io/bbolt"
)

// In this build bbolt is a copy that tells what it does (.ci/powercut).
func init() {
	recording = true
	bbolt.HookWrite = func(file string, data []byte, offset int64) error {
		if r := recorderOf(file); r != nil {
			return r.wrote(data, offset)
		}
		return nil
	}
	bbolt.HookSync = func(file string, _ []byte, _ int64) error {
		if r := recorderOf(file); r != nil {
			return r.synced()
		}
		return nil
	}
	bbolt.HookGrow = func(file string, _ []byte, size int64) error {
		if r := recorderOf(file); r != nil {
			return r.grew(size)
		}
		return nil
	}
}

func recorderOf(file string) *recorder {
	if r, ok := recorders.Load(file); ok {
		return r.(*recorder) //nolint:forcetypeassert // only recorders are stored
	}
	return nil
}

// wrote, synced and grew are what bbolt tells, before it does it.
func (r *recorder) wrote(data []byte, offset int64) error {
	return r.note(ioEvent{what: ioWrite, offset: offset, data: bytes.Clone(data)})
}

func (r *recorder) synced() error { return r.note(ioEvent{what: ioSync}) }

func (r *recorder) grew(size int64) error { return r.note(ioEvent{what: ioGrow, offset: size}) }
