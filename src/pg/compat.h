/*
 * compat.h
 *	  What differs between the versions of PostgreSQL; no other file asks for the version.
 */
#ifndef COMPAT_H
#define COMPAT_H

#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/numeric.h"
#include "utils/tuplestore.h"

#if PG_VERSION_NUM < 140000
#error "govdisclose needs PostgreSQL 14 or newer"
#endif

#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#else
/* Errors are not kept for later. */
#define ereturn(context, value, ...) \
	do { (void) (context); ereport(ERROR, __VA_ARGS__); return value; } while (0)

static inline bool
DirectInputFunctionCallSafe(PGFunction function, char *text, Oid element, int32 modifier,
							fmNodePtr context, Datum *result)
{
	*result = DirectFunctionCall3(function, CStringGetDatum(text), ObjectIdGetDatum(element),
								  Int32GetDatum(modifier));
	return true;
}
#endif

#if PG_VERSION_NUM < 150000
/* The caller's ReturnSetInfo gets an empty tuplestore and the function's row type. */
static inline void
InitMaterializedSRF(FunctionCallInfo fcinfo, bits32 flags)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext old;
	TupleDesc	row;

	if (result == NULL || !IsA(result, ReturnSetInfo) || !(result->allowedModes & SFRM_Materialize))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("set-valued function called in context that cannot accept a set")));
	if (get_call_result_type(fcinfo, NULL, &row) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	old = MemoryContextSwitchTo(result->econtext->ecxt_per_query_memory);
	result->returnMode = SFRM_Materialize;
	result->setResult = tuplestore_begin_heap(result->allowedModes & SFRM_Materialize_Random, false,
											  work_mem);
	result->setDesc = CreateTupleDescCopy(row);
	MemoryContextSwitchTo(old);
}
#endif

#endif							/* COMPAT_H */
