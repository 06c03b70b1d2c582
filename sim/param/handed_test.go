package param

import "testing"

// A house of rooms, each of one of two kinds, whose age sets what its rooms have.
type houseSpec struct {
	Age   string
	Doors int
	Cell  cellSpec
	Rooms []*roomSpec
}

type cellSpec struct{ Steps int }

type roomSpec struct {
	Kind    Spec
	Paint   string
	Windows int
}

type kitchenSpec struct {
	Taps int
	Cell cellSpec
}

var ages = &Catalogue{Entries: []CatalogueEntry{
	{Name: "new", Source: "builder"},
	{Name: "old", Source: "survey", Sources: map[string]Source{"rooms.windows": "mason"},
		Values: map[string]any{"doors": 1, "**.steps": 9, "rooms.windows": 2, "rooms.kind.taps": 1}},
}}

var paints = &Catalogue{Entries: []CatalogueEntry{{Name: "lime", Source: "painter", Values: map[string]any{"windows": 5}}}}

func (s *houseSpec) Params(p *Set) {
	p.Preset(&s.Age, "age", "old", ages, "how old")
	p.Int(&s.Doors, "doors", 3, Between(0, 9), "doors", "x")
	p.Table(&s.Cell, "cell", "below")
	List(p, &s.Rooms, "rooms", "", "rooms")
}

func (s *cellSpec) Params(p *Set) { p.Int(&s.Steps, "steps", 4, Between(0, 20), "steps", "x") }

func (s *roomSpec) Params(p *Set) {
	p.Preset(&s.Paint, "paint", "", paints, "walls")
	p.Int(&s.Windows, "windows", 3, Between(0, 9), "windows", "x")
	Select(p, &s.Kind, "kind", "kitchen", NewRegistry("what", Option[Spec]{"kitchen", "cooks", func() Spec { return new(kitchenSpec) }},
		Option[Spec]{"cell", "stores", func() Spec { return new(cellSpec) }}), "what it is for")
}

func (s *kitchenSpec) Params(p *Set) {
	p.Int(&s.Taps, "taps", 2, Between(0, 9), "taps", "x")
	p.Table(&s.Cell, "cell", "its own")
}

// A preset reaches the tables below its own, in whatever of them has the key; what the
// file gives, or a preset of the table itself, stands over it.
func TestPresetOfTablesBelow(t *testing.T) {
	s := new(houseSpec)
	r, err := Decode("t.toml", []byte("[[rooms]]\n[[rooms]]\npaint = \"lime\"\n[rooms.kind]\nwhat = \"cell\"\n[[rooms]]\nwindows = 7\n[rooms.kind]\ntaps = 8\n"), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	first := s.Rooms[0].Kind.(*kitchenSpec)
	if s.Doors != 1 || s.Cell.Steps != 9 || s.Rooms[0].Windows != 2 || first.Taps != 1 || first.Cell.Steps != 9 {
		t.Errorf("%+v, %+v, %+v", s, s.Rooms[0], first)
	}
	if s.Rooms[1].Windows != 5 || s.Rooms[1].Kind.(*cellSpec).Steps != 9 || s.Rooms[2].Windows != 7 || s.Rooms[2].Kind.(*kitchenSpec).Taps != 8 {
		t.Errorf("%+v, %+v", s.Rooms[1], s.Rooms[2])
	}
	for _, v := range r.Values() {
		if v.Path == "rooms[0].windows" && (v.Source != "mason" || v.Origin != "catalogue old") {
			t.Errorf("%s: %s, %s", v.Path, v.Source, v.Origin)
		}
	}
	if _, err := Decode("t.toml", []byte("age = \"new\"\n[[rooms]]\n"), s, nil); err != nil || s.Cell.Steps != 4 || s.Rooms[0].Kind.(*kitchenSpec).Taps != 2 {
		t.Errorf("%v: %+v", err, s)
	}
}

// Lint follows the paths of a preset: each leads to a parameter that bears its value.
func TestLintPresetOfTablesBelow(t *testing.T) {
	if got := Lint(new(houseSpec)); len(got) > 0 {
		t.Error(got)
	}
	bad := &Catalogue{Entries: []CatalogueEntry{{Name: "x", Source: "s", Values: map[string]any{"rooms.kind.doors": 1, "**.steps": 99}}}}
	if err := CheckCatalogue(new(houseSpec), bad); err == nil || err.Error() != "catalogue: x: **.steps: 99 is out of range: must be within 0 to 20\ncatalogue: x: \"rooms.kind.doors\" is not declared" {
		t.Error(err)
	}
}
