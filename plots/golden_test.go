package plots

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/plots/canvas"
)

var regen = flag.Bool("regen", false, "write the golden figures anew")

// goldenDPI keeps the golden figures small.
const goldenDPI = 80

func TestGoldenFigures(t *testing.T) {
	late := &site{name: "Late", overhead: 0.1, season: 0.05, halls: []opening{{day(2027, 6, 28), 100}}}
	ten, short := open(t, tenYears), made(t, day(2026, 4, 1), 2, []*site{late}, both...)
	for _, c := range []struct {
		name, kind, style string
		words             words
		r                 *result.Result
	}{
		{"pue", "pue-over-years", "column", words{}, ten},
		{"cost", "cost-over-years", "column", words{}, ten},
		{"pue-late-fr", "pue-over-years", "column", french, short},
		{"cost-late-fr", "cost-over-years", "column", french, short},
		{"pue-slide", "pue-over-years", "slide", words{}, ten},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := drawKind(c.kind)(c.r, asked{}, styles[c.style], c.words)
			if err != nil {
				t.Fatal(err)
			}
			dpi := goldenDPI
			if c.style == "slide" {
				dpi /= 2
			}
			picture, err := d.render("png", dpi)
			if err != nil {
				t.Fatal(err)
			}
			numbers, err := d.table.csv()
			if err != nil {
				t.Fatal(err)
			}
			compare(t, filepath.Join("testdata", c.name+".png"), picture, samePicture)
			if c.style == "column" {
				compare(t, filepath.Join("testdata", c.name+".csv"), numbers, sameBytes)
			}
		})
	}
}

// TestGoldenKinds draws every kind of the region's year.
func TestGoldenKinds(t *testing.T) {
	r := oneRegion(t, 1)
	beside := map[string][]*result.Result{compareKind: {oneRegion(t, 2), oneRegion(t, 3)}}
	for _, k := range kinds {
		if k.name == "pue-over-years" || k.name == "cost-over-years" {
			continue
		}
		for _, w := range []words{{}, french} {
			name := k.name
			if w.texts != nil {
				name += "-fr"
			}
			t.Run(name, func(t *testing.T) {
				d, err := drawKind(k.name)(r, asked{result.Figure{Kind: k.name}, beside[k.name]}, styles["column"], w)
				if err != nil {
					t.Fatal(err)
				}
				if w.texts != nil { // the French texts are drawn, and found to have French
					if _, err := d.render("svg", 0); err != nil {
						t.Fatal(err)
					}
					return
				}
				picture, err := d.render("png", goldenDPI)
				if err != nil {
					t.Fatal(err)
				}
				numbers, err := d.table.csv()
				if err != nil {
					t.Fatal(err)
				}
				compare(t, filepath.Join("testdata", name+".png"), picture, samePicture)
				if len(numbers) < 20_000 {
					compare(t, filepath.Join("testdata", name+".csv"), numbers, sameBytes)
				} else {
					compare(t, filepath.Join("testdata", name+".csv.sha256"), fmt.Appendf(nil, "%x\n", sha256.Sum256(numbers)), sameBytes)
				}
			})
		}
	}
}

// compare compares with a golden file, or writes it.
func compare(t *testing.T, path string, got []byte, same func(got, want []byte) error) {
	t.Helper()
	if *regen {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(want) > 100_000 {
		t.Errorf("%s is %d bytes", path, len(want))
	}
	if err := same(got, want); err != nil {
		t.Errorf("%s: %v; look at the figure (-look DIR), then -regen", path, err)
	}
}

func sameBytes(got, want []byte) error {
	if !bytes.Equal(got, want) {
		return fmt.Errorf("other numbers: %d bytes, want %d", len(got), len(want))
	}
	return nil
}

// samePicture compares every pixel, without tolerance: coordinates are rounded to
// 1/64 of a pixel before anything is drawn, which the last digits of a processor do not
// move (GOAMD64=v3, whose multiplications and additions are fused, draws the same).
func samePicture(got, want []byte) error {
	a, err := png.Decode(bytes.NewReader(got))
	if err != nil {
		return err
	}
	b, err := png.Decode(bytes.NewReader(want))
	if err != nil {
		return err
	}
	if a.Bounds() != b.Bounds() {
		return fmt.Errorf("%v, want %v", a.Bounds(), b.Bounds())
	}
	if n := differing(a, b); n > 0 {
		return fmt.Errorf("%d pixels differ, by %.3f of full scale at the most", n, difference(a, b, 1))
	}
	return nil
}

// differing counts the pixels in which two pictures differ.
func differing(a, b image.Image) (n int) {
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			r0, g0, b0, _ := a.At(x, y).RGBA()
			r1, g1, b1, _ := b.At(x, y).RGBA()
			if r0 != r1 || g0 != g1 || b0 != b1 {
				n++
			}
		}
	}
	return n
}

// difference is the largest difference of two pictures in any colour, of full
// scale, between the means of squares of n by n pixels.
func difference(a, b image.Image, n int) (most float64) {
	size := a.Bounds().Intersect(b.Bounds())
	for top := size.Min.Y; top+n <= size.Max.Y; top += n {
		for left := size.Min.X; left+n <= size.Max.X; left += n {
			var sum [3]float64
			for y := top; y < top+n; y++ {
				for x := left; x < left+n; x++ {
					r0, g0, b0, _ := a.At(x, y).RGBA()
					r1, g1, b1, _ := b.At(x, y).RGBA()
					sum[0] += float64(r0) - float64(r1)
					sum[1] += float64(g0) - float64(g1)
					sum[2] += float64(b0) - float64(b1)
				}
			}
			for _, s := range sum {
				most = max(most, math.Abs(s)/float64(0xffff*n*n))
			}
		}
	}
	return most
}

// TestGoldenPicturesAreExact moves a line by a fifth of a pixel, and changes a
// colour by the least that there is.
func TestGoldenPicturesAreExact(t *testing.T) {
	line := func(y vg.Length, col color.NRGBA) []byte {
		picture, err := canvas.Page{Width: 40, Height: 20, DPI: goldenDPI}.Write("png", func(c draw.Canvas) {
			c.StrokeLine2(draw.LineStyle{Color: col, Width: 3}, 5, y, 35, y)
		})
		if err != nil {
			t.Fatal(err)
		}
		return picture
	}
	blue := color.NRGBA{0x00, 0x72, 0xB2, 0xFF}
	want := line(10, blue)
	if err := samePicture(line(10, blue), want); err != nil {
		t.Errorf("the same line: %v", err)
	}
	if err := samePicture(line(10.18, blue), want); err == nil {
		t.Error("a line moved by a fifth of a pixel is taken for the same")
	}
	if err := samePicture(line(10, color.NRGBA{0x00, 0x72, 0xB3, 0xFF}), want); err == nil {
		t.Error("another colour is taken for the same")
	}
}

// TestFormatsShowTheSame renders PDF and SVG with other programs and compares
// the pictures with the PNG. Anti-aliasing differs, and poppler fills every pixel
// that a bar touches, so squares of 6 by 6 pixels (3 points) are compared, with
// a tolerance of 0.05 for SVG and 0.2 for PDF; without its degree sign alone the
// test drawing differs by more than either.
func TestFormatsShowTheSame(t *testing.T) {
	r := open(t, tenYears)
	drawings := map[string]*drawing{"signs": sample()}
	for _, f := range both {
		d, err := drawKind(f.Kind)(r, asked{Figure: f}, styles["column"], french)
		if err != nil {
			t.Fatal(err)
		}
		drawings[f.Name] = d
	}
	year := oneRegion(t, 1)
	for _, kind := range []string{"carpet", "energy-sankey", "france-map"} {
		d, err := drawKind(kind)(year, asked{}, styles["column"], french)
		if err != nil {
			t.Fatal(err)
		}
		drawings[kind] = d
	}
	tolerances := map[string]float64{"pdf": 0.2, "svg": 0.05}
	for format, command := range map[string][]string{
		"pdf": {"pdftoppm", "-r", "144", "-png", "-singlefile", "IN", "OUT"},
		"svg": {"rsvg-convert", "-z", "1.5", "IN", "-o", "OUT.png"}, // 96 dots per inch
	} {
		t.Run(format, func(t *testing.T) {
			if _, err := exec.LookPath(command[0]); err != nil {
				t.Skip("needs ", command[0])
			}
			for name, d := range drawings {
				allowed := tolerances[format]
				if format == "svg" && name == "carpet" {
					allowed = 0.1 // it is made of coloured parts narrower than a square; a colour bar upside down differs by 0.5
				}
				for _, d.outlines = range []bool{false, true} {
					showsTheSame(t, d, name+"."+format, command, allowed)
				}
			}
		})
	}
}

// showsTheSame compares a drawing, as another program renders it, with its PNG.
func showsTheSame(t *testing.T, d *drawing, name string, command []string, allowed float64) {
	t.Helper()
	rendered := other(t, d, filepath.Ext(name)[1:], command)
	own, err := d.render("png", 144)
	if err != nil {
		t.Fatal(err)
	}
	want, err := png.Decode(bytes.NewReader(own))
	if err != nil {
		t.Fatal(err)
	}
	dw, dh := rendered.Bounds().Dx()-want.Bounds().Dx(), rendered.Bounds().Dy()-want.Bounds().Dy()
	most := difference(rendered, want, 6)
	t.Logf("%s, outlines %v: differs by %.3f", name, d.outlines, most)
	if most > allowed || max(dw, -dw, dh, -dh) > 1 {
		t.Errorf("%s, outlines %v: differs by %.3f, %v against %v", name, d.outlines, most, rendered.Bounds(), want.Bounds())
	}
}

// fontsIn writes the fonts of the figures into a directory, and a configuration by
// which programs find them and no others there.
func fontsIn(t *testing.T, dir string) string {
	t.Helper()
	config := filepath.Join(dir, "fonts.conf")
	for path, text := range map[string][]byte{
		filepath.Join(dir, "regular.ttf"): liberationsansregular.TTF,
		filepath.Join(dir, "bold.ttf"):    liberationsansbold.TTF,
		config:                            []byte("<fontconfig><dir>" + dir + "</dir><cachedir>" + dir + "</cachedir></fontconfig>"),
	} {
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return config
}

// other renders a drawing with another program.
func other(t *testing.T, d *drawing, format string, command []string) image.Image {
	t.Helper()
	dir := t.TempDir()
	text, err := d.render(format, 0)
	if err != nil {
		t.Fatal(err)
	}
	in := filepath.Join(dir, "in."+format)
	if err := os.WriteFile(in, text, 0o644); err != nil {
		t.Fatal(err)
	}
	args := append([]string(nil), command[1:]...)
	for i, a := range args {
		switch a {
		case "IN":
			args[i] = in
		case "OUT":
			args[i] = filepath.Join(dir, "out")
		case "OUT.png":
			args[i] = filepath.Join(dir, "out.png")
		}
	}
	cmd := exec.Command(command[0], args...)
	cmd.Env = append(os.Environ(), "FONTCONFIG_FILE="+fontsIn(t, dir))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", command[0], err, out)
	}
	file, err := os.Open(filepath.Join(dir, "out.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	img, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return img
}
