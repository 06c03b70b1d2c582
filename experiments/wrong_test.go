package experiments

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var retell = flag.String("retell", "", "write what each wrong setting of this file is answered with, to be read")

// Every wrong setting of testdata/wrong.txt, laid over an experiment that is right, is
// refused with the message that stands behind it, and with the place where it stands.
func TestWrongSettings(t *testing.T) {
	answer := func(set string) string {
		_, _, err := Check(oneCampus, []string{set})
		if err == nil {
			return "accepted"
		}
		first, _, _ := strings.Cut(err.Error(), "\n")
		return strings.ReplaceAll(first, "\t", " ")
	}
	if *retell != "" {
		text, err := os.ReadFile(*retell)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for set := range strings.Lines(string(text)) {
			set = strings.TrimSpace(set)
			out.WriteString(set + "\t" + answer(set) + "\n")
		}
		if err := os.WriteFile(*retell+".told", []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	text, err := os.ReadFile("testdata/wrong.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(text)) {
		set, want, ok := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		if !ok {
			t.Fatalf("no message behind %q", line)
		}
		if got := answer(set); !strings.HasPrefix(got, want) {
			t.Errorf("%s\n  is answered with %q\n  and not %q", set, got, want)
		}
		n++
	}
	if n < 200 {
		t.Errorf("only %d wrong settings", n)
	}
}
