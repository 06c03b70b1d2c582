package result

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// holderFile says who draws in a directory, and since when.
const holderFile = ".drawing"

// Lock waits until no other process draws in dir and keeps others out until unlock is
// called or this process ends, however it ends. Where it has to wait it says once for
// whom.
func Lock(dir string, say func(string)) (unlock func(), err error) {
	let, err := exclusive(dir, func() {
		who, _ := os.ReadFile(filepath.Join(dir, holderFile))
		say(fmt.Sprintf("%s: %s draws its figures; waiting", dir, cmp.Or(strings.TrimSpace(string(who)), "another process")))
	})
	if err != nil {
		return nil, err
	}
	host, _ := os.Hostname()
	who := fmt.Sprintf("process %d on %s, since %s,", os.Getpid(), host, time.Now().UTC().Format(time.DateTime+" UTC"))
	if err := os.WriteFile(filepath.Join(dir, holderFile), []byte(who+"\n"), 0o666); err != nil {
		let()
		return nil, err
	}
	return func() {
		os.Remove(filepath.Join(dir, holderFile))
		let()
	}, nil
}
