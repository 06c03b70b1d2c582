package sim

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestSharedReadsOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.csv")
	var reads atomic.Int32
	get := func(way string) (string, error) {
		return Shared(path, way, func() (string, error) {
			reads.Add(1)
			text, err := os.ReadFile(path)
			if strings.HasPrefix(string(text), "bad") {
				err = errors.New("bad file")
			}
			return string(text), err
		})
	}
	write := func(text string, at time.Time) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := get(""); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("of a missing file: %v", err)
	}
	reads.Store(0)
	now := time.Now().Add(-time.Hour)
	write("one", now)
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			if text, err := get(""); text != "one" || err != nil {
				t.Errorf("%q, %v", text, err)
			}
		})
	}
	wait.Wait()
	if n := reads.Load(); n != 1 {
		t.Errorf("read %d times", n)
	}
	get("another way")
	write("two", now.Add(time.Second))
	if text, _ := get(""); text != "two" || reads.Load() != 3 {
		t.Errorf("%q after %d reads", text, reads.Load())
	}
	write("new", time.Now())
	for n := range int32(2) {
		if text, _ := get(""); text != "new" || reads.Load() != 4+n {
			t.Errorf("%q after %d reads of a file just written", text, reads.Load())
		}
	}
	write("bad", now.Add(2*time.Second))
	for range 2 {
		if _, err := get(""); err == nil || reads.Load() != 6 {
			t.Errorf("%v after %d reads", err, reads.Load())
		}
	}
	for i := range 2 * mostShared {
		get(fmt.Sprint(i))
	}
	if n := len(shared.files); n != mostShared {
		t.Errorf("%d files kept", n)
	}
	// What panics once panics again, and no empty value passes for a file's.
	write("panics", now.Add(3*time.Second))
	for range 2 {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			Shared(path, "", func() (int, error) { panic("torn") })
		}()
	}
}
