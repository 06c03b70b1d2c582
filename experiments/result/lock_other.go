//go:build !unix

package result

import (
	"errors"
	"os"
	"path/filepath"
	"time"
)

// staleAfter is the age from which a lock is that of a process which has died: no
// figures take so long.
const staleAfter = 10 * time.Minute

// exclusive locks a directory by a file that only one process can make; waits is called
// before it waits.
func exclusive(dir string, waits func()) (let func(), err error) {
	path := filepath.Join(dir, holderFile+".lock")
	for told := false; ; time.Sleep(100 * time.Millisecond) {
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o666)
		if err == nil {
			return func() { f.Close(); os.Remove(path) }, nil
		}
		if !errors.Is(err, os.ErrExist) {
			return nil, err
		}
		if info, err := os.Stat(path); err == nil && time.Since(info.ModTime()) > staleAfter {
			os.Remove(path)
		}
		if !told {
			told = true
			waits()
		}
	}
}
