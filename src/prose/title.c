/*
 * title.c
 *	  Finds out who reports about which year: from the head of the text, then from its narrative,
 *	  then from the page.
 */
#include "prose/title.h"

#include "prose/period.h"
#include "prose/settle.h"

#include <string.h>

#define LONGEST_OVERVIEW 6000	/* bytes of it in which the period is looked for */

/* The characters of [begin, end) as printed, without white space. */
static GdStatus
copy_text(const GdHost *host, const GdPlain *plain, int begin, int end, GdText *into)
{
	char	   *copy;
	size_t		length = 0;

	if (end <= begin)
		return GD_OK;
	copy = host->allocate(host->arena, plain->begin[end - 1] + plain->bytes[end - 1] -
						  plain->begin[begin]);
	if (copy == NULL)
		return GD_OUT_OF_MEMORY;
	for (int i = begin; i < end; i++)
	{
		memcpy(copy + length, plain->text + plain->begin[i], plain->bytes[i]);
		length += plain->bytes[i];
	}
	*into = (GdText) {copy, length};
	return GD_OK;
}

/* Does [begin, end) touch a destroyed character, which may have been a part of it? */
static bool
touches_destroyed(const GdPlain *plain, int begin, int end)
{
	return (begin > 0 && plain->after[begin] == 0 &&
			plain->code[begin - 1] == GD_CODE_DESTROYED) ||
		(end < plain->count && plain->after[end] == 0 && plain->code[end] == GD_CODE_DESTROYED);
}

GdStatus
gd_set_agency(const GdHost *host, const GdPlain *plain, GdName name,
			  GdWitness why, GdReport *report)
{
	report->agency_witness = why;
	if (name.end <= name.begin)
		return GD_OK;
	if (touches_destroyed(plain, name.begin, name.end))
	{
		report->agency_witness = GD_WITNESS_DOUBT;
		return GD_OK;
	}
	return copy_text(host, plain, name.begin, name.end, &report->agency);
}

/* The title that names most, the first of those. */
static GdStatus
copy_title(const GdHost *host, const GdTestimony *testimony, GdReport *report)
{
	const GdMention *best = NULL;
	int			best_worth = -1;

	for (int i = 0; i < testimony->count; i++)
	{
		const GdMention *mention = &testimony->mention[i];
		int			worth = (mention->name.end > mention->name.begin ? 2 : 0) +
			(mention->year != 0);

		if (!mention->is_title || worth <= best_worth)
			continue;
		best = mention;
		best_worth = worth;
	}
	if (best == NULL)
		return GD_OK;
	report->title_year = best->year;
	if (touches_destroyed(testimony->plain, best->begin, best->end))
		return GD_OK;
	return copy_text(host, testimony->plain, best->begin, best->end, &report->title);
}

bool
gd_is_open(GdWitness witness)
{
	return witness == GD_WITNESS_NONE || witness == GD_WITNESS_DOUBT;
}

static GdStatus
settle(const GdHost *host, const GdTestimony *testimony, GdReport *report)
{
	GdWitness	why = report->agency_witness;

	if (report->year == 0 && report->year_witness == GD_WITNESS_NONE)
		report->year = gd_choose_year(testimony, &report->year_witness);
	if (report->agency.data == NULL && gd_is_open(why))
	{
		GdName		name = gd_choose_name(testimony, &why);

		return gd_set_agency(host, testimony->plain, name, why, report);
	}
	return GD_OK;
}

/* What the narrative tells by its own subject and years. */
static GdStatus
settle_by_narrative(const GdHost *host, const GdTestimony *testimony, GdReport *report)
{
	const GdPlain *plain = testimony->plain;

	if (report->year == 0 && report->year_witness == GD_WITNESS_NONE)
	{
		report->year = gd_find_narrated_year(plain);
		report->year_witness = report->year != 0 ? GD_WITNESS_NARRATIVE : GD_WITNESS_NONE;
	}
	if (report->agency.data == NULL && report->agency_witness == GD_WITNESS_NONE)
	{
		GdName		name = gd_find_subject(plain);

		if (name.end > name.begin)
			return gd_set_agency(host, plain, name, GD_WITNESS_NARRATIVE, report);
	}
	return GD_OK;
}

GdStatus
gd_settle_by_other(const GdHost *host, const GdTestimony *testimony, GdWitness witness,
				   GdReport *report)
{
	GdWitness	why = GD_WITNESS_NONE;

	if (report->year == 0 && gd_is_open(report->year_witness))
	{
		report->year = gd_choose_year(testimony, &why);
		if (report->year != 0)
			report->year_witness = witness;
	}
	if (report->agency.data == NULL && gd_is_open(report->agency_witness))
	{
		GdName		name = gd_choose_name(testimony, &why);

		if (name.end > name.begin && name.is_certain)
			return gd_set_agency(host, testimony->plain, name, witness, report);
	}
	return GD_OK;
}

/* The narrative may have the period that the head lacks: it decides against a headline. */
static void
heed_period_of_narrative(GdPlain *plain, const GdTitlePlace *place, GdReport *report)
{
	size_t		end = place->overview_end;
	int			period;

	if (report->year_witness == GD_WITNESS_PERIOD)
		return;
	if (end > place->first_heading + LONGEST_OVERVIEW)
		end = place->first_heading + LONGEST_OVERVIEW;
	gd_read_plain(plain, place->text, place->first_heading, end);
	period = gd_find_period(plain, true);
	if (period == 0)
		return;
	report->year = period;
	report->year_witness = GD_WITNESS_PERIOD;
}

GdStatus
gd_read_title(const GdHost *host, const GdTitlePlace *place, GdReport *report)
{
	GdPlain    *plain = host->allocate(host->arena, sizeof(GdPlain));
	GdTestimony *testimony = host->allocate(host->arena, sizeof(GdTestimony));
	GdStatus	status;

	if (plain == NULL || testimony == NULL)
		return GD_OUT_OF_MEMORY;
	gd_read_plain(plain, place->text, 0, place->first_heading);
	gd_hear(testimony, plain);
	if (gd_is_part_of_year(testimony))
		return GD_NOT_A_REPORT;
	status = copy_title(host, testimony, report);
	if (status == GD_OK)
		status = settle(host, testimony, report);
	if (status != GD_OK)
		return status;
	if (report->agency.data != NULL && report->year != 0)
	{
		heed_period_of_narrative(plain, place, report);
		return GD_OK;
	}
	gd_read_plain(plain, place->text, 0, place->overview_end);
	gd_hear(testimony, plain);
	status = settle(host, testimony, report);
	if (status == GD_OK)
		status = settle_by_narrative(host, testimony, report);
	return status;
}
