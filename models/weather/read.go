package weather

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"caloduc/sim/list"
	"caloduc/sim/table"
)

// The formats of weather files.
const (
	FormatAuto          = "auto"
	FormatEPW           = "epw"
	FormatMOS           = "mos"
	FormatRT2012        = "rt2012"
	FormatOpenMeteoCSV  = "open-meteo-csv"
	FormatOpenMeteoJSON = "open-meteo-json"
	FormatCSV           = "csv"
)

// Options say how a weather file is to be read.
type Options struct {
	Format    string
	CSV       CSVSpec // for FormatCSV
	AllowGaps bool    // fill gaps of more than six hours
	Place     int     // of a file that lists several places, from 1; 0: the only one
	AltitudeM float64 // of the place; NaN: the file's

	// FallbackAltitudeM stands in where neither AltitudeM nor the file tells.
	FallbackAltitudeM float64
	HasFallback       bool

	dated bool // one of several files: its year is the one that it says
}

// format is one way of storing weather. read parses the text into rows and what
// is known of the place.
type format struct {
	name  string
	looks func(head string) bool
	read  func(f *file, o *Options) (*Record, *series, error)
}

// formats are tried in this order where the format is auto.
var formats = []format{
	{FormatEPW, looksEPW, readEPW},
	{FormatRT2012, looksRT2012, readRT2012},
	{FormatMOS, looksMOS, readMOS},
	{FormatOpenMeteoJSON, looksOpenMeteoJSON, readOpenMeteoJSON},
	{FormatOpenMeteoCSV, looksOpenMeteoCSV, readOpenMeteoCSV},
	{FormatCSV, func(string) bool { return false }, readCSV},
}

// Formats returns the words for file formats.
func Formats() []string {
	return append([]string{FormatAuto}, list.Map(formats, func(f format) string { return f.name })...)
}

// file is a text being read, with its name for errors.
type file struct {
	name string
	text string
}

// errorf is an error at a line of the file, the file as a whole for line 0.
func (f *file) errorf(line int, format string, args ...any) error {
	at := f.name
	if line > 0 {
		at += ":" + strconv.Itoa(line)
	}
	return fmt.Errorf("%s: %w", at, fmt.Errorf(format, args...))
}

// lines calls each with every line, numbered from 1, without its line end.
func (f *file) lines(each func(line int, text string) error) error {
	for line, rest := 1, f.text; rest != ""; line++ {
		var text string
		text, rest, _ = strings.Cut(rest, "\n")
		if err := each(line, strings.TrimSuffix(text, "\r")); err != nil {
			return err
		}
	}
	return nil
}

// number reads a decimal number, NaN where it is missing.
func (f *file) number(line int, what, text string) (float64, error) {
	x, err := table.Number(text, false)
	if err != nil {
		return 0, f.errorf(line, "%s: %w", what, err)
	}
	return x, nil
}

// at names the file and the line of a table's fault.
func (f *file) at(err error) error {
	var at *table.LineError
	if errors.As(err, &at) {
		return f.errorf(at.Line, "%w", at.Err)
	}
	return f.errorf(0, "%w", err)
}

// ReadFile reads a weather record, gzip or plain. Errors name file and line.
func ReadFile(path string, o Options) (*Record, error) { return ReadFiles([]string{path}, o) }

// ReadFiles reads files of one place, given in any order, that follow one another in
// time, as one record. Errors name file and line.
func ReadFiles(paths []string, o Options) (*Record, error) {
	o.dated = len(paths) > 1
	var parts []*part
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		p, err := readPart(path, data, &o)
		if err != nil {
			return nil, err
		}
		parts = append(parts, p)
	}
	all, err := join(parts)
	if err != nil {
		return nil, err
	}
	return all.finish(&o)
}

// Read is ReadFile for the bytes of a file of the given name.
func Read(name string, data []byte, o Options) (*Record, error) {
	p, err := readPart(name, data, &o)
	if err != nil {
		return nil, err
	}
	return p.finish(&o)
}

// part is what one file says, unfinished.
type part struct {
	*Record
	rows *series
}

// readPart reads the rows of a file.
func readPart(name string, data []byte, o *Options) (*part, error) {
	f := &file{name: name}
	var err error
	if f.text, err = table.Text(data); err != nil {
		return nil, f.errorf(0, "%w", err)
	}
	as, err := f.detect(o.Format)
	if err != nil {
		return nil, err
	}
	p := new(part)
	if p.Record, p.rows, err = as.read(f, o); err != nil {
		return nil, err
	}
	f.text = "" // read
	p.Name = cmp.Or(p.Name, strings.TrimSuffix(filepath.Base(name), ".gz"))
	return p, nil
}

// finish makes a record of the rows: whole hours, without gaps, by day of the calendar.
func (p *part) finish(o *Options) (*Record, error) {
	r := p.Record
	if err := p.rows.finish(r, o); err != nil {
		return nil, err
	}
	r.joinEnds()
	if r.index() != nil {
		r.padEnds()
		if err := r.index(); err != nil {
			return nil, p.rows.file.errorf(0, "%w", err)
		}
	}
	r.once = sync.OnceValue(r.extremes)
	return r, nil
}

// detect returns the format asked for, or the one the text looks like.
func (f *file) detect(name string) (*format, error) {
	head := f.text[:min(len(f.text), 4096)]
	if strings.HasPrefix(strings.TrimSpace(head), "{") || strings.HasPrefix(strings.TrimSpace(head), "[") {
		head = f.text // the keys of JSON come in any order
	}
	for i := range formats {
		if formats[i].name == name || ((name == FormatAuto || name == "") && formats[i].looks(head)) {
			return &formats[i], nil
		}
	}
	if name != FormatAuto && name != "" {
		return nil, f.errorf(0, "unknown format %q; there are %s", name, strings.Join(Formats(), ", "))
	}
	return nil, f.errorf(0, "cannot tell the format (tried %s); for other CSV files set format = \"csv\" and name the columns",
		strings.Join(Formats()[1:len(formats)], ", "))
}
