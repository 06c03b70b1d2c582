//go:build unix

package sweep

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"caloduc/experiments/result"
)

// start starts the test's binary as caloduc, in a process group of its own.
func start(t *testing.T, model string, args ...string) (*exec.Cmd, *strings.Builder) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, append([]string{"sweep"}, args...)...)
	cmd.Env = append(os.Environ(), asProgram+"=1", asModel+"="+model)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out := new(strings.Builder)
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, out
}

// killing kills a sweep again and again at random moments, then lets it finish.
// Every finished run stays as it is, and the end is that of a sweep that nobody
// killed.
func killing(t *testing.T, model string, runs, kills, between int, longest time.Duration) {
	file := experiment(t, seeds(runs))
	dir, calm := filepath.Join(t.TempDir(), "killed"), filepath.Join(t.TempDir(), "calm")
	wait := longest
	random := rand.New(rand.NewPCG(1, 2))
	stored := map[string]time.Time{}
	amid := 0
	for n := range kills {
		cmd, out := start(t, model, file, "--quiet", "--out", dir, "--jobs=2")
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		moment(dir, random, wait, longest)
		select {
		case err := <-ended:
			t.Fatalf("ended by itself after %d kills: %v\n%s", n, err, out)
		default:
		}
		target := -cmd.Process.Pid // parent and child at one blow, as power loss does
		if random.IntN(2) == 0 {
			target = cmd.Process.Pid // the parent alone: the child has to notice
		}
		if err := syscall.Kill(target, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		<-ended
		done := finishedRuns(dir)
		if len(done) > 0 && len(done) < runs {
			amid++
		}
		if len(done) == 0 {
			wait *= 2 // a busy machine has not come to its first run yet
		}
		unchanged(t, dir, stored, done)
	}
	cmd, out := start(t, model, file, "--quiet", "--out", dir, "--jobs=2")
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%d kills, %d of them between the first and the last finished run of %d", kills, amid, runs)
	if amid < between {
		t.Errorf("only %d kills between the first and the last finished run", amid)
	}
	unchanged(t, dir, stored, finishedRuns(dir))
	cmd, out = start(t, model, file, "--quiet", "--out", calm, "--jobs=1")
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	sameFiles(t, dir, calm)
}

// moment waits for a random time up to wait, but not much longer than it takes to
// finish one more run, so that there are runs left for the kills to come.
func moment(dir string, random *rand.Rand, wait, longest time.Duration) {
	at := time.Now().Add(time.Duration(random.Int64N(int64(wait))))
	more := time.Duration(random.Int64N(int64(longest) / 20))
	had := storedRuns(dir)
	for time.Now().Before(at) {
		if storedRuns(dir) > had {
			time.Sleep(more)
			return
		}
		time.Sleep(time.Millisecond)
	}
}

func storedRuns(dir string) int {
	entries, _ := os.ReadDir(filepath.Join(dir, result.RunsDir))
	return len(entries)
}

// unchanged fails where a run that was finished before is gone or was written
// again.
func unchanged(t *testing.T, dir string, stored map[string]time.Time, done []string) {
	t.Helper()
	for _, run := range done {
		info, err := os.Stat(filepath.Join(dir, result.RunsDir, run, totalsFile))
		if err != nil {
			t.Fatal(err)
		}
		if before, ok := stored[run]; ok && !before.Equal(info.ModTime()) {
			t.Errorf("run %s was made again", run)
		}
		stored[run] = info.ModTime()
	}
	if len(stored) > len(done) {
		t.Errorf("%d runs were finished, %d are there", len(stored), len(done))
	}
}

// TestKilledSweepGoesOn kills the real simulation.
func TestKilledSweepGoesOn(t *testing.T) {
	if testing.Short() || underRace {
		t.Skip("kills the simulation for half a minute")
	}
	t.Parallel()
	killing(t, "", 100, 50, 25, time.Second)
}

// TestKilledQuickSweepGoesOn kills a sweep of runs of some milliseconds, most of
// whose time goes into storing.
func TestKilledQuickSweepGoesOn(t *testing.T) {
	if testing.Short() || underRace {
		t.Skip("kills for some seconds")
	}
	t.Parallel()
	killing(t, "quick", 400, 50, 25, 400*time.Millisecond)
}

// TestRunThatKillsItsProcess has a run use up the memory: it is recorded as
// failed, and the others are done.
func TestRunThatKillsItsProcess(t *testing.T) {
	if underRace {
		t.Skip("the race detector needs more address space than the limit")
	}
	file := experiment(t, "[[sweep]]\nmethod = \"grid\"\naxes = { seed = [1, 2, 1002, 3, 4, 5] }\n")
	dir := t.TempDir()
	for range 2 { // the second time, nothing is made again
		cmd, out := start(t, "quick", file, "--quiet", "--out", dir, "--jobs=2")
		if err := cmd.Wait(); err == nil {
			t.Fatal("a failed run, but exit code 0")
		}
		if !strings.Contains(out.String(), "1 of 6 runs failed") {
			t.Errorf("said\n%s", out)
		}
	}
	plan, err := readPlan(dir)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range plan.Points {
		want := done
		if i == 2 {
			want = failed
			if text := failure(dir, p); !strings.Contains(text, "out of memory") {
				t.Errorf("recorded as %q", text)
			}
		}
		if got := stateOf(dir, p.Run); got != want {
			t.Errorf("point %d: state %d, want %d", i, got, want)
		}
	}
}

// TestTwoSweepsAtOnce runs the same sweep twice in one directory at the same
// time.
func TestTwoSweepsAtOnce(t *testing.T) {
	file := experiment(t, seeds(40))
	dir, alone := filepath.Join(t.TempDir(), "both"), filepath.Join(t.TempDir(), "alone")
	a, outA := start(t, "quick", file, "--quiet", "--out", dir, "--jobs=2")
	b, outB := start(t, "quick", file, "--quiet", "--out", dir, "--jobs=2")
	if err := a.Wait(); err != nil {
		t.Errorf("%v\n%s", err, outA)
	}
	if err := b.Wait(); err != nil {
		t.Errorf("%v\n%s", err, outB)
	}
	c, outC := start(t, "quick", file, "--quiet", "--out", alone, "--jobs=1")
	if err := c.Wait(); err != nil {
		t.Errorf("%v\n%s", err, outC)
	}
	sameFiles(t, dir, alone)
}
