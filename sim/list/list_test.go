package list_test

import (
	"slices"
	"strconv"
	"testing"

	"caloduc/sim/list"
)

func TestMapKeepsTheOrder(t *testing.T) {
	if got := list.Map([]int{3, 1, 2}, strconv.Itoa); !slices.Equal(got, []string{"3", "1", "2"}) {
		t.Errorf("got %q", got)
	}
}
