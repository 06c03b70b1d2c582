package experiments

// goldenVariants are plants with set points, machines and extras other than those
// they have by default: together with the twelve they run through every line of the
// cooling that refuses nothing.
var goldenVariants = []goldenRun{
	{name: "chilled-water-storage", cooling: []string{`plant = "chilled-water", thermal_storage = true`}},
}
