//go:build !race

package sweep

const underRace = false
