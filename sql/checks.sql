-- checks: what must add up, what is doubtful, and what would mend it

CREATE FUNCTION report_checks(
	report disclosure_report,
	OUT rule text, OUT severity text, OUT item text, OUT column_name text, OUT expression text,
	OUT lhs numeric, OUT rhs numeric, OUT difference numeric, OUT verdict boolean)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'report_checks'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 30000 ROWS 240;
COMMENT ON FUNCTION report_checks(disclosure_report) IS
	'Every check of the report: identities (flow and outcomes by column, applicants and disputes by item) and domain (counts are not negative), with the values in it; lhs, rhs and difference are NULL where a cell is missing, verdict where it depends on missing cells. These have the severity error; what the narrative says otherwise than the tables has the severity finding, with the sentence, and is no part of is_balanced. Source: the official forms of the General Office of the State Council, No. 30 of 2021 and No. 60 of 2019';

CREATE FUNCTION report_violations(
	report disclosure_report,
	OUT rule text, OUT severity text, OUT item text, OUT column_name text, OUT expression text,
	OUT lhs numeric, OUT rhs numeric, OUT difference numeric, OUT verdict boolean)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'report_violations'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 5;
COMMENT ON FUNCTION report_violations(disclosure_report) IS
	'The checks of the report whose verdict is false, as report_checks gives them; no row if there are none';

CREATE FUNCTION document_findings(
	body text,
	OUT rule text, OUT severity text, OUT item text, OUT column_name text, OUT expression text,
	OUT lhs numeric, OUT rhs numeric, OUT difference numeric, OUT verdict boolean)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'document_findings_text'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 3;
COMMENT ON FUNCTION document_findings(text) IS
	'What only the text of a report shows, as rows of report_checks: sections that are missing or have a wrong number, cells that are blank or dashed (lhs is how many), fees in yuan where the form wants 10,000 yuan; no row if the text is not a report';

CREATE FUNCTION document_findings(
	body bytea,
	OUT rule text, OUT severity text, OUT item text, OUT column_name text, OUT expression text,
	OUT lhs numeric, OUT rhs numeric, OUT difference numeric, OUT verdict boolean)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'document_findings_bytes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 3;
COMMENT ON FUNCTION document_findings(bytea) IS
	'The same from the bytes of a file in whatever encoding';

CREATE FUNCTION is_balanced(report disclosure_report) RETURNS boolean
	AS 'MODULE_PATHNAME', 'is_balanced'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION is_balanced(disclosure_report) IS
	'true: all checks of the report hold; false: one cannot hold, whatever the missing cells are; NULL: it depends on missing cells';

CREATE FUNCTION assert_balanced(report disclosure_report) RETURNS boolean
	AS 'MODULE_PATHNAME', 'assert_balanced'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION assert_balanced(disclosure_report) IS
	'is_balanced for a CHECK: instead of false, the error check_violation names agency, year and the first checks that fail. A NULL, which depends on missing cells, passes a CHECK';

CREATE FUNCTION complete_report(report disclosure_report) RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'complete_report'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000;
COMMENT ON FUNCTION complete_report(disclosure_report) IS
	'The report with those missing cells filled that can have one value only if all identities are to hold; all others stay NULL, and all if a check is violated. A value that is too large for a bigint stays NULL';

CREATE FUNCTION suggest_repairs(
	report disclosure_report,
	OUT rank integer, OUT kind text, OUT changes jsonb, OUT explanation text, OUT repaired disclosure_report)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'suggest_repairs'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 10;
COMMENT ON FUNCTION suggest_repairs(disclosure_report) IS
	'Corrections that end every contradiction of the report, the most plausible first: single cells, else pairs of cells, and slips that move a row; kind names the slip, changes lists item, column_name, from and to. No row if no check is violated; a single one of kind none, without changes, if more than two cells must be wrong';
