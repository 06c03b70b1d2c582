package batch

import (
	"iter"
	"math"
)

// FairShare starts first the jobs of whoever has used least of his share, use being
// forgotten by a half-life, with EASY backfill; nobody holds more than his quota.
type FairShare struct {
	HalfLifeMin float64
	PeriodMin   float64 // how often the order is worked out anew
	Terms       map[string]Terms
}

// Terms are those of one user.
type Terms struct {
	Share float64 // of the machines, relative to those of others; 0: 1
	Quota float64 // GPUs that he may hold at once; 0: no limit
}

// user is what one user has used.
type user struct {
	Terms
	holds, used, at float64 // GPUs; GPU-minutes, forgotten by the half-life; when reckoned
}

func (s *System) user(name string) *user {
	u := s.users[name]
	if u == nil {
		u = &user{at: s.Now}
		s.users[name] = u
	}
	return u
}

// gain has a user hold more GPUs, or fewer.
func (s *System) gain(u *user, gpus float64) {
	if s.halfLife > 0 {
		u.forget(s.Now, s.halfLife)
	}
	u.holds += gpus
}

// full tells whether a job would lead its user beyond his quota.
func (u *user) full(j *Job) bool { return u.Quota > 0 && u.holds+j.Size() > u.Quota+1e-9 }

// forget reckons the use up to now: what was used fades, what is held adds to it.
func (u *user) forget(now, halfLife float64) {
	if dt := now - u.at; dt > 0 {
		rate := math.Ln2 / halfLife
		fade := math.Exp(-rate * dt)
		u.used, u.at = u.used*fade+u.holds*(1-fade)/rate, now
	}
}

// Before goes by use over share, then by submission.
func (o *FairShare) Before(s *System, a, b *Job) bool {
	if a.user != b.user {
		if x, y := o.standing(s, a.user), o.standing(s, b.user); x != y {
			return x < y
		}
	}
	return a.SubmitMin < b.SubmitMin
}

func (o *FairShare) standing(s *System, u *user) float64 {
	u.forget(s.Now, o.HalfLifeMin)
	share := u.Share
	if share <= 0 {
		share = 1
	}
	return u.used / share
}

// Decide starts them in that order.
func (o *FairShare) Decide(s *System) iter.Seq[Decision] { return s.easy }
