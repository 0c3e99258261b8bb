/*
 * state.c
 *	  Lends the core memory and a way to be cancelled, and makes errors of its answers.
 */
#include "pg/state.h"

#include "print/sheet.h"

#include "access/htup_details.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

static void *
allocate(void *arena, size_t size)
{
	CallState *state = arena;
	size_t		aligned = MAXALIGN(size);

	if (state->block == NULL)
		state->block = MemoryContextAlloc(MemoryContextGetParent(state->rest), ARENA_SIZE);
	if (aligned <= ARENA_SIZE - state->used)
	{
		state->used += aligned;
		return state->block + state->used - aligned;
	}
	/* no error where there is none: the core may be asked from inside libxml2 */
	return MemoryContextAllocExtended(state->rest, size, MCXT_ALLOC_HUGE | MCXT_ALLOC_NO_OOM);
}

void
reset_arena(CallState *state)
{
	state->used = 0;
	MemoryContextReset(state->rest);
}

/* Errors give the arena's memory back, too, so what the core takes from malloc goes with it. */
static void
at_release(void *arena, void (*release) (void *resource), void *resource)
{
	MemoryContext rest = ((CallState *) arena)->rest;
	MemoryContextCallback *callback = MemoryContextAlloc(rest, sizeof(MemoryContextCallback));

	callback->func = release;
	callback->arg = resource;
	MemoryContextRegisterResetCallback(rest, callback);
}

static void
check_interrupts(void)
{
	CHECK_FOR_INTERRUPTS();
}

CallState *
call_state(FunctionCallInfo fcinfo)
{
	FmgrInfo   *function = fcinfo->flinfo;
	CallState *state = function->fn_extra;

	if (state == NULL)
	{
		state = MemoryContextAllocZero(function->fn_mcxt, sizeof(CallState));
		state->rest = AllocSetContextCreate(function->fn_mcxt, "govdisclose parse",
											ALLOCSET_DEFAULT_SIZES);
		state->host.allocate = allocate;
		state->host.check_interrupts = check_interrupts;
		state->host.at_release = at_release;
		state->host.arena = state;
		function->fn_extra = state;
	}
	return state;
}

const ReportTypes *
argument_types(FunctionCallInfo fcinfo, HeapTupleHeader datum)
{
	CallState  *state = call_state(fcinfo);

	if (state->types == NULL)
	{
		TupleDesc	type = lookup_rowtype_tupdesc(HeapTupleHeaderGetTypeId(datum),
												  HeapTupleHeaderGetTypMod(datum));

		state->types = report_types(type, fcinfo->flinfo->fn_mcxt);
		ReleaseTupleDesc(type);
	}
	return state->types;
}

void
report_status(GdStatus status)
{
	switch (status)
	{
		case GD_OK:
			break;
		case GD_NOT_A_REPORT:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("text is not an annual report on government information disclosure"),
					 errdetail("None of the headings and labels of the official form (%s) "
							   "was found.",
							   text_to_cstring(text_from_core(gd_text_of(gd_report_name)))),
					 errhint("Without strict, parse_report gives NULL for such a text. A file in "
							 "another encoding is to be given as bytea.")));
			break;
		case GD_TOO_LARGE:
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("file holds too much"),
					 errdetail("At most 256 MB are unpacked, at most 200 times the size of the "
							   "file where that is more than 4 MB, and at most 10000 entries."),
					 errhint("Save the report by itself, as a document or a web page, "
							 "and give that.")));
			break;
		case GD_DAMAGED:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
					 errmsg("file is damaged"),
					 errdetail("It breaks the rules of its format."),
					 errhint("Give the file again, or open it and save it anew.")));
			break;
		case GD_OUT_OF_MEMORY:
			ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
			break;
	}
}
