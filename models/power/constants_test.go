package power

import "testing"

// A node of Frontier by the equation of its digital twin, P_in = (P_out + c)/eta, from
// its configuration (ExaDigiT/RAPS, config/frontier.yaml): SIVOC c = 13 W and
// eta = 0.98, one rectifier for four nodes c = 17 W and eta = 0.96. Idle nodes draw
// 4·88 W of GPUs, 90 W of CPU, 74.26 W of memory, 4·20 W of NICs and 30 W of NVMe; at
// the peak 4·560 W and 280 W of the former two.
func TestFrontierNodeByItsConfiguration(t *testing.T) {
	const nodes = 9472
	c := frontier(t, nodes)
	for _, gpuW := range []float64{88, 560} {
		cpuW := 90.
		if gpuW == 560 {
			cpuW = 280
		}
		dc := 4*gpuW + cpuW + 74.26 + 4*20 + 30
		c.Step(dc*nodes*1e-6, 0)
		near(t, "AC power of a node, W", c.InputMW/nodes*1e6, (4*(dc+13)/0.98+17)/0.96/4, 0.01)
	}
}

// The isolation transformer of a PDU is quoted with 98.5 % at half load, a busway with
// 1 % of ohmic loss at rated current.
func TestDistributionCatalogue(t *testing.T) {
	for _, c := range []struct {
		name       string
		load, want float64
	}{{"pdu-transformer", 0.5, 0.985}, {"busway", 1, 0.99}} {
		e, ok := distributionCatalogue.Find(c.name)
		if !ok {
			t.Fatalf("no %s", c.name)
		}
		v := e.Values
		near(t, c.name, StageEfficiency(v["k0"].(float64), v["k1"].(float64), v["k2"].(float64), c.load), c.want, 5e-4)
	}
}
