\echo Use "CREATE EXTENSION govdisclose" to load this file. \quit

-- types: made from src/form by "make script"
CREATE TYPE proactive_disclosure AS (
	regulations_issued bigint,
	regulations_repealed bigint,
	regulations_in_force bigint,
	regulations_made bigint,
	regulations_disclosed bigint,
	regulations_total_disclosed bigint,
	normative_documents_issued bigint,
	normative_documents_repealed bigint,
	normative_documents_in_force bigint,
	normative_documents_made bigint,
	normative_documents_disclosed bigint,
	normative_documents_total_disclosed bigint,
	licensing_decisions bigint,
	licensing_previous bigint,
	licensing_change bigint,
	other_services_previous bigint,
	other_services_change bigint,
	other_services_decisions bigint,
	penalty_decisions bigint,
	penalty_previous bigint,
	penalty_change bigint,
	coercion_decisions bigint,
	coercion_previous bigint,
	coercion_change bigint,
	fees_amount numeric,
	fees_previous bigint,
	fees_change bigint,
	procurement_projects bigint,
	procurement_amount numeric
);

CREATE TYPE applicant_counts AS (
	natural_person bigint,
	business bigint,
	research bigint,
	public_interest bigint,
	legal_service bigint,
	other bigint,
	total bigint
);

CREATE TYPE application_outcomes AS (
	received applicant_counts,
	carried_in applicant_counts,
	granted applicant_counts,
	partly_granted applicant_counts,
	denied_state_secret applicant_counts,
	denied_forbidden_by_law applicant_counts,
	denied_security_stability applicant_counts,
	denied_third_party_rights applicant_counts,
	denied_internal_affairs applicant_counts,
	denied_process_information applicant_counts,
	denied_enforcement_file applicant_counts,
	denied_administrative_query applicant_counts,
	unavailable_not_held applicant_counts,
	unavailable_must_be_created applicant_counts,
	unavailable_still_unclear applicant_counts,
	not_processed_petition applicant_counts,
	not_processed_repeated applicant_counts,
	not_processed_publication applicant_counts,
	not_processed_excessive applicant_counts,
	not_processed_reissue applicant_counts,
	other_undivided applicant_counts,
	other_correction_overdue applicant_counts,
	other_fee_overdue applicant_counts,
	other_unspecified applicant_counts,
	concluded applicant_counts,
	carried_out applicant_counts
);

CREATE TYPE dispute_counts AS (
	upheld bigint,
	corrected bigint,
	other bigint,
	pending bigint,
	total bigint
);

CREATE TYPE dispute_outcomes AS (
	reconsideration dispute_counts,
	litigation_direct dispute_counts,
	litigation_after_reconsideration dispute_counts
);

CREATE TYPE disclosure_report AS (
	title text,
	agency text,
	year integer,
	form integer,
	overview text,
	proactive proactive_disclosure,
	applications application_outcomes,
	disputes dispute_outcomes,
	problems text,
	other_matters text
);

-- end of types

-- The labels of the form, as far as the encoding of the database has their characters: this script itself is ASCII.
CREATE FUNCTION comment_on_types() RETURNS void AS 'MODULE_PATHNAME' LANGUAGE C;
SELECT comment_on_types();
DROP FUNCTION comment_on_types();

CREATE FUNCTION parse_report(body text, strict boolean DEFAULT false) RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'parse_report_text'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION parse_report(text, boolean) IS
	'The report that a text holds: every cell as printed, or NULL. NULL if the text holds no part of the form; with strict an error (invalid_text_representation) says so';

CREATE FUNCTION parse_report(body bytea, strict boolean DEFAULT false) RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'parse_report_bytes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION parse_report(bytea, boolean) IS
	'The report that a file holds, whatever its encoding (see report_encoding): otherwise as from text. No bytes are an error by themselves';

CREATE FUNCTION report_cells(
	report disclosure_report,
	OUT section integer, OUT number text, OUT item text, OUT column_name text, OUT label text, OUT value numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'report_cells'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 200;
COMMENT ON FUNCTION report_cells(disclosure_report) IS
	'One row for each cell of the report''s form, in the form''s order; value is NULL where the report has none';

CREATE FUNCTION report_evidence(
	body text,
	OUT section integer, OUT number text, OUT item text, OUT column_name text,
	OUT value numeric, OUT kind text, OUT raw text, OUT line integer, OUT "position" integer)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'report_evidence_text'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 200;
COMMENT ON FUNCTION report_evidence(text) IS
	'The proof behind each cell: kind is number, blank, not_applicable, text, absent or ambiguous; raw is the text that was read, line and position (in characters, from 1) are where it stands';

CREATE FUNCTION report_evidence(
	body bytea,
	OUT section integer, OUT number text, OUT item text, OUT column_name text,
	OUT value numeric, OUT kind text, OUT raw text, OUT line integer, OUT "position" integer)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'report_evidence_bytes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 200;
COMMENT ON FUNCTION report_evidence(bytea) IS
	'The same from the bytes of a file; line and position are places in decode_report(body)';

CREATE FUNCTION decode_report(body bytea) RETURNS text
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION decode_report(bytea) IS
	'The text that parse_report reads from the bytes of a file: what no character can be made of is U+FFFD, or ? where the encoding of the database lacks it';

CREATE FUNCTION report_encoding(body bytea, OUT encoding text, OUT basis text, OUT undecodable bigint)
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION report_encoding(bytea) IS
	'How the bytes of a file are decoded: encoding; basis, what decided for it (byte order mark, well-formed, zero bytes, declaration, content, detection, none); undecodable, how many stretches of bytes became U+FFFD';

-- checks

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

-- agencies

CREATE FUNCTION agency_kind(name text, OUT level text, OUT level_label text, OUT sector text, OUT sector_label text)
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION agency_kind(text) IS
	'What the name of an agency says: level of its place (province, city, county, township, zone) and sector (education, health ...), each with its label in Chinese; NULL where the name does not tell';
