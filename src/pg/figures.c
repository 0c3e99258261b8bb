/*
 * figures.c
 *	  Reports and their parts as data: built from figures, and taken apart without a Datum
 *	  for each of them.
 *
 * A CHECK looks at every report that is stored, so this path is kept short: the rows of sections 3
 * and 4 hold nothing but bigint, whose values stand behind one another in the tuple, and are read
 * from where they lie.
 */
#include "pg/figures.h"

#include "form/pack.h"
#include "pg/state.h"

#include "access/htup_details.h"
#include "access/tupmacs.h"
#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/typcache.h"

/* The null bitmap of a row has one byte, because no row has more than eight cells. */
#define ROW_BITS 0xFF
StaticAssertDecl(GD_ROW_WIDTH <= 8, "a row needs more than a byte of null bits");

static void
add_known(GdCellSet *known, int first, uint64_t bits)
{
	int			shift = first & 63;

	known->word[first >> 6] |= bits << shift;
	if (shift != 0 && first >> 6 < GD_CELL_WORDS - 1)
		known->word[(first >> 6) + 1] |= bits >> (64 - shift);
}

/* A row's composite value may lie at any address, with a long or a short length in front of it. */
static void
read_row(Datum datum, const GdRowInfo *row, GdFigures *figures)
{
	struct varlena *value = pg_detoast_datum_packed((struct varlena *) DatumGetPointer(datum));
	const char *header = VARDATA_ANY(value) - VARHDRSZ;
	const char *data = header + (uint8) header[offsetof(HeapTupleHeaderData, t_hoff)];
	int64_t    *into = figures->value + row->first_cell;
	uint16		infomask;
	uint16		infomask2;
	int			count;
	uint8		present = ROW_BITS;

	memcpy(&infomask, header + offsetof(HeapTupleHeaderData, t_infomask), sizeof(infomask));
	memcpy(&infomask2, header + offsetof(HeapTupleHeaderData, t_infomask2), sizeof(infomask2));
	count = Min(infomask2 & HEAP_NATTS_MASK, row->cell_count);
	if (infomask & HEAP_HASNULL)
		present = (uint8) header[offsetof(HeapTupleHeaderData, t_bits)];
	present &= (1 << count) - 1;
	add_known(&figures->known, row->first_cell, present);
	if (present == (1 << row->cell_count) - 1)
	{
		/* each by itself: a call to copy a few words costs more */
		for (int i = 0; i < row->cell_count; i++)
			memcpy(&into[i], data + sizeof(int64_t) * i, sizeof(int64_t));
		return;
	}
	for (int i = 0; i < count; i++)
	{
		if (!(present & (1 << i)))
			continue;
		memcpy(&into[i], data, sizeof(int64_t));
		data += sizeof(int64_t);
	}
}

/*
 * The attributes of sections 3 and 4 are composite values, behind one another, and need no
 * descriptor to be found. A value may be older than its type and have fewer of them.
 */
static void
read_rows(Datum datum, int section, GdFigures *figures)
{
	const GdRowInfo *row = &gd_rows[gd_sections[section].first_row];
	HeapTupleHeader header = DatumGetHeapTupleHeader(datum);
	const char *data = (const char *) header + header->t_hoff;
	bool		has_nulls = (header->t_infomask & HEAP_HASNULL) != 0;
	int			count = Min(HeapTupleHeaderGetNatts(header), gd_sections[section].row_count);
	Size		offset = 0;

	for (int i = 0; i < count; i++)
	{
		if (has_nulls && att_isnull(i, header->t_bits))
			continue;
		offset = att_align_pointer(offset, TYPALIGN_DOUBLE, -1, data + offset);
		read_row(PointerGetDatum(data + offset), &row[i], figures);
		offset = att_addlength_pointer(offset, -1, data + offset);
	}
}

void
read_amount(int cell, Datum value, GdFigures *figures, Datum *amount)
{
	gd_set_add(&figures->money, cell);
	for (int i = 0; amount != NULL && i < GD_MONEY_COUNT; i++)
	{
		if (gd_money_cells[i] == cell)
			amount[i] = value;
	}
}

void
read_count(int cell, int64 value, GdFigures *figures)
{
	gd_set_add(&figures->known, cell);
	figures->value[cell] = value;
}

/*
 * Section 2 has its cells as attributes, money between them. The amounts themselves may be of no
 * interest.
 */
static void
read_cells(Datum datum, TupleDesc type, GdFigures *figures, Datum *amount)
{
	Datum		values[MaxTupleAttributeNumber];
	bool		nulls[MaxTupleAttributeNumber];

	deform(datum, type, values, nulls);
	for (int cell = 0; cell < Min(gd_sections[2].cell_count, type->natts); cell++)
	{
		if (nulls[cell])
			continue;
		if (gd_is_money(cell))
			read_amount(cell, values[cell], figures, amount);
		else
			read_count(cell, DatumGetInt64(values[cell]), figures);
	}
}

static void
read_sections(const Datum *attribute, const bool *is_null, const ReportTypes *types,
			  GdFigures *figures, Datum *amount)
{
	if (!is_null[REPORT_PROACTIVE])
		read_cells(attribute[REPORT_PROACTIVE], types->section[0], figures, amount);
	if (!is_null[REPORT_APPLICATIONS])
		read_rows(attribute[REPORT_APPLICATIONS], 3, figures);
	if (!is_null[REPORT_DISPUTES])
		read_rows(attribute[REPORT_DISPUTES], 4, figures);
}

/* 0 for NULL. */
static int32
integer_attribute(const Datum *attribute, const bool *is_null, ReportAttribute which)
{
	return is_null[which] ? 0 : DatumGetInt32(attribute[which]);
}

static int
form_attribute(const Datum *attribute, const bool *is_null, ReportAttribute which)
{
	return gd_form_named(integer_attribute(attribute, is_null, which));
}

void
checked_report(FunctionCallInfo fcinfo, HeapTupleHeader datum, CheckedReport *report)
{
	const ReportTypes *types = argument_types(fcinfo, datum);
	Datum	   *attribute = report->attribute;
	bool	   *is_null = report->attribute_null;

	memset(&report->figures, 0, sizeof(report->figures));
	report->types = types;
	deform(HeapTupleHeaderGetDatum(datum), types->report, attribute, is_null);
	read_sections(attribute, is_null, types, &report->figures, NULL);
	report->form = form_attribute(attribute, is_null, REPORT_FORM);
	report->proactive_form = form_attribute(attribute, is_null, REPORT_PROACTIVE_FORM);
	report->rules = gd_rules_for(report->form, &report->figures, &report->room);
}

void
checked_row_forms(const CheckedReport *report, GdRowForms *forms)
{
	gd_find_row_forms(report->rules->form, report->proactive_form, &report->figures, forms);
}

/* Null or not, the composite value's attributes; all NULL for one that is NULL. */
static void
deform_or_null(Datum datum, bool is_null, TupleDesc type, Datum *values, bool *nulls)
{
	if (is_null)
		memset(nulls, true, sizeof(bool) * type->natts);
	else
		deform(datum, type, values, nulls);
}

static Datum
form_tuple(TupleDesc type, Datum *values, bool *nulls)
{
	return HeapTupleGetDatum(heap_form_tuple(type, values, nulls));
}

/* Cells behind one another, the attributes of a composite value: of section 2, or of a row. */
typedef struct Attributes
{
	int			first;
	int			count;
} Attributes;

static Attributes
flat_attributes(void)
{
	return (Attributes) {gd_sections[2].first_cell, gd_sections[2].cell_count};
}

static Attributes
row_attributes(const GdRowInfo *row)
{
	return (Attributes) {row->first_cell, row->cell_count};
}

/* Puts the changed cells of a row, or of section 2, into its value; false if there are none. */
static bool
change_cells(Attributes attributes, TupleDesc type, const GdFigures *figures,
			 const GdCellSet *changed, Datum *datum, bool *is_null)
{
	Datum		values[MaxTupleAttributeNumber];
	bool		nulls[MaxTupleAttributeNumber];
	bool		is_changed = false;

	for (int i = 0; i < attributes.count; i++)
	{
		int			cell = attributes.first + i;

		if (!gd_set_has(changed, cell))
			continue;
		if (!is_changed)
			deform_or_null(*datum, *is_null, type, values, nulls);
		is_changed = true;
		values[i] = Int64GetDatum(figures->value[cell]);
		nulls[i] = !gd_set_has(&figures->known, cell);
	}
	if (!is_changed)
		return false;
	*datum = form_tuple(type, values, nulls);
	*is_null = false;
	return true;
}

static void
change_rows(int section, const ReportTypes *types, const GdFigures *figures,
			const GdCellSet *changed, Datum *datum, bool *is_null)
{
	const GdRowInfo *row = &gd_rows[gd_sections[section].first_row];
	TupleDesc	type = types->section[section - 2];
	Datum		values[MaxTupleAttributeNumber];
	bool		nulls[MaxTupleAttributeNumber];
	bool		is_changed = false;

	deform_or_null(*datum, *is_null, type, values, nulls);
	for (int i = 0; i < gd_sections[section].row_count; i++)
	{
		if (change_cells(row_attributes(&row[i]), types->row[section - 2], figures, changed,
						 &values[i], &nulls[i]))
			is_changed = true;
	}
	if (is_changed)
	{
		*datum = form_tuple(type, values, nulls);
		*is_null = false;
	}
}

Datum
report_with_figures(const CheckedReport *report, const GdCellSet *changed)
{
	const ReportTypes *types = report->types;
	const GdFigures *figures = &report->figures;
	Datum		values[MaxTupleAttributeNumber];
	bool		nulls[MaxTupleAttributeNumber];

	memcpy(values, report->attribute, sizeof(Datum) * types->report->natts);
	memcpy(nulls, report->attribute_null, sizeof(bool) * types->report->natts);
	change_cells(flat_attributes(), types->section[0], figures, changed, &values[REPORT_PROACTIVE],
				 &nulls[REPORT_PROACTIVE]);
	change_rows(3, types, figures, changed, &values[REPORT_APPLICATIONS],
				&nulls[REPORT_APPLICATIONS]);
	change_rows(4, types, figures, changed, &values[REPORT_DISPUTES], &nulls[REPORT_DISPUTES]);
	return form_tuple(types->report, values, nulls);
}

/* Where a part stands in the form. */
static const struct
{
	int			section;		/* or 0 for all of them */
	bool		is_row;
}			parts[] = {
	[PART_REPORT] = {0, false},
	[PART_PACKED] = {0, false},
	[PART_PROACTIVE] = {2, false},
	[PART_APPLICATIONS] = {3, false},
	[PART_DISPUTES] = {4, false},
	[PART_APPLICANT_COUNTS] = {3, true},
	[PART_DISPUTE_COUNTS] = {4, true},
};

/* A row, whichever it is, has its figures in the cells of the first one of its section. */
static const GdRowInfo *
first_row(Part part)
{
	return &gd_rows[gd_sections[parts[part].section].first_row];
}

GdCellSet
part_cells(Part part)
{
	const GdSectionInfo *section = &gd_sections[parts[part].section];
	int			first = section->first_cell;
	int			count = parts[part].is_row ? section->columns : section->cell_count;
	GdCellSet	cells = {{0}};

	if (parts[part].section == 0)
		count = GD_CELL_COUNT;
	for (int i = 0; i < count; i++)
		gd_set_add(&cells, first + i);
	return cells;
}

ReportTypes *
part_types(Part part, TupleDesc type, MemoryContext context)
{
	MemoryContext old;
	ReportTypes *types;
	int			section = parts[part].section - 2;

	if (parts[part].section == 0)
		return report_types(type, context);
	old = MemoryContextSwitchTo(context);
	types = palloc0(sizeof(ReportTypes));
	if (parts[part].is_row)
		types->row[section] = CreateTupleDescCopy(type);
	else
		types->section[section] = CreateTupleDescCopy(type);
	if (!parts[part].is_row && part != PART_PROACTIVE)
		types->row[section] = lookup_rowtype_tupdesc_copy(TupleDescAttr(type, 0)->atttypid,
														  TupleDescAttr(type, 0)->atttypmod);
	MemoryContextSwitchTo(old);
	return types;
}

const ReportTypes *
result_types(FunctionCallInfo fcinfo, Part part)
{
	ReportTypes **types = kept_types(fcinfo);
	TupleDesc	type;

	if (*types == NULL)
	{
		if (get_call_result_type(fcinfo, NULL, &type) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "return type must be a row type");
		*types = part_types(part, type, fcinfo->flinfo->fn_mcxt);
	}
	return *types;
}

void
report_figures(Datum datum, const ReportTypes *types, PartFigures *into)
{
	Datum		attribute[MaxTupleAttributeNumber];
	bool		is_null[MaxTupleAttributeNumber];

	memset(&into->figures, 0, sizeof(into->figures));
	deform(datum, types->report, attribute, is_null);
	into->year = integer_attribute(attribute, is_null, REPORT_YEAR);
	into->form = integer_attribute(attribute, is_null, REPORT_FORM);
	into->proactive_form = integer_attribute(attribute, is_null, REPORT_PROACTIVE_FORM);
	read_sections(attribute, is_null, types, &into->figures, into->amount);
}

void
part_argument(FunctionCallInfo fcinfo, int argument, Part part, ReportTypes **types,
			  PartFigures *into)
{
	HeapTupleHeader header;
	Datum		datum;

	if (part == PART_PACKED)
	{
		unpack_figures(PG_GETARG_DATUM(argument), into);
		return;
	}
	header = PG_GETARG_HEAPTUPLEHEADER(argument);
	datum = PointerGetDatum(header);
	if (*types == NULL)
	{
		TupleDesc	type = lookup_rowtype_tupdesc(HeapTupleHeaderGetTypeId(header),
												  HeapTupleHeaderGetTypMod(header));

		*types = part_types(part, type, fcinfo->flinfo->fn_mcxt);
		ReleaseTupleDesc(type);
	}
	if (part == PART_REPORT)
	{
		report_figures(datum, *types, into);
		return;
	}
	memset(&into->figures, 0, sizeof(into->figures));
	into->year = into->form = into->proactive_form = 0;
	if (part == PART_PROACTIVE)
		read_cells(datum, (*types)->section[0], &into->figures, into->amount);
	else if (parts[part].is_row)
		read_row(datum, first_row(part), &into->figures);
	else
		read_rows(datum, parts[part].section, &into->figures);
}

void
listed_row_forms(const PartFigures *report, GdRowForms *forms)
{
	gd_find_row_forms(listed_form(gd_form_named(report->form)),
					  gd_form_named(report->proactive_form), &report->figures, forms);
}

bool
part_amount(const PartFigures *part, int cell, Datum *amount)
{
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		if (gd_money_cells[i] == cell)
			*amount = part->amount[i];
	}
	return gd_set_has(&part->figures.money, cell);
}

/* A row, or section 2, as a composite value. */
static Datum
form_cells(Attributes attributes, TupleDesc type, const PartFigures *part)
{
	Datum		values[MaxTupleAttributeNumber];
	bool		nulls[MaxTupleAttributeNumber];

	memset(nulls, true, sizeof(bool) * type->natts);
	for (int i = 0; i < attributes.count; i++)
	{
		int			cell = attributes.first + i;

		if (gd_is_money(cell))
			nulls[i] = !part_amount(part, cell, &values[i]);
		else
		{
			nulls[i] = !gd_set_has(&part->figures.known, cell);
			values[i] = Int64GetDatum(part->figures.value[cell]);
		}
	}
	return form_tuple(type, values, nulls);
}

static bool
has_values(const GdRowInfo *row, const GdFigures *figures)
{
	int			cell = gd_set_next(&figures->known, row->first_cell);

	return cell >= 0 && cell < row->first_cell + row->cell_count;
}

/*
 * The rows of a section. One that came after the first release and has no values is NULL, so that
 * the report is equal to one that was made before.
 */
static Datum
form_rows(int section, const ReportTypes *types, const PartFigures *part)
{
	const GdRowInfo *row = &gd_rows[gd_sections[section].first_row];
	TupleDesc	type = types->section[section - 2];
	Datum		values[MaxTupleAttributeNumber];
	bool		nulls[MaxTupleAttributeNumber];

	memset(nulls, true, sizeof(bool) * type->natts);
	for (int i = 0; i < gd_sections[section].row_count; i++)
	{
		if (i >= gd_first_shape.block[section - 2].rows && !has_values(&row[i], &part->figures))
			continue;
		values[i] = form_cells(row_attributes(&row[i]), types->row[section - 2], part);
		nulls[i] = false;
	}
	return form_tuple(type, values, nulls);
}

/* The attributes of a report that has these figures and no words. */
static void
fill_report(const ReportTypes *types, const PartFigures *part, Datum *values, bool *nulls)
{
	memset(nulls, true, sizeof(bool) * types->report->natts);
	values[REPORT_YEAR] = Int32GetDatum(part->year);
	nulls[REPORT_YEAR] = part->year == 0;
	values[REPORT_FORM] = Int32GetDatum(part->form);
	nulls[REPORT_FORM] = part->form == 0;
	values[REPORT_PROACTIVE_FORM] = Int32GetDatum(part->proactive_form);
	nulls[REPORT_PROACTIVE_FORM] = part->proactive_form == 0;
	values[REPORT_PROACTIVE] = form_cells(flat_attributes(), types->section[0], part);
	values[REPORT_APPLICATIONS] = form_rows(3, types, part);
	values[REPORT_DISPUTES] = form_rows(4, types, part);
	nulls[REPORT_PROACTIVE] = nulls[REPORT_APPLICATIONS] = nulls[REPORT_DISPUTES] = false;
}

/* What the cells of a text hold as numbers, into figures that are empty. */
static void
figures_from_cells(const GdCell *cells, PartFigures *into)
{
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		if (cells[cell].kind != GD_NUMBER)
			continue;
		if (gd_is_money(cell))
			read_amount(cell, NumericGetDatum(money_from_cell(&cells[cell])), &into->figures,
						into->amount);
		else
			read_count(cell, cells[cell].value, &into->figures);
	}
}

GdVerdict
verdict_of_reading(const GdReport *report)
{
	GdFigures	figures = {.known = {{0}}};
	GdRuleRoom	room;

	/* amounts are in no identity */
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		if (report->cell[cell].kind == GD_NUMBER && !gd_is_money(cell))
			read_count(cell, report->cell[cell].value, &figures);
	}
	return gd_is_balanced(gd_rules_for(report->form, &figures, &room), &figures);
}

Datum
report_to_datum(const GdReport *report, const ReportTypes *types)
{
	Datum		values[MaxTupleAttributeNumber];
	bool		nulls[MaxTupleAttributeNumber];
	PartFigures figures = {.year = report->year};
	const GdText *texts[REPORT_ATTRIBUTE_COUNT] = {
		[REPORT_TITLE] = &report->title,
		[REPORT_AGENCY] = &report->agency,
		[REPORT_OVERVIEW] = &report->overview,
		[REPORT_PROBLEMS] = &report->problems,
		[REPORT_OTHER_MATTERS] = &report->other_matters,
	};

	if (report->form != GD_NO_FORM)
		figures.form = gd_forms[report->form].year;
	if (report->proactive_form != GD_NO_FORM)
		figures.proactive_form = gd_forms[report->proactive_form].year;
	figures_from_cells(report->cell, &figures);
	fill_report(types, &figures, values, nulls);
	for (int i = 0; i < REPORT_ATTRIBUTE_COUNT; i++)
	{
		if (texts[i] == NULL || texts[i]->data == NULL)
			continue;
		values[i] = PointerGetDatum(text_from_core(*texts[i]));
		nulls[i] = false;
	}
	return form_tuple(types->report, values, nulls);
}

Datum
part_to_datum(Part part, const PartFigures *figures, const ReportTypes *types)
{
	int			section = parts[part].section;

	if (section == 0)
	{
		Datum		values[MaxTupleAttributeNumber];
		bool		nulls[MaxTupleAttributeNumber];

		fill_report(types, figures, values, nulls);
		return form_tuple(types->report, values, nulls);
	}
	if (part == PART_PROACTIVE)
		return form_cells(flat_attributes(), types->section[0], figures);
	if (parts[part].is_row)
		return form_cells(row_attributes(first_row(part)), types->row[section - 2], figures);
	return form_rows(section, types, figures);
}

text *
text_from_writer(const GdWriter *writer)
{
	return text_from_core((GdText) {writer->data, writer->length});
}

Numeric
numeric_from_sum(GdSum sum)
{
	char		room[64];
	GdWriter	digits;
	char	   *string;

	if (sum >= INT64_MIN && sum <= INT64_MAX)
		return int64_to_numeric((int64) sum);
	gd_writer_over(&digits, room, sizeof(room));
	gd_write_number(&digits, sum);
	string = pnstrdup(digits.data, digits.length);
	return DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(string),
											   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
}
