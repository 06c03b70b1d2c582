package record

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// BalanceTolerance is the residual of a balance, as a fraction of its
// throughput, from which on it is no rounding but a fault. Rounding leaves 3e-16
// over 40 years of a plant with a thermal store, so there is room for larger
// models; and a change of one millionth is seen in any flow that carries at
// least a millionth of the throughput.
const BalanceTolerance = 1e-12

// T returns a term of a balance.
func T(id ID, factor float64) Term { return Term{Channel: id, Factor: factor} }

// Flow is one term of one balance with the place the recorder reads it from: a
// test that changes a flow there sees whether the balance notices.
type Flow struct {
	Balance *Balance
	Channel ID
	Src     *float64
}

// BalanceFlows lists the terms of all balances.
func (r *Registry) BalanceFlows() []Flow {
	var flows []Flow
	for i := range r.Balances {
		b := &r.Balances[i]
		for _, terms := range [][]Term{b.In, b.Out} {
			for _, t := range terms {
				flows = append(flows, Flow{Balance: b, Channel: t.Channel, Src: r.Channels[t.Channel].src})
			}
		}
	}
	return flows
}

// BalanceResult is the outcome of one balance.
type BalanceResult struct {
	*Balance
	// Throughput is the sum of the absolute in-flows over the whole run.
	Throughput float64
	// Residual is the worst of all months and of the total: the difference
	// between in and out over the period's throughput (the difference itself
	// where that is zero). Period is when.
	Residual float64
	Period   string
}

// CheckBalances checks every balance over each month and the total. The error
// names each balance that does not close, with the period where it is worst.
func (r *Recorder) CheckBalances() ([]BalanceResult, error) {
	total := r.Totals().(*period)
	periods := append(r.months.all(), *total)
	results := make([]BalanceResult, 0, len(r.reg.Balances))
	var errs []error
	for i := range r.reg.Balances {
		b := &r.reg.Balances[i]
		res := BalanceResult{Balance: b, Residual: -1}
		var worst *period
		for j := range periods {
			p := &periods[j]
			residual, throughput := b.residual(p)
			if residual > res.Residual {
				res.Residual, res.Period, worst = residual, p.name, p
			}
			res.Throughput = throughput // the last is the total
		}
		results = append(results, res)
		if res.Residual >= BalanceTolerance {
			errs = append(errs, r.unbalanced(res, worst))
		}
	}
	return results, errors.Join(errs...)
}

// residual returns |in − out| over the throughput, and the throughput.
func (b *Balance) residual(s Sums) (residual, throughput float64) {
	var net, through neumaier
	for _, t := range b.In {
		x := t.Factor * s.Of(t.Channel)
		net.add(x)
		through.add(math.Abs(x))
	}
	for _, t := range b.Out {
		net.add(-t.Factor * s.Of(t.Channel))
	}
	residual, throughput = math.Abs(net.value()), through.value()
	if throughput > 0 {
		residual /= throughput
	}
	return residual, throughput
}

func (r *Recorder) unbalanced(res BalanceResult, p *period) error {
	var s strings.Builder
	side := func(name string, terms []Term) {
		fmt.Fprintf(&s, "\n  %s:", name)
		for _, t := range terms {
			fmt.Fprintf(&s, "\n    %.15g × ∫ %s = %.15g", t.Factor, r.channels[t.Channel].Name, t.Factor*p.Of(t.Channel))
		}
	}
	side("in", res.In)
	side("out", res.Out)
	scope := res.Scope
	if scope == "" {
		scope = "the whole system"
	}
	return fmt.Errorf("record: the %s balance of %s does not close in %s: residual %.3g of the throughput, %.0e allowed%s",
		res.Name, scope, res.Period, res.Residual, BalanceTolerance, s.String())
}
