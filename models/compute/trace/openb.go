package trace

import (
	"errors"
	"io"
	"math"

	"caloduc/sim/table"
)

// openb are the columns of Alibaba's tasks of 2023 (cluster-trace-gpu-v2023; Weng et al.
// 2023, USENIX ATC): a task takes num_gpu GPUs, gpu_milli thousandths of each.
var openb = []string{"name", "num_gpu", "gpu_milli", "pod_phase", "creation_time", "deletion_time", "scheduled_time"}

// readOpenb reads the list of tasks: seconds after the trace's own origin, a blank
// scheduled_time where a task never started.
func readOpenb(t *Trace, text string, _ *Options) error {
	rows, err := table.Open(text, table.Auto)
	if err != nil {
		return err
	}
	var at [7]int
	for i, name := range openb {
		if at[i], err = rows.Column(name); err != nil {
			return err
		}
	}
	return eachRow(rows, func(row []string) {
		j := Job{ID: row[at[0]], Line: rows.Line, LimitS: math.NaN(), Outcome: phases[row[at[3]]]}
		var x [7]float64
		for _, i := range []int{1, 2, 4, 5, 6} {
			f := row[at[i]]
			if x[i] = math.NaN(); f == "" && i > 4 {
				continue
			}
			if x[i], err = number(f); err != nil {
				t.Rows++
				t.refuse(rows.Line, "%s: %v", openb[i], err)
				return
			}
		}
		switch gpus, milli := x[1], x[2]; {
		case gpus > 0 && !(milli > 0 && milli <= 1000):
			t.Rows++
			t.refuse(rows.Line, "gpu_milli: %g of 1000 of a GPU", milli)
			return
		case gpus > 1 && milli < 1000:
			t.Rows++
			t.refuse(rows.Line, "%g thousandths of each of %g GPUs: a fraction is that of one GPU", milli, gpus)
			return
		default:
			j.GPUs = gpus * milli / 1000
		}
		j.SubmitS, j.StartS, j.RunS = x[4], x[6], x[5]-x[6]
		t.add(j)
	})
}

// phases are what became of a task.
var phases = map[string]Outcome{"Running": Running, "Succeeded": Completed, "Failed": Failed, "Pending": Cancelled, "Unknown": Failed}

// eachRow hands out the rows of a table.
func eachRow(rows *table.Table, take func(row []string)) error {
	for {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		take(row)
	}
}
