package plots

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"
)

func labels(ticks []plot.Tick) (out []string) {
	for _, t := range ticks {
		out = append(out, strings.ReplaceAll(t.Label, "\n", "/"))
	}
	return out
}

func TestCalendarTicks(t *testing.T) {
	for _, c := range []struct {
		style    string
		words    words
		from, to time.Time
		want     string
	}{
		{"column", words{}, day(2026, 1, 1), day(2027, 1, 1), "Jan/2026 Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Jan/2027"},
		{"column", words{}, day(2026, 7, 1), day(2028, 7, 1), "Jul/2026 Oct Jan/2027 Apr Jul Oct Jan/2028 Apr Jul"},
		{"column", words{}, day(2026, 1, 1), day(2036, 1, 1), "2026 2027 2028 2029 2030 2031 2032 2033 2034 2035 2036"},
		{"wide", words{}, day(2026, 1, 1), day(2036, 1, 1), "2026 2027 2028 2029 2030 2031 2032 2033 2034 2035 2036"},
		{"column", words{}, day(2026, 1, 1), day(2066, 1, 1), "2030 2035 2040 2045 2050 2055 2060 2065"},
		{"slide", words{}, day(2026, 1, 1), day(2126, 1, 1), "2030 2040 2050 2060 2070 2080 2090 2100 2110 2120"},
		{"wide", french, day(2026, 1, 1), day(2027, 1, 1), "janv./2026 févr. mars avr. mai juin juill. août sept. oct. nov. déc. janv./2027"},
		{"column", french, day(2026, 2, 5), day(2026, 3, 10), "9 févr./2026 16 févr. 23 févr. 2 mars 9 mars"},
		{"column", words{}, day(2026, 2, 5), day(2026, 2, 6), "00:00/5 Feb 2026 UTC 06:00 12:00 18:00 00:00/6 Feb"},
	} {
		st := &stack{style: styles[c.style], words: c.words, n: 1}
		p := st.style.panel()
		st.timeAxis(p, unix(c.from), unix(c.to))
		got := strings.Join(labels(p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max)), " ")
		if got != c.want {
			t.Errorf("%s, %s to %s: %q, want %q", c.style, c.from, c.to, got, c.want)
		}
	}
}

// Whatever the span and the width, ticks lie at the beginning of an hour or
// coarser, within the axis, and their labels do not touch.
func TestCalendarTicksNeverOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lo := float64(rapid.Int64Range(0, 4e9).Draw(t, "from"))
		hi := lo + math.Exp(rapid.Float64Range(math.Log(4*3600), math.Log(90*365*86400)).Draw(t, "log span"))
		lang := rapid.SampledFrom([]words{{}, french}).Draw(t, "language")
		c := calendarTicks{width: vg.Length(rapid.Float64Range(150, 700).Draw(t, "width")), sty: styles["column"].letters(1, ink), words: lang}
		ticks := c.Ticks(lo, hi)
		if len(ticks) > maxTicks {
			t.Fatalf("%d ticks", len(ticks))
		}
		end := math.Inf(-1)
		for _, k := range ticks {
			if k.Value < lo || k.Value > hi || math.Mod(k.Value, 3600) != 0 || k.Label == "" {
				t.Fatalf("tick %+v between %v and %v", k, lo, hi)
			}
			at, half := (k.Value-lo)/(hi-lo)*float64(c.width), float64(c.sty.Width(k.Label))/2
			if at-half < end+1 {
				t.Fatalf("labels touch: %v", labels(ticks))
			}
			end = at + half
		}
	})
}

func TestPlainTicks(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		most   int
		words  words
		want   string
	}{
		{1, 1.25, 6, words{}, "1.00 1.05 1.10 1.15 1.20 1.25"},
		{1, 1.305, 6, french, "1,0 1,1 1,2 1,3"},
		{1, 1.052, 3, words{}, "1.00 1.02 1.04"},
		{-3, 12, 4, words{}, "0 5 10"},
		{-12, 3, 4, words{}, "−10 −5 0"},
		{0, 5200, 6, words{}, "0 1000 2000 3000 4000 5000"},
		{2, 2, 4, words{}, ""},
		{math.NaN(), 2, 4, words{}, ""},
		{0, math.Inf(1), 4, words{}, ""},
		{1.087, math.Nextafter(1.087, 2), 6, words{}, "1.087"},
		{1.087, 1.087 + 8e-16, 6, words{}, "1.087"},
		{-3e15, -3e15 + 0.5, 6, words{}, "−3e+15"},
		{1e-300, 5e-300, 6, words{}, "1e−300 2e−300 3e−300 4e−300 5e−300"},
		{-2e15, 3e15, 6, words{}, "−2e+15 −1e+15 0 1e+15 2e+15 3e+15"},
		{1e5, 1e5 + 1e-3, 4, french, "100000,0000 100000,0005 100000,0010"},
	} {
		if got := strings.Join(labels(plainTicks{c.most, c.words}.Ticks(c.lo, c.hi)), " "); got != c.want {
			t.Errorf("%v to %v: %q, want %q", c.lo, c.hi, got, c.want)
		}
	}
}

func TestPlainTicksSayWhatTheyMark(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lo := rapid.Float64Range(-1e4, 1e4).Draw(t, "from")
		span := math.Exp(rapid.Float64Range(-5, 20).Draw(t, "log span"))
		most := rapid.IntRange(3, 6).Draw(t, "most")
		ticks := plainTicks{most: most}.Ticks(lo, lo+span)
		if len(ticks) == 0 || len(ticks) > most {
			t.Fatalf("%d ticks of %d", len(ticks), most)
		}
		for _, k := range ticks {
			v, err := strconv.ParseFloat(strings.Replace(k.Label, "−", "-", 1), 64)
			if err != nil || math.Abs(v-k.Value) > 1e-6*span || v < lo-1e-6*span || v > lo+1.000001*span {
				t.Fatalf("%q at %v, between %v and %v: %v", k.Label, k.Value, lo, lo+span, err)
			}
		}
		if l := labels(ticks); len(slices.Compact(slices.Clone(l))) != len(l) {
			t.Fatalf("labels repeat: %v", l)
		}
	})
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		v        float64
		decimals int
		en, fr   string
	}{{1.1449, 3, "1.145", "1,145"}, {-2.5, 1, "−2.5", "−2,5"}, {-0.004, 2, "0.00", "0,00"}, {12, 0, "12", "12"}, {0, 1, "0.0", "0,0"}} {
		if en, fr := (words{}).number(c.v, c.decimals), french.number(c.v, c.decimals); en != c.en || fr != c.fr {
			t.Errorf("%v: %q and %q, want %q and %q", c.v, en, fr, c.en, c.fr)
		}
	}
}

// Axes of decades end whatever their span: without logarithm below nought, wide, tiny.
func TestLogTicksEnd(t *testing.T) {
	for _, c := range [][2]float64{{math.Inf(-1), 2}, {math.NaN(), 1}, {0, 1e-17}, {2, 2}, {-300, 300}, {-3, 3}, {-1e9, 1e9}} {
		if ticks := (logTicks{}).Ticks(c[0], c[1]); len(ticks) > 9*(mostDecades+1) {
			t.Errorf("%v: %d ticks", c, len(ticks))
		}
	}
	if got := strings.Join(labels(logTicks{}.Ticks(-300, 300)), " "); got != "1e−300 1e−250 1e−200 1e−150 1e−100 1e−50 1 1e+50 1e+100 1e+150 1e+200 1e+250 1e+300" {
		t.Error(got)
	}
}
