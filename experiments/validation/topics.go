package validation

import "slices"

// all lists the comparisons by topic, each list with its class and with what its
// tolerances rest on, where an entry does not say otherwise: a new one is an entry in
// the file of its topic, a new topic that file and a line here.
var all = slices.Concat(
	topic("cdu", as(Equation, digits, cduWorkedExample())),
	topic("chiller", as(Equation, digits, chillerPoints()), as(Identity, digits, warmChiller())),
	topic("compute", as(Equation, digits, checkpointTable()), as(Equation, "", simulatedETTR(), checkpointGrid(), scale()), as(Equation, digits, llamaCurve()), trainingRuns(), nodes(), mlperfNodes(), mlperfSwing(), plates(), acme()),
	topic("dry-cooler", as(Equation, digits, dryCoolerPoints())),
	topic("economics", as(Equation, digits, costs()), as(Fitted, ofFit, prices())),
	topic("lei-masanet", as("", atAGate, leiMasanet()), lei2025()),
	topic("lines", as(Equation, digits, lineLosses()), as(Identity, digits, lineIdentities()), as(Engine, "convergence of that power flow, 1e-8 pu", case9())),
	topic("market", marketReplay(), marketYears(), singleZones(), balances2016(), rteRate()),
	topic("network", as(Engine, "that engine's convergence, 1e-8 pu", networkFlows()), rteLoss()),
	topic("power", as(Equation, digits, frontierNode()), as(Engine, ofPower, frontierSystem()), as(Fitted, "purpose: half a point of efficiency", titaniumSupply()), as(Fitted, digits, upsCurve())),
	topic("psychrometrics", as(Equation, "PsychroLib's own", saturationPressures(), saturatedAir(), wetBulbs(), moistAir()),
		as(Equation, "half of the last printed digit; of humidity ratio and dew point what is read off a chart", handbook()),
		as(Equation, "PsychroLib's own iteration", referenceStates())),
	topic("reactors", reactorFleet(), reactorFollowing(), riverLosses(), golfechAsked(), golfechIdentities()),
	topic("sites", as(Measured, "", siteComparisons(publishedSites))),
	topic("tower", as(Engine, "purpose: supply water to hundredths of a kelvin on average, heat to hundredths", merkelDay(), merkelMinutes()),
		as(Equation, "printed coefficients", yorkCalc()), as(Equation, digits, evaporation())),
	topic("weather", as(Fitted, ofFit, generatedClimates(), generatedTogether())),
	topic("xenon", as(Equation, digits, xenonPeaks(), xenonSteps()), as(Fitted, onlyItself, xenonCPY()), xenonRestart()),
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
