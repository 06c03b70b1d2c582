package source

import (
	"math"
	"slices"
	"testing"
	"time"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/supply"

	"pgregory.net/rapid"
)

// defaults are a spec's defaults with what sets say.
func defaults[T param.Spec](t testing.TB, s T, sets ...string) T {
	t.Helper()
	if _, err := param.Decode("defaults", nil, s, sets); err != nil {
		t.Fatal(err)
	}
	return s
}

func calendar(t testing.TB) sim.Calendar {
	t.Helper()
	cal, err := sim.NewCalendar(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), 1, "Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

// A solar day by FAO-56: radiation above the air at 20 degrees south on 3 September is
// 32.2 MJ/m2 (example 8), and in Lyon in July, 40.55 above the air and 14.8 to 26.6 degC,
// 22.3 MJ/m2 reach the ground (example 15).
func TestSunOfFAO56(t *testing.T) {
	day := func(lat float64, yearday int) float64 {
		sum := 0.0
		for m := range 1440 {
			sum += Extraterrestrial(lat, yearday, float64(m)/60) * 60 / 1e6
		}
		return sum
	}
	if x := day(-20, 246); math.Abs(x-32.2) > 0.1 {
		t.Errorf("%.2f MJ/m2 above the air, FAO-56 has 32.2", x)
	}
	if x := day(45.72, 196); math.Abs(x-40.6) > 0.2 {
		t.Errorf("Lyon in July: %.2f MJ/m2 above the air, FAO-56 has 40.6", x)
	}
	if x := 40.55 * Transmitted(0.16, 26.6-14.8, ClearSky(200)); math.Abs(x-22.3) > 0.05 {
		t.Errorf("Lyon in July: %.2f MJ/m2, FAO-56 has 22.3", x)
	}
	if x := Transmitted(0.16, 40, ClearSky(0)); x != 0.75 {
		t.Errorf("a clear sky lets %g through, FAO-56 has 0.75", x)
	}
}

// A year of the sun under air whose range is 10 K: no sun at night, noon at noon, and a
// capacity factor between 0.08 and 0.14 at Paris's latitude.
func TestSolarYear(t *testing.T) {
	air := new(psychro.Air)
	s := defaults(t, new(SolarSpec), "power_MW=1").Build("s", Place{LatDeg: 48.8, LonDeg: 2.3, Air: air}, calendar(t), sim.Streams{})
	sum, most, at := 0.0, 0.0, sim.Minute(0)
	for m := sim.Minute(0); m < 365*sim.Day; m++ {
		hour := float64(m%sim.Day) / 60
		air.DryBulbDegC = 10 - 5*math.Cos((hour-4)*math.Pi/12)
		var o supply.Offer
		s.Offer(m, &o)
		sum += o.MW
		if o.MW > most {
			most, at = o.MW, m
		}
		if hour < 2 && o.MW > 0 {
			t.Fatalf("sun at %g h UTC", hour)
		}
	}
	if cf := sum / (365 * 1440); cf < 0.08 || cf > 0.14 {
		t.Errorf("capacity factor %.3f", cf)
	}
	if h := float64(at%sim.Day) / 60; h < 11.3 || h > 12.4 {
		t.Errorf("the sun is highest at %.1f h UTC", h)
	}
}

// Two hundred years of wind have the statistics that its source gives.
func TestWindStatistics(t *testing.T) {
	w := defaults(t, new(WindSpec), "power_MW=1").Build("w", Place{}, calendar(t), sim.Streams{Seed: 1}).(*Wind)
	v := make([]float64, 200*8760)
	mean := 0.0
	for i := range v {
		w.hour()
		v[i] = w.hourMW()
		mean += v[i] / float64(len(v))
	}
	variance, day, hour := 0.0, 0.0, 0.0
	for i := range v[24:] {
		a := v[i] - mean
		variance += a * a
		hour += a * (v[i+1] - mean)
		day += a * (v[i+24] - mean)
	}
	sorted := slices.Clone(v)
	slices.Sort(sorted)
	n := len(v)
	for _, c := range []struct {
		what           string
		got, want, tol float64
	}{
		{"mean", mean, 0.224, 0.01}, {"standard deviation", math.Sqrt(variance / float64(n)), 0.156, 0.012}, {"correlation over a day", day / variance, 0.512, 0.03},
		{"correlation over an hour", hour / variance, 0.991, 0.003}, {"median", sorted[n/2], 0.184, 0.01}, {"percentile 5", sorted[n/20], 0.049, 0.005}, {"percentile 95", sorted[n*95/100], 0.567, 0.015},
	} {
		t.Logf("%s %.4f, %.4f", c.what, c.got, c.want)
		if math.Abs(c.got-c.want) > c.tol {
			t.Errorf("%s %.4f, want %.4f within %g", c.what, c.got, c.want, c.tol)
		}
	}
}

// Whatever a battery is asked: what it takes is what it gives, stores and loses, within
// its power and energy.
func TestBatteryConserves(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := defaults(t, new(BatterySpec), "standing_loss_per_day=0.1")
		s.PowerMW, s.EnergyMWh = rapid.Float64Range(1, 50).Draw(r, "power"), rapid.Float64Range(0.1, 50).Draw(r, "energy")
		s.RoundTrip, s.Initial = rapid.Float64Range(0.5, 1).Draw(r, "efficiency"), rapid.Float64Range(0, 1).Draw(r, "initial")
		s.Policy = rapid.SampledFrom([]string{policyBackup, policyPrice}).Draw(r, "policy")
		b := s.Build("b", Place{}, sim.Calendar{}, sim.Streams{}).(*Battery)
		before, in, out, lost := b.StoredMWh, 0.0, 0.0, 0.0
		for m := range 200 {
			b.See(rapid.Float64Range(0, 200).Draw(r, "price"))
			var o supply.Offer
			b.Offer(sim.Minute(m), &o)
			b.Take(rapid.Float64Range(0, 1).Draw(r, "part") * o.MW)
			in += b.Store(rapid.Float64Range(0, 60).Draw(r, "offered")) / 60
			out, lost = out+b.GivenMW/60, lost+b.LossMW/60
			if b.StoredMWh < 0 || b.StoredMWh > s.EnergyMWh*(1+1e-9) || b.GivenMW > s.PowerMW || b.TakenMW > s.PowerMW {
				r.Fatalf("%g MWh stored, %g MW given, %g taken", b.StoredMWh, b.GivenMW, b.TakenMW)
			}
			if lasts := b.LastsMin(1); math.Abs(lasts-60*b.StoredMWh*math.Sqrt(s.RoundTrip)) > 1e-6 {
				r.Fatalf("lasts %g min", lasts)
			}
		}
		if d := before + in - out - lost - b.StoredMWh; math.Abs(d) > 1e-9*(1+s.EnergyMWh) {
			r.Fatalf("%g MWh come from nowhere", d)
		}
	})
}

// A turbine of ten minutes: nothing for nine, then full power; it stays ready for its hold
// and stops; called early enough by what covers less than its start.
func TestEngineStartsAndStops(t *testing.T) {
	s := defaults(t, &EngineSpec{kind: &gasTurbine}, "power_MW=5", "hold_min=20", "fuel_store_MWh=2")
	e := s.Build("e", Place{}, sim.Calendar{}, sim.Streams{}).(*Engine)
	var o supply.Offer
	e.Call(60)
	if e.on {
		t.Fatal("called although an hour is covered")
	}
	ready := -1
	for m := range 60 {
		e.Offer(sim.Minute(m), &o)
		if ready < 0 && o.MW > 0 {
			ready = m
		}
		if m < 12 {
			e.Call(0)
		}
		e.Take(0)
	}
	if ready != 10 || e.on || e.Starts != 1 {
		t.Errorf("ready after %d minutes, running %v, %d starts", ready, e.on, e.Starts)
	}
	e.Call(0)
	given := 0.0
	for m := range 60 {
		e.Offer(sim.Minute(60+m), &o)
		e.Call(0)
		e.Take(o.MW)
		given += o.MW / 60
	}
	if want := 2 * 0.405; math.Abs(given-want) > 1e-9 {
		t.Errorf("2 MWh of fuel give %g MWh, want %g", given, want)
	}
}
