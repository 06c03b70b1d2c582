package plots

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

const (
	aTitle = `PUE & "coût", 22 °C, € <x>`
	aStory = "Une description (avec CO₂) \\ et 𝛼"
)

func described(t *testing.T, format string) []byte {
	t.Helper()
	d := sample()
	d.title, d.description = aTitle, aStory
	text, err := d.render(format, 144)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestSVGIsDescribed(t *testing.T) {
	var doc struct {
		XMLName xml.Name `xml:"svg"`
		Role    string   `xml:"role,attr"`
		Title   string   `xml:"title"`
		Desc    string   `xml:"desc"`
		Drawn   []struct {
			Inner string `xml:",innerxml"`
		} `xml:"g"`
	}
	if err := xml.Unmarshal(described(t, "svg"), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Title != aTitle || doc.Desc != aStory || doc.Role != "img" || len(doc.Drawn) != 1 || !strings.Contains(doc.Drawn[0].Inner, "<path") {
		t.Errorf("%+v", doc)
	}
}

func TestPNGIsDescribed(t *testing.T) {
	file := described(t, "png")
	img, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if w := img.Bounds().Dx(); w != 505 { // 89 mm at 144 dots per inch
		t.Errorf("%d pixels wide", w)
	}
	var found []string
	for at := 8; at < len(file); {
		n := int(binary.BigEndian.Uint32(file[at:]))
		body := file[at+4 : at+8+n]
		if crc32.ChecksumIEEE(body) != binary.BigEndian.Uint32(file[at+8+n:]) {
			t.Errorf("%s: checksum", body[:4])
		}
		switch string(body[:4]) {
		case "pHYs":
			found = append(found, fmt.Sprint(binary.BigEndian.Uint32(body[4:]), binary.BigEndian.Uint32(body[8:]), body[12]))
		case "iTXt":
			found = append(found, strings.ReplaceAll(string(body[4:]), "\x00\x00\x00\x00\x00", ": "))
		}
		at += 12 + n
	}
	if want := "5669 5669 1|Title: " + aTitle + "|Description: " + aStory; strings.Join(found, "|") != want {
		t.Errorf("%q, want %q", found, want)
	}
}

// The table of the PDF points at the objects that it names.
func TestPDFIsDescribed(t *testing.T) {
	file := described(t, "pdf")
	end := regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindSubmatch(file)
	if end == nil {
		t.Fatal("no end")
	}
	at, _ := strconv.Atoi(string(end[1]))
	lines := strings.Split(string(file[at:]), "\n")
	if lines[0] != "xref" || lines[1] != "0 6" {
		t.Fatalf("table at %d: %q", at, lines[:2])
	}
	for i := range 6 {
		entry := lines[2+i]
		if len(entry) != 19 { // and the line's end: 20 bytes, as the norm wants
			t.Errorf("entry %q", entry)
		}
		if strings.HasSuffix(entry, " n ") {
			offset, _ := strconv.Atoi(entry[:10])
			if object := fmt.Sprintf("%d 0 obj", i); !bytes.HasPrefix(file[offset:], []byte(object)) {
				t.Errorf("entry %q: at its place there is no %s", entry, object)
			}
		}
	}
	if !bytes.Contains(file, []byte("/Title "+pdfText(aTitle))) || !bytes.Contains(file, []byte("/Subject "+pdfText(aStory))) {
		t.Error("title or subject is missing")
	}
}

func TestPDFTools(t *testing.T) {
	if _, err := exec.LookPath("pdfinfo"); err != nil {
		t.Skip("needs pdfinfo")
	}
	path := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(path, described(t, "pdf"), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdfinfo", path).CombinedOutput()
	if err != nil || !strings.Contains(string(out), aTitle) || !strings.Contains(string(out), aStory) || strings.Contains(string(out), "rror") {
		t.Errorf("%v: %s", err, out)
	}
}
