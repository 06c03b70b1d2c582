package component

// Sources: Modelica Buildings Library, Fluid/Chillers/Data/ElectricEIR.mo, the
// records of the same names, after EnergyPlus's data set Chillers.idf.

// centrifugal completes a record: limits of part load as its data give them,
// hermetic motor.
func centrifugal(name string, kW, cop, te, tc, evaporator, condenser, least, most, teMin, teMax, tcMin, tcMax float64, capFT, eirFT [6]float64, plr [3]float64) ChillerRecord {
	return ChillerRecord{Name: name, CapacityW: 1e3 * kW, COP: cop, LeavingDegC: te, EnteringDegC: tc,
		EvaporatorKgPerS: evaporator, CondenserKgPerS: condenser, PartLoad: PartLoad{Min: least, Unloaded: least, Max: most, MotorHeat: 1},
		Curves: EIRCurves{CapFT: capFT, EIRFT: eirFT, EIRFPLR: plr,
			Leaving: Validity{"leaving chilled water", "degC", teMin, teMax}, Entering: Validity{"entering condenser water", "degC", tcMin, tcMax}}}
}

// DefaultChiller is the name of the record that covers the widest range of condenser
// water, and so that of plants whose file names none.
const DefaultChiller = "Trane-CVHE-1442kW-6.61COP-VSD"

// CentrifugalChillers are seven water-cooled centrifugal chillers of 1 to 5 MW.
var CentrifugalChillers = []ChillerRecord{
	centrifugal("York-YK-4969kW-7.14COP-vanes", 4969, 7.14, 6.67, 26.11, 176.65, 264.98, 0.16, 1.07, 4.44, 8.89, 12.78, 29.44,
		[6]float64{7.817577e-01, -1.012013e-01, -1.584389e-03, 7.928475e-02, -3.674093e-03, 7.999392e-03},
		[6]float64{7.382162e-01, -5.847442e-02, 1.117191e-03, 2.168089e-02, -2.189722e-04, 1.036877e-03},
		[3]float64{2.259512e-01, 2.320151e-01, 5.423771e-01}),
	centrifugal("Carrier-19XR-2391kW-6.44COP-VSD", 2391.3, 6.44, 7.22, 23.89, 68.58, 84.60, 0.2, 1.02, 6.67, 12.22, 12.78, 23.89,
		[6]float64{3.676388e-01, -5.087680e-02, -1.772675e-03, 9.518123e-02, -3.403878e-03, 4.526983e-03},
		[6]float64{6.230142e-01, -2.371649e-02, 3.996265e-04, 2.874515e-02, -2.115103e-04, -1.526191e-04},
		[3]float64{9.774812e-02, 2.490111e-01, 6.539378e-01}),
	centrifugal("York-YT-1881kW-6.77COP-VSD", 1881.4, 6.77, 6.67, 23.89, 75.71, 94.64, 0.09, 1.03, 4.44, 8.89, 12.78, 29.44,
		[6]float64{5.065247e-01, -4.158206e-03, -2.681976e-03, 4.763436e-02, -1.951270e-03, 3.994399e-03},
		[6]float64{6.175311e-01, -3.913241e-02, 6.177961e-04, 2.775640e-02, -2.151466e-04, 5.514895e-04},
		[3]float64{6.087656e-02, 4.842164e-01, 4.571519e-01}),
	centrifugal("York-YK-1881kW-6.53COP-vanes", 1881.4, 6.53, 8.89, 26.67, 43.97, 104.10, 0.19, 1.03, 7.22, 12.78, 9.44, 26.67,
		[6]float64{8.561286e-01, 4.130164e-02, -7.109335e-04, 4.306273e-03, -6.336613e-04, 7.211635e-04},
		[6]float64{4.434989e-01, 4.361264e-02, -1.733337e-03, 9.915503e-03, 4.312717e-04, -1.122346e-03},
		[3]float64{5.272116e-02, 4.176382e-01, 5.310870e-01}),
	centrifugal("Carrier-19XR-1143kW-6.57COP-VSD", 1142.9, 6.57, 10.00, 26.67, 25.93, 51.42, 0.2, 1.03, 7.22, 12.78, 12.78, 26.67,
		[6]float64{7.939538e-01, 4.096493e-02, -1.419397e-03, -1.639813e-03, -5.220497e-04, 1.348786e-03},
		[6]float64{9.475580e-01, -1.187942e-02, 8.799326e-05, 2.250775e-04, 1.815775e-04, 2.178409e-04},
		[3]float64{1.408822e-01, -1.578153e-01, 1.014316e+00}),
	centrifugal("York-YT-1055kW-5.96COP-vanes", 1055, 5.96, 6.67, 29.44, 28.39, 56.78, 0.1, 1.05, 4.44, 8.89, 12.78, 35.00,
		[6]float64{1.785912e-01, -5.900023e-02, -5.946963e-04, 9.297889e-02, -2.841024e-03, 4.974221e-03},
		[6]float64{5.245110e-01, -2.850126e-02, 8.034720e-04, 1.893133e-02, 1.151629e-04, -9.340642e-05},
		[3]float64{2.619878e-01, 2.393605e-01, 4.988306e-01}),
	centrifugal(DefaultChiller, 1441.8, 6.61, 5.56, 23.89, 50.47, 50.47, 0.1, 1.07, 4.44, 8.89, 12.78, 35.00,
		[6]float64{4.007341e-01, 1.148568e-03, 1.049504e-04, 5.574667e-02, -1.646131e-03, 1.323200e-03},
		[6]float64{6.287646e-01, -3.024605e-02, 6.137016e-04, 1.805826e-02, 1.640653e-04, -1.113802e-04},
		[3]float64{9.299787e-02, 3.244475e-01, 5.818753e-01}),
}

// ChillerNames lists the records by name, for a choice, and last the warm-water
// screw chiller of WarmChiller.
func ChillerNames() []string {
	names := make([]string, 0, len(CentrifugalChillers)+1)
	for i := range CentrifugalChillers {
		names = append(names, CentrifugalChillers[i].Name)
	}
	return append(names, WarmChiller)
}
