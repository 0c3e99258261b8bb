/*
 * names.c
 *	  Words that do not come with a table: titles, names of agencies and files, narratives.
 */
#include <assert.h>
#include <stdlib.h>

#include "checks.h"
#include "prose/agency.h"
#include "prose/key.h"
#include "prose/narrative.h"
#include "prose/sentence.h"
#include "prose/source.h"

/* The key of a key is itself. */
static void
check_key(const GdHost *host, GdText name, bool simplify)
{
	GdText		key = gd_agency_key(host, name.data, name.length, simplify);
	GdText		again = gd_agency_key(host, key.data, key.length, simplify);

	assert(key.length == again.length &&
		   (key.length == 0 || memcmp(key.data, again.data, key.length) == 0));
}

static void
check_claims(const GdNarrative *narrative, size_t length)
{
	assert(narrative->count >= 0 && narrative->count <= GD_CLAIMS);
	for (int i = 0; i < narrative->count; i++)
	{
		const GdClaim *claim = &narrative->claim[i];

		assert(claim->begin <= claim->end && claim->end <= length);
		assert(claim->kind < GD_CLAIM_KINDS);
	}
}

static void
check_narrative(const GdHost *host, GdText text, const GdNarrated *report)
{
	static GdNarrative narrative;
	bool		states;
	GdStatus	status = gd_read_narrative(host, text.data, text.length, report, &narrative);

	if (status == GD_OK)
		check_claims(&narrative, text.length);
	status = gd_states_fee(host, text.data, text.length, &states);
	assert(status == GD_OK);
	status = gd_states_problems(host, text.data, text.length, &states);
	assert(status == GD_OK);
}

/* Sentences follow one another. */
static void
check_sentences(const GdHost *host, GdText text)
{
	GdSentences found;
	size_t		end = 0;
	GdStatus	status = gd_read_sentences(host, text, gd_text_of("临川市教育局"), &found);

	assert(status == GD_OK);
	for (size_t i = 0; i < found.count; i++)
	{
		assert(found.sentence[i].begin >= end && found.sentence[i].end > found.sentence[i].begin);
		end = found.sentence[i].end;
		assert(end <= text.length);
	}
}

static void
check_source(const GdHost *host, GdText name)
{
	static GdReport report;
	GdStatus	status;

	memset(&report, 0, sizeof(report));
	status = gd_read_source(host, name.data, name.length, &report);
	assert(status == GD_OK || status == GD_NOT_A_REPORT);
	check_report(&report, 0);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	Arena		arena = {.count = 0};
	GdHost		host = {.allocate = allocate, .arena = &arena};
	GdText		text = valid_text(&host, data, size);
	GdAgency	agency;
	GdStatus	status;

	check_key(&host, text, true);
	check_key(&host, text, false);
	check_source(&host, text);
	status = gd_read_agency(&host, text.data, text.length, &agency);
	assert(status == GD_OK);
	check_sentences(&host, text);
	check_narrative(&host, text, &(GdNarrated) {2024, {"临川市教育局", strlen("临川市教育局")}});
	check_narrative(&host, text, &(GdNarrated) {0, {NULL, 0}});
	free_pieces(&arena);
	return 0;
}
