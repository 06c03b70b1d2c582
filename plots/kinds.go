package plots

import (
	"strings"

	"caloduc/experiments/result"
)

// A kind of figure is a file of its own and a line in one of these two lists: its
// name in experiment files, what it shows, the keys of its look that it takes besides
// those of every kind, the function that draws it, and the French of its texts by their
// English form.
var (
	// kinds are those of a run.
	kinds = kindList[drawRun]{
		{"carbon-water", "carbon by kind and water by campus, month by month", "campus from to panels colours", carbonWater, carbonWaterFrench},
		{"carbon-intensity", "carbon of the campuses' energy by month, direct and over the life cycle: the average of what their zone consumes and what they cause in all zones; needs [dispatch] kind = \"zones\"", "from to panels colours", carbonIntensity, carbonIntensityFrench},
		{"carpet", "carpet of days by local hours of the day: PUE of each campus, or any channel given by channel", "campus hall from to days_d panels", carpet, carpetFrench},
		{compareKind, "indicators (channel: their names) of several results, named after what they change, with the difference from the first and intervals: 95 % of the mean over replicates, or else the range of the years", "colours", compareResults, compareResultsFrench},
		{"cooling-trip", "a hall through the worst loss of its cooling units, or the days given: units in service, temperatures with their limits, power, in local time; by the minute where the run recorded that", "campus hall from to days_d colours", coolingTrip, coolingTripFrench},
		{"cost-over-years", "cost by kind for each year, stacked, and cumulated; of one year as rows; of replicates the mean, with the 95 % interval of the total", "campus from to panels colours", costOverYears, costOverYearsFrench},
		{"energy-sankey", "energy of the whole run in two diagrams, each to its own scale: where the reactors' heat goes, and what the campuses draw, its uses, and on as heat to air, vapour, river or district network", "campus colours", energySankey, energySankeyFrench},
		{"firm-power", "firm power: what contracts, units and own sources give without the market, sorted with its quantiles, and those by year", "campus from to days_d", firmPower, firmPowerFrench},
		{"france-map", "map of France, or of the places where they lie elsewhere: reactors coloured by availability, campuses sized by power, and at a larger scale their lines, coloured by loading", "campus", franceMap, franceMapFrench},
		{"hall-temperatures", "temperatures of each hall's cooling over the hottest week of all, or the days given, in local time, with the limits of its servers", "campus hall from to days_d ylim panels colours", hallTemperatures, hallTemperaturesFrench},
		{"load-duration", "load duration curves: hours in which facility power and IT load exceed a value, per campus and together, counted from its opening", "campus from to days_d xlim ylim log panels panels=one colours data", loadDuration, loadDurationFrench},
		{"network-headroom", "what the bus of each campus on the network can take while any one circuit may be lost, sorted over the hours, with what the campus draws and what binds most often", "campus from to days_d colours", networkHeadroom, networkHeadroomFrench},
		{"network-losses", "losses of the network over its load, and generation moved away from overloads, month by month", "colours", networkLosses, networkLossesFrench},
		{"network-map", "maps of the network with the loading of lines and what the campuses' buses can take: what 95 % of the hours keep, or another share, and the tightest hour of the period, or the hour given", "campus from to days_d at hours_share", networkMap, networkMapFrench},
		{"power-swing", "power swings: hours in which chip power swings within the minute by more than a value, per hall, and in which the power at the connection point spans more than a value or changes more to the next hour, per campus", "campus hall from to days_d xlim colours", powerSwing, powerSwingFrench},
		{"price-duration", "price duration curves: hours in which the day-ahead price exceeds a value, in each zone, or on each market", "from to days_d xlim ylim colours data", priceDuration, priceDurationFrench},
		{"pue-over-years", "PUE of each campus: monthly means, with the band of the hourly values, or of the daily ones where the run kept those alone", "campus from to ylim panels panels=one colours data", pueOverYears, pueOverYearsFrench},
		{"pue-wet-bulb", "density of the hours over wet bulb and partial PUE of cooling as the size of squares, coloured by the plant's mode, with the median; over PUE of the campus where its plants record no mode", "campus hall from to days_d xlim ylim panels colours", pueWetBulb, pueWetBulbFrench},
		{"reactor-night", "a reactor's power and xenon through the days around its first night of load-following, else its first trip, or the days given", "from to days_d colours", reactorNight, reactorNightFrench},
		{"supply-by-source", "supply by source and month: with zones the hub's, with what the campuses take of it, and its net imports by zone; the reactors' output with what the campuses use of it, and each campus' contract and market power", "campus from to panels colours", supplyBySource, supplyBySourceFrench},
		{"training-goodput", "training by year, and by month as a thin line, the campuses side by side: goodput, cost of a useful GPU-hour, energy of useful work, interruptions; of replicates the mean with its 95 % interval", "campus from to panels colours", trainingGoodput, trainingGoodputFrench},
		{"winter-week", "a zone's supply by source with its demand and its price, hour by hour through the dearest week of winter or the days given; needs [dispatch] kind = \"zones\"", "from to days_d colours", winterWeek, winterWeekFrench},
	}
	// sweepKinds are those of a sweep.
	sweepKinds = kindList[drawSweep]{
		{result.HeatMap, "the mean of an indicator (metric) over two parameters (x, y), as colours; with replicates its 95 % interval, and a mark where they do not tell a cell from a neighbour", "", heatMap, heatMapFrench},
		{result.Parallel, "each run as a line over the varied parameters and some indicators (metric), coloured by the first", "", parallelCoordinates, parallelCoordinatesFrench},
		{result.Pareto, "points by two or three indicators (metric), replicates averaged, and those that no other point betters in all; the third is a colour", "xlim ylim log colours data", pareto, paretoFrench},
		{result.ResponseCurve, "an indicator (metric) over a parameter (x), with a line for each value of a second (y) and a band: 95 % of the mean over replicates, or else the range of the runs", "xlim ylim log colours data", responseCurve, responseCurveFrench},
		{result.SobolBars, "shares of the variance of an indicator (metric) by parameter, first order and total, of a saltelli design", "colours", sobolBars, sobolBarsFrench},
		{result.ThresholdFigure, "the difference of an indicator (metric) along a parameter (x), its interval, and where it changes its sign: of a stored search for a threshold", "xlim ylim colours", thresholdCurve, thresholdFrench},
		{result.Tornado, "by how much each parameter moves an indicator (metric): its means at the values of each, with the interval of the swing; without a bar where no effect is seen", "colours", tornado, tornadoFrench},
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
	takes         string // keys, parted by blanks
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

// ofEvery are the keys of its look that every kind takes.
var ofEvery = []string{"title", "style", "lang", "size_mm", "font_pt", "labels"}

// keys are those of its look that a kind takes.
func (l kindList[D]) keys(name string) []string {
	for _, k := range l {
		if k.name == name {
			return append(strings.Fields(k.takes), ofEvery...)
		}
	}
	return nil
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
		out = append(out, result.FigureKind{Name: k.name, Meaning: k.meaning, Keys: l.keys(k.name)})
	}
	return out
}

// Kinds returns the kinds of figures of a run and those of a sweep, for
// result.FigureKinds and result.SweepFigureKinds.
func Kinds() (run, sweep []result.FigureKind) { return kinds.described(), sweepKinds.described() }
