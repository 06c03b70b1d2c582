package compute

import "caloduc/sim/param"

const (
	nvidiaP100    = param.Source("NVIDIA Tesla P100 datasheet (SXM2: 300 W, 21.2 TFLOPS FP16)")
	nvidiaV100    = param.Source("NVIDIA V100 datasheet (SXM2: 300 W, 125 TFLOPS FP16 of tensor cores); idle 40 W: https://github.com/bradrlaw/ai-server/pull/32")
	nvidiaT4      = param.Source("NVIDIA T4 datasheet (70 W, 65 TFLOPS FP16 of tensor cores)")
	likeHopper    = param.Source("assumption: an H100 with slower NVLink; 700 W and 989 TFLOPS dense BF16")
	likeA100      = param.Source("assumption: as an A100 (Chien et al. 2023)")
	amdMI250      = param.Source("AMD Instinct MI250X datasheet (560 W, 383 TFLOPS dense BF16)")
	amdMI355      = param.Source("unverified: AMD Instinct MI355X: 1,400 W, 2.5 PFLOPS dense BF16, 5 PFLOPS FP8, quoted from its data sheet")
	frontierNode  = param.Source("ORNL Frontier, ExaDigiT/RAPS config/frontier.yaml at 6c142bf: 128 nodes a rack of four MI250X (88 to 560 W), CPU 90 to 280 W, memory 74 W, NIC 80 W, NVMe 30 W; 0.945 of the heat to liquid; the rating is the sum of nodes at 2,704 W and of what is left of fans; switches are not in it")
	dgx1          = param.Source("NVIDIA DGX-1 at its announcements: 3.2 kW and USD 129,000 with P100 (2016), 3.5 kW and USD 149,000 with V100 (2017); unverified")
	googleTPU7    = param.Source("https://docs.cloud.google.com/tpu/docs/tpu7x: 2,307 BF16 and 4,614 FP8 TFLOP/s a chip; racks of 64 as in earlier pods, unverified")
	awsTrainium3  = param.Source("https://awsdocs-neuron.readthedocs-hosted.com (Trainium3, v2.29.1): 671 BF16 and 2,517 FP8 TFLOP/s a chip; UltraServer of 144, unverified")
	frontierPrice = param.Source("derived: USD 600 M for the system of 74 racks, quoted; unverified")
	nvidiaA100    = param.Source("NVIDIA A100 datasheet (SXM4 80 GB: 400 W, 312 TFLOPS dense BF16)")
	nvidiaH100    = param.Source("NVIDIA H100 datasheet (SXM5: 700 W, 989.4 TFLOPS dense BF16)")
	nvidiaH200    = param.Source("NVIDIA H200 datasheet (SXM: 700 W, 989.4 TFLOPS dense BF16)")
	blackwell     = param.Source("https://verda.com/blog/gb300-nvl72-architecture (B200: 1 kW, 2.25 PFLOPS dense BF16)")
	grace200      = param.Source("NVIDIA GB200 NVL72 specifications: 720 PFLOPS FP8 with sparsity for 72 GPUs, that is 2.5 PFLOPS dense BF16 each; 1.2 kW: https://verda.com/blog/gb300-nvl72-architecture (which prints 2.25)")
	grace300      = param.Source("https://verda.com/blog/gb300-nvl72-architecture (GB300: 1.4 kW, 2.5 PFLOPS dense BF16; 180 PFLOPS and 100.8 kW of GPUs a rack)")
	acme          = param.Source("derived from Acme power percentiles (InternLM/AcmeTrace, CC BY 4.0): GPU p5 62 W, p95 408 W; server p5 1,512 W, p95 5,040 W at the wall, supplies 0.94, fans 0.08")
	latif         = param.Source("derived from arXiv 2412.08602 and 2506.14551: H100 node at most 8.4 kW, 76 % of 10.2 kW in heavy training")
	tray300       = param.Source("derived: tray 6.6 kW less four GPUs of 1.4 kW, 18 trays (Morgan Stanley), and 3.6 kW of NVLink switches: https://epium.com/news/nvidia-gb300-blackwell-ultra-nvl72-liquid-cooling-costs-nearly-usd-50000, https://introl.com/blog/why-nvidia-gb300-nvl72-blackwell-ultra-matters")
	tray200       = param.Source("derived: tray 5.4 kW less four GPUs of 1.2 kW, 18 trays, and 3.6 kW of NVLink switches: https://www.fibermall.com/blog/in-depth-analysis-for-nvidia-gb200.htm, https://introl.com/blog/why-nvidia-gb300-nvl72-blackwell-ultra-matters")
	liquid300     = param.Source("Morgan Stanley, 6.2 of a tray's 6.6 kW to liquid: https://epium.com/news/nvidia-gb300-blackwell-ultra-nvl72-liquid-cooling-costs-nearly-usd-50000")
	bernstein     = param.Source("Bernstein: NVL72 rack 85 to 90 % liquid-cooled, USD 3.4 M; 1.13 USD per EUR of 2025")
	hotCoolant    = param.Source("NVIDIA, DSX reference design: Rubin is cooled by liquid alone, supplied at up to 45 degC and leaving near 55 degC (https://news.warptechlab.com/news/213961770)")
	rubinPlate    = param.Source("derived: 1.8 kW at NVIDIA's 45 degC of coolant below a case limit of 85 degC, which is assumed")
	rubinLiquid   = param.Source("NVIDIA: every chip and network part on liquid, no fans (as for max_coolant_degC); 3 % lost by surfaces and power shelves assumed")
	superPOD      = param.Source("unverified: NVIDIA DGX SuperPOD: 25 to 45 degC")
	kokolis       = param.Source("unverified: derived from Kokolis et al. 2024 (arXiv 2410.21680), quoted: 6.50 and 2.34 failures per 1,000 days of a node of eight A100 in RSC-1 and RSC-2, two thirds and one third of the GPUs")
	likeH100      = param.Source("assumption: as H100, Llama 3's")
	rubin         = param.Source("unverified: quoted as 190 kW (Max-Q) to 230 kW (Max-P) a rack, 1.8 to 2.3 kW and 4 to 5 PFLOPS dense BF16 a GPU")
	dgxInlet      = param.Source("unverified: NVIDIA DGX user guides, operating temperature 5 to 30 degC")
	idleGuess     = param.Source("unverified: idle readings between 65 and 80 W (Hopper) and near 140 W (Blackwell) are commonly quoted")
	idleH200      = param.Source("http://api.serialalice.pt/alice-benchmark (80.3 W idle, 2026)")
	smoothing     = param.Source("NVIDIA: energy stores in the GB300 power shelves trim the peak by up to 30 %")
	dgxRating     = param.Source("unverified: nodes of eight GPUs at the maker's rating (6.5 kW A100, 14.3 kW B200), a figure at the supplies' input")
	threeNodes    = param.Source("assumption: three nodes, since four are more than the 50 kW that air carries out of a rack")
	hgxRating     = param.Source("four nodes at 10.2 kW (arXiv 2412.08602), a figure at the supplies' input")
	rackQuoted    = param.Source("https://introl.com/blog/why-nvidia-gb300-nvl72-blackwell-ultra-matters (power shelves: 132 kW DC)")
	rack200       = param.Source("https://sg.news.yahoo.com/nvidias-exaflop-supercomputer-rack-looks-142212690.html (120 kW)")
	nodePrice     = param.Source("derived: a rack's GPUs at the street price of USD 12,000 (A100, unverified), 30,000 (H100), 35,000 (H200) or 40,000 (B200; https://www.aiinframap.com/tools/chips/h100-vs-h200-vs-b200-tco), and of its servers all but the GPUs, USD 32,010 each (SemiAnalysis, DGX H100, in https://github.com/epoch-research/training-cost-trends); 1.0824 USD per EUR of 2024")
	chien         = param.Source("Chien et al. 2023, doi:10.1145/3604930.3605705: 318 kg per A100 with its share of the server")
	hopperLCA     = param.Source("derived: 164 kg, an eighth of NVIDIA's footprint of the HGX H100 board (1,312 kg, unverified), and half of Chien's 318 kg for the server")
	blackLCA      = param.Source("derived: an H100's 164 kg times 2.3 times 0.50/0.66, the throughput and carbon per exaFLOP of HGX B200 over H100 (NVIDIA, https://developer.nvidia.com/blog/?p=106112), and half of Chien's 318 kg for the server")
	nvlLCA        = param.Source("assumption: as a B200 with its server")
	rubinLCA      = param.Source("assumption: a B200's, its chips' part by chip power")
	rubinPrice    = param.Source("assumption: GB300's price per kW of rack rating")
	priceQuoted   = param.Source("unverified: USD 3 to 4 M a rack is commonly quoted; 1.13 USD per EUR of 2025")
)

// Accelerators is the catalogue of accelerator generations: the published facts
// of one rack. Every value can be overridden in a hall's table.
var Accelerators = &param.Catalogue{Entries: []param.CatalogueEntry{
	dgx("P100", nvidiaP100, map[string]any{
		"rack_power_kW": 12.8, "chip_power_W": 300.0, "idle_power_W": 30.0, "peak_TFLOPS": 21.2, "fp8_factor": 1.0,
		"host_power_kW": 2.2, "host_idle_fraction": 0.6, "rack_price_EUR": 0.466e6, "rack_price_year": 2016, "gpu_embodied_kg": 150.0,
	}, older(dgx1, "idle_power_W", "host_idle_fraction", "gpu_embodied_kg")),
	dgx("V100 SXM2", nvidiaV100, map[string]any{
		"rack_power_kW": 14.0, "chip_power_W": 300.0, "idle_power_W": 40.0, "peak_TFLOPS": 125.0, "fp8_factor": 1.0,
		"host_power_kW": 3.3, "host_idle_fraction": 0.6, "rack_price_EUR": 0.5275e6, "rack_price_year": 2017, "gpu_embodied_kg": 150.0,
	}, older(dgx1, "host_idle_fraction", "gpu_embodied_kg")),
	dgx("T4", nvidiaT4, map[string]any{
		"rack_power_kW": 6.4, "chip_power_W": 70.0, "idle_power_W": 10.0, "peak_TFLOPS": 65.0, "fp8_factor": 1.0,
		"host_power_kW": 3.2, "host_idle_fraction": 0.6, "rack_price_EUR": 0.15e6, "rack_price_year": 2019, "gpu_embodied_kg": 100.0,
	}, older(param.Assumption, "idle_power_W", "host_idle_fraction", "gpu_embodied_kg")),
	dgx("A100 SXM", nvidiaA100, map[string]any{
		"rack_power_kW": 26.0, "chip_power_W": 400.0, "idle_power_W": 62.0, "peak_TFLOPS": 312.0, "fp8_factor": 1.0,
		"host_power_kW": 4.5, "host_idle_fraction": 0.73, "mtbf_GPUh": 37550.0, "hbm_hazard": 14.4, "rack_price_EUR": 0.473e6, "rack_price_year": 2024, "gpu_embodied_kg": 318.0,
	}, map[string]param.Source{"mtbf_GPUh": kokolis, "hbm_hazard": deltaNCSA, "gpu_embodied_kg": chien, "rack_price_EUR": nodePrice, "rack_power_kW": dgxRating, "idle_power_W": acme, "host_power_kW": acme, "host_idle_fraction": acme}),
	dgx("H100 SXM", nvidiaH100, map[string]any{
		"rack_power_kW": 40.8, "chip_power_W": 700.0, "idle_power_W": 70.0, "peak_TFLOPS": 989.4, "fp8_factor": 2.0,
		"host_power_kW": 7.0, "host_idle_fraction": 0.6, "rack_price_EUR": 1.005e6, "rack_price_year": 2024, "gpu_embodied_kg": 323.0,
	}, map[string]param.Source{"gpu_embodied_kg": hopperLCA, "rack_price_EUR": nodePrice, "rack_power_kW": hgxRating, "idle_power_W": idleGuess, "host_power_kW": latif, "host_idle_fraction": param.Assumption}),
	dgx("H800 SXM", likeHopper, map[string]any{
		"rack_power_kW": 40.8, "chip_power_W": 700.0, "idle_power_W": 70.0, "peak_TFLOPS": 989.4, "fp8_factor": 2.0,
		"host_power_kW": 7.0, "host_idle_fraction": 0.6, "rack_price_EUR": 1.005e6, "rack_price_year": 2024, "gpu_embodied_kg": 323.0,
	}, map[string]param.Source{"gpu_embodied_kg": hopperLCA, "rack_price_EUR": param.Assumption, "host_power_kW": latif, "host_idle_fraction": param.Assumption}),
	dgx("H200", nvidiaH200, map[string]any{
		"rack_power_kW": 40.8, "chip_power_W": 700.0, "idle_power_W": 80.0, "peak_TFLOPS": 989.4, "fp8_factor": 2.0,
		"host_power_kW": 7.0, "host_idle_fraction": 0.6, "rack_price_EUR": 1.153e6, "rack_price_year": 2024, "gpu_embodied_kg": 323.0,
	}, map[string]param.Source{"gpu_embodied_kg": hopperLCA, "rack_price_EUR": nodePrice, "rack_power_kW": hgxRating, "idle_power_W": idleH200, "host_power_kW": latif, "host_idle_fraction": param.Assumption}),
	dgx("B200", blackwell, map[string]any{
		"gpus_per_rack": 24, "rack_power_kW": 42.9, "chip_power_W": 1000.0, "idle_power_W": 140.0, "peak_TFLOPS": 2250.0, "fp8_factor": 2.0,
		"host_power_kW": 6.6, "host_idle_fraction": 0.6, "mtbf_GPUh": 50677.0, "rack_price_EUR": 0.976e6, "rack_price_year": 2024, "gpu_embodied_kg": 445.0,
	}, map[string]param.Source{"gpus_per_rack": threeNodes, "mtbf_GPUh": likeH100, "gpu_embodied_kg": blackLCA, "rack_price_EUR": nodePrice, "rack_power_kW": dgxRating, "idle_power_W": idleGuess, "host_power_kW": param.Assumption, "host_idle_fraction": param.Assumption}),
	dgx("MI250X", frontierNode, map[string]any{
		"gpus_per_rack": 512, "gpus_per_node": 4, "rack_power_kW": 348.0, "chip_power_W": 560.0, "idle_power_W": 88.0, "peak_TFLOPS": 383.0, "fp8_factor": 1.0,
		"host_power_kW": 59.4, "host_idle_fraction": 0.59, "liquid_fraction": 0.945, "rack_price_EUR": 7.7e6, "rack_price_year": 2022, "gpu_embodied_kg": 318.0,
	}, map[string]param.Source{"gpus_per_rack": frontierNode, "peak_TFLOPS": amdMI250, "rack_price_EUR": frontierPrice, "gpu_embodied_kg": likeA100, "rack_power_kW": frontierNode}),
	dgx("MI355X", amdMI355, map[string]any{
		"gpus_per_rack": 64, "rack_power_kW": 118.0, "chip_power_W": 1400.0, "idle_power_W": 170.0, "peak_TFLOPS": 2500.0, "fp8_factor": 2.0,
		"host_power_kW": 17.6, "host_idle_fraction": 0.6, "liquid_fraction": 0.87, "mtbf_GPUh": 50677.0, "rack_price_EUR": 2.6e6, "rack_price_year": 2025, "gpu_embodied_kg": 445.0,
	}, map[string]param.Source{"gpus_per_rack": param.Assumption, "rack_power_kW": param.Assumption, "idle_power_W": param.Assumption, "host_power_kW": param.Assumption, "host_idle_fraction": param.Assumption,
		"liquid_fraction": param.Assumption, "mtbf_GPUh": likeH100, "rack_price_EUR": param.Assumption, "gpu_embodied_kg": nvlLCA}),
	nvl72("GB200 NVL72", grace200, map[string]any{
		"rack_power_kW": 120.0, "chip_power_W": 1200.0, "idle_power_W": 150.0, "peak_TFLOPS": 2500.0, "fp8_factor": 2.0,
		"host_power_kW": 14.4, "host_idle_fraction": 0.6, "liquid_fraction": 0.87, "rack_price_EUR": 3.01e6, "rack_price_year": 2025, "gpu_embodied_kg": 445.0,
	}, map[string]param.Source{"gpu_embodied_kg": nvlLCA, "rack_power_kW": rack200, "idle_power_W": idleGuess, "host_power_kW": tray200,
		"host_idle_fraction": param.Assumption, "liquid_fraction": bernstein, "rack_price_EUR": bernstein}),
	nvl72("GB300 NVL72", grace300, map[string]any{
		"rack_power_kW": 132.0, "chip_power_W": 1400.0, "idle_power_W": 170.0, "peak_TFLOPS": 2500.0, "fp8_factor": 2.0,
		"host_power_kW": 21.6, "host_idle_fraction": 0.6, "liquid_fraction": 0.94, "swing_smoothing_fraction": 0.3,
		"rack_price_EUR": 3.10e6, "rack_price_year": 2025, "gpu_embodied_kg": 445.0,
	}, map[string]param.Source{"gpu_embodied_kg": nvlLCA, "rack_power_kW": rackQuoted, "idle_power_W": idleGuess, "host_power_kW": tray300,
		"host_idle_fraction": param.Assumption, "liquid_fraction": liquid300, "swing_smoothing_fraction": smoothing,
		"rack_price_EUR": priceQuoted}),
	nvl72("Vera Rubin NVL72", rubin, map[string]any{
		"rack_power_kW": 190.0, "chip_power_W": 1800.0, "idle_power_W": 220.0, "peak_TFLOPS": 4000.0, "fp8_factor": 2.0,
		"host_power_kW": 30.0, "host_idle_fraction": 0.6, "liquid_fraction": 0.97, "cold_plate_resistance_K_per_W": 0.022, "swing_smoothing_fraction": 0.3, "rack_price_EUR": 4.46e6, "rack_price_year": 2025, "gpu_embodied_kg": 674.0,
	}, map[string]param.Source{"gpu_embodied_kg": rubinLCA, "rack_price_EUR": rubinPrice, "idle_power_W": param.Assumption, "host_power_kW": param.Assumption,
		"host_idle_fraction": param.Assumption, "swing_smoothing_fraction": param.Assumption, "max_coolant_degC": hotCoolant,
		"cold_plate_resistance_K_per_W": rubinPlate, "liquid_fraction": rubinLiquid}),
	unpowered("TPU7x", googleTPU7, 64, 2307, 2),
	unpowered("Trainium3", awsTrainium3, 144, 671, 2517.0/671),
}}

// dgx is a rack of air-cooled nodes of eight GPUs, four unless the values say otherwise.
func dgx(name string, src param.Source, values map[string]any, sources map[string]param.Source) param.CatalogueEntry {
	if values["gpus_per_node"] == nil {
		values["gpus_per_node"] = 8
	}
	if values["gpus_per_rack"] == nil {
		values["gpus_per_rack"], sources["gpus_per_rack"] = 32, param.Assumption
	}
	if values["liquid_fraction"] == nil {
		values["liquid_fraction"] = 0.0
	}
	values["max_inlet_air_degC"] = 30.0
	sources["max_inlet_air_degC"] = dgxInlet
	return param.CatalogueEntry{Name: name, Values: values, Source: src, Sources: sources}
}

// older are the sources of machines of before 2020, which stand for runs that were: rated
// is that of rack and price, from which the hosts' power follows; the keys are assumed.
func older(rated param.Source, keys ...string) map[string]param.Source {
	s := map[string]param.Source{"rack_power_kW": rated, "host_power_kW": rated, "rack_price_EUR": rated}
	for _, k := range keys {
		s[k] = param.Assumption
	}
	return s
}

// unpowered is a rack of a generation whose power, and price, are not published: they are
// the user's to give (see HallSpec.Check).
func unpowered(name string, src param.Source, perRack int, tflops, fp8 float64) param.CatalogueEntry {
	return param.CatalogueEntry{Name: name, Source: src, Values: map[string]any{
		"gpus_per_rack": perRack, "gpus_per_node": 4, "peak_TFLOPS": tflops, "fp8_factor": fp8, "liquid_fraction": 0.87,
		"chip_power_W": param.Auto, "idle_power_W": param.Auto, "rack_power_kW": param.Auto, "host_power_kW": param.Auto, "rack_price_EUR": param.Auto,
	}, Sources: map[string]param.Source{"liquid_fraction": param.Assumption, "gpus_per_node": param.Assumption}}
}

// nvl72 is a liquid-cooled rack of 18 trays of four GPUs.
func nvl72(name string, src param.Source, values map[string]any, sources map[string]param.Source) param.CatalogueEntry {
	values["gpus_per_rack"], values["gpus_per_node"] = 72, 4
	values["max_coolant_degC"], values["mtbf_GPUh"] = 45.0, 50677.0
	sources["mtbf_GPUh"] = likeH100
	if sources["max_coolant_degC"] == "" {
		sources["max_coolant_degC"] = superPOD
	}
	return param.CatalogueEntry{Name: name, Values: values, Source: src, Sources: sources}
}
