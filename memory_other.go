//go:build !unix

package main

// keepMemoryOffDisk has nothing to do: Windows writes whole memories only where
// its owner has set that up (Windows Error Reporting, "LocalDumps").
func keepMemoryOffDisk() {}
