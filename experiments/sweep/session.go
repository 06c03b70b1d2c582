package sweep

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

// session is one process that works on a sweep. Its runs under way are
// directories below its own, so that others see what is running, and what a
// dead process left is known and removed.
type session struct {
	Options
	dir  string // work/<session>
	stop chan struct{}
	beat chan struct{} // closed when the heart has stopped
}

// SessionVariable names a session in the environment of the process that is to
// open it.
const SessionVariable = "CALODUC_SWEEP_SESSION"

// A session shows that it lives by touching its file every heartbeat; it is
// taken for dead when that was more than lifetime ago.
const (
	heartbeat = 15 * time.Second
	lifetime  = 2 * time.Minute
	aliveFile = "alive"
)

// sessionName is the name of a session of this process: host, process, time.
func sessionName() string {
	host, _ := os.Hostname()
	host = strings.Map(func(r rune) rune {
		if r == '~' || r == '/' || r == '\\' {
			return '-'
		}
		return r
	}, host)
	return fmt.Sprintf("%s~%d~%d", host, os.Getpid(), time.Now().UnixNano())
}

// openSession removes what dead sessions have left and opens one.
func openSession(o Options) (*session, error) {
	if err := usable(o.Out); err != nil {
		return nil, storageOr(err, o.Out)
	}
	work := filepath.Join(o.Out, workDir)
	sweepUp(work)
	s := &session{Options: o, dir: filepath.Join(work, cmp.Or(os.Getenv(SessionVariable), sessionName())),
		stop: make(chan struct{}), beat: make(chan struct{})}
	if err := os.MkdirAll(s.dir, 0o777); err != nil {
		return nil, storageOr(err, o.Out)
	}
	if err := os.WriteFile(filepath.Join(s.dir, aliveFile), nil, 0o666); err != nil {
		return nil, storageOr(err, o.Out)
	}
	if o.crash {
		if err := s.noteCrash(); err != nil {
			return nil, storageOr(err, o.Out)
		}
	}
	go s.live()
	return s, nil
}

// noteCrash has the runtime write into the session's directory why it dies.
func (s *session) noteCrash() error {
	f, err := os.Create(filepath.Join(s.dir, crashFile))
	if err != nil {
		return err
	}
	defer f.Close()
	return debug.SetCrashOutput(f, debug.CrashOptions{})
}

// live touches the session's file until the session is closed.
func (s *session) live() {
	defer close(s.beat)
	tick := time.NewTicker(heartbeat)
	defer tick.Stop()
	for {
		select {
		case <-s.stop:
			return
		case now := <-tick.C:
			os.Chtimes(filepath.Join(s.dir, aliveFile), now, now)
		}
	}
}

// close removes the session.
func (s *session) close() error {
	close(s.stop)
	<-s.beat
	err := os.RemoveAll(s.dir)
	os.Remove(filepath.Join(s.Out, workDir)) // where no other session works
	return err
}

// sweepUp removes the directories of sessions that are dead.
func sweepUp(work string) {
	entries, err := os.ReadDir(work)
	if err != nil {
		return
	}
	for _, e := range entries {
		if !alive(work, e.Name()) {
			os.RemoveAll(filepath.Join(work, e.Name()))
		}
	}
}

// alive tells whether a session works: on this machine by its process, on
// another by the time of its last sign.
func alive(work, name string) bool {
	parts := strings.Split(name, "~")
	host, _ := os.Hostname()
	if len(parts) == 3 && parts[0] == host {
		if pid, err := strconv.Atoi(parts[1]); err == nil && !running(pid) {
			return false
		}
	}
	info, err := os.Stat(filepath.Join(work, name, aliveFile))
	if errors.Is(err, os.ErrNotExist) { // being opened, or being removed
		info, err = os.Stat(filepath.Join(work, name))
	}
	return err == nil && time.Since(info.ModTime()) < lifetime
}

// underWay lists the runs under way of all sessions that live.
func underWay(dir string) map[string]bool {
	runs := map[string]bool{}
	work := filepath.Join(dir, workDir)
	sessions, _ := os.ReadDir(work)
	for _, s := range sessions {
		if !alive(work, s.Name()) {
			continue
		}
		for _, run := range inFlight(filepath.Join(work, s.Name())) {
			runs[run] = true
		}
	}
	return runs
}

// inFlight lists the runs under way of one session.
func inFlight(session string) []string {
	var runs []string
	entries, _ := os.ReadDir(session)
	for _, e := range entries {
		if e.IsDir() {
			runs = append(runs, e.Name())
		}
	}
	return runs
}
