package record

import "golang.org/x/sys/cpu"

func init() {
	if cpu.X86.HasAVX {
		addHours, addSums, sideBySide = addHoursAVX, addSumsAVX, true
	}
}

// addHoursAVX adds the values at src, four for every quad, with the instructions of AVX.
//
//go:noescape
func addHoursAVX(quads []hourQuad, src *sources)

// addSumsAVX adds the values at src with the instructions of AVX.
//
//go:noescape
func addSumsAVX(sums []float64, src *sources)
