package plots

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"caloduc/experiments/result"
)

// gallery is docs/gallery.md: a figure of every kind, with what the kind says of
// itself, and the figures of the bundled sweeps.
func gallery(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	out.WriteString(`# Gallery

Figures drawn from the bundled experiments (` + "`make gallery`" + ` draws them anew): those of
a run from the flagship, ` + "`experiments/france-3gw.toml`" + `, unless another is named.
` + "`caloduc plot DIR --figure KIND`" + ` draws one from any result; ` + "`[[figure]] kind = \"…\"`" + `
asks for it in an experiment file.
`)
	const fromNetwork = "From `experiments/france-network.toml`."
	const ofMarket = "From `examples/market.toml`."
	others := map[string]string{
		"cooling-trip":     "From `experiments/chiller-trip.toml`.",
		"network-headroom": fromNetwork, "network-losses": fromNetwork, "network-map": fromNetwork,
		"supply-by-source": ofMarket, "winter-week": ofMarket, "price-duration": ofMarket, "carbon-intensity": ofMarket,
		compareKind: "`experiments/chiller-trip.toml` with three seeds, beside `campus.hall.cooling.plant=indirect-free-air`.",
	}
	add := func(kind, meaning, name, note string) {
		path := filepath.Join("..", "docs", "figures", name+".png")
		if _, err := os.Stat(path); err != nil {
			t.Errorf("the gallery has no picture of %s: make gallery", name)
		}
		fmt.Fprintf(&out, "\n## %s\n\n%s%s.\n", kind, strings.ToUpper(meaning[:1]), meaning[1:])
		if note != "" {
			fmt.Fprintf(&out, "%s\n", note)
		}
		fmt.Fprintf(&out, "\n![%s](figures/%s.png)\n", kind, name)
	}
	for _, k := range kinds {
		add(k.name, k.meaning, k.name, others[k.name])
	}
	const sweep = "sweep-cooling-sites.toml"
	text, err := os.ReadFile(filepath.Join("..", "experiments", sweep))
	if err != nil {
		t.Fatal(err)
	}
	asked := regexp.MustCompile(`(?s)\[\[figure\]\]\nname += "([^"]+)"\nkind += "([^"]+)"`).FindAllSubmatch(text, -1)
	out.WriteString("\n# Figures of sweeps\n\nFrom `experiments/" + sweep + "`, 1,000 campus-years, unless another is named.\n")
	for _, f := range asked {
		for _, k := range sweepKinds {
			if string(f[2]) == k.name {
				add(k.name+", "+string(f[1]), k.meaning, string(f[1]), "")
			}
		}
	}
	for _, k := range sweepKinds {
		if k.name == result.SobolBars {
			add(k.name, k.meaning, k.name, "From `examples/sobol.toml`.")
		}
	}
	return out.Bytes()
}

func TestGalleryIsUpToDate(t *testing.T) {
	text := gallery(t)
	path := filepath.Join("..", "docs", "gallery.md")
	if *regen {
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile(path); err != nil || !bytes.Equal(have, text) {
		t.Errorf("docs/gallery.md differs from the kinds of figures (%v): go test -run Gallery ./plots -regen", err)
	}
}
