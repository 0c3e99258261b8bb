-- checks: what must add up, what is doubtful, and what would mend it

CREATE TYPE disclosure_check AS (
	rule text,
	severity text,
	item text,
	column_name text,
	expression text,
	lhs numeric,
	rhs numeric,
	difference numeric,
	verdict boolean
);
COMMENT ON TYPE disclosure_check IS 'A check of a report, with the values in it';
COMMENT ON COLUMN disclosure_check.rule IS
	'An identity (flow and outcomes by column, applicants and disputes by item), '
	'domain (counts are not negative), or the name of a finding';
COMMENT ON COLUMN disclosure_check.severity IS
	'error, or finding for what is doubtful although the tables may add up: '
	'that is no part of is_balanced';
COMMENT ON COLUMN disclosure_check.item IS 'The row that it is about; NULL for flow and outcomes';
COMMENT ON COLUMN disclosure_check.column_name IS
	'The column that it is about; NULL for applicants and disputes';
COMMENT ON COLUMN disclosure_check.expression IS 'The check with its values, or the sentence';
COMMENT ON COLUMN disclosure_check.lhs IS 'Its left side; NULL where a cell is missing';
COMMENT ON COLUMN disclosure_check.rhs IS 'Its right side; NULL where a cell is missing';
COMMENT ON COLUMN disclosure_check.difference IS 'lhs - rhs; NULL where a cell is missing';
COMMENT ON COLUMN disclosure_check.verdict IS
	'Does it hold? NULL where that depends on missing cells';

CREATE FUNCTION report_checks(report disclosure_report) RETURNS SETOF disclosure_check
	AS 'MODULE_PATHNAME', 'report_checks'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 30000 ROWS 240;
COMMENT ON FUNCTION report_checks(disclosure_report) IS
	'Every check of the report: identities, domain, and what the narrative says otherwise than the '
	'tables (severity finding). Source: the official forms of the General Office of the State '
	'Council, No. 30 of 2021 and No. 60 of 2019';

CREATE FUNCTION report_violations(report disclosure_report) RETURNS SETOF disclosure_check
	AS 'MODULE_PATHNAME', 'report_violations'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 5;
COMMENT ON FUNCTION report_violations(disclosure_report) IS
	'The checks of the report whose verdict is false; no row if there are none';

CREATE FUNCTION document_findings(body text) RETURNS SETOF disclosure_check
	AS 'MODULE_PATHNAME', 'document_findings_text'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 3;
COMMENT ON FUNCTION document_findings(text) IS
	'What only the text of a report shows: sections that are missing or have a wrong number, '
	'cells that are blank or dashed (lhs is how many), fees in yuan where the form wants 10,000 '
	'yuan; no row if the text is not a report';

CREATE FUNCTION document_findings(body bytea) RETURNS SETOF disclosure_check
	AS 'MODULE_PATHNAME', 'document_findings_bytes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 3;
COMMENT ON FUNCTION document_findings(bytea) IS
	'The same from the bytes of a file in whatever encoding';

CREATE FUNCTION is_balanced(report disclosure_report) RETURNS boolean
	AS 'MODULE_PATHNAME', 'is_balanced'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION is_balanced(disclosure_report) IS
	'true: all checks of the report hold; false: one cannot hold, whatever the missing cells are; '
	'NULL: it depends on missing cells';

CREATE FUNCTION assert_balanced(report disclosure_report) RETURNS boolean
	AS 'MODULE_PATHNAME', 'assert_balanced'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION assert_balanced(disclosure_report) IS
	'is_balanced for a CHECK: instead of false, the error check_violation names agency, year '
	'and the first checks that fail. A NULL, which depends on missing cells, passes a CHECK';

CREATE FUNCTION complete_report(report disclosure_report) RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'complete_report'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000;
COMMENT ON FUNCTION complete_report(disclosure_report) IS
	'The report with those missing cells filled that can have one value only if all identities are '
	'to hold; all others stay NULL, and all if a check is violated. '
	'A value that is too large for a bigint stays NULL';

CREATE FUNCTION suggest_repairs(
	report disclosure_report,
	OUT rank integer, OUT kind text, OUT changes jsonb, OUT explanation text,
	OUT repaired disclosure_report)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'suggest_repairs'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 10;
COMMENT ON FUNCTION suggest_repairs(disclosure_report) IS
	'Corrections that end every contradiction of the report, the most plausible first: '
	'single cells, else pairs of cells, and slips that move a row; kind names the slip, '
	'changes lists item, column_name, from and to. No row if no check is violated; '
	'a single one of kind none, without changes, if more than two cells must be wrong';
