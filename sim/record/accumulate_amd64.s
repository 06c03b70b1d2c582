#include "textflag.h"

// GATHER puts the next four values, at the pointers from SI on, into Y0.
#define GATHER \
	MOVQ        0(SI), AX; \
	MOVQ        8(SI), BX; \
	MOVQ        16(SI), R8; \
	MOVQ        24(SI), R9; \
	ADDQ        $32, SI; \
	VMOVSD      (AX), X0; \
	VMOVSD      (R8), X1; \
	VMOVHPD     (BX), X0, X0; \
	VMOVHPD     (R9), X1, X1; \
	VINSERTF128 $1, X1, Y0, Y0

// func addHoursAVX(quads []hourQuad, src []*float64)
TEXT ·addHoursAVX(SB), NOSPLIT, $0-48
	MOVQ  quads_base+0(FP), DI
	MOVQ  quads_len+8(FP), CX
	MOVQ  src_base+24(FP), SI
	TESTQ CX, CX
	JZ    done

next:
	GATHER
	VADDPD  0(DI), Y0, Y1
	VMINPD  32(DI), Y0, Y2
	VMAXPD  64(DI), Y0, Y3
	VMOVUPD Y1, 0(DI)
	VMOVUPD Y2, 32(DI)
	VMOVUPD Y3, 64(DI)
	ADDQ    $96, DI
	DECQ    CX
	JNZ     next

done:
	VZEROUPPER
	RET

// func addSumsAVX(sums []float64, src []*float64)
TEXT ·addSumsAVX(SB), NOSPLIT, $0-48
	MOVQ sums_base+0(FP), DI
	MOVQ sums_len+8(FP), CX
	MOVQ src_base+24(FP), SI
	SHRQ $2, CX
	JZ   done

next:
	GATHER
	VADDPD  (DI), Y0, Y0
	VMOVUPD Y0, (DI)
	ADDQ    $32, DI
	DECQ    CX
	JNZ     next

done:
	VZEROUPPER
	RET
