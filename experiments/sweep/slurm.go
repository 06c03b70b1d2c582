package sweep

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"caloduc/experiments"
	"caloduc/sim/list"
)

// Slurm says how a sweep is given to Slurm.
type Slurm struct {
	Program   string // path of caloduc on the nodes
	Partition string // "" for the cluster's own
	ArraySize int    // tasks, at most; 100 unless given
	Time      string // limit of a task, as sbatch takes it; "" for the partition's
	CPUs      int    // cores of a task; 1 unless given
}

const (
	slurmDir  = "slurm" // scripts and the tasks' output, below the sweep's directory
	slurmJobs = "jobs"  // the identities of the jobs submitted, a line each
)

// Submit writes an array job whose tasks each run a part of the sweep in the
// shared directory o.Out, and a job that merges when they have ended, and gives
// both to Slurm. A task on a node that is lost is queued again by Slurm and goes
// on; whatever is then still missing is done by the same command, which submits
// only as many tasks as there are runs to do. It prints the job's number; where
// nothing is to be done it merges, and says so.
func Submit(ctx context.Context, file string, o Options, s Slurm) (finished bool, err error) {
	o.fill()
	if o.Shard != "" {
		return false, &experiments.InputError{Err: errors.New("slurm divides the sweep itself: --shard has no place here")}
	}
	plan, err := NewPlan(ctx, file, o)
	if err != nil {
		return false, err
	}
	session, err := openSession(o)
	if err != nil {
		return false, err
	}
	finished, err = s.submit(ctx, session, file, plan)
	return finished, errors.Join(err, session.close())
}

func (s Slurm) submit(ctx context.Context, session *session, file string, plan *Plan) (finished bool, err error) {
	o := session.Options
	if err := plan.store(session, false); err != nil {
		return false, err
	}
	todo := 0
	for _, p := range plan.Points {
		if state := stateOf(o.Out, p.Run); p.Run != "" && (state == missing || state == failed && o.RetryFailed) {
			todo++
		}
	}
	if todo == 0 {
		fmt.Fprintf(o.Stdout, "all %d runs are done\n", len(plan.Points))
		return true, session.finish(plan)
	}
	tasks := s.ArraySize
	if tasks <= 0 {
		tasks = 100
	}
	tasks = min(tasks, len(plan.Points), todo)
	if s, err = s.absolute(); err != nil {
		return false, err
	}
	array, merge, err := s.scripts(file, o, tasks)
	if err != nil {
		return false, err
	}
	job, err := s.sbatch(ctx, session, "array.sh", array)
	if err != nil {
		return false, err
	}
	if _, err := s.sbatch(ctx, session, "merge.sh", merge, "--dependency=afterany:"+job); err != nil {
		return false, err
	}
	fmt.Fprintf(o.Stdout, "job %s: %d runs to do in %d tasks; caloduc sweep --status %s tells how far it is\n", job, todo, tasks, o.Out)
	return false, nil
}

func (s Slurm) absolute() (Slurm, error) {
	var err error
	s.Program, err = filepath.Abs(s.Program)
	s.CPUs = max(1, s.CPUs)
	return s, err
}

// scripts returns the scripts of the array and of the merge.
func (s Slurm) scripts(file string, o Options, tasks int) (array, merge string, err error) {
	dir, err := filepath.Abs(o.Out)
	if err != nil {
		return "", "", err
	}
	if file, err = filepath.Abs(file); err != nil {
		return "", "", err
	}
	command := []string{quoted(s.Program), "sweep", quoted(file), "--out", quoted(dir), "--quiet", "--jobs", fmt.Sprint(s.CPUs)}
	for _, set := range o.Sets {
		command = append(command, "--set", quoted(set))
	}
	if o.MaxRuns > 0 {
		command = append(command, "--max-runs", fmt.Sprint(o.MaxRuns))
	}
	if o.FailFast {
		command = append(command, "--fail-fast")
	}
	if o.MaxFailures > 0 {
		command = append(command, "--max-failures", fmt.Sprint(o.MaxFailures))
	}
	if o.RetryFailed {
		command = append(command, "--retry-failed")
	}
	work, err := os.Getwd()
	if err != nil {
		return "", "", err
	}
	head := func(name, output string) string {
		return strings.Join([]string{"#!/bin/sh", "#SBATCH --job-name=" + name, "#SBATCH --requeue", "#SBATCH --open-mode=append",
			"#SBATCH --nodes=1", "#SBATCH --ntasks=1", "#SBATCH --output=" + filepath.Join(dir, slurmDir, output), "#SBATCH --chdir=" + work, ""}, "\n") + s.limits()
	}
	array = head("caloduc", "%A_%a.txt") + fmt.Sprintf("#SBATCH --cpus-per-task=%d\n#SBATCH --array=0-%d\nexec %s --shard \"$SLURM_ARRAY_TASK_ID/%d\"\n",
		s.CPUs, tasks-1, strings.Join(command, " "), tasks)
	merge = head("caloduc-merge", "%j_merge.txt") + fmt.Sprintf("exec %s merge %s\n", quoted(s.Program), quoted(dir))
	return array, merge, nil
}

func (s Slurm) limits() string {
	text := ""
	if s.Partition != "" {
		text += "#SBATCH --partition=" + s.Partition + "\n"
	}
	if s.Time != "" {
		text += "#SBATCH --time=" + s.Time + "\n"
	}
	return text
}

// quoted is a text as the shell takes it literally.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

// sbatch submits a script, keeps it, and returns the job's number.
func (s Slurm) sbatch(ctx context.Context, in *session, name, script string, args ...string) (string, error) {
	home := filepath.Join(in.Out, slurmDir)
	if err := os.MkdirAll(home, 0o777); err != nil {
		return "", err
	}
	path := filepath.Join(home, name)
	if err := in.write(filepath.Join(slurmDir, name), []byte(script)); err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, "sbatch", append(append([]string{"--parsable"}, args...), path)...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("sbatch: %w: %s", err, strings.TrimSpace(stderr.String()))
	}
	job, _, _ := strings.Cut(strings.TrimSpace(stdout.String()), ";") // "job;cluster"
	f, err := os.OpenFile(filepath.Join(home, slurmJobs), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return "", err
	}
	_, err = fmt.Fprintln(f, job)
	return job, errors.Join(err, f.Close())
}

// slurmStatus prints what Slurm says of the jobs submitted for a sweep. Where
// Slurm is not at hand it prints nothing.
func slurmStatus(dir string, w io.Writer) error {
	text, err := os.ReadFile(filepath.Join(dir, slurmDir, slurmJobs))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	jobs := strings.Fields(string(text))
	out, err := exec.Command("squeue", "--noheader", "--array", "--states=all", "--format=%T", "--jobs="+strings.Join(jobs, ",")).Output()
	if err != nil {
		return nil // Slurm is not at hand, or has forgotten the jobs
	}
	counts := map[string]int{}
	for _, state := range strings.Fields(string(out)) {
		counts[strings.ToLower(state)]++
	}
	if len(counts) == 0 {
		return nil
	}
	parts := list.Map(sortedKeys(counts), func(state string) string { return fmt.Sprintf("%d %s", counts[state], state) })
	_, err = fmt.Fprintf(w, "slurm: jobs %s\n", strings.Join(parts, ", "))
	return err
}
