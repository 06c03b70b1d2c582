package weather

import (
	"math/rand/v2"
	"testing"
	"time"
)

// BenchmarkGeneratorNext measures an hour of all embedded sites.
func BenchmarkGeneratorNext(b *testing.B) {
	names := SiteNames()
	g, err := NewGenerator(names, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		b.Fatal(err)
	}
	out := make([]Hour, len(names))
	b.ReportAllocs()
	for b.Loop() {
		g.Next(out)
	}
}
