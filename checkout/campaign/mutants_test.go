package campaign_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kasir/checkout/campaign"
)

var plant = flag.String("plant", "", "plant each bug (all), or this one, and see whether the sample notices")

// root is where the module begins.
const root = "../.."

// A patch that fits nowhere plants nothing.
func TestEveryMutantStillApplies(t *testing.T) {
	patches := patches(t)
	if len(patches) < 20 {
		t.Errorf("%d bugs can be planted; twenty are promised", len(patches))
	}
	for _, patch := range patches {
		if out, err := apply(t, t.TempDir(), patch); err != nil {
			t.Errorf("%s: %v\n%s", filepath.Base(patch), err, out)
		}
	}
}

func patches(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob("mutants/*.patch")
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// apply plants a bug in a copy of the files that it is in, in a folder.
func apply(t *testing.T, dir, patch string) (out []byte, err error) {
	t.Helper()
	body, err := os.ReadFile(patch)
	if err != nil {
		return nil, err
	}
	for _, file := range planted(string(body)) {
		source, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			return nil, err
		}
		copied := filepath.Join(dir, file)
		if err := os.MkdirAll(filepath.Dir(copied), 0o700); err != nil {
			return nil, err
		}
		if err := os.WriteFile(copied, source, 0o600); err != nil {
			return nil, err
		}
	}
	full, err := filepath.Abs(patch)
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(t.Context(), "git", "apply", full)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
	return cmd.CombinedOutput()
}

// planted lists the files that a patch changes.
func planted(patch string) (files []string) {
	for line := range strings.Lines(patch) {
		if file, ok := strings.CutPrefix(strings.TrimSpace(line), "+++ b/"); ok {
			files = append(files, file)
		}
	}
	return files
}

// Each bug is planted with -overlay, and the sample must notice: what it does
// not notice it does not guard.
func TestMutants(t *testing.T) {
	if *plant == "" {
		t.Log("make mutants plants them")
		return
	}
	var all []campaign.Mutant
	for _, patch := range patches(t) {
		name := strings.TrimSuffix(filepath.Base(patch), ".patch")
		if *plant != "all" && *plant != name {
			continue
		}
		m := try(t, name, patch)
		all = append(all, m)
		if m.Caught == "" {
			t.Errorf("%s: %s: nothing noticed", m.Name, m.Says)
		} else {
			t.Logf("%s: %s: caught by %s", m.Name, m.Says, m.Caught)
		}
	}
	if *out == "" || *plant != "all" {
		return
	}
	body, err := json.MarshalIndent(all, "", "\t")
	if err == nil {
		err = os.WriteFile(filepath.Join(*out, "mutants.json"), body, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// try plays the sample with one bug in it, until a promise is broken.
func try(t *testing.T, name, patch string) campaign.Mutant {
	t.Helper()
	body, err := os.ReadFile(patch)
	if err != nil {
		t.Fatal(err)
	}
	says, _, _ := strings.Cut(string(body), "\n")
	m := campaign.Mutant{Source: *source, Name: name, Says: says}
	dir := t.TempDir()
	if out, err := apply(t, dir, patch); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	overlay := overlay(t, dir, planted(string(body)))
	cmd := exec.CommandContext(t.Context(), "go", "test", "-count=1", "-timeout=5m", "-failfast", "-buildvcs=false",
		"-tags", "ci,migrated_fynedo", "-overlay", overlay, "-run", "TestCampaign", "-v", ".", "-first")
	said, err := cmd.CombinedOutput()
	if err == nil {
		return m
	}
	if strings.Contains(string(said), "[build failed]") {
		t.Errorf("%s does not compile:\n%s", name, said)
		return m
	}
	m.Caught = noticed(string(said))
	return m
}

func overlay(t *testing.T, dir string, files []string) string {
	t.Helper()
	replace := map[string]string{}
	for _, file := range files {
		original, err := filepath.Abs(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		replace[original] = filepath.Join(dir, file)
	}
	body, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(name, body, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// noticed is the suite that failed, and the first promise that it says is broken.
func noticed(said string) string {
	suite := "a crash of the program"
	lines := strings.Split(said, "\n")
	for i, line := range lines {
		if _, rest, ok := strings.Cut(line, "panic: no end after"); ok {
			_, rest, _ = strings.Cut(rest, "suite=")
			suite, _, _ = strings.Cut(rest, " ")
			return suite + ": promise 14: it does not come to an end"
		}
		if _, rest, ok := strings.Cut(line, "REPLAY='suite="); ok {
			suite, _, _ = strings.Cut(rest, " ")
			if i+1 < len(lines) {
				return fmt.Sprintf("%s: promise %s", suite, anonymous(strings.TrimSpace(lines[i+1])))
			}
		}
		if strings.HasPrefix(line, "panic: ") {
			return suite + ": " + line
		}
	}
	return suite
}

// anonymous leaves out of a text what is another one each time.
func anonymous(text string) string {
	words := strings.Fields(text)
	for i, w := range words {
		if len(w) > 20 || strings.Count(w, "-") == 4 {
			words[i] = "…"
		}
	}
	text = strings.Join(words, " ")
	return strings.ReplaceAll(text[:min(len(text), 110)], "|", "/")
}
