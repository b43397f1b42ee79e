package printertest_test

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"kasir/printer/printertest"
)

func dial(t *testing.T, p *printertest.Printer) *net.TCPConn {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(p.Address(), "tcp://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn.(*net.TCPConn)
}

// send writes a job and waits until the printer closes.
func send(t *testing.T, p *printertest.Printer, job string) (answer []byte, err error) {
	t.Helper()
	conn := dial(t, p)
	if _, err := io.WriteString(conn, job); err != nil {
		return nil, err
	}
	conn.CloseWrite()
	return io.ReadAll(conn)
}

func TestJobsAreThereWhenThePrinterCloses(t *testing.T) {
	p := printertest.New(t)
	p.Behave(printertest.Talkative([]byte{0x12}))
	for i := range 50 {
		if answer, err := send(t, p, "Tea\n"); err != nil || string(answer) != "\x12" {
			t.Fatalf("got % X, %v", answer, err)
		}
		jobs := p.Jobs()
		if len(jobs) != i+1 {
			t.Fatalf("got %d jobs, want %d", len(jobs), i+1)
		}
		if job := jobs[i]; !job.Whole || job.Dump() != "\"Tea\" LF\n" {
			t.Fatalf("got %+v", job)
		}
	}
}

func TestResetAfter(t *testing.T) {
	p := printertest.New(t)
	for n, want := range map[int]string{3: "Cof", 7: "Coffee\n"} {
		p.Behave(printertest.ResetAfter(n))
		if _, err := send(t, p, "Coffee\n"); err == nil {
			t.Errorf("after %d bytes: the connection was not reset", n)
		}
		jobs := p.Jobs()
		if last := jobs[len(jobs)-1]; last.Whole || string(last.Bytes) != want {
			t.Errorf("after %d bytes: got %+v", n, last)
		}
	}
}

func TestRefuseAndRecover(t *testing.T) {
	p := printertest.New(t)
	address := p.Address()
	p.Behave(printertest.Refuse())
	if conn, err := net.Dial("tcp", strings.TrimPrefix(address, "tcp://")); err == nil {
		conn.Close()
		t.Error("the connection was taken")
	}
	p.Behave(printertest.Healthy())
	if p.Address() != address {
		t.Errorf("the address moved from %s to %s", address, p.Address())
	}
	if _, err := send(t, p, "Tea\n"); err != nil {
		t.Error(err)
	}
}

func TestStalledTakesLittle(t *testing.T) {
	p := printertest.New(t)
	p.Behave(printertest.Stalled())
	conn := dial(t, p)
	conn.SetWriteBuffer(4096)
	conn.SetDeadline(time.Now().Add(50 * time.Millisecond))
	if n, err := conn.Write(make([]byte, 64<<20)); err == nil || n == 64<<20 {
		t.Errorf("it took %d bytes, %v", n, err)
	}
	if got := p.Jobs(); len(got) > 0 {
		t.Errorf("got %d jobs", len(got))
	}
}

// A real printer answers a question wherever it stands, in a picture too, and
// what only looks like the beginning of one is part of the picture.
func TestQuestionInAPictureIsAnswered(t *testing.T) {
	p := printertest.New(t)
	picture := "\x1Dv0\x00\x04\x00\x01\x00" + "\x10\x04\x01\x00"
	answer, err := send(t, p, picture+"Tea\n")
	if err != nil || string(answer) != "\x16" {
		t.Errorf("got % X, %v", answer, err)
	}
	if jobs := p.Jobs(); len(jobs) != 1 || string(jobs[0].Bytes) != picture+"Tea\n" {
		t.Errorf("got %+v", jobs)
	}
}

// Questions between two commands are no part of the job, and a printer without
// paper answers them while it puts nothing on paper.
func TestPrinterWithoutPaperAnswers(t *testing.T) {
	p := printertest.New(t)
	p.Fail(printertest.PaperOut)
	answer, err := send(t, p, "\x10\x04\x01\x10\x04\x04Tea\n\x1Dr\x01")
	if err != nil || string(answer) != "\x1E\x72" || len(p.Jobs()) > 0 {
		t.Errorf("got % X, %v, %d jobs", answer, err, len(p.Jobs()))
	}
	p.Mend()
	answer, err = send(t, p, "\x1Da\x0FTea\n\x1D(H\x06\x00000042")
	if err != nil || string(answer) != "\x14\x00\x00\x0F\x37\x220042\x00" {
		t.Errorf("got % X, %v", answer, err)
	}
	if jobs := p.Jobs(); len(jobs) != 1 || string(jobs[0].Bytes) != "Tea\n" {
		t.Errorf("got %+v", jobs)
	}
}
