package loop

import "caloduc/sim/record"

// HeatFlow is one of the flows of heat in a plant's balance.
type HeatFlow int

// The flows of heat: those into the hall's air and the plant's water, then those
// out of them, stored heat among these.
const (
	ServerHeat HeatFlow = iota
	RoomHeat
	AirFanHeat
	CDUPumpHeat
	cduMotorHeat
	FacilityPumpHeat
	ChilledPumpHeat
	towerPumpHeat
	chillerPumpHeat
	compressorHeat
	latentHeat
	ventilationHeat
	humidifierHeat
	tankGain

	ventedHeat
	EvaporatorHeat
	DryCoolerHeat
	towerHeat
	riverHeat
	PlateHeat
	condensateHeat
	RecoveredHeat
	LoopStored
	AirStored
	tankStored
	vapourStored
	heatFlows

	FirstOut = ventedHeat
)

// HeatMeters are the flows' names and meanings.
var HeatMeters = [heatFlows]struct{ Name, meaning string }{
	ServerHeat:       {"server_heat_MW", "heat of the servers"},
	RoomHeat:         {"room_heat_MW", "heat of UPS, distribution and lighting in the hall"},
	AirFanHeat:       {"air_fan_heat_MW", "heat of fans in the hall's air: all their power"},
	CDUPumpHeat:      {"cdu_pump_heat_MW", "heat of CDU pumps in their coolant"},
	cduMotorHeat:     {"cdu_motor_heat_MW", "heat of CDU pump motors in the hall's air"},
	FacilityPumpHeat: {"facility_pump_heat_MW", "heat of facility pumps in their water"},
	ChilledPumpHeat:  {"chilled_pump_heat_MW", "heat of chilled-water pumps in their water"},
	towerPumpHeat:    {"tower_pump_heat_MW", "heat of tower pumps in their water"},
	chillerPumpHeat:  {"chiller_pump_heat_MW", "heat of the chillers' own chilled-water pumps in their water"},
	compressorHeat:   {"compressor_heat_MW", "heat of water-cooled chillers' compressors in tower water"},
	latentHeat:       {"latent_heat_MW", "heat of vapour that coils condense"},
	ventilationHeat:  {"ventilation_heat_MW", "heat that ventilation brings in, vapour included"},
	humidifierHeat:   {"humidifier_water_heat_MW", "enthalpy of the humidifier's water"},
	tankGain:         {"storage_gain_MW", "heat that the tank takes from its surroundings"},

	ventedHeat:     {"vented_heat_MW", "heat carried out by air exchange"},
	EvaporatorHeat: {"evaporator_heat_MW", "heat taken out by air-cooled chillers or direct expansion, latent heat included"},
	DryCoolerHeat:  {"dry_cooler_heat_MW", "heat rejected by dry coolers"},
	towerHeat:      {"tower_heat_MW", "heat rejected by cooling towers"},
	riverHeat:      {"river_heat_MW", "heat through the exchangers to river or sea water"},
	PlateHeat:      {"plate_heat_MW", "heat carried through the plates to scavenger air"},
	condensateHeat: {"condensate_heat_MW", "enthalpy of condensate"},
	RecoveredHeat:  {"recovered_heat_MW", "heat taken out of the plant's water for the district network"},
	LoopStored:     {"loop_stored_heat_MW", "heat stored in the plant's loops of water and coolant"},
	AirStored:      {"air_stored_heat_MW", "heat stored in the hall"},
	tankStored:     {"storage_stored_heat_MW", "heat stored in the tank"},
	vapourStored:   {"vapour_stored_heat_MW", "heat stored in the vapour of the hall's air"},
}

// Ledger is the heat of a plant's minute by flow, MW. Each flow comes from its own
// equation; what flows in equals what flows out.
type Ledger [heatFlows]float64

// FlowSet are the flows that the parts of a plant have.
type FlowSet [heatFlows]bool

// Has adds flows to the set.
func (s *FlowSet) Has(flows ...HeatFlow) {
	for _, f := range flows {
		s[f] = true
	}
}

// Declare declares the meters of the flows in the set, and their balance.
func (l *Ledger) Declare(g record.Group, set *FlowSet) {
	var in, out []record.Term
	for f, m := range HeatMeters {
		if !set[f] {
			continue
		}
		t := record.Term{Channel: g.Meter(&l[f], m.Name, m.meaning), Factor: 1}
		if HeatFlow(f) < FirstOut {
			in = append(in, t)
		} else {
			out = append(out, t)
		}
	}
	g.Balance("heat", in, out)
}
