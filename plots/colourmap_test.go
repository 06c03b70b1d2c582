package plots

import (
	"image/color"
	"math"
	"testing"
)

// Values of the published table of 256 colours (matplotlib, _cm_listed.py); ten
// of them, interpolated, come within three steps of 255.
func TestMapIsViridis(t *testing.T) {
	for i, want := range map[int][3]float64{0: {0.267004, 0.004874, 0.329415}, 16: {0.282327, 0.094955, 0.417331}, 28: {0.280868, 0.160771, 0.472899}} {
		got := uniform(float64(i) / 255)
		for k, v := range []uint8{got.R, got.G, got.B} {
			if math.Abs(float64(v)/255-want[k]) > 3.0/255 {
				t.Errorf("colour %d: %v, want %v", i, got, want)
			}
		}
	}
}

// luminance is the relative luminance of a colour (ITU-R BT.709).
func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 { return math.Pow(float64(v)/255, 2.2) }
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func TestHighValuesAreLighter(t *testing.T) {
	r := ramp{1, 2}
	for i := 1; i < shades; i++ {
		lo, hi := r.colour(1+(float64(i)-0.5)/shades), r.colour(1+(float64(i)+0.5)/shades)
		if luminance(hi) <= luminance(lo) {
			t.Errorf("shade %d is not lighter than the one below", i)
		}
	}
	if r.shade(-5) != 0 || r.shade(9) != shades-1 || r.shade(2) != shades-1 {
		t.Error("values beyond the ends leave the map")
	}
}

func TestMoreColoursAreApart(t *testing.T) {
	seen := map[color.NRGBA]bool{}
	for i := range 12 {
		c := distinct(i)
		if seen[c] || luminance(c) > 0.6 {
			t.Errorf("colour %d, %v, is not new or too light for a line", i, c)
		}
		seen[c] = true
	}
}
