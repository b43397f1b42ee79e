package store

import (
	"errors"

	"golang.org/x/sys/windows"
)

// IsReadOnly tells whether an error says that a disk can only be read, which no
// user may change by a permission.
func IsReadOnly(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

// freeSpace is how many bytes this user may still write to the disk of a folder.
func freeSpace(dir string) (free uint64, err error) {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	err = windows.GetDiskFreeSpaceEx(path, &free, nil, nil)
	return free, err
}

// sameDisk tells whether what is written to one folder takes room from the other.
// One that cannot be looked at is taken for another disk.
func sameDisk(a, b string) bool {
	first, err1 := volume(a)
	second, err2 := volume(b)
	return err1 == nil && err2 == nil && first == second
}

// volume is the serial number of the disk of a folder, whichever way leads there.
func volume(dir string) (uint32, error) {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	const share = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	folder, err := windows.CreateFile(path, 0, share, nil, windows.OPEN_EXISTING, windows.FILE_FLAG_BACKUP_SEMANTICS, 0)
	if err != nil {
		return 0, err
	}
	defer func() { _ = windows.CloseHandle(folder) }() // nothing was written
	var info windows.ByHandleFileInformation
	err = windows.GetFileInformationByHandle(folder, &info)
	return info.VolumeSerialNumber, err
}
