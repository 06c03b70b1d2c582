package sim

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"math/rand/v2"
)

// Streams hands out named random streams. A stream depends on seed, replicate
// and its own name alone, so that adding a component shifts nobody else's draws
// and sweep points share common random numbers.
type Streams struct {
	Seed      uint64
	Replicate uint64
}

// Stream returns a new generator for the name, at the start of its sequence.
// Names follow the component: "reactor.Nogent 1.trips". The generator is an
// injected source for gonum's distributions too.
func (s Streams) Stream(name string) *rand.Rand {
	h := sha256.New()
	var b [16]byte
	binary.LittleEndian.PutUint64(b[:8], s.Seed)
	binary.LittleEndian.PutUint64(b[8:], s.Replicate)
	h.Write(b[:])
	h.Write([]byte(name))
	sum := h.Sum(nil)
	return rand.New(rand.NewPCG(binary.LittleEndian.Uint64(sum[:8]), binary.LittleEndian.Uint64(sum[8:16])))
}

// Lognormal draws from a lognormal distribution given by its mean and the
// standard deviation over the mean.
func Lognormal(r *rand.Rand, mean, spread float64) float64 {
	variance := math.Log1p(spread * spread)
	return mean * math.Exp(math.Sqrt(variance)*r.NormFloat64()-variance/2)
}
