// Command fitmarket fits the shapes of the market's zones and the curves of France's
// neighbours to a folder of hourly records and writes them as Go source:
//
//	go run ./tools/fitmarket TIMESERIES-FOLDER FUEL-PRICES.csv grid/market
package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"

	"caloduc/grid/market"
	"caloduc/tools/gosource"
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: fitmarket TIMESERIES-FOLDER FUEL-PRICES.csv OUTPUT-FOLDER")
		os.Exit(2)
	}
	shapes, err := fitShapes(os.Args[1])
	curves, failed := fitCurves(os.Args[1], os.Args[2])
	if err = cmp.Or(err, failed); err == nil {
		err = write(os.Args[3], shapes, curves)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(folder string, shapes []market.Shape, curves []market.Curve) error {
	return cmp.Or(
		gosource.Write(filepath.Join(folder, "shapes_gen.go"), "tools/fitmarket", "market", 4, gosource.Var{
			Name: "Shapes", Value: shapes, Comment: "Shapes are the fitted shapes of zones."}),
		gosource.Write(filepath.Join(folder, "curves_gen.go"), "tools/fitmarket", "market", 4, gosource.Var{
			Name: "Curves", Value: curves, Comment: "Curves are the fitted curves of France's neighbours."}))
}
