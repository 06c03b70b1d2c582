package plots

import "testing"

// BenchmarkDraw opens a result of ten years and draws both figures in all
// formats.
func BenchmarkDraw(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		r := open(b, tenYears)
		if _, _, err := Draw(r, Options{Dir: b.TempDir()}); err != nil {
			b.Fatal(err)
		}
		r.Close()
	}
}

// BenchmarkDrawEveryKind opens a stored result (-of) and draws each kind once in
// all formats.
func BenchmarkDrawEveryKind(b *testing.B) {
	if *of == "" {
		b.Skip("needs -of RESULT")
	}
	b.ReportAllocs()
	for range b.N {
		r := open(b, *of)
		r.Manifest().Figures = everyKind()
		if _, _, err := Draw(r, Options{Dir: b.TempDir()}); err != nil {
			b.Fatal(err)
		}
		r.Close()
	}
}
