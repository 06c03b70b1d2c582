package record

// addHours is addHoursGo in SSE2.
//
//go:noescape
func addHours(pairs []hourPair, src []*float64)

// addSums is addSumsGo in SSE2.
//
//go:noescape
func addSums(pairs []sumPair, src []*float64)
