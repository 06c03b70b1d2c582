package validation

import (
	"fmt"
	"os"

	"caloduc/grid/network"
)

const matpower = "MATPOWER 8.1, runpf and rundcopf with their default options"

// matpowerCases are results of MATPOWER for its public cases.
var matpowerCases = []struct {
	name       string
	acLossMW   float64
	acVMMinPu  float64 // of a bus whose voltage nothing holds; 0: not compared
	costPerH   float64 // of the DC optimal flow; 0: not compared
	pricePerMW float64 // lowest of its prices
}{
	{"case5", 0, 0, 17479.895776, 10},
	{"case9", 4.641021474, 0.995630858, 5216.026608, 24.04418954},
	{"case14", 13.393272357, 0, 7642.591777, 39.0161527},
	{"case30", 2.44380313, 0.960623708, 565.205966, 3.78919631},
	{"case118", 132.862871889, 0, 125947.881418, 39.38136795},
	{"case1888rte", 980.733138286, 0.842826042, 0, 0},
}

// networkFlows compares losses, voltages, costs and prices.
func networkFlows() (list []Comparison) {
	add := func(name, quantity, unit, file string, published, tolerance float64, run func(*network.Case) (float64, error)) {
		path := "data/grid/" + file + ".m"
		list = append(list, Comparison{Name: name + "." + file, Quantity: quantity + ", " + file, Unit: unit, Source: matpower,
			Published: value(published), Tolerance: within(tolerance), Needs: path, Run: func(e *Env) (float64, error) {
				c, err := once(e, "network."+file, func() (*network.Case, error) { return gridCase(e, path) })
				if err != nil {
					return 0, err
				}
				return run(c)
			}})
	}
	for _, c := range matpowerCases {
		if c.acLossMW > 0 {
			add("loss.newton", "losses by Newton's method", "MW", c.name, c.acLossMW, 1e-4, lossBy(network.Newton))
			add("loss.fdlf", "losses by the fast decoupled method", "MW", c.name, c.acLossMW, 1e-4, lossBy(network.FastDecoupled))
		}
		if c.acVMMinPu > 0 {
			add("voltage", "lowest voltage of the AC flow", "pu", c.name, c.acVMMinPu, 1e-6, lowestVoltage)
		}
		if c.costPerH > 0 {
			add("cost", "cost of the DC optimal flow", "EUR/h", c.name, c.costPerH, 1e-5*c.costPerH, optimalCost)
			add("price", "lowest price of the DC optimal flow", "EUR/MWh", c.name, c.pricePerMW, 1e-5, lowestPrice)
		}
	}
	return list
}

// rteLoss compares what the 400 kV lines of the bundled grid lose with RTE's own grid.
func rteLoss() []Comparison {
	return []Comparison{{Name: "loss.france", Quantity: "losses of the 400 kV lines at 59,110.5 MW, 72 % nuclear", Unit: "MW",
		Source:    "sum over the 491 branches at 380 kV of case1888rte (Josz et al., arXiv:1603.01533) by MATPOWER 8.1's AC power flow",
		Published: value(650.1), Tolerance: share(0.1), Class: Fitted,
		Basis: "purpose: a tenth of the losses is 0.1 % of the load; which stations ran is not published",
		Why:   "resistances, reactances and charging of both classes of line are medians of that case; which lines there are, loads and stations are not of it",
		Run: func(*Env) (float64, error) {
			g, err := network.France()
			if err != nil {
				return 0, err
			}
			const loadMW = 59_110.5
			f, err := network.Newton(g.Case(g.Operate(loadMW, map[network.Fuel]float64{network.Nuclear: 0.72 * loadMW})))
			if err != nil {
				return 0, err
			}
			return f.TotalLossMW(), nil
		}}}
}

func lossBy(solve func(*network.Case) (*network.Flow, error)) func(*network.Case) (float64, error) {
	return func(c *network.Case) (float64, error) {
		f, err := solve(c)
		if err != nil {
			return 0, err
		}
		return f.TotalLossMW(), nil
	}
}

func lowestVoltage(c *network.Case) (float64, error) {
	f, err := network.Newton(c)
	if err != nil {
		return 0, err
	}
	return lowest(f.VMPu), nil
}

func optimalCost(c *network.Case) (float64, error) {
	f, err := network.OptimalDC(c)
	if err != nil {
		return 0, err
	}
	return f.CostEURPerH, nil
}

func lowestPrice(c *network.Case) (float64, error) {
	f, err := network.OptimalDC(c)
	if err != nil {
		return 0, err
	}
	return lowest(f.PriceEURPerMWh), nil
}

func lowest(values []float64) float64 {
	least := values[0]
	for _, v := range values {
		least = min(least, v)
	}
	return least
}

// gridCase reads a case of the folder of data.
func gridCase(e *Env, path string) (*network.Case, error) {
	file, ok := e.File(path)
	if !ok {
		return nil, fmt.Errorf("no %s", path)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return network.ReadMATPOWER(path, f)
}
