// Package cups speaks to the print service of Linux and macOS, by IPP. It
// hands jobs over as they are ("raw") and asks what becomes of them.
//
// The service says "completed" when its own program for the device has ended,
// not when paper came out: completed means sent.
package cups
