package design

import (
	"caloduc/sim/list"
	"caloduc/sim/param"
)

// The methods of a block.
const (
	Grid           = "grid"            // every combination; the last path varies fastest
	Zip            = "zip"             // the first values of all axes, then the second, …
	List           = "list"            // points written out
	LatinHypercube = "latin-hypercube" // samples in as many slices of each axis
	Sobol          = "sobol"           // scrambled Sobol sequence
	Halton         = "halton"          // scrambled Halton sequence
	Morris         = "morris"          // trajectories for elementary effects
	Saltelli       = "saltelli"        // matrices for Sobol indices
)

// Block is one [[sweep]] of an experiment file. New returns one with its
// defaults, for use without a file.
type Block struct {
	Name         string
	Method       string
	CSV          string // path of a file of points
	Samples      int
	Trajectories int
	Candidates   int
	Levels       int
	SecondOrder  bool
	Seed         int
	Replicates   int
	Where        string

	// AxesTree and PointsTree are the tables `axes` and `points`, whose keys are
	// parameter paths. Check reads them into Axes and Rows where they are given.
	AxesTree   map[string]any
	PointsTree []any

	Axes []Axis // sorted by path
	Rows []Row  // of a list

	unread bool // the file of points could not be read, which has been reported
}

// Row is one point of a list: a value for each path it sets.
type Row struct {
	Name   string
	Values map[string]any

	faulty bool // something in it could not be read, which has been reported
}

// Params implements param.Spec.
func (b *Block) Params(p *param.Set) {
	p.String(&b.Name, "name", "", "name of the block, by which overlays find it")
	p.Choice(&b.Method, "method", "", methods(), "how points are chosen").Require()
	p.Free(&b.AxesTree, "axes", "what is varied: by parameter path, in quotes, a list of values or a table such as { from = 1, to = 5, n = 5 }").Paths().Fitting(fits)
	p.FreeList(&b.PointsTree, "points", "list: the points, tables of values by parameter path, in quotes; the key `name` names a point").Paths("name")
	p.File(&b.CSV, "csv", "list: a file of points, its header the paths; a column `name` names the points").Paths("name")
	p.Int(&b.Samples, "samples", 0, param.Between(0, maxPoints), "latin-hypercube, sobol, halton: number of points; saltelli: number of base samples", param.Setting)
	p.Int(&b.Trajectories, "trajectories", 0, param.Between(0, maxPoints), "morris: number of trajectories", param.Setting)
	p.Int(&b.Candidates, "candidates", 0, param.Between(0, 2000), "morris: trajectories drawn, of which the most widely spread are kept; 0 keeps them as drawn", param.Setting)
	p.Int(&b.Levels, "levels", 4, param.Between(2, 100), "morris: levels of each axis, an even number", param.Setting)
	p.Bool(&b.SecondOrder, "second_order", false, "saltelli: also the points for indices of pairs")
	p.Int(&b.Seed, "seed", 1, param.AtLeast(0), "seed of the design, apart from the seed of the runs; blocks of one seed draw alike", param.Setting)
	p.Int(&b.Replicates, "replicates", 1, param.Between(1, 1_000_000), "runs of each point; replicates of one number share their random numbers", param.Setting)
	p.String(&b.Where, "where", "", "keeps the points for which this holds, such as \"supply_temp_degC < 40 and not (racks == 10)\"")
}

// spec says what a method reads.
type spec struct {
	name string
	keys []string // the optional keys that mean something to it
	need string   // the count that it must be given
	axes bool     // it varies axes
	unit bool     // it samples the axes' distributions
}

var specs = []spec{
	{name: Grid, axes: true, keys: []string{"where"}},
	{name: Zip, axes: true, keys: []string{"where"}},
	{name: List, keys: []string{"where", "csv", "points"}},
	{name: LatinHypercube, axes: true, unit: true, need: "samples", keys: []string{"where"}},
	{name: Sobol, axes: true, unit: true, need: "samples", keys: []string{"where"}},
	{name: Halton, axes: true, unit: true, need: "samples", keys: []string{"where"}},
	{name: Morris, axes: true, unit: true, need: "trajectories", keys: []string{"candidates"}},
	{name: Saltelli, axes: true, unit: true, need: "samples", keys: []string{"second_order"}},
}

func methods() []string {
	return list.Map(specs, func(s spec) string { return s.name })
}

// spec returns what the block's method reads, false where there is no such
// method.
func (b *Block) spec() (spec, bool) {
	for _, s := range specs {
		if s.name == b.Method {
			return s, true
		}
	}
	return spec{}, false
}
