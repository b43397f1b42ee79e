package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kasir/checkout"
	"kasir/checkout/unclez"
)

var (
	namedTest = regexp.MustCompile("`(Test[A-Za-z0-9]+)`")
	madeTest  = regexp.MustCompile(`(?m)^func (Test[A-Za-z0-9]+)\(`)
)

// A thief's list that names tests which nobody runs would be a promise.
func TestTheThiefsListNamesTestsThatExist(t *testing.T) {
	made := make(map[string]bool)
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, m := range madeTest.FindAllSubmatch(source, -1) {
			made[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile(filepath.Join("docs", "security.md"))
	if err != nil {
		t.Fatal(err)
	}
	named := namedTest.FindAllSubmatch(list, -1)
	for _, m := range named {
		if !made[string(m[1])] {
			t.Errorf("docs/security.md names %s, which is nowhere", m[1])
		}
	}
	if len(named) < 20 {
		t.Errorf("only %d tests are named", len(named))
	}
}

const panicVariable = "KASIR_TEST_PANIC"

// A panic prints the value that it was given, and the stack with it. The test
// plays that in a process of its own.
func TestAPanicTellsNoSecret(t *testing.T) {
	const secret = "sk_live_in_a_crash"
	if os.Getenv(panicVariable) != "" {
		p := &unclez.Provider{PublicKey: "pk", Secret: checkout.Secret(secret)}
		panic(fmt.Sprintf("%v %+v %#v %s %q", p, p, p, p.Secret, p.Secret))
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestAPanicTellsNoSecret$")
	cmd.Env = append(os.Environ(), panicVariable+"=1", "GOTRACEBACK=system")
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "goroutine 1") || !strings.Contains(string(out), "[secret]") {
		t.Fatalf("it did not crash as it should: %v\n%s", err, out)
	}
	if strings.Contains(string(out), secret) {
		t.Errorf("the crash tells a secret:\n%s", out)
	}
}
