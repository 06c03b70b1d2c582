package plots

import "caloduc/experiments/result"

// A kind of figure is a file of its own and a line in one of these two lists: its
// name in experiment files, what it shows, the function that draws it, and the French
// of its texts by their English form.
var (
	// kinds are those of a run.
	kinds = kindList[drawRun]{
		{"carbon-water", "carbon by kind and water by campus, month by month", carbonWater, carbonWaterFrench},
		{"carpet", "carpet of days by hours of the day: PUE of each campus, or any channel given by channel", carpet, carpetFrench},
		{compareKind, "bars of indicators (channel: their names) over several results, with intervals: 95 % of the mean over replicates, or else the range of the years", compareResults, compareResultsFrench},
		{"cooling-trip", "a hall through the worst loss of its cooling units, or the days given: units in service, temperatures with their limits, power; by the minute where the run recorded that", coolingTrip, coolingTripFrench},
		{"cost-over-years", "cost by kind for each year, stacked, and cumulated", costOverYears, costOverYearsFrench},
		{"energy-sankey", "energy of the whole run from the reactors' heat over network and campuses to its uses, and on as heat to air, vapour, river or district network, to scale", energySankey, energySankeyFrench},
		{"firm-power", "firm power: the reactors' sorted output with its quantiles, and what share of each campus' draw allocated nuclear power covers", firmPower, firmPowerFrench},
		{"france-map", "map of France: reactors coloured by availability, campuses sized by power, and at a larger scale their lines, coloured by loading", franceMap, franceMapFrench},
		{"hall-temperatures", "temperatures of each hall's cooling over its hottest week, or the days given, with the limits of its servers", hallTemperatures, hallTemperaturesFrench},
		{"load-duration", "load duration curves: hours in which facility power and IT load exceed a value, per campus and together", loadDuration, loadDurationFrench},
		{"power-swing", "power swings: hours in which chip power swings within the minute by more than a value, per hall, and in which the power at the connection point spans more than a value or changes more to the next hour, per campus", powerSwing, powerSwingFrench},
		{"pue-over-years", "PUE of each campus: monthly means, with the band of the hourly values, or of the daily ones where the run kept those alone", pueOverYears, pueOverYearsFrench},
		{"pue-wet-bulb", "density of the hours over wet bulb and partial PUE of cooling, coloured by the plant's mode; over PUE of the campus where its plants record no mode", pueWetBulb, pueWetBulbFrench},
		{"reactor-night", "a reactor's power and xenon through the days around its first trip, or the days given", reactorNight, reactorNightFrench},
		{"supply-by-source", "supply by source and month: the reactors' output with what the campuses use of it, and each campus' allocated nuclear and market power", supplyBySource, supplyBySourceFrench},
		{"training-goodput", "training by month: goodput, interruptions, GPUs online and busy, of each campus", trainingGoodput, trainingGoodputFrench},
	}
	// sweepKinds are those of a sweep.
	sweepKinds = kindList[drawSweep]{
		{result.HeatMap, "the mean of an indicator (metric) over two parameters (x, y), as colours", heatMap, heatMapFrench},
		{result.Parallel, "each run as a line over the varied parameters and some indicators (metric), coloured by the first", parallelCoordinates, parallelCoordinatesFrench},
		{result.Pareto, "points by two or three indicators (metric), replicates averaged, and those that no other point betters in all; the third is a colour", pareto, paretoFrench},
		{result.ResponseCurve, "an indicator (metric) over a parameter (x), with a line for each value of a second (y) and a band: 95 % of the mean over replicates, or else the range of the runs", responseCurve, responseCurveFrench},
		{result.SobolBars, "shares of the variance of an indicator (metric) by parameter, first order and total, of a saltelli design", sobolBars, sobolBarsFrench},
		{result.ThresholdFigure, "the difference of an indicator (metric) along a parameter (x), its interval, and where it changes its sign: of a stored search for a threshold", thresholdCurve, thresholdFrench},
		{result.Tornado, "by how much each parameter moves an indicator (metric): its means at the ends of each", tornado, tornadoFrench},
	}
)

// drawRun draws a kind of figure of a run, drawSweep one of a sweep.
type (
	drawRun   func(r *result.Result, f asked, s Style, w words) (*drawing, error)
	drawSweep func(t *Runs, f SweepFigure, s Style, w words) (*drawing, error)
)

// kindList is a list of kinds of figures that are drawn by a D.
type kindList[D any] []struct {
	name, meaning string
	draw          D
	french        map[string]string // of its texts
}

// named finds the drawing function of a kind.
func (l kindList[D]) named(name string) (draw D, ok bool) {
	for _, k := range l {
		if k.name == name {
			return k.draw, true
		}
	}
	return draw, false
}

// names lists the kinds.
func (l kindList[D]) names() (out []string) {
	for _, k := range l {
		out = append(out, k.name)
	}
	return out
}

func (l kindList[D]) described() (out []result.FigureKind) {
	for _, k := range l {
		out = append(out, result.FigureKind{Name: k.name, Meaning: k.meaning})
	}
	return out
}

// Kinds returns the kinds of figures of a run and those of a sweep, for
// result.FigureKinds and result.SweepFigureKinds.
func Kinds() (run, sweep []result.FigureKind) { return kinds.described(), sweepKinds.described() }
