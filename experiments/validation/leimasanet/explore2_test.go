package leimasanet

import (
	"fmt"
	"testing"
)

func TestExploreSeeds(t *testing.T) {
	for _, c := range []Case{1, 2} {
	for _, z := range []string{"1A", "3A", "3C", "8"} {
		y, err := ReadClimate(ZoneFile("/work/shared/data/weather/lei_zones", z))
		if err != nil { t.Fatal(err) }
		want, _ := Find(z, c)
		fmt.Println(c, z, want)
		for seed := range uint64(6) {
			got, _ := Evaluate(y, c, 150, Options{Seed: seed})
			fmt.Printf("  seed %d PUE %+.4f %+.4f WUE %+.1f%% %+.1f%%\n", seed, got.PUE.P5-want.PUE.P5, got.PUE.P95-want.PUE.P95, 100*(got.WUE.P5/want.WUE.P5-1), 100*(got.WUE.P95/want.WUE.P95-1))
		}
		got, _ := Evaluate(y, c, 3000, Options{Seed: 9})
			fmt.Printf("  3000 PUE %+.4f %+.4f WUE %+.1f%% %+.1f%%\n", got.PUE.P5-want.PUE.P5, got.PUE.P95-want.PUE.P95, 100*(got.WUE.P5/want.WUE.P5-1), 100*(got.WUE.P95/want.WUE.P95-1))
	}
	}
}
