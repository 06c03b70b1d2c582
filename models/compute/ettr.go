package compute

import "math"

// YoungInterval is the checkpoint interval that loses least time to first
// order: sqrt(2 d M), for a checkpoint of length d and a mean time M between
// failures, all in one unit of time (Young 1974, doi:10.1145/361147.361115).
// Good for d << M.
func YoungInterval(d, M float64) float64 { return math.Sqrt(2 * d * M) }

// DalyInterval is Young's interval with the higher-order terms of Daly 2006
// (doi:10.1016/j.future.2004.11.016, eq. 37): for d < 2M
//
//	sqrt(2dM) [1 + 1/3 sqrt(d/2M) + 1/9 (d/2M)] - d,
//
// M beyond. It is the useful time between two checkpoints.
func DalyInterval(d, M float64) float64 {
	if d >= 2*M {
		return M
	}
	r := d / (2 * M)
	return math.Sqrt(2*d*M)*(1+math.Sqrt(r)/3+r/9) - d
}

// ETTR is the expected share of a run's time that becomes progress (effective
// training time ratio): failures are a Poisson process of mean time M, also
// while the run restarts, each throws away the work since the last checkpoint
// and takes a restart of R; a checkpoint of length d follows every tau of work:
//
//	(tau/M) e^(-R/M) / (e^((tau+d)/M) - 1).
//
// It is exact for a long run: between failures the number of finished segments
// is geometric. All arguments in one unit of time, M > 0, tau > 0.
func ETTR(tau, d, R, M float64) float64 {
	return tau / M * math.Exp(-R/M) / math.Expm1((tau+d)/M)
}

// FirstOrderETTR is 1 - d/tau - tau/2M - R/M, the usual estimate: too low when d
// is not small against tau.
func FirstOrderETTR(tau, d, R, M float64) float64 {
	return 1 - d/tau - tau/(2*M) - R/M
}

// RestartFor is the restart R with which a run reaches the effective training time ratio
// eta: ETTR solved for R. It is negative where no restart is short enough.
func RestartFor(eta, tau, d, M float64) float64 {
	return M * math.Log(tau/M/(eta*math.Expm1((tau+d)/M)))
}
