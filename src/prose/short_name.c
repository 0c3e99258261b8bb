/*
 * short_name.c
 *	  Names that only their neighbours understand: 市教育局, 本局.
 */
#include "prose/short_name.h"

#include "prose/organ.h"

GdStatus
gd_is_short_name(const GdHost *host, GdText name, bool *is_short)
{
	static const wchar_t bare[] = L"省市州县区旗镇乡本";
	GdPlain    *plain;
	GdStatus	status = gd_read_plain_copy(host, name.data, name.length, &plain);
	int			stem;

	if (status != GD_OK)
		return status;
	*is_short = plain->count > 0 && wcschr(bare, plain->code[0]) != NULL &&
		gd_name_begins(plain, 0, plain->count, &stem) <= GD_BEGINS_BARE;
	return GD_OK;
}
