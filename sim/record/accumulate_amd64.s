#include "textflag.h"

// FOUR puts the four values from the place at (SI) on into Y0.
#define FOUR \
	MOVQ    (SI), AX; \
	ADDQ    $8, SI; \
	VMOVUPD (AX), Y0

// PAIRS puts the two values from each of the two places at (SI) on into Y0.
#define PAIRS \
	MOVQ        (SI), AX; \
	MOVQ        8(SI), BX; \
	ADDQ        $16, SI; \
	VMOVUPD     (AX), X0; \
	VINSERTF128 $1, (BX), Y0, Y0

// ONES puts the values at the four places at (SI) into Y0.
#define ONES \
	MOVQ        (SI), AX; \
	MOVQ        8(SI), BX; \
	MOVQ        16(SI), R8; \
	MOVQ        24(SI), R9; \
	ADDQ        $32, SI; \
	VMOVSD      (AX), X0; \
	VMOVSD      (R8), X1; \
	VMOVHPD     (BX), X0, X0; \
	VMOVHPD     (R9), X1, X1; \
	VINSERTF128 $1, X1, Y0, Y0

// HOURS adds Y0 to the sums at (DI), with the extremes behind.
#define HOURS \
	VADDPD  (DI), Y0, Y1; \
	VMINPD  32(DI), Y0, Y2; \
	VMAXPD  64(DI), Y0, Y3; \
	VMOVUPD Y1, (DI); \
	VMOVUPD Y2, 32(DI); \
	VMOVUPD Y3, 64(DI); \
	ADDQ    $96, DI

// SUMS adds Y0 to the sums at (DI).
#define SUMS \
	VADDPD  (DI), Y0, Y0; \
	VMOVUPD Y0, (DI); \
	ADDQ    $32, DI

// sources_fours and the like are offsets in sources: places and their number.
#define sources_fours 0
#define sources_pairs 24
#define sources_ones 48

// func addHoursAVX(quads []hourQuad, src *sources)
TEXT ·addHoursAVX(SB), NOSPLIT, $0-32
	MOVQ quads_base+0(FP), DI
	MOVQ src+24(FP), DX
	MOVQ sources_fours(DX), SI
	MOVQ (sources_fours+8)(DX), CX
	TESTQ CX, CX
	JZ   pairs

nextFour:
	FOUR
	HOURS
	DECQ CX
	JNZ  nextFour

pairs:
	MOVQ sources_pairs(DX), SI
	MOVQ (sources_pairs+8)(DX), CX
	SHRQ $1, CX
	JZ   ones

nextPairs:
	PAIRS
	HOURS
	DECQ CX
	JNZ  nextPairs

ones:
	MOVQ sources_ones(DX), SI
	MOVQ (sources_ones+8)(DX), CX
	SHRQ $2, CX
	JZ   done

nextOnes:
	ONES
	HOURS
	DECQ CX
	JNZ  nextOnes

done:
	VZEROUPPER
	RET

// func addSumsAVX(sums []float64, src *sources)
TEXT ·addSumsAVX(SB), NOSPLIT, $0-32
	MOVQ sums_base+0(FP), DI
	MOVQ src+24(FP), DX
	MOVQ sources_fours(DX), SI
	MOVQ (sources_fours+8)(DX), CX
	TESTQ CX, CX
	JZ   pairs

nextFour:
	FOUR
	SUMS
	DECQ CX
	JNZ  nextFour

pairs:
	MOVQ sources_pairs(DX), SI
	MOVQ (sources_pairs+8)(DX), CX
	SHRQ $1, CX
	JZ   ones

nextPairs:
	PAIRS
	SUMS
	DECQ CX
	JNZ  nextPairs

ones:
	MOVQ sources_ones(DX), SI
	MOVQ (sources_ones+8)(DX), CX
	SHRQ $2, CX
	JZ   done

nextOnes:
	ONES
	SUMS
	DECQ CX
	JNZ  nextOnes

done:
	VZEROUPPER
	RET
