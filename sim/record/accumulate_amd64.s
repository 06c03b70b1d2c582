#include "textflag.h"

// GATHER puts the four values at the pointers from place i on into Y0.
#define GATHER(i) \
	MOVQ        (8*i)(SI), AX; \
	MOVQ        (8*i+8)(SI), BX; \
	MOVQ        (8*i+16)(SI), R8; \
	MOVQ        (8*i+24)(SI), R9; \
	VMOVSD      (AX), X0; \
	VMOVSD      (R8), X1; \
	VMOVHPD     (BX), X0, X0; \
	VMOVHPD     (R9), X1, X1; \
	VINSERTF128 $1, X1, Y0, Y0

// HOURS adds them to the sums at offset o, with the extremes behind.
#define HOURS(o) \
	VADDPD  (o)(DI), Y0, Y1; \
	VMINPD  (o+32)(DI), Y0, Y2; \
	VMAXPD  (o+64)(DI), Y0, Y3; \
	VMOVUPD Y1, (o)(DI); \
	VMOVUPD Y2, (o+32)(DI); \
	VMOVUPD Y3, (o+64)(DI)

// SUMS adds them to the sums at offset o.
#define SUMS(o) \
	VADDPD  (o)(DI), Y0, Y0; \
	VMOVUPD Y0, (o)(DI)

// func addHoursAVX(quads []hourQuad, src []*float64)
TEXT ·addHoursAVX(SB), NOSPLIT, $0-48
	MOVQ quads_base+0(FP), DI
	MOVQ quads_len+8(FP), CX
	MOVQ src_base+24(FP), SI
	SHRQ $2, CX
	JZ   done

next:
	GATHER(0)
	HOURS(0)
	GATHER(4)
	HOURS(96)
	GATHER(8)
	HOURS(192)
	GATHER(12)
	HOURS(288)
	ADDQ $(4*32), SI
	ADDQ $(4*96), DI
	DECQ CX
	JNZ  next

done:
	VZEROUPPER
	RET

// func addSumsAVX(sums []float64, src []*float64)
TEXT ·addSumsAVX(SB), NOSPLIT, $0-48
	MOVQ sums_base+0(FP), DI
	MOVQ sums_len+8(FP), CX
	MOVQ src_base+24(FP), SI
	SHRQ $4, CX
	JZ   done

next:
	GATHER(0)
	SUMS(0)
	GATHER(4)
	SUMS(32)
	GATHER(8)
	SUMS(64)
	GATHER(12)
	SUMS(96)
	ADDQ $(4*32), SI
	ADDQ $(4*32), DI
	DECQ CX
	JNZ  next

done:
	VZEROUPPER
	RET
