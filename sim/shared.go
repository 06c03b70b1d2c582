package sim

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
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

// sharedFile is what is read of files in one state, in one way.
type sharedFile struct {
	state string // path, size and time of change of each
	way   string
	read  func() (any, error) // once
}

// Shared returns what read makes of a file. A process reads each file once in each
// way, however many runs ask for it, as long as its size and time stay the same;
// what is returned is shared and must not be changed. Of many files those last
// asked for are kept.
func Shared[T any](path, way string, read func() (T, error)) (T, error) {
	return SharedAll([]string{path}, way, read)
}

// SharedAll is Shared for what is made of several files.
func SharedAll[T any](paths []string, way string, read func() (T, error)) (T, error) {
	once := sharedFile{way: way, read: sync.OnceValues(func() (any, error) { return read() })}
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !Settled(info.ModTime()) {
			return read() // and says what is wrong
		}
		once.state += fmt.Sprintf("%s\t%d\t%d\n", path, info.Size(), info.ModTime().UnixNano())
	}
	value, err := kept(once).read()
	own, _ := value.(T)
	return own, err
}

// FileNames names files in a notice, by their names without folders.
func FileNames(paths []string) string {
	if len(paths) > 2 {
		return filepath.Base(paths[0]) + " to " + filepath.Base(paths[len(paths)-1])
	}
	var names []string
	for _, p := range paths {
		names = append(names, filepath.Base(p))
	}
	return strings.Join(names, " and ")
}

// kept returns the file kept in the same state, or keeps it.
func kept(f sharedFile) sharedFile {
	shared.Lock()
	defer shared.Unlock()
	at := slices.IndexFunc(shared.files, func(o sharedFile) bool {
		return o.state == f.state && o.way == f.way
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
