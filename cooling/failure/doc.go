// Package failure holds units of a plant: how many stand, how many of them are spare,
// when they fail and are repaired, and the outages that an experiment stages.
//
// A plant declares its kinds of units in a UnitsTable; a Bank is one kind as built,
// and tells at any minute which fraction is in service.
package failure
