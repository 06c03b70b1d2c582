//go:build !amd64

package record

func addHours(pairs []hourPair, src []*float64) { addHoursGo(pairs, src) }

func addSums(pairs []sumPair, src []*float64) { addSumsGo(pairs, src) }
