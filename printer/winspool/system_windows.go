package winspool

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	driver           = windows.NewLazySystemDLL("winspool.drv")
	openPrinter      = driver.NewProc("OpenPrinterW")
	closePrinter     = driver.NewProc("ClosePrinter")
	startDocPrinter  = driver.NewProc("StartDocPrinterW")
	startPagePrinter = driver.NewProc("StartPagePrinter")
	writePrinter     = driver.NewProc("WritePrinter")
	endPagePrinter   = driver.NewProc("EndPagePrinter")
	endDocPrinter    = driver.NewProc("EndDocPrinter")
	setJob           = driver.NewProc("SetJobW")
	getJob           = driver.NewProc("GetJobW")
	getPrinter       = driver.NewProc("GetPrinterW")
	enumPrinters     = driver.NewProc("EnumPrintersW")
)

// Local is the spooler of this machine.
func Local() System { return local{} }

type local struct{}

// call runs a procedure of which zero is the failure.
func call(what string, proc *windows.LazyProc, args ...uintptr) (uintptr, error) {
	if err := proc.Find(); err != nil {
		return 0, fmt.Errorf("winspool: %s: %w", what, err)
	}
	result, _, err := proc.Call(args...)
	if result == 0 {
		return 0, fmt.Errorf("winspool: %s: %w", what, err)
	}
	return result, nil
}

func (local) Open(printer string) (Handle, error) {
	name, err := windows.UTF16PtrFromString(printer)
	if err != nil {
		return 0, fmt.Errorf("winspool: open: %w", err)
	}
	var h Handle
	_, err = call("open", openPrinter, uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&h)), 0)
	if errors.Is(err, windows.ERROR_INVALID_PRINTER_NAME) {
		return 0, ErrNoPrinter
	}
	return h, err
}

func (local) Close(h Handle) error {
	_, err := call("close", closePrinter, uintptr(h))
	return err
}

// docInfo is DOC_INFO_1.
type docInfo struct{ name, output, datatype *uint16 }

func (local) Start(h Handle, title string) (uint32, error) {
	name, err := windows.UTF16PtrFromString(title)
	if err != nil {
		return 0, fmt.Errorf("winspool: start: %w", err)
	}
	raw, err := windows.UTF16PtrFromString("RAW")
	if err != nil {
		return 0, fmt.Errorf("winspool: start: %w", err)
	}
	info := docInfo{name: name, datatype: raw}
	job, err := call("start", startDocPrinter, uintptr(h), 1, uintptr(unsafe.Pointer(&info)))
	if err != nil {
		return 0, err
	}
	_, err = call("start page", startPagePrinter, uintptr(h))
	return uint32(job), err
}

func (local) Write(h Handle, b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	var written uint32
	_, err := call("write", writePrinter, uintptr(h), uintptr(unsafe.Pointer(&b[0])), uintptr(len(b)), uintptr(unsafe.Pointer(&written)))
	return int(written), err
}

func (local) End(h Handle) error {
	_, page := call("end page", endPagePrinter, uintptr(h))
	_, doc := call("end", endDocPrinter, uintptr(h))
	return errors.Join(page, doc)
}

func (local) Delete(h Handle, job uint32) error {
	const jobControlDelete = 5
	_, err := call("delete", setJob, uintptr(h), uintptr(job), 0, 0, jobControlDelete)
	return err
}

// fill runs a procedure that fills a buffer: once to learn how large it must
// be, and once to fill it.
func fill(what string, proc *windows.LazyProc, args func(buffer, size, needed uintptr) []uintptr) ([]byte, error) {
	var needed uint32
	_, err := call(what, proc, args(0, 0, uintptr(unsafe.Pointer(&needed)))...)
	if needed == 0 {
		return nil, err
	}
	buffer := make([]byte, needed)
	_, err = call(what, proc, args(uintptr(unsafe.Pointer(&buffer[0])), uintptr(needed), uintptr(unsafe.Pointer(&needed)))...)
	return buffer, err
}

// pointer is how many bytes a pointer has.
const pointer = int(unsafe.Sizeof(uintptr(0)))

func (local) Printer(h Handle) (status, attributes uint32, err error) {
	buffer, err := fill("printer", getPrinter, func(b, size, needed uintptr) []uintptr {
		return []uintptr{uintptr(h), 2, b, size, needed}
	})
	// PRINTER_INFO_2: thirteen pointers, then Attributes, Priority,
	// DefaultPriority, StartTime, UntilTime, Status.
	at := 13 * pointer
	if err != nil || len(buffer) < at+24 {
		return 0, 0, err
	}
	return binary.LittleEndian.Uint32(buffer[at+20:]), binary.LittleEndian.Uint32(buffer[at:]), nil
}

func (local) Job(h Handle, job uint32) (uint32, error) {
	buffer, err := fill("job", getJob, func(b, size, needed uintptr) []uintptr {
		return []uintptr{uintptr(h), uintptr(job), 1, b, size, needed}
	})
	if errors.Is(err, windows.ERROR_INVALID_PARAMETER) {
		return 0, ErrNoJob
	}
	// JOB_INFO_1: JobId, padded to a pointer, six pointers, then Status.
	at := 7 * pointer
	if err != nil || len(buffer) < at+4 {
		return 0, err
	}
	return binary.LittleEndian.Uint32(buffer[at:]), nil
}

// printerInfo is PRINTER_INFO_4.
type printerInfo struct {
	name, server *uint16
	attributes   uint32
}

func (local) Printers() ([]string, error) {
	const localAndConnected = 0x2 | 0x4
	var count uint32
	buffer, err := fill("list", enumPrinters, func(b, size, needed uintptr) []uintptr {
		return []uintptr{localAndConnected, 0, 4, b, size, needed, uintptr(unsafe.Pointer(&count))}
	})
	if err != nil || count == 0 || len(buffer) == 0 {
		return nil, err
	}
	var names []string
	for _, info := range unsafe.Slice((*printerInfo)(unsafe.Pointer(&buffer[0])), count) {
		names = append(names, windows.UTF16PtrToString(info.name))
	}
	return names, nil
}
