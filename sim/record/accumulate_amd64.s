#include "textflag.h"

// func addHours(pairs []hourPair, src []*float64)
TEXT ·addHours(SB), NOSPLIT, $0-48
	MOVQ pairs_base+0(FP), DI
	MOVQ pairs_len+8(FP), CX
	MOVQ src_base+24(FP), SI
	TESTQ CX, CX
	JZ   done
next:
	MOVQ 0(SI), AX
	MOVQ 8(SI), BX
	MOVSD 0(AX), X0  // both values
	MOVHPD 0(BX), X0
	MOVUPD 0(DI), X1 // sum
	ADDPD X0, X1
	MOVUPD X1, 0(DI)
	MOVUPD 16(DI), X2 // value < low ? value : low
	MOVAPD X0, X3
	MINPD X2, X3
	MOVUPD X3, 16(DI)
	MOVUPD 32(DI), X4 // value > high ? value : high
	MAXPD X4, X0
	MOVUPD X0, 32(DI)
	ADDQ $16, SI
	ADDQ $48, DI
	DECQ CX
	JNZ  next
done:
	RET

// func addSums(pairs []sumPair, src []*float64)
TEXT ·addSums(SB), NOSPLIT, $0-48
	MOVQ pairs_base+0(FP), DI
	MOVQ pairs_len+8(FP), CX
	MOVQ src_base+24(FP), SI
	TESTQ CX, CX
	JZ   done
next:
	MOVQ 0(SI), AX
	MOVQ 8(SI), BX
	MOVSD 0(AX), X0
	MOVHPD 0(BX), X0
	MOVUPD 0(DI), X1
	ADDPD X0, X1
	MOVUPD X1, 0(DI)
	ADDQ $16, SI
	ADDQ $16, DI
	DECQ CX
	JNZ  next
done:
	RET
