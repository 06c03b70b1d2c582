package cooling

import "caloduc/sim/record"

// heatFlow is one of the flows of heat in a plant's balance.
type heatFlow int

// The flows of heat: those into the hall's air and the plant's water, then those
// out of them, stored heat among these.
const (
	serverHeat heatFlow = iota
	roomHeat
	airFanHeat
	cduPumpHeat
	cduMotorHeat
	facilityPumpHeat
	chilledPumpHeat
	towerPumpHeat
	chillerPumpHeat
	compressorHeat
	latentHeat
	ventilationHeat
	humidifierHeat
	tankGain

	ventedHeat
	evaporatorHeat
	dryCoolerHeat
	towerHeat
	riverHeat
	plateHeat
	condensateHeat
	recoveredHeat
	loopStored
	airStored
	tankStored
	vapourStored
	heatFlows

	firstOut = ventedHeat
)

// heatMeters are the flows' names and meanings.
var heatMeters = [heatFlows]struct{ name, meaning string }{
	serverHeat:       {"server_heat_MW", "heat of the servers"},
	roomHeat:         {"room_heat_MW", "heat of UPS, distribution and lighting in the hall"},
	airFanHeat:       {"air_fan_heat_MW", "heat of fans in the hall's air: all their power"},
	cduPumpHeat:      {"cdu_pump_heat_MW", "heat of CDU pumps in their coolant"},
	cduMotorHeat:     {"cdu_motor_heat_MW", "heat of CDU pump motors in the hall's air"},
	facilityPumpHeat: {"facility_pump_heat_MW", "heat of facility pumps in their water"},
	chilledPumpHeat:  {"chilled_pump_heat_MW", "heat of chilled-water pumps in their water"},
	towerPumpHeat:    {"tower_pump_heat_MW", "heat of tower pumps in their water"},
	chillerPumpHeat:  {"chiller_pump_heat_MW", "heat of the chillers' own chilled-water pumps in their water"},
	compressorHeat:   {"compressor_heat_MW", "heat of water-cooled chillers' compressors in tower water"},
	latentHeat:       {"latent_heat_MW", "heat of vapour that coils condense"},
	ventilationHeat:  {"ventilation_heat_MW", "heat that ventilation brings in, vapour included"},
	humidifierHeat:   {"humidifier_water_heat_MW", "enthalpy of the humidifier's water"},
	tankGain:         {"storage_gain_MW", "heat that the tank takes from its surroundings"},

	ventedHeat:     {"vented_heat_MW", "heat carried out by air exchange"},
	evaporatorHeat: {"evaporator_heat_MW", "heat taken out by air-cooled chillers or direct expansion, latent heat included"},
	dryCoolerHeat:  {"dry_cooler_heat_MW", "heat rejected by dry coolers"},
	towerHeat:      {"tower_heat_MW", "heat rejected by cooling towers"},
	riverHeat:      {"river_heat_MW", "heat through the exchangers to river or sea water"},
	plateHeat:      {"plate_heat_MW", "heat carried through the plates to scavenger air"},
	condensateHeat: {"condensate_heat_MW", "enthalpy of condensate"},
	recoveredHeat:  {"recovered_heat_MW", "heat taken out of the plant's water for the district network"},
	loopStored:     {"loop_stored_heat_MW", "heat stored in the plant's loops of water and coolant"},
	airStored:      {"air_stored_heat_MW", "heat stored in the hall"},
	tankStored:     {"storage_stored_heat_MW", "heat stored in the tank"},
	vapourStored:   {"vapour_stored_heat_MW", "heat stored in the vapour of the hall's air"},
}

// ledger is the heat of a plant's minute by flow, MW. Each flow comes from its own
// equation; what flows in equals what flows out.
type ledger [heatFlows]float64

// flowSet are the flows that the parts of a plant have.
type flowSet [heatFlows]bool

// has adds flows to the set.
func (s *flowSet) has(flows ...heatFlow) {
	for _, f := range flows {
		s[f] = true
	}
}

// declare declares the meters of the flows in the set, and their balance.
func (l *ledger) declare(g record.Group, set *flowSet) {
	var in, out []record.Term
	for f, m := range heatMeters {
		if !set[f] {
			continue
		}
		t := record.Term{Channel: g.Meter(&l[f], m.name, m.meaning), Factor: 1}
		if heatFlow(f) < firstOut {
			in = append(in, t)
		} else {
			out = append(out, t)
		}
	}
	g.Balance("heat", in, out)
}
