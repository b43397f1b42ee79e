package printer_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"kasir/printer"
	"kasir/printer/printertest"
)

// Over a real serial line, and over a device file, all is as over a network.
func TestSerialAndDevice(t *testing.T) {
	for name, address := range map[string]func(*printertest.Printer) string{
		"serial": func(p *printertest.Printer) string { return p.Address() + "?baud=115200" },
		"device": func(p *printertest.Printer) string { return "file://" + p.Device() },
	} {
		t.Run(name, func(t *testing.T) {
			device := printertest.NewSerial(t)
			p := &printer.Printer{Transport: parse(t, address(device)), Profile: profile(t, "epson-80")}
			want(t, p.Print(t.Context(), receipt()), printer.Printed, printer.Well)
			once := len(encode(t, receipt(), "epson-80"))
			if got := device.Taken(); got != once {
				t.Errorf("the printer got %d bytes, want %d", got, once)
			}
			device.Fail(printertest.PaperOut)
			want(t, p.Print(t.Context(), receipt()), printer.Blocked, printer.PaperOut)
			device.Mend()
			want(t, p.Print(t.Context(), receipt()), printer.Printed, printer.Well)
			if got := device.Taken(); got != 2*once {
				t.Errorf("the printer got %d bytes, want %d", got, 2*once)
			}
			if found := p.Examine(t.Context()); !found.Answers || !found.Fences || !strings.Contains(found.Model, "TM-T20") {
				t.Errorf("got %+v", found)
			}
		})
	}
}

// A serial printer whose memory is full says so, and the till waits.
func TestFlowControl(t *testing.T) {
	device := printertest.NewSerial(t)
	p := &printer.Printer{Transport: parse(t, device.Address()), Profile: profile(t, "epson-80")}
	want(t, p.Print(t.Context(), receipt()), printer.Printed, printer.Well)
	before := device.Taken()
	device.Say(0x13) // XOFF
	time.AfterFunc(300*time.Millisecond, func() { device.Say(0x11) })
	began := time.Now()
	want(t, p.Print(t.Context(), receipt()), printer.Printed, printer.Well)
	if took := time.Since(began); took < 200*time.Millisecond {
		t.Errorf("printed within %v, while the printer wanted nothing", took)
	}
	if got := device.Taken() - before; got != before {
		t.Errorf("the printer got %d bytes, want %d", got, before)
	}
}

// A line that takes nothing does not hold the till.
func TestStoppedOnALineThatTakesNothing(t *testing.T) {
	device := printertest.NewSerial(t)
	p := &printer.Printer{Transport: parse(t, device.Address()), Profile: profile(t, "epson-80")}
	want(t, p.Print(t.Context(), receipt()), printer.Printed, printer.Well)
	ctx, cancel := context.WithCancel(t.Context())
	got := p.Do(ctx, printer.Job{Document: slices.Repeat(bulky(), 8), Begin: func() error {
		device.Fail(printertest.PaperOut) // its memory takes less than the job
		time.AfterFunc(200*time.Millisecond, cancel)
		return nil
	}})
	want(t, got, printer.Unknown, printer.Stopped)
	if got.Accepted == 0 || got.Accepted >= got.Total {
		t.Errorf("got %v", got)
	}
	if ready := p.Ready(t.Context()); ready != printer.PaperOut && ready != printer.Silent {
		t.Errorf("the port cannot be used again: %v", ready)
	}
}

func TestNoSuchLine(t *testing.T) {
	p := &printer.Printer{Transport: parse(t, "serial:///dev/kasir-has-no-such-port"), Profile: profile(t, "epson-80")}
	want(t, p.Print(t.Context(), receipt()), printer.Blocked, printer.NoDevice)
}
