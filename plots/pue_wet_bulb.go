package plots

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var pueWetBulbFrench = map[string]string{
	"PUE against wet bulb":                    "PUE selon la température humide",
	"wet bulb (°C)":                           "température humide (°C)",
	"partial PUE":                             "PUE partiel",
	"Partial PUE of cooling against wet bulb": "PUE partiel du froid selon la température humide",
	"larger: more hours":                      "plus grand : plus d’heures",
	"median":                                  "médiane",
	"changing within the hour":                "changeant dans l’heure",
	"Hours by wet bulb and PUE; the colour is the plant's most frequent mode, a square is larger where there are more hours.": "Heures selon la température humide et le PUE ; la couleur est le mode le plus fréquent de l’installation, un carré est plus grand là où il y a plus d’heures.",
}

// densityBins are the numbers of bins along wet bulb and PUE.
const densityWide, densityHigh = 44, 24

// changing is the mode of an hour in which the plant's mode changed.
const changing = -1

// density counts hours in bins of wet bulb and PUE.
type density struct {
	scope    string
	modes    result.Modes // nil where none are recorded
	x, y     []float64
	mode     []int
	hiX, loX float64
	loY, hiY float64
	bins     map[[2]int]map[int]int
	most     int
}

// pueWetBulb draws a panel for each hall that records its plant's mode, or else
// for each campus.
func pueWetBulb(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	p, err := periodOf(r, f.Figure)
	if err != nil {
		return nil, err
	}
	all, err := readDensities(r, f.Scope, p)
	if err != nil {
		return nil, err
	}
	st := &stack{style: s, words: w, under: 1, n: len(all), over: 1}
	common := alike(all)
	for _, a := range all {
		a.count()
	}
	colours := st.modeKey(all)
	title, label := w.say("PUE against wet bulb"), "PUE"
	if all[0].modes != nil {
		title, label = w.say("Partial PUE of cooling against wet bulb"), w.say("partial PUE")
	}
	st.key = append(st.key, keyEntry{label: w.say("larger: more hours"), steps: true}, keyEntry{label: w.say("median"), col: ink, line: true})
	d := st.drawing(f.titled(title),
		w.say("Hours by wet bulb and PUE; the colour is the plant's most frequent mode, a square is larger where there are more hours."),
		"panel", "wet_bulb_from_degC", "wet_bulb_to_degC", "pue_from", "pue_to", "hours", "mode")
	for _, a := range all {
		q := st.plot(label)
		q.Y.Min, q.Y.Max = common.loY, common.hiY
		st.plainAxis(q, common.loX, common.hiX, w.say("wet bulb (°C)"))
		x, y := a.medians()
		q.Add(densityCells{a, colours}, line{x, y, draw.LineStyle{Color: ink, Width: s.Line}})
		st.add(panel{Plot: q, name: called(a.scope)})
		a.addTo(&d.table)
	}
	return d, nil
}

// alike gives all panels the axes that hold every one's hours: what is equal looks
// equal. They begin at a PUE of 1 unless that left most of them empty.
func alike(all []*density) density {
	out := *all[0]
	low := math.Inf(1)
	for _, d := range all {
		out.loX, out.hiX, out.hiY = min(out.loX, d.loX), max(out.hiX, d.hiX), max(out.hiY, d.hiY)
		low = min(low, slices.Min(d.y))
	}
	out.loY = 1
	if low-1 > 0.3*(out.hiY-1) {
		out.loY = low - 0.1*(out.hiY-low)
	}
	for _, d := range all {
		d.loX, d.hiX, d.loY, d.hiY = out.loX, out.hiX, out.loY, out.hiY
	}
	return out
}

// fewHours is the number of hours from which a median is drawn.
const fewHours = 24

// medians are those of the PUE by wet bulb, where there are enough hours.
func (d *density) medians() (x, y []float64) {
	step := (d.hiX - d.loX) / densityWide
	in := make([][]float64, densityWide)
	for i := range d.x {
		at := min(int((d.x[i]-d.loX)/step), densityWide-1)
		in[at] = append(in[at], d.y[i])
	}
	for i, v := range in {
		x = append(x, d.loX+(float64(i)+0.5)*step)
		if len(v) < fewHours {
			y = append(y, math.NaN())
			continue
		}
		y = append(y, stat.Quantile(0.5, stat.Empirical, existing(v), nil))
	}
	return x, y
}

// readDensities reads the hours of the halls, or of the campuses.
func readDensities(r *result.Result, within string, p period) (all []*density, err error) {
	for _, scope := range recorders(r, within, halls, channel.CoolingMode, channel.ITPowerMW, channel.CoolingPowerMW) {
		d := &density{scope: scope}
		if err := d.read(r, p, channel.CoolingPowerMW, 1, channel.CoolingMode); err != nil {
			return nil, err
		}
		if len(d.x) > 0 {
			all = append(all, d)
		}
	}
	if len(all) > 0 {
		return all, nil
	}
	for _, scope := range recorders(r, within, campuses, channel.FacilityPowerMW, channel.ITPowerMW) {
		d := &density{scope: scope}
		if err := d.read(r, p, channel.FacilityPowerMW, 0, ""); err != nil {
			return nil, err
		}
		if len(d.x) > 0 {
			all = append(all, d)
		}
	}
	if len(all) == 0 {
		return nil, lacks("channels "+channel.ITPowerMW+" and "+channel.FacilityPowerMW, within)
	}
	return all, nil
}

// read reads the hours in which the IT load is at least a tenth of its highest:
// below that the plant's fixed losses are all there is to see. PUE is plus and
// the power of a channel over the IT load; modeChannel is "" where none is recorded.
func (d *density) read(r *result.Result, p period, power string, plus float64, modeChannel string) error {
	site, err := weatherOf(r, d.scope)
	if err != nil {
		return err
	}
	wet, err := p.means(r, site+"."+channel.WetBulbDegC)
	if err != nil {
		return err
	}
	v, err := p.of(r, d.scope, channel.ITPowerMW, power)
	if err != nil {
		return err
	}
	it, up := v[0], v[1]
	var mode *result.Series
	if modeChannel != "" {
		if mode, err = series(r, d.scope+"."+modeChannel); err != nil {
			return err
		}
		d.modes = mode.Channel.Modes
	}
	least := 0.1 * highest(it)
	for i := range it {
		if !(it[i] > least) {
			continue
		}
		d.x, d.y = append(d.x, wet[i]), append(d.y, plus+up[i]/it[i])
		m := 0
		if mode != nil {
			m = modeOfHour(mode.Min[p.first+i], mode.Mean[p.first+i], mode.Max[p.first+i])
		}
		d.mode = append(d.mode, m)
	}
	if len(d.x) == 0 {
		return nil
	}
	d.loY = 1
	d.loX, d.hiX = math.Floor(slices.Min(d.x)), math.Ceil(slices.Max(d.x))
	sorted := existing(d.y)
	top := stat.Quantile(0.998, stat.Empirical, sorted, nil)
	d.hiY = 1 + 1.06*max(min(sorted[len(sorted)-1]-1, 1.2*(top-1)), 1e-3)
	return nil
}

// modeOfHour is the mode in which a plant spent three quarters of an hour or more,
// if it had two at most; that is all that lowest, mean and highest tell.
func modeOfHour(lo, mean, hi float32) int {
	switch at := (mean - lo) / (hi - lo); {
	case lo == hi, at <= 0.25:
		return int(lo)
	case at >= 0.75:
		return int(hi)
	}
	return changing
}

// count counts the hours in bins.
func (d *density) count() {
	d.bins = map[[2]int]map[int]int{}
	for i := range d.x {
		at := [2]int{int((d.x[i] - d.loX) / (d.hiX - d.loX) * densityWide), int(math.Floor((d.y[i] - d.loY) / (d.hiY - d.loY) * densityHigh))}
		at[0] = min(at[0], densityWide-1)
		if at[1] < 0 || at[1] >= densityHigh {
			continue
		}
		if d.bins[at] == nil {
			d.bins[at] = map[int]int{}
		}
		d.bins[at][d.mode[i]]++
	}
	for _, b := range d.bins {
		d.most = max(d.most, total(b))
	}
}

func total(b map[int]int) (n int) {
	for _, k := range b {
		n += k
	}
	return n
}

// frequent is a bin's most frequent mode, a clear one rather than a change.
func frequent(b map[int]int) (mode int) {
	best := -1
	for m := changing; m < 16; m++ {
		if n := b[m]; n > best && n > 0 {
			best, mode = n, m
		}
	}
	return mode
}

// each calls f for every bin that holds hours, by wet bulb, then PUE.
func (d *density) each(f func(left, right, foot, top float64, bin map[int]int)) {
	dx, dy := (d.hiX-d.loX)/densityWide, (d.hiY-d.loY)/densityHigh
	for i := range densityWide {
		for j := range densityHigh {
			if b := d.bins[[2]int{i, j}]; b != nil {
				f(d.loX+float64(i)*dx, d.loX+float64(i+1)*dx, d.loY+float64(j)*dy, d.loY+float64(j+1)*dy, b)
			}
		}
	}
}

func (d *density) addTo(t *table) {
	d.each(func(left, right, foot, top float64, b map[int]int) {
		mode, m := "", frequent(b)
		if m == changing {
			mode = "changing within the hour"
		} else if m < len(d.modes) {
			mode = d.modes[m].En
		}
		t.add(called(d.scope), short(left), short(right), short(foot), short(top), cell(float64(total(b))), mode)
	})
}
