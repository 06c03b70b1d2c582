package normals

// Record is the statistics of one site's record.
type Record struct {
	Site    string
	Of      string // title, years and terms of the record
	Normals Normals
}

// Pair is the correlation of two sites' daily anomalies.
type Pair struct {
	A, B        string
	Correlation float64
	Days        int // in common
}
