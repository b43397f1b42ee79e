package winspool

import "errors"

// A Handle is an open printer.
type Handle uintptr

// A System is what the spooler does for us.
type System interface {
	// Open finds a printer by its name. It succeeds while the printer is off.
	Open(printer string) (Handle, error)
	Close(Handle) error

	// Start begins a job, Write adds bytes to it, End hands it to the printer.
	// Write says how many bytes were taken.
	Start(h Handle, title string) (job uint32, err error)
	Write(h Handle, b []byte) (int, error)
	End(Handle) error

	// Delete takes a job back, as far as it has not been sent.
	Delete(h Handle, job uint32) error

	// Printer gives the bits of PRINTER_INFO_2's Status and Attributes.
	Printer(Handle) (status, attributes uint32, err error)

	// Job gives the bits of JOB_INFO_1's Status. ErrNoJob where it has left the queue.
	Job(h Handle, job uint32) (status uint32, err error)

	// Printers lists the names of all printers.
	Printers() ([]string, error)
}

// Errors that callers may test for.
var (
	ErrElsewhere = errors.New("winspool: this is not Windows")
	ErrNoPrinter = errors.New("winspool: there is no such printer")
	ErrNoJob     = errors.New("winspool: the job has left the queue")
)

// Bits of a printer's status (PRINTER_INFO_2, winspool.h).
const (
	PrinterPaused       = 0x1
	PrinterError        = 0x2
	PrinterPaperJam     = 0x8
	PrinterPaperOut     = 0x10
	PrinterPaperProblem = 0x40
	PrinterOffline      = 0x80
	PrinterNotAvailable = 0x1000
	PrinterNeedsPerson  = 0x100000
	PrinterDoorOpen     = 0x400000

	// WorkOffline is a bit of the attributes: somebody has chosen it.
	WorkOffline = 0x400
)

// Bits of a job's status (JOB_INFO_1, winspool.h).
const (
	JobPaused      = 0x1
	JobError       = 0x2
	JobOffline     = 0x20
	JobPaperOut    = 0x40
	JobPrinted     = 0x80
	JobDeleted     = 0x100
	JobBlocked     = 0x200
	JobNeedsPerson = 0x400
	JobComplete    = 0x1000
)
