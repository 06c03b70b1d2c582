package sweep

import (
	"context"
	"strconv"

	"golang.org/x/sync/errgroup"

	"caloduc/experiments/result"
)

// mostSized is the number of points of a block whose plants are looked at before a
// sweep has run.
const mostSized = 400

// PlantNotices tells, before anything is run, of each block of the file's sweeps whose
// points do not have the same plants. Of many points it looks at some, spread over the
// block. Points that cannot be are passed over.
func PlantNotices(ctx context.Context, file string, sets []string) ([]result.Notice, error) {
	plan, err := NewPlan(ctx, file, Options{Sets: sets})
	if err != nil {
		return nil, err
	}
	var notices []result.Notice
	for b, block := range plan.Blocks {
		runs, err := plan.designs(ctx, b)
		if err != nil {
			return nil, err
		}
		name := block.Name
		if name == "" {
			name = strconv.Itoa(b)
		}
		notices = append(notices, result.UnevenPlants("sweep "+name, runs)...)
	}
	return notices, nil
}

// designs are the weather that the plants of a block's points are sized for.
func (p *Plan) designs(ctx context.Context, block int) ([][]result.Installation, error) {
	var points []Point
	for _, q := range p.Points {
		if q.Block == block && q.Error == "" {
			points = append(points, q)
		}
	}
	n := min(mostSized, len(points))
	runs := make([][]result.Installation, n)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(8)
	for i := range n {
		g.Go(func() error {
			spec, _, err := p.source.load(points[i*len(points)/n])
			if err != nil {
				return err
			}
			runs[i], _ = spec.Designs() // none where the point cannot be
			return ctx.Err()
		})
	}
	return runs, g.Wait()
}
