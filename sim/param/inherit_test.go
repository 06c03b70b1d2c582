package param

import (
	"slices"
	"strings"
	"testing"
)

// town is an experiment whose campuses may have tables of their own.
type town struct {
	Trade  trade
	Deal   deal
	Campus []*quarter
}

func (s *town) Params(p *Set) {
	p.Table(&s.Trade, "trade", "the trade of all")
	Select(p, &s.Deal, "deal", "fixed", deals, "the deal of all")
	List(p, &s.Campus, "campus", "name", "the campuses")
}

type quarter struct {
	Name  string
	Trade *trade
	Deal  deal
}

func (s *quarter) Params(p *Set) {
	p.String(&s.Name, "name", "", "what it is called")
	Own(p, &s.Trade, "trade", "trade", "its own trade")
	Select(p, &s.Deal, "deal", "fixed", deals, "its own deal").Inherits("deal")
}

func decodeTown(t *testing.T, text string, sets ...string) (*town, *Resolved) {
	t.Helper()
	f := new(town)
	r, err := Decode("exp.toml", []byte(text), f, sets)
	if err != nil {
		t.Fatal(err)
	}
	return f, r
}

// trade is a table that a campus may have of its own.
type trade struct {
	File  string
	Tax   float64
	Fees  gridSpec
	Terms string
}

func (s *trade) Params(p *Set) {
	p.File(&s.File, "file", "prices")
	p.Float(&s.Tax, "tax", 0.2, Fraction(), "tax", Assumption)
	p.Table(&s.Fees, "fees", "what the grid takes")
	p.Choice(&s.Terms, "terms", "short", []string{"short", "long"}, "terms")
}

// deal is a selected table that a campus may have of its own.
type deal interface{ Spec }

type fixedDeal struct{ Price float64 }

func (s *fixedDeal) Params(p *Set) { p.Float(&s.Price, "price", 70, AtLeast(0), "price", Assumption) }

type openDeal struct{ Price, Margin float64 }

func (s *openDeal) Params(p *Set) {
	p.Float(&s.Price, "price", 1, AtLeast(0), "price", Assumption)
	p.Float(&s.Margin, "margin", 2, Any(), "margin", Assumption)
}

var deals = NewRegistry("kind",
	Option[deal]{Word: "fixed", Meaning: "at a price", New: func() deal { return new(fixedDeal) }},
	Option[deal]{Word: "open", Meaning: "at the price of the hour", New: func() deal { return new(openDeal) }})

const inheriting = `
[trade]
tax = 0.3
fees = { bus = "all" }
[deal]
kind = "open"
margin = 5
[[campus]]
name = "A"
[[campus]]
name = "B"
trade = { terms = "long", fees = { contracted_MW = 7 } }
deal = { price = 9 }
[[campus]]
name = "C"
trade = {}
deal = { kind = "fixed" }
`

func TestOwnTableInherits(t *testing.T) {
	f, r := decodeTown(t, inheriting, "campus[C].trade.tax=0.4")
	if a := f.Campus[0]; a.Trade != nil || a.Deal != nil {
		t.Errorf("A, which says nothing, has %v and %v", a.Trade, a.Deal)
	}
	b, c := f.Campus[1], f.Campus[2]
	if want := (trade{Tax: 0.3, Terms: "long", Fees: gridSpec{Bus: "all", ContractedMW: 7}}); *b.Trade != want {
		t.Errorf("B trades %+v, want %+v", *b.Trade, want)
	}
	if d, ok := b.Deal.(*openDeal); !ok || *d != (openDeal{Price: 9, Margin: 5}) {
		t.Errorf("B's deal is %+v, want the experiment's kind and margin", b.Deal)
	}
	if d, ok := c.Deal.(*fixedDeal); !ok || d.Price != 70 {
		t.Errorf("C's deal of another kind is %+v, want one that inherits nothing", c.Deal)
	}
	if c.Trade.Tax != 0.4 || c.Trade.Fees.Bus != "all" {
		t.Errorf("C trades %+v", *c.Trade)
	}
	var changed []string
	for _, v := range r.Changed() {
		if strings.HasPrefix(v.Path, "campus[B]") && v.Field.Key != "name" {
			changed = append(changed, v.Path)
		}
	}
	if want := []string{"campus[B].trade.terms", "campus[B].trade.fees.contracted_MW", "campus[B].deal.price"}; !slices.Equal(changed, want) {
		t.Errorf("of B %q differ, want %q", changed, want)
	}
	for _, v := range r.Assumed() {
		if v.Path == "campus[B].trade.tax" || v.Path == "campus[C].trade.tax" {
			t.Errorf("%s counts as an assumption of its own", v.Path)
		}
	}
}

// The resolved text says the same again.
func TestOwnTableResolved(t *testing.T) {
	_, r := decodeTown(t, inheriting)
	again, s := decodeTown(t, string(r.TOML(".")))
	first, _ := r.Hash()
	second, _ := s.Hash()
	if first != second || again.Campus[0].Trade != nil {
		t.Errorf("the resolved text is another experiment:\n%s", r.TOML("."))
	}
}

// What is wrong with a table of its own is said where it stands; a path below one that the
// text does not have is known by the kind that it would inherit.
func TestOwnTableRefuses(t *testing.T) {
	for set, want := range map[string]string{
		"campus[B].trade.tax=2":       "campus[B].trade.tax: 2 is out of range",
		"campus[A].trade.terns=1":     `did you mean "terms"?`,
		"campus[C].deal.margin=3":     `it belongs to kind = "open", and this is "fixed"`,
		"campus[B].deal.kind=\"ope\"": `did you mean "open"?`,
	} {
		_, err := Decode("exp.toml", []byte(inheriting), &town{}, []string{set})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", set, err, want)
		}
	}
	if _, err := Decode("exp.toml", []byte(inheriting), &town{}, []string{"campus[A].deal.margin=3"}); err != nil {
		t.Error(err)
	}
}

func TestOwnTableCompletes(t *testing.T) {
	got := Complete(Reference(&town{}), "campus[B].trade.t")
	if want := []string{"campus[B].trade.tax\ttax", "campus[B].trade.terms\tterms"}; !slices.Equal(got, want) {
		t.Errorf("completed as %q, want %q", got, want)
	}
}
