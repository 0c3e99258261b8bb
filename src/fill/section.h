/*
 * section.h
 *	  Where in the report a text is: sections, and the headers of their tables.
 */
#ifndef SECTION_H
#define SECTION_H

#include "fill/matcher.h"

/* Is the label the heading of a section here? A number may have stood alone in front of it. */
extern bool gd_may_head_section(const GdLabel *label, const GdToken *token,
								uint8_t lone_ordinal_kind);

/* The section begins; its heading takes up these bytes. */
extern void gd_start_section(Matcher *m, int section, const GdToken *token, uint32_t heading_begin,
							 uint32_t heading_end);

/* The narrative of a section ends here. */
extern void gd_end_narrative(Matcher *m, uint32_t at);

/* Follows a label into its table, and notes what it says as a header there. */
extern void gd_follow_label(Matcher *m, const GdLabel *label, const GdLine *line,
							const GdToken *token);

/* Notes a label that is not a row as the header of a column, if it can be one. */
extern void gd_note_header(Matcher *m, const GdLabel *label, const GdLine *line,
						   const GdToken *token, bool is_broken);

/* Notes the unit of the fees' amount, if the text is its header. */
extern void gd_note_fee_unit(Matcher *m, const GdToken *token);

#endif							/* SECTION_H */
