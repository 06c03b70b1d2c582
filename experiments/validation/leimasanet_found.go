package validation

import "caloduc/experiments/validation/leimasanet"

// leiPlantFound are the percentiles that the first run of the production plants
// found, 2026-11-30 (model version 3), by case and zone in the order of percentiles.
var leiPlantFound = map[leimasanet.Case][][4]float64{
	leimasanet.LargeAirEconomiser: {
		{1.1052, 1.3358, 0.000, 0.043}, // 1A
		{1.0615, 1.1871, 0.097, 0.290}, // 2B
		{1.0743, 1.2240, 0.008, 0.083}, // 3A
		{1.0600, 1.1701, 0.000, 0.023}, // 3C
		{1.0680, 1.2144, 0.013, 0.115}, // 4A
		{1.0627, 1.2022, 0.012, 0.122}, // 5A
		{1.0654, 1.1858, 0.038, 0.248}, // 5B
		{1.0639, 1.1811, 0.020, 0.228}, // 6B
		{1.0609, 1.1722, 0.045, 0.210}, // 8
	},
	leimasanet.LargeWaterEconomiser: {
		{1.1207, 1.2895, 2.074, 2.955}, // 1A
		{1.0911, 1.2085, 2.006, 2.807}, // 2B
		{1.0948, 1.2203, 2.016, 2.828}, // 3A
		{1.0852, 1.1888, 1.992, 2.775}, // 3C
		{1.0914, 1.2091, 2.007, 2.807}, // 4A
		{1.0897, 1.2024, 2.002, 2.801}, // 5A
		{1.0922, 1.1989, 2.006, 2.795}, // 5B
		{1.0900, 1.1956, 2.001, 2.788}, // 6B
		{1.0859, 1.1897, 1.993, 2.777}, // 8
	},
}
