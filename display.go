package main

import (
	"errors"
	"os"
	"runtime"
)

// checkDisplay says plainly that there is no screen, where Fyne would panic.
func checkDisplay() error {
	if runtime.GOOS != "linux" || os.Getenv("DISPLAY") != "" {
		return nil
	}
	return errors.New("there is no display here (DISPLAY is not set); 'make run' shows the till on a virtual one")
}
