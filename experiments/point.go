package experiments

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"caloduc/experiments/result"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// RunInto runs an experiment that has been loaded and writes its parts into dir,
// an empty directory that will be renamed to home: the resolved experiment, the
// indicators, the manifest and, unless the experiment says otherwise, daily
// records. Nothing tells where or when the run was made, so that equal runs give
// equal bytes.
func RunInto(ctx context.Context, dir, home, name string, spec *Spec, resolved *param.Resolved, p Progress) ([]record.Summary, error) {
	w, err := Build(spec)
	if err != nil {
		return nil, located(resolved, err)
	}
	defer w.engine.Close()
	m, err := w.describe(name, resolved)
	if err != nil {
		return nil, err
	}
	m.Host, m.Started = "", time.Time{}
	if home, err = filepath.Abs(home); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, result.ResolvedFile), resolved.TOML(home), 0o644); err != nil {
		return nil, err
	}
	rec, err := w.simulate(ctx, dir, Daily, p)
	if err != nil {
		return nil, err
	}
	if err := w.store(dir, rec, m); err != nil {
		return nil, err
	}
	return rec.Summaries(), nil
}
