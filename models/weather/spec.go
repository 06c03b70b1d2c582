package weather

import (
	"time"

	"caloduc/sim/param"
)

// The words of warming_humidity: what stays as it is while the air warms.
const (
	keepRelHumidity = "relative"
	keepDewPoint    = "dew-point"
)

// Spec is the table [weather.NAME]: one place's weather, from an embedded
// generator or from a file, with optional warming on top.
type Spec struct {
	Site      string
	Files     []string
	Format    string
	CSV       CSVSpec
	AllowGaps bool
	Place     int

	AltitudeM, LatDeg, LonDeg float64

	WarmingKPerDecade float64
	WarmingFrom       time.Time
	WarmingHumidity   string

	DesignDryBulbDegC, DesignWetBulbDegC float64

	River RiverSpec
	Sea   SeaSpec
}

// Params declares the table's keys.
func (s *Spec) Params(p *param.Set) {
	p.Choice(&s.Site, "site", "", SiteNames(), "embedded generator to draw the weather from")
	p.Files(&s.Files, "file", "weather record to read instead of drawing; gzip is recognised by content. A list of files that follow one another in time is read as one")
	p.Choice(&s.Format, "format", FormatAuto, Formats(), "format of the file; auto recognises all but csv by content")
	p.Table(&s.CSV, "csv", "columns and units of a plain CSV file")
	p.Bool(&s.AllowGaps, "allow_gaps", false, "fill gaps of more than six hours: up to three days from the same hours of the days around them, longer from another year of the file")
	p.Int(&s.Place, "place", 0, param.Between(0, 1000), "which place of a file that lists several (Open-Meteo), from 1; 0: the only one", param.Setting)
	p.Float(&s.AltitudeM, "altitude_m", param.Auto, param.Between(-500, 6000),
		"altitude of the place; default: the file's or the site's. A record from another altitude is moved along the standard atmosphere, by -6.5 K/km at constant relative humidity", "")
	p.Float(&s.LatDeg, "lat_deg", param.Auto, param.Between(-90, 90), "latitude, north positive; default: the file's or the site's", "")
	p.Float(&s.LonDeg, "lon_deg", param.Auto, param.Between(-180, 180), "longitude, east positive; default: the file's or the site's", "")
	p.Float(&s.WarmingKPerDecade, "warming_K_per_decade", 0, param.Between(-2, 2),
		"linear warming added to the dry bulb of generator or file", param.Assumption)
	p.Date(&s.WarmingFrom, "warming_from", time.Time{}, "day on which the added warming is zero; default: the start of the experiment")
	p.Choice(&s.WarmingHumidity, "warming_humidity", keepRelHumidity, []string{keepRelHumidity, keepDewPoint},
		"what stays constant under warming: relative humidity or dew point")
	p.Float(&s.DesignDryBulbDegC, "design_dry_bulb_degC", param.Auto, param.Between(-60, 60),
		"dry bulb that cooling is sized for, unless a hall's design says otherwise; default: reached once in 20 years in the climate of the day on which the hall opens", "")
	p.Float(&s.DesignWetBulbDegC, "design_wet_bulb_degC", param.Auto, param.Between(-60, 40),
		"wet bulb that cooling is sized for, likewise", "")
	p.Table(&s.River, "river", "river temperature that follows this air temperature")
	p.Table(&s.Sea, "sea", "sea temperature that follows this air temperature")
}

// Check refuses a table that names neither a site nor a file. A file goes before a
// site; the site then still gives place and altitude.
func (s *Spec) Check(report func(key, format string, args ...any)) {
	if s.Site == "" && len(s.Files) == 0 {
		report("site|file", "give site or file: there is no weather otherwise")
	}
	if s.Format == FormatCSV {
		s.CSV.check(func(key, format string, args ...any) { report("csv."+key, format, args...) })
	}
}

// CSVSpec is the table [weather.NAME.csv]: where a plain CSV file keeps what.
type CSVSpec struct {
	TimeColumn, DryBulbColumn, PressureColumn                string
	RelHumidityColumn, DewPointColumn, WetBulbColumn         string
	TempUnit, HumidityUnit, PressureUnit, PressureLevel, Sep string
	UTCOffsetH                                               float64
}

// Params declares the table's keys.
func (c *CSVSpec) Params(p *param.Set) {
	p.String(&c.TimeColumn, "time_column", "time", "column of the time: ISO 8601 (with Z or offset, or local), Unix seconds, or the hour of a typical year from 0")
	p.String(&c.DryBulbColumn, "dry_bulb_column", "", "column of the dry-bulb temperature")
	p.String(&c.RelHumidityColumn, "rel_humidity_column", "", "column of the relative humidity; this, dew point or wet bulb")
	p.String(&c.DewPointColumn, "dew_point_column", "", "column of the dew point")
	p.String(&c.WetBulbColumn, "wet_bulb_column", "", "column of the wet bulb")
	p.String(&c.PressureColumn, "pressure_column", "", "column of the pressure; without it, the standard atmosphere's at the altitude")
	p.Choice(&c.TempUnit, "temperature_unit", "degC", []string{"degC", "degF", "K"}, "unit of all temperature columns")
	p.Choice(&c.HumidityUnit, "humidity_unit", "percent", []string{"percent", "fraction"}, "unit of the relative humidity column")
	p.Choice(&c.PressureUnit, "pressure_unit", "hPa", []string{"Pa", "hPa", "kPa"}, "unit of the pressure column")
	p.Choice(&c.PressureLevel, "pressure_level", "station", []string{"station", "sea"}, "where the pressure holds: at the station or reduced to sea level")
	p.Choice(&c.Sep, "separator", "auto", []string{"auto", "comma", "semicolon", "tab"}, "separator of columns")
	p.Float(&c.UTCOffsetH, "utc_offset_h", 0, param.Between(-12, 14), "local time less UTC where times carry no zone", param.Setting)
}

func (c *CSVSpec) check(report func(key, format string, args ...any)) {
	if c.DryBulbColumn == "" {
		report("dry_bulb_column", "must be given for format csv")
	}
	if c.RelHumidityColumn == "" && c.DewPointColumn == "" && c.WetBulbColumn == "" {
		report("rel_humidity_column", "give rel_humidity_column, dew_point_column or wet_bulb_column for format csv")
	}
}
