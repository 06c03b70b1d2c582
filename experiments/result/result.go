// Package result is the form of a stored result and the way to read it: what a
// figure, a report or a comparison needs, without the simulation. It imports
// only sim/record.
package result

import (
	"time"

	"caloduc/sim/record"
)

// SchemaVersion is the version of the layout of a result directory.
const SchemaVersion = 1

// Names of the files of a result directory.
const (
	ManifestFile   = "manifest.json"
	ResolvedFile   = "resolved.toml"
	IndicatorsFile = "kpis.csv"
	HourlyFile     = "hourly.parquet"
	DailyFile      = "daily.parquet"
	MinuteFile     = "minute.parquet"
	JobsFile       = "jobs.parquet"
	FiguresDir     = "figures"
	ReportFile     = "report.html"
	// IncompleteFile exists from the first moment of a run until its last: a
	// directory that holds it is not a result.
	IncompleteFile = "INCOMPLETE"
)

// Manifest says what a run was: enough to trace every number and to run again.
type Manifest struct {
	SchemaVersion int       `json:"schema_version"`
	ModelVersion  string    `json:"model_version"`
	Program       string    `json:"program_version"`
	Commit        string    `json:"commit"`
	Dirty         bool      `json:"uncommitted_changes"`
	GoVersion     string    `json:"go_version"`
	Host          string    `json:"host"`
	Started       time.Time `json:"started"`
	Finished      time.Time `json:"finished"`
	Title         string    `json:"title"`
	Question      string    `json:"question"`
	Experiment    string    `json:"experiment"`   // base name of the file
	InputHash     string    `json:"input_sha256"` // of the resolved input and the input files
	Seed          int       `json:"seed"`
	Replicate     int       `json:"replicate"`
	Start         time.Time `json:"start"`
	Years         int       `json:"years"` // begun
	End           time.Time `json:"end"`   // the first instant after the run
	Zone          string    `json:"zone"`
	Inputs        []Input   `json:"input_files"`
	Assumptions   int       `json:"assumptions"`
	Unverified    int       `json:"unverified"`
	Changed       []Setting `json:"differs_from_default"`
	// AssumedInputs and UnverifiedInputs are the values in force that
	// Assumptions and Unverified count.
	AssumedInputs    []Setting  `json:"assumed_inputs,omitempty"`
	UnverifiedInputs []Setting  `json:"unverified_inputs,omitempty"`
	Quantities       []Quantity `json:"indicators,omitempty"`
	Balances         []Balance  `json:"balances"`
	Counters         []Counter  `json:"out_of_bounds"`
	Notices          []Notice   `json:"notices,omitempty"` // what a reader must know first
	Figures          []Figure   `json:"figures"`
	Places           []Place    `json:"places"`
	Lines            []Line     `json:"lines,omitempty"`
	// Installed is what halls and campuses are built with.
	Installed []Installation `json:"installed,omitempty"`
	Minutes   int64          `json:"simulated_minutes"`
	// Modes are the words of the channels of modes, by the channel's full name.
	Modes map[string]Modes `json:"modes,omitempty"`
}

// Ending is the first instant after the run.
func (m *Manifest) Ending() time.Time {
	if m.End.IsZero() {
		return m.Start.AddDate(m.Years, 0, 0)
	}
	return m.End
}

// Notice is what a reader must know before he relies on the result.
type Notice struct {
	About  string `json:"about"`
	Text   string `json:"text"`
	Remedy string `json:"remedy,omitempty"`
}

// Input is one input file.
type Input struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
}

// Setting is a parameter with its value.
type Setting struct {
	Path   string `json:"path"`
	Value  string `json:"value"`
	Unit   string `json:"unit"`
	Source string `json:"source"`
	Origin string `json:"origin"`
}

// Quantity says what an indicator is.
type Quantity struct {
	Name    string `json:"name"`
	Scope   string `json:"scope"`
	Meaning string `json:"meaning"`
	Main    bool   `json:"main"` // one of the few that a summary shows
}

// Balance is the outcome of a conservation check over the whole run.
type Balance struct {
	Scope      string  `json:"scope"`
	Name       string  `json:"name"`
	Throughput float64 `json:"throughput"` // sum of the absolute in-flows, in the balance's unit times hours
	Residual   float64 `json:"residual"`   // in minus out over throughput; the worst of all periods
}

// Counter is a count of minutes out of bounds.
type Counter struct {
	Scope       string `json:"scope"`
	Name        string `json:"name"`
	Description string `json:"description"`
	Bounds      string `json:"bounds"`
	Count       int64  `json:"count"`
}

// Line is a corridor of the network; channels name it by its place in the list.
type Line struct {
	Name      string  `json:"name"`
	From      string  `json:"from"` // places
	To        string  `json:"to"`
	Circuits  int     `json:"circuits"`
	RatingMVA float64 `json:"rating_MVA"` // of each circuit
}

// Place is a point on the map.
type Place struct {
	Name   string  `json:"name"`
	Kind   string  `json:"kind"`
	LatDeg float64 `json:"lat_deg"`
	LonDeg float64 `json:"lon_deg"`
}

// Figure is a figure that the experiment asks for.
type Figure struct {
	Name  string `json:"name"` // file name without extension
	Kind  string `json:"kind"`
	Title string `json:"title"` // drawn: a text, "true" for the kind's own; "false" for none
	Look         // what else is decided of any kind
	// Scope restricts the figure to one campus or hall; "" is the whole system.
	Scope string `json:"scope"`
	// Channel is the channel or indicator of a kind that can show any, without
	// its scope; "" is the kind's own.
	Channel string `json:"channel,omitempty"`
	// From and Days restrict a kind that shows hours to a part of the run: its
	// first day ("2031-07-01"; "" is the run's first, or what the kind picks) and
	// its length (0: to the end, or what the kind picks) or the first day after it.
	From string  `json:"from,omitempty"`
	To   string  `json:"to,omitempty"`
	Days float64 `json:"days,omitempty"`
	// At is the hour that a map shows, in the run's zone ("2030-01-17T18:00"), and HoursShare
	// the share of the hours whose values it keeps; "" and 0 are the kind's own.
	At         string  `json:"at,omitempty"`
	HoursShare float64 `json:"hours_share,omitempty"`
	// X and Y are the parameters that a figure of a sweep shows, Metric its
	// indicators, separated by commas; each by the end of its name. Sweep restricts
	// it to one block, by name or number. "" is the kind's own choice.
	X      string `json:"x,omitempty"`
	Y      string `json:"y,omitempty"`
	Metric string `json:"metric,omitempty"`
	Sweep  string `json:"sweep,omitempty"`
}

// FigureKind is a kind of figure that can be drawn.
type FigureKind struct {
	Name    string // as TOML says it: "pue-over-years"
	Meaning string
	Keys    []string // of what authors decide, those that it takes
}

// FigureKinds are the kinds of figures of a run that experiment files may ask for,
// SweepFigureKinds those of a sweep: what the command line says can be drawn.
var FigureKinds, SweepFigureKinds []FigureKind

// Indicator is one row of kpis.csv.
type Indicator struct {
	Name   string
	Scope  string
	Period string  // "2026-03", "2026" or "total"
	Value  float64 // NaN where the indicator does not exist in the period
	Unit   string
}

// Channel describes one recorded quantity, as stored in the Parquet metadata.
type Channel = record.ChannelInfo

// Word is a text in the languages of figures, Modes the words of a channel of
// modes, by number.
type (
	Word  = record.Word
	Modes = record.Modes
)

// Series is one channel over the hours of a run.
type Series struct {
	Channel        Channel
	Mean, Min, Max []float32
}
