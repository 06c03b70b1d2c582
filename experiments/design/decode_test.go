package design

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"caloduc/sim/param"
)

// experiment is a small experiment with sweeps.
type experiment struct {
	Seed   int
	Halls  []*hall
	Sweeps []*Block
}

func (e *experiment) Params(p *param.Set) {
	p.Int(&e.Seed, "seed", 1, param.AtLeast(0), "seed", param.Setting)
	param.List(p, &e.Halls, "hall", "name", "a hall")
	param.List(p, &e.Sweeps, "sweep", "name", "a set of points").Transient()
}

type hall struct {
	Name  string
	Racks int
}

func (h *hall) Params(p *param.Set) {
	p.String(&h.Name, "name", "", "name of the hall")
	p.Int(&h.Racks, "racks", 10, param.Between(1, 1000), "number of racks", param.Setting)
}

const halls = "[[hall]]\nname = \"A\"\n[[hall]]\nname = \"B\"\n"

// Every point of the blocks of a file decodes to what it says.
func TestPointsOfAFile(t *testing.T) {
	e := new(experiment)
	base, err := param.Decode("exp.toml", []byte(halls+`
[[sweep]]
name = "racks"
method = "grid"
axes = { "hall[B].racks" = [20, 30], seed = { from = 1, to = 3, n = 3 } }
[[sweep]]
name = "written out"
method = "list"
points = [ { name = "small", "hall.racks" = 1 }, { "hall[A].racks" = 2, seed = 7 } ]
`), e, nil)
	if err != nil {
		t.Fatal(err)
	}
	points, err := Points(e.Sweeps)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range points {
		e := new(experiment)
		r, err := base.With(p.Sets(), e)
		if err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		got = append(got, fmt.Sprint(p.Name, e.Halls[0].Racks, " ", e.Halls[1].Racks, " ", e.Seed, len(e.Sweeps)))
		if strings.Contains(string(r.TOML("")), "sweep") {
			t.Errorf("%s: the resolved text has sweeps", p)
		}
	}
	want := []string{"10 20 1 0", "10 20 2 0", "10 20 3 0", "10 30 1 0", "10 30 2 0", "10 30 3 0", "small1 1 1 0", "2 10 7 0"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// What is wrong with a block is reported where it stands in the file.
func TestFaultsAreReportedAtTheirPlaces(t *testing.T) {
	for block, want := range map[string]string{
		`method = "gird"`: `6:10: method: there is no "gird": did you mean "grid"? Known: `,
		"method = 'grid'\naxes = {\n 'hall.racks' = { from = 1,\n   too = 3, to = 3, n = 2 } }":                       `9:10: axes."hall.racks".too: unknown key "too". The keys here are `,
		"method = 'grid'\naxes = {\n 'hall.racks' = [1, 'x'] }":                                                       `8:21: axes."hall.racks": hall[A].racks: wants a whole number, got the text "x"`,
		"method = 'grid'\naxes = {\n 'hall.racks' = [] }":                                                             `8:2: axes."hall.racks": an axis needs at least one value`,
		"method = 'grid'\naxes = {\n 'hall.rakcs' = [1] }":                                                            `8:2: axes."hall.rakcs": hall[A]: unknown key "rakcs": did you mean "racks"?`,
		"method = 'grid'\naxes.seed = [1]\naxes.'hall.racks' = 3":                                                     `8:21: axes."hall.racks": wants a list of values`,
		"method = 'sobol'\nsamples = 4\n[sweep.axes.'hall.racks'.normal]\nmean = 1":                                   `8:26: axes."hall.racks".normal: sd is missing`,
		"method = 'sobol'\nsamples = 4\naxes.'hall.racks' = { from = 1, to = 9 }":                                     `8:21: axes."hall.racks": hall[A].racks: takes whole numbers: add whole = true`,
		"method = 'sobol'\nsamples = 4\naxes.'hall.racks' = { from = 0.5, to = 2000, whole = true }":                  `8:21: axes."hall.racks": hall[A].racks: 2000 is out of range`,
		"method = 'grid'\naxes.'hall.racks' = { from = 1, to = 4, n = 3 }":                                            `7:21: axes."hall.racks": hall[A].racks: takes whole numbers`,
		"method = 'grid'\naxes.'hall.racks' = { values = [3.0, 2.5] }":                                                `7:21: axes."hall.racks": hall[A].racks: wants a whole number`,
		"method = 'sobol'\nsamples = 4\naxes.'hall.racks' = { normal = { mean = 9, sd = 1, to = -3 }, whole = true }": `8:21: axes."hall.racks": hall[A].racks: -3 is out of range`,
		"method = 'list'\npoints = [ { seed = 1 },\n { } ]":                                                           `8:2: points[1]: the point sets no parameter`,
		"method = 'list'\npoints = [ { seed = 1 },\n { hall.racks = 3 } ]":                                            `8:4: points[1].hall: hall is an array of tables: name one of its parameters, the whole path in quotes`,
		"method = 'sobol'\nsamples = 4\naxes.'hall.racks' = { uniform = [1, 2] }":                                     `8:23: axes."hall.racks".uniform: uniform wants a table such as { from = 1, to = 5 }`,
		"method = 'list'\npoints = [ 3 ]":                                                                             `7:12: points[0]: wants a table such as`,
		"method = 'list'\n[[sweep.points]]\n'hall[C].racks' = 3":                                                      `8:1: points[0]."hall[C].racks": there is no hall[C]. Known: "A", "B"`,
	} {
		_, err := param.Decode("exp.toml", []byte(halls+"[[sweep]]\n"+block+"\n"), new(experiment), nil)
		var ps param.Problems
		if !errors.As(err, &ps) || len(ps) != 1 {
			t.Errorf("%s\n  gives %v", block, err)
			continue
		}
		got := fmt.Sprintf("%d:%d: %s", ps[0].Line, ps[0].Col, strings.TrimPrefix(ps[0].Message, "sweep[0]."))
		if !strings.HasPrefix(got, want) {
			t.Errorf("%s\n  gives %s\n  want  %s", block, got, want)
		}
	}
}

func TestAxesThatFitTheirParameters(t *testing.T) {
	for _, axes := range []string{
		"{ 'hall.racks' = { from = 1, to = 9, n = 5 } }", "{ 'hall.racks' = { values = [3.0, 2] } }",
		"{ 'hall.racks' = { from = 0.5, to = 1000.5, whole = true, n = 3 } }", "{ 'hall.racks' = { normal = { mean = 9, sd = 1 }, whole = true, n = 2 } }",
	} {
		if _, err := param.Decode("exp.toml", []byte(halls+"[[sweep]]\nmethod = 'grid'\naxes = "+axes+"\n"), new(experiment), nil); err != nil {
			t.Errorf("%s: %v", axes, err)
		}
	}
}

func TestFileOfPointsIsNoInputOfARun(t *testing.T) {
	e := new(experiment)
	name := filepath.Join(t.TempDir(), "points.csv")
	if err := os.WriteFile(name, []byte("name,seed,hall[A].racks\nfew,3,2\nmany,4,900\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := param.Decode("exp.toml", []byte(halls+"[[sweep]]\nmethod = 'list'\ncsv = "+param.Quote(name)+"\n"), e, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Inputs()) != 0 {
		t.Errorf("inputs %v", r.Inputs())
	}
	if rows := e.Sweeps[0].Rows; len(rows) != 2 || rows[1].Name != "many" {
		t.Errorf("rows %v", rows)
	}
}

func TestFileOfPointsIsCheckedLikeItsParameters(t *testing.T) {
	name := filepath.Join(t.TempDir(), "points.csv")
	text := "\ufeffname, hall[A].racks,hall.rakcs\r\nfew, 3,\r\n\"many, too\",x,1\r\nnone,-2,1\r\n"
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := param.Decode("exp.toml", []byte(halls+"[[sweep]]\nmethod = 'list'\ncsv = "+param.Quote(name)+"\n"), new(experiment), nil)
	var ps param.Problems
	if !errors.As(err, &ps) {
		t.Fatalf("got %v", err)
	}
	want := []string{
		`1:21: sweep[0].csv."hall.rakcs": hall[A]: unknown key "rakcs": did you mean "racks"?`,
		`3:13: sweep[0].csv."hall[A].racks": hall[A].racks: wants a whole number, got the text "x"`,
		`4:6: sweep[0].csv."hall[A].racks": hall[A].racks: -2 is out of range: must be within 1 to 1000`,
	}
	if len(ps) != len(want) {
		t.Fatalf("got %v", err)
	}
	for i, p := range ps {
		if got := fmt.Sprintf("%d:%d: %s", p.Line, p.Col, p.Message); got != want[i] || p.File != name {
			t.Errorf("%s: got %s\nwant %s", p.File, got, want[i])
		}
	}
}

func BenchmarkPointOfAFile(b *testing.B) {
	e := new(experiment)
	base, err := param.Decode("exp.toml", []byte(halls+"[[sweep]]\nmethod = 'grid'\naxes = { 'hall.racks' = [20, 30] }\n"), e, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := base.With([]string{"hall.racks=20", "seed=3"}, new(experiment)); err != nil {
			b.Fatal(err)
		}
	}
}
