package plots

import (
	"bytes"
	"encoding/csv"
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
	paths, notices := hostile(t, hostileName, hostileTitle)
	if len(paths) != 12 || len(notices) != 0 {
		t.Fatal(paths, notices)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		read := map[string]func([]byte) (string, error){".svg": titleOfSVG, ".pdf": titleOfPDF, ".png": titleOfPNG, ".tex": titleOfTeX}[filepath.Ext(path)]
		if read == nil {
			if filepath.Ext(path) == ".txt" {
				continue
			}
			if _, err := csv.NewReader(bytes.NewReader(data)).ReadAll(); err != nil {
				t.Errorf("%s: %v", path, err)
			}
			continue
		}
		if title, err := read(data); err != nil || title != hostileTitle {
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

// titleOfPDF reads the title: a string in parentheses, of UTF-16 after its mark.
func titleOfPDF(data []byte) (string, error) {
	_, rest, _ := bytes.Cut(data, []byte("/Title ("))
	var raw []byte
	for i := 0; i < len(rest) && rest[i] != ')'; i++ {
		if rest[i] == '\\' {
			i++
			if rest[i] == 'r' {
				raw = append(raw, '\r')
				continue
			}
		}
		raw = append(raw, rest[i])
	}
	if len(raw) < 2 || raw[0] != 0xfe || raw[1] != 0xff {
		return "", errors.New("no title")
	}
	var units []uint16
	for i := 2; i+1 < len(raw); i += 2 {
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
			text = strings.TrimSuffix(strings.TrimRight(strings.TrimPrefix(text, `\bfseries `), "%\n"), "}")
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

// What XML has no place for, and what is no UTF-8, is left out of a file's own texts.
func TestPlainText(t *testing.T) {
	if got := plain("a\x00\x01\x07\x0b\x1b[31m\x7f\ufffe\xff\tb\nc"); got != "a[31m\ufffd\tb\nc" {
		t.Errorf("%q", got)
	}
}
