package design

import "testing"

// FuzzPoints: whatever a file of points holds, it is refused or gives rows.
func FuzzPoints(f *testing.F) {
	f.Add([]byte("name,campus.hall.racks\na,3\nb,\n"))
	f.Add([]byte("\xef\xbb\xbfx;y\n1,5;\"z\"\n"))
	f.Add([]byte(",\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := ReadCSV(data)
		if err != nil && rows != nil {
			t.Fatalf("%d rows with an error: %v", len(rows), err)
		}
	})
}
