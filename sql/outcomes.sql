-- the results of applications as rows: report_outcomes

CREATE FUNCTION report_outcomes(
	report disclosure_report,
	OUT category text, OUT item text, OUT label text,
	OUT natural_person bigint, OUT business bigint, OUT research bigint, OUT public_interest bigint, OUT legal_service bigint,
	OUT other bigint, OUT total bigint)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'report_outcomes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 21;
COMMENT ON FUNCTION report_outcomes(disclosure_report) IS
	'What became of the applications: one row for each result in section 3 of the report''s form, and for each of the other form that the report has figures for. category is granted, partly_granted, denied, unavailable, not_processed or other; counts are NULL where the report has none. The total of all results is not among the rows, so that they may be added up';

CREATE FUNCTION report_outcomes(
	figures disclosure_figures,
	OUT category text, OUT item text, OUT label text,
	OUT natural_person bigint, OUT business bigint, OUT research bigint, OUT public_interest bigint, OUT legal_service bigint,
	OUT other bigint, OUT total bigint)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'report_outcomes_packed'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 21;
COMMENT ON FUNCTION report_outcomes(disclosure_figures) IS 'The same from the figures of a report without its words';
