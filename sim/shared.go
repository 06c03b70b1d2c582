package sim

import (
	"os"
	"slices"
	"sync"
	"time"
)

// mostShared is the number of files whose contents a process keeps.
const mostShared = 32

// Settled tells whether a file's time can tell its next change from the last: it
// cannot while it is hardly past, since clocks of files tick slowly.
func Settled(changed time.Time) bool { return time.Since(changed) > 2*time.Second }

// shared keeps what has been read of files, the last asked for at the end.
var shared struct {
	sync.Mutex
	files []sharedFile
}

// sharedFile is what is read of a file in one state, in one way.
type sharedFile struct {
	path    string
	size    int64
	changed time.Time
	way     string
	read    func() (any, error) // once
}

// Shared returns what read makes of a file. A process reads each file once in each
// way, however many runs ask for it, as long as its size and time stay the same;
// what is returned is shared and must not be changed. Of many files those last
// asked for are kept.
func Shared[T any](path, way string, read func() (T, error)) (T, error) {
	info, err := os.Stat(path)
	if err != nil || !Settled(info.ModTime()) {
		return read() // and says what is wrong
	}
	once := sharedFile{path, info.Size(), info.ModTime(), way, sync.OnceValues(func() (any, error) { return read() })}
	value, err := kept(once).read()
	own, _ := value.(T)
	return own, err
}

// kept returns the file kept in the same state, or keeps it.
func kept(f sharedFile) sharedFile {
	shared.Lock()
	defer shared.Unlock()
	at := slices.IndexFunc(shared.files, func(o sharedFile) bool {
		return o.path == f.path && o.way == f.way && o.size == f.size && o.changed.Equal(f.changed)
	})
	if at >= 0 {
		f = shared.files[at]
		shared.files = slices.Delete(shared.files, at, at+1)
	} else if len(shared.files) == mostShared {
		shared.files = slices.Delete(shared.files, 0, 1)
	}
	shared.files = append(shared.files, f)
	return f
}
