/*
 * packed.c
 *	  disclosure_figures: the figures of a report without its words, in a tenth of the room.
 *
 * Whoever adds up a million reports would spend most of the time on decompressing their narrative.
 * What is stored has a version, says which cells it knows of, and has a checksum: no damage becomes
 * another figure, and every later version reads it.
 */
#include "pg/figures.h"

#include "form/pack.h"

#include "port/pg_crc32c.h"

/* Of the bytes below. Whatever changes them makes it greater, and still reads those before. */
#define PACKED_VERSION 1

/*
 * As it is stored. Behind the packed figures, each at an aligned place, are the amounts that they
 * say there are.
 */
typedef struct PackedFigures
{
	int32		length;			/* varlena header (do not touch directly!) */
	uint32		version;
	uint32		checksum;		/* of what is behind it */
	int32		year;			/* 0 where the report says none */
	int32		form;
	int32		proactive_form;
	unsigned char data[FLEXIBLE_ARRAY_MEMBER];
} PackedFigures;

#define HEADER_SIZE offsetof(PackedFigures, data)
#define CHECKED_FROM offsetof(PackedFigures, year)
#define AMOUNT_MINIMUM (VARHDRSZ + sizeof(uint16))	/* a numeric has at least its header */

uint32
figures_checksum(const char *bytes, Size length)
{
	pg_crc32c	sum;

	INIT_CRC32C(sum);
	COMP_CRC32C(sum, bytes, length);
	FIN_CRC32C(sum);
	return sum;
}

static uint32
checksum(const PackedFigures *packed, Size size)
{
	return figures_checksum((const char *) packed + CHECKED_FROM, size - CHECKED_FROM);
}

Datum
pack_figures(const PartFigures *part)
{
	unsigned char data[GD_PACKED_MAXIMUM];
	Size		used = gd_pack_figures(&part->figures, data);
	Size		size = INTALIGN(HEADER_SIZE + used);
	struct varlena *amount[GD_MONEY_COUNT] = {NULL};
	PackedFigures *packed;

	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		if (!gd_set_has(&part->figures.money, gd_money_cells[i]))
			continue;
		amount[i] = pg_detoast_datum((struct varlena *) DatumGetPointer(part->amount[i]));
		size += INTALIGN(VARSIZE(amount[i]));
	}
	packed = palloc0(size);
	SET_VARSIZE(packed, size);
	packed->version = PACKED_VERSION;
	packed->year = part->year;
	packed->form = part->form;
	packed->proactive_form = part->proactive_form;
	memcpy(packed->data, data, used);
	used = INTALIGN(HEADER_SIZE + used);
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		if (amount[i] == NULL)
			continue;
		memcpy((char *) packed + used, amount[i], VARSIZE(amount[i]));
		used += INTALIGN(VARSIZE(amount[i]));
	}
	packed->checksum = checksum(packed, size);
	return PointerGetDatum(packed);
}

static void
report_damage(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("stored figures of a report cannot be read"),
			 errdetail_internal("%s", detail),
			 errhint("Make them anew from the report: report::disclosure_figures.")));
}

static void
report_later_version(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("stored figures of a report cannot be read"),
			 errdetail("A later version of govdisclose stored them, or they are damaged."),
			 errhint("Install the version that stored them.")));
}

/* The amounts behind the packed figures, which end at the given place. */
static void
find_amounts(PackedFigures *packed, Size at, PartFigures *into)
{
	Size		size = VARSIZE(packed);

	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		struct varlena *amount = (struct varlena *) ((char *) packed + at);

		if (!gd_set_has(&into->figures.money, gd_money_cells[i]))
			continue;
		if (at + AMOUNT_MINIMUM > size || VARATT_IS_EXTENDED(amount) ||
			VARSIZE(amount) < AMOUNT_MINIMUM || VARSIZE(amount) > size - at)
			report_damage("An amount does not end where the value ends.");
		into->amount[i] = PointerGetDatum(amount);
		at += INTALIGN(VARSIZE(amount));
	}
	if (at != size)
		report_damage("Its figures do not end where the value ends.");
}

void
unpack_figures(Datum datum, PartFigures *into)
{
	PackedFigures *packed = (PackedFigures *) PG_DETOAST_DATUM(datum);
	Size		size = VARSIZE(packed);
	Size		used = 0;

	if (size < HEADER_SIZE)
		report_damage("The value is too short.");
	if (packed->version > PACKED_VERSION)
		report_later_version();
	if (packed->version < PACKED_VERSION || packed->checksum != checksum(packed, size))
		report_damage("Its bytes do not have the checksum that was stored with them.");
	into->year = packed->year;
	into->form = packed->form;
	into->proactive_form = packed->proactive_form;
	switch (gd_unpack_figures(packed->data, size - HEADER_SIZE, &into->figures, &used))
	{
		case GD_UNPACKED:
			find_amounts(packed, INTALIGN(HEADER_SIZE + used), into);
			break;
		case GD_PACKED_DAMAGED:
			report_damage("Its bytes are no packed figures.");
			break;
		case GD_PACKED_LATER:
			report_later_version();
			break;
	}
}

PG_FUNCTION_INFO_V1(figures_from_report);
/*
 * disclosure_figures(disclosure_report) → disclosure_figures
 */
Datum
figures_from_report(PG_FUNCTION_ARGS)
{
	PartFigures figures;

	part_argument(fcinfo, 0, PART_REPORT, kept_types(fcinfo), &figures);
	PG_RETURN_DATUM(pack_figures(&figures));
}

PG_FUNCTION_INFO_V1(report_from_figures);
/*
 * disclosure_report(disclosure_figures) → disclosure_report, without title, agency and narrative
 */
Datum
report_from_figures(PG_FUNCTION_ARGS)
{
	PartFigures figures;

	part_argument(fcinfo, 0, PART_PACKED, kept_types(fcinfo), &figures);
	PG_RETURN_DATUM(part_to_datum(PART_PACKED, &figures, result_types(fcinfo, PART_PACKED)));
}
