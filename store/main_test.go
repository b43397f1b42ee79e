package store_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// Some tests need another process. It is the test binary once more, told by the
// environment which of these parts to play in which folder.
var parts = map[string]func(dir string) error{
	"hold": hold,
	"sell": sellForEver,
}

const partVariable, dirVariable = "KASIR_STORE_TEST_PART", "KASIR_STORE_TEST_DIR"

func TestMain(m *testing.M) {
	part, ok := parts[os.Getenv(partVariable)]
	if !ok {
		os.Exit(m.Run())
	}
	if err := part(os.Getenv(dirVariable)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// A process is another process and the lines it says.
type process struct {
	*exec.Cmd
	lines *bufio.Scanner
}

func play(t *testing.T, part, dir string) *process {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), partVariable+"="+part, dirVariable+"="+dir)
	cmd.Stderr = os.Stderr
	_, err := cmd.StdinPipe() // open as long as the test
	must(t, err)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	return &process{cmd, bufio.NewScanner(out)}
}
