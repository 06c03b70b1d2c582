package economics

import (
	"fmt"
	"time"

	"caloduc/sim"
	"caloduc/sim/param"
)

// The five time classes of TURPE 7 HTB, in the order in which subscribed powers rise.
const (
	classPeak      = iota
	classHighDay   // HPSH
	classHighNight // HCSH
	classLowDay    // HPSB
	classLowNight  // HCSB
	classes
)

// turpeClass is the time class of an hour: peak from 9 to 11 and 18 to 20 on working days
// of November to February, high season from November to March, day from 6 to 22; in the
// low season night from 2 to 6 and 12 to 16; of Saturdays, Sundays and public holidays
// night all day.
// Source: clock of TURPE 7 as used for HTB1 (clemNova/affichage-donnees), holidays as
// working days' exceptions by CRE 2025-77.
func turpeClass(h *Hour) int {
	switch {
	case h.winter() && !h.Working:
		return classHighNight
	case h.winter() && h.Month != time.March && (h.between(9, 11) || h.between(18, 20)):
		return classPeak
	case h.winter() && h.between(6, 22):
		return classHighDay
	case h.winter():
		return classHighNight
	case !h.Working || h.between(2, 6) || h.between(12, 16):
		return classLowNight
	}
	return classLowDay
}

// turpeCharge is what TURPE 7 HTB charges from a day on, in money of that year.
type turpeCharge struct {
	perKW  [classes]float64 // b, EUR/kW a year
	perMWh [classes]float64 // c, EUR/MWh
}

// flat is a tariff of energy alone.
func flat(perMWh float64) (c turpeCharge) {
	for i := range c.perMWh {
		c.perMWh[i] = perMWh
	}
	return c
}

// turpeCampaign is TURPE 7 HTB as updated on 1 August of a year.
type turpeCampaign struct {
	year                            int
	managementEUR, rteMeter, ownOne float64 // EUR/yr
	htb3                            float64 // EUR/MWh
	htb2, htb1                      [3]turpeCharge
}

// The versions of TURPE, by how many hours of the year their power is used; none.
const turpeNone = "none"

var turpeVersions = []string{"short-use", "medium-use", "long-use"}

// turpe7 are the coefficients: CRE 2025-77 (from 1 August 2025) and CRE 2026-104 of 21 May
// 2026 (from 1 August 2026), as transcribed in JulienAfromRTE/TURPE_Maj_Prix; those of
// energy of 2025 agree with clemNova/affichage-donnees. Versions: short, medium, long use.
var turpe7 = []turpeCampaign{
	{2025, 11545.32, 3800.04, 682.20, 4.1,
		[3]turpeCharge{
			{[classes]float64{3.48, 3.48, 3.48, 3.48, 3.48}, [classes]float64{11.9, 10.7, 8.7, 6.5, 5.2}},
			{[classes]float64{4.32, 4.20, 3.84, 3.60, 3.48}, [classes]float64{9.8, 9.2, 7.9, 6.1, 5.1}},
			{[classes]float64{11.28, 10.68, 7.92, 5.40, 4.08}, [classes]float64{6.7, 6.4, 5.9, 5.2, 4.8}}},
		[3]turpeCharge{
			{[classes]float64{11.76, 11.76, 11.76, 11.76, 11.76}, [classes]float64{25.5, 21.9, 16.6, 10.2, 6.7}},
			{[classes]float64{13.44, 13.20, 12.48, 12.12, 11.88}, [classes]float64{20.2, 17.9, 14.5, 9.3, 6.5}},
			{[classes]float64{41.64, 39.36, 28.92, 19.08, 13.92}, [classes]float64{7.3, 7.0, 6.3, 5.7, 5.2}}}},
	{2026, 11930.88, 3927.00, 705.00, 4.2,
		[3]turpeCharge{
			{[classes]float64{3.60, 3.60, 3.60, 3.60, 3.60}, [classes]float64{12.3, 11.1, 9.0, 6.7, 5.4}},
			{[classes]float64{4.44, 4.32, 3.96, 3.72, 3.60}, [classes]float64{10.1, 9.5, 8.2, 6.3, 5.3}},
			{[classes]float64{11.64, 11.04, 8.16, 5.64, 4.20}, [classes]float64{6.9, 6.6, 6.1, 5.4, 5.0}}},
		[3]turpeCharge{
			{[classes]float64{12.12, 12.12, 12.12, 12.12, 12.12}, [classes]float64{26.4, 22.6, 17.2, 10.5, 6.9}},
			{[classes]float64{13.92, 13.68, 12.84, 12.48, 12.24}, [classes]float64{20.9, 18.5, 15.0, 9.6, 6.7}},
			{[classes]float64{43.08, 40.68, 29.88, 19.68, 14.40}, [classes]float64{7.5, 7.2, 6.5, 5.9, 5.4}}}},
}

// campaign is the one in force on a day; the first before it, the last after it.
func campaign(t time.Time) *turpeCampaign {
	for i := len(turpe7) - 1; i > 0; i-- {
		if y := turpe7[i].year; t.Year() > y || t.Year() == y && t.Month() >= time.August {
			return &turpe7[i]
		}
	}
	return &turpe7[0]
}

// The bounds of TURPE's domains, kV: above 50 to 130 HTB1, to 350 HTB2, above HTB3.
const (
	htb1FromKV = 50
	htb2FromKV = 130
	htb3FromKV = 350
)

// of is what the campaign charges at a voltage by a version.
func (t *turpeCampaign) of(kV float64, version int) turpeCharge {
	switch {
	case kV > htb3FromKV:
		return flat(t.htb3)
	case kV > htb2FromKV:
		return t.htb2[version]
	}
	return t.htb1[version]
}

// SubscriptionEURPerYear is what subscribed powers cost in a year,
//
//	b1 P1 + Σ b_i (P_i − P_i−1),
//
// of powers P in kW that never fall from peak to low-season night and coefficients b in
// EUR/kW a year. A flat power pays b1 P1 alone. Source: CRE 2025-77, TURPE 7 HTB, annual
// charge of subscribed power.
func SubscriptionEURPerYear(perKW, kW []float64) float64 {
	sum, below := 0.0, 0.0
	for i, p := range kW {
		sum += perKW[i] * (p - below)
		below = p
	}
	return sum
}

// TurpeSpec is the table [economics.turpe]: the tariff of the French transmission network.
type TurpeSpec struct {
	Version  string
	Shares   []float64
	OwnMeter bool
}

// Params declares the tariff's parameters.
func (s *TurpeSpec) Params(p *param.Set) {
	p.Choice(&s.Version, "version", turpeNone, append([]string{turpeNone}, turpeVersions...),
		"TURPE 7 HTB by the voltage of the connection, in the place of economics.grid_…: by how long its power is used; at 400 kV all are alike. Coefficients of August 2025 and August 2026, each in money of its year")
	p.Floats(&s.Shares, "power_fractions", []float64{1, 1, 1, 1, 1}, param.Between(0, 10), "powers subscribed over the contracted power in peak, high-season day and night, low-season day and night; they never fall", param.Setting)
	p.Bool(&s.OwnMeter, "own_meter", false, "the campus owns its meter, for which it pays less")
}

// Check refuses powers that are not five or fall.
func (s *TurpeSpec) Check(report func(key, format string, args ...any)) {
	if len(s.Shares) != classes {
		report("power_fractions", "%d values: one for each of the %d time classes", len(s.Shares), classes)
		return
	}
	for i := 1; i < classes; i++ {
		if s.Shares[i] < s.Shares[i-1] {
			report("power_fractions", "%g after %g: the power subscribed never falls from peak to low-season night", s.Shares[i], s.Shares[i-1])
			return
		}
	}
}

// version is the number of the version, negative without the tariff.
func (s *TurpeSpec) version() int {
	for i, v := range turpeVersions {
		if v == s.Version {
			return i
		}
	}
	return -1
}

// check refuses a voltage that TURPE HTB has no tariff for.
func (s *TurpeSpec) check(kV float64) error {
	if s.version() >= 0 && !(kV > htb1FromKV) {
		return &KeyError{Key: "turpe.version", Err: fmt.Errorf("TURPE 7 HTB begins above %d kV and the campus is connected at %g kV: say version = %q and give economics.grid_EUR_per_MWh and grid_EUR_per_kW_per_year, or connect at campus.grid.voltage_kV = 63", htb1FromKV, kV, turpeNone)}
	}
	return nil
}

// turpeRates are the tariff's in an hour: on energy, and of contractedMW in EUR/h.
func (s *Spec) turpeRates(h *Hour, kV, contractedMW float64) (perMWh, fixedEURPerH float64) {
	c := campaign(h.date)
	charge := c.of(kV, s.Turpe.version())
	var kW [classes]float64
	for i, share := range s.Turpe.Shares {
		kW[i] = 1e3 * contractedMW * share
	}
	meter := c.rteMeter
	if s.Turpe.OwnMeter {
		meter = c.ownOne
	}
	year := c.managementEUR + meter + SubscriptionEURPerYear(charge.perKW[:], kW[:])
	return s.now(charge.perMWh[turpeClass(h)], c.year), s.now(year, c.year) / sim.HoursPerYear
}
