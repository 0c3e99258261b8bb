/*
 * element.c
 *	  The elements of HTML, as far as they matter for the lines and tables of a text.
 */
#include "file/element.h"

#include <libxml/xmlstring.h>
#include <string.h>

/* By the first letter of their names; no name ends the list. */
static const GdElement a_names[] = {
	{"a", GD_ELEMENT_INLINE, true}, {"address", GD_ELEMENT_BLOCK},
	{"article", GD_ELEMENT_BLOCK, true}, {"aside", GD_ELEMENT_BLOCK}, {""}
};
static const GdElement b_names[] = {
	{"b", GD_ELEMENT_INLINE, true}, {"blockquote", GD_ELEMENT_BLOCK, true},
	{"body", GD_ELEMENT_BLOCK, true}, {"br", GD_ELEMENT_BREAK, true}, {""}
};
static const GdElement c_names[] = {
	{"caption", GD_ELEMENT_BLOCK}, {"cell", GD_ELEMENT_CELL},
	{"center", GD_ELEMENT_BLOCK, true}, {""}
};
static const GdElement d_names[] = {
	{"dd", GD_ELEMENT_BLOCK}, {"del", GD_ELEMENT_APART}, {"dir", GD_ELEMENT_BLOCK},
	{"div", GD_ELEMENT_BLOCK, true}, {"dl", GD_ELEMENT_BLOCK}, {"dt", GD_ELEMENT_BLOCK}, {""}
};
static const GdElement e_names[] = {{"entry", GD_ELEMENT_CELL}, {""}};
static const GdElement f_names[] = {
	{"fieldset", GD_ELEMENT_BLOCK}, {"figcaption", GD_ELEMENT_BLOCK},
	{"figure", GD_ELEMENT_BLOCK}, {"font", GD_ELEMENT_INLINE, true},
	{"footer", GD_ELEMENT_BLOCK}, {"form", GD_ELEMENT_BLOCK}, {""}
};
static const GdElement h_names[] = {
	{"h1", GD_ELEMENT_HEADING, true}, {"h2", GD_ELEMENT_HEADING, true},
	{"h3", GD_ELEMENT_HEADING, true}, {"h4", GD_ELEMENT_HEADING, true},
	{"h5", GD_ELEMENT_HEADING, true}, {"h6", GD_ELEMENT_HEADING, true},
	{"head", GD_ELEMENT_BLOCK, true}, {"header", GD_ELEMENT_BLOCK},
	{"hr", GD_ELEMENT_BLOCK, true}, {"html", GD_ELEMENT_BLOCK, true}, {""}
};
static const GdElement i_names[] = {
	{"img", GD_ELEMENT_INLINE, true}, {"input", GD_ELEMENT_FIELD}, {"ins", GD_ELEMENT_APART},
	{""}
};
static const GdElement l_names[] = {
	{"legend", GD_ELEMENT_BLOCK}, {"li", GD_ELEMENT_BLOCK, true}, {""}
};
static const GdElement m_names[] = {
	{"main", GD_ELEMENT_BLOCK}, {"menu", GD_ELEMENT_BLOCK}, {"meta", GD_ELEMENT_INLINE, true},
	{""}
};
static const GdElement n_names[] = {{"nav", GD_ELEMENT_BLOCK}, {""}};
static const GdElement o_names[] = {
	{"ol", GD_ELEMENT_BLOCK, true}, {"option", GD_ELEMENT_BLOCK}, {""}
};
static const GdElement p_names[] = {
	{"p", GD_ELEMENT_PARAGRAPH, true}, {"pre", GD_ELEMENT_BLOCK}, {""}
};
static const GdElement r_names[] = {{"row", GD_ELEMENT_ROW}, {""}};
static const GdElement s_names[] = {
	{"s", GD_ELEMENT_APART}, {"script", GD_ELEMENT_HIDDEN, true},
	{"section", GD_ELEMENT_BLOCK, true}, {"span", GD_ELEMENT_INLINE, true},
	{"strike", GD_ELEMENT_APART}, {"strong", GD_ELEMENT_INLINE, true},
	{"style", GD_ELEMENT_HIDDEN, true}, {"sub", GD_ELEMENT_APART}, {"sup", GD_ELEMENT_APART},
	{""}
};
static const GdElement t_names[] = {
	{"table", GD_ELEMENT_TABLE, true}, {"tbody", GD_ELEMENT_GROUP, true},
	{"td", GD_ELEMENT_CELL, true}, {"template", GD_ELEMENT_HIDDEN},
	{"tfoot", GD_ELEMENT_GROUP, true}, {"th", GD_ELEMENT_CELL, true},
	{"thead", GD_ELEMENT_GROUP, true}, {"title", GD_ELEMENT_HEADING, true},
	{"tr", GD_ELEMENT_ROW, true}, {""}
};
static const GdElement u_names[] = {
	{"u", GD_ELEMENT_INLINE, true}, {"ul", GD_ELEMENT_BLOCK, true}, {""}
};
static const GdElement x_names[] = {{"xml", GD_ELEMENT_HIDDEN}, {""}};

static const GdElement *const elements[26] = {
	['a' - 'a'] = a_names, ['b' - 'a'] = b_names, ['c' - 'a'] = c_names,
	['d' - 'a'] = d_names, ['e' - 'a'] = e_names, ['f' - 'a'] = f_names,
	['h' - 'a'] = h_names, ['i' - 'a'] = i_names, ['l' - 'a'] = l_names,
	['m' - 'a'] = m_names, ['n' - 'a'] = n_names, ['o' - 'a'] = o_names,
	['p' - 'a'] = p_names, ['r' - 'a'] = r_names, ['s' - 'a'] = s_names,
	['t' - 'a'] = t_names, ['u' - 'a'] = u_names, ['x' - 'a'] = x_names
};

/* The element of a name in lower case, or NULL. */
const GdElement *
gd_find_element(const char *name)
{
	const GdElement *element = *name >= 'a' && *name <= 'z' ? elements[*name - 'a'] : NULL;

	while (element != NULL && (element->name[1] != name[1] || strcmp(element->name, name) != 0))
		element = element->name[0] != '\0' ? element + 1 : NULL;
	return element;
}

/* The value of an attribute, "" if it has none, or NULL where there is no such attribute. */
static const char *
find_attribute(const xmlChar **attributes, const char *name)
{
	for (int i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
	{
		const char *attribute = (const char *) attributes[i];

		if (*attribute == *name && strcmp(attribute, name) == 0)
			return attributes[i + 1] ? (const char *) attributes[i + 1] : "";
	}
	return NULL;
}

/* The next character of a style that is no blank, in lower case; 0 at its end. */
static char
next_of_style(const char **p)
{
	while (**p != '\0' && (unsigned char) **p <= ' ')
		(*p)++;
	if (**p == '\0')
		return '\0';
	return **p >= 'A' && **p <= 'Z' ? (char) (*(*p)++ + 'a' - 'A') : *(*p)++;
}

/* Does a style say this at p? What is asked has neither blanks nor capitals. */
static bool
style_says(const char *p, const char *what)
{
	while (*what != '\0' && next_of_style(&p) == *what)
		what++;
	return *what == '\0';
}

/* Does the declaration at p say this anywhere? */
static bool
declares(const char *p, const char *what)
{
	do
	{
		if (style_says(p, what))
			return true;
	} while (*p != '\0' && *p++ != ';');
	return false;
}

/* What the declaration at p says. */
static GdLook
look_of_declaration(const char *p)
{
	static const struct
	{
		GdLook		look;
		const char *begin;		/* of the declaration */
		const char *words;		/* that it must hold, or NULL */
	}			styles[] = {
		{GD_LOOK_HIDDEN, "display:none", NULL}, {GD_LOOK_HIDDEN, "visibility:hidden", NULL},
		{GD_LOOK_HIDDEN, "mso-hide:all", NULL}, {GD_LOOK_APART, "vertical-align:su", NULL},
		{GD_LOOK_APART, "text-decoration", "line-through"}
	};

	for (size_t i = 0; i < sizeof(styles) / sizeof(styles[0]); i++)
	{
		if ((*p | 0x20) == styles[i].begin[0] && style_says(p, styles[i].begin) &&
			(styles[i].words == NULL || declares(p, styles[i].words)))
			return styles[i].look;
	}
	return GD_LOOK_PLAIN;
}

GdLook
gd_element_look(const xmlChar **attributes)
{
	const char *style = find_attribute(attributes, "style");
	GdLook		look = find_attribute(attributes, "hidden") ? GD_LOOK_HIDDEN : GD_LOOK_PLAIN;

	while (style != NULL && look != GD_LOOK_HIDDEN)
	{
		GdLook		declared;

		while (*style != '\0' && (unsigned char) *style <= ' ')
			style++;
		declared = look_of_declaration(style);
		look = declared != GD_LOOK_PLAIN ? declared : look;
		style = strchr(style, ';');
		if (style != NULL)
			style++;
	}
	return look;
}

/* A span as HTML defines it. */
static int
read_span(const xmlChar **attributes, const char *name, int limit, int if_zero)
{
	const char *p = find_attribute(attributes, name);
	int			value = 0;

	while (p && (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r' || *p == '\f'))
		p++;
	if (p == NULL || *p < '0' || *p > '9')
		return 1;
	for (; *p >= '0' && *p <= '9' && value <= limit; p++)
		value = value * 10 + (*p - '0');
	if (value == 0)
		return if_zero;
	return value > limit ? limit : value;
}

/* "col3": the number of a column at the end of its name, or 0 */
static int
number_of_column(const char *name)
{
	const char *p;
	int			number = 0;

	if (name == NULL)
		return 0;
	p = name + strlen(name);
	while (p > name && p[-1] >= '0' && p[-1] <= '9')
		p--;
	for (; *p != '\0' && number < 1000; p++)
		number = number * 10 + (*p - '0');
	return number;
}

/*
 * HTML says how many columns a cell covers, TEI does so in other words, CALS (DocBook, DITA) says
 * from which to which.
 */
int
gd_element_columns(const xmlChar **attributes, int limit)
{
	int			first = number_of_column(find_attribute(attributes, "namest"));
	int			last = number_of_column(find_attribute(attributes, "nameend"));
	const char *name = find_attribute(attributes, "cols") ? "cols" : "colspan";

	if (first > 0 && last > first)
		return last - first < limit ? last - first + 1 : limit;
	return read_span(attributes, name, limit, 1);
}

/* CALS says how many further rows a cell covers. */
int
gd_element_rows(const xmlChar **attributes, int limit)
{
	const char *name = find_attribute(attributes, "rows") ? "rows" : "rowspan";
	int			more;

	if (find_attribute(attributes, "morerows") == NULL)
		return read_span(attributes, name, limit, limit);
	more = read_span(attributes, "morerows", limit, 0);
	return more < limit ? more + 1 : limit;
}

/* What a field for text that a reader fills in shows; NULL where it is none. */
const char *
gd_field_text(const xmlChar **attributes)
{
	static const char *const types[] = {"text", "number", "tel", ""};
	const char *type = find_attribute(attributes, "type");
	bool		is_text = type == NULL;

	for (size_t i = 0; type != NULL && i < sizeof(types) / sizeof(types[0]); i++)
		is_text = is_text || xmlStrcasecmp(BAD_CAST type, BAD_CAST types[i]) == 0;
	is_text = is_text && gd_element_look(attributes) != GD_LOOK_HIDDEN;
	return is_text ? find_attribute(attributes, "value") : NULL;
}
