package trace

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// shared is a folder of files that are not part of the project.
func shared(t *testing.T, path ...string) []byte {
	t.Helper()
	dir := os.Getenv("CALODUC_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared")
	}
	data, err := os.ReadFile(filepath.Join(append([]string{dir}, path...)...))
	if err != nil {
		t.Skip(err)
	}
	return data
}

// Alibaba's tasks end to end: each is a job, or left out for a reason that is told.
func TestOpenbWhole(t *testing.T) {
	got, err := Read(shared(t, "data", "workload", "alibaba_openb_pods_2023.csv.gz"), Options{Format: "openb"})
	if err != nil {
		t.Fatal(err)
	}
	if r := got.Reasons(); got.Rows != 8152 || len(got.Jobs)+len(got.LeftOut) != got.Rows || r[neverStarted] != 897 || r[noGPU] != 1052 {
		t.Errorf("%d rows, %d jobs, %v", got.Rows, len(got.Jobs), got.Reasons())
	}
	fractions := 0
	for _, j := range got.Jobs {
		if j.GPUs < 1 {
			fractions++
		}
	}
	if math.Abs(got.GPUHours()-51470.67415833334) > 1e-6 || fractions == 0 {
		t.Errorf("%.9g GPU-hours, %d fractions", got.GPUHours(), fractions)
	}
	t.Logf("%d tasks: %d jobs, %d of them of a fraction of a GPU, %.6g GPU-hours; left out %v", got.Rows, len(got.Jobs), fractions, got.GPUHours(), got.Reasons())
}

// written is a job as a test writes it, in each of the formats.
type written struct {
	submit, wait, run int
	gpus              int
	ran               bool
}

// Whatever order the rows stand in, each format gives back jobs and GPU-hours.
func TestFormatsConserve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		jobs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) written {
			return written{submit: rapid.IntRange(0, 1e6).Draw(t, "submit"), wait: rapid.IntRange(0, 1e5).Draw(t, "wait"),
				run: rapid.IntRange(1, 1e6).Draw(t, "run"), gpus: rapid.IntRange(1, 4096).Draw(t, "gpus"), ran: rapid.Bool().Draw(t, "ran")}
		}), 1, 40).Draw(t, "jobs")
		want, wantJobs := 0.0, 0
		for _, j := range jobs {
			if j.ran {
				want += float64(j.gpus) * float64(j.run) / 3600
				wantJobs++
			}
		}
		for format, text := range map[string]string{"swf": asSWF(jobs), "sacct": asSacct(jobs), "openb": asOpenb(jobs), "csv": asCSV(jobs)} {
			got, err := Read([]byte(text), Options{Format: format, Columns: Columns{ID: "id", Submit: "submit", Start: "start", End: "end", GPUs: "gpus", TimeUnit: "s", RunUnit: "s"}})
			if wantJobs == 0 {
				if err == nil {
					t.Fatalf("%s: no job, no error", format)
				}
				continue
			}
			if err != nil {
				t.Fatalf("%s: %v\n%s", format, err, text)
			}
			if got.Rows != len(jobs) || len(got.Jobs) != wantJobs || len(got.Jobs)+len(got.LeftOut) != len(jobs) || math.Abs(got.GPUHours()-want) > 1e-9*want {
				t.Fatalf("%s: %d rows, %d jobs, %g GPU-hours, not %d, %d, %g", format, got.Rows, len(got.Jobs), got.GPUHours(), len(jobs), wantJobs, want)
			}
		}
	})
}

func asSWF(jobs []written) string {
	b := new(strings.Builder)
	fmt.Fprintln(b, "; UnixStartTime: 1704067200\n;   MaxProcs: 4096")
	for i, j := range jobs {
		if j.ran {
			fmt.Fprintf(b, "%d %d %d %d %d -1 -1 %d -1 -1 1 3 1 -1 1 -1 -1 -1\n", i, j.submit, j.wait, j.run, j.gpus, j.gpus)
		} else {
			fmt.Fprintf(b, "%d %d %d -1 -1 -1 -1 %d -1 -1 5 3 1 -1 1 -1 -1 -1\n", i, j.submit, j.wait, j.gpus)
		}
	}
	return b.String()
}

func asSacct(jobs []written) string {
	at := func(s int) string {
		return time.Date(2024, 1, 1, 0, 0, s, 0, time.UTC).Format("2006-01-02T15:04:05")
	}
	b := new(strings.Builder)
	fmt.Fprintln(b, "JobID|User|Submit|Start|End|State|AllocTRES")
	for i, j := range jobs {
		if j.ran {
			fmt.Fprintf(b, "%d|u|%s|%s|%s|COMPLETED|billing=1,gres/gpu:h100=%d,gres/gpu=%d\n", i, at(j.submit), at(j.submit+j.wait), at(j.submit+j.wait+j.run), j.gpus, j.gpus)
		} else {
			fmt.Fprintf(b, "%d|u|%s|None|%s|CANCELLED by 7|\n", i, at(j.submit), at(j.submit+j.wait))
		}
	}
	return b.String()
}

func asOpenb(jobs []written) string {
	b := new(strings.Builder)
	fmt.Fprintln(b, "name,num_gpu,gpu_milli,pod_phase,creation_time,deletion_time,scheduled_time")
	for i, j := range jobs {
		if j.ran {
			fmt.Fprintf(b, "p%d,%d,1000,Succeeded,%d,%d,%d\n", i, j.gpus, j.submit, j.submit+j.wait+j.run, j.submit+j.wait)
		} else {
			fmt.Fprintf(b, "p%d,%d,1000,Pending,%d,%d,\n", i, j.gpus, j.submit, j.submit+j.wait)
		}
	}
	return b.String()
}

func asCSV(jobs []written) string {
	b := new(strings.Builder)
	fmt.Fprintln(b, "id;submit;start;end;gpus")
	for i, j := range jobs {
		if j.ran {
			fmt.Fprintf(b, "%d;%d;%d;%d;%d\n", i, j.submit, j.submit+j.wait, j.submit+j.wait+j.run, j.gpus)
		} else {
			fmt.Fprintf(b, "%d;%d;;;%d\n", i, j.submit, j.gpus)
		}
	}
	return b.String()
}

// Wrong rows are refused by line and reason, or left out and counted.
func TestWrongRows(t *testing.T) {
	sacct := "JobID|Submit|Start|End|State|AllocTRES\n"
	openb := "name,num_gpu,gpu_milli,pod_phase,creation_time,deletion_time,scheduled_time\n"
	good := "9,0,0,60,1\n"
	csv := "id,submit,start,end,gpus\n"
	for _, c := range []struct{ name, format, text, refused, left string }{
		{"fields", "swf", "1 0 0 60 4\n", "line 1: 5 fields", ""},
		{"word", "swf", "1 0 0 x 4 -1 -1 4 -1 -1 1 1 1 1 1 -1 -1 -1\n", `line 1: field 4: "x" is not a number`, ""},
		{"larger than the machine", "swf", "; MaxProcs: 80\n1 0 0 60 800 -1 -1 4 -1 -1 1 1 1 1 1 -1 -1 -1\n", "line 2: job 1 takes 800 GPUs of a machine that has 80", ""},
		{"cancelled early", "swf", "1 0 5 -1 -1 -1 -1 4 -1 -1 5 1 1 1 1 -1 -1 -1\n2 0 0 60 4 -1 -1 4 -1 -1 1 1 1 1 1 -1 -1 -1\n", "", neverStarted},
		{"burst", "swf", "1 0 5 9 4 -1 -1 4 -1 -1 3 1 1 1 1 -1 -1 -1\n2 0 0 60 4 -1 -1 4 -1 -1 1 1 1 1 1 -1 -1 -1\n", "", partOfJob},
		{"unknown time", "swf", "1 0 5 -1 4 -1 -1 4 -1 -1 1 1 1 1 1 -1 -1 -1\n2 0 0 60 4 -1 -1 4 -1 -1 1 1 1 1 1 -1 -1 -1\n", "", unknownTime},
		{"minus ten", "swf", "1 0 5 -10 4 -1 -1 4 -1 -1 1 1 1 1 1 -1 -1 -1\n", "line 1: job 1 ends 10 s before it starts", ""},
		{"step", "sacct", sacct + "1|2024-01-01T00:00:00|2024-01-01T00:00:00|2024-01-01T01:00:00|COMPLETED|gres/gpu=8\n1.batch|2024-01-01T00:00:00|2024-01-01T00:00:00|2024-01-01T01:00:00|COMPLETED|gres/gpu=8\n", "", partOfJob},
		{"no bar", "sacct", sacct + "1|2024\n", "line 2: 2 fields under a header of 6", ""},
		{"state", "sacct", sacct + "1|2024-01-01T00:00:00|2024-01-01T00:00:00|2024-01-01T01:00:00|DONE|gres/gpu=8\n", `state "DONE" is none of Slurm's`, ""},
		{"backwards", "sacct", sacct + "1|2024-01-01T00:00:00|2024-01-01T02:00:00|2024-01-01T01:00:00|FAILED|gres/gpu=8\n", "ends 3600 s before it starts", ""},
		{"before submission", "sacct", sacct + "1|2024-01-01T03:00:00|2024-01-01T02:00:00|2024-01-01T04:00:00|FAILED|gres/gpu=8\n", "starts 3600 s before it was submitted", ""},
		{"no such hour", "sacct", sacct + "1|2024-03-31T02:30:00|2024-03-31T03:30:00|2024-03-31T04:30:00|FAILED|gres/gpu=8\n", "no such time by the clock of Europe/Paris", ""},
		{"header", "sacct", "JobID|Submit|Start|End|State\n", `line 1: no column "AllocTRES"`, ""},
		{"shared by two", "openb", openb + "a,2,500,Running,0,9,0\n", "500 thousandths of each of 2 GPUs", ""},
		{"too much of one", "openb", openb + "a,1,1500,Running,0,9,0\n", "gpu_milli: 1500 of 1000", ""},
		{"no GPU", "openb", openb + "a,0,0,Running,0,9,0\nb,1,500,Running,0,9,0\n", "", noGPU},
		{"negative", "csv", csv + "1,0,100,40,8\n", "line 2: job 1 ends 60 s before it starts", ""},
		{"zero", "csv", csv + "1,0,100,100,8\n" + good, "", noTime},
		{"twice at once", "csv", csv + "1,0,0,100,8\n1,0,50,150,8\n", "line 3: job 1 starts while that of line 2, of the same name, still runs", ""},
		{"one and a half", "csv", csv + "1,0,0,100,1.5\n", "a fraction of one GPU, or whole ones", ""},
		{"less than none", "csv", csv + "1,0,0,100,-8\n", "takes -8 GPUs", ""},
		{"far", "csv", csv + "1,0,0,1e9,8\n", "some times count from 1970, others do not", ""},
		{"long", "csv", csv + "1,-6e8,-6e8,4e8,8\n", "runs for", ""},
		{"column", "csv", "id,submitted,start,end,gpus\n" + good, `no column "submit"; there are id, submitted`, ""},
		{"nothing", "csv", csv + "1,0,,,8\n", "no job to replay in 1 rows: line 2 never started", ""},
	} {
		zone, err := time.LoadLocation("Europe/Paris")
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read([]byte(c.text), Options{Format: c.format, Zone: zone, Columns: Columns{ID: "id", Submit: "submit", Start: "start", End: "end", GPUs: "gpus", TimeUnit: "s", RunUnit: "s"}})
		switch {
		case c.refused != "" && (err == nil || !strings.Contains(err.Error(), c.refused)):
			t.Errorf("%s: %v, not %q", c.name, err, c.refused)
		case c.left != "" && (err != nil || got.Reasons()[c.left] != 1 || len(got.Jobs) != 1):
			t.Errorf("%s: %v, %+v, not left out as one that %s", c.name, err, got, c.left)
		}
	}
}

// Times are those of their zone: a night of the change of clocks has no hour too many.
func TestZones(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read([]byte("JobID|Submit|Start|End|State|AllocTRES\n"+
		"1|2024-10-27T00:00:00|2024-10-27T00:30:00|2024-10-27T04:30:00|COMPLETED|gres/gpu=1\n"+
		"2|2024-10-27T02:30:00|2024-10-27T03:00:00|2024-10-27T04:00:00+01:00|COMPLETED|gres/gpu=1\n"), Options{Format: "sacct", Zone: zone})
	if err != nil {
		t.Fatal(err)
	}
	if j := got.Jobs[0]; j.RunS != 5*3600 || !got.Origin.Equal(time.Date(2024, 10, 26, 22, 0, 0, 0, time.UTC)) {
		t.Errorf("%g s from %v", j.RunS, got.Origin)
	}
	if j := got.Jobs[1]; j.SubmitS != 2.5*3600 || j.StartS != 4*3600 || j.RunS != 3600 || got.Ambiguous != 1 {
		t.Errorf("%+v, %d ambiguous", j, got.Ambiguous)
	}
}

// FuzzTrace: whatever a file holds, it is refused or gives jobs that can be.
func FuzzTrace(f *testing.F) {
	f.Add([]byte(asSWF([]written{{1, 2, 3, 4, true}, {1, 2, 3, 4, false}})), "swf")
	f.Add([]byte(asSacct([]written{{1, 2, 3, 4, true}, {1, 2, 3, 4, false}})), "sacct")
	f.Add([]byte(asOpenb([]written{{1, 2, 3, 4, true}, {1, 2, 3, 4, false}})), "openb")
	f.Add([]byte(asCSV([]written{{1, 2, 3, 4, true}, {1, 2, 3, 4, false}})), "csv")
	f.Add([]byte("id,submit,start,end,gpus\n1,1704067200,1704067200,1704067260,0.5\n2,5,5,9,1\n"), "csv")
	f.Fuzz(func(t *testing.T, data []byte, format string) {
		got, err := Read(data, Options{Format: format, Columns: Columns{ID: "id", Submit: "submit", Start: "start", End: "end", GPUs: "gpus", TimeUnit: "s", RunUnit: "s"}})
		if err != nil {
			return
		}
		if len(got.Jobs)+len(got.LeftOut) != got.Rows {
			t.Fatalf("%d jobs and %d left out of %d rows", len(got.Jobs), len(got.LeftOut), got.Rows)
		}
		for i, j := range got.Jobs {
			if !(j.GPUs > 0) || !(j.RunS > 0) || !(j.StartS >= j.SubmitS) || i > 0 && j.SubmitS < got.Jobs[i-1].SubmitS || math.IsInf(j.RunS, 0) {
				t.Fatalf("%+v", j)
			}
		}
	})
}
