// Package channel holds the names of the channels, meters and indicators that
// figures and reports read: a model declares them under these constants, and
// whoever reads a result asks for them by the same. A name ends in its unit; one
// without a unit is a number or a fraction.
package channel

// Of a hall or a campus: power and plant.
const (
	ITPowerMW         = "it_power_MW"         // electric power at the servers' inlets
	FacilityPowerMW   = "facility_power_MW"   // power at the campus' meter
	CoolingPowerMW    = "cooling_power_MW"    // electric power of the cooling plant
	ChipPowerMW       = "chip_power_MW"       // power of the accelerators, at the output of the server power supplies
	SwingMW           = "swing_MW"            // peak-to-trough swing of chip power within the minute if all runs swing together
	CapacityInService = "capacity_in_service" // fraction of design capacity in service, of the kind of unit that lacks most
	CoolingMode       = "cooling_mode"        // mode of the cooling plant
)

// Temperatures of the outdoor air and of a hall.
const (
	DryBulbDegC          = "dry_bulb_degC"           // dry-bulb temperature of the outdoor air
	WetBulbDegC          = "wet_bulb_degC"           // thermodynamic wet-bulb temperature of the outdoor air
	ServerInletAirDegC   = "server_inlet_air_degC"   // air at the servers' inlets
	ReturnAirDegC        = "return_air_degC"         // air leaving the servers
	FacilitySupplyDegC   = "facility_supply_degC"    // facility water to the CDUs
	FacilityReturnDegC   = "facility_return_degC"    // facility water to dry coolers or heat exchanger
	TCSSupplyDegC        = "tcs_supply_degC"         // coolant to the cold plates
	ChilledWaterTempDegC = "chilled_water_temp_degC" // chilled water to the coils
	ChilledWaterSetDegC  = "chilled_water_set_degC"  // set point of chilled water to the coils
	TowerWaterDegC       = "tower_water_degC"        // water leaving the cooling towers
	CoilWaterDegC        = "coil_water_degC"         // facility water to the coils
	OutfallDegC          = "outfall_degC"            // river or sea water at the outfall
	DownstreamDegC       = "downstream_degC"         // river or sea after mixing with all discharges
)

// Of reactors and of the fleet.
const (
	NetPowerMW              = "net_power_MW"              // net power, whole unit
	Xenon                   = "xenon"                     // xenon over its equilibrium at rated power
	Availability            = "availability"              // technical availability, 0 in an outage
	NetEnergyMWh            = "net_energy_MWh"            // net energy, whole unit
	ThermalEnergyMWh        = "thermal_energy_MWh"        // heat from the reactor, whole unit
	CondenserHeatMWh        = "condenser_heat_MWh"        // heat to the cold source, whole unit
	LoadFactor              = "load_factor"               // net energy over net capacity times hours (Kp)
	AvailabilityFactor      = "availability_factor"       // technical availability over the period (Kd)
	FleetNetPowerMW         = "fleet_net_power_MW"        // net power of the reactors to the experiment
	FleetNetEnergyMWh       = "fleet_net_energy_MWh"      // net energy of the reactors to the experiment
	FleetLoadFactor         = "fleet_load_factor"         // load factor of all reactors (Kp)
	FleetAvailabilityFactor = "fleet_availability_factor" // availability of all reactors (Kd), weighted by capacity
)

// Of a campus' supply.
const (
	SentPowerMW       = "sent_power_MW"       // power drawn from the transmission network
	MarketPowerMW     = "market_power_MW"     // power bought on the market
	DrawnEnergyMWh    = "drawn_energy_MWh"    // energy drawn from the transmission network
	UnservedEnergyMWh = "unserved_energy_MWh" // energy asked for while without supply
	EnergyContractMWh = "energy_contract_MWh" // energy drawn under the contract
	EnergyMarketMWh   = "energy_market_MWh"   // energy bought on the market
)

// Of the wholesale market.
const (
	PriceEURPerMWh           = "price_EUR_per_MWh"                         // day-ahead price on a market
	ZonePriceEURPerMWh       = "zone_price_EUR_per_MWh"                    // day-ahead price of a zone
	ZoneDemandMW             = "zone_demand_power_MW"                      // demand of the hub
	NetExportMW              = "net_export_power_MW"                       // net export of a zone
	ZoneCampusMW             = "campus_power_MW"                           // what the hub's campuses take of it
	ZoneCarbonDirect         = "zone_carbon_direct_kg_per_MWh"             // direct carbon of what the campuses' zones consume
	ZoneCarbonLifeCycle      = "zone_carbon_life_cycle_kg_per_MWh"         // life-cycle carbon of it
	HeadroomMW               = "headroom_MW"                               // more load that a campus' bus of the network can take
	OutputPowerMW            = "output_power_MW"                           // of a technology, after its name: "nuclear_output_power_MW"
	ConsequentialGPerKWh     = "consequential_carbon_g_per_kWh"            // direct carbon that they cause per energy
	ConsequentialLifeGPerKWh = "consequential_life_cycle_carbon_g_per_kWh" // life-cycle carbon that they cause per energy
)

// Of how a campus, or all of them, are served.
const (
	FirmPowerMW   = "firm_power_MW"       // what contract, units and own sources could give without the market
	MayDrawMW     = "may_draw_power_MW"   // what a campus' bus of the network can take in all
	ServedEnergy  = "served_energy_share" // energy given over energy wanted
	CurtailedGPUh = "curtailed_GPUh"      // GPU-hours of work that the lack of power has cost
	OwnedMW       = "reactor_capacity_MW" // net capacity of the reactors whose output belongs to the campuses
	FirmShareP95  = "firm_share_P95"      // part of that capacity given in 95 % of the hours
	FirmP50MW     = "firm_power_P50_MW"   // firm power in half of the hours
	FirmP95MW     = "firm_power_P95_MW"   // firm power in 95 % of the hours
	FirmP99MW     = "firm_power_P99_MW"   // firm power in 99 % of the hours
)

// Of the energy and water of a campus or a hall.
const (
	PUE                       = "pue"                          // power usage effectiveness, ISO/IEC 30134-2
	ERE                       = "ere"                          // energy reuse effectiveness, The Green Grid
	ERF                       = "erf"                          // energy reuse factor, ISO/IEC 30134-6
	WUELPerKWh                = "wue_L_per_kWh"                // water usage effectiveness, ISO/IEC 30134-9
	FacilityEnergyMWh         = "facility_energy_MWh"          // energy taken at the campus' meter
	ITEnergyMWh               = "it_energy_MWh"                // energy at the servers' inlets
	CoolingEnergyMWh          = "cooling_energy_MWh"           // energy of pumps, fans and compressors
	UPSLossEnergyMWh          = "ups_loss_energy_MWh"          // energy lost in UPS
	DistributionLossEnergyMWh = "distribution_loss_energy_MWh" // energy lost between UPS and racks
	TransformerLossEnergyMWh  = "transformer_loss_energy_MWh"  // energy lost in the campus' transformers
	HouseEnergyMWh            = "house_energy_MWh"             // energy of lighting, security and offices
	WaterM3                   = "water_m3"                     // water drawn by cooling
)

// Of the heat of a hall, by its sink.
const (
	RoomHeatEnergyMWh  = "room_heat_energy_MWh"  // heat of UPS, distribution and lighting in the hall
	HeatAirExchangeMWh = "heat_air_exchange_MWh" // heat carried out with the hall's air or through plates
	HeatDryCoolersMWh  = "heat_dry_coolers_MWh"  // heat to outdoor air by dry coolers
	HeatCondensersMWh  = "heat_condensers_MWh"   // heat to outdoor air by condensers of chillers and direct expansion
	HeatTowersMWh      = "heat_towers_MWh"       // heat to outdoor air by cooling towers
	HeatEvaporatedMWh  = "heat_evaporated_MWh"   // heat carried off by evaporated water
	HeatRiverMWh       = "heat_river_MWh"        // heat to river or sea water
	HeatDistrictMWh    = "heat_district_MWh"     // heat to the district network
)

// Of computing.
const (
	Goodput         = "goodput"           // useful over busy GPU-hours
	GPUOccupancy    = "gpu_occupancy"     // busy GPU-hours over GPU-hours online
	BusyGPUh        = "busy_GPUh"         // GPU-hours held by training runs
	OnlineGPUh      = "online_GPUh"       // GPU-hours installed and not under repair
	Interruptions   = "interruptions"     // interruptions of training runs, a count
	InterruptionsBy = "interruptions_by_" // and what failed
	TrainingEFLOP   = "training_EFLOP"    // model FLOP of training that lasted
)

// Of cost, in money of the price year, and of carbon.
const (
	CostEUR                = "cost_EUR"                   // all costs of all campuses
	CostEURPerGPUh         = "cost_EUR_per_GPUh"          // all costs per GPU-hour
	CostUsefulEURPerGPUh   = "cost_useful_EUR_per_GPUh"   // all costs per useful GPU-hour
	CostEURPerZFLOP        = "cost_EUR_per_ZFLOP"         // all costs per 1e21 FLOP of training that lasted
	EnergyKWhPerZFLOP      = "energy_kWh_per_ZFLOP"       // energy at the meter, likewise
	CarbonKgPerZFLOP       = "carbon_kg_per_ZFLOP"        // carbon of energy and equipment, likewise
	WaterLPerZFLOP         = "water_L_per_ZFLOP"          // water drawn on site, likewise
	CostTotalEUR           = "cost_total_EUR"             // all costs of a campus
	CostElectricityEUR     = "cost_electricity_EUR"       // energy: contract and market less sales
	CostGridEUR            = "cost_grid_EUR"              // grid tariff
	CostExciseEUR          = "cost_excise_EUR"            // excise duty on electricity
	CostWaterEUR           = "cost_water_EUR"             // water
	CostFacilityEUR        = "cost_facility_EUR"          // annuity of building and plant
	CostAcceleratorsEUR    = "cost_accelerators_EUR"      // annuity of accelerators, network and storage
	CostOMEUR              = "cost_om_EUR"                // operation and maintenance
	IncomeHeatEUR          = "income_heat_EUR"            // earned by heat delivered to district networks
	CostCapacityEUR        = "cost_capacity_EUR"          // capacity mechanism
	IncomeVNUEUR           = "income_vnu_EUR"             // universal nuclear payment had back
	IncomeResponseEUR      = "income_response_EUR"        // earned by demand response
	RedispatchEnergyMWh    = "redispatch_energy_MWh"      // generation moved away from overloads of the network
	CarbonKg               = "carbon_kg"                  // carbon of energy and equipment, all campuses
	CarbonTotalKg          = "carbon_total_kg"            // carbon of energy and equipment of a campus
	CarbonEmbodiedKg       = "carbon_embodied_kg"         // embodied carbon spread over lifetimes
	CarbonNuclearKg        = "carbon_nuclear_kg"          // carbon of contract energy
	CarbonMarketKg         = "carbon_market_kg"           // carbon of market energy
	CarbonIntensityGPerKWh = "carbon_intensity_g_per_kWh" // carbon of energy used per energy drawn, without embodied
)
