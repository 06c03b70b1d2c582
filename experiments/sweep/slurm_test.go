//go:build unix

package sweep

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"caloduc/experiments/result"
)

// slurm starts a Slurm on this machine, or skips the test where none can be.
func slurm(t *testing.T) (script func(name string)) {
	t.Helper()
	if testing.Short() || underRace {
		t.Skip("a cluster takes half a minute")
	}
	tools, err := filepath.Abs(filepath.Join("..", "..", "tools", "slurm"))
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "slurm")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	home := filepath.Join(dir, "cluster")
	out, err := exec.Command(filepath.Join(tools, "start.sh"), home, "2").CombinedOutput()
	if err != nil {
		t.Skipf("no Slurm can be started here: %v\n%s", err, out)
	}
	script = func(name string) {
		t.Helper()
		if out, err := exec.Command(filepath.Join(tools, name), home).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
	}
	t.Cleanup(func() { script("stop.sh") })
	t.Setenv("SLURM_CONF", filepath.Join(home, "slurm.conf"))
	return script
}

// await waits until something holds.
func await(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for limit := time.Now().Add(4 * time.Minute); !holds(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(limit) {
			out, _ := exec.Command("squeue", "--states=all").CombinedOutput()
			t.Fatalf("waited in vain: %s\n%s", what, out)
		}
	}
}

// TestSlurm gives a sweep of real runs to a real Slurm. Its node is lost with the
// tasks that run on it, then a task is queued again by hand; the runs that are
// finished stay, and the merged table is that of a local sweep.
func TestSlurm(t *testing.T) {
	script := slurm(t)
	t.Setenv(asProgram, "1")
	t.Setenv(asModel, "")
	const runs = 40
	file := experiment(t, seeds(runs))
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	o := quietly(t, t.TempDir())
	said := filepath.Join(t.TempDir(), "stdout")
	if o.Stdout, err = os.Create(said); err != nil {
		t.Fatal(err)
	}
	defer o.Stdout.Close()
	if _, err := Submit(context.Background(), file, o, Slurm{Program: program, Partition: "main", ArraySize: 4, Time: "10"}); err != nil {
		t.Fatal(err)
	}
	text, _ := os.ReadFile(said)
	if !strings.Contains(string(text), "40 runs to do in 4 tasks") {
		t.Errorf("said %q", text)
	}
	status := func() Counts {
		t.Helper()
		c, err := Status(o.Out, new(strings.Builder))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	await(t, "the first runs", func() bool { c := status(); return c.Done >= 4 && c.Running > 0 })
	script("lose.sh")
	stored := map[string]time.Time{}
	unchanged(t, o.Out, stored, finishedRuns(o.Out))
	t.Logf("the node was lost with %d of %d runs done", len(stored), runs)
	if len(stored) == runs {
		t.Error("all runs were done before the node was lost")
	}
	await(t, "Slurm to notice", func() bool {
		out, _ := exec.Command("sinfo", "--noheader", "--format=%T").Output()
		return strings.Contains(string(out), "down")
	})
	if c := status(); c.Running > 0 || c.Done != len(stored) {
		t.Errorf("with the node lost: %+v", c)
	}
	script("node.sh")
	await(t, "a task to go on", func() bool { return status().Done > len(stored) })
	out, _ := exec.Command("squeue", "--noheader", "--array", "--states=running", "--name=caloduc", "--format=%i").Output()
	if tasks := strings.Fields(string(out)); len(tasks) > 0 {
		if out, err := exec.Command("scontrol", "requeue", tasks[0]).CombinedOutput(); err != nil {
			t.Logf("scontrol requeue %s: %v %s", tasks[0], err, out)
		}
	}
	await(t, "the merged table", func() bool {
		_, err := os.Stat(filepath.Join(o.Out, result.RunsFile))
		return err == nil
	})
	var b strings.Builder
	if c, err := Status(o.Out, &b); err != nil || c.Done != runs {
		t.Errorf("at the end: %+v, %v\n%s", c, err, b.String())
	}
	unchanged(t, o.Out, stored, finishedRuns(o.Out))
	local := quietly(t, filepath.Join(filepath.Dir(o.Out), "local"))
	mustRun(t, file, local)
	if err := os.RemoveAll(filepath.Join(o.Out, slurmDir)); err != nil {
		t.Fatal(err)
	}
	os.RemoveAll(filepath.Join(o.Out, workDir)) // a task that was killed last leaves its session
	sameFiles(t, o.Out, local.Out)
}
