package printer_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kasir/printer"
	"kasir/printer/escpos"
	"kasir/printer/printertest"
)

// A printer that says why it does not print takes no byte, and the job is free
// to be tried again.
func TestFaultsBlock(t *testing.T) {
	for fault, cause := range map[printertest.Fault]printer.Cause{
		printertest.PaperOut:    printer.PaperOut,
		printertest.CoverOpen:   printer.CoverOpen,
		printertest.CutterError: printer.CutterError,
	} {
		device, p := newPrinter(t)
		device.Fail(fault)
		got := p.Print(t.Context(), receipt())
		want(t, got, printer.Blocked, cause)
		if got.Accepted != 0 || len(device.Jobs()) > 0 {
			t.Errorf("%v: it took %d bytes, %d jobs", cause, got.Accepted, len(device.Jobs()))
		}
		if ready := p.Ready(t.Context()); ready != cause {
			t.Errorf("ready for %v, want %v", ready, cause)
		}
		device.Mend()
		if ready := p.Ready(t.Context()); ready != printer.Well {
			t.Errorf("%v: mended and still %v", cause, ready)
		}
		want(t, p.Print(t.Context(), receipt()), printer.Printed, printer.Well)
		wantJob(t, device)
	}
}

func TestNearEndPrintsAndIsTold(t *testing.T) {
	device, p := newPrinter(t)
	device.Fail(printertest.NearEnd)
	got := p.Print(t.Context(), receipt())
	want(t, got, printer.Printed, printer.Well)
	if !got.NearEnd {
		t.Error("nobody was told that the paper is nearly used up")
	}
	wantJob(t, device)
}

// The paper ends in the middle of a receipt. The cashier hears of it within two
// seconds and puts a roll in; the rest comes out, and nothing comes out twice.
func TestPaperEndsInTheMiddle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device, p := newInMemory(t)
		device.Behave(printertest.FaultAfter(100, printertest.PaperOut))
		start := time.Now()
		var heard []printer.Cause
		got := p.Do(t.Context(), printer.Job{Document: receipt(), Trouble: func(c printer.Cause) {
			heard = append(heard, c)
			if c == printer.PaperOut {
				if after := time.Since(start); after > 2*time.Second {
					t.Errorf("told after %v", after)
				}
				time.AfterFunc(3*time.Minute, device.Mend)
			}
		}})
		want(t, got, printer.Printed, printer.Well)
		if len(heard) != 2 || heard[0] != printer.PaperOut || heard[1] != printer.Well {
			t.Errorf("the cashier heard %v", heard)
		}
	})
}

// Nobody puts a roll in. The job is in doubt for good, and the next one is not
// begun while the printer waits.
func TestPaperNeverComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device, p := newInMemory(t)
		device.Behave(printertest.FaultAfter(100, printertest.CoverOpen))
		start := time.Now()
		want(t, p.Print(t.Context(), receipt()), printer.Unknown, printer.CoverOpen)
		if took := time.Since(start).Round(time.Second); took != 10*time.Minute {
			t.Errorf("it was waited for %v", took)
		}
		want(t, p.Print(t.Context(), receipt()), printer.Blocked, printer.CoverOpen)
	})
}

// Two unanswered questions, and a mute printer is not asked any more: a shop
// measured 3.1 s for each receipt, all of it waiting for answers.
func TestMutePrinterIsLearned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device, p := newInMemory(t)
		device.Behave(printertest.Mute())
		for i, limit := range []time.Duration{500 * time.Millisecond, 500 * time.Millisecond, 0, 0} {
			start := time.Now()
			want(t, p.Print(t.Context(), receipt()), printer.Sent, printer.Well)
			if took := time.Since(start); took != limit {
				t.Errorf("job %d took %v, want %v", i, took, limit)
			}
		}
	})
}

// One that has answered before and is silent now is not taken for mute.
func TestSilenceOfATalker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device, p := newInMemory(t)
		want(t, p.Print(t.Context(), receipt()), printer.Printed, printer.Well)
		device.Behave(printertest.Mute())
		for range 5 {
			want(t, p.Print(t.Context(), receipt()), printer.Blocked, printer.Silent)
		}
	})
}

// A printer that never says when it is done is not waited for after two jobs.
func TestPrinterWithoutFenceIsLearned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device, p := newInMemory(t)
		p.Profile.Fence, p.Profile.ProcessID = escpos.NotKnown, escpos.No
		device.Behave(printertest.NoFence())
		for i, limit := range []time.Duration{500 * time.Millisecond, 500 * time.Millisecond, 0} {
			start := time.Now()
			want(t, p.Print(t.Context(), receipt()), printer.Sent, printer.Well)
			if took := time.Since(start); took != limit {
				t.Errorf("job %d took %v, want %v", i, took, limit)
			}
		}
	})
}

// One that has said so before and does not now has not printed, for all we know.
func TestNoEchoIsNoProof(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device, p := newInMemory(t)
		want(t, p.Print(t.Context(), receipt()), printer.Printed, printer.Well)
		device.Behave(printertest.NoFence())
		want(t, p.Print(t.Context(), receipt()), printer.Unknown, printer.Unconfirmed)
	})
}

// The echo of an earlier job arrives on the connection of the next one, which
// is stopped by the end of the paper. It proves nothing.
func TestOldEchoIsNoProof(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device, p := newInMemory(t)
		want(t, p.Print(t.Context(), receipt()), printer.Printed, printer.Well)
		device.Behave(printertest.HoldEchoes())
		want(t, p.Print(t.Context(), receipt()), printer.Unknown, printer.Unconfirmed)
		device.Behave(printertest.FaultAfter(100, printertest.PaperOut))
		want(t, p.Print(t.Context(), receipt()), printer.Unknown, printer.PaperOut)
		device.Mend()
		device.Behave(printertest.Healthy())
		want(t, p.Print(t.Context(), receipt()), printer.Printed, printer.Well)
	})
}

// The same after a restart of the till, which remembers no fence.
func TestOldEchoAfterARestartIsNoProof(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device, p := newInMemory(t)
		want(t, p.Print(t.Context(), receipt()), printer.Printed, printer.Well)
		device.Behave(printertest.Talkative([]byte{0x00}))
		device.Fail(0)
		restarted := &printer.Printer{Transport: p.Transport, Profile: p.Profile}
		device.Behave(printertest.FaultAfter(100, printertest.PaperOut).Greeting([]byte{0x00}))
		want(t, restarted.Print(t.Context(), receipt()), printer.Unknown, printer.PaperOut)
	})
}

// A cable was pulled in the middle of a picture. The next receipt used to be
// taken for the rest of it.
func TestWhatBrokeOffIsEndedBeforeTheNextJob(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device, p := newInMemory(t)
		picture := printer.Document{printer.Text{Text: "logo"}, printer.QR{Payload: strings.Repeat("drawn by us ", 30)}}
		p.Profile = profile(t, "generic-58")
		device.Behave(printertest.CutAfter(200))
		want(t, p.Print(t.Context(), picture), printer.Unknown, printer.Broken)
		device.Behave(printertest.Healthy())
		want(t, p.Print(t.Context(), receipt()), printer.Printed, printer.Well)
		synctest.Wait()
		jobs := device.Jobs()
		last := jobs[len(jobs)-1]
		if !bytes.HasSuffix(last.Bytes, encode(t, receipt(), "generic-58")) {
			t.Errorf("the next receipt:\n%s", last.Dump())
		}
		want(t, p.Print(t.Context(), receipt()), printer.Printed, printer.Well)
		synctest.Wait()
		jobs = device.Jobs()
		if last = jobs[len(jobs)-1]; last.Flushed > 0 {
			t.Errorf("flushed again, by %d bytes", last.Flushed)
		}
	})
}

// The till lost power in the middle of a job that it knows nothing of.
func TestWhatBrokeOffBeforeTheStart(t *testing.T) {
	device, p := newPrinter(t)
	p.BrokeOff()
	want(t, p.Print(t.Context(), receipt()), printer.Printed, printer.Well)
	wantJob(t, device)
	if job := device.Jobs()[0]; job.Flushed != 8192 || !job.Reset {
		t.Errorf("flushed %d bytes, reset: %v", job.Flushed, job.Reset)
	}
}

// A number that is not ours proves nothing; ours does, and then no fence is sent
// any more.
func TestMarks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device, p := newInMemory(t)
		p.Profile.Fence, p.Profile.ProcessID = escpos.No, escpos.Yes
		for range 3 {
			want(t, p.Print(t.Context(), receipt()), printer.Printed, printer.Well)
		}
		device.Behave(printertest.WrongMark())
		want(t, p.Print(t.Context(), receipt()), printer.Unknown, printer.Unconfirmed)
	})
}

// Printers that are documented to be mute are asked nothing.
func TestProfileWithoutStatusIsNotAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device, p := newInMemory(t)
		p.Profile.Status = escpos.No
		device.Fail(printertest.NearEnd)
		want(t, p.Print(t.Context(), receipt()), printer.Sent, printer.Well)
	})
}

// Stopped while the printer waits for paper: bytes are there, so it is in doubt.
func TestStoppedWhileItWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device, p := newInMemory(t)
		device.Behave(printertest.FaultAfter(100, printertest.PaperOut))
		ctx, cancel := context.WithCancel(t.Context())
		got := p.Do(ctx, printer.Job{Document: receipt(), Trouble: func(printer.Cause) { cancel() }})
		want(t, got, printer.Unknown, printer.Stopped)
	})
}

func TestExamine(t *testing.T) {
	device, p := newPrinter(t)
	got := p.Examine(t.Context())
	if got != (printer.Condition{Answers: true, Fences: true, Model: "TM-T20II"}) {
		t.Errorf("got %+v", got)
	}
	device.Fail(printertest.PaperOut)
	if got := p.Examine(t.Context()); got.Cause != printer.PaperOut || !got.Answers {
		t.Errorf("got %+v", got)
	}
	device, p = newPrinter(t)
	device.Behave(printertest.Mute())
	if got := p.Examine(t.Context()); got.Cause != printer.Well || got.Answers || got.Fences {
		t.Errorf("mute: got %+v", got)
	}
	if got := device.Jobs(); len(got) > 0 {
		t.Errorf("to ask printed: %+v", got)
	}
}
