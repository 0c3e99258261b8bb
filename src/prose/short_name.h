/*
 * short_name.h
 *	  Names that only their neighbours understand: 市教育局, 本局.
 */
#ifndef SHORT_NAME_H
#define SHORT_NAME_H

#include "text/core.h"

/*
 * Does the name begin with 省 市 州 县 区 旗 镇 乡 without a name in front of it, or with 本? 市场监督管理局 does
 * not, as it begins with what the organ is for, nor 本溪市教育局, which begins with a place.
 */
extern GdStatus gd_is_short_name(const GdHost *host, GdText name, bool *is_short);

#endif							/* SHORT_NAME_H */
