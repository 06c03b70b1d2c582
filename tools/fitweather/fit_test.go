package main

import (
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"caloduc/models/weather"
	"caloduc/models/weather/normals"

	"gonum.org/v1/gonum/floats"
)

// sharedRecords returns the folder of the records: data/weather of
// CALODUC_SHARED or of the repository's sibling "shared".
func sharedRecords(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	shared := os.Getenv("CALODUC_SHARED")
	for up := dir; shared == "" && up != filepath.Dir(up); up = filepath.Dir(up) {
		if _, err := os.Stat(filepath.Join(up, "go.mod")); err == nil {
			shared = filepath.Join(filepath.Dir(up), "shared")
		}
	}
	folder := filepath.Join(shared, "data", "weather")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("no shared data: neither CALODUC_SHARED nor ../shared exists")
	}
	return folder
}

// TestRecords computes the statistics of every record anew and fits every site
// anew, up to the calibration: both must be what is embedded.
func TestRecords(t *testing.T) {
	climates, records, err := fitAll(sharedRecords(t))
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range collect(climates, records) {
		name := climates[i].Name
		if normals.Records[i].Site != name || weather.SiteNames()[i] != name {
			t.Fatalf("site %d is %s here, %s in the statistics, %s in the generator", i, name, normals.Records[i].Site, weather.SiteNames()[i])
		}
		same(t, name+" record", reflect.ValueOf(c.Normals()), reflect.ValueOf(normals.Records[i].Normals))
		have, want := climates[i], func() weather.Climate { c, _ := weather.ClimateOf(name); return c }()
		// What the calibration moves is not compared.
		for _, c := range []*weather.Climate{&have, &want} {
			c.TempMap, c.TempNoiseSD, c.DewMap = weather.Map{}, nil, weather.DewMap{}
			if !c.Joint {
				c.TempAR, c.TempMix = nil, nil
			}
		}
		same(t, name+" fit", reflect.ValueOf(have), reflect.ValueOf(want))
	}
}

// same compares numbers to the digits written.
func same(t *testing.T, what string, a, b reflect.Value) {
	t.Helper()
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			same(t, what+" "+a.Type().Field(i).Name, a.Field(i), b.Field(i))
		}
	case reflect.Array, reflect.Slice:
		if a.Len() != b.Len() {
			t.Errorf("%s: %d numbers, %d embedded", what, a.Len(), b.Len())
			return
		}
		for i := range a.Len() {
			same(t, what, a.Index(i), b.Index(i))
		}
	case reflect.Float64:
		if x, y := a.Float(), b.Float(); math.Abs(x-y) > 1e-4*math.Abs(y)+1e-9 {
			t.Errorf("%s: %g, embedded %g", what, x, y)
		}
	default:
		if !a.Equal(b) {
			t.Errorf("%s: %v, embedded %v", what, a, b)
		}
	}
}

// TestMixingKeepsCorrelation: the factor of the draws gives two processes of
// different memory unit variance and their correlation.
func TestMixingKeepsCorrelation(t *testing.T) {
	ar := [][]float64{{0.9, -0.2}, {0.6}}
	rows := mixing(2, func(j, k int) float64 { return 0.8 }, func(k int) []float64 { return response(ar[k]) })
	x, y := response(ar[0]), response(ar[1])
	xx := rows[0][0] * rows[0][0] * dot(x, x)
	yy := (rows[1][0]*rows[1][0] + rows[1][1]*rows[1][1]) * dot(y, y)
	xy := rows[0][0] * rows[1][0] * dot(x, y)
	if math.Abs(xx-1) > 1e-9 || math.Abs(yy-1) > 1e-9 || math.Abs(xy-0.8) > 1e-9 {
		t.Errorf("variances %g and %g, correlation %g; want 1, 1, 0.8", xx, yy, xy)
	}
}

// TestCentredNoise: the covariances of centred noise are those of noise made.
func TestCentredNoise(t *testing.T) {
	x := make([][24]float64, 40000)
	p, q := 0.8, 0.3
	rng := rand.New(rand.NewPCG(1, 2))
	e, d := 0.0, 0.0
	scale := 1 / norm(response([]float64{p + q, -p * q}))
	w := weather.Parabola()
	for i := range x {
		mean := 0.0
		for h := range x[i] {
			e, d = (p+q)*e-p*q*d+scale*rng.NormFloat64(), e
			x[i][h] = e
			mean += e / 24
		}
		for h := range x[i] {
			x[i][h] -= mean * w[h]
		}
	}
	have, want := covariances(x), centred(p, q)
	for lag := range want {
		if math.Abs(have[lag]-want[lag]) > 0.01 {
			t.Errorf("lag %d: %.4f made, %.4f computed", lag, have[lag], want[lag])
		}
	}
	a, b, _ := fastestRoots(want)
	if math.Abs(a-p) > 0.02 || math.Abs(b-q) > 0.05 {
		t.Errorf("roots %g and %g found, want %g and %g", a, b, p, q)
	}
}

// TestDewPointsBefore: the dew point before a map is found again, and the weights of
// the shifts add up and are those of the nodes at the nodes.
func TestDewPointsBefore(t *testing.T) {
	m := newDewMap()
	for i := range m.ShiftK {
		m.ShiftK[i][0] = []float64{1, -1, 0.5, 2, -0.5, 0.3}[i]
	}
	m.RoomK = 4
	b := weather.SeasonOf(10)
	for degC := -20.0; degC < 30; degC += 1.7 {
		if got := before(&m, &b, m.At(&b, degC)); math.Abs(got-degC) > 1e-6 {
			t.Errorf("%g degC is found as %g", degC, got)
		}
		if sum := floats.Sum(hats(degC)); math.Abs(sum-1) > 1e-12 {
			t.Errorf("weights at %g degC add up to %g", degC, sum)
		}
	}
	for i, degC := range weather.DewNodesDegC {
		if w := hats(degC); w[i] != 1 {
			t.Errorf("weights at node %d: %v", i, w)
		}
		if got := m.At(&b, degC) - degC; math.Abs(got-m.ShiftK[i][0]) > 1e-9 {
			t.Errorf("node %d moves by %g K", i, got)
		}
	}
	if !steep(&m) {
		t.Error("the map rises")
	}
	if m.ShiftK[3][0] = -4.5; steep(&m) {
		t.Error("the map hardly rises from 10 to 15 degC")
	}
}
