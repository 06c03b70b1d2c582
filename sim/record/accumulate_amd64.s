#include "textflag.h"

// HOURS adds the i-th pair of a block: 8 bytes a pointer, 48 a pair.
#define HOURS(i) \
	MOVQ   (16*i)(SI), AX; \
	MOVQ   (16*i+8)(SI), BX; \
	MOVSD  (AX), X0; \
	MOVHPD (BX), X0; \
	MOVUPD (48*i)(DI), X1; \
	ADDPD  X0, X1; \
	MOVUPD X1, (48*i)(DI); \
	MOVUPD (48*i+16)(DI), X2; \
	MOVAPD X0, X3; \
	MINPD  X2, X3; \
	MOVUPD X3, (48*i+16)(DI); \
	MOVUPD (48*i+32)(DI), X4; \
	MAXPD  X4, X0; \
	MOVUPD X0, (48*i+32)(DI)

// SUMS adds the i-th pair of a block: 8 bytes a pointer, 16 a pair.
#define SUMS(i) \
	MOVQ   (16*i)(SI), AX; \
	MOVQ   (16*i+8)(SI), BX; \
	MOVSD  (AX), X0; \
	MOVHPD (BX), X0; \
	MOVUPD (16*i)(DI), X1; \
	ADDPD  X0, X1; \
	MOVUPD X1, (16*i)(DI)

// func addHours(pairs []hourPair, src []*float64)
TEXT ·addHours(SB), NOSPLIT, $0-48
	MOVQ pairs_base+0(FP), DI
	MOVQ pairs_len+8(FP), CX
	MOVQ src_base+24(FP), SI
	SHRQ $2, CX
	JZ   done

next:
	HOURS(0)
	HOURS(1)
	HOURS(2)
	HOURS(3)
	ADDQ $(4*16), SI
	ADDQ $(4*48), DI
	DECQ CX
	JNZ  next

done:
	RET

// func addSums(pairs []sumPair, src []*float64)
TEXT ·addSums(SB), NOSPLIT, $0-48
	MOVQ pairs_base+0(FP), DI
	MOVQ pairs_len+8(FP), CX
	MOVQ src_base+24(FP), SI
	SHRQ $2, CX
	JZ   done

next:
	SUMS(0)
	SUMS(1)
	SUMS(2)
	SUMS(3)
	ADDQ $(4*16), SI
	ADDQ $(4*16), DI
	DECQ CX
	JNZ  next

done:
	RET
