package sweep

import (
	"context"
	"math/rand/v2"
	"strconv"

	"golang.org/x/sync/errgroup"

	"caloduc/experiments"
	"caloduc/experiments/result"
)

// mostSized is the number of points of a block whose plants are built before a sweep has
// run.
const mostSized = 100

// PlantNotices tells, before anything is run, of each block of the file's sweeps whose
// points do not have the same plants. Of many points it builds some, picked at random,
// the same each time. Points that cannot be are passed over.
func PlantNotices(ctx context.Context, file string, sets []string) ([]result.Notice, error) {
	plan, err := NewPlan(ctx, file, Options{Sets: sets})
	if err != nil {
		return nil, err
	}
	var notices []result.Notice
	for b, block := range plan.Blocks {
		runs, err := plan.installed(ctx, b)
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

// installed is what points of a block are built with.
func (p *Plan) installed(ctx context.Context, block int) ([][]result.Installation, error) {
	var points []Point
	seen := map[int]bool{}
	for _, q := range p.Points {
		if q.Block == block && q.Error == "" && !seen[q.Index] { // replicates have one plant
			seen[q.Index] = true
			points = append(points, q)
		}
	}
	n := min(mostSized, len(points))
	pick := rand.New(rand.NewPCG(1, 1)).Perm(len(points))
	runs := make([][]result.Installation, n)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(8)
	for i := range n {
		g.Go(func() error {
			spec, _, err := p.source.load(points[pick[i]])
			if err != nil {
				return err
			}
			runs[i], _ = experiments.Installed(spec) // none where the point cannot be
			return ctx.Err()
		})
	}
	return runs, g.Wait()
}
