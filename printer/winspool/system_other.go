//go:build !windows

package winspool

// Local is the spooler of this machine, which has none.
func Local() System { return missing{} }

type missing struct{}

func (missing) Open(string) (Handle, error)            { return 0, ErrElsewhere }
func (missing) Close(Handle) error                     { return ErrElsewhere }
func (missing) Start(Handle, string) (uint32, error)   { return 0, ErrElsewhere }
func (missing) Write(Handle, []byte) (int, error)      { return 0, ErrElsewhere }
func (missing) End(Handle) error                       { return ErrElsewhere }
func (missing) Delete(Handle, uint32) error            { return ErrElsewhere }
func (missing) Printer(Handle) (uint32, uint32, error) { return 0, 0, ErrElsewhere }
func (missing) Job(Handle, uint32) (uint32, error)     { return 0, ErrElsewhere }
func (missing) Printers() ([]string, error)            { return nil, ErrElsewhere }
