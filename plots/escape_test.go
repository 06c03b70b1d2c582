package plots

import (
	"bytes"
	"encoding/csv"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"caloduc/experiments/result"
)

// Texts that mean something to XML, TeX, PDF or a terminal.
const (
	hostileName  = `R&D <b> 'q' $x$ 5% a_b #2 {é} ~^ ) --> ]]> Łódź`
	hostileTitle = "</title><script>\"q\" 'q' \\input{x} $x$ 100 % a_b #1 {é} ~^ (( ) %% \\"
)

// unheard are characters that XML has no place for, and what no UTF-8 is.
const unheard = "\x00\x01\x07\x0b\x1b[31m\x7f\ufffe\xff"

// heard is what remains of it.
const heard = "[31m\ufffd"

// hostile draws figures of campuses with such names and titles, in every format.
func hostile(t *testing.T, name, title string) (paths, notices []string) {
	t.Helper()
	dir := t.TempDir()
	sites := twoSites()
	sites[0].name = name
	if err := store(dir, day(2026, 1, 1), 1, sites, result.Figure{Name: "pue", Kind: "pue-over-years", Title: title},
		result.Figure{Name: "load", Kind: "load-duration", Title: title}); err != nil {
		t.Fatal(err)
	}
	r, err := result.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	paths, notices, err = Draw(r, Options{Formats: Formats})
	if err != nil {
		t.Fatal(err)
	}
	return paths, notices
}

// Names and titles from a file come out as text in every format, whatever they mean to
// it, and the files can be read.
func TestTextIsEscaped(t *testing.T) {
	paths, notices := hostile(t, hostileName, hostileTitle+unheard)
	if len(paths) != 10 || len(notices) != 0 {
		t.Fatal(paths, notices)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		read := map[string]func([]byte) (string, error){".svg": titleOfSVG, ".pdf": titleOfPDF, ".png": titleOfPNG, ".tex": titleOfTeX, ".csv": nil}[filepath.Ext(path)]
		if read == nil {
			if _, err := csv.NewReader(bytes.NewReader(data)).ReadAll(); err != nil {
				t.Errorf("%s: %v", path, err)
			}
			continue
		}
		if title, err := read(data); err != nil || title != hostileTitle+heard {
			t.Errorf("%s has the title %q: %v", filepath.Base(path), title, err)
		}
	}
}

// titleOfSVG parses an SVG file to its end.
func titleOfSVG(data []byte) (title string, err error) {
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return title, nil
		}
		if err != nil {
			return title, err
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "title" {
			if err := d.DecodeElement(&title, &e); err != nil {
				return title, err
			}
		} else if ok && e.Name.Local == "script" {
			return title, errors.New("it holds a script")
		}
	}
}

// titleOfPDF reads the title, UTF-16 in hexadecimal digits.
func titleOfPDF(data []byte) (string, error) {
	_, rest, _ := bytes.Cut(data, []byte("/Title <feff"))
	digits, _, ok := bytes.Cut(rest, []byte(">"))
	raw := make([]byte, hex.DecodedLen(len(digits)))
	if _, err := hex.Decode(raw, digits); err != nil || !ok {
		return "", errors.New("no title")
	}
	var units []uint16
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units)), nil
}

func titleOfPNG(data []byte) (string, error) {
	if _, err := png.Decode(bytes.NewReader(data)); err != nil {
		return "", err
	}
	_, rest, _ := bytes.Cut(data, []byte("iTXtTitle\x00\x00\x00\x00\x00"))
	title, _, _ := bytes.Cut(rest, []byte("iTXt"))
	return string(title[:max(0, len(title)-8)]), nil // without checksum and length
}

// titleOfTeX reads the title, a comment, and sees that no text in the picture is a
// command, closes a group or opens one: all that is left of a text without the commands
// that stand for characters is letters.
func titleOfTeX(data []byte) (string, error) {
	first, body, _ := strings.Cut(string(data), "\n")
	_, body, _ = strings.Cut(body, "\\begin{pgfpicture}")
	texts := 0
	for line := range strings.Lines(body) {
		if _, text, ok := strings.Cut(line, "\\selectfont "); ok {
			texts++
			text = strings.TrimSuffix(strings.TrimPrefix(text, `\bfseries `), "}%\n")
			for _, as := range []string{`\textbackslash{}`, `\textasciicircum{}`, `\textasciitilde{}`, `\textless{}`, `\textgreater{}`, `\textquotedbl{}`, `\{`, `\}`, `\$`, `\&`, `\#`, `\%`, `\_`, `\,`, `\textdegree{}`, `\texteuro{}`, `\ensuremath{-}`, `\ensuremath{\rightarrow}`, `\textperiodcentered{}`} {
				text = strings.ReplaceAll(text, as, "")
			}
			if strings.ContainsAny(text, "\\{}$&#%_^") {
				return "", errors.New("a text holds commands: " + line)
			}
		}
	}
	if texts < 5 {
		return "", errors.New("hardly any text")
	}
	return strings.TrimPrefix(first, "% "), nil
}
