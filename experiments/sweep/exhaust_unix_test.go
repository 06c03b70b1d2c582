//go:build unix

package sweep

import "syscall"

var hoard [][]byte

// exhaust runs out of memory for real: the address space is limited, then filled.
func exhaust() {
	limit := uint64(4 << 30)
	if err := syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
		panic(err)
	}
	for {
		hoard = append(hoard, make([]byte, 256<<20))
	}
}
