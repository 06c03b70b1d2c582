package design

import "testing"

func BenchmarkPoints(b *testing.B) {
	block := New(Sobol, cube(10, 0, 1)...)
	block.Samples = 10_000
	b.ReportAllocs()
	for b.Loop() {
		mustPoints(b, block)
	}
}

func BenchmarkIndices(b *testing.B) {
	block := New(Saltelli, cube(10, 0, 1)...)
	block.Samples = 1024
	y := run(b, block, func(x []float64) float64 { return x[0] + x[1]*x[2] })
	s := Bootstrap{Resamples: 1000, Level: 0.95}
	for b.Loop() {
		if _, err := block.Indices(y, s); err != nil {
			b.Fatal(err)
		}
	}
}
