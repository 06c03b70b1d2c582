package leimasanet

// Zones are the climate zones (ASHRAE 169) for which results are embedded.
var Zones = []string{"1A", "2B", "3A", "3C", "4A", "5A", "5B", "6B", "8"}

// Result is one of the paper's results.
type Result struct {
	Zone string
	Case Case
	Percentiles
}

// Results are the 5th and 95th percentiles of annual PUE and WUE (L/kWh) of Lei
// and Masanet (2022), doi:10.1016/j.resconrec.2022.106323, as tabled with their
// calculator (nuoaleon/UEcalculator_dash_app, src/data/UE.csv).
var Results = []Result{
	{"1A", 1, Percentiles{Band{1.1688, 1.3416}, Band{0.7729, 2.3615}}},
	{"2B", 1, Percentiles{Band{1.1250, 1.2534}, Band{0.4677, 1.1233}}},
	{"3A", 1, Percentiles{Band{1.1319, 1.2511}, Band{0.4085, 1.1466}}},
	{"3C", 1, Percentiles{Band{1.0901, 1.2338}, Band{0.0042, 1.1389}}},
	{"4A", 1, Percentiles{Band{1.1093, 1.2230}, Band{0.2716, 0.8329}}},
	{"5A", 1, Percentiles{Band{1.0999, 1.2130}, Band{0.2034, 0.7115}}},
	{"5B", 1, Percentiles{Band{1.0889, 1.1950}, Band{0.0425, 0.3003}}},
	{"6B", 1, Percentiles{Band{1.0838, 1.1791}, Band{0.0112, 0.1144}}},
	{"8", 1, Percentiles{Band{1.0768, 1.1743}, Band{0.0432, 0.2246}}},
	{"1A", 2, Percentiles{Band{1.1070, 1.2904}, Band{1.7608, 2.6290}}},
	{"2B", 2, Percentiles{Band{1.0836, 1.2009}, Band{1.7489, 2.6172}}},
	{"3A", 2, Percentiles{Band{1.0869, 1.2149}, Band{1.7481, 2.6165}}},
	{"3C", 2, Percentiles{Band{1.0741, 1.1826}, Band{1.7455, 2.6140}}},
	{"4A", 2, Percentiles{Band{1.0842, 1.2025}, Band{1.7434, 2.6119}}},
	{"5A", 2, Percentiles{Band{1.0828, 1.1959}, Band{1.7396, 2.6081}}},
	{"5B", 2, Percentiles{Band{1.0799, 1.1935}, Band{1.7361, 2.6046}}},
	{"6B", 2, Percentiles{Band{1.0779, 1.1901}, Band{1.7331, 2.6015}}},
	{"8", 2, Percentiles{Band{1.0746, 1.1837}, Band{1.7241, 2.5920}}},
	{"1A", 3, Percentiles{Band{1.4722, 1.7564}, Band{1.5954, 2.8766}}},
	{"2B", 3, Percentiles{Band{1.3920, 1.6719}, Band{1.0141, 2.1328}}},
	{"3A", 3, Percentiles{Band{1.3953, 1.6653}, Band{1.0767, 1.9939}}},
	{"3C", 3, Percentiles{Band{1.3090, 1.5867}, Band{0.0813, 1.5075}}},
	{"4A", 3, Percentiles{Band{1.3794, 1.6446}, Band{0.9724, 1.9260}}},
	{"5A", 3, Percentiles{Band{1.3721, 1.6378}, Band{0.8736, 1.9058}}},
	{"5B", 3, Percentiles{Band{1.3824, 1.6761}, Band{0.7582, 2.1553}}},
	{"6B", 3, Percentiles{Band{1.3391, 1.6274}, Band{0.3993, 1.8209}}},
	{"8", 3, Percentiles{Band{1.3771, 1.6381}, Band{1.2127, 2.2272}}},
	{"1A", 4, Percentiles{Band{1.3023, 1.6449}, Band{2.0276, 3.0152}}},
	{"2B", 4, Percentiles{Band{1.2728, 1.5132}, Band{2.0131, 3.0016}}},
	{"3A", 4, Percentiles{Band{1.2737, 1.5326}, Band{2.0122, 3.0008}}},
	{"3C", 4, Percentiles{Band{1.2635, 1.4935}, Band{2.0091, 2.9979}}},
	{"4A", 4, Percentiles{Band{1.2703, 1.5122}, Band{2.0065, 2.9954}}},
	{"5A", 4, Percentiles{Band{1.2714, 1.5070}, Band{2.0020, 2.9911}}},
	{"5B", 4, Percentiles{Band{1.2868, 1.5309}, Band{1.9976, 2.9871}}},
	{"6B", 4, Percentiles{Band{1.2797, 1.5197}, Band{1.9938, 2.9835}}},
	{"8", 4, Percentiles{Band{1.2661, 1.4976}, Band{1.9822, 2.9725}}},
	{"1A", 5, Percentiles{Band{1.4986, 1.7897}, Band{2.5103, 3.7389}}},
	{"2B", 5, Percentiles{Band{1.4814, 1.7691}, Band{2.4430, 3.6433}}},
	{"3A", 5, Percentiles{Band{1.4804, 1.7677}, Band{2.4421, 3.6426}}},
	{"3C", 5, Percentiles{Band{1.4692, 1.7541}, Band{2.4246, 3.6162}}},
	{"4A", 5, Percentiles{Band{1.4696, 1.7542}, Band{2.4210, 3.6123}}},
	{"5A", 5, Percentiles{Band{1.4670, 1.7510}, Band{2.4050, 3.5896}}},
	{"5B", 5, Percentiles{Band{1.4801, 1.7746}, Band{2.3861, 3.5620}}},
	{"6B", 5, Percentiles{Band{1.4685, 1.7581}, Band{2.3733, 3.5439}}},
	{"8", 5, Percentiles{Band{1.4455, 1.7272}, Band{2.3426, 3.5027}}},
	{"1A", 6, Percentiles{Band{1.6224, 2.2461}, Band{0.0185, 0.0740}}},
	{"2B", 6, Percentiles{Band{1.5870, 2.0569}, Band{0.0123, 0.0532}}},
	{"3A", 6, Percentiles{Band{1.4709, 1.7827}, Band{0.0132, 0.0521}}},
	{"3C", 6, Percentiles{Band{1.3240, 1.6030}, Band{0.0016, 0.0366}}},
	{"4A", 6, Percentiles{Band{1.4290, 1.6983}, Band{0.0126, 0.0483}}},
	{"5A", 6, Percentiles{Band{1.4033, 1.6548}, Band{0.0116, 0.0478}}},
	{"5B", 6, Percentiles{Band{1.4132, 1.6819}, Band{0.0098, 0.0548}}},
	{"6B", 6, Percentiles{Band{1.3372, 1.5805}, Band{0.0052, 0.0459}}},
	{"8", 6, Percentiles{Band{1.3456, 1.5565}, Band{0.0148, 0.0582}}},
	{"1A", 7, Percentiles{Band{1.7321, 2.4529}, Band{0.0235, 0.0976}}},
	{"2B", 7, Percentiles{Band{1.7451, 2.4440}, Band{0.0235, 0.0976}}},
	{"3A", 7, Percentiles{Band{1.5902, 2.0959}, Band{0.0235, 0.0976}}},
	{"3C", 7, Percentiles{Band{1.5150, 1.9147}, Band{0.0235, 0.0976}}},
	{"4A", 7, Percentiles{Band{1.5409, 1.9885}, Band{0.0235, 0.0976}}},
	{"5A", 7, Percentiles{Band{1.5096, 1.9202}, Band{0.0235, 0.0976}}},
	{"5B", 7, Percentiles{Band{1.5320, 1.9615}, Band{0.0235, 0.0976}}},
	{"6B", 7, Percentiles{Band{1.4833, 1.8537}, Band{0.0235, 0.0976}}},
	{"8", 7, Percentiles{Band{1.4312, 1.7364}, Band{0.0235, 0.0976}}},
	{"1A", 8, Percentiles{Band{1.7084, 2.0759}, Band{2.8487, 4.2862}}},
	{"2B", 8, Percentiles{Band{1.6847, 2.0251}, Band{2.7574, 4.1498}}},
	{"3A", 8, Percentiles{Band{1.6835, 2.0233}, Band{2.7565, 4.1489}}},
	{"3C", 8, Percentiles{Band{1.6699, 1.9994}, Band{2.7314, 4.1118}}},
	{"4A", 8, Percentiles{Band{1.6700, 1.9994}, Band{2.7272, 4.1067}}},
	{"5A", 8, Percentiles{Band{1.6660, 1.9911}, Band{2.7051, 4.0735}}},
	{"5B", 8, Percentiles{Band{1.6840, 2.0188}, Band{2.6785, 4.0319}}},
	{"6B", 8, Percentiles{Band{1.6695, 1.9940}, Band{2.6608, 4.0051}}},
	{"8", 8, Percentiles{Band{1.6406, 1.9445}, Band{2.6198, 3.9451}}},
	{"1A", 9, Percentiles{Band{1.9441, 2.6938}, Band{0.0250, 0.1031}}},
	{"2B", 9, Percentiles{Band{1.9584, 2.6814}, Band{0.0250, 0.1031}}},
	{"3A", 9, Percentiles{Band{1.7793, 2.2702}, Band{0.0250, 0.1031}}},
	{"3C", 9, Percentiles{Band{1.6866, 2.0525}, Band{0.0250, 0.1031}}},
	{"4A", 9, Percentiles{Band{1.7168, 2.1391}, Band{0.0250, 0.1031}}},
	{"5A", 9, Percentiles{Band{1.6803, 2.0547}, Band{0.0250, 0.1031}}},
	{"5B", 9, Percentiles{Band{1.7113, 2.1102}, Band{0.0250, 0.1031}}},
	{"6B", 9, Percentiles{Band{1.6508, 1.9850}, Band{0.0250, 0.1031}}},
	{"8", 9, Percentiles{Band{1.5840, 1.8539}, Band{0.0250, 0.1031}}},
	{"1A", 10, Percentiles{Band{1.9924, 2.5212}, Band{0.0250, 0.1031}}},
	{"2B", 10, Percentiles{Band{2.0239, 2.5728}, Band{0.0250, 0.1031}}},
	{"3A", 10, Percentiles{Band{1.9171, 2.3873}, Band{0.0250, 0.1031}}},
	{"3C", 10, Percentiles{Band{1.8519, 2.2765}, Band{0.0250, 0.1031}}},
	{"4A", 10, Percentiles{Band{1.8923, 2.3464}, Band{0.0250, 0.1031}}},
	{"5A", 10, Percentiles{Band{1.8815, 2.3261}, Band{0.0250, 0.1031}}},
	{"5B", 10, Percentiles{Band{1.9067, 2.3560}, Band{0.0250, 0.1031}}},
	{"6B", 10, Percentiles{Band{1.8780, 2.3109}, Band{0.0250, 0.1031}}},
	{"8", 10, Percentiles{Band{1.8486, 2.2689}, Band{0.0250, 0.1031}}},
}

// Find returns the paper's result for a zone and a case.
func Find(zone string, c Case) (Percentiles, bool) {
	for i := range Results {
		if r := &Results[i]; r.Zone == zone && r.Case == c {
			return r.Percentiles, true
		}
	}
	return Percentiles{}, false
}
