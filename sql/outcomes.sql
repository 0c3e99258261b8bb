-- the results of applications as rows: report_outcomes

CREATE TYPE disclosure_outcome AS (
	category text,
	item text,
	label text,
	natural_person bigint,
	business bigint,
	research bigint,
	public_interest bigint,
	legal_service bigint,
	other bigint,
	total bigint
);
COMMENT ON TYPE disclosure_outcome IS
	'A result of applications, with a count for each kind of applicant: NULL where there is none';
COMMENT ON COLUMN disclosure_outcome.category IS
	'granted, partly_granted, denied, unavailable, not_processed or other';
COMMENT ON COLUMN disclosure_outcome.item IS 'The name of the row, as in report_cells';
COMMENT ON COLUMN disclosure_outcome.label IS 'The label of the row in the form';

CREATE FUNCTION report_outcomes(report disclosure_report) RETURNS SETOF disclosure_outcome
	AS 'MODULE_PATHNAME', 'report_outcomes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 21;
COMMENT ON FUNCTION report_outcomes(disclosure_report) IS
	'What became of the applications: one row for each result in section 3 of the report''s form, '
	'and for each of the other form that the report has figures for. '
	'The total of all results is not among the rows, so that they may be added up';

CREATE FUNCTION report_outcomes(figures disclosure_figures) RETURNS SETOF disclosure_outcome
	AS 'MODULE_PATHNAME', 'report_outcomes_packed'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 21;
COMMENT ON FUNCTION report_outcomes(disclosure_figures) IS
	'The same from the figures of a report without its words';
