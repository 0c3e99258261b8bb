/*
 * comments.c
 *	  comment_on_types, which the extension script calls once.
 */
#include "pg/composites.h"

#include "catalog/namespace.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

/*
 * Is there such a type or attribute? The script of an earlier version makes types that have fewer
 * attributes than the library knows.
 */
static bool
exists(const char *object)
{
	const char *name = strchr(object, ' ') + 1;
	const char *dot = strchr(name, '.');
	Oid			type;

	if (dot == NULL)
		return OidIsValid(TypenameGetTypid(name));
	type = RelnameGetRelid(pnstrdup(name, dot - name));
	return OidIsValid(type) && get_attnum(type, dot + 1) != InvalidAttrNumber;
}

PG_FUNCTION_INFO_V1(comment_on_types);
/*
 * comment_on_types() → void
 *
 * Comments on the extension's types and their attributes. Characters that the encoding of the
 * database lacks are replaced, which a script cannot do.
 */
Datum
comment_on_types(PG_FUNCTION_ARGS)
{
	SPI_connect();
	for (const GdComment *entry = gd_comments; entry->object != NULL; entry++)
	{
		char	   *comment = text_to_cstring(text_from_core((GdText) {entry->comment,
																	   strlen(entry->comment)}));
		char	   *command = psprintf("COMMENT ON %s IS %s", entry->object,
									   quote_literal_cstr(comment));

		if (!exists(entry->object))
			continue;
		if (SPI_execute(command, false, 0) != SPI_OK_UTILITY)
			elog(ERROR, "could not comment on %s", entry->object);
	}
	SPI_finish();
	PG_RETURN_VOID();
}
