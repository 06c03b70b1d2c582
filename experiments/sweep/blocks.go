package sweep

import (
	"fmt"
	"maps"
	"path/filepath"
	"strconv"
	"time"

	"caloduc/experiments/design"
	"caloduc/experiments/result"
	"caloduc/sim/list"
	"caloduc/sim/param"
)

// storedBlock is a [[sweep]] block as a plan keeps it, so that the statistics of
// its design can be worked out without the experiment file.
type storedBlock struct {
	design.Block

	AxesTree, PointsTree any // scalars as texts that begin with their kind
	Axes, Rows           any `json:",omitempty"` // read from the trees again
}

// storedBlocks returns blocks in the form of a plan, the paths of files relative
// to the sweep's directory.
func storedBlocks(blocks []*design.Block, dir string) []storedBlock {
	out := make([]storedBlock, len(blocks))
	for i, b := range blocks {
		out[i] = storedBlock{Block: *b}
		if b.AxesTree != nil {
			out[i].AxesTree = packed(b.AxesTree)
		}
		if b.PointsTree != nil {
			out[i].PointsTree = packed(b.PointsTree)
		}
		if b.CSV != "" {
			out[i].CSV = relative(b.CSV, dir)
		}
	}
	return out
}

// block returns the block again.
func (s storedBlock) block(dir string) (*design.Block, error) {
	b := s.Block
	axes, err := unpacked(s.AxesTree)
	if err != nil {
		return nil, err
	}
	points, err := unpacked(s.PointsTree)
	if err != nil {
		return nil, err
	}
	b.AxesTree, _ = axes.(map[string]any)
	b.PointsTree, _ = points.([]any)
	if b.CSV != "" && !filepath.IsAbs(filepath.FromSlash(b.CSV)) {
		b.CSV = filepath.Join(dir, filepath.FromSlash(b.CSV))
	}
	return &b, nil
}

// packed returns a tree with every scalar as a text that begins with its kind.
func packed(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := map[string]any{}
		for k, e := range v {
			m[k] = packed(e)
		}
		return m
	case []any:
		return list.Map(v, packed)
	case int64:
		return "i" + strconv.FormatInt(v, 10)
	case float64:
		return "f" + param.Number(v)
	case bool:
		return "b" + strconv.FormatBool(v)
	case time.Time:
		return "d" + v.Format(time.DateOnly)
	}
	return "s" + fmt.Sprint(v)
}

// unpacked is the inverse of packed, after JSON.
func unpacked(v any) (any, error) {
	switch v := v.(type) {
	case map[string]any:
		m := map[string]any{}
		for k, e := range v {
			var err error
			if m[k], err = unpacked(e); err != nil {
				return nil, err
			}
		}
		return m, nil
	case []any:
		l := make([]any, len(v))
		for i, e := range v {
			var err error
			if l[i], err = unpacked(e); err != nil {
				return nil, err
			}
		}
		return l, nil
	case string:
		return scalar(v)
	case nil:
		return nil, nil
	}
	return nil, fmt.Errorf("%s: %v is no value of a design", result.PlanFile, v)
}

func scalar(text string) (any, error) {
	if text == "" {
		return nil, fmt.Errorf("%s: an empty value in a design", result.PlanFile)
	}
	switch rest := text[1:]; text[0] {
	case 'i':
		return strconv.ParseInt(rest, 10, 64)
	case 'f':
		return strconv.ParseFloat(rest, 64)
	case 'b':
		return strconv.ParseBool(rest)
	case 'd':
		return time.Parse(time.DateOnly, rest)
	case 's':
		return rest, nil
	}
	return nil, fmt.Errorf("%s: %q is no value of a design", result.PlanFile, text)
}

// relative is a path seen from a directory, with slashes.
func relative(path, dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return path
	}
	if rel, err := filepath.Rel(abs, path); err == nil {
		path = rel
	}
	return filepath.ToSlash(path)
}

// restore works out the design of a plan that has been read from a directory.
func (p *Plan) restore(dir string) error {
	again := Plan{}
	for _, s := range p.Design {
		b, err := s.block(dir)
		if err != nil {
			return err
		}
		again.blocks = append(again.blocks, b)
	}
	if err := again.lay(); err != nil {
		return err
	}
	if len(again.Points) != p.Of {
		return fmt.Errorf("%s: the design has %d points now, %d when it was planned: run the sweep again", dir, len(again.Points), p.Of)
	}
	for i := range p.Points {
		q := again.Points[i]
		if !maps.Equal(p.Points[i].Values, q.Values) {
			return fmt.Errorf("%s: point %d is another now than when it was planned: run the sweep again", dir, i)
		}
		p.Points[i].sets = q.sets
	}
	p.blocks, p.design = again.blocks, again.design
	return nil
}
