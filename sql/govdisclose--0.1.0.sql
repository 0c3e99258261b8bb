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

-- print

CREATE FUNCTION format_report(report disclosure_report, format text DEFAULT 'text') RETURNS text
	AS 'MODULE_PATHNAME', 'format_report'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20000;
COMMENT ON FUNCTION format_report(disclosure_report, text) IS
	'The report as the official form prints it, as text, markdown or html; parse_report of it gives the report back. A missing cell is blank; cells that fail a check are marked, and notes at the end name it. Any other format is an error (invalid_parameter_value)';

CREATE FUNCTION format_comparison(a disclosure_report, b disclosure_report, format text DEFAULT 'text') RETURNS text
	AS 'MODULE_PATHNAME', 'format_comparison'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20000;
COMMENT ON FUNCTION format_comparison(disclosure_report, disclosure_report, text) IS
	'Two reports beside each other in the tables of the form that b follows, as text, markdown or html: what differs is shown from a to b, with the difference; a missing cell is a question mark. Any other format is an error (invalid_parameter_value)';

-- sums

CREATE FUNCTION sum_combine(internal, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300;
COMMENT ON FUNCTION sum_combine(internal, internal) IS 'Part of sum and coverage: the states of two workers in one';

CREATE FUNCTION sum_serialize(internal) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION sum_serialize(internal) IS 'Part of sum and coverage: the state of a worker as bytes';

CREATE FUNCTION sum_deserialize(bytea, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION sum_deserialize(bytea, internal) IS 'Part of sum and coverage: the state of a worker from bytes';

CREATE FUNCTION sum_add(internal, disclosure_report) RETURNS internal
	AS 'MODULE_PATHNAME', 'sum_add_disclosure_report' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500;
COMMENT ON FUNCTION sum_add(internal, disclosure_report) IS 'Part of sum and coverage: one input more';
CREATE FUNCTION sum_remove(internal, disclosure_report) RETURNS internal
	AS 'MODULE_PATHNAME', 'sum_remove_disclosure_report' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500;
COMMENT ON FUNCTION sum_remove(internal, disclosure_report) IS 'Part of sum and coverage: an input that leaves the frame of a window';
CREATE FUNCTION sum_result(internal, disclosure_report) RETURNS disclosure_report
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500;
COMMENT ON FUNCTION sum_result(internal, disclosure_report) IS 'Part of sum: what has been added up';
CREATE FUNCTION coverage_result(internal, disclosure_report) RETURNS disclosure_report
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500;
COMMENT ON FUNCTION coverage_result(internal, disclosure_report) IS 'Part of coverage: what has been counted';

CREATE AGGREGATE sum(disclosure_report) (
	SFUNC = sum_add, STYPE = internal, SSPACE = 5904, FINALFUNC = sum_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine, SERIALFUNC = sum_serialize, DESERIALFUNC = sum_deserialize,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = internal, MSSPACE = 5904, MFINALFUNC = sum_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum(disclosure_report) IS
	'The sum of each cell over those reports that have a value in it; NULL where none has one, and over nothing but NULLs: year and form are NULL unless all have the same; title, agency and narrative are NULL. A count that is too large for a bigint is the error numeric_value_out_of_range';
CREATE AGGREGATE coverage(disclosure_report) (
	SFUNC = sum_add, STYPE = internal, SSPACE = 5904, FINALFUNC = coverage_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine, SERIALFUNC = sum_serialize, DESERIALFUNC = sum_deserialize,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = internal, MSSPACE = 5904, MFINALFUNC = coverage_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE coverage(disclosure_report) IS
	'How many reports have a value in each cell, 0 where none has; NULL only if there are no rows at all: year and form are NULL unless all have the same; title, agency and narrative are NULL';

CREATE FUNCTION add_cells(disclosure_report, disclosure_report) RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'add_disclosure_report' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000;
COMMENT ON FUNCTION add_cells(disclosure_report, disclosure_report) IS 'Implementation of +';
CREATE OPERATOR + (LEFTARG = disclosure_report, RIGHTARG = disclosure_report, FUNCTION = add_cells, COMMUTATOR = +);
COMMENT ON OPERATOR + (disclosure_report, disclosure_report) IS
	'The sum of each cell, NULL where either has no value: year and form are NULL unless all have the same; title, agency and narrative are NULL. A count that is too large for a bigint is the error numeric_value_out_of_range';
CREATE FUNCTION subtract_cells(disclosure_report, disclosure_report) RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'subtract_disclosure_report' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000;
COMMENT ON FUNCTION subtract_cells(disclosure_report, disclosure_report) IS 'Implementation of -';
CREATE OPERATOR - (LEFTARG = disclosure_report, RIGHTARG = disclosure_report, FUNCTION = subtract_cells);
COMMENT ON OPERATOR - (disclosure_report, disclosure_report) IS
	'The difference of each cell, which may be negative; NULL where either has no value: year and form are NULL unless all have the same; title, agency and narrative are NULL. A count that is too large for a bigint is the error numeric_value_out_of_range';

CREATE FUNCTION sum_add(internal, proactive_disclosure) RETURNS internal
	AS 'MODULE_PATHNAME', 'sum_add_proactive_disclosure' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION sum_add(internal, proactive_disclosure) IS 'Part of sum and coverage: one input more';
CREATE FUNCTION sum_remove(internal, proactive_disclosure) RETURNS internal
	AS 'MODULE_PATHNAME', 'sum_remove_proactive_disclosure' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION sum_remove(internal, proactive_disclosure) IS 'Part of sum and coverage: an input that leaves the frame of a window';
CREATE FUNCTION sum_result(internal, proactive_disclosure) RETURNS proactive_disclosure
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION sum_result(internal, proactive_disclosure) IS 'Part of sum: what has been added up';
CREATE FUNCTION coverage_result(internal, proactive_disclosure) RETURNS proactive_disclosure
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION coverage_result(internal, proactive_disclosure) IS 'Part of coverage: what has been counted';

CREATE AGGREGATE sum(proactive_disclosure) (
	SFUNC = sum_add, STYPE = internal, SSPACE = 1176, FINALFUNC = sum_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine, SERIALFUNC = sum_serialize, DESERIALFUNC = sum_deserialize,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = internal, MSSPACE = 1176, MFINALFUNC = sum_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum(proactive_disclosure) IS
	'The sum of each cell over those sections 2 that have a value in it; NULL where none has one, and over nothing but NULLs. A count that is too large for a bigint is the error numeric_value_out_of_range';
CREATE AGGREGATE coverage(proactive_disclosure) (
	SFUNC = sum_add, STYPE = internal, SSPACE = 1176, FINALFUNC = coverage_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine, SERIALFUNC = sum_serialize, DESERIALFUNC = sum_deserialize,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = internal, MSSPACE = 1176, MFINALFUNC = coverage_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE coverage(proactive_disclosure) IS
	'How many sections 2 have a value in each cell, 0 where none has; NULL only if there are no rows at all';

CREATE FUNCTION add_cells(proactive_disclosure, proactive_disclosure) RETURNS proactive_disclosure
	AS 'MODULE_PATHNAME', 'add_proactive_disclosure' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 400;
COMMENT ON FUNCTION add_cells(proactive_disclosure, proactive_disclosure) IS 'Implementation of +';
CREATE OPERATOR + (LEFTARG = proactive_disclosure, RIGHTARG = proactive_disclosure, FUNCTION = add_cells, COMMUTATOR = +);
COMMENT ON OPERATOR + (proactive_disclosure, proactive_disclosure) IS
	'The sum of each cell, NULL where either has no value. A count that is too large for a bigint is the error numeric_value_out_of_range';
CREATE FUNCTION subtract_cells(proactive_disclosure, proactive_disclosure) RETURNS proactive_disclosure
	AS 'MODULE_PATHNAME', 'subtract_proactive_disclosure' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 400;
COMMENT ON FUNCTION subtract_cells(proactive_disclosure, proactive_disclosure) IS 'Implementation of -';
CREATE OPERATOR - (LEFTARG = proactive_disclosure, RIGHTARG = proactive_disclosure, FUNCTION = subtract_cells);
COMMENT ON OPERATOR - (proactive_disclosure, proactive_disclosure) IS
	'The difference of each cell, which may be negative; NULL where either has no value. A count that is too large for a bigint is the error numeric_value_out_of_range';

CREATE FUNCTION sum_add(internal, application_outcomes) RETURNS internal
	AS 'MODULE_PATHNAME', 'sum_add_application_outcomes' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300;
COMMENT ON FUNCTION sum_add(internal, application_outcomes) IS 'Part of sum and coverage: one input more';
CREATE FUNCTION sum_remove(internal, application_outcomes) RETURNS internal
	AS 'MODULE_PATHNAME', 'sum_remove_application_outcomes' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300;
COMMENT ON FUNCTION sum_remove(internal, application_outcomes) IS 'Part of sum and coverage: an input that leaves the frame of a window';
CREATE FUNCTION sum_result(internal, application_outcomes) RETURNS application_outcomes
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300;
COMMENT ON FUNCTION sum_result(internal, application_outcomes) IS 'Part of sum: what has been added up';
CREATE FUNCTION coverage_result(internal, application_outcomes) RETURNS application_outcomes
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300;
COMMENT ON FUNCTION coverage_result(internal, application_outcomes) IS 'Part of coverage: what has been counted';

CREATE AGGREGATE sum(application_outcomes) (
	SFUNC = sum_add, STYPE = internal, SSPACE = 4528, FINALFUNC = sum_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine, SERIALFUNC = sum_serialize, DESERIALFUNC = sum_deserialize,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = internal, MSSPACE = 4528, MFINALFUNC = sum_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum(application_outcomes) IS
	'The sum of each cell over those sections 3 that have a value in it; NULL where none has one, and over nothing but NULLs. A count that is too large for a bigint is the error numeric_value_out_of_range';
CREATE AGGREGATE coverage(application_outcomes) (
	SFUNC = sum_add, STYPE = internal, SSPACE = 4528, FINALFUNC = coverage_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine, SERIALFUNC = sum_serialize, DESERIALFUNC = sum_deserialize,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = internal, MSSPACE = 4528, MFINALFUNC = coverage_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE coverage(application_outcomes) IS
	'How many sections 3 have a value in each cell, 0 where none has; NULL only if there are no rows at all';

CREATE FUNCTION add_cells(application_outcomes, application_outcomes) RETURNS application_outcomes
	AS 'MODULE_PATHNAME', 'add_application_outcomes' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1200;
COMMENT ON FUNCTION add_cells(application_outcomes, application_outcomes) IS 'Implementation of +';
CREATE OPERATOR + (LEFTARG = application_outcomes, RIGHTARG = application_outcomes, FUNCTION = add_cells, COMMUTATOR = +);
COMMENT ON OPERATOR + (application_outcomes, application_outcomes) IS
	'The sum of each cell, NULL where either has no value. A count that is too large for a bigint is the error numeric_value_out_of_range';
CREATE FUNCTION subtract_cells(application_outcomes, application_outcomes) RETURNS application_outcomes
	AS 'MODULE_PATHNAME', 'subtract_application_outcomes' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1200;
COMMENT ON FUNCTION subtract_cells(application_outcomes, application_outcomes) IS 'Implementation of -';
CREATE OPERATOR - (LEFTARG = application_outcomes, RIGHTARG = application_outcomes, FUNCTION = subtract_cells);
COMMENT ON OPERATOR - (application_outcomes, application_outcomes) IS
	'The difference of each cell, which may be negative; NULL where either has no value. A count that is too large for a bigint is the error numeric_value_out_of_range';

CREATE FUNCTION sum_add(internal, dispute_outcomes) RETURNS internal
	AS 'MODULE_PATHNAME', 'sum_add_dispute_outcomes' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;
COMMENT ON FUNCTION sum_add(internal, dispute_outcomes) IS 'Part of sum and coverage: one input more';
CREATE FUNCTION sum_remove(internal, dispute_outcomes) RETURNS internal
	AS 'MODULE_PATHNAME', 'sum_remove_dispute_outcomes' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;
COMMENT ON FUNCTION sum_remove(internal, dispute_outcomes) IS 'Part of sum and coverage: an input that leaves the frame of a window';
CREATE FUNCTION sum_result(internal, dispute_outcomes) RETURNS dispute_outcomes
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;
COMMENT ON FUNCTION sum_result(internal, dispute_outcomes) IS 'Part of sum: what has been added up';
CREATE FUNCTION coverage_result(internal, dispute_outcomes) RETURNS dispute_outcomes
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;
COMMENT ON FUNCTION coverage_result(internal, dispute_outcomes) IS 'Part of coverage: what has been counted';

CREATE AGGREGATE sum(dispute_outcomes) (
	SFUNC = sum_add, STYPE = internal, SSPACE = 520, FINALFUNC = sum_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine, SERIALFUNC = sum_serialize, DESERIALFUNC = sum_deserialize,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = internal, MSSPACE = 520, MFINALFUNC = sum_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum(dispute_outcomes) IS
	'The sum of each cell over those sections 4 that have a value in it; NULL where none has one, and over nothing but NULLs. A count that is too large for a bigint is the error numeric_value_out_of_range';
CREATE AGGREGATE coverage(dispute_outcomes) (
	SFUNC = sum_add, STYPE = internal, SSPACE = 520, FINALFUNC = coverage_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine, SERIALFUNC = sum_serialize, DESERIALFUNC = sum_deserialize,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = internal, MSSPACE = 520, MFINALFUNC = coverage_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE coverage(dispute_outcomes) IS
	'How many sections 4 have a value in each cell, 0 where none has; NULL only if there are no rows at all';

CREATE FUNCTION add_cells(dispute_outcomes, dispute_outcomes) RETURNS dispute_outcomes
	AS 'MODULE_PATHNAME', 'add_dispute_outcomes' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION add_cells(dispute_outcomes, dispute_outcomes) IS 'Implementation of +';
CREATE OPERATOR + (LEFTARG = dispute_outcomes, RIGHTARG = dispute_outcomes, FUNCTION = add_cells, COMMUTATOR = +);
COMMENT ON OPERATOR + (dispute_outcomes, dispute_outcomes) IS
	'The sum of each cell, NULL where either has no value. A count that is too large for a bigint is the error numeric_value_out_of_range';
CREATE FUNCTION subtract_cells(dispute_outcomes, dispute_outcomes) RETURNS dispute_outcomes
	AS 'MODULE_PATHNAME', 'subtract_dispute_outcomes' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION subtract_cells(dispute_outcomes, dispute_outcomes) IS 'Implementation of -';
CREATE OPERATOR - (LEFTARG = dispute_outcomes, RIGHTARG = dispute_outcomes, FUNCTION = subtract_cells);
COMMENT ON OPERATOR - (dispute_outcomes, dispute_outcomes) IS
	'The difference of each cell, which may be negative; NULL where either has no value. A count that is too large for a bigint is the error numeric_value_out_of_range';

CREATE FUNCTION sum_add(internal, applicant_counts) RETURNS internal
	AS 'MODULE_PATHNAME', 'sum_add_applicant_counts' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION sum_add(internal, applicant_counts) IS 'Part of sum and coverage: one input more';
CREATE FUNCTION sum_remove(internal, applicant_counts) RETURNS internal
	AS 'MODULE_PATHNAME', 'sum_remove_applicant_counts' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION sum_remove(internal, applicant_counts) IS 'Part of sum and coverage: an input that leaves the frame of a window';
CREATE FUNCTION sum_result(internal, applicant_counts) RETURNS applicant_counts
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION sum_result(internal, applicant_counts) IS 'Part of sum: what has been added up';
CREATE FUNCTION coverage_result(internal, applicant_counts) RETURNS applicant_counts
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION coverage_result(internal, applicant_counts) IS 'Part of coverage: what has been counted';

CREATE AGGREGATE sum(applicant_counts) (
	SFUNC = sum_add, STYPE = internal, SSPACE = 328, FINALFUNC = sum_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine, SERIALFUNC = sum_serialize, DESERIALFUNC = sum_deserialize,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = internal, MSSPACE = 328, MFINALFUNC = sum_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum(applicant_counts) IS
	'The sum of each cell over those rows of section 3 that have a value in it; NULL where none has one, and over nothing but NULLs. A count that is too large for a bigint is the error numeric_value_out_of_range';
CREATE AGGREGATE coverage(applicant_counts) (
	SFUNC = sum_add, STYPE = internal, SSPACE = 328, FINALFUNC = coverage_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine, SERIALFUNC = sum_serialize, DESERIALFUNC = sum_deserialize,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = internal, MSSPACE = 328, MFINALFUNC = coverage_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE coverage(applicant_counts) IS
	'How many rows of section 3 have a value in each cell, 0 where none has; NULL only if there are no rows at all';

CREATE FUNCTION add_cells(applicant_counts, applicant_counts) RETURNS applicant_counts
	AS 'MODULE_PATHNAME', 'add_applicant_counts' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80;
COMMENT ON FUNCTION add_cells(applicant_counts, applicant_counts) IS 'Implementation of +';
CREATE OPERATOR + (LEFTARG = applicant_counts, RIGHTARG = applicant_counts, FUNCTION = add_cells, COMMUTATOR = +);
COMMENT ON OPERATOR + (applicant_counts, applicant_counts) IS
	'The sum of each cell, NULL where either has no value. A count that is too large for a bigint is the error numeric_value_out_of_range';
CREATE FUNCTION subtract_cells(applicant_counts, applicant_counts) RETURNS applicant_counts
	AS 'MODULE_PATHNAME', 'subtract_applicant_counts' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80;
COMMENT ON FUNCTION subtract_cells(applicant_counts, applicant_counts) IS 'Implementation of -';
CREATE OPERATOR - (LEFTARG = applicant_counts, RIGHTARG = applicant_counts, FUNCTION = subtract_cells);
COMMENT ON OPERATOR - (applicant_counts, applicant_counts) IS
	'The difference of each cell, which may be negative; NULL where either has no value. A count that is too large for a bigint is the error numeric_value_out_of_range';

CREATE FUNCTION sum_add(internal, dispute_counts) RETURNS internal
	AS 'MODULE_PATHNAME', 'sum_add_dispute_counts' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION sum_add(internal, dispute_counts) IS 'Part of sum and coverage: one input more';
CREATE FUNCTION sum_remove(internal, dispute_counts) RETURNS internal
	AS 'MODULE_PATHNAME', 'sum_remove_dispute_counts' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION sum_remove(internal, dispute_counts) IS 'Part of sum and coverage: an input that leaves the frame of a window';
CREATE FUNCTION sum_result(internal, dispute_counts) RETURNS dispute_counts
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION sum_result(internal, dispute_counts) IS 'Part of sum: what has been added up';
CREATE FUNCTION coverage_result(internal, dispute_counts) RETURNS dispute_counts
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION coverage_result(internal, dispute_counts) IS 'Part of coverage: what has been counted';

CREATE AGGREGATE sum(dispute_counts) (
	SFUNC = sum_add, STYPE = internal, SSPACE = 280, FINALFUNC = sum_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine, SERIALFUNC = sum_serialize, DESERIALFUNC = sum_deserialize,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = internal, MSSPACE = 280, MFINALFUNC = sum_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum(dispute_counts) IS
	'The sum of each cell over those rows of section 4 that have a value in it; NULL where none has one, and over nothing but NULLs. A count that is too large for a bigint is the error numeric_value_out_of_range';
CREATE AGGREGATE coverage(dispute_counts) (
	SFUNC = sum_add, STYPE = internal, SSPACE = 280, FINALFUNC = coverage_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine, SERIALFUNC = sum_serialize, DESERIALFUNC = sum_deserialize,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = internal, MSSPACE = 280, MFINALFUNC = coverage_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE coverage(dispute_counts) IS
	'How many rows of section 4 have a value in each cell, 0 where none has; NULL only if there are no rows at all';

CREATE FUNCTION add_cells(dispute_counts, dispute_counts) RETURNS dispute_counts
	AS 'MODULE_PATHNAME', 'add_dispute_counts' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80;
COMMENT ON FUNCTION add_cells(dispute_counts, dispute_counts) IS 'Implementation of +';
CREATE OPERATOR + (LEFTARG = dispute_counts, RIGHTARG = dispute_counts, FUNCTION = add_cells, COMMUTATOR = +);
COMMENT ON OPERATOR + (dispute_counts, dispute_counts) IS
	'The sum of each cell, NULL where either has no value. A count that is too large for a bigint is the error numeric_value_out_of_range';
CREATE FUNCTION subtract_cells(dispute_counts, dispute_counts) RETURNS dispute_counts
	AS 'MODULE_PATHNAME', 'subtract_dispute_counts' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80;
COMMENT ON FUNCTION subtract_cells(dispute_counts, dispute_counts) IS 'Implementation of -';
CREATE OPERATOR - (LEFTARG = dispute_counts, RIGHTARG = dispute_counts, FUNCTION = subtract_cells);
COMMENT ON OPERATOR - (dispute_counts, dispute_counts) IS
	'The difference of each cell, which may be negative; NULL where either has no value. A count that is too large for a bigint is the error numeric_value_out_of_range';

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

-- rates and names

CREATE FUNCTION report_metrics(
	report disclosure_report,
	OUT metric text, OUT numerator numeric, OUT base numeric, OUT minimum_base integer, OUT rate numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'report_metrics'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3000 ROWS 16;
COMMENT ON FUNCTION report_metrics(disclosure_report) IS
	'The rates of a report, explained by metric_dictionary(): numerator and base are NULL where one of their cells is missing; rate, a fraction rounded to six places, is NULL where either is, where the base is smaller than minimum_base, and where the numerator is negative';

CREATE FUNCTION metric_dictionary(
	OUT metric text, OUT label text, OUT english text, OUT formula text, OUT numerator text, OUT base text,
	OUT minimum_base integer, OUT source text, OUT note text, OUT note_english text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'metric_dictionary'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 16;
COMMENT ON FUNCTION metric_dictionary() IS
	'The rates of report_metrics: name, name in Chinese and English, formula in the form''s words, the cells of numerator and base, the base below which the rate is NULL, the official form, and what to know about it in Chinese and English';

CREATE FUNCTION name_dictionary(of_kind text DEFAULT NULL, OUT kind text, OUT name text, OUT label text, OUT english text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'name_dictionary'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 40;
COMMENT ON FUNCTION name_dictionary(text) IS
	'Names and what they are called in Chinese and English; kind is category, applicant, item, level or sector: the given one, or all if that is NULL';

CREATE FUNCTION view_dictionary(OUT view_name text, OUT column_name text, OUT label text, OUT description text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'view_dictionary'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300 ROWS 120;
COMMENT ON FUNCTION view_dictionary() IS
	'What the views of create_registry_views and their columns mean, in Chinese (label) and English (description): an empty column_name is the view itself, an empty view_name any view';

-- registry

CREATE PROCEDURE create_registry(schema name)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $procedure$
DECLARE
	extension_schema name := (SELECT nspname FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'govdisclose');
	-- the path of the registry's functions ends there: whoever may create objects in the extension's schema cannot get in between
	path text := quote_ident(schema) || ', pg_temp';
	extended_path text := concat_ws(', ', quote_ident(schema), quote_ident(extension_schema), 'pg_temp');
	message text;
BEGIN
	IF schema IS NULL OR schema = '' THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_schema_name', MESSAGE = 'the registry needs a schema',
			HINT = 'Give it a name, as in CALL create_registry(''disclosure'').';
	END IF;
	IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = schema) THEN
		EXECUTE format('CREATE SCHEMA %I', schema);
		EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema, 'A registry of annual reports on the disclosure of government information: INSERT or COPY them into filing');
	END IF;

	-- what arrived, and what people decided
	PERFORM set_config('search_path', path, true);
	EXECUTE $registry$
	CREATE TABLE filing (
		id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
		source   text,
		body     text,
		raw      bytea,
		agency   text,
		year     integer CONSTRAINT year_has_four_digits CHECK (year BETWEEN 1000 AND 9999),
		digest   bytea NOT NULL UNIQUE,
		filed_by name NOT NULL DEFAULT current_user,
		arrived  timestamptz NOT NULL DEFAULT now(),
		CONSTRAINT either_body_or_raw CHECK (num_nonnulls(body, raw) = 1)
	);
	COMMENT ON TABLE filing IS 'What arrived, as it arrived; rows are never changed. The same bytes twice are one filing: the second adds no row';
	COMMENT ON COLUMN filing.source IS 'Where it came from: a file name, an address; NULL if nobody said';
	COMMENT ON COLUMN filing.body IS 'The text; NULL if the filing is raw';
	COMMENT ON COLUMN filing.raw IS 'The bytes of a file in whatever encoding; NULL if the filing is a body';
	COMMENT ON COLUMN filing.agency IS 'Instead of the agency in the title; NULL if the title is right';
	COMMENT ON COLUMN filing.year IS 'Instead of the year in the title; NULL if the title is right';
	COMMENT ON COLUMN filing.digest IS 'SHA-256 of the bytes of body or raw; set on arrival';
	COMMENT ON COLUMN filing.filed_by IS 'The role that filed it';
	COMMENT ON COLUMN filing.arrived IS 'When its transaction began';

	CREATE TABLE backlog (filing_id bigint PRIMARY KEY);
	COMMENT ON TABLE backlog IS 'Filings that ingest() is still to read, or to read again';

	CREATE TABLE decision (
		id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
		filing_id bigint NOT NULL REFERENCES filing,
		kind      text NOT NULL CHECK (kind IN ('assign', 'waive', 'reject', 'withdraw')),
		agency    text,
		year      integer CONSTRAINT year_has_four_digits CHECK (year BETWEEN 1000 AND 9999),
		why       text CONSTRAINT why_is_said CHECK (kind = 'assign' OR why ~ '[^[:space:]]'),
		made_by   name NOT NULL DEFAULT current_user,
		made_at   timestamptz NOT NULL DEFAULT now(),
		CONSTRAINT assigns_agency_or_year CHECK ((num_nonnulls(agency, year) > 0) = (kind = 'assign'))
	);
	CREATE INDEX ON decision (filing_id, id);
	COMMENT ON TABLE decision IS 'What people decided about filings, by assign, waive, reject and withdraw; rows are never changed, the last one counts';
	COMMENT ON COLUMN decision.kind IS 'assign: agency or year instead of those in the title and in the filing; waive: accept in spite of failing identities; reject: do not accept; withdraw: the last waive or reject is void';
	COMMENT ON COLUMN decision.agency IS 'The agency that is assigned; NULL if none is';
	COMMENT ON COLUMN decision.year IS 'The year that is assigned; NULL if none is';
	COMMENT ON COLUMN decision.why IS 'The reason that was given; may be NULL for assign only';
	COMMENT ON COLUMN decision.made_by IS 'The role that decided';
	COMMENT ON COLUMN decision.made_at IS 'When its transaction began';
	$registry$;

	-- what is known of agencies beside their names
	EXECUTE $registry$
	CREATE TABLE agency (
		name         text PRIMARY KEY,
		parent       text,
		region       text,
		level        text,
		sector       text,
		consolidates boolean,
		note         text,
		CONSTRAINT parent_is_another CHECK (parent <> name)
	);
	CREATE INDEX ON agency (parent);
	COMMENT ON TABLE agency IS 'What the names of agencies do not tell, or tell wrongly; an agency needs no row here';
	COMMENT ON COLUMN agency.name IS 'As in report.agency';
	COMMENT ON COLUMN agency.parent IS 'The agency above it, whose published figures may be compared with the sum of its children: see consolidation_gaps; NULL if there is none';
	COMMENT ON COLUMN agency.region IS 'Its region, in any notation';
	COMMENT ON COLUMN agency.level IS 'Instead of the level that agency_kind(name) tells: province, city, county, township, zone or a word of your own; NULL if that is right';
	COMMENT ON COLUMN agency.sector IS 'Instead of the sector that agency_kind(name) tells; NULL if that is right';
	COMMENT ON COLUMN agency.consolidates IS 'Do its reports already add up those of others, so that sums over agencies must leave them out? NULL: yes if another agency has it as parent';
	COMMENT ON COLUMN agency.note IS 'Anything';
	$registry$;

	-- outcomes: each filing that is not in the backlog has a row in report or in rejection
	PERFORM set_config('search_path', extended_path, true);
	EXECUTE $registry$
	CREATE TABLE report (
		filing_id     bigint PRIMARY KEY REFERENCES filing,
		agency        text NOT NULL,
		year          integer NOT NULL,
		superseded_by bigint UNIQUE,
		waiver        bigint REFERENCES decision,
		accepted      timestamptz NOT NULL DEFAULT now(),
		report        disclosure_report NOT NULL,
		form          integer GENERATED ALWAYS AS ((report).form) STORED,
		CONSTRAINT balanced CHECK (waiver IS NOT NULL OR assert_balanced(report))
	);
	CREATE UNIQUE INDEX one_current_report ON report (agency, year) WHERE superseded_by IS NULL;
	CREATE INDEX ON report (agency, year, filing_id);
	COMMENT ON TABLE report IS 'Accepted reports. Of one agency and year that of the latest filing is current; the others are superseded by the filing after them';
	COMMENT ON COLUMN report.agency IS 'As assigned, else as filed, else as in the title';
	COMMENT ON COLUMN report.year IS 'As assigned, else as filed, else as in the title';
	COMMENT ON COLUMN report.superseded_by IS 'The next accepted filing of the same agency and year; NULL: this report is current';
	COMMENT ON COLUMN report.waiver IS 'The decision that accepts it in spite of failing identities; NULL if none fails';
	COMMENT ON COLUMN report.accepted IS 'When the transaction began that wrote this row';
	COMMENT ON COLUMN report.report IS 'What parse_report read';
	COMMENT ON COLUMN report.form IS 'That of the report, so that reports can be grouped by it without being read: 2019 or 2021; NULL if its tables do not tell';

	CREATE TABLE rejection (
		filing_id bigint PRIMARY KEY REFERENCES filing,
		reason    text NOT NULL CHECK (reason IN ('not a report', 'no agency', 'no year', 'unbalanced', 'by hand', 'error')),
		detail    text,
		hint      text NOT NULL,
		agency    text,
		year      integer,
		rejected  timestamptz NOT NULL DEFAULT now(),
		report    disclosure_report
	);
	COMMENT ON TABLE rejection IS 'Filings that are not accepted, and why; rejection_violation lists the failing identities';
	COMMENT ON COLUMN rejection.reason IS 'not a report: no part of the form in it; no agency, no year: neither in the title nor given; unbalanced: identities fail; by hand: a decision; error: reading it failed';
	COMMENT ON COLUMN rejection.detail IS 'unbalanced: the failing identities; by hand: the reason given; error: its message; else NULL';
	COMMENT ON COLUMN rejection.hint IS 'What can be done about it';
	COMMENT ON COLUMN rejection.agency IS 'As for report, as far as known';
	COMMENT ON COLUMN rejection.year IS 'As for report, as far as known';
	COMMENT ON COLUMN rejection.rejected IS 'When the transaction began that wrote this row';
	COMMENT ON COLUMN rejection.report IS 'What parse_report read; NULL if it read nothing';
	$registry$;

	BEGIN
		ALTER TABLE filing ALTER body SET COMPRESSION lz4, ALTER raw SET COMPRESSION lz4;
		ALTER TABLE report ALTER report SET COMPRESSION lz4;
		ALTER TABLE rejection ALTER report SET COMPRESSION lz4;
	EXCEPTION WHEN feature_not_supported THEN
		NULL; -- this server was built without lz4: loading takes longer
	END;

	-- from filings to outcomes
	EXECUTE $registry$
	CREATE FUNCTION read(filings bigint[])
		RETURNS TABLE (filing_id bigint, agency text, year integer, report disclosure_report, error text)
		LANGUAGE sql STABLE ROWS 1000
	BEGIN ATOMIC
		-- a ? stands for characters that the encoding of the database lacks: several agencies may have the same
		SELECT id, coalesce(f.agency, CASE WHEN (reading.report).agency NOT LIKE '%?%' THEN (reading.report).agency END),
			coalesce(f.year, (reading.report).year), reading.report, NULL::text
		FROM filing f, LATERAL (SELECT coalesce(parse_report(body), parse_report(raw)) AS report OFFSET 0) reading
		WHERE id = ANY (filings);
	END;
	COMMENT ON FUNCTION read(bigint[]) IS 'The reports that filings hold, with agency and year as filed or as in the title; report is NULL where there is none. Raises what parse_report raises';

	CREATE FUNCTION read_carefully(filings bigint[])
		RETURNS TABLE (filing_id bigint, agency text, year integer, report disclosure_report, error text)
		LANGUAGE plpgsql STABLE ROWS 1000 SET search_path FROM CURRENT
		AS $$
	BEGIN
		FOREACH filing_id IN ARRAY filings LOOP
			BEGIN
				RETURN QUERY SELECT * FROM read(ARRAY[read_carefully.filing_id]);
			EXCEPTION WHEN OTHERS THEN
				-- a full disk or a server that stops says nothing about the text
				IF SQLSTATE ~ '^(53[^2]|57|58)' THEN
					RAISE;
				END IF;
				RETURN QUERY SELECT f.id, f.agency, f.year, nothing.report, SQLERRM
					FROM filing f LEFT JOIN read('{}') nothing ON true WHERE id = read_carefully.filing_id;
			END;
		END LOOP;
	END $$;
	COMMENT ON FUNCTION read_carefully(bigint[]) IS 'The same one by one: where parse_report raises an error, error is its message; otherwise NULL';

	CREATE FUNCTION judge(filings bigint[], carefully boolean DEFAULT false)
		RETURNS TABLE (filing_id bigint, agency text, year integer, report disclosure_report, waiver bigint, reason text, detail text, hint text)
		LANGUAGE sql VOLATILE ROWS 1000
	BEGIN ATOMIC
		SELECT reading.filing_id, named.agency, named.year, reading.report,
			CASE WHEN judged.reason IS NULL AND verdict.kind = 'waive' AND NOT is_balanced(reading.report) THEN verdict.id END,
			judged.reason,
			CASE judged.reason
				WHEN 'error' THEN reading.error
				WHEN 'by hand' THEN verdict.why
				WHEN 'unbalanced' THEN (SELECT string_agg(expression, '; ') FROM report_violations(reading.report) WHERE severity = 'error')
			END,
			CASE judged.reason
				WHEN 'error' THEN 'Look at the filing; file it again as raw bytes or as text.'
				WHEN 'by hand' THEN 'withdraw(filing_id, why) makes the decision void.'
				WHEN 'not a report' THEN 'Look at the filing: is it another document, or a picture?'
				WHEN 'no agency' THEN 'assign(filing_id, agency => ...) says whose report it is.'
				WHEN 'no year' THEN 'assign(filing_id, year => ...) says of which year it is.'
				WHEN 'unbalanced' THEN 'File a corrected report, or accept this one with waive(filing_id, why).'
			END
		FROM (SELECT * FROM read(filings) WHERE NOT carefully UNION ALL SELECT * FROM read_carefully(filings) WHERE carefully) reading
		CROSS JOIN LATERAL (
			SELECT coalesce((SELECT d.agency FROM decision d WHERE d.filing_id = reading.filing_id AND d.agency IS NOT NULL ORDER BY id DESC LIMIT 1), reading.agency) AS agency,
				coalesce((SELECT d.year FROM decision d WHERE d.filing_id = reading.filing_id AND d.year IS NOT NULL ORDER BY id DESC LIMIT 1), reading.year) AS year
			OFFSET 0) named
		LEFT JOIN LATERAL (
			SELECT id, kind, why FROM decision d WHERE d.filing_id = reading.filing_id AND kind <> 'assign' ORDER BY id DESC LIMIT 1) verdict ON true
		CROSS JOIN LATERAL (
			SELECT CASE
				WHEN verdict.kind = 'reject' THEN 'by hand'
				WHEN reading.error IS NOT NULL THEN 'error'
				WHEN reading.report IS NULL THEN 'not a report'
				WHEN named.agency IS NULL THEN 'no agency'
				WHEN named.year IS NULL THEN 'no year'
				WHEN verdict.kind IS DISTINCT FROM 'waive' AND NOT is_balanced(reading.report) THEN 'unbalanced'
			END AS reason
			OFFSET 0) judged;
	END;
	COMMENT ON FUNCTION judge(bigint[], boolean) IS 'What becomes of filings, without writing it: accepted if reason is NULL. The other columns are those of report and rejection; carefully reads them one by one';
	$registry$;

	-- what has become of filings
	EXECUTE $registry$
	CREATE VIEW filing_state AS
		SELECT f.id AS filing_id, f.source,
			CASE
				WHEN b.filing_id IS NOT NULL THEN 'waiting'
				WHEN x.filing_id IS NOT NULL THEN 'rejected'
				WHEN r.superseded_by IS NOT NULL THEN 'superseded'
				WHEN r.filing_id IS NOT NULL THEN 'current'
			END AS state,
			coalesce(r.agency, x.agency) AS agency, coalesce(r.year, x.year) AS year, r.superseded_by, x.reason, x.detail, x.hint,
			w.made_by AS waived_by, w.why AS waived_because
		FROM filing f
		LEFT JOIN backlog b ON b.filing_id = f.id
		LEFT JOIN report r ON r.filing_id = f.id
		LEFT JOIN rejection x ON x.filing_id = f.id
		LEFT JOIN decision w ON w.id = r.waiver;
	COMMENT ON VIEW filing_state IS 'What has become of each filing: state is waiting (in the backlog, perhaps again), current, superseded or rejected; the columns of the other states are NULL';

	CREATE VIEW progress AS
		SELECT (SELECT count(*) FROM filing) AS filings, (SELECT count(*) FROM backlog) AS waiting,
			(SELECT count(*) FROM report WHERE superseded_by IS NULL) AS current,
			(SELECT count(*) FROM report WHERE superseded_by IS NOT NULL) AS superseded,
			(SELECT count(*) FROM rejection) AS rejected;
	COMMENT ON VIEW progress IS 'How many filings are in which state; those that wait to be read again count twice';

	CREATE VIEW revision AS
		SELECT agency, year, row_number() OVER (PARTITION BY agency, year ORDER BY filing_id) AS revision,
			superseded_by IS NULL AS is_current, filing_id, superseded_by, waiver, accepted, report
		FROM report;
	COMMENT ON VIEW revision IS 'All accepted reports, numbered from 1 within agency and year in the order of their filings';

	CREATE VIEW rejection_violation AS
		SELECT x.filing_id, x.agency, x.year, v.rule, v.item, v.column_name, v.expression, v.lhs, v.rhs, v.difference
		FROM rejection x, report_violations(x.report) v WHERE v.severity = 'error';
	COMMENT ON VIEW rejection_violation IS 'The failing identities of rejected filings, one row each, as report_violations gives them';
	$registry$;

	-- what does not fit from one year to the next, among current reports
	EXECUTE $registry$
	CREATE VIEW carryover AS
		SELECT agency, year, column_name, carried_out_before, carried_in, carried_in::numeric - carried_out_before AS difference
		FROM (
			SELECT r.agency, r.year, ((r.report).applications).carried_in AS now_in, ((b.report).applications).carried_out AS before_out
			FROM report r JOIN report b ON b.agency = r.agency AND b.year = r.year - 1
			WHERE r.superseded_by IS NULL AND b.superseded_by IS NULL
			OFFSET 0) pair,
		LATERAL (VALUES
			('natural_person', (before_out).natural_person, (now_in).natural_person),
			('business', (before_out).business, (now_in).business),
			('research', (before_out).research, (now_in).research),
			('public_interest', (before_out).public_interest, (now_in).public_interest),
			('legal_service', (before_out).legal_service, (now_in).legal_service),
			('other', (before_out).other, (now_in).other),
			('total', (before_out).total, (now_in).total)) c (column_name, carried_out_before, carried_in);
	COMMENT ON VIEW carryover IS 'For each report with one of the year before: what that carried out and what this carried in, by column; difference is NULL where a cell is missing';

	CREATE VIEW carryover_gaps AS SELECT * FROM carryover WHERE difference <> 0;
	COMMENT ON VIEW carryover_gaps IS 'Rows of carryover whose two figures are not the same; those with a missing cell are left out';

	CREATE VIEW stock AS
		SELECT agency, year, item, in_force_before, issued, repealed, in_force,
			in_force - (in_force_before::numeric + issued - repealed) AS difference
		FROM (
			SELECT r.agency, r.year, (r.report).proactive AS now, (b.report).proactive AS before
			FROM report r JOIN report b ON b.agency = r.agency AND b.year = r.year - 1
			WHERE r.superseded_by IS NULL AND b.superseded_by IS NULL
			OFFSET 0) pair,
		LATERAL (VALUES
			('regulations', (before).regulations_in_force, (now).regulations_issued, (now).regulations_repealed, (now).regulations_in_force),
			('normative_documents', (before).normative_documents_in_force, (now).normative_documents_issued,
				(now).normative_documents_repealed, (now).normative_documents_in_force)) i (item, in_force_before, issued, repealed, in_force);
	COMMENT ON VIEW stock IS 'For each report with one of the year before: documents in force then, issued and repealed since, in force now; difference is NULL where a cell is missing, as always in the form of 2019, which does not ask for them';

	CREATE VIEW stock_gaps AS SELECT * FROM stock WHERE difference <> 0;
	COMMENT ON VIEW stock_gaps IS 'Rows of stock where in_force is not in_force_before + issued - repealed; those with a missing cell are left out';
	$registry$;
	-- from judgements to outcomes
	PERFORM set_config('search_path', path, true);
	EXECUTE $registry$
	CREATE FUNCTION settle(filings bigint[]) RETURNS void
		LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
		-- one plan, by the indexes, for a table that may have grown since it was planned
		SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off SET work_mem = '32MB'
		AS $$
	DECLARE
		carefully boolean := false;
		conflicts integer := 0;
	BEGIN
		-- before the statement that reads decisions, because a decision locks its filing until it is committed
		PERFORM FROM filing WHERE id = ANY (filings) ORDER BY id FOR KEY SHARE;
		LOOP
			BEGIN
				IF conflicts > 0 THEN
					-- once more, alone
					LOCK TABLE report IN SHARE ROW EXCLUSIVE MODE;
				END IF;
				WITH judged AS MATERIALIZED (
					SELECT * FROM judge(filings, carefully)
				), changed AS MATERIALIZED (
					SELECT j.* FROM judged j
					LEFT JOIN (SELECT * FROM report WHERE filing_id = ANY (filings)) a USING (filing_id)
					LEFT JOIN (SELECT * FROM rejection WHERE filing_id = ANY (filings)) b USING (filing_id)
					WHERE num_nonnulls(a.filing_id, b.filing_id) = 0
						OR (coalesce(a.agency, b.agency), coalesce(a.year, b.year), coalesce(a.report, b.report), a.waiver, b.reason, b.detail)
							IS DISTINCT FROM (j.agency, j.year, j.report, j.waiver, j.reason, j.detail)
				), undone AS (
					DELETE FROM report r USING changed c WHERE r.filing_id = c.filing_id AND r.filing_id = ANY (filings) RETURNING r.agency, r.year
				), forgiven AS (
					DELETE FROM rejection r USING changed c WHERE r.filing_id = c.filing_id AND r.filing_id = ANY (filings) RETURNING 1
				), accepted AS (
					SELECT * FROM changed WHERE reason IS NULL
				), concerned AS (
					SELECT agency, year FROM undone UNION SELECT agency, year FROM accepted
				), series AS MATERIALIZED (
					SELECT filing_id, lead(filing_id) OVER (PARTITION BY agency, year ORDER BY filing_id) AS superseded_by, is_new
					FROM (SELECT filing_id, agency, year, true AS is_new FROM accepted
						UNION ALL
						SELECT filing_id, agency, year, false
						FROM concerned c, LATERAL (SELECT filing_id FROM report r WHERE (r.agency, r.year) = (c.agency, c.year) OFFSET 0) earlier
						WHERE filing_id NOT IN (SELECT filing_id FROM changed)) revision
				), moved AS (
					UPDATE report r SET superseded_by = s.superseded_by FROM series s
					WHERE r.filing_id = s.filing_id AND r.filing_id = ANY (ARRAY(SELECT filing_id FROM series WHERE NOT is_new))
						AND r.superseded_by IS DISTINCT FROM s.superseded_by
					RETURNING 1
				), written AS (
					-- only after the old rows have moved on, as one_current_report demands
					INSERT INTO report (filing_id, agency, year, superseded_by, waiver, report)
					SELECT filing_id, agency, year, superseded_by, waiver, report
					FROM accepted JOIN series USING (filing_id)
					WHERE (SELECT count(*) FROM moved) >= 0
					ORDER BY agency, year, filing_id
				)
				INSERT INTO rejection (filing_id, reason, detail, hint, agency, year, report)
				SELECT filing_id, reason, detail, hint, agency, year, report
				FROM changed WHERE reason IS NOT NULL AND (SELECT count(*) FROM forgiven) >= 0;
				RETURN;
			EXCEPTION
				WHEN unique_violation OR deadlock_detected THEN
					-- another session took up the same agency and year meanwhile
					conflicts := conflicts + 1;
					IF conflicts = 3 THEN
						RAISE;
					END IF;
				WHEN OTHERS THEN
					IF carefully THEN
						RAISE;
					END IF;
					carefully := true;
			END;
		END LOOP;
	END $$;
	COMMENT ON FUNCTION settle(bigint[]) IS 'Reads filings and writes their outcomes into report and rejection, instead of earlier ones where something has changed. A filing that cannot be read becomes a rejection and stops no other';
	$registry$;

	-- what starts it: arrival, decisions, ingest
	EXECUTE $registry$
	CREATE FUNCTION receive() RETURNS trigger
		LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
		AS $$
	BEGIN
		NEW.digest := sha256(coalesce(NEW.raw, convert_to(NEW.body, getdatabaseencoding()), ''));
		IF num_nonnulls(NEW.body, NEW.raw) = 1 AND EXISTS (SELECT FROM filing WHERE digest = NEW.digest) THEN
			RETURN NULL;
		END IF;
		RETURN NEW;
	END $$;
	COMMENT ON FUNCTION receive() IS 'Trigger: sets the digest of a filing, and skips it if its bytes are here already';

	CREATE FUNCTION settle_or_defer() RETURNS trigger
		LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
		AS $$
	DECLARE
		setting text := coalesce(nullif(current_setting('govdisclose.ingest', true), ''), 'immediate');
		filings bigint[];
	BEGIN
		IF TG_TABLE_NAME = 'filing' THEN
			filings := ARRAY(SELECT id FROM arrived ORDER BY id);
		ELSE
			filings := ARRAY(SELECT DISTINCT filing_id FROM arrived ORDER BY filing_id);
		END IF;
		CASE setting
			WHEN 'immediate' THEN
				-- in slices, so that a large COPY needs little memory
				PERFORM settle(filings[i : i + 999]) FROM generate_series(1, cardinality(filings), 1000) i;
			WHEN 'deferred' THEN
				INSERT INTO backlog SELECT unnest(filings) ON CONFLICT DO NOTHING;
			ELSE
				RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
					MESSAGE = format('invalid value for parameter "govdisclose.ingest": "%s"', setting),
					HINT = 'Available values: immediate, deferred.';
		END CASE;
		RETURN NULL;
	END $$;
	COMMENT ON FUNCTION settle_or_defer() IS 'Trigger: settles the filings that arrived or were decided on, or adds them to the backlog if govdisclose.ingest is deferred';

	CREATE FUNCTION refuse_change() RETURNS trigger
		LANGUAGE plpgsql SET search_path FROM CURRENT
		AS $$
	BEGIN
		RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
			MESSAGE = format('rows of "%s" cannot be changed or removed', TG_TABLE_NAME),
			HINT = 'File a corrected report, or decide with assign, waive, reject or withdraw.';
	END $$;
	COMMENT ON FUNCTION refuse_change() IS 'Trigger: the error restrict_violation';

	CREATE FUNCTION lock_filing() RETURNS trigger
		LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
		AS $$
	BEGIN
		PERFORM FROM filing WHERE id = NEW.filing_id FOR UPDATE;
		IF NOT FOUND THEN
			RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation', MESSAGE = format('there is no filing %s', NEW.filing_id);
		END IF;
		RETURN NEW;
	END $$;
	COMMENT ON FUNCTION lock_filing() IS 'Trigger: decisions about the same filing wait for one another, and for its being read';

	CREATE TRIGGER receive BEFORE INSERT ON filing FOR EACH ROW EXECUTE FUNCTION receive();
	CREATE TRIGGER settle AFTER INSERT ON filing REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION settle_or_defer();
	CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON filing FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
	CREATE TRIGGER lock_filing BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION lock_filing();
	CREATE TRIGGER settle AFTER INSERT ON decision REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION settle_or_defer();
	CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
	COMMENT ON TRIGGER receive ON filing IS 'The same bytes twice are one filing';
	COMMENT ON TRIGGER settle ON filing IS 'An INSERT or COPY shows its outcome at once, unless govdisclose.ingest is deferred';
	COMMENT ON TRIGGER refuse_change ON filing IS 'Filings are never changed';
	COMMENT ON TRIGGER lock_filing ON decision IS 'Decisions about the same filing come one after the other';
	COMMENT ON TRIGGER settle ON decision IS 'A decision shows its outcome at once, unless govdisclose.ingest is deferred';
	COMMENT ON TRIGGER refuse_change ON decision IS 'Decisions are never changed';

	CREATE FUNCTION settle_batch(size integer) RETURNS integer
		LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
		AS $$
	DECLARE
		filings bigint[] := ARRAY(SELECT filing_id FROM backlog ORDER BY filing_id LIMIT size FOR UPDATE SKIP LOCKED);
	BEGIN
		PERFORM settle(filings);
		DELETE FROM backlog WHERE filing_id = ANY (filings);
		RETURN cardinality(filings);
	END $$;
	COMMENT ON FUNCTION settle_batch(integer) IS 'Takes up to so many filings that no other session has taken out of the backlog and settles them; gives how many';
	$registry$;

	-- A procedure that commits may not SET search_path: it does so in each of its transactions.
	EXECUTE replace($registry$
	CREATE PROCEDURE ingest(batch_size integer DEFAULT 1000, again boolean DEFAULT false)
		LANGUAGE plpgsql
		AS $$
	DECLARE
		began timestamptz;
		told timestamptz;
		at_first bigint;
		waiting bigint;
		per_second numeric;
		batch integer;
		settled bigint := 0;
	BEGIN
		PERFORM pg_catalog.set_config('search_path', @path@, true);
		IF (batch_size > 0) IS NOT TRUE THEN
			RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'batch_size must be greater than 0';
		END IF;
		IF again THEN
			INSERT INTO backlog SELECT id FROM filing ORDER BY id ON CONFLICT DO NOTHING;
			COMMIT;
			PERFORM pg_catalog.set_config('search_path', @path@, true);
		END IF;
		began := clock_timestamp();
		told := began;
		at_first := (SELECT count(*) FROM backlog);
		LOOP
			batch := settle_batch(batch_size);
			settled := settled + batch;
			IF batch > 0 AND clock_timestamp() > told + interval '2 s' THEN
				told := clock_timestamp();
				waiting := (SELECT count(*) FROM backlog);
				per_second := greatest(at_first - waiting, 0) / extract(epoch FROM told - began);
				RAISE NOTICE '% settled, % waiting, % a second in all sessions, % left', settled, waiting, round(per_second),
					coalesce(to_char(make_interval(secs => (waiting / nullif(per_second, 0))::double precision), 'HH24:MI:SS'), 'unknown time');
			END IF;
			COMMIT;
			EXIT WHEN batch = 0;
			PERFORM pg_catalog.set_config('search_path', @path@, true);
		END LOOP;
		RAISE NOTICE 'ingest: % settled', settled;
	END $$;
	COMMENT ON PROCEDURE ingest(integer, boolean) IS 'Works off the backlog in batches, each committed, and tells how far it is (NOTICE). It may be stopped and called again, and several sessions share the work. Again: all filings, as after an update of the extension; decisions are kept';
	$registry$, '@path@', quote_literal(path));

	-- decisions
	EXECUTE $registry$
	CREATE FUNCTION assign(filing_id bigint, agency text DEFAULT NULL, year integer DEFAULT NULL, why text DEFAULT NULL) RETURNS text
		LANGUAGE plpgsql SET search_path FROM CURRENT
		AS $$
	BEGIN
		INSERT INTO decision (filing_id, kind, agency, year, why) VALUES (assign.filing_id, 'assign', assign.agency, assign.year, assign.why);
		RETURN (SELECT state FROM filing_state WHERE filing_state.filing_id = assign.filing_id);
	END $$;
	COMMENT ON FUNCTION assign(bigint, text, integer, text) IS 'Says whose report a filing is and of which year, whatever its title says; NULL leaves what was. Gives the state of the filing';

	CREATE FUNCTION waive(filing_id bigint, why text) RETURNS text
		LANGUAGE plpgsql SET search_path FROM CURRENT
		AS $$
	BEGIN
		INSERT INTO decision (filing_id, kind, why) VALUES (waive.filing_id, 'waive', waive.why);
		RETURN (SELECT state FROM filing_state WHERE filing_state.filing_id = waive.filing_id);
	END $$;
	COMMENT ON FUNCTION waive(bigint, text) IS 'Accepts a filing in spite of its failing identities. Gives the state of the filing';

	CREATE FUNCTION reject(filing_id bigint, why text) RETURNS text
		LANGUAGE plpgsql SET search_path FROM CURRENT
		AS $$
	BEGIN
		INSERT INTO decision (filing_id, kind, why) VALUES (reject.filing_id, 'reject', reject.why);
		RETURN (SELECT state FROM filing_state WHERE filing_state.filing_id = reject.filing_id);
	END $$;
	COMMENT ON FUNCTION reject(bigint, text) IS 'Does not accept a filing, whatever it holds. Gives the state of the filing';

	CREATE FUNCTION withdraw(filing_id bigint, why text) RETURNS text
		LANGUAGE plpgsql SET search_path FROM CURRENT
		AS $$
	BEGIN
		INSERT INTO decision (filing_id, kind, why) VALUES (withdraw.filing_id, 'withdraw', withdraw.why);
		RETURN (SELECT state FROM filing_state WHERE filing_state.filing_id = withdraw.filing_id);
	END $$;
	COMMENT ON FUNCTION withdraw(bigint, text) IS 'Makes the last waive or reject of a filing void. Gives the state of the filing';
	$registry$;

	EXECUTE format('CALL %I.create_registry_views($1, false)', extension_schema) USING schema;
EXCEPTION WHEN duplicate_table OR duplicate_function OR duplicate_object THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
	RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = format('schema "%s" already holds an object with the name of one of the registry', schema),
		DETAIL = message, HINT = 'Choose another schema, or a new one.';
END $procedure$;
COMMENT ON PROCEDURE create_registry(name) IS
	'Makes a registry of reports in a schema, which is created if there is none: tables filing, report, rejection, decision and backlog, the procedure ingest, and views. They belong to the caller, not to the extension. Errors: duplicate_table, duplicate_function or duplicate_object if the schema holds such a name';

-- The views are apart, so that an update of the extension can make them anew.
CREATE PROCEDURE create_registry_views(schema name, remake boolean DEFAULT true)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $procedure$
DECLARE
	extension_schema name := (SELECT nspname FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'govdisclose');
	extended_path text := concat_ws(', ', quote_ident(schema), quote_ident(extension_schema), 'pg_temp');
	verb text := CASE WHEN remake THEN 'CREATE OR REPLACE VIEW' ELSE 'CREATE VIEW' END;
	entry record;
BEGIN
	IF to_regclass(format('%I.report', schema)) IS NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'undefined_table', MESSAGE = format('schema "%s" holds no registry', schema),
			HINT = 'Make one with CALL create_registry(''disclosure'').';
	END IF;
	PERFORM set_config('search_path', extended_path, true);

	-- agencies
	EXECUTE replace($views$
	CREATE VIEW consolidating_agency AS
		SELECT n.name AS agency
		FROM (SELECT name FROM agency UNION SELECT parent FROM agency WHERE parent IS NOT NULL) n LEFT JOIN agency a USING (name)
		WHERE coalesce(a.consolidates, EXISTS (SELECT FROM agency c WHERE c.parent = n.name));

	CREATE VIEW agency_directory AS
		SELECT r.agency, a.parent, a.region,
			coalesce(a.level, k.level) AS level, l.label AS level_label, coalesce(a.sector, k.sector) AS sector, s.label AS sector_label,
			r.agency IN (SELECT agency FROM consolidating_agency) AS consolidates, a.note
		FROM (SELECT DISTINCT agency FROM report WHERE superseded_by IS NULL) r
		LEFT JOIN agency a ON a.name = r.agency
		CROSS JOIN LATERAL agency_kind(r.agency) k
		LEFT JOIN name_dictionary('level') l ON l.name = coalesce(a.level, k.level)
		LEFT JOIN name_dictionary('sector') s ON s.name = coalesce(a.sector, k.sector);

	CREATE VIEW current_report AS
		SELECT r.filing_id, r.agency, r.year, d.parent, d.region, d.level, d.level_label, d.sector, d.sector_label, d.consolidates,
			r.form, r.report
		FROM report r JOIN agency_directory d USING (agency)
		WHERE r.superseded_by IS NULL;
	$views$, 'CREATE VIEW', verb);

	-- results of applications, one report at a time
	EXECUTE replace($views$
	CREATE VIEW outcome AS
		SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label, r.consolidates,
			o.category, c.label AS category_label, c.english AS category_english, o.item, o.label, i.english AS item_english,
			o.natural_person, o.business, o.research, o.public_interest, o.legal_service, o.other, o.total
		FROM current_report r
		CROSS JOIN LATERAL report_outcomes(r.report) o
		JOIN name_dictionary('category') c ON c.name = o.category
		JOIN name_dictionary('item') i ON i.name = o.item;

	CREATE VIEW outcomes_by_agency AS
		SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label, r.consolidates,
			o.category, c.label AS category_label, c.english AS category_english,
			o.natural_person, o.business, o.research, o.public_interest, o.legal_service, o.other, o.total, o.missing
		FROM current_report r
		CROSS JOIN LATERAL (
			SELECT category,
				CASE WHEN count(natural_person) = count(*) THEN sum(natural_person) END AS natural_person,
				CASE WHEN count(business) = count(*) THEN sum(business) END AS business,
				CASE WHEN count(research) = count(*) THEN sum(research) END AS research,
				CASE WHEN count(public_interest) = count(*) THEN sum(public_interest) END AS public_interest,
				CASE WHEN count(legal_service) = count(*) THEN sum(legal_service) END AS legal_service,
				CASE WHEN count(other) = count(*) THEN sum(other) END AS other,
				CASE WHEN count(total) = count(*) THEN sum(total) END AS total,
				sum(num_nulls(natural_person, business, research, public_interest, legal_service, other, total)) AS missing
			FROM report_outcomes(r.report)
			GROUP BY category) o
		JOIN name_dictionary('category') c ON c.name = o.category;

	CREATE VIEW reason_shares AS
		SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label, r.consolidates,
			o.category, c.label AS category_label, c.english AS category_english, o.item, o.label, i.english AS item_english,
			o.applications, o.of_category, round(o.applications / nullif(o.of_category, 0), 6) AS share
		FROM current_report r
		CROSS JOIN LATERAL (
			SELECT category, item, label, total AS applications,
				CASE WHEN count(total) OVER reasons = count(*) OVER reasons THEN sum(total) OVER reasons END AS of_category
			FROM report_outcomes(r.report)
			WHERE category IN ('denied', 'unavailable', 'not_processed')
			WINDOW reasons AS (PARTITION BY category)) o
		JOIN name_dictionary('category') c ON c.name = o.category
		JOIN name_dictionary('item') i ON i.name = o.item;

	CREATE VIEW applicant_mix AS
		SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label, r.consolidates, a.applicant, n.label, n.english,
			a.received, (line.received).total AS of_all, round(a.received / nullif((line.received).total, 0)::numeric, 6) AS share
		FROM current_report r
		CROSS JOIN LATERAL (SELECT (r.report).applications.received OFFSET 0) line
		CROSS JOIN LATERAL (VALUES ('natural_person', (line.received).natural_person), ('business', (line.received).business), ('research', (line.received).research),
			('public_interest', (line.received).public_interest), ('legal_service', (line.received).legal_service), ('other', (line.received).other)) a (applicant, received)
		JOIN name_dictionary('applicant') n ON n.name = a.applicant;
	$views$, 'CREATE VIEW', verb);

	-- reports added up: those of agencies that consolidate others are left out, or these would count twice
	EXECUTE replace($views$
	CREATE VIEW consolidated AS
		SELECT s.year, s.reports, (SELECT count(*) FROM report r WHERE r.year = s.year AND r.superseded_by IS NULL AND r.agency IN (SELECT agency FROM consolidating_agency)) AS left_out,
			s.figures, s.coverage
		FROM (SELECT year, count(*) AS reports, sum(report) AS figures, coverage(report) AS coverage
			FROM report
			WHERE superseded_by IS NULL AND agency NOT IN (SELECT agency FROM consolidating_agency)
			GROUP BY year) s;

	CREATE VIEW consolidated_by_form AS
		SELECT year, form, count(*) AS reports, sum(count(*)) OVER (PARTITION BY year)::bigint AS reports_of_year, sum(report) AS figures, coverage(report) AS coverage
		FROM report
		WHERE superseded_by IS NULL AND agency NOT IN (SELECT agency FROM consolidating_agency)
		GROUP BY year, form;

	CREATE VIEW consolidated_by_level AS
		SELECT year, level, level_label, count(*) AS reports, sum(report) AS figures, coverage(report) AS coverage
		FROM current_report WHERE NOT consolidates
		GROUP BY year, level, level_label;

	CREATE VIEW consolidated_by_sector AS
		SELECT year, sector, sector_label, count(*) AS reports, sum(report) AS figures, coverage(report) AS coverage
		FROM current_report WHERE NOT consolidates
		GROUP BY year, sector, sector_label;

	CREATE VIEW consolidated_by_parent AS
		SELECT r.year, a.parent, count(*) AS reports, sum(r.report) AS figures, coverage(r.report) AS coverage
		FROM report r JOIN agency a ON a.name = r.agency
		WHERE r.superseded_by IS NULL AND a.parent IS NOT NULL
		GROUP BY r.year, a.parent;
	$views$, 'CREATE VIEW', verb);

	-- from the sums, however many reports are in them
	EXECUTE replace($views$
	CREATE VIEW consolidated_outcome AS
		SELECT s.year, s.form, s.reports, s.reports_of_year, o.category, c.label AS category_label, c.english AS category_english, o.item, o.label, i.english AS item_english,
			o.natural_person, o.business, o.research, o.public_interest, o.legal_service, o.other, o.total,
			of_form.reports - h.natural_person AS natural_person_missing, of_form.reports - h.business AS business_missing, of_form.reports - h.research AS research_missing,
			of_form.reports - h.public_interest AS public_interest_missing, of_form.reports - h.legal_service AS legal_service_missing,
			of_form.reports - h.other AS other_missing, of_form.reports - h.total AS total_missing
		FROM consolidated_by_form s
		CROSS JOIN LATERAL report_outcomes(s.figures) o
		JOIN LATERAL report_outcomes(s.coverage) h ON h.item = o.item
		-- a row of the other form is missing nowhere
		LEFT JOIN LATERAL (SELECT item, s.reports FROM report_outcomes(jsonb_populate_record(NULL::disclosure_report, jsonb_build_object('form', s.form)))) of_form ON of_form.item = o.item
		JOIN name_dictionary('category') c ON c.name = o.category
		JOIN name_dictionary('item') i ON i.name = o.item;

	CREATE VIEW outcomes_by_category AS
		SELECT year, category, category_label, category_english, applicant, label, english, applications,
			round(applications / nullif(sum(applications) OVER (PARTITION BY year), 0), 6) AS share, reports, missing
		FROM (
			SELECT o.year, o.category, o.category_label, o.category_english, a.applicant, n.label, n.english, sum(a.applications) AS applications,
				min(o.reports_of_year) AS reports, coalesce(sum(a.missing), 0)::bigint AS missing
			FROM consolidated_outcome o,
			LATERAL (VALUES ('natural_person', natural_person, natural_person_missing), ('business', business, business_missing), ('research', research, research_missing),
				('public_interest', public_interest, public_interest_missing), ('legal_service', legal_service, legal_service_missing),
				('other', other, other_missing)) a (applicant, applications, missing)
			JOIN name_dictionary('applicant') n ON n.name = a.applicant
			GROUP BY o.year, o.category, o.category_label, o.category_english, a.applicant, n.label, n.english) c;

	CREATE VIEW outcomes_by_year AS
		SELECT year, category, category_label, category_english, applications,
			round(applications / nullif(sum(applications) OVER (PARTITION BY year), 0), 6) AS share, reports, missing
		FROM (
			SELECT year, category, category_label, category_english, sum(total) AS applications,
				min(reports_of_year) AS reports, coalesce(sum(total_missing), 0)::bigint AS missing
			FROM consolidated_outcome
			GROUP BY year, category, category_label, category_english) c;
	$views$, 'CREATE VIEW', verb);

	-- rates, alone, among peers and between years
	EXECUTE replace($views$
	CREATE VIEW agency_metrics AS
		SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label, r.consolidates,
			m.metric, d.label, d.english, m.numerator, m.base, m.minimum_base, m.rate
		FROM current_report r CROSS JOIN LATERAL report_metrics(r.report) m JOIN metric_dictionary() d USING (metric);

	CREATE VIEW peer_percentiles AS
		SELECT m.agency, year, level, m.level_label, sector, m.sector_label, metric, m.label, m.english, m.rate, p.peers,
			rank() OVER (PARTITION BY year, level, sector, metric ORDER BY m.rate DESC) AS rank,
			round(p.percentiles[1]::numeric, 6) AS p10, round(p.percentiles[2]::numeric, 6) AS p25, round(p.percentiles[3]::numeric, 6) AS p50,
			round(p.percentiles[4]::numeric, 6) AS p75, round(p.percentiles[5]::numeric, 6) AS p90
		FROM agency_metrics m JOIN (
			SELECT year, level, sector, metric, count(*) AS peers, percentile_cont(ARRAY[0.1, 0.25, 0.5, 0.75, 0.9]) WITHIN GROUP (ORDER BY rate) AS percentiles
			FROM agency_metrics WHERE rate IS NOT NULL
			GROUP BY year, level, sector, metric) p USING (year, level, sector, metric)
		WHERE m.rate IS NOT NULL;

	CREATE VIEW year_over_year AS
		SELECT agency, year, section, item, column_name, label, previous, current, current - previous AS difference,
			CASE WHEN previous > 0 THEN round(round(current, 10) / previous, 6) END AS ratio,
			CASE WHEN column_name <> 'change' AND num_nulls(previous, current) = 0 THEN abs(current - previous) >= 10 AND greatest(current, previous) >= 3 * least(current, previous) END AS is_jump
		FROM (
			SELECT r.agency, r.year, cell.*
			FROM report r JOIN report before ON before.agency = r.agency AND before.year = r.year - 1
			CROSS JOIN LATERAL (
				SELECT n.section, n.item, n.column_name, n.label, b.value AS previous, n.value AS current
				FROM report_cells(r.report) n JOIN report_cells(before.report) b ON b.item = n.item AND b.column_name = n.column_name
				WHERE n.section = 2 OR n.column_name = 'total'
				OFFSET 0) cell
			WHERE r.superseded_by IS NULL AND before.superseded_by IS NULL) pair;
	$views$, 'CREATE VIEW', verb);

	-- what is doubtful, and what parents publish otherwise than their children
	EXECUTE replace($views$
	CREATE VIEW findings AS
		SELECT r.filing_id, r.agency, r.year, 'report' AS origin, v.rule, v.item, v.column_name, v.expression, v.lhs, v.rhs, v.difference
		FROM report r, report_violations(r.report) v
		WHERE r.superseded_by IS NULL AND v.severity = 'finding'
		UNION ALL
		SELECT r.filing_id, r.agency, r.year, 'document', v.rule, v.item, v.column_name, v.expression, v.lhs, v.rhs, v.difference
		FROM report r JOIN filing f ON f.id = r.filing_id,
		LATERAL (SELECT * FROM document_findings(f.body) UNION ALL SELECT * FROM document_findings(f.raw)) v
		WHERE r.superseded_by IS NULL;

	CREATE VIEW consolidation AS
		SELECT agency, year, section, item, column_name, label, published, children_sum, children, missing_children, missing_cells,
			CASE WHEN missing_children = 0 AND missing_cells = 0 THEN published - children_sum END AS difference
		FROM (
			SELECT p.agency, p.year, cell.section, cell.item, cell.column_name, cell.label, cell.published, cell.children_sum,
				c.children, c.children - coalesce(s.reports, 0) AS missing_children, (coalesce(s.reports, 0) - coalesce(cell.present, 0))::bigint AS missing_cells
			FROM (SELECT parent, count(*) AS children FROM agency WHERE parent IS NOT NULL GROUP BY parent) c
			JOIN report p ON p.agency = c.parent AND p.superseded_by IS NULL
			LEFT JOIN consolidated_by_parent s ON s.parent = p.agency AND s.year = p.year
			-- in the parent's form, whatever those of its children are
			CROSS JOIN LATERAL (
				SELECT x.section, x.item, x.column_name, x.label, x.value AS published, f.value AS children_sum, v.value AS present
				FROM report_cells(p.report) x
				LEFT JOIN report_cells(jsonb_populate_record(s.figures, jsonb_build_object('form', p.form))) f ON f.item = x.item AND f.column_name = x.column_name
				LEFT JOIN report_cells(jsonb_populate_record(s.coverage, jsonb_build_object('form', p.form))) v ON v.item = x.item AND v.column_name = x.column_name
				OFFSET 0) cell) compared;

	CREATE VIEW consolidation_gaps AS SELECT * FROM consolidation WHERE difference <> 0;
	$views$, 'CREATE VIEW', verb);

	FOR entry IN
		SELECT c.relname, a.attname, concat_ws(' / ', d.label, d.description) AS comment
		FROM view_dictionary() v
		JOIN pg_class c ON c.relname = v.view_name AND c.relnamespace = to_regnamespace(quote_ident(schema))
		LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
		JOIN LATERAL (SELECT * FROM view_dictionary() w WHERE w.column_name = a.attname AND w.view_name IN (c.relname, '') ORDER BY w.view_name DESC LIMIT 1) d ON true
		WHERE v.column_name = ''
		UNION ALL
		SELECT view_name, NULL, concat_ws(' / ', label, description) FROM view_dictionary() WHERE column_name = ''
	LOOP
		EXECUTE CASE WHEN entry.attname IS NULL THEN format('COMMENT ON VIEW %I IS %L', entry.relname, entry.comment)
			ELSE format('COMMENT ON COLUMN %I.%I IS %L', entry.relname, entry.attname, entry.comment) END;
	END LOOP;
END $procedure$;
COMMENT ON PROCEDURE create_registry_views(name, boolean) IS
	'Makes the views of a registry that add up, compare and list its reports; create_registry calls it. After an update of the extension it makes them anew, with the rights and other views that depend on them kept. With remake false, the error duplicate_table if one is there already. Other errors: undefined_table if the schema holds no registry';
