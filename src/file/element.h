/*
 * element.h
 *	  The elements of HTML, as far as they matter for the lines and tables of a text.
 */
#ifndef ELEMENT_H
#define ELEMENT_H

#include <libxml/xmlstring.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum GdElementKind
{
	GD_ELEMENT_INLINE,
	/* the same, but in a cell its text does not go on what stands beside it */
	GD_ELEMENT_APART,
	GD_ELEMENT_BLOCK,
	GD_ELEMENT_HEADING,
	GD_ELEMENT_PARAGRAPH,
	GD_ELEMENT_BREAK,
	GD_ELEMENT_TABLE,
	GD_ELEMENT_GROUP,
	GD_ELEMENT_ROW,
	GD_ELEMENT_CELL,
	GD_ELEMENT_FIELD,
	GD_ELEMENT_HIDDEN,			/* its text is not for readers */
} GdElementKind;

#define GD_ELEMENT_NAME 12		/* bytes, with the one that ends it */

typedef struct GdElement
{
	char		name[GD_ELEMENT_NAME];
	uint8_t		kind;
	bool		is_proof;		/* a tag of this name makes a text HTML */
} GdElement;

/* The element of a name in lower case, or NULL. */
extern const GdElement *gd_find_element(const char *name);

/*
 * What attributes say
 */

/* Only what they say themselves is known, not what style sheets do. */
typedef enum GdLook
{
	GD_LOOK_PLAIN,
	GD_LOOK_APART,				/* raised, lowered or struck out */
	GD_LOOK_HIDDEN,				/* a browser shows nothing of it */
} GdLook;

extern GdLook gd_element_look(const xmlChar **attributes);

/* How many columns or rows a cell has, up to a limit. */
extern int	gd_element_columns(const xmlChar **attributes, int limit);
extern int	gd_element_rows(const xmlChar **attributes, int limit);

/* What a field for text shows; NULL where it is none, or is hidden. */
extern const char *gd_field_text(const xmlChar **attributes);

#endif							/* ELEMENT_H */
