package experiments

import (
	"math"
	"time"

	"caloduc/cooling"
	"caloduc/cooling/loop"
	"caloduc/grid"
	"caloduc/models/compute"
	"caloduc/models/economics"
	"caloduc/models/power"
	"caloduc/models/weather"
	"caloduc/sim"
	"caloduc/sim/equipment"
	"caloduc/sim/list"
	"caloduc/sim/supply"
)

// campus is the state of one campus: halls behind one grid connection.
type campus struct {
	spec    *CampusSpec
	streams sim.Streams
	outdoor loop.Outdoor // this minute

	riverDegC, seaDegC *float64 // of its climate, now

	cluster    *compute.Cluster
	halls      []*hall
	open       []*hall         // those of them that are open
	limits     []compute.Limit // what each hall may do this minute
	bank       *power.Bank     // from the campus' bus to its halls
	connection *grid.Connection
	feed       *feed
	served     served
	metered    bool   // its transformers are, with the campus
	measuredAt string // where its load was measured as an absolute power, "" where it was not
	hasJobs    bool   // its load is single jobs
	tariff     compute.Tariff
	terms      terms
	market     *marketPlace
	account    *economics.CampusAccount
	portions   []supply.Portion // what suppliers give it

	connected    bool // its connection is paid for, from the first hall's opening on
	awake        bool // something of it may move in the hour that runs
	sum          sums
	designMW     float64 // of the open halls, at the servers' DC bus
	ranDCMW      float64 // at the servers' DC bus when they last drew
	ranBusMW     float64 // at the campus' bus, then
	ranked       bool    // its halls do not all give way alike
	interrupted  bool    // its interruptible halls stand, by the market's price
	contractedMW float64 // for which the campus pays the grid operator
}

// sums are the flows of a campus over its open halls.
type sums struct {
	DCMW         float64 // at the servers' DC bus
	ITMW         float64 // at the servers' inlets
	FacilityMW   float64 // with the grid transformers, at the meter: the power of PUE
	LowVoltageMW float64 // halls and cooling, behind the transformers
	BusMW        float64 // at the campus' own bus, behind its grid transformers
	WaterKgPerS  float64 // drawn
	ReusedMW     float64 // heat delivered to district networks
}

// hall is one hall: its power chain and its cooling, beside the machines that
// the cluster holds.
type hall struct {
	spec     *HallSpec
	state    *compute.HallState
	chain    *power.Chain
	services *power.Services
	domains  *domains
	plant    cooling.Plant
	sized    sizing // the weather for which the plant is built
	duty     *loop.Duty
	limit    *compute.Limit // what it may do this minute
	open     bool
	liquid   bool    // its chips see the coolant, not the air
	dcMW     float64 // design power at the servers' DC bus
	fullMW   float64 // that of the house once it is full
	holding  int     // its number in the campus' account
	machines int     // that of its machines
	next     []refit // the machines that it gets later
}

// newCampus builds a campus and sizes each plant for the weather that its hall's design
// says.
func (w *World) newCampus(s *CampusSpec, streams sim.Streams) (*campus, error) {
	site := w.weather.Index(s.Weather)
	c := &campus{spec: s, outdoor: loop.Outdoor{Air: w.weather.Air(site)}, streams: streams,
		riverDegC: w.weather.RiverDegC(site), seaDegC: w.weather.SeaDegC(site), terms: w.spec.terms(s)}
	path := "campus[" + s.Name + "]"
	cal, err := w.clock(c.terms.zone)
	if err != nil {
		return nil, at(path+".zone", err)
	}
	if c.market, err = w.marketOf(&c.terms, streams); err != nil {
		return nil, at(marketPath(s), err)
	}
	own, err := weather.DesignOf(w.spec.climate(s.Weather), w.cal, 0)
	if err != nil {
		return nil, at(path+".weather", err)
	}
	machines := list.Map(s.Halls, (*HallSpec).machines)
	if c.cluster, err = compute.NewCluster(s.Name, machines, w.spec.workload(s), cal, streams, w.queueOf(s)...); err != nil {
		return nil, at(path+".workload", err)
	}
	place := loop.Site{AltitudeM: w.weather.ElevationM(site), PressurePa: own.PressurePa, Water: new(loop.SharedWater)}
	c.cluster.SetAltitude(place.AltitudeM)
	c.limits = make([]compute.Limit, len(s.Halls))
	for i, hs := range s.Halls {
		if err := w.addHall(c, i, hs, place, cal.Zone()); err != nil {
			return nil, under(path+".hall["+hs.Name+"]", err)
		}
	}
	if c.hasJobs = c.cluster.HasJobs(); c.hasJobs {
		w.hasJobs, c.tariff.ITPerDC = true, make([]float64, len(s.Halls))
	}
	if c.measuredAt = c.cluster.MeasuredAt(); c.measuredAt != "" {
		c.relateFull()
	}
	c.bank = s.Transformer.For(c.largestMW() * s.Transformer.DesignRatio).Build(0)
	if c.connection, err = grid.NewConnection(s.Name, &s.Grid, c.togetherMW(), cal, streams); err != nil {
		return nil, at(path+".grid", err)
	}
	c.metered = c.connection.MetersTransformers()
	if c.feed, err = w.newFeed(c); err != nil {
		return nil, at(path+".feed", err)
	}
	c.ranDCMW, c.ranBusMW = 1, 1
	for _, h := range s.Halls {
		c.ranked = c.ranked || h.Service != serviceOrdinary
	}
	if c.account, err = economics.NewAccount(c.terms.economics, c.terms.contract, cal, c.connection.VoltageKV()); err != nil {
		return nil, accountError(s, err)
	}
	return c, nil
}

// addHall builds the i-th hall of a campus, with the machines that it gets later.
func (w *World) addHall(c *campus, i int, s *HallSpec, place loop.Site, zone *time.Location) error {
	d, err := w.spec.design(c.spec, s, w.cal)
	if err != nil {
		return at("design", err)
	}
	place.DesignDryBulbDegC, place.DesignWetBulbDegC = d.dryBulbDegC, d.wetBulbDegC
	h, err := newHall(s, c.cluster.Hall(i), place, zone)
	if err != nil {
		return at("cooling", err)
	}
	if h.domains, err = s.Domains.build(h.chain, zone); err != nil {
		return at("domains", err)
	}
	told, err := h.refits(place.AltitudeM)
	if err != nil {
		return err
	}
	w.notices = append(w.notices, told...)
	for _, x := range h.next {
		c.cluster.Replace(i, x.Replacement)
	}
	h.sized, h.limit = d, &c.limits[i]
	*h.limit = compute.NoLimit()
	c.halls = append(c.halls, h)
	return nil
}

// machines are the hall's machines as they are used: in tanks, servers have neither cold
// plates nor fans, whatever they were made with.
func (s *HallSpec) machines() *compute.HallSpec {
	fraction, immersed := cooling.Immersed(s.Cooling)
	if !immersed {
		return &s.HallSpec
	}
	m := s.HallSpec
	m.LiquidFraction = fraction
	return &m
}

// newHall builds power chain and plant of a hall that stands closed.
func newHall(s *HallSpec, state *compute.HallState, place loop.Site, zone *time.Location) (*hall, error) {
	h := &hall{spec: s, state: state, dcMW: s.DesignDCMW(), liquid: s.machines().LiquidFraction > 0}
	h.fullMW = h.dcMW / s.Fill
	h.chain = s.Power.BuildFilled(h.dcMW, s.Fill)
	h.services = s.Services.Build(h.chain.FullITMW)
	h.chain.StepFull()
	demand := h.servers(&s.HallSpec, place.AltitudeM)
	demand.Zone, demand.Fill, demand.Racks, demand.DesignRoomHeatMW = zone, s.Fill, int(math.Round(float64(s.Racks)/s.Fill)), h.roomHeatMW()
	var err error
	if h.plant, err = s.Cooling.Build(place, demand); err != nil {
		return nil, err
	}
	h.duty = h.plant.Duty()
	h.chain.Off()
	return h, nil
}

// servers are machines in the hall as its plant sees them.
func (h *hall) servers(m *compute.HallSpec, altitudeM float64) loop.Hall {
	class := m.Class()
	return loop.Hall{AirClass: loop.AirClass{MaxDewPointDegC: class.MaxDewPointDegC, MaxRelHumidity: class.MaxRelHumidity}, Name: h.spec.Name,
		DesignITMW: h.chain.FullITMW, RackPowerkW: m.RackPowerkW, LiquidFraction: m.LiquidFraction, ChipPowerW: m.ChipPowerW, ColdPlateKPerW: m.ColdPlateKPerW,
		MaxInletAirDegC: m.AllowableInletDegC(altitudeM), MaxLiquidSupplyDegC: m.MaxCoolantDegC}
}

// openHalls registers the opening and the closing of every hall.
func (c *campus) openHalls(e *sim.Engine) {
	cal := e.Calendar()
	for _, h := range c.halls {
		name := "hall " + h.spec.Name + " of " + c.spec.Name
		opening := e.Now()
		if !h.spec.Online.IsZero() {
			opening = max(opening, cal.MinuteOf(h.spec.Online))
		}
		e.At(opening, name, func() error {
			h.open = true
			c.listOpen()
			c.designMW += h.dcMW
			h.holding = c.account.Open(e.Now(), h.capital())
			h.machines = c.account.Open(e.Now(), acceleratorCapital(&h.spec.HallSpec))
			c.account.Open(e.Now(), economics.HallCapital{Built: c.extend(h.fullMW)})
			c.capPower(c.limitMW())
			h.plant.Start(e, "campus."+c.spec.Name+".hall."+h.spec.Name, c.streams)
			h.domains.Start(e, "campus."+c.spec.Name+".hall."+h.spec.Name, c.streams)
			return nil
		})
		c.replace(e, h)
		if !h.spec.Retire.IsZero() {
			e.At(cal.MinuteOf(h.spec.Retire), name, func() error {
				h.open = false
				c.listOpen()
				c.designMW -= h.dcMW
				h.chain.Off()
				h.services.Off()
				h.plant.Stop()
				h.domains.Rest()
				c.account.Close(e.Now(), h.holding)
				c.account.Close(e.Now(), h.machines)
				*h.limit = compute.NoLimit()
				return nil
			})
		}
	}
}

// listOpen takes note of which halls are open.
func (c *campus) listOpen() {
	c.open = c.open[:0]
	for _, h := range c.halls {
		if h.open {
			c.open = append(c.open, h)
		}
	}
}

// built is what the hall is built with.
func (h *hall) built() equipment.List {
	return append(h.plant.Inventory().Components, h.chain.Installed()...)
}

// extend puts transformers in service for a further hall of such power and lists what the campus
// builds of its own for it: with the first hall, its connection too.
func (c *campus) extend(fullMW float64) equipment.List {
	before := c.bank.Installed()
	c.bank.Extend(fullMW * c.spec.Transformer.DesignRatio)
	more := c.bank.Installed().Beyond(before)
	if !c.connected {
		c.connected = true
		more = append(append(more, c.connection.Installed()...), c.feed.installed()...)
	}
	return more
}

// capital is what the hall costs, without its machines.
func (h *hall) capital() economics.HallCapital {
	return economics.HallCapital{DesignITMW: h.chain.FullITMW, Built: h.built()}
}

// waits tells whether nothing of the campus moves yet but what its connection's elements
// suffer: it has neither hall nor contracted power, and nothing that could sell without.
func (c *campus) waits() bool {
	if c.connected || c.hasJobs || c.measuredAt != "" || c.feed.units != nil || c.feed.sources != nil ||
		c.market.Quarters || c.connection.ContractedMW() > 0 || c.contractedMW > 0 {
		return false
	}
	for i := range c.portions {
		if c.portions[i].Share > 0 {
			return false
		}
	}
	return true
}

// compute works out what the halls' machines do and draw, within the limits of
// the last minute.
func (c *campus) compute(m sim.Minute) { c.cluster.Step(m, c.limits) }

// cool feeds the open halls and carries their heat away.
func (c *campus) cool(m sim.Minute) {
	if !c.awake {
		return
	}
	c.outdoor.RiverDegC, c.outdoor.SeaDegC = *c.riverDegC, *c.seaDegC
	short := 0.0
	for _, h := range c.open {
		short += h.state.ShortMW
		h.chain.Step(h.state.DCPowerMW, h.duty.ElectricMW)
		h.services.Step(c.outdoor.DryBulbDegC, h.chain.UPSLossMW)
		h.plant.Step(m, &c.outdoor, loop.Load{ITMW: h.chain.ITMW, RoomHeatMW: h.roomHeatMW()})
	}
	c.addUp()
	c.curtailed(short)
}

// addUp takes what the open halls draw through the campus' own transformers.
func (c *campus) addUp() {
	dc, it, low, water, reused := 0.0, 0.0, 0.0, 0.0, 0.0
	for _, h := range c.open {
		chain, duty := h.chain, h.duty
		dc += chain.DCMW
		it += chain.ITMW
		low += chain.InputMW + chain.HouseMW + duty.ElectricMW + h.services.PowerMW
		water += duty.WaterKgPerS
		reused += duty.ReusedMW
	}
	c.bank.Step(low)
	c.sum.DCMW, c.sum.ITMW, c.sum.LowVoltageMW, c.sum.WaterKgPerS, c.sum.ReusedMW = dc, it, low, water, reused
	c.sum.BusMW = c.bank.InputMW
}

// connect feeds the campus' bus from its sources and through transformers and line, sets
// the limits of the next minute, and returns what is drawn at the line's other end, MW.
func (c *campus) connect(m sim.Minute) float64 {
	if !c.awake {
		c.connection.Rest(c.outdoor.DryBulbDegC)
		return 0
	}
	bus := c.sum.BusMW
	line := c.feed.lineMW()
	supplied := c.connection.Supplied()
	if !supplied {
		line = 0
	}
	limit := c.connection.LimitMW()
	wanted := 0.0
	if min(line, limit) < c.connection.ContractedMW() {
		wanted = c.served.CurtailedMW
	}
	net := c.feed.serve(m, bus, wanted, line, limit)
	if !supplied {
		net += c.feed.ShortMW // asked for at a dead line
		c.feed.ShortMW = 0
	}
	c.connection.Step(m, net, c.outdoor.DryBulbDegC)
	if sent := c.connection.SentMW; sent > 0 {
		c.feed.lossFraction = c.connection.LossMW / sent
	}
	if u := c.feed.units; u != nil {
		u.Want(m, c.connection.SentMW, c.served.CurtailedMW/(1-c.feed.lossFraction))
	}
	c.sum.FacilityMW = bus
	if c.metered {
		c.sum.FacilityMW += c.connection.TransformerLossMW
	}

	if mw := c.connection.ContractedMW(); mw != c.contractedMW {
		c.contractedMW = mw
		if c.feed.spec.Kind != feedIsland {
			c.account.Subscribe(mw)
		}
	}
	if c.measuredAt != "" {
		c.relate()
	}
	c.feedBack()
	return c.connection.SentMW
}

// limitMW is what the campus may draw at its bus in the next minute: what its line may
// carry and what feeds it can give, with its own sources at most what is contracted.
func (c *campus) limitMW() float64 {
	limit := c.connection.LimitMW()
	if c.feed.units != nil {
		limit = min(limit, c.feed.lineMW())
	}
	if c.feed.sources != nil {
		limit = max(limit, min(limit+c.feed.nextMW(), c.connection.ContractedMW()))
	}
	return limit
}

// roomHeatMW is the heat that the chain releases in the hall: all its losses but
// those of the server power supplies, which are inside the servers, and those of a UPS
// in electrical rooms.
func (h *hall) roomHeatMW() float64 {
	c := h.chain
	return c.DistributionLossMW + h.services.HallShare()*c.UPSLossMW + c.HouseMW
}

// largestMW is the full DC power of the campus' largest hall.
func (c *campus) largestMW() float64 {
	most := 0.0
	for _, h := range c.halls {
		most = max(most, h.fullMW)
	}
	return most
}

// togetherMW is the largest full DC power of halls that are open together.
func (c *campus) togetherMW() float64 {
	most := 0.0
	for _, at := range c.halls { // the sum grows where a hall opens
		sum := 0.0
		for _, h := range c.halls {
			if s := h.spec; !s.Online.After(at.spec.Online) && (s.Retire.IsZero() || s.Retire.After(at.spec.Online)) {
				sum += h.fullMW
			}
		}
		most = max(most, sum)
	}
	return most
}
