package validation

import (
	"encoding/json"
	"io"
	"math"
)

// jsonRow is a row as JSON: a number that does not exist is null, a published
// range the list of its ends, the tolerance an amount in the quantity's unit.
type jsonRow struct {
	Name       string   `json:"name"`
	Class      Class    `json:"class"`
	Quantity   string   `json:"quantity"`
	Source     string   `json:"source"`
	Published  any      `json:"published"`
	Simulated  *float64 `json:"simulated"`
	Difference *float64 `json:"difference"`
	Tolerance  *float64 `json:"tolerance"`
	Basis      string   `json:"tolerance_basis"`
	Unit       string   `json:"unit"`
	Verdict    string   `json:"verdict"`
	Diagnosis  string   `json:"diagnosis"`
	Why        string   `json:"why"`
}

// WriteJSON writes the rows as a list of objects.
func WriteJSON(w io.Writer, rows []Row) error {
	list := make([]jsonRow, len(rows))
	for i := range rows {
		r := &rows[i]
		list[i] = jsonRow{Name: r.Name, Class: r.Class, Quantity: r.Quantity, Source: r.Source, Published: finite(r.Published.Low),
			Simulated: finite(r.Simulated), Difference: finite(r.Difference), Tolerance: finite(r.Tolerance.Of(r.Published)),
			Basis: r.Basis, Unit: r.Unit, Verdict: r.Verdict, Diagnosis: r.Diagnosis, Why: r.Why}
		if r.Published.IsRange() {
			list[i].Published = []*float64{finite(r.Published.Low), finite(r.Published.High)}
		}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(list)
}

// finite returns a pointer to x, nil where JSON has no number for it.
func finite(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}
