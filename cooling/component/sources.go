package component

import "caloduc/sim/param"

// Sources that several specs name. One that stands for another component than the
// parameter's is an assumption, and says so.
const (
	leiMasanetDOI     = "Lei and Masanet (2022), doi:10.1016/j.resconrec.2022.106323"
	LeiMasanet        = param.Source("own choice within the ranges of " + leiMasanetDOI + ", hyperscale data centres")
	LikeLeiMasanet    = param.Source("assumption: as for chilled and tower water of hyperscale data centres in " + leiMasanetDOI)
	LikeHandlerFans   = param.Source("assumption: as fans of air handlers of hyperscale data centres in " + leiMasanetDOI)
	LikeTowerCycles   = param.Source("assumption: as the default of a cooling tower in EnergyPlus")
	LikeDryCoolerFans = param.Source("assumption: as the least fan speed of dry coolers in the Modelica Buildings Library, Data/DryCooler")
	likeModeChange    = param.Source("assumption: as the changes of mode of the Modelica Buildings Library, Applications/DataCenters, which wait 1200 s")
)

// RecirculationQuoted is what is known of exhaust air that comes back to intakes.
var RecirculationQuoted = param.Unverified("1 to 4 K, attributed to Lei and Masanet (2022); not among their ranges that were read")
