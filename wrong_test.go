package main

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var retell = flag.String("retell", "", "write what each wrong command line of this file is answered with, to be read")

// wrongFiles stand in the folder in which wrong commands are given, beside a result and
// the results of a sweep.
var wrongFiles = map[string]string{
	"good.toml":       strings.Split(studied, "[[sweep]]")[0],
	"study.toml":      strings.Replace(studied, "years = 1", "days = 1", 1),
	"empty.toml":      "",
	"page.toml":       "<!DOCTYPE html>\n<html><body>Not found</body></html>\n",
	"torn.toml":       "years = 1\n[[campus",
	"latin.toml":      "title = \"caf\xe9\"\n",
	"unknown.toml":    "yeers = 1\n",
	"axisless.toml":   studied[:strings.Index(studied, "axes")],
	"misaxed.toml":    strings.Replace(studied, "market.price_factor", "market.prise_factor", 1),
	"pointless.toml":  strings.Replace(studied, "[1, 2]", "[]", 1),
	"damaged/x":       "",
	"other/notes.txt": "not a result",
	"noresult.json":   "{",
}

// Every wrong command line of testdata/wrong_commands.txt is refused as input at fault,
// with the message that stands behind it.
func TestWrongCommands(t *testing.T) {
	home := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	caloduc := filepath.Join(home, "caloduc")
	if err := os.Symlink(self, caloduc); err != nil {
		t.Fatal(err)
	}
	for name, text := range wrongFiles {
		path := filepath.Join(home, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	// give runs a command line, without a shell: its exit code and what it says.
	give := func(line string) (int, string) {
		cmd := exec.Command(caloduc, wordsOf(line)...)
		var said bytes.Buffer
		cmd.Dir, cmd.Stderr = home, &said
		var exit *exec.ExitError
		if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		return cmd.ProcessState.ExitCode(), said.String()
	}
	for _, line := range []string{"run good.toml --out done --set days=1 --quiet", "sweep study.toml --out swept --quiet"} {
		if code, said := give(line); code != exitOK {
			t.Fatalf("%s: %s", line, said)
		}
	}
	text := readFile(t, cmp.Or(*retell, "testdata/wrong_commands.txt"))
	n := 0
	var told strings.Builder
	for row := range strings.Lines(text) {
		line, want, _ := strings.Cut(strings.TrimRight(row, "\n"), "\t")
		code, said := give(line)
		first, _, _ := strings.Cut(said, "\n")
		told.WriteString(line + "\t" + first + "\n")
		if *retell == "" && (want == "" || !strings.HasPrefix(said, want)) {
			t.Errorf("%s\n  is answered with %q\n  and not %q", line, first, want)
		}
		if code != exitBadInput {
			t.Errorf("%s ends with code %d: %s", line, code, said)
		}
		n++
	}
	if *retell != "" {
		if err := os.WriteFile(*retell+".told", []byte(told.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if n < 50 {
		t.Errorf("only %d wrong commands", n)
	}
}

// wordsOf splits a command line at spaces; '…' keeps what it holds together.
func wordsOf(line string) (words []string) {
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			words = append(words, part)
		} else {
			words = append(words, strings.Fields(part)...)
		}
	}
	return words
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
