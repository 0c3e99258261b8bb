/*
 * parse.h
 *	  The parser: text of a 政府信息公开工作年度报告 in, cells with their evidence out.
 */
#ifndef PARSE_H
#define PARSE_H

#include "form/report.h"

/* Reads text or HTML in UTF-8. What the report refers to lives in the host's arena. */
extern GdStatus gd_parse_report(const GdHost *host, const char *text, size_t length,
								GdReport *report);

#endif							/* PARSE_H */
