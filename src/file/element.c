/*
 * element.c
 *	  The elements of HTML, as far as they matter for the lines and tables of a text.
 */
#include "file/element.h"

#include <libxml/xmlstring.h>
#include <string.h>

/* By name. */
static const GdElement elements[] = {
	{"a", GD_ELEMENT_INLINE, true}, {"address", GD_ELEMENT_BLOCK},
	{"article", GD_ELEMENT_BLOCK, true}, {"aside", GD_ELEMENT_BLOCK},
	{"b", GD_ELEMENT_INLINE, true}, {"blockquote", GD_ELEMENT_BLOCK, true},
	{"body", GD_ELEMENT_BLOCK, true},
	{"br", GD_ELEMENT_BREAK, true}, {"caption", GD_ELEMENT_BLOCK},
	{"center", GD_ELEMENT_BLOCK, true}, {"dd", GD_ELEMENT_BLOCK},
	{"del", GD_ELEMENT_APART},
	{"dir", GD_ELEMENT_BLOCK}, {"div", GD_ELEMENT_BLOCK, true}, {"dl", GD_ELEMENT_BLOCK},
	{"dt", GD_ELEMENT_BLOCK},
	{"fieldset", GD_ELEMENT_BLOCK}, {"figcaption", GD_ELEMENT_BLOCK}, {"figure", GD_ELEMENT_BLOCK},
	{"font", GD_ELEMENT_INLINE, true},
	{"footer", GD_ELEMENT_BLOCK}, {"form", GD_ELEMENT_BLOCK}, {"h1", GD_ELEMENT_HEADING, true},
	{"h2", GD_ELEMENT_HEADING, true},
	{"h3", GD_ELEMENT_HEADING, true}, {"h4", GD_ELEMENT_HEADING, true},
	{"h5", GD_ELEMENT_HEADING, true}, {"h6", GD_ELEMENT_HEADING, true},
	{"head", GD_ELEMENT_BLOCK, true}, {"header", GD_ELEMENT_BLOCK}, {"hr", GD_ELEMENT_BLOCK, true},
	{"html", GD_ELEMENT_BLOCK, true},
	{"img", GD_ELEMENT_INLINE, true}, {"ins", GD_ELEMENT_APART}, {"legend", GD_ELEMENT_BLOCK},
	{"li", GD_ELEMENT_BLOCK, true}, {"main", GD_ELEMENT_BLOCK},
	{"menu", GD_ELEMENT_BLOCK}, {"meta", GD_ELEMENT_INLINE, true}, {"nav", GD_ELEMENT_BLOCK},
	{"ol", GD_ELEMENT_BLOCK, true},
	{"option", GD_ELEMENT_BLOCK}, {"p", GD_ELEMENT_PARAGRAPH, true}, {"pre", GD_ELEMENT_BLOCK},
	{"s", GD_ELEMENT_APART}, {"script", GD_ELEMENT_HIDDEN, true},
	{"section", GD_ELEMENT_BLOCK, true}, {"span", GD_ELEMENT_INLINE, true},
	{"strike", GD_ELEMENT_APART},
	{"strong", GD_ELEMENT_INLINE, true}, {"style", GD_ELEMENT_HIDDEN, true},
	{"sub", GD_ELEMENT_APART}, {"sup", GD_ELEMENT_APART}, {"table", GD_ELEMENT_TABLE, true},
	{"tbody", GD_ELEMENT_GROUP, true},
	{"td", GD_ELEMENT_CELL, true}, {"tfoot", GD_ELEMENT_GROUP, true}, {"th", GD_ELEMENT_CELL, true},
	{"thead", GD_ELEMENT_GROUP, true}, {"title", GD_ELEMENT_HEADING, true},
	{"tr", GD_ELEMENT_ROW, true}, {"u", GD_ELEMENT_INLINE, true},
	{"ul", GD_ELEMENT_BLOCK, true}, {"xml", GD_ELEMENT_HIDDEN}
};

/* The element of a name in lower case, or NULL. */
const GdElement *
gd_find_element(const char *name)
{
	size_t		low = 0;
	size_t		high = sizeof(elements) / sizeof(elements[0]);

	while (low < high)
	{
		size_t		middle = (low + high) / 2;
		int			order = strcmp(name, elements[middle].name);

		if (order == 0)
			return &elements[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* Does a browser show nothing of the element? Only what its own attributes say is known. */
bool
gd_hides_element(const xmlChar **attributes)
{
	for (int i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
	{
		char		style[64];
		size_t		length = 0;

		if (xmlStrEqual(attributes[i], BAD_CAST "hidden"))
			return true;
		if (!xmlStrEqual(attributes[i], BAD_CAST "style") || attributes[i + 1] == NULL)
			continue;
		for (const xmlChar *p = attributes[i + 1]; *p && length + 1 < sizeof(style); p++)
		{
			if (*p > ' ')
				style[length++] = (char) (*p >= 'A' && *p <= 'Z' ? *p + 'a' - 'A' : *p);
		}
		style[length] = '\0';
		if (strstr(style, "display:none") != NULL || strstr(style, "visibility:hidden") != NULL)
			return true;
	}
	return false;
}
