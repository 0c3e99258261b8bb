/*
 * dictionary.c
 *	  The tables that explain the rates, the names and the views of a registry.
 */
#include "pg/composites.h"

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
