package compute

import (
	"math"

	"caloduc/sim"
	"caloduc/sim/channel"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// A run is interrupted by the failure of some component: which one says what is taken out
// for repair, and for how long. The interruptions of a generation (mtbf_GPUh) are split
// among components by their hazards.

// component is what fails, as its place in components.
type component int

const (
	gpuFails component = iota
	hbmFails
	coolingFails
	hostFails
	nicFails
	supplyFails
	networkFails
	softwareFails
	componentCount
)

// components are their names in files and what belongs to each, those first whose repair
// takes a node.
var components = [componentCount]struct{ name, meaning, takes string }{
	{"gpu", "GPU, its caches and system processor, wrong results without an error", takesNode},
	{"hbm", "memory of the GPU", takesNode},
	{"cooling", "thermal interface and sensors of the GPU", takesNode},
	{"host", "CPU, memory, drives, boards and chassis of the node", takesNode},
	{"nic", "network card", takesNode},
	{"power_supply", "power supply of the node", takesNode},
	{"network", "switches, optics and cables", takesNothing},
	{"software", "software, libraries and what they depend on", takesNothing},
}

// What is taken out for repair.
const (
	takesNothing = "nothing"
	takesNode    = "node"
	takesRack    = "rack"
)

// llama3Causes are the causes of the 419 unexpected interruptions of 16,384 H100 in 54
// days (Llama 3, table 5). The last four, of two each, are not as read: the sum is.
var llama3Causes = []struct {
	cause string
	of    component
	count float64
}{
	{"faulty GPU", gpuFails, 148}, {"GPU HBM3 memory", hbmFails, 72}, {"software bug", softwareFails, 54}, {"network switch or cable", networkFails, 35},
	{"unplanned maintenance of the host", hostFails, 32}, {"GPU SRAM memory", gpuFails, 19}, {"GPU system processor", gpuFails, 17}, {"NIC", nicFails, 7},
	{"NCCL watchdog", softwareFails, 7}, {"silent data corruption", gpuFails, 6}, {"GPU thermal interface and sensor", coolingFails, 6},
	{"SSD", hostFails, 3}, {"power supply", supplyFails, 3}, {"server chassis", hostFails, 2}, {"IO expansion board", hostFails, 2},
	{"dependency", softwareFails, 2}, {"CPU", hostFails, 2}, {"system memory", hostFails, 2},
}

// hazards are interruptions by component, relative to one another.
type hazards [componentCount]float64

// llama3Hazards are those of H100, which all later generations are taken to have.
var llama3Hazards = func() (z hazards) {
	for _, c := range llama3Causes {
		z[c.of] += c.count
	}
	return z
}()

const (
	llama3Table = llama3 + ", table 5: causes of 419 unexpected interruptions; its last four rows, of 2 each, are unverified"
	deltaNCSA   = param.Source("derived: A100 memory errs 3.2 times more rarely than H100's (Cui et al. 2025, arXiv 2503.11901), whose memory stops a run every 50,677 h x 419/72; the rest of 37,550 h is split as H100's, an assumption")
)

// hazardParams declares the hall's hazards by component.
func (s *HallSpec) hazardParams(p *param.Set) {
	for i, c := range components {
		p.Float(&s.Hazards[i], c.name+"_hazard", llama3Hazards[i], param.AtLeast(0),
			"interruptions by the "+c.meaning+", relative to the hall's other hazards: mtbf_GPUh is split by them", llama3Table)
	}
}

// ComponentSpec changes how a component fails and is repaired.
type ComponentSpec struct {
	Name       string
	RateFactor float64
	RepairH    float64
	Takes      string
}

// Params declares the keys of a component.
func (s *ComponentSpec) Params(p *param.Set) {
	p.Choice(&s.Name, "name", "", componentNames(), "what fails").Require()
	p.Float(&s.RateFactor, "rate_factor", 1, param.AtLeast(0), "how often it fails over what the hall's hazards and mtbf_GPUh say", param.Setting)
	p.Float(&s.RepairH, "repair_h", param.Auto, param.AtLeast(0), "time until what it took is back; absent: the workload's repair_h", "")
	p.Choice(&s.Takes, "takes", takesDefault, []string{takesDefault, takesNothing, takesNode, takesRack},
		"what is taken out for repair and replaced by spares: nothing, the run's node, or a rack with all of its nodes, such as an NVLink domain; default: a node, of network and software nothing")
}

const takesDefault = "default"

func componentNames() (words []string) {
	for _, c := range components {
		words = append(words, c.name)
	}
	return words
}

// repair is what a component's failure takes out, in nodes of a hall, and for how long.
func (s *FailureSpec) repair(c component, h *HallSpec) (nodes int, minutes float64) {
	takes, hours := components[c].takes, s.RepairH
	if o := s.changed(c); o != nil {
		hours = param.Or(o.RepairH, hours)
		if o.Takes != takesDefault {
			takes = o.Takes
		}
	}
	switch takes {
	case takesNode:
		nodes = 1
	case takesRack:
		nodes = h.GPUsPerRack / h.GPUsPerNode
	}
	return nodes, hours * 60
}

// changed is what the file says of a component, nil for nothing.
func (s *FailureSpec) changed(c component) *ComponentSpec {
	for _, o := range s.Components {
		if o.Name == components[c].name {
			return o
		}
	}
	return nil
}

// split is a hall's hazards as the file changes them: up to which part of its
// interruptions each component goes, and all over those without the changes.
func (s *FailureSpec) split(h *HallSpec) (upTo hazards, factor float64) {
	before, sum := 0.0, 0.0
	for i, n := range h.Hazards {
		before += n
		if o := s.changed(component(i)); o != nil {
			n *= o.RateFactor
		}
		sum += n
		upTo[i] = sum
	}
	for i := range upTo {
		upTo[i] /= max(sum, math.SmallestNonzeroFloat64)
	}
	return upTo, sum / before
}

// failing draws which component of a hall has failed; draw (0 to 1) is random.
func (h *hall) failing(draw float64) component {
	c := component(0)
	for c < componentCount-1 && draw >= h.failsUpTo[c] {
		c++
	}
	return c
}

// checkHazards refuses halls in which nothing can fail.
func (s *HallSpec) checkHazards(report func(key, format string, args ...any)) {
	if s.Hazards == (hazards{}) {
		report("gpu_hazard", "no component fails: mtbf_GPUh cannot be split")
	}
}

// countComponents takes the failures since the last minute's end into those of the hour.
func (t *totals) countComponents(m sim.Minute) {
	if m%sim.Hour == 0 {
		t.byComponentPerH = hazards{}
	}
	if !t.failed {
		return
	}
	for i, n := range t.byComponent {
		t.byComponentPerH[i] += float64(n)
	}
	t.byComponent, t.failed = [componentCount]int{}, false
}

// fail counts a failure of a component.
func (t *totals) fail(c component) {
	t.byComponent[c]++
	t.failed = true
}

// declareComponents declares interruptions by component; all of them are stops.
func (t *totals) declareComponents(g record.Group, stops record.ID) {
	var ids [componentCount]record.ID
	hourly := g.ByHour() // read as the hour ends
	for i, c := range components {
		ids[i] = hourly.Meter(&t.byComponentPerH[i], channel.InterruptionsBy+c.name+"_per_h", "interruptions of runs by failures: "+c.meaning)
		g.Indicator(channel.InterruptionsBy+c.name, "interruptions of runs by failures: "+c.meaning, func(s record.Sums) float64 { return s.Of(ids[i]) })
	}
	g.Indicator(channel.InterruptionsBy+"others", "interruptions of runs by racks without power or cooling, by runs that give way, by halls that close", func(s record.Sums) float64 {
		n := s.Of(stops)
		for _, id := range ids {
			n -= s.Of(id)
		}
		return n
	})
}
