package validation

import "slices"

// all lists the comparisons by topic: a new one is an entry in the file of its
// topic, a new topic that file and a line here.
var all = slices.Concat(
	topic("cdu", cduWorkedExample()),
	topic("chiller", chillerPoints(), warmChiller()),
	topic("compute", checkpointTable(), simulatedETTR(), trainingRuns(), nodes()),
	topic("dry-cooler", dryCoolerPoints()),
	topic("economics", costs(), prices()),
	topic("lei-masanet", leiMasanet()),
	topic("lines", lineLosses(), lineIdentities(), case9()),
	topic("power", frontierNode(), frontierSystem(), titaniumSupply(), upsCurve()),
	topic("psychrometrics", saturationPressures(), saturatedAir(), wetBulbs(), moistAir(), handbook(), referenceStates()),
	topic("reactors", reactorFleet()),
	topic("sites", siteComparisons(publishedSites)),
	topic("tower", merkelDay(), merkelMinutes(), yorkCalc(), evaporation()),
	topic("weather", generatedClimates(), generatedTogether()),
	topic("xenon", xenonPeaks(), xenonSteps(), xenonCPY()),
)

// topic sets the topic of comparisons, and puts it before their names.
func topic(name string, lists ...[]Comparison) []Comparison {
	list := slices.Concat(lists...)
	for i := range list {
		list[i].Group, list[i].Name = name, name+"."+list[i].Name
	}
	return list
}

// Comparisons returns every embedded comparison, by topic.
func Comparisons() []Comparison { return slices.Clone(all) }
