package compute
import ("testing";"caloduc/sim")
func TestZZ(t *testing.T){
 c := newCluster(t, `
[[hall]]
name = "A"
accelerator = "GB300 NVL72"
racks = 1500
[[hall]]
name = "B"
online = 2026-06-01
accelerator = "H200"
racks = 800
[workload]
kind = "training-mix"
`, 1)
 lo,hi,n:=1e9,0.0,0.0; ramp:=0.0; last:=0.0; jobs:=0.0; sw:=0.0
 b := run(t, c, 0, 365*sim.Day, nil, func(m sim.Minute){ p:=c.Hall(0).DCPowerMW; lo=min(lo,p);hi=max(hi,p); if m>0 {ramp=max(ramp,p-last,last-p)}; last=p; n++; jobs+=c.sum.jobsRunning; sw=max(sw,c.Hall(0).SwingMW)})
 t.Logf("busy %.3f small %.3f goodput %.3f interruptions %.0f finished %.0f jobs %.1f; hall A %.1f..%.1f of %.1f MW, mean all %.1f, largest minute ramp %.1f, swing %.1f", b.busy/b.online,b.small/b.online,b.useful/b.busy,b.interruptions,b.finished,jobs/n,lo,hi,c.halls[0].designMW,b.dcMWmin/n,ramp,sw)
}
