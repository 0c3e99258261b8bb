/*
 * explain.h
 *	  Checks in the words of the form, with the values in them: "自然人：一 12 + 二 3 = 15 ≠ 三（七）13 + 四 1
 *	  = 14".
 */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "check/balance.h"
#include "text/writer.h"

/* Long enough for any explanation. */
#define GD_EXPLANATION_SIZE 8192

/* "（一）予以公开：总计", in the words of the form, or of the newest one that has the cell. */
extern void gd_write_cell(GdWriter *writer, int form, int cell);

/*
 * A missing value is ？, more than two of a sum are counted; of long sums only what is not 0; an
 * open identity ends in （未定）.
 */
extern void gd_explain_identity(GdWriter *writer, const GdRuleSet *rules,
								const GdIdentity *identity, const GdFigures *figures,
								GdVerdict verdict);

/* "行政许可：本年处理决定数量 -3 ＜ 0" */
extern void gd_explain_domain(GdWriter *writer, int form, int cell, const GdFigures *figures);

#endif							/* EXPLAIN_H */
