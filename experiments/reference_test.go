package experiments

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"caloduc/sim/param"
)

func TestReferenceIsUpToDate(t *testing.T) {
	var b bytes.Buffer
	if err := writeMarkdown(&b, param.Reference(new(Spec))); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("..", "docs", "reference.md")
	if *regen {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(read(t, path), b.Bytes()) {
		t.Error("docs/reference.md differs from the declarations: run make docs")
	}
}

// writeMarkdown writes the reference as Markdown: a heading per table and
// variant, and below it one row per key.
func writeMarkdown(w io.Writer, entries []param.KeyDoc) error {
	b := bufio.NewWriter(w)
	fmt.Fprint(b, "# Every key of an experiment file\n\n"+
		"Generated from the declarations; do not edit. The unit is the end of the key; fractions are never percent.\n")
	open := "nothing yet"
	for i, e := range entries {
		if e.IsTable {
			if i+1 == len(entries) || entries[i+1].Table != e.Path {
				fmt.Fprintf(b, "\n## %s\n\n%s\n", tableTitle(e.Path, e.Variant), sentence(e.Meaning))
			}
			continue
		}
		if here := e.Table + "\x00" + e.Variant; here != open {
			open = here
			fmt.Fprintf(b, "\n## %s\n\n", tableTitle(e.Table, e.Variant))
			if e.TableDoc != "" {
				fmt.Fprintf(b, "%s\n\n", sentence(e.TableDoc))
			}
			fmt.Fprint(b, "| key | kind | unit | default | allowed | meaning | source |\n| --- | --- | --- | --- | --- | --- | --- |\n")
		}
		allowed := e.Bounds
		if len(e.Options) > 0 {
			allowed = strings.Join(e.Options, ", ")
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s | %s | %s |\n", e.Key, e.Kind, e.Unit, defaultCell(e.Default),
			cell(allowed), cell(e.Meaning), cell(string(e.Source)))
	}
	return b.Flush()
}

// tableTitle names a table as its header in TOML.
func tableTitle(path, variant string) string {
	title := "Top level"
	if path != "" {
		title = "`[" + strings.ReplaceAll(path, "[]", "") + "]`"
		if strings.HasSuffix(path, "[]") {
			title = "`[[" + strings.ReplaceAll(path, "[]", "") + "]]`"
		}
	}
	if variant != "" {
		title += " with " + variant
	}
	return title
}

// sentence returns a text with a capital and a full stop.
func sentence(t string) string {
	if t == "" {
		return ""
	}
	_, n := utf8.DecodeRuneInString(t)
	return strings.ToUpper(t[:n]) + strings.TrimSuffix(t[n:], ".") + "."
}

// defaultCell returns a default as code, the words that stand for one as they are.
func defaultCell(t string) string {
	if t == "" || t == "required" || t == "auto" {
		return t
	}
	return "`" + cell(t) + "`"
}

// cell returns a text that may stand in a table's cell.
func cell(t string) string {
	return strings.ReplaceAll(strings.ReplaceAll(t, "|", `\|`), "\n", " ")
}
