//go:build unix

package main

import (
	"flag"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

var kills = flag.Int("kills", 15, "how often a sweep that draws is killed")

// studied is a sweep whose figures take longer than its runs.
const studied = `years = 1
contract = { kind = "market" }
weather = { paris = { site = "Paris" } }
record = { series = "none" }
[[campus]]
name = "Fouju"
weather = "paris"
grid = { contracted_MW = 5 }
[[campus.hall]]
name = "H1"
accelerator = "GB300 NVL72"
racks = 10
cooling = { plant = "direct-liquid-dry" }
[[sweep]]
method = "grid"
axes = { "market.price_factor" = [1, 2], "economics.excise_EUR_per_MWh" = [5, 10] }
`

// A sweep that is killed over and over while it draws, parent alone or with its child,
// and two that end it together leave the same files as one that nobody disturbed.
func TestKilledWhileDrawing(t *testing.T) {
	if testing.Short() {
		t.Skip("kills for some seconds")
	}
	home := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	caloduc, file := filepath.Join(home, "caloduc"), filepath.Join(home, "studied.toml")
	if err := os.Symlink(self, caloduc); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(studied), 0o666); err != nil {
		t.Fatal(err)
	}
	start := func(out string) *exec.Cmd {
		cmd := exec.Command(caloduc, "sweep", file, "--out", filepath.Join(home, out), "--quiet")
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	if err := start("calm").Wait(); err != nil {
		t.Fatal(err)
	}
	drawing := func() bool {
		_, err := os.Stat(filepath.Join(home, "killed", ".drawing"))
		return err == nil
	}
	random := rand.New(rand.NewPCG(3, 5))
	during := 0
	for range *kills {
		cmd := start("killed")
		for began := time.Now(); !drawing() && time.Since(began) < 5*time.Second; {
			time.Sleep(2 * time.Millisecond)
		}
		time.Sleep(time.Duration(random.IntN(200)) * time.Millisecond)
		if drawing() {
			during++
		}
		target := cmd.Process.Pid
		if random.IntN(2) == 0 {
			target = -target
		}
		syscall.Kill(target, syscall.SIGKILL)
		cmd.Wait()
	}
	t.Logf("%d of %d kills while it drew", during, *kills)
	if during < *kills/2 {
		t.Errorf("only %d of %d kills while it drew", during, *kills)
	}
	a, b := start("killed"), start("killed")
	for _, cmd := range []*exec.Cmd{a, b} {
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
	got, want := contents(t, filepath.Join(home, "killed")), contents(t, filepath.Join(home, "calm"))
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s differs", name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is left over", name)
		}
	}
}

// contents returns what the files below a folder say, but for manifests, which hold
// times.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || e.Name() == "manifest.json" {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		all[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
