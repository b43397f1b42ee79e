// Package printertest has a receipt printer for tests. It listens on loopback
// like a network printer, answers what a printer is asked, keeps every job, and
// can be told to misbehave as the printers in shops do: by its [Behaviour]
// towards connections, and by a [Fault] that a person has to put right.
//
//	device := printertest.New(t)
//	way, err := printer.ParseAddress(device.Address())
//	...
//	device.Behave(printertest.ResetAfter(100))
//
// When Print has returned without an error, the job is there. [QRPayloads] reads
// the QR codes of a job back as a phone would.
package printertest
