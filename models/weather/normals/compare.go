package normals

import (
	"fmt"
	"io"
)

// Compare writes the statistics of a record, of what was generated, and how far
// they are apart.
func Compare(w io.Writer, record, made Normals) {
	line := func(name string, a, b float64) { fmt.Fprintf(w, "  %-24s %9.3f %9.3f %+8.3f\n", name, a, b, b-a) }
	ratio := func(name string, a, b float64) {
		fmt.Fprintf(w, "  %-24s %9.3f %9.3f %+7.1f %%\n", name, a, b, 100*(b/a-1))
	}
	line("mean, degC", record.MeanDegC, made.MeanDegC)
	ratio("day sd, K", record.DaySDK, made.DaySDK)
	ratio("day lag-1", record.DayLag1, made.DayLag1)
	fmt.Fprintf(w, "  %-24s %9.4f %9.4f %+8.4f\n", "hour lag-1", record.HourLag1, made.HourLag1, made.HourLag1-record.HourLag1)
	line("dry bulb 99.6 %, degC", record.DryBulb996DegC, made.DryBulb996DegC)
	line("dry bulb 0.4 %, degC", record.DryBulb004DegC, made.DryBulb004DegC)
	line("max, degC", record.MaxDegC, made.MaxDegC)
	line("min, degC", record.MinDegC, made.MinDegC)
	line("wet bulb 99 %, degC", record.WetBulb99DegC, made.WetBulb99DegC)
	line("wet bulb max, degC", record.WetBulbMaxDegC, made.WetBulbMaxDegC)
	line("dew point 99 %, degC", record.DewPoint99DegC, made.DewPoint99DegC)
	line("dew point 99.9 %, degC", record.DewPoint999DegC, made.DewPoint999DegC)
	line("dew point max, degC", record.DewPointMaxDegC, made.DewPointMaxDegC)
	ratio("hours wet bulb < 10", record.HoursWetBulbUnder10, made.HoursWetBulbUnder10)
	ratio("hours wet bulb < 18", record.HoursWetBulbUnder18, made.HoursWetBulbUnder18)
	line("dew point > 10 degC", record.DewPointOver10, made.DewPointOver10)
	line("dew point > 15 degC", record.DewPointOver15, made.DewPointOver15)
	line("dew point > 20 degC", record.DewPointOver20, made.DewPointOver20)
	line("RH", record.RelHumidity, made.RelHumidity)
	line("min RH", record.MinRelHumidity, made.MinRelHumidity)
	months := func(name string, a, b [12]float64) {
		fmt.Fprintf(w, "  %-18s", name)
		for i := range a {
			fmt.Fprintf(w, " %6.2f", a[i])
		}
		fmt.Fprintf(w, "\n  %-18s", "")
		for i := range a {
			fmt.Fprintf(w, " %+6.2f", b[i]-a[i])
		}
		fmt.Fprintln(w)
	}
	months("T, degC", record.MonthDegC, made.MonthDegC)
	months("daily range, K", record.MonthRangeK, made.MonthRangeK)
	months("RH", record.MonthRelHumidity, made.MonthRelHumidity)
	months("wet bulb, degC", record.MonthWetBulbDegC, made.MonthWetBulbDegC)
}
