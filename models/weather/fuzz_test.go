package weather

import (
	"math"
	"testing"
)

// FuzzRead: whatever a file holds, it is refused or gives hours that can be.
func FuzzRead(f *testing.F) {
	f.Add([]byte("LOCATION,A,B,C,D,1,48.8,2.3,1.0,90\nDESIGN CONDITIONS,0\n\n\n\n\n\nDATA PERIODS,1,1,Data,Sunday,1/1,12/31\n2023,1,1,1,0,x,5.0,1.0,80,100000\n"), FormatAuto)
	f.Add([]byte("#1\ndouble tab1(8760,30)\n#LOCATION,A,B,C,D,1,48.8,2.3,1.0,90\n0.0 1 1 80 100000\n"), FormatAuto)
	f.Add([]byte("time,t,rh\n2023-01-01T00:00,0.6,72\n2023-01-01T00:15,1e9,\n"), FormatCSV)
	f.Add([]byte("time;t;rh\n0;0,6;72\n1;0,7;-9999\n"), FormatCSV)
	f.Add([]byte(`{"hourly_units":{},"hourly":{"time":["2023-01-01T00:00",1e300],"temperature_2m":[1,null],"dew_point_2m":[1,2]}}`), FormatAuto)
	f.Add([]byte(`[{"error":true,"reason":"no"}]`), FormatAuto)
	f.Add([]byte("latitude,longitude,elevation\n48,2,90\n\ntime,temperature_2m (°C),relative_humidity_2m (%)\n2023-01-01T00:00,1,80\n"), FormatAuto)
	f.Fuzz(func(t *testing.T, data []byte, format string) {
		r, err := Read("x", data, Options{Format: format, AllowGaps: len(data)%2 == 0, AltitudeM: 100,
			CSV: CSVSpec{TimeColumn: "time", DryBulbColumn: "t", RelHumidityColumn: "rh", Sep: "auto"}})
		if err != nil {
			return
		}
		for i, h := range r.Hours {
			if !(h.DryBulbDegC >= minAirDegC-50 && h.DryBulbDegC <= maxAirDegC+50 && h.RelHumidity >= 0 && h.RelHumidity <= 1) || math.IsNaN(h.PressurePa) {
				t.Fatalf("hour %d: %+v", i, h)
			}
		}
	})
}
