package power

import "math"

// upsModulesKW are the ratings of UPS modules (ranges of one maker: Schneider Galaxy
// VS, VL, VX).
var upsModulesKW = []float64{20, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 750, 1000, 1250, 1500}

// mostNeeded is how many of a smaller rating share a load that fewer of the largest
// could carry.
const mostNeeded = 4

// fittingUnit returns the index of the rating, out of ascending ones, that a house takes
// for a design load: the least of which one carries it, spares aside; beyond the largest,
// the one that makes the least in all, spares included, of ratings of which few are
// needed; the largest from there on. maxLoad, redundancy and group are those of Modules.
func fittingUnit(ratings []float64, design, maxLoad float64, redundancy string, group int) int {
	last := len(ratings) - 1
	if Modules(design, ratings[last], maxLoad, redundancyN, group) >= mostNeeded {
		return last
	}
	for i, rating := range ratings {
		if Modules(design, rating, maxLoad, redundancyN, group) <= 1 {
			return i
		}
	}
	best, least := last, math.Inf(1)
	for i, rating := range ratings {
		all := rating * float64(Modules(design, rating, maxLoad, redundancy, group))
		if Modules(design, rating, maxLoad, redundancyN, group) <= mostNeeded && all <= least {
			best, least = i, all
		}
	}
	return best
}
