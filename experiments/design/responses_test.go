package design

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
)

// TestIncompleteDesignsAreRefused: with the list of what is missing.
func TestIncompleteDesignsAreRefused(t *testing.T) {
	b := New(Saltelli, cube(2, 0, 1)...)
	b.Samples, b.Replicates = 8, 2
	points := mustPoints(t, b)
	metric := make([]float64, len(points))
	metric[3], metric[40] = math.NaN(), math.Inf(1)
	_, err := Responses(points, metric, 0)
	var broken *IncompleteError
	if !errors.As(err, &broken) || len(broken.Missing) != 2 || broken.Of != 64 ||
		broken.Missing[0].Index != 1 || broken.Missing[0].Replicate != 1 || broken.Missing[1].Index != 20 {
		t.Fatalf("got %v", err)
	}
	if want := "incomplete design: 2 of 64 runs are missing: sweep 0, point 1, replicate 1; sweep 0, point 20, replicate 0"; err.Error() != want {
		t.Errorf("got %v", err)
	}
	y := make([]float64, 31)
	y[7] = math.NaN()
	if _, err := b.Indices(y, boot); !errors.As(err, &broken) || len(broken.Missing) != 2 || broken.Missing[1].Index != 31 {
		t.Errorf("a short and broken list: %v", err)
	}
	if _, err := b.Indices(make([]float64, 33), boot); err == nil || !strings.Contains(err.Error(), "33 responses") {
		t.Errorf("a long list: %v", err)
	}
	if _, err := b.Indices(make([]float64, 32), boot); err == nil || !strings.Contains(err.Error(), "no variance") {
		t.Errorf("a constant metric: %v", err)
	}
	if _, err := b.Effects(make([]float64, 32), boot); err == nil || !strings.Contains(err.Error(), "needs morris") {
		t.Errorf("effects of a saltelli block: %v", err)
	}
	if _, err := b.Indices(make([]float64, 32), Bootstrap{}); err == nil || !strings.Contains(err.Error(), "bootstrap") {
		t.Errorf("no resamples: %v", err)
	}
}

func TestResponsesAverageReplicates(t *testing.T) {
	a := New(Grid, Axis{Path: "x", Domain: Values(1, 2)})
	b := New(Grid, Axis{Path: "x", Domain: Values(1, 2, 3)})
	b.Replicates = 2
	points := mustPoints(t, a, b)
	y, err := Responses(points, []float64{math.NaN(), 7, 1, 3, 4, 6, 10, 20}, 1)
	if err != nil || fmt.Sprint(y) != "[2 5 15]" {
		t.Errorf("got %v, %v", y, err)
	}
}
