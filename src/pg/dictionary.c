/*
 * dictionary.c
 *	  The tables that explain the rates, the names and the views of a registry.
 */
#include "pg/listing.h"

#include "form/dictionary.h"
#include "utils/builtins.h"

static Datum
text_datum(const char *string)
{
	return PointerGetDatum(text_from_core((GdText) {string, strlen(string)}));
}

/* A row of nothing but texts. */
static void
put_texts(ReturnSetInfo *result, int count, const char *const *texts)
{
	Datum		values[8];
	bool		nulls[8] = {false};

	for (int i = 0; i < count; i++)
		values[i] = text_datum(texts[i]);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

PG_FUNCTION_INFO_V1(metric_dictionary);
/*
 * metric_dictionary() → one row for each rate of report_metrics
 */
Datum
metric_dictionary(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (const GdMetric *metric = gd_metrics; metric->name != NULL; metric++)
	{
		const char *const texts[] =
			{metric->name, metric->label, metric->english, metric->formula, metric->numerator,
			 metric->base};
		Datum		values[10];
		bool		nulls[10] = {false};

		for (int i = 0; i < lengthof(texts); i++)
			values[i] = text_datum(texts[i]);
		values[6] = Int32GetDatum(metric->minimum);
		values[7] = text_datum(gd_form_documents);
		values[8] = text_datum(metric->chinese_note);
		values[9] = text_datum(metric->note);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(name_dictionary);
/*
 * name_dictionary(kind text) → (kind, name, label, english), for each name of this kind, or of any
 * if that is NULL
 */
Datum
name_dictionary(PG_FUNCTION_ARGS)
{
	char	   *kind = PG_ARGISNULL(0) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(0));

	InitMaterializedSRF(fcinfo, 0);
	for (const GdName *name = gd_names; name->kind != NULL; name++)
	{
		if (kind != NULL && strcmp(kind, name->kind) != 0)
			continue;
		put_texts((ReturnSetInfo *) fcinfo->resultinfo, 4,
				  (const char *const[]) {name->kind, name->name, name->label, name->english});
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(view_dictionary);
/*
 * view_dictionary() → (view_name, column_name, label, description); an empty view is any, an empty
 * column the view itself
 */
Datum
view_dictionary(PG_FUNCTION_ARGS)
{
	InitMaterializedSRF(fcinfo, 0);
	for (const GdViewColumn *column = gd_view_columns; column->view != NULL; column++)
		put_texts((ReturnSetInfo *) fcinfo->resultinfo, 4,
				  (const char *const[]) {column->view, column->column, column->chinese,
										 column->english});
	return (Datum) 0;
}

/* Appends the name with its dots and underlines as given. */
static void
append_words(StringInfo into, const char *name, const char *dot, char underline)
{
	for (; *name != '\0'; name++)
	{
		if (*name == '.')
			appendStringInfoString(into, dot);
		else
			appendStringInfoChar(into, *name == '_' ? underline : *name);
	}
}

/* "applications.denied_state_secret.total": the section, the row and, but in section 2, a dot. */
static Datum
cell_path(int cell)
{
	static const char *const sections[] = {"proactive.", "applications.", "disputes."};
	int			section = gd_rows[gd_cells[cell].row].section;
	StringInfoData path;

	initStringInfo(&path);
	appendStringInfoString(&path, sections[section - 2]);
	append_words(&path, gd_rows[gd_cells[cell].row].item, "_", '_');
	appendStringInfoChar(&path, section == 2 ? '_' : '.');
	appendStringInfoString(&path, gd_column_names[gd_cells[cell].column]);
	return CStringGetTextDatum(path.data);
}

/* "denied: state secret, natural person" */
static Datum
cell_english(int cell)
{
	StringInfoData words;

	initStringInfo(&words);
	append_words(&words, gd_rows[gd_cells[cell].row].item, ": ", ' ');
	appendStringInfoString(&words, ", ");
	append_words(&words, gd_column_names[gd_cells[cell].column], ".", ' ');
	return CStringGetTextDatum(words.data);
}

PG_FUNCTION_INFO_V1(cell_dictionary);
/*
 * cell_dictionary() → (section, number, item, column_name, path, label, english), for each cell of
 * all forms
 */
Datum
cell_dictionary(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	CellWords  *words = make_cell_words(CurrentMemoryContext);

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < GD_CELL_COUNT; i++)
	{
		int			cell = gd_cell_order[i];
		Datum		values[7];
		bool		nulls[7] = {false};

		describe_cell(words, cell, values);
		values[4] = cell_path(cell);
		values[5] = cell_label(words, cell, GD_NEWEST_FORM);
		values[6] = cell_english(cell);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
