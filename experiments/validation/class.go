package validation

import "slices"

// Class says what agreement with a published number is worth.
type Class string

// The classes, the strongest first. The headline counts the first two.
const (
	Measured Class = "measured" // a measurement of which the model has seen nothing
	Engine   Class = "engine"   // the result of another engine, run by others
	Equation Class = "equation" // a published equation or worked example: it is typed in correctly
	Fitted   Class = "fitted"   // a parameter, or a generator, was set to this very number or record
	Identity Class = "identity" // it follows from an input of the model, or from its definition
	Shown    Class = "shown"    // side by side, without a demand
)

// Classes lists them in order.
var Classes = []Class{Measured, Engine, Equation, Fitted, Identity, Shown}

// Counts tells whether the headline counts the class.
func (c Class) Counts() bool { return c == Measured || c == Engine }

// Side is on which side of the published number a misfit must lie.
type Side int

// Sides of a published number.
const (
	Low    Side = -1 // the model is below
	Either Side = 0
	High   Side = 1
)

// as sets the class of comparisons, and what their tolerances rest on, where
// neither is given with them.
func as(class Class, basis string, lists ...[]Comparison) []Comparison {
	list := slices.Concat(lists...)
	for i := range list {
		if list[i].Class == "" {
			list[i].Class = class
		}
		if list[i].Basis == "" && list[i].Tolerance != none {
			list[i].Basis = basis
		}
	}
	return list
}

// What tolerances rest on.
const (
	digits     = "half of the last printed digit, of inputs and result"
	atAGate    = "purpose: systems are told apart that differ by 0.02 in PUE or by 10 % in water"
	onlyItself = "the published range itself"
	ofFit      = "purpose: what the fit is asked for"
	ofPower    = "purpose: 2 % of a hall's power is 0.02 of PUE, in which designs are ranked"
)
