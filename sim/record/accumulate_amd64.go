package record

import "golang.org/x/sys/cpu"

func init() {
	if cpu.X86.HasAVX {
		addHours, addSums = addHoursAVX, addSumsAVX
	}
}

// addHoursAVX is addHoursGo with the instructions of AVX.
//
//go:noescape
func addHoursAVX(quads []hourQuad, src []*float64)

// addSumsAVX is addSumsGo with the instructions of AVX.
//
//go:noescape
func addSumsAVX(sums []float64, src []*float64)
