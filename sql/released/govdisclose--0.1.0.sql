\echo Use "CREATE EXTENSION govdisclose" to load this file. \quit

-- types: made by src/form/generate.pl from the tables beside it; not to be edited

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
	proactive_form integer,
	overview text,
	proactive proactive_disclosure,
	applications application_outcomes,
	disputes dispute_outcomes,
	problems text,
	other_matters text
);


-- disclosure_figures: the figures of a report without its words

CREATE TYPE disclosure_figures;
CREATE FUNCTION disclosure_figures_in(cstring) RETURNS disclosure_figures
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3000;
COMMENT ON FUNCTION disclosure_figures_in(cstring) IS
	'Input: what disclosure_figures_out of this version or an earlier one wrote, or a report as '
	'text, of which year, form and figures are kept';
CREATE FUNCTION disclosure_figures_out(disclosure_figures) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION disclosure_figures_out(disclosure_figures) IS
	'Output: what disclosure_figures_send gives, in base64';
CREATE FUNCTION disclosure_figures_recv(internal) RETURNS disclosure_figures
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_recv(internal) IS
	'Binary input: what disclosure_figures_send of this version or an earlier one wrote';
CREATE FUNCTION disclosure_figures_send(disclosure_figures) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_send(disclosure_figures) IS
	'Binary output: a version, year, form and figures, the same on every machine';

-- preferred among row types, so that a literal or a parameter without a type can still be given
-- to what takes either
CREATE TYPE disclosure_figures (
	INPUT = disclosure_figures_in, OUTPUT = disclosure_figures_out,
	RECEIVE = disclosure_figures_recv, SEND = disclosure_figures_send,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = int4, STORAGE = main, CATEGORY = 'C', PREFERRED = true);
COMMENT ON TYPE disclosure_figures IS
	'Year, form and all figures of a report without its title, agency and narrative, in 100 to 300'
	' bytes: for columns that are added up by the million. Every function that takes a report takes'
	' it, too; a cell is NULL where that of the report was';

CREATE FUNCTION disclosure_figures(report disclosure_report) RETURNS disclosure_figures
	AS 'MODULE_PATHNAME', 'figures_from_report' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500;
COMMENT ON FUNCTION disclosure_figures(disclosure_report) IS 'Year, form and figures of a report';
CREATE FUNCTION disclosure_report(figures disclosure_figures) RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'report_from_figures' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000;
COMMENT ON FUNCTION disclosure_report(disclosure_figures) IS
	'The report that has these figures; title, agency and narrative are NULL';

-- what loses the words is to be asked for
CREATE CAST (disclosure_report AS disclosure_figures)
	WITH FUNCTION disclosure_figures(disclosure_report);
COMMENT ON CAST (disclosure_report AS disclosure_figures) IS
	'Leaves title, agency and narrative out';
CREATE CAST (disclosure_figures AS disclosure_report)
	WITH FUNCTION disclosure_report(disclosure_figures) AS IMPLICIT;
COMMENT ON CAST (disclosure_figures AS disclosure_report) IS
	'A report without title, agency and narrative';

-- to_json, to_jsonb and all that makes JSON of a row look for this cast
CREATE FUNCTION figures_to_json(figures disclosure_figures) RETURNS json
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION figures_to_json(disclosure_figures) IS
	'An object: year, form, proactive, applications and disputes, named as in disclosure_report';
CREATE CAST (disclosure_figures AS json) WITH FUNCTION figures_to_json(disclosure_figures);
COMMENT ON CAST (disclosure_figures AS json) IS
	'An object: year, form, proactive, applications and disputes, named as in disclosure_report';

-- an order, for DISTINCT, GROUP BY and the like
CREATE FUNCTION disclosure_figures_cmp(disclosure_figures, disclosure_figures) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_cmp(disclosure_figures, disclosure_figures) IS
	'0 if year, form and all figures are the same; the order of others means nothing, but is always'
	' the same';
CREATE FUNCTION disclosure_figures_lt(disclosure_figures, disclosure_figures) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_lt(disclosure_figures, disclosure_figures) IS
	'Implementation of <';
CREATE FUNCTION disclosure_figures_le(disclosure_figures, disclosure_figures) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_le(disclosure_figures, disclosure_figures) IS
	'Implementation of <=';
CREATE FUNCTION disclosure_figures_eq(disclosure_figures, disclosure_figures) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_eq(disclosure_figures, disclosure_figures) IS
	'Implementation of =';
CREATE FUNCTION disclosure_figures_ne(disclosure_figures, disclosure_figures) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_ne(disclosure_figures, disclosure_figures) IS
	'Implementation of <>';
CREATE FUNCTION disclosure_figures_ge(disclosure_figures, disclosure_figures) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_ge(disclosure_figures, disclosure_figures) IS
	'Implementation of >=';
CREATE FUNCTION disclosure_figures_gt(disclosure_figures, disclosure_figures) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_gt(disclosure_figures, disclosure_figures) IS
	'Implementation of >';

CREATE OPERATOR < (
	LEFTARG = disclosure_figures, RIGHTARG = disclosure_figures, FUNCTION = disclosure_figures_lt,
	COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
CREATE OPERATOR <= (
	LEFTARG = disclosure_figures, RIGHTARG = disclosure_figures, FUNCTION = disclosure_figures_le,
	COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel);
CREATE OPERATOR = (
	LEFTARG = disclosure_figures, RIGHTARG = disclosure_figures, FUNCTION = disclosure_figures_eq,
	COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR <> (
	LEFTARG = disclosure_figures, RIGHTARG = disclosure_figures, FUNCTION = disclosure_figures_ne,
	COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel);
CREATE OPERATOR >= (
	LEFTARG = disclosure_figures, RIGHTARG = disclosure_figures, FUNCTION = disclosure_figures_ge,
	COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel);
CREATE OPERATOR > (
	LEFTARG = disclosure_figures, RIGHTARG = disclosure_figures, FUNCTION = disclosure_figures_gt,
	COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel);
COMMENT ON OPERATOR < (disclosure_figures, disclosure_figures) IS
	'Is it before the other in some order?';
COMMENT ON OPERATOR <= (disclosure_figures, disclosure_figures) IS
	'Is it before the other in some order, or the same?';
COMMENT ON OPERATOR = (disclosure_figures, disclosure_figures) IS
	'Are year, form and all figures the same?';
COMMENT ON OPERATOR <> (disclosure_figures, disclosure_figures) IS
	'Is the year, the form or any figure another?';
COMMENT ON OPERATOR >= (disclosure_figures, disclosure_figures) IS
	'Is it behind the other in some order, or the same?';
COMMENT ON OPERATOR > (disclosure_figures, disclosure_figures) IS
	'Is it behind the other in some order?';

CREATE OPERATOR CLASS disclosure_figures_ops DEFAULT FOR TYPE disclosure_figures USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 disclosure_figures_cmp(disclosure_figures, disclosure_figures);
COMMENT ON OPERATOR CLASS disclosure_figures_ops USING btree IS
	'The order of disclosure_figures, which means nothing but tells what is the same';
COMMENT ON OPERATOR FAMILY disclosure_figures_ops USING btree IS 'The order of disclosure_figures';

-- a hash, for DISTINCT, GROUP BY, joins and partitions of many
CREATE FUNCTION disclosure_figures_hash(disclosure_figures) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_hash(disclosure_figures) IS
	'The same for values that are equal, in every version';
CREATE FUNCTION disclosure_figures_hash_extended(disclosure_figures, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_hash_extended(disclosure_figures, bigint) IS
	'The same for values that are equal, in every version; with a seed';
CREATE OPERATOR CLASS disclosure_figures_ops DEFAULT FOR TYPE disclosure_figures USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 disclosure_figures_hash(disclosure_figures),
	FUNCTION 2 disclosure_figures_hash_extended(disclosure_figures, bigint);
COMMENT ON OPERATOR CLASS disclosure_figures_ops USING hash IS 'Hashes of disclosure_figures';
COMMENT ON OPERATOR FAMILY disclosure_figures_ops USING hash IS 'Hashes of disclosure_figures';

-- reading: parse_report, and what shows how it read

-- The labels of the form, as far as the encoding of the database has their characters: this script
-- itself is ASCII.
CREATE FUNCTION comment_on_types() RETURNS void AS 'MODULE_PATHNAME' LANGUAGE C;
SELECT comment_on_types();
DROP FUNCTION comment_on_types();

CREATE FUNCTION parse_report(body text, strict boolean DEFAULT false) RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'parse_report_text'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION parse_report(text, boolean) IS
	'The report that a text holds: every cell as printed, or NULL. NULL if the text holds no '
	'part of the form; with strict an error (invalid_text_representation) says so';

CREATE FUNCTION parse_report(body bytea, strict boolean DEFAULT false) RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'parse_report_bytes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION parse_report(bytea, boolean) IS
	'The report that a file holds, whatever its format (see document_kind) and its encoding (see '
	'report_encoding): otherwise as from text. With strict an error says what a file is that is '
	'not read. Only what unpacks to too much is an error by itself (program_limit_exceeded)';

CREATE FUNCTION split_reports(
	body text, OUT number integer, OUT title text, OUT agency text, OUT year integer,
	OUT line integer, OUT report text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'split_reports_text'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20000 ROWS 2;
COMMENT ON FUNCTION split_reports(text) IS
	'Each report of a text that holds several, as text for parse_report: its number, title, agency '
	'and year, and the line on which it begins. One row for a text with one, none without';

CREATE FUNCTION split_reports(
	body bytea, OUT number integer, OUT title text, OUT agency text, OUT year integer,
	OUT line integer, OUT report text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'split_reports_bytes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20000 ROWS 2;
COMMENT ON FUNCTION split_reports(bytea) IS
	'The same from the bytes of a file; lines are those of decode_report(body)';

CREATE TYPE disclosure_cell AS (
	section integer,
	number text,
	item text,
	column_name text,
	label text,
	value numeric
);
COMMENT ON TYPE disclosure_cell IS 'A cell of a report';
COMMENT ON COLUMN disclosure_cell.section IS 'The section of the form: 2, 3 or 4';
COMMENT ON COLUMN disclosure_cell.number IS
	'The number of the row: in section 2 the paragraph of article 20 of the regulations, '
	'in section 3 as in 3.1, in section 4 the name of the group';
COMMENT ON COLUMN disclosure_cell.item IS
	'The name of the row, with a dot between group and row: denied.state_secret';
COMMENT ON COLUMN disclosure_cell.column_name IS 'The name of the column: natural_person ... total';
COMMENT ON COLUMN disclosure_cell.label IS 'The labels of row and column in the form';
COMMENT ON COLUMN disclosure_cell.value IS 'The value; NULL where there is none';

CREATE FUNCTION report_cells(report disclosure_report) RETURNS SETOF disclosure_cell
	AS 'MODULE_PATHNAME', 'report_cells'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3000 ROWS 200;
COMMENT ON FUNCTION report_cells(disclosure_report) IS
	'One row for each cell of the report''s form, in the form''s order; value is NULL where the '
	'report has none';

CREATE FUNCTION report_cells(figures disclosure_figures) RETURNS SETOF disclosure_cell
	AS 'MODULE_PATHNAME', 'report_cells_packed'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3000 ROWS 200;
COMMENT ON FUNCTION report_cells(disclosure_figures) IS
	'The same from the figures of a report without its words';

CREATE FUNCTION cell_values(figures disclosure_figures) RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 1;
COMMENT ON FUNCTION cell_values(disclosure_figures) IS
	'One row with a column for each cell of cell_dictionary(), in its order: bigint, or numeric '
	'for money. What the view figures_flat is made of';

CREATE FUNCTION lacks_cells(figures disclosure_figures) RETURNS boolean
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION lacks_cells(disclosure_figures) IS
	'Does report_cells list a cell without a value?';

CREATE FUNCTION cells_known(report disclosure_report) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION cells_known(disclosure_report) IS
	'How many cells of a report have a value: count(value) over report_cells(report)';
CREATE FUNCTION cells_expected(report disclosure_report) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION cells_expected(disclosure_report) IS
	'How many cells the forms have that the tables of a report follow: count(*) over '
	'report_cells(report)';
CREATE FUNCTION knows_less(figures disclosure_figures, than disclosure_figures) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION knows_less(disclosure_figures, disclosure_figures) IS
	'Do other figures know a cell of the form of these that these do not, whatever they know else?';

CREATE TYPE disclosure_evidence AS (
	section integer,
	number text,
	item text,
	column_name text,
	value numeric,
	kind text,
	proof text,
	reason text,
	raw text,
	line integer,
	"position" integer,
	place text
);
COMMENT ON TYPE disclosure_evidence IS
	'What stands behind a cell of a report; section to value as in disclosure_cell';
COMMENT ON COLUMN disclosure_evidence.kind IS
	'What stands in the cell: number, blank, not_applicable, text, absent or ambiguous';
COMMENT ON COLUMN disclosure_evidence.proof IS
	'What proves that the number is the one of this cell: header, column, row, total or sums';
COMMENT ON COLUMN disclosure_evidence.reason IS
	'Why the cell has no value: not_shown, blank, unplaced, several, other_columns, damaged, '
	'cut_off, no_number or no_unit; NULL if it has one';
COMMENT ON COLUMN disclosure_evidence.raw IS 'The text that was read';
COMMENT ON COLUMN disclosure_evidence.line IS 'The line where it stands, from 1';
COMMENT ON COLUMN disclosure_evidence."position" IS
	'The character of the text where it begins, from 1';
COMMENT ON COLUMN disclosure_evidence.place IS
	'Where a reader of the document finds it: sheet and cell, or table and row; NULL in a text '
	'without tables';

CREATE FUNCTION report_evidence(body text) RETURNS SETOF disclosure_evidence
	AS 'MODULE_PATHNAME', 'report_evidence_text'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3000 ROWS 200;
COMMENT ON FUNCTION report_evidence(text) IS
	'The proof behind each cell of the report that a text holds; no row if the text is no report';

CREATE FUNCTION report_evidence(body bytea) RETURNS SETOF disclosure_evidence
	AS 'MODULE_PATHNAME', 'report_evidence_bytes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3000 ROWS 200;
COMMENT ON FUNCTION report_evidence(bytea) IS
	'The same from the bytes of a file; line and position are places in decode_report(body)';

CREATE FUNCTION document_kind(
	body bytea, OUT kind text, OUT media_type text, OUT is_read boolean)
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000;
COMMENT ON FUNCTION document_kind(bytea) IS
	'What a file is by its bytes, whatever its name: kind (docx, xlsx, html, pdf, ...), its media '
	'type, and is_read, whether parse_report reads it as it is';

CREATE FUNCTION decode_report(body bytea) RETURNS text
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION decode_report(bytea) IS
	'The text that parse_report reads from the bytes of a file: what no character can be made of '
	'is U+FFFD, or ? where the encoding of the database lacks it';

CREATE FUNCTION report_encoding(
	body bytea, OUT encoding text, OUT basis text, OUT undecodable bigint)
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION report_encoding(bytea) IS
	'How the bytes of a file are decoded: encoding; basis, what decided for it (byte order mark, '
	'well-formed, zero bytes, declaration, content, detection, none); undecodable, how many '
	'stretches of bytes became U+FFFD';

-- cells by their names, and two reports beside each other: figure, report_changes

CREATE FUNCTION figure_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C STRICT;
COMMENT ON FUNCTION figure_support(internal) IS
	'Part of figure: where item and column are constants, the planner calls what takes cstrings';

CREATE FUNCTION figure(report disclosure_report, item text, column_name text) RETURNS numeric
	AS 'MODULE_PATHNAME', 'figure'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300 SUPPORT figure_support;
COMMENT ON FUNCTION figure(disclosure_report, text, text) IS
	'One cell of a report, by item and column as report_cells names them; NULL if it has no value. '
	'A name that no form has is the error invalid_parameter_value';

CREATE FUNCTION figure(figures disclosure_figures, item text, column_name text) RETURNS numeric
	AS 'MODULE_PATHNAME', 'figure_packed'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 SUPPORT figure_support;
COMMENT ON FUNCTION figure(disclosure_figures, text, text) IS
	'The same from the figures of a report without its words';

-- What depends on a collation that is none of a foreign column's is not sent to a foreign server.
CREATE FUNCTION figure(report disclosure_report, item cstring, column_name cstring)
	RETURNS numeric AS 'MODULE_PATHNAME', 'figure_named'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION figure(disclosure_report, cstring, cstring) IS
	'The same by names without a collation; what the planner makes of constants, so that '
	'postgres_fdw sends it';

CREATE FUNCTION figure(figures disclosure_figures, item cstring, column_name cstring)
	RETURNS numeric AS 'MODULE_PATHNAME', 'figure_packed_named'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION figure(disclosure_figures, cstring, cstring) IS
	'The same from the figures of a report without its words';

CREATE TYPE disclosure_change AS (
	section integer,
	number text,
	item text,
	column_name text,
	previous numeric,
	current numeric,
	difference numeric,
	ratio numeric
);
COMMENT ON TYPE disclosure_change IS 'A cell of two reports';
COMMENT ON COLUMN disclosure_change.section IS 'The section of the form: 2, 3 or 4';
COMMENT ON COLUMN disclosure_change.number IS 'The number of the row, as in report_cells';
COMMENT ON COLUMN disclosure_change.item IS 'The name of the row, as in report_cells';
COMMENT ON COLUMN disclosure_change.column_name IS 'The name of the column, as in report_cells';
COMMENT ON COLUMN disclosure_change.previous IS 'What the first report says; NULL where nothing';
COMMENT ON COLUMN disclosure_change.current IS 'What the second report says; NULL where nothing';
COMMENT ON COLUMN disclosure_change.difference IS
	'current - previous; NULL where either is';
COMMENT ON COLUMN disclosure_change.ratio IS
	'current / previous, rounded to six places; NULL where either is, and where previous is not '
	'above 0';

CREATE FUNCTION report_changes(a disclosure_report, b disclosure_report)
	RETURNS SETOF disclosure_change
	AS 'MODULE_PATHNAME', 'report_changes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3000 ROWS 200;
COMMENT ON FUNCTION report_changes(disclosure_report, disclosure_report) IS
	'Two reports beside each other: one row for each cell that report_cells lists for one of them, '
	'in the form''s order';

CREATE FUNCTION report_changes(a disclosure_figures, b disclosure_figures)
	RETURNS SETOF disclosure_change
	AS 'MODULE_PATHNAME', 'report_changes_packed'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3000 ROWS 200;
COMMENT ON FUNCTION report_changes(disclosure_figures, disclosure_figures) IS
	'The same from the figures of reports without their words';

CREATE FUNCTION year_changes(
	before disclosure_figures, now disclosure_figures,
	OUT section integer, OUT item text, OUT column_name text, OUT label text,
	OUT previous numeric, OUT current numeric, OUT difference numeric, OUT ratio numeric,
	OUT is_jump boolean)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'year_changes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 57;
COMMENT ON FUNCTION year_changes(disclosure_figures, disclosure_figures) IS
	'The rows of the view year_over_year: report_changes for the cells of section 2 and the totals '
	'that report_cells lists for both reports';

CREATE FUNCTION year_carryover(
	before disclosure_figures, now disclosure_figures,
	OUT column_name text, OUT carried_out_before bigint, OUT carried_in bigint,
	OUT difference numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'year_carryover'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300 ROWS 7;
COMMENT ON FUNCTION year_carryover(disclosure_figures, disclosure_figures) IS
	'The rows of the view carryover: what a report carries out, and that of the next year in';

CREATE FUNCTION year_stock(
	before disclosure_figures, now disclosure_figures,
	OUT item text, OUT in_force_before bigint, OUT issued bigint, OUT repealed bigint,
	OUT in_force bigint, OUT difference numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'year_stock'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300 ROWS 2;
COMMENT ON FUNCTION year_stock(disclosure_figures, disclosure_figures) IS
	'The rows of the view stock: what was in force by a report, and what was issued, repealed and '
	'in force by that of the next year';

-- printing: format_report, format_report_file, format_comparison, format_sum, format_sum_file

CREATE FUNCTION format_report(report disclosure_report, format text DEFAULT 'text') RETURNS text
	AS 'MODULE_PATHNAME', 'format_report'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20000;
COMMENT ON FUNCTION format_report(disclosure_report, text) IS
	'The report as the official form prints it, as text, markdown or html; '
	'parse_report of it gives the report back. A missing cell is blank; '
	'cells that fail a check are marked, and notes at the end name it. '
	'Any other format is an error (invalid_parameter_value)';

CREATE FUNCTION format_report_file(report disclosure_report, format text) RETURNS bytea
	AS 'MODULE_PATHNAME', 'format_report_file'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION format_report_file(disclosure_report, text) IS
	'The report as the official form prints it, as a file: docx or xlsx. The same bytes for the '
	'same report; parse_report of them gives it back. Marks and notes are those of format_report. '
	'Any other format is an error (invalid_parameter_value)';

CREATE FUNCTION format_comparison(
	a disclosure_report, b disclosure_report, format text DEFAULT 'text') RETURNS text
	AS 'MODULE_PATHNAME', 'format_comparison'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20000;
COMMENT ON FUNCTION format_comparison(disclosure_report, disclosure_report, text) IS
	'Two reports beside each other in the tables of the form that b follows, as text, markdown or '
	'html: what changed most comes first; what differs is shown from a to b, with the difference; '
	'a missing cell is a question mark, and cells that are 0 in both are dots; '
	'of the narratives the sentences that one of them lacks. '
	'Any other format is an error (invalid_parameter_value)';

CREATE FUNCTION format_sum(
	figures disclosure_report, coverage disclosure_report, reports bigint, title text,
	remarks text[] DEFAULT '{}', format text DEFAULT 'html') RETURNS text
	AS 'MODULE_PATHNAME', 'format_sum'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20000;
COMMENT ON FUNCTION format_sum(disclosure_report, disclosure_report, bigint, text, text[], text) IS
	'The sum of so many reports, as sum and coverage give it, in the tables of its form, as text, '
	'markdown or html, below a title and remarks: beside each sum that not all reports have '
	'stands how many do. Any other format is an error (invalid_parameter_value)';

CREATE FUNCTION format_sum_file(
	figures disclosure_report, coverage disclosure_report, reports bigint, title text,
	remarks text[], format text) RETURNS bytea
	AS 'MODULE_PATHNAME', 'format_sum_file'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION format_sum_file(
	disclosure_report, disclosure_report, bigint, text, text[], text) IS
	'The same as a file: docx or xlsx. '
	'Any other format is an error (invalid_parameter_value)';

-- sums: sum, coverage, + and -

CREATE TYPE disclosure_sum;
CREATE FUNCTION disclosure_sum_in(cstring)
	RETURNS disclosure_sum
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION disclosure_sum_in(cstring) IS
	'Input: what disclosure_sum_out of this version wrote';

CREATE FUNCTION disclosure_sum_out(disclosure_sum)
	RETURNS cstring
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION disclosure_sum_out(disclosure_sum) IS
	'Output: the name of a type, and numbers';

CREATE FUNCTION disclosure_sum_recv(internal)
	RETURNS disclosure_sum
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3000;
COMMENT ON FUNCTION disclosure_sum_recv(internal) IS
	'Binary input: what disclosure_sum_send of this version wrote';

CREATE FUNCTION disclosure_sum_send(disclosure_sum)
	RETURNS bytea
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3000;
COMMENT ON FUNCTION disclosure_sum_send(disclosure_sum) IS
	'Binary output: the same on every machine';

CREATE TYPE disclosure_sum (
	INPUT = disclosure_sum_in, OUTPUT = disclosure_sum_out,
	RECEIVE = disclosure_sum_recv, SEND = disclosure_sum_send,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended);
COMMENT ON TYPE disclosure_sum IS
	'What sum and coverage have added up so far: made by sum_state on one server, added up by sum '
	'and coverage on another. It is no form to keep: other versions do not read it';

CREATE FUNCTION sum_combine(disclosure_sum, disclosure_sum)
	RETURNS disclosure_sum
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300;
COMMENT ON FUNCTION sum_combine(disclosure_sum, disclosure_sum) IS
	'Part of sum and coverage: both sums together';

CREATE FUNCTION sum_add(disclosure_sum, disclosure_report)
	RETURNS disclosure_sum
	AS 'MODULE_PATHNAME', 'sum_add_disclosure_report'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500;
COMMENT ON FUNCTION sum_add(disclosure_sum, disclosure_report) IS
	'Part of sum and coverage: one input more';

CREATE FUNCTION sum_remove(disclosure_sum, disclosure_report)
	RETURNS disclosure_sum
	AS 'MODULE_PATHNAME', 'sum_remove_disclosure_report'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500;
COMMENT ON FUNCTION sum_remove(disclosure_sum, disclosure_report) IS
	'Part of sum and coverage: an input that leaves the frame of a window';

CREATE FUNCTION sum_result(disclosure_sum, disclosure_report)
	RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'sum_result_disclosure_report'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500;
COMMENT ON FUNCTION sum_result(disclosure_sum, disclosure_report) IS
	'Part of sum: what has been added up';

CREATE FUNCTION coverage_result(disclosure_sum, disclosure_report)
	RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'coverage_result_disclosure_report'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500;
COMMENT ON FUNCTION coverage_result(disclosure_sum, disclosure_report) IS
	'Part of coverage: what has been counted';

CREATE AGGREGATE sum(disclosure_report) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 5904,
	FINALFUNC = sum_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 5904,
	MFINALFUNC = sum_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum(disclosure_report) IS
	'The sum of each cell over those reports that have a value in it; NULL where none has '
	'one, and over nothing but NULLs: year and form are NULL unless all have the same; title, '
	'agency and narrative are NULL. A count that is too large for a bigint is the error '
	'numeric_value_out_of_range';

CREATE AGGREGATE coverage(disclosure_report) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 5904,
	FINALFUNC = coverage_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 5904,
	MFINALFUNC = coverage_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE coverage(disclosure_report) IS
	'How many reports have a value in each cell, 0 where none has; NULL only if there are no '
	'rows at all: year and form are NULL unless all have the same; title, agency and '
	'narrative are NULL';

CREATE AGGREGATE sum_state(disclosure_report) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 5904,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 5904,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum_state(disclosure_report) IS
	'The sum of reports before it is shown, so that another server can add it to its own: see '
	'sum(disclosure_sum)';

CREATE FUNCTION add_cells(disclosure_report, disclosure_report)
	RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'add_disclosure_report'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000;
COMMENT ON FUNCTION add_cells(disclosure_report, disclosure_report) IS
	'Implementation of +';

CREATE OPERATOR + (
	LEFTARG = disclosure_report, RIGHTARG = disclosure_report,
	FUNCTION = add_cells, COMMUTATOR = +);
COMMENT ON OPERATOR + (disclosure_report, disclosure_report) IS
	'The sum of each cell, NULL where either has no value: year and form are NULL unless all '
	'have the same; title, agency and narrative are NULL. A count that is too large for a '
	'bigint is the error numeric_value_out_of_range';

CREATE FUNCTION subtract_cells(disclosure_report, disclosure_report)
	RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'subtract_disclosure_report'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000;
COMMENT ON FUNCTION subtract_cells(disclosure_report, disclosure_report) IS
	'Implementation of -';

CREATE OPERATOR - (
	LEFTARG = disclosure_report, RIGHTARG = disclosure_report,
	FUNCTION = subtract_cells);
COMMENT ON OPERATOR - (disclosure_report, disclosure_report) IS
	'The difference of each cell, which may be negative; NULL where either has no value: year '
	'and form are NULL unless all have the same; title, agency and narrative are NULL. A '
	'count that is too large for a bigint is the error numeric_value_out_of_range';

CREATE FUNCTION sum_add(disclosure_sum, disclosure_figures)
	RETURNS disclosure_sum
	AS 'MODULE_PATHNAME', 'sum_add_disclosure_figures'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION sum_add(disclosure_sum, disclosure_figures) IS
	'Part of sum and coverage: one input more';

CREATE FUNCTION sum_remove(disclosure_sum, disclosure_figures)
	RETURNS disclosure_sum
	AS 'MODULE_PATHNAME', 'sum_remove_disclosure_figures'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION sum_remove(disclosure_sum, disclosure_figures) IS
	'Part of sum and coverage: an input that leaves the frame of a window';

CREATE FUNCTION sum_result(disclosure_sum, disclosure_figures)
	RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'sum_result_disclosure_figures'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION sum_result(disclosure_sum, disclosure_figures) IS
	'Part of sum: what has been added up';

CREATE FUNCTION coverage_result(disclosure_sum, disclosure_figures)
	RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'coverage_result_disclosure_figures'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION coverage_result(disclosure_sum, disclosure_figures) IS
	'Part of coverage: what has been counted';

CREATE AGGREGATE sum(disclosure_figures) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 5904,
	FINALFUNC = sum_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 5904,
	MFINALFUNC = sum_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum(disclosure_figures) IS
	'The sum of each cell over those reports that have a value in it; NULL where none has '
	'one, and over nothing but NULLs: year and form are NULL unless all have the same; title, '
	'agency and narrative are NULL. A count that is too large for a bigint is the error '
	'numeric_value_out_of_range';

CREATE AGGREGATE coverage(disclosure_figures) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 5904,
	FINALFUNC = coverage_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 5904,
	MFINALFUNC = coverage_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE coverage(disclosure_figures) IS
	'How many reports have a value in each cell, 0 where none has; NULL only if there are no '
	'rows at all: year and form are NULL unless all have the same; title, agency and '
	'narrative are NULL';

CREATE AGGREGATE sum_state(disclosure_figures) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 5904,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 5904,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum_state(disclosure_figures) IS
	'The sum of reports before it is shown, so that another server can add it to its own: see '
	'sum(disclosure_sum)';

CREATE FUNCTION sum_add(disclosure_sum, proactive_disclosure)
	RETURNS disclosure_sum
	AS 'MODULE_PATHNAME', 'sum_add_proactive_disclosure'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION sum_add(disclosure_sum, proactive_disclosure) IS
	'Part of sum and coverage: one input more';

CREATE FUNCTION sum_remove(disclosure_sum, proactive_disclosure)
	RETURNS disclosure_sum
	AS 'MODULE_PATHNAME', 'sum_remove_proactive_disclosure'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION sum_remove(disclosure_sum, proactive_disclosure) IS
	'Part of sum and coverage: an input that leaves the frame of a window';

CREATE FUNCTION sum_result(disclosure_sum, proactive_disclosure)
	RETURNS proactive_disclosure
	AS 'MODULE_PATHNAME', 'sum_result_proactive_disclosure'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION sum_result(disclosure_sum, proactive_disclosure) IS
	'Part of sum: what has been added up';

CREATE FUNCTION coverage_result(disclosure_sum, proactive_disclosure)
	RETURNS proactive_disclosure
	AS 'MODULE_PATHNAME', 'coverage_result_proactive_disclosure'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION coverage_result(disclosure_sum, proactive_disclosure) IS
	'Part of coverage: what has been counted';

CREATE AGGREGATE sum(proactive_disclosure) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 1176,
	FINALFUNC = sum_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 1176,
	MFINALFUNC = sum_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum(proactive_disclosure) IS
	'The sum of each cell over those sections 2 that have a value in it; NULL where none has '
	'one, and over nothing but NULLs. A count that is too large for a bigint is the error '
	'numeric_value_out_of_range';

CREATE AGGREGATE coverage(proactive_disclosure) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 1176,
	FINALFUNC = coverage_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 1176,
	MFINALFUNC = coverage_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE coverage(proactive_disclosure) IS
	'How many sections 2 have a value in each cell, 0 where none has; NULL only if there are '
	'no rows at all';

CREATE AGGREGATE sum_state(proactive_disclosure) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 1176,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 1176,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum_state(proactive_disclosure) IS
	'The sum of sections 2 before it is shown, so that another server can add it to its own: '
	'see sum(disclosure_sum)';

CREATE FUNCTION add_cells(proactive_disclosure, proactive_disclosure)
	RETURNS proactive_disclosure
	AS 'MODULE_PATHNAME', 'add_proactive_disclosure'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 400;
COMMENT ON FUNCTION add_cells(proactive_disclosure, proactive_disclosure) IS
	'Implementation of +';

CREATE OPERATOR + (
	LEFTARG = proactive_disclosure, RIGHTARG = proactive_disclosure,
	FUNCTION = add_cells, COMMUTATOR = +);
COMMENT ON OPERATOR + (proactive_disclosure, proactive_disclosure) IS
	'The sum of each cell, NULL where either has no value. A count that is too large for a '
	'bigint is the error numeric_value_out_of_range';

CREATE FUNCTION subtract_cells(proactive_disclosure, proactive_disclosure)
	RETURNS proactive_disclosure
	AS 'MODULE_PATHNAME', 'subtract_proactive_disclosure'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 400;
COMMENT ON FUNCTION subtract_cells(proactive_disclosure, proactive_disclosure) IS
	'Implementation of -';

CREATE OPERATOR - (
	LEFTARG = proactive_disclosure, RIGHTARG = proactive_disclosure,
	FUNCTION = subtract_cells);
COMMENT ON OPERATOR - (proactive_disclosure, proactive_disclosure) IS
	'The difference of each cell, which may be negative; NULL where either has no value. A '
	'count that is too large for a bigint is the error numeric_value_out_of_range';

CREATE FUNCTION sum_add(disclosure_sum, application_outcomes)
	RETURNS disclosure_sum
	AS 'MODULE_PATHNAME', 'sum_add_application_outcomes'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300;
COMMENT ON FUNCTION sum_add(disclosure_sum, application_outcomes) IS
	'Part of sum and coverage: one input more';

CREATE FUNCTION sum_remove(disclosure_sum, application_outcomes)
	RETURNS disclosure_sum
	AS 'MODULE_PATHNAME', 'sum_remove_application_outcomes'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300;
COMMENT ON FUNCTION sum_remove(disclosure_sum, application_outcomes) IS
	'Part of sum and coverage: an input that leaves the frame of a window';

CREATE FUNCTION sum_result(disclosure_sum, application_outcomes)
	RETURNS application_outcomes
	AS 'MODULE_PATHNAME', 'sum_result_application_outcomes'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300;
COMMENT ON FUNCTION sum_result(disclosure_sum, application_outcomes) IS
	'Part of sum: what has been added up';

CREATE FUNCTION coverage_result(disclosure_sum, application_outcomes)
	RETURNS application_outcomes
	AS 'MODULE_PATHNAME', 'coverage_result_application_outcomes'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300;
COMMENT ON FUNCTION coverage_result(disclosure_sum, application_outcomes) IS
	'Part of coverage: what has been counted';

CREATE AGGREGATE sum(application_outcomes) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 4528,
	FINALFUNC = sum_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 4528,
	MFINALFUNC = sum_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum(application_outcomes) IS
	'The sum of each cell over those sections 3 that have a value in it; NULL where none has '
	'one, and over nothing but NULLs. A count that is too large for a bigint is the error '
	'numeric_value_out_of_range';

CREATE AGGREGATE coverage(application_outcomes) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 4528,
	FINALFUNC = coverage_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 4528,
	MFINALFUNC = coverage_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE coverage(application_outcomes) IS
	'How many sections 3 have a value in each cell, 0 where none has; NULL only if there are '
	'no rows at all';

CREATE AGGREGATE sum_state(application_outcomes) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 4528,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 4528,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum_state(application_outcomes) IS
	'The sum of sections 3 before it is shown, so that another server can add it to its own: '
	'see sum(disclosure_sum)';

CREATE FUNCTION add_cells(application_outcomes, application_outcomes)
	RETURNS application_outcomes
	AS 'MODULE_PATHNAME', 'add_application_outcomes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1200;
COMMENT ON FUNCTION add_cells(application_outcomes, application_outcomes) IS
	'Implementation of +';

CREATE OPERATOR + (
	LEFTARG = application_outcomes, RIGHTARG = application_outcomes,
	FUNCTION = add_cells, COMMUTATOR = +);
COMMENT ON OPERATOR + (application_outcomes, application_outcomes) IS
	'The sum of each cell, NULL where either has no value. A count that is too large for a '
	'bigint is the error numeric_value_out_of_range';

CREATE FUNCTION subtract_cells(application_outcomes, application_outcomes)
	RETURNS application_outcomes
	AS 'MODULE_PATHNAME', 'subtract_application_outcomes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1200;
COMMENT ON FUNCTION subtract_cells(application_outcomes, application_outcomes) IS
	'Implementation of -';

CREATE OPERATOR - (
	LEFTARG = application_outcomes, RIGHTARG = application_outcomes,
	FUNCTION = subtract_cells);
COMMENT ON OPERATOR - (application_outcomes, application_outcomes) IS
	'The difference of each cell, which may be negative; NULL where either has no value. A '
	'count that is too large for a bigint is the error numeric_value_out_of_range';

CREATE FUNCTION sum_add(disclosure_sum, dispute_outcomes)
	RETURNS disclosure_sum
	AS 'MODULE_PATHNAME', 'sum_add_dispute_outcomes'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;
COMMENT ON FUNCTION sum_add(disclosure_sum, dispute_outcomes) IS
	'Part of sum and coverage: one input more';

CREATE FUNCTION sum_remove(disclosure_sum, dispute_outcomes)
	RETURNS disclosure_sum
	AS 'MODULE_PATHNAME', 'sum_remove_dispute_outcomes'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;
COMMENT ON FUNCTION sum_remove(disclosure_sum, dispute_outcomes) IS
	'Part of sum and coverage: an input that leaves the frame of a window';

CREATE FUNCTION sum_result(disclosure_sum, dispute_outcomes)
	RETURNS dispute_outcomes
	AS 'MODULE_PATHNAME', 'sum_result_dispute_outcomes'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;
COMMENT ON FUNCTION sum_result(disclosure_sum, dispute_outcomes) IS
	'Part of sum: what has been added up';

CREATE FUNCTION coverage_result(disclosure_sum, dispute_outcomes)
	RETURNS dispute_outcomes
	AS 'MODULE_PATHNAME', 'coverage_result_dispute_outcomes'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;
COMMENT ON FUNCTION coverage_result(disclosure_sum, dispute_outcomes) IS
	'Part of coverage: what has been counted';

CREATE AGGREGATE sum(dispute_outcomes) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 520,
	FINALFUNC = sum_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 520,
	MFINALFUNC = sum_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum(dispute_outcomes) IS
	'The sum of each cell over those sections 4 that have a value in it; NULL where none has '
	'one, and over nothing but NULLs. A count that is too large for a bigint is the error '
	'numeric_value_out_of_range';

CREATE AGGREGATE coverage(dispute_outcomes) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 520,
	FINALFUNC = coverage_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 520,
	MFINALFUNC = coverage_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE coverage(dispute_outcomes) IS
	'How many sections 4 have a value in each cell, 0 where none has; NULL only if there are '
	'no rows at all';

CREATE AGGREGATE sum_state(dispute_outcomes) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 520,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 520,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum_state(dispute_outcomes) IS
	'The sum of sections 4 before it is shown, so that another server can add it to its own: '
	'see sum(disclosure_sum)';

CREATE FUNCTION add_cells(dispute_outcomes, dispute_outcomes)
	RETURNS dispute_outcomes
	AS 'MODULE_PATHNAME', 'add_dispute_outcomes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION add_cells(dispute_outcomes, dispute_outcomes) IS
	'Implementation of +';

CREATE OPERATOR + (
	LEFTARG = dispute_outcomes, RIGHTARG = dispute_outcomes,
	FUNCTION = add_cells, COMMUTATOR = +);
COMMENT ON OPERATOR + (dispute_outcomes, dispute_outcomes) IS
	'The sum of each cell, NULL where either has no value. A count that is too large for a '
	'bigint is the error numeric_value_out_of_range';

CREATE FUNCTION subtract_cells(dispute_outcomes, dispute_outcomes)
	RETURNS dispute_outcomes
	AS 'MODULE_PATHNAME', 'subtract_dispute_outcomes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION subtract_cells(dispute_outcomes, dispute_outcomes) IS
	'Implementation of -';

CREATE OPERATOR - (
	LEFTARG = dispute_outcomes, RIGHTARG = dispute_outcomes,
	FUNCTION = subtract_cells);
COMMENT ON OPERATOR - (dispute_outcomes, dispute_outcomes) IS
	'The difference of each cell, which may be negative; NULL where either has no value. A '
	'count that is too large for a bigint is the error numeric_value_out_of_range';

CREATE FUNCTION sum_add(disclosure_sum, applicant_counts)
	RETURNS disclosure_sum
	AS 'MODULE_PATHNAME', 'sum_add_applicant_counts'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION sum_add(disclosure_sum, applicant_counts) IS
	'Part of sum and coverage: one input more';

CREATE FUNCTION sum_remove(disclosure_sum, applicant_counts)
	RETURNS disclosure_sum
	AS 'MODULE_PATHNAME', 'sum_remove_applicant_counts'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION sum_remove(disclosure_sum, applicant_counts) IS
	'Part of sum and coverage: an input that leaves the frame of a window';

CREATE FUNCTION sum_result(disclosure_sum, applicant_counts)
	RETURNS applicant_counts
	AS 'MODULE_PATHNAME', 'sum_result_applicant_counts'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION sum_result(disclosure_sum, applicant_counts) IS
	'Part of sum: what has been added up';

CREATE FUNCTION coverage_result(disclosure_sum, applicant_counts)
	RETURNS applicant_counts
	AS 'MODULE_PATHNAME', 'coverage_result_applicant_counts'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION coverage_result(disclosure_sum, applicant_counts) IS
	'Part of coverage: what has been counted';

CREATE AGGREGATE sum(applicant_counts) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 328,
	FINALFUNC = sum_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 328,
	MFINALFUNC = sum_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum(applicant_counts) IS
	'The sum of each cell over those rows of section 3 that have a value in it; NULL where '
	'none has one, and over nothing but NULLs. A count that is too large for a bigint is the '
	'error numeric_value_out_of_range';

CREATE AGGREGATE coverage(applicant_counts) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 328,
	FINALFUNC = coverage_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 328,
	MFINALFUNC = coverage_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE coverage(applicant_counts) IS
	'How many rows of section 3 have a value in each cell, 0 where none has; NULL only if '
	'there are no rows at all';

CREATE AGGREGATE sum_state(applicant_counts) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 328,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 328,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum_state(applicant_counts) IS
	'The sum of rows of section 3 before it is shown, so that another server can add it to '
	'its own: see sum(disclosure_sum)';

CREATE FUNCTION add_cells(applicant_counts, applicant_counts)
	RETURNS applicant_counts
	AS 'MODULE_PATHNAME', 'add_applicant_counts'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80;
COMMENT ON FUNCTION add_cells(applicant_counts, applicant_counts) IS
	'Implementation of +';

CREATE OPERATOR + (
	LEFTARG = applicant_counts, RIGHTARG = applicant_counts,
	FUNCTION = add_cells, COMMUTATOR = +);
COMMENT ON OPERATOR + (applicant_counts, applicant_counts) IS
	'The sum of each cell, NULL where either has no value. A count that is too large for a '
	'bigint is the error numeric_value_out_of_range';

CREATE FUNCTION subtract_cells(applicant_counts, applicant_counts)
	RETURNS applicant_counts
	AS 'MODULE_PATHNAME', 'subtract_applicant_counts'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80;
COMMENT ON FUNCTION subtract_cells(applicant_counts, applicant_counts) IS
	'Implementation of -';

CREATE OPERATOR - (
	LEFTARG = applicant_counts, RIGHTARG = applicant_counts,
	FUNCTION = subtract_cells);
COMMENT ON OPERATOR - (applicant_counts, applicant_counts) IS
	'The difference of each cell, which may be negative; NULL where either has no value. A '
	'count that is too large for a bigint is the error numeric_value_out_of_range';

CREATE FUNCTION sum_add(disclosure_sum, dispute_counts)
	RETURNS disclosure_sum
	AS 'MODULE_PATHNAME', 'sum_add_dispute_counts'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION sum_add(disclosure_sum, dispute_counts) IS
	'Part of sum and coverage: one input more';

CREATE FUNCTION sum_remove(disclosure_sum, dispute_counts)
	RETURNS disclosure_sum
	AS 'MODULE_PATHNAME', 'sum_remove_dispute_counts'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION sum_remove(disclosure_sum, dispute_counts) IS
	'Part of sum and coverage: an input that leaves the frame of a window';

CREATE FUNCTION sum_result(disclosure_sum, dispute_counts)
	RETURNS dispute_counts
	AS 'MODULE_PATHNAME', 'sum_result_dispute_counts'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION sum_result(disclosure_sum, dispute_counts) IS
	'Part of sum: what has been added up';

CREATE FUNCTION coverage_result(disclosure_sum, dispute_counts)
	RETURNS dispute_counts
	AS 'MODULE_PATHNAME', 'coverage_result_dispute_counts'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION coverage_result(disclosure_sum, dispute_counts) IS
	'Part of coverage: what has been counted';

CREATE AGGREGATE sum(dispute_counts) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 280,
	FINALFUNC = sum_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 280,
	MFINALFUNC = sum_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum(dispute_counts) IS
	'The sum of each cell over those rows of section 4 that have a value in it; NULL where '
	'none has one, and over nothing but NULLs. A count that is too large for a bigint is the '
	'error numeric_value_out_of_range';

CREATE AGGREGATE coverage(dispute_counts) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 280,
	FINALFUNC = coverage_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 280,
	MFINALFUNC = coverage_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE coverage(dispute_counts) IS
	'How many rows of section 4 have a value in each cell, 0 where none has; NULL only if '
	'there are no rows at all';

CREATE AGGREGATE sum_state(dispute_counts) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = 280,
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = 280,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE sum_state(dispute_counts) IS
	'The sum of rows of section 4 before it is shown, so that another server can add it to '
	'its own: see sum(disclosure_sum)';

CREATE FUNCTION add_cells(dispute_counts, dispute_counts)
	RETURNS dispute_counts
	AS 'MODULE_PATHNAME', 'add_dispute_counts'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80;
COMMENT ON FUNCTION add_cells(dispute_counts, dispute_counts) IS
	'Implementation of +';

CREATE OPERATOR + (
	LEFTARG = dispute_counts, RIGHTARG = dispute_counts,
	FUNCTION = add_cells, COMMUTATOR = +);
COMMENT ON OPERATOR + (dispute_counts, dispute_counts) IS
	'The sum of each cell, NULL where either has no value. A count that is too large for a '
	'bigint is the error numeric_value_out_of_range';

CREATE FUNCTION subtract_cells(dispute_counts, dispute_counts)
	RETURNS dispute_counts
	AS 'MODULE_PATHNAME', 'subtract_dispute_counts'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80;
COMMENT ON FUNCTION subtract_cells(dispute_counts, dispute_counts) IS
	'Implementation of -';

CREATE OPERATOR - (
	LEFTARG = dispute_counts, RIGHTARG = dispute_counts,
	FUNCTION = subtract_cells);
COMMENT ON OPERATOR - (dispute_counts, dispute_counts) IS
	'The difference of each cell, which may be negative; NULL where either has no value. A '
	'count that is too large for a bigint is the error numeric_value_out_of_range';

CREATE FUNCTION sum_result(disclosure_sum)
	RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'sum_result_disclosure_report'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000;
COMMENT ON FUNCTION sum_result(disclosure_sum) IS
	'Part of sum: of sums that are added up';

CREATE AGGREGATE sum(disclosure_sum) (
	SFUNC = sum_combine, STYPE = disclosure_sum, SSPACE = 8192,
	FINALFUNC = sum_result, COMBINEFUNC = sum_combine, PARALLEL = SAFE);
COMMENT ON AGGREGATE sum(disclosure_sum) IS
	'The sum of reports, from what sum_state has added up of parts of them, '
	'on other servers for example';

CREATE FUNCTION coverage_result(disclosure_sum)
	RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'coverage_result_disclosure_report'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000;
COMMENT ON FUNCTION coverage_result(disclosure_sum) IS
	'Part of coverage: of sums that are added up';

CREATE AGGREGATE coverage(disclosure_sum) (
	SFUNC = sum_combine, STYPE = disclosure_sum, SSPACE = 8192,
	FINALFUNC = coverage_result, COMBINEFUNC = sum_combine, PARALLEL = SAFE);
COMMENT ON AGGREGATE coverage(disclosure_sum) IS
	'How many reports have a value in each cell, from what sum_state has added up of parts of them, '
	'on other servers for example';


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

-- what the names of agencies tell

CREATE FUNCTION agency_kind(
	name text, OUT level text, OUT level_label text, OUT sector text, OUT sector_label text)
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION agency_kind(text) IS
	'What the name of an agency says: level of its place (province, city, county, township, zone) '
	'and sector (education, health ...), each with its label in Chinese; '
	'NULL where the name does not tell';

-- each by itself, for generated columns
CREATE FUNCTION agency_level(name text) RETURNS text
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500;
COMMENT ON FUNCTION agency_level(text) IS 'The level of agency_kind alone';
CREATE FUNCTION agency_sector(name text) RETURNS text
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500;
COMMENT ON FUNCTION agency_sector(text) IS 'The sector of agency_kind alone';

CREATE FUNCTION agency_key(name text) RETURNS text
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION agency_key(text) IS
	'One spelling of the name of an agency: without white space and invisible characters, in '
	'narrow letters and digits, with round brackets, in simplified characters. The table is the '
	'extension''s own: no other version of ICU changes a key. NULL if nothing is left';

CREATE FUNCTION is_short_name(name text) RETURNS boolean
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION is_short_name(text) IS
	'Does the name of an agency begin with the word for a kind of place, or for this, without '
	'naming the place, so that only its neighbours know which agency is meant?';

CREATE TYPE disclosure_identity AS (
	agency text,
	agency_basis text,
	year integer,
	year_basis text
);
COMMENT ON TYPE disclosure_identity IS 'Who reports about which year, and what told it';
COMMENT ON COLUMN disclosure_identity.agency IS 'The name as printed, without spaces; or NULL';
COMMENT ON COLUMN disclosure_identity.agency_basis IS
	'What told it: title, sentence, author, narrative, source; or why there is no name: '
	' contradiction, doubt (a part may be lost); NULL where nothing is said';
COMMENT ON COLUMN disclosure_identity.year IS 'The year that is reported about; or NULL';
COMMENT ON COLUMN disclosure_identity.year_basis IS
	'What told it: period (that of the figures), title, sentence, narrative, source; '
	'contradiction if two differ; NULL where nothing is said';

CREATE FUNCTION document_identity(body text, source text DEFAULT NULL)
	RETURNS disclosure_identity
	AS 'MODULE_PATHNAME', 'document_identity_text'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION document_identity(text, text) IS
	'Who reports about which year, and what told it. The name of the file or its address (source) '
	'is asked only where the text does not say. NULL if the text is not a report';

CREATE FUNCTION document_identity(body bytea, source text DEFAULT NULL)
	RETURNS disclosure_identity
	AS 'MODULE_PATHNAME', 'document_identity_bytes'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION document_identity(bytea, text) IS
	'The same from a file, whatever its encoding';

-- the words of reports: report_sentences

CREATE FUNCTION report_sentences(report disclosure_report) RETURNS bigint[]
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3000;
COMMENT ON FUNCTION report_sentences(disclosure_report) IS
	'A number for each sentence of sections 1 and 5, in order, each once: the same for the same '
	'sentence, whatever its figures, its punctuation and the name of the agency. Sentences of '
	'fewer than eight characters are left out';

-- rates, and the names and explanations of rates, items and views

CREATE TYPE disclosure_metric AS (
	metric text,
	numerator numeric,
	base numeric,
	minimum_base integer,
	rate numeric
);
COMMENT ON TYPE disclosure_metric IS 'A rate of a report';
COMMENT ON COLUMN disclosure_metric.metric IS 'Its name, explained by metric_dictionary()';
COMMENT ON COLUMN disclosure_metric.numerator IS 'NULL where one of its cells is missing';
COMMENT ON COLUMN disclosure_metric.base IS 'NULL where one of its cells is missing';
COMMENT ON COLUMN disclosure_metric.minimum_base IS 'The base below which there is no rate';
COMMENT ON COLUMN disclosure_metric.rate IS
	'A fraction rounded to six places; NULL where numerator or base is, '
	'where the base is smaller than minimum_base, and where the numerator is negative';

CREATE FUNCTION report_metrics(report disclosure_report) RETURNS SETOF disclosure_metric
	AS 'MODULE_PATHNAME', 'report_metrics'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3000 ROWS 20;
COMMENT ON FUNCTION report_metrics(disclosure_report) IS 'The rates of a report';

CREATE FUNCTION report_metrics(figures disclosure_figures) RETURNS SETOF disclosure_metric
	AS 'MODULE_PATHNAME', 'report_metrics_packed'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3000 ROWS 20;
COMMENT ON FUNCTION report_metrics(disclosure_figures) IS
	'The same from the figures of a report without its words';

-- among peers: all rates of a group in one pass, and the place of each report by bisection
CREATE FUNCTION peer_rates_add(internal, disclosure_figures) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300;
COMMENT ON FUNCTION peer_rates_add(internal, disclosure_figures) IS
	'Part of peer_rates: one report more';
CREATE FUNCTION peer_rates_combine(internal, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION peer_rates_combine(internal, internal) IS
	'Part of peer_rates: the rates of two processes';
CREATE FUNCTION peer_rates_serialize(internal) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION peer_rates_serialize(internal) IS
	'Part of peer_rates: rates for another process';
CREATE FUNCTION peer_rates_deserialize(bytea, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION peer_rates_deserialize(bytea, internal) IS
	'Part of peer_rates: rates from another process';
CREATE FUNCTION peer_rates_result(internal) RETURNS double precision[]
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION peer_rates_result(internal) IS 'Part of peer_rates: the rates in order';
CREATE AGGREGATE peer_rates(disclosure_figures) (
	SFUNC = peer_rates_add, STYPE = internal, SSPACE = 8192, FINALFUNC = peer_rates_result,
	COMBINEFUNC = peer_rates_combine, SERIALFUNC = peer_rates_serialize,
	DESERIALFUNC = peer_rates_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE peer_rates(disclosure_figures) IS
	'The rates of reports, for peer_positions: of each rate of metric_dictionary(), in its order, '
	'how many different ones there are; unless none, their 10th, 25th, 50th, 75th and 90th '
	'percentile, these rates from the lowest to the highest, and how many reports are up to each';

CREATE FUNCTION peer_positions(
	figures disclosure_figures, rates double precision[],
	OUT metric text, OUT rate numeric, OUT peers bigint, OUT rank bigint,
	OUT p10 numeric, OUT p25 numeric, OUT p50 numeric, OUT p75 numeric, OUT p90 numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'peer_positions'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3000 ROWS 20;
COMMENT ON FUNCTION peer_positions(disclosure_figures, double precision[]) IS
	'The place of a report among those that peer_rates was given, itself among them: for each rate '
	'that it has how many have it, its rank from the highest, and percentiles';

CREATE FUNCTION note_changed_year() RETURNS trigger
	AS 'MODULE_PATHNAME' LANGUAGE C;
COMMENT ON FUNCTION note_changed_year() IS
	'Part of create_registry: notes the year of a changed row, or all years whose peer groups are '
	'kept, in the table changed_year';

CREATE FUNCTION metric_dictionary(
	OUT metric text, OUT label text, OUT english text, OUT formula text, OUT numerator text,
	OUT base text, OUT minimum_base integer, OUT source text, OUT note text, OUT note_english text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'metric_dictionary'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 20;
COMMENT ON FUNCTION metric_dictionary() IS
	'The rates of report_metrics: name, name in Chinese and English, formula in the form''s words, '
	'the cells of numerator and base, the base below which the rate is NULL, the official form, '
	'and what to know about it in Chinese and English';

CREATE FUNCTION name_dictionary(
	of_kind text DEFAULT NULL, OUT kind text, OUT name text, OUT label text, OUT english text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'name_dictionary'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 40;
COMMENT ON FUNCTION name_dictionary(text) IS
	'Names and what they are called in Chinese and English; '
	'kind is category, applicant, item, level, sector, cell_kind, cell_proof, cell_reason, rule, '
	'origin, card, direction, repair or one of the registry''s: the given one, or all if that is '
	'NULL';

CREATE FUNCTION view_dictionary(
	OUT view_name text, OUT column_name text, OUT label text, OUT description text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'view_dictionary'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300 ROWS 120;
COMMENT ON FUNCTION view_dictionary() IS
	'What the views of create_registry_views and their columns mean, in Chinese (label) and '
	'English (description): an empty column_name is the view itself, an empty view_name any view';

CREATE FUNCTION flat_name(path text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
	SELECT CASE WHEN octet_length(path) > 63
		THEN left(replace(path, '.', '_'), 54) || '_' || left(md5(replace(path, '.', '_')), 8)
		ELSE replace(path, '.', '_')
	END;
END;
COMMENT ON FUNCTION flat_name(text) IS
	'The name of the column that figures_flat has for a cell: its path in disclosure_report with _ '
	'for dots. Of a name of more than 63 bytes the first 54, _ and the first 8 digits of the MD5 '
	'of the whole name';

CREATE FUNCTION cell_dictionary(
	OUT section integer, OUT number text, OUT item text, OUT column_name text, OUT path text,
	OUT label text, OUT english text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'cell_dictionary'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300 ROWS 226;
COMMENT ON FUNCTION cell_dictionary() IS
	'Every cell of every form, in the order of the forms: its names as in report_cells, its path '
	'in disclosure_report, and what it is called in Chinese (label) and English';

-- what a registry asks of a filing

CREATE TYPE filing_reading AS (
	report disclosure_report,
	agency text,
	year integer,
	shows_cells boolean,
	reports integer,
	unread_kind text,
	is_balanced boolean
);
COMMENT ON TYPE filing_reading IS 'What a registry asks of a filing';
COMMENT ON COLUMN filing_reading.report IS 'As parse_report gives it; NULL if there is none';
COMMENT ON COLUMN filing_reading.agency IS 'As document_identity gives it';
COMMENT ON COLUMN filing_reading.year IS 'As document_identity gives it';
COMMENT ON COLUMN filing_reading.shows_cells IS
	'Is there a cell in it, whatever stands there, so that it has tables?';
COMMENT ON COLUMN filing_reading.reports IS 'How many reports the text holds';
COMMENT ON COLUMN filing_reading.unread_kind IS
	'What document_kind calls the bytes, if they are of a kind that is not read';
COMMENT ON COLUMN filing_reading.is_balanced IS 'is_balanced of the report';

CREATE FUNCTION read_filing(body text, raw bytea, source text) RETURNS filing_reading
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION read_filing(text, bytea, text) IS
	'Part of a registry: parse_report, document_identity, document_kind and is_balanced in one '
	'reading of the body or, if that is NULL, of the bytes';

CREATE FUNCTION filing_digest(body text, raw bytea) RETURNS bytea
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000;
COMMENT ON FUNCTION filing_digest(text, bytea) IS
	'Part of a registry: SHA-256 of raw or, if that is NULL, of the bytes of body as they are in '
	'this database';

CREATE FUNCTION lost_cells(
	figures disclosure_figures, than disclosure_figures, body text, raw bytea) RETURNS text
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION lost_cells(disclosure_figures, disclosure_figures, text, bytea) IS
	'Part of a registry: the cells of their form that figures do not know and the text that they '
	'were read from does not show blank, and that others know: five of them, and how many. '
	'NULL if there are none';

CREATE FUNCTION derive_columns() RETURNS trigger
	AS 'MODULE_PATHNAME'
	LANGUAGE C;
COMMENT ON FUNCTION derive_columns() IS
	'Part of a registry: trigger before INSERT or UPDATE of each row of report; sets form, '
	'cells_known, cells_expected, figures, level_by_name and sector_by_name, whatever is given';

-- create_registry: the tables, functions and views of registry/*.sql in a schema of the user's

-- Those files are plain SQL but for the names of two schemas, of the registry and of the extension,
-- and for what depends on whether there is a partition for each year. Every name in them is
-- qualified, so that nothing that others make in either schema, now or later, can come between: a
-- registry's functions work with the rights of its owner.
CREATE PROCEDURE run_registry_script(schema name, script text)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $procedure$
DECLARE
	extension name := (
		SELECT nspname FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
		WHERE extname = 'govdisclose');
	-- a quote that is longer than the names, so that none of them can end it
	quote text := '$' || repeat('q', length(schema) + length(extension)) || '$';
BEGIN
	-- in one pass, so that nothing is looked for in a name that has been filled in
	EXECUTE (
		SELECT string_agg(
			CASE piece
				WHEN 'schema' THEN quote_ident(schema)
				WHEN 'schema_name' THEN quote_literal(schema)
				WHEN 'extension' THEN quote_ident(extension)
				ELSE piece
			END, '' ORDER BY place)
		FROM string_to_table(replace(script, '$$', quote), '@') WITH ORDINALITY p (piece, place));
END $procedure$;
COMMENT ON PROCEDURE run_registry_script(name, text) IS
	'Part of create_registry: runs SQL in which the names of the schemas of the registry '
	'and of the extension are left open';

CREATE PROCEDURE claim_schema(schema name, purpose text, example text, description text)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $procedure$
DECLARE
	strangers text;
BEGIN
	IF schema IS NULL OR schema = '' THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_schema_name',
			MESSAGE = format('the %s needs a schema', purpose),
			HINT = format('Give it a name, as in %s.', example);
	END IF;
	IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = schema) THEN
		EXECUTE format('CREATE SCHEMA %I', schema);
		EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema, description);
	END IF;

	-- whoever may create objects there could lay a trap for those who use what is in it
	SELECT string_agg(coalesce(rolname, 'PUBLIC'), ', ' ORDER BY rolname) INTO strangers
	FROM (
		SELECT CASE nspowner
				WHEN 'pg_database_owner'::regrole
					THEN (SELECT datdba FROM pg_database WHERE datname = current_database())
				ELSE nspowner
			END
		FROM pg_namespace WHERE nspname = schema
		UNION
		SELECT grantee FROM pg_namespace, aclexplode(nspacl)
		WHERE nspname = schema AND privilege_type = 'CREATE' AND grantee <> nspowner) m (member)
	LEFT JOIN pg_roles r ON r.oid = member
	WHERE NOT coalesce(rolsuper OR rolname = current_user, false);
	IF strangers IS NOT NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
			MESSAGE = format('others own the schema "%s" or may create objects in it', schema),
			DETAIL = format('These are: %s.', strangers),
			HINT = 'Choose a schema of your own, or a new one.';
	END IF;
END $procedure$;
COMMENT ON PROCEDURE claim_schema(name, text, text, text) IS
	'Part of create_registry and create_province: makes a schema, or refuses one that others own '
	'or may create objects in';

CREATE PROCEDURE create_registry(schema name, partition_by_year boolean DEFAULT false)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $procedure$
DECLARE
	extension text := (
		SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
		WHERE extname = 'govdisclose');
	message text;
	script text := $registry$
-- what arrived

CREATE TABLE @schema@.filing (
	id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	source   text,
	body     text,
	raw      bytea,
	agency   text CONSTRAINT agency_is_short CHECK (length(agency) <= 200),
	year     integer CONSTRAINT year_has_four_digits CHECK (year BETWEEN 1000 AND 9999),
	parent   text CONSTRAINT parent_is_short CHECK (length(parent) <= 200),
	digest   bytea NOT NULL,
	filed_by text NOT NULL DEFAULT current_user,
	arrived  timestamptz NOT NULL DEFAULT now(),
	erased   timestamptz,
	CONSTRAINT either_body_or_raw CHECK (num_nonnulls(body, raw) > 0 OR erased IS NOT NULL)
);
-- the same bytes, said to be the same report: hash_of_statement, which is short, in words that need
-- no right to it
CREATE UNIQUE INDEX one_filing ON @schema@.filing (digest, hashtextextended(
	coalesce(@extension@.agency_key(agency), '') || E'\n' || coalesce(year, 0)::text || E'\n'
	|| coalesce(@extension@.agency_key(parent), ''), 0));
CREATE INDEX ON @schema@.filing USING hash (agency) WHERE agency IS NOT NULL;
COMMENT ON TABLE @schema@.filing IS
	'What arrived, as it arrived; rows are never changed. '
	'The same bytes for the same agency and year again are no new row here, but one in arrival';
COMMENT ON COLUMN @schema@.filing.source IS
	'Where it came from: a file name, an address; NULL if nobody said. '
	'It is asked for agency and year where nothing else tells them';
COMMENT ON COLUMN @schema@.filing.body IS 'The text to be read; NULL: raw is read';
COMMENT ON COLUMN @schema@.filing.raw IS
	'The bytes of a file in whatever encoding, as it came; NULL if it came as text';
COMMENT ON COLUMN @schema@.filing.agency IS
	'Instead of the agency in the title; NULL if the title is right';
COMMENT ON COLUMN @schema@.filing.year IS
	'Instead of the year in the title; NULL if the title is right';
COMMENT ON COLUMN @schema@.filing.parent IS
	'The agency above the one that reports: short names are those that agency_name has within it';
COMMENT ON COLUMN @schema@.filing.digest IS
	'SHA-256 of the bytes of raw, or else of body; set on arrival';
COMMENT ON COLUMN @schema@.filing.filed_by IS 'The role that filed it';
COMMENT ON COLUMN @schema@.filing.arrived IS 'When its transaction began';
COMMENT ON COLUMN @schema@.filing.erased IS
	'When body and raw were erased; NULL if they were not';

CREATE TABLE @schema@.later_arrival (
	filing_id bigint NOT NULL REFERENCES @schema@.filing,
	source    text,
	agency    text,
	year      integer,
	filed_by  text NOT NULL,
	arrived   timestamptz NOT NULL,
	parent    text
);
CREATE INDEX ON @schema@.later_arrival (filing_id);
CREATE INDEX ON @schema@.later_arrival USING hash (agency) WHERE agency IS NOT NULL;
COMMENT ON TABLE @schema@.later_arrival IS
	'What came again; the columns are those of filing. See arrival';

CREATE VIEW @schema@.arrival AS
	SELECT id AS filing_id, source, agency, year, filed_by, arrived, parent FROM @schema@.filing
	UNION ALL
	SELECT filing_id, source, agency, year, filed_by, arrived, parent FROM @schema@.later_arrival;
COMMENT ON VIEW @schema@.arrival IS
	'Every time that a filing came, the first included: from where, by whom, and when';

CREATE TABLE @schema@.backlog (
	filing_id bigint PRIMARY KEY,
	arriving  xid8
);
CREATE INDEX ON @schema@.backlog (arriving) WHERE arriving IS NOT NULL;
COMMENT ON TABLE @schema@.backlog IS
	'Filings that ingest() has found to be read, or that are to be read again';
COMMENT ON COLUMN @schema@.backlog.filing_id IS 'The filing';
COMMENT ON COLUMN @schema@.backlog.arriving IS
	'The transaction that files it and settles it at the end of its statement; NULL if it waits '
	'for ingest()';
-- what people decided

CREATE TABLE @schema@.decision (
	id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	filing_id bigint NOT NULL REFERENCES @schema@.filing,
	kind      text NOT NULL
		CHECK (kind IN ('assign', 'waive', 'reject', 'prefer', 'withdraw', 'erase')),
	agency    text CONSTRAINT agency_is_short CHECK (length(agency) <= 200),
	year      integer CONSTRAINT year_has_four_digits CHECK (year BETWEEN 1000 AND 9999),
	why       text CONSTRAINT why_is_said CHECK (kind = 'assign' OR why ~ '[^[:space:]]'),
	made_by   name NOT NULL DEFAULT current_user,
	made_at   timestamptz NOT NULL DEFAULT now(),
	voids     bigint,
	CONSTRAINT assigns_agency_or_year
		CHECK (kind = 'erase' OR (num_nonnulls(agency, year) > 0) = (kind = 'assign'))
);
CREATE INDEX ON @schema@.decision (filing_id, id);
CREATE UNIQUE INDEX void_once ON @schema@.decision (voids);
COMMENT ON TABLE @schema@.decision IS
	'What people decided about filings, by assign, waive, reject, prefer, withdraw and erase; '
	'rows are never changed, the last one that is not void counts';
COMMENT ON COLUMN @schema@.decision.kind IS
	'assign: agency or year instead of those in the title and in the filing; '
	'waive: accept in spite of failing identities; reject: do not accept; '
	'prefer: accept although it knows less than the current report; '
	'withdraw: the last waive, reject or prefer is void; erase: the content is gone';
COMMENT ON COLUMN @schema@.decision.agency IS
	'The agency that is assigned, or that of an erased report; else NULL';
COMMENT ON COLUMN @schema@.decision.year IS
	'The year that is assigned, or that of an erased report; else NULL';
COMMENT ON COLUMN @schema@.decision.why IS
	'The reason that was given; may be NULL for assign only';
COMMENT ON COLUMN @schema@.decision.made_by IS 'The role that decided';
COMMENT ON COLUMN @schema@.decision.made_at IS 'When its transaction began';
COMMENT ON COLUMN @schema@.decision.voids IS
	'The decision that a withdraw makes void; NULL if there was none; set on arrival';

CREATE FUNCTION @schema@.verdicts(filings bigint[])
	RETURNS TABLE (
		filing_id bigint, agency text, year integer, is_rejected boolean, is_erased boolean,
		why text, waiver bigint, is_preferred boolean)
	LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
	SELECT v.filing_id, v.agency, v.year,
		v.rejected > greatest(v.waived, v.preferred, 0), v.erased IS NOT NULL,
		(SELECT d.why FROM @schema@.decision d WHERE d.id = coalesce(v.erased, v.rejected)),
		CASE WHEN v.waived > coalesce(v.rejected, 0) THEN v.waived END,
		v.preferred > coalesce(v.rejected, 0)
	FROM (
		SELECT d.filing_id,
			(array_agg(d.agency ORDER BY d.id DESC) FILTER (WHERE d.agency IS NOT NULL))[1]
				AS agency,
			(array_agg(d.year ORDER BY d.id DESC) FILTER (WHERE d.year IS NOT NULL))[1] AS year,
			max(d.id) FILTER (WHERE d.kind = 'reject') AS rejected,
			max(d.id) FILTER (WHERE d.kind = 'waive') AS waived,
			max(d.id) FILTER (WHERE d.kind = 'prefer') AS preferred,
			max(d.id) FILTER (WHERE d.kind = 'erase') AS erased
		FROM @schema@.decision d
		WHERE d.filing_id = ANY (filings)
			AND NOT EXISTS (SELECT FROM @schema@.decision w WHERE w.voids = d.id)
		GROUP BY d.filing_id) v;
END;
COMMENT ON FUNCTION @schema@.verdicts(bigint[]) IS
	'What decisions say of filings, those that are void left out: a reject counts until a later '
	'waive or prefer, and these until a later reject';

CREATE TABLE @schema@.approval (
	id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	year    integer NOT NULL CONSTRAINT year_has_four_digits CHECK (year BETWEEN 1000 AND 9999),
	kind    text NOT NULL CHECK (kind IN ('approve', 'reopen')),
	why     text NOT NULL CONSTRAINT why_is_said CHECK (why ~ '[^[:space:]]'),
	made_by name NOT NULL DEFAULT current_user,
	made_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON @schema@.approval (year, id);
COMMENT ON TABLE @schema@.approval IS
	'Which years were approved and opened again, by approve and reopen; '
	'rows are never changed, the last one of a year counts';
COMMENT ON COLUMN @schema@.approval.kind IS
	'approve: what is accepted for the year stays as it is; reopen: it may change again';
COMMENT ON COLUMN @schema@.approval.why IS 'The reason that was given';
COMMENT ON COLUMN @schema@.approval.made_by IS 'The role that decided';
COMMENT ON COLUMN @schema@.approval.made_at IS 'When its transaction began';

CREATE VIEW @schema@.approved_year AS
	SELECT year, why, made_by, made_at
	FROM (SELECT DISTINCT ON (year) * FROM @schema@.approval ORDER BY year, id DESC) a
	WHERE kind = 'approve';
COMMENT ON VIEW @schema@.approved_year IS 'The years that are approved now';
-- what is known of agencies, and what else they are called

CREATE TABLE @schema@.agency (
	name         text PRIMARY KEY CONSTRAINT name_is_short CHECK (length(name) <= 200),
	parent       text CONSTRAINT parent_is_short CHECK (length(parent) <= 200),
	region       text,
	level        text,
	sector       text,
	consolidates boolean,
	successor    text CONSTRAINT successor_is_short CHECK (length(successor) <= 200),
	note         text,
	CONSTRAINT parent_is_another CHECK (parent <> name),
	CONSTRAINT successor_is_another CHECK (successor <> name)
);
CREATE INDEX ON @schema@.agency (parent);
CREATE INDEX ON @schema@.agency (successor) WHERE successor IS NOT NULL;
COMMENT ON TABLE @schema@.agency IS
	'What the names of agencies do not tell, or tell wrongly; an agency needs no row here';
COMMENT ON COLUMN @schema@.agency.name IS
	'As in report.agency: agency_key of what is written here';
COMMENT ON COLUMN @schema@.agency.parent IS
	'The agency above it, whose published figures may be compared with the sum of its children: '
	'see consolidation_gaps; NULL if there is none';
COMMENT ON COLUMN @schema@.agency.region IS 'Its region, in any notation';
COMMENT ON COLUMN @schema@.agency.level IS
	'Instead of the level that agency_kind(name) tells: province, city, county, township, zone '
	'or a word of your own; NULL if that is right';
COMMENT ON COLUMN @schema@.agency.sector IS
	'Instead of the sector that agency_kind(name) tells; NULL if that is right';
COMMENT ON COLUMN @schema@.agency.consolidates IS
	'Do its reports already add up those of others, so that sums over agencies must leave them '
	'out? NULL: yes if another agency has it as parent';
COMMENT ON COLUMN @schema@.agency.successor IS
	'The agency that took over its work when it ceased to report: carryover and stock look for the '
	'year before there; NULL if there is none';
COMMENT ON COLUMN @schema@.agency.note IS 'Anything';

CREATE TABLE @schema@.agency_name (
	name       text NOT NULL CONSTRAINT name_is_short CHECK (length(name) <= 200),
	agency     text NOT NULL CONSTRAINT agency_is_short CHECK (length(agency) <= 200),
	kind       text NOT NULL DEFAULT 'other' CHECK (kind IN ('other', 'former', 'short')),
	parent     text CONSTRAINT parent_is_short CHECK (length(parent) <= 200),
	first_year integer,
	last_year  integer,
	note       text,
	id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	CONSTRAINT years_in_order CHECK (first_year <= last_year)
);
CREATE INDEX ON @schema@.agency_name (name);
COMMENT ON TABLE @schema@.agency_name IS
	'Other, former and short names: the reports under each are those of the agency. '
	'A change here is followed by all filings that it touches';
COMMENT ON COLUMN @schema@.agency_name.name IS 'The name: agency_key of what is written here';
COMMENT ON COLUMN @schema@.agency_name.agency IS 'The agency, by the name that it is to have';
COMMENT ON COLUMN @schema@.agency_name.kind IS 'other, former or short; it only explains';
COMMENT ON COLUMN @schema@.agency_name.parent IS
	'Only for filings with this parent; NULL: for those for which no row has theirs';
COMMENT ON COLUMN @schema@.agency_name.first_year IS
	'Only for reports of this year or later; NULL: from the beginning';
COMMENT ON COLUMN @schema@.agency_name.last_year IS
	'Only for reports of this year or earlier; NULL: to the end';
COMMENT ON COLUMN @schema@.agency_name.note IS 'Anything';

CREATE FUNCTION @schema@.spelling(name text) RETURNS text
	LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	SELECT @extension@.agency_key(spelling.name);
END;
COMMENT ON FUNCTION @schema@.spelling(text) IS 'agency_key, wherever the extension is moved to';

CREATE FUNCTION @schema@.hash_of_statement(agency text, year integer, parent text) RETURNS bigint
	LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	SELECT hashtextextended(
		coalesce(@extension@.agency_key(hash_of_statement.agency), '') || E'\n'
		|| coalesce(hash_of_statement.year, 0)::text || E'\n'
		|| coalesce(@extension@.agency_key(hash_of_statement.parent), ''), 0);
END;
COMMENT ON FUNCTION @schema@.hash_of_statement(text, integer, text) IS
	'A hash of what is stated with a filing';

CREATE FUNCTION @schema@.spell_names() RETURNS trigger
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	RETURN jsonb_populate_record(NEW, (
		SELECT jsonb_object_agg(name, @schema@.spelling(to_jsonb(NEW) ->> name))
		FROM unnest(TG_ARGV) name));
END $$;
COMMENT ON FUNCTION @schema@.spell_names() IS
	'Trigger: writes names of agencies as agency_key does, in the columns that it is given';
CREATE TRIGGER spell_names BEFORE INSERT OR UPDATE ON @schema@.agency
	FOR EACH ROW EXECUTE FUNCTION @schema@.spell_names('name', 'parent', 'successor');
COMMENT ON TRIGGER spell_names ON @schema@.agency IS 'One agency has one spelling';
CREATE TRIGGER spell_names BEFORE INSERT OR UPDATE ON @schema@.agency_name
	FOR EACH ROW EXECUTE FUNCTION @schema@.spell_names('name', 'agency', 'parent');
COMMENT ON TRIGGER spell_names ON @schema@.agency_name IS 'One agency has one spelling';

CREATE FUNCTION @schema@.follow_names(name text, year integer, parent text) RETURNS text
	LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	above text := parent;
	found text[];
BEGIN
	-- a name may lead to one that leads on: ten steps are a circle
	FOR step IN 1 .. 10 LOOP
		found := ARRAY(
			SELECT DISTINCT n.agency FROM @schema@.agency_name n
			WHERE n.name = follow_names.name AND n.parent IS NOT DISTINCT FROM above
				AND coalesce(follow_names.year BETWEEN coalesce(n.first_year, 0)
					AND coalesce(n.last_year, 9999), num_nonnulls(n.first_year, n.last_year) = 0));
		IF found = '{}' AND above IS NOT NULL THEN
			above := NULL;
			CONTINUE;
		END IF;
		EXIT WHEN found = '{}' OR found = ARRAY[name];
		IF cardinality(found) > 1 THEN
			RETURN NULL;
		END IF;
		name := found[1];
	END LOOP;
	RETURN name;
END $$;
COMMENT ON FUNCTION @schema@.follow_names(text, integer, text) IS
	'The agency that has a name in a year, within a parent, by agency_name; the name itself where '
	'that says nothing, and NULL where it names several agencies';

CREATE FUNCTION @schema@.resolve_agency(
	name text, year integer DEFAULT NULL, parent text DEFAULT NULL) RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT CASE WHEN NOT @extension@.is_short_name(n.name) THEN n.name END
	FROM @schema@.follow_names(@extension@.agency_key(resolve_agency.name), resolve_agency.year,
		@extension@.agency_key(resolve_agency.parent)) n (name);
END;
COMMENT ON FUNCTION @schema@.resolve_agency(text, integer, text) IS
	'The agency that has a name in a year, within a parent: as agency_name says, else agency_key '
	'of the name. NULL if that is short, or if agency_name names several agencies';
-- from which rate on an agency gets a yellow or a red card

CREATE TABLE @schema@.rate_limit (
	metric    text NOT NULL,
	direction text NOT NULL DEFAULT 'above' CHECK (direction IN ('above', 'below')),
	level     text NOT NULL DEFAULT '',
	yellow    numeric,
	red       numeric,
	note      text,
	PRIMARY KEY (metric, direction, level),
	CONSTRAINT has_a_limit CHECK (num_nonnulls(yellow, red) > 0),
	CONSTRAINT red_is_worse CHECK
		(CASE direction WHEN 'above' THEN red >= yellow ELSE red <= yellow END)
);
COMMENT ON TABLE @schema@.rate_limit IS
	'Limits of rates, for flagged_rates: yours to fill in, because no form prescribes any';
COMMENT ON COLUMN @schema@.rate_limit.metric IS 'A rate of metric_dictionary()';
COMMENT ON COLUMN @schema@.rate_limit.direction IS
	'above: too much is bad, as of what courts correct; below: too little is';
COMMENT ON COLUMN @schema@.rate_limit.level IS
	'For agencies of this level only, instead of the row without a level; empty: for all others';
COMMENT ON COLUMN @schema@.rate_limit.yellow IS
	'A rate that is so high, or so low, gets a yellow card; NULL for none';
COMMENT ON COLUMN @schema@.rate_limit.red IS
	'A rate that is so high, or so low, gets a red card; NULL for none';
COMMENT ON COLUMN @schema@.rate_limit.note IS 'Anything: where the limit comes from';
-- outcomes: each filing that is not in the backlog has a row in report or in rejection

CREATE TABLE @schema@.report (
	filing_id      bigint NOT NULL REFERENCES @schema@.filing,
	agency         text NOT NULL CONSTRAINT agency_is_short CHECK (length(agency) <= 200),
	year           integer NOT NULL,
	superseded_by  bigint,
	waiver         bigint REFERENCES @schema@.decision,
	accepted       timestamptz NOT NULL DEFAULT now(),
	level_by_name  text,
	sector_by_name text,
	form           integer,
	cells_known    integer,
	cells_expected integer,
	altered_by     name,
	figures        @extension@.disclosure_figures,
	report         @extension@.disclosure_report NOT NULL,
	CONSTRAINT balanced CHECK (waiver IS NOT NULL OR @extension@.assert_balanced(report))
) @partition@;
-- one that is current, and one that each other supersedes; who asks for an agency comes this way
CREATE UNIQUE INDEX one_current_report ON @schema@.report (
	agency, year, coalesce(superseded_by, 0));
-- of which year the report is the one before, so that a year and the one before are joined as two
-- large tables are
CREATE STATISTICS @schema@.report_year_before ON ((year + 1)) FROM @schema@.report;
COMMENT ON TABLE @schema@.report IS
	'Accepted reports. Of one agency and year that of the latest filing is current; '
	'the others are superseded by the filing after them';
COMMENT ON STATISTICS @schema@.report_year_before IS
	'How many reports a year has, for views that join it with the year after';
COMMENT ON COLUMN @schema@.report.agency IS
	'As assigned, else as filed, else as in the report, by the name that agency_name says';
COMMENT ON COLUMN @schema@.report.year IS 'As assigned, else as filed, else as in the report';
COMMENT ON COLUMN @schema@.report.superseded_by IS
	'The next accepted filing of the same agency and year; NULL: this report is current';
COMMENT ON COLUMN @schema@.report.waiver IS
	'The decision that accepts it in spite of failing identities; NULL if none fails';
COMMENT ON COLUMN @schema@.report.accepted IS 'When the transaction began that wrote this row';
COMMENT ON COLUMN @schema@.report.level_by_name IS
	'The level that the name of the agency tells: agency_level';
COMMENT ON COLUMN @schema@.report.sector_by_name IS
	'The sector that the name of the agency tells: agency_sector';
COMMENT ON COLUMN @schema@.report.form IS
	'That of section 3 of the report, by its year; NULL if it does not tell';
COMMENT ON COLUMN @schema@.report.cells_known IS 'How many cells have a value';
COMMENT ON COLUMN @schema@.report.cells_expected IS
	'How many cells the forms have that its tables follow';
COMMENT ON COLUMN @schema@.report.altered_by IS
	'The role that last changed this row by hand; NULL if nobody did';
COMMENT ON COLUMN @schema@.report.figures IS
	'Those of the report, so that reports can be added up without their words being read';
COMMENT ON COLUMN @schema@.report.report IS 'What parse_report read';

CREATE FUNCTION @schema@.note_alteration() RETURNS trigger
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	NEW.altered_by := current_user;
	RETURN NEW;
END $$;
COMMENT ON FUNCTION @schema@.note_alteration() IS 'Trigger: notes who changes a report by hand';
CREATE TRIGGER derive_columns
	BEFORE INSERT OR UPDATE OF agency, level_by_name, sector_by_name, form, cells_known,
		cells_expected, figures, report
	ON @schema@.report FOR EACH ROW EXECUTE FUNCTION @extension@.derive_columns();
COMMENT ON TRIGGER derive_columns ON @schema@.report IS
	'Columns that follow from others of the row';
-- what the registry itself writes are new rows, and who supersedes them
CREATE TRIGGER note_alteration
	BEFORE UPDATE OF filing_id, agency, year, waiver, accepted, altered_by, report
	ON @schema@.report FOR EACH ROW EXECUTE FUNCTION @schema@.note_alteration();
COMMENT ON TRIGGER note_alteration ON @schema@.report IS
	'A row that was changed by hand shows by whom';

CREATE TABLE @schema@.rejection (
	filing_id bigint PRIMARY KEY REFERENCES @schema@.filing,
	reason    text NOT NULL CHECK (reason IN ('not a report', 'not readable', 'several reports',
		'no figures', 'no agency', 'no year', 'unbalanced', 'fewer figures', 'approved', 'by hand',
		'error')),
	detail    text,
	hint      text NOT NULL,
	agency    text,
	year      integer,
	rejected  timestamptz NOT NULL DEFAULT now(),
	report    @extension@.disclosure_report
);
CREATE INDEX ON @schema@.rejection (agency, year);
COMMENT ON TABLE @schema@.rejection IS
	'Filings that are not accepted, and why; rejection_violation lists the failing identities';
COMMENT ON COLUMN @schema@.rejection.reason IS
	'The first that applies. not a report: no part of the form in it; not readable: bytes of a '
	'kind that is not read; several reports: more than one; no figures: headings without tables; '
	'no agency, no year: nobody says, or the name is short; unbalanced: identities fail; '
	'fewer figures: the current report knows cells that it does not; approved: the year is closed; '
	'by hand: a decision; error: reading or writing it failed';
COMMENT ON COLUMN @schema@.rejection.detail IS
	'not readable: the kind; no agency: the short name; unbalanced: the failing identities; '
	'fewer figures: the cells; approved: why the year was; by hand: the reason given; '
	'error: its message; else NULL';
COMMENT ON COLUMN @schema@.rejection.hint IS
	'What can be done about it, in Chinese and in English';
COMMENT ON COLUMN @schema@.rejection.agency IS 'As for report, as far as known';
COMMENT ON COLUMN @schema@.rejection.year IS 'As for report, as far as known';
COMMENT ON COLUMN @schema@.rejection.rejected IS 'When the transaction began that wrote this row';
COMMENT ON COLUMN @schema@.rejection.report IS 'What parse_report read; NULL if it read nothing';

CREATE TABLE @schema@.unused_reading (
	filing_id bigint PRIMARY KEY REFERENCES @schema@.filing,
	reason    text NOT NULL,
	detail    text,
	hint      text NOT NULL,
	noted     timestamptz NOT NULL DEFAULT now(),
	report    @extension@.disclosure_report
);
COMMENT ON TABLE @schema@.unused_reading IS
	'What a later reading of accepted filings gave, where it is not taken because it knows less '
	'than the report that is there, or because the year is approved';
COMMENT ON COLUMN @schema@.unused_reading.reason IS
	'Why it is not taken, in the words of rejection.reason';
COMMENT ON COLUMN @schema@.unused_reading.detail IS 'As in rejection';
COMMENT ON COLUMN @schema@.unused_reading.hint IS 'What can be done about it';
COMMENT ON COLUMN @schema@.unused_reading.noted IS 'When the transaction began that wrote this row';
COMMENT ON COLUMN @schema@.unused_reading.report IS
	'What parse_report read; NULL if it read nothing';

DO $$
BEGIN
	ALTER TABLE @schema@.filing ALTER body SET COMPRESSION lz4, ALTER raw SET COMPRESSION lz4;
	ALTER TABLE @schema@.report ALTER report SET COMPRESSION lz4;
	ALTER TABLE @schema@.rejection ALTER report SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
	NULL; -- this server was built without lz4: loading takes longer
END $$;
-- the rates of peer groups, kept so that one agency finds its place without all others being read

-- They hold while no year has changed since. Whoever changes a report notes its year, and who keeps
-- the groups of a year lets nobody change one meanwhile.
CREATE TABLE @schema@.kept_peer_group (
	year    integer NOT NULL,
	scope   text NOT NULL,
	level   text,
	sector  text,
	reports bigint NOT NULL,
	rates   double precision[] NOT NULL
);
ALTER TABLE @schema@.kept_peer_group ALTER rates SET STORAGE EXTERNAL;
CREATE INDEX ON @schema@.kept_peer_group (year);
COMMENT ON TABLE @schema@.kept_peer_group IS
	'Rows of rate_group as keep_peer_groups worked them out; read while changed_year is empty';
COMMENT ON COLUMN @schema@.kept_peer_group.year IS 'The year of the reports';
COMMENT ON COLUMN @schema@.kept_peer_group.scope IS
	'peers: the reports of one level and sector; all: all reports of the year';
COMMENT ON COLUMN @schema@.kept_peer_group.level IS 'Of peers: their level';
COMMENT ON COLUMN @schema@.kept_peer_group.sector IS 'Of peers: their sector';
COMMENT ON COLUMN @schema@.kept_peer_group.reports IS 'How many reports the group has';
COMMENT ON COLUMN @schema@.kept_peer_group.rates IS 'Their rates: peer_rates';

CREATE TABLE @schema@.changed_year (
	year integer NOT NULL
);
COMMENT ON TABLE @schema@.changed_year IS
	'Years whose reports, or what is known of their agencies, have changed since their peer groups '
	'were kept; one may be here several times';
COMMENT ON COLUMN @schema@.changed_year.year IS 'The year';

CREATE TRIGGER note_changed_year
	AFTER INSERT OR DELETE OR UPDATE OF agency, year, superseded_by, report ON @schema@.report
	FOR EACH ROW EXECUTE FUNCTION @extension@.note_changed_year();
CREATE TRIGGER note_changed_years AFTER TRUNCATE ON @schema@.report
	FOR EACH STATEMENT EXECUTE FUNCTION @extension@.note_changed_year();
CREATE TRIGGER note_new_kind AFTER INSERT ON @schema@.agency
	FOR EACH ROW WHEN (NEW.level IS NOT NULL OR NEW.sector IS NOT NULL)
	EXECUTE FUNCTION @extension@.note_changed_year();
CREATE TRIGGER note_other_kind AFTER UPDATE ON @schema@.agency
	FOR EACH ROW WHEN ((OLD.name, OLD.level, OLD.sector)
		IS DISTINCT FROM (NEW.name, NEW.level, NEW.sector))
	EXECUTE FUNCTION @extension@.note_changed_year();
CREATE TRIGGER note_old_kind AFTER DELETE ON @schema@.agency
	FOR EACH ROW WHEN (OLD.level IS NOT NULL OR OLD.sector IS NOT NULL)
	EXECUTE FUNCTION @extension@.note_changed_year();
CREATE TRIGGER note_changed_years AFTER TRUNCATE ON @schema@.agency
	FOR EACH STATEMENT EXECUTE FUNCTION @extension@.note_changed_year();
ALTER TABLE @schema@.report ENABLE ALWAYS TRIGGER note_changed_year;
ALTER TABLE @schema@.report ENABLE ALWAYS TRIGGER note_changed_years;
ALTER TABLE @schema@.agency ENABLE ALWAYS TRIGGER note_new_kind;
ALTER TABLE @schema@.agency ENABLE ALWAYS TRIGGER note_other_kind;
ALTER TABLE @schema@.agency ENABLE ALWAYS TRIGGER note_old_kind;
ALTER TABLE @schema@.agency ENABLE ALWAYS TRIGGER note_changed_years;
COMMENT ON TRIGGER note_changed_year ON @schema@.report IS
	'The year of a changed report is noted, also where it came by logical replication';
COMMENT ON TRIGGER note_changed_years ON @schema@.report IS
	'All kept years are noted';
COMMENT ON TRIGGER note_new_kind ON @schema@.agency IS
	'All kept years are noted: its level or sector is not what its name tells';
COMMENT ON TRIGGER note_other_kind ON @schema@.agency IS
	'All kept years are noted: its level or sector is another one';
COMMENT ON TRIGGER note_old_kind ON @schema@.agency IS
	'All kept years are noted: its level or sector is what its name tells';
COMMENT ON TRIGGER note_changed_years ON @schema@.agency IS
	'All kept years are noted';

-- A procedure that commits may not SET search_path: it does so in each of its transactions.
CREATE PROCEDURE @schema@.keep_peer_groups()
	LANGUAGE plpgsql
	AS $$
DECLARE
	one integer;
BEGIN
	LOOP
		PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
		LOCK TABLE @schema@.agency, @schema@.report IN SHARE ROW EXCLUSIVE MODE;
		IF NOT EXISTS (SELECT FROM @schema@.kept_peer_group) THEN
			INSERT INTO @schema@.changed_year (year) SELECT DISTINCT year FROM @schema@.report;
		END IF;
		one := (SELECT min(year) FROM @schema@.changed_year);
		EXIT WHEN one IS NULL;
		DELETE FROM @schema@.kept_peer_group WHERE year = one;
		INSERT INTO @schema@.kept_peer_group (year, scope, level, sector, reports, rates)
		SELECT year, scope, level, sector, reports, rates FROM @schema@.live_rate_group
		WHERE year = one;
		DELETE FROM @schema@.changed_year WHERE year = one;
		COMMIT;
	END LOOP;
END $$;
COMMENT ON PROCEDURE @schema@.keep_peer_groups() IS
	'Works out the peer groups of the years that have changed, so that peer_percentiles and '
	'ranking of one agency read these and not all reports; they give the same without it. Nobody '
	'can change reports or agencies while it reads the reports of a year; each year is committed';
-- who is to report, and until when

CREATE TABLE @schema@.roster (
	agency text NOT NULL CONSTRAINT agency_is_short CHECK (length(agency) <= 200),
	year   integer NOT NULL CONSTRAINT year_has_four_digits CHECK (year BETWEEN 1000 AND 9999),
	due    date,
	note   text,
	PRIMARY KEY (agency, year)
);
CREATE INDEX ON @schema@.roster (year);
COMMENT ON TABLE @schema@.roster IS 'Which agency is to report about which year, and until when';
COMMENT ON COLUMN @schema@.roster.agency IS
	'By any name that agency_name has: agency_key of what is written here';
COMMENT ON COLUMN @schema@.roster.year IS 'The year that is to be reported about';
COMMENT ON COLUMN @schema@.roster.due IS
	'The last day on which the report may come; NULL if none is set';
COMMENT ON COLUMN @schema@.roster.note IS 'Anything';
CREATE TRIGGER spell_names BEFORE INSERT OR UPDATE ON @schema@.roster
	FOR EACH ROW EXECUTE FUNCTION @schema@.spell_names('agency');
COMMENT ON TRIGGER spell_names ON @schema@.roster IS 'One agency has one spelling';

CREATE VIEW @schema@.expected_report AS
	-- under two names it is still one agency
	SELECT named.agency, o.year, min(o.due) AS due
	FROM @schema@.roster o
	LEFT JOIN LATERAL (
		SELECT n.name FROM @schema@.agency_name n WHERE n.name = o.agency LIMIT 1) n ON true
	CROSS JOIN LATERAL (
		SELECT CASE
			WHEN n.name IS NULL THEN o.agency
			ELSE coalesce(@schema@.resolve_agency(o.agency, o.year), o.agency)
		END AS agency) named
	GROUP BY named.agency, o.year;
COMMENT ON VIEW @schema@.expected_report IS
	'The roster with the names that agencies have in report';

CREATE VIEW @schema@.missing_reports AS
	SELECT e.agency, e.year, e.due, e.due < current_date AS is_overdue, x.rejected
	FROM @schema@.expected_report e
	CROSS JOIN LATERAL (
		SELECT count(*) AS rejected FROM @schema@.rejection x
		WHERE (x.agency, x.year) = (e.agency, e.year)) x
	WHERE NOT EXISTS (
		SELECT FROM @schema@.report r
		WHERE (r.agency, r.year) = (e.agency, e.year) AND r.superseded_by IS NULL);
COMMENT ON VIEW @schema@.missing_reports IS
	'Who is to report about a year by the roster, and has no report that is accepted';

CREATE VIEW @schema@.late_reports AS
	SELECT e.agency, e.year, e.due, came.arrived, came.arrived::date - e.due AS days_late
	FROM @schema@.expected_report e,
	LATERAL (
		SELECT min(f.arrived) AS arrived
		FROM @schema@.report r JOIN @schema@.filing f ON f.id = r.filing_id
		WHERE (r.agency, r.year) = (e.agency, e.year)) came
	WHERE came.arrived::date > e.due;
COMMENT ON VIEW @schema@.late_reports IS
	'Whose first accepted report came after the day on which it was due, by the time zone of the '
	'session';
-- what has become of questions

CREATE TABLE @schema@.follow_up (
	agency      text NOT NULL CONSTRAINT agency_is_short CHECK (length(agency) <= 200),
	year        integer NOT NULL CONSTRAINT year_has_four_digits CHECK (year BETWEEN 1000 AND 9999),
	rule        text,
	item        text,
	column_name text,
	status      text CHECK (status IN ('open', 'asked', 'answered', 'accepted')),
	note        text,
	due         date,
	made_by     name NOT NULL DEFAULT current_user,
	made_at     timestamptz NOT NULL DEFAULT now(),
	id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	CONSTRAINT cell_has_a_rule CHECK (rule IS NOT NULL OR num_nonnulls(item, column_name) = 0)
);
CREATE INDEX ON @schema@.follow_up (agency, year);
COMMENT ON TABLE @schema@.follow_up IS
	'What has become of questions: INSERT or COPY a row whenever something happens. The last '
	'status, note and due of a question count, also after its report is read again or corrected';
COMMENT ON COLUMN @schema@.follow_up.agency IS
	'By any name that agency_name has: agency_key of what is written here';
COMMENT ON COLUMN @schema@.follow_up.year IS 'The year that is reported about';
COMMENT ON COLUMN @schema@.follow_up.rule IS
	'The question, with item and column_name, as question_item has them; NULL: all questions of '
	'this agency and year';
COMMENT ON COLUMN @schema@.follow_up.item IS 'As in question_item';
COMMENT ON COLUMN @schema@.follow_up.column_name IS 'As in question_item';
COMMENT ON COLUMN @schema@.follow_up.status IS
	'open, asked, answered or accepted; the last two are no more in letters. NULL: as it was';
COMMENT ON COLUMN @schema@.follow_up.note IS 'The answer, or anything. NULL: as it was';
COMMENT ON COLUMN @schema@.follow_up.due IS
	'The last day on which the answer may come. NULL: as it was';
COMMENT ON COLUMN @schema@.follow_up.made_by IS 'The role that wrote the row';
COMMENT ON COLUMN @schema@.follow_up.made_at IS 'When its transaction began';
CREATE TRIGGER spell_names BEFORE INSERT OR UPDATE ON @schema@.follow_up
	FOR EACH ROW EXECUTE FUNCTION @schema@.spell_names('agency');
COMMENT ON TRIGGER spell_names ON @schema@.follow_up IS 'One agency has one spelling';
-- from filings to outcomes

CREATE FUNCTION @schema@.advice(kind text, VARIADIC names text[]) RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT concat_ws(' / ', d.label, d.english)
	FROM unnest(names) WITH ORDINALITY n (name, place)
	JOIN @extension@.name_dictionary(advice.kind) d ON d.name = n.name
	ORDER BY n.place LIMIT 1;
END;
COMMENT ON FUNCTION @schema@.advice(text, text[]) IS
	'What to do next, in Chinese and in English: of the first of some names of this kind in '
	'name_dictionary';

CREATE FUNCTION @schema@.read(filings bigint[])
	RETURNS TABLE (
		filing_id bigint, agency text, year integer, parent text,
		report @extension@.disclosure_report, shows_cells boolean, reports integer,
		unread_kind text, is_balanced boolean)
	LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
	SELECT f.id,
		@extension@.agency_key(coalesce(f.agency, CASE
			-- a ? stands for characters that the encoding of the database lacks:
			-- several agencies may have the same
			WHEN (f.reading).agency NOT LIKE '%?%' AND length((f.reading).agency) <= 200
				THEN (f.reading).agency
		END)),
		coalesce(f.year, (f.reading).year), f.parent, (f.reading).report,
		(f.reading).shows_cells, (f.reading).reports, (f.reading).unread_kind,
		(f.reading).is_balanced
	FROM (
		SELECT id, agency, year, parent, @extension@.read_filing(body, raw, source) AS reading
		FROM @schema@.filing WHERE id = ANY (filings)
		OFFSET 0) f;
END;
COMMENT ON FUNCTION @schema@.read(bigint[]) IS
	'What filings hold, with agency and year as filed or as they themselves say; '
	'report is NULL where there is none. Raises what read_filing raises';

CREATE FUNCTION @schema@.judge(filings bigint[], error text DEFAULT NULL)
	RETURNS TABLE (
		filing_id bigint, agency text, year integer, report @extension@.disclosure_report,
		waiver bigint, reason text, detail text, hint text)
	LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
	SELECT reading.filing_id, organ.agency, organ.year, reading.report,
		CASE WHEN judged.reason IS NULL AND NOT reading.is_balanced THEN verdict.waiver END,
		judged.reason,
		CASE judged.reason
			WHEN 'error' THEN judge.error
			WHEN 'by hand' THEN verdict.why
			WHEN 'no agency' THEN organ.name
			WHEN 'not readable' THEN (
				SELECT concat_ws(' / ', k.label, k.english)
				FROM @extension@.name_dictionary('file_kind'::text) k
				WHERE k.name = reading.unread_kind)
			WHEN 'unbalanced' THEN (
				SELECT string_agg(v.expression, '; ')
				FROM @extension@.report_violations(reading.report) v WHERE v.severity = 'error')
		END,
		CASE
			WHEN judged.reason = 'not readable' THEN @schema@.advice(
				'not_readable', VARIADIC ARRAY[reading.unread_kind, 'damaged'])
			WHEN verdict.is_erased THEN @schema@.advice('rejection_hint', 'erased')
			WHEN judged.reason IS NOT NULL
				THEN @schema@.advice('rejection_hint', judged.reason)
		END
	FROM (
		SELECT r.* FROM @schema@.read(filings) r WHERE judge.error IS NULL
		UNION ALL
		SELECT f.id, @extension@.agency_key(f.agency), f.year, f.parent,
			NULL::@extension@.disclosure_report, NULL, NULL, NULL, NULL
		FROM @schema@.filing f WHERE judge.error IS NOT NULL AND f.id = ANY (filings)) reading
	LEFT JOIN @schema@.verdicts(filings) verdict USING (filing_id)
	CROSS JOIN LATERAL (
		SELECT coalesce(@extension@.agency_key(verdict.agency), reading.agency) AS name,
			coalesce(verdict.year, reading.year) AS year
		OFFSET 0) named
	CROSS JOIN LATERAL (
		SELECT named.name, named.year, CASE
			WHEN EXISTS (SELECT FROM @schema@.agency_name n WHERE n.name = named.name)
				THEN @schema@.resolve_agency(named.name, named.year, reading.parent)
			WHEN NOT @extension@.is_short_name(named.name) THEN named.name
		END AS agency
		OFFSET 0) organ
	CROSS JOIN LATERAL (
		SELECT CASE
			WHEN verdict.is_erased THEN 'by hand'
			WHEN judge.error IS NOT NULL AND verdict.is_rejected THEN 'by hand'
			WHEN judge.error IS NOT NULL THEN 'error'
			WHEN reading.unread_kind IS NOT NULL THEN 'not readable'
			WHEN reading.report IS NULL THEN 'not a report'
			WHEN reading.reports > 1 AND verdict.is_preferred IS NOT TRUE THEN 'several reports'
			WHEN NOT reading.shows_cells AND verdict.is_preferred IS NOT TRUE THEN 'no figures'
			WHEN organ.agency IS NULL THEN 'no agency'
			WHEN organ.year IS NULL THEN 'no year'
			WHEN verdict.waiver IS NULL AND NOT reading.is_balanced THEN 'unbalanced'
			WHEN verdict.is_rejected THEN 'by hand'
		END AS reason
		OFFSET 0) judged;
END;
COMMENT ON FUNCTION @schema@.judge(bigint[], text) IS
	'What becomes of filings, as far as it depends on nothing but themselves, without writing it: '
	'reason is NULL where nothing speaks against them. '
	'The other columns are those of report and rejection. '
	'With the message of an error: what becomes of them if it stopped their being read or written';
-- which filings of an agency and year count: one that is later, and knows no less

CREATE TYPE @schema@.judgement AS (
	filing_id bigint,
	agency    text,
	year      integer,
	waiver    bigint,
	reason    text,
	detail    text,
	hint      text
);
COMMENT ON TYPE @schema@.judgement IS
	'A row of judge without its report: reports are large, and stand in an array of their own, in '
	'the same order';

CREATE FUNCTION @schema@.figures_of(report @extension@.disclosure_report)
	RETURNS @extension@.disclosure_figures
	LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	SELECT figures_of.report::@extension@.disclosure_figures;
END;
COMMENT ON FUNCTION @schema@.figures_of(@extension@.disclosure_report) IS
	'The figures of a report, wherever the extension is moved to';

CREATE FUNCTION @schema@.lost_cells(
	filing_id bigint, figures @extension@.disclosure_figures, than bigint,
	than_figures @extension@.disclosure_figures) RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT concat(lost_cells.than, ': ', lost.cells)
	FROM @schema@.filing f
	CROSS JOIN LATERAL (
		SELECT @extension@.lost_cells(figures, than_figures, f.body, f.raw) AS cells OFFSET 0) lost
	WHERE f.id = lost_cells.filing_id AND lost.cells IS NOT NULL;
END;
COMMENT ON FUNCTION @schema@.lost_cells(
	bigint, @extension@.disclosure_figures, bigint, @extension@.disclosure_figures) IS
	'The cells of its form that a filing does not know and does not show blank, and that another '
	'one, which comes first, knows: five of them, and how many; NULL if there are none';

CREATE FUNCTION @schema@.is_preferred(filing_id bigint) RETURNS boolean
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT coalesce(bool_or(v.is_preferred), false)
	FROM @schema@.verdicts(ARRAY[is_preferred.filing_id]) v;
END;
COMMENT ON FUNCTION @schema@.is_preferred(bigint) IS
	'Does a filing count although it knows less?';

CREATE FUNCTION @schema@.revise(
	judgements @schema@.judgement[], reports @extension@.disclosure_report[], in_report bigint[])
	RETURNS TABLE (
		filing_id bigint, agency text, year integer, was_accepted boolean, is_accepted boolean,
		reason text, detail text)
	LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
	WITH RECURSIVE judged AS MATERIALIZED (
		SELECT j.filing_id, j.agency, j.year, j.reason, j.place
		FROM unnest(judgements) WITH ORDINALITY j (
			filing_id, agency, year, waiver, reason, detail, hint, place)
	), earlier AS MATERIALIZED (
		SELECT r.filing_id, r.agency, r.year, r.figures
		FROM @schema@.report r WHERE r.filing_id = ANY (in_report)
	), concerned AS MATERIALIZED (
		SELECT j.agency, j.year FROM judged j WHERE j.reason IS NULL
		UNION
		SELECT e.agency, e.year FROM earlier e
	), member AS (
		SELECT j.filing_id, j.agency, j.year, j.place,
			NULL::@extension@.disclosure_figures AS figures, e.filing_id IS NOT NULL AS was_accepted
		FROM judged j LEFT JOIN earlier e USING (filing_id, agency, year)
		WHERE j.reason IS NULL
		UNION ALL
		SELECT e.filing_id, e.agency, e.year, NULL, e.figures, true
		FROM earlier e WHERE e.filing_id NOT IN (SELECT j.filing_id FROM judged j)
		UNION ALL
		SELECT x.filing_id, c.agency, c.year, NULL, x.figures, false
		FROM concerned c
		CROSS JOIN LATERAL (
			SELECT x.filing_id, x.report::@extension@.disclosure_figures AS figures
			FROM @schema@.rejection x
			WHERE (x.agency, x.year) = (c.agency, c.year) AND x.reason = 'fewer figures'
			OFFSET 0) x
		WHERE x.filing_id NOT IN (SELECT j.filing_id FROM judged j)
	), ordered AS MATERIALIZED (
		SELECT m.filing_id, m.agency, m.year, m.was_accepted, m.is_closed, m.why, m.place,
			m.members,
			-- most are alone, and what they know does not matter
			CASE WHEN m.members > 1 THEN coalesce(m.figures, @schema@.figures_of(reports[m.at]))
				END AS figures
		FROM (
			SELECT m.filing_id, m.agency, m.year, m.was_accepted, m.figures, m.place AS at,
				a.year IS NOT NULL AS is_closed, a.why,
				row_number() OVER (PARTITION BY m.agency, m.year ORDER BY m.filing_id) AS place,
				count(*) OVER (PARTITION BY m.agency, m.year) AS members
			FROM member m LEFT JOIN @schema@.approved_year a ON a.year = m.year) m
	), revision AS (
		-- what counts at each place of the series, and how the filing there compares with what
		-- counted before
		SELECT o.filing_id, o.agency, o.year, o.place, o.was_accepted, o.is_closed, o.why,
			o.was_accepted OR NOT o.is_closed AS is_accepted, NULL::text AS lost,
			CASE WHEN o.was_accepted OR NOT o.is_closed THEN o.filing_id END AS current,
			CASE WHEN o.was_accepted OR NOT o.is_closed THEN o.figures END AS current_figures
		FROM ordered o WHERE o.place = 1 AND o.members > 1
		UNION ALL
		SELECT o.filing_id, o.agency, o.year, o.place, o.was_accepted, o.is_closed, o.why,
			o.is_accepted, o.lost,
			CASE WHEN o.is_accepted THEN o.filing_id ELSE o.current END,
			CASE WHEN o.is_accepted THEN o.figures ELSE o.current_figures END
		FROM (
			SELECT o.*, v.current, v.current_figures, lost.cells AS lost,
				CASE WHEN o.is_closed THEN o.was_accepted ELSE lost.cells IS NULL END AS is_accepted
			FROM revision v
			JOIN ordered o ON (o.agency, o.year, o.place) = (v.agency, v.year, v.place + 1)
			CROSS JOIN LATERAL (
				SELECT CASE
					WHEN @extension@.knows_less(o.figures, v.current_figures)
							AND NOT @schema@.is_preferred(o.filing_id)
						THEN @schema@.lost_cells(
							o.filing_id, o.figures, v.current, v.current_figures)
				END AS cells
				OFFSET 0) lost) o
	)
	SELECT v.filing_id, v.agency, v.year, v.was_accepted, v.is_accepted,
		CASE
			WHEN v.is_accepted THEN NULL
			WHEN v.lost IS NOT NULL THEN 'fewer figures'
			ELSE 'approved'
		END,
		CASE WHEN NOT v.is_accepted THEN coalesce(v.lost, v.why) END
	FROM (
		SELECT v.filing_id, v.agency, v.year, v.was_accepted, v.is_accepted, v.lost, v.why
		FROM revision v
		UNION ALL
		SELECT o.filing_id, o.agency, o.year, o.was_accepted, o.was_accepted OR NOT o.is_closed,
			NULL, o.why
		FROM ordered o WHERE o.members = 1) v;
END;
COMMENT ON FUNCTION @schema@.revise(
	@schema@.judgement[], @extension@.disclosure_report[], bigint[]) IS
	'What becomes of filings against which nothing else speaks, and of all that are of the same '
	'agencies and years, of which those in report are given: in their order each is accepted, '
	'unless it knows less than the one that is accepted before it, or the year is approved';

CREATE FUNCTION @schema@.compare_readings(
	judgements @schema@.judgement[], reports @extension@.disclosure_report[])
	RETURNS TABLE (
		judged @schema@.judgement, report @extension@.disclosure_report, stored @schema@.judgement,
		stored_report @extension@.disclosure_report, reason text, detail text)
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT (j.filing_id, j.agency, j.year, j.waiver, j.reason, j.detail, j.hint
			)::@schema@.judgement, j.report,
		CASE WHEN a.filing_id IS NOT NULL THEN
			(a.filing_id, a.agency, a.year, a.waiver, NULL, NULL, NULL)::@schema@.judgement END,
		a.report, unused.reason,
		CASE unused.reason
			WHEN 'approved' THEN y.why
			WHEN 'fewer figures' THEN lost.cells
			ELSE j.detail
		END
	FROM (
		SELECT j.*, reports[j.place] AS report
		FROM unnest(judgements) WITH ORDINALITY j (
			filing_id, agency, year, waiver, reason, detail, hint, place)) j
	LEFT JOIN @schema@.report a ON a.filing_id = j.filing_id
	LEFT JOIN @schema@.approved_year y ON y.year = a.year
	CROSS JOIN LATERAL (SELECT @schema@.figures_of(j.report) AS figures OFFSET 0) now
	CROSS JOIN LATERAL (
		SELECT CASE
			WHEN @extension@.knows_less(now.figures, a.figures)
				THEN @schema@.lost_cells(j.filing_id, now.figures, a.filing_id, a.figures)
		END AS cells
		OFFSET 0) lost
	CROSS JOIN LATERAL (
		SELECT CASE
			WHEN a.filing_id IS NULL THEN NULL
			WHEN y.year IS NOT NULL THEN CASE
				WHEN (j.agency, j.year, j.report, j.waiver, j.reason)
						IS DISTINCT FROM (a.agency, a.year, a.report, a.waiver, NULL)
					THEN 'approved'
			END
			WHEN j.report IS NOT DISTINCT FROM a.report THEN NULL
			WHEN j.reason IN ('error', 'not a report', 'not readable', 'no figures') THEN j.reason
			WHEN j.reason IN ('by hand', 'several reports') OR @schema@.is_preferred(j.filing_id)
					OR EXISTS (SELECT FROM @schema@.decision w WHERE w.voids = a.waiver)
				THEN NULL
			WHEN lost.cells IS NOT NULL THEN 'fewer figures'
			WHEN j.reason = 'no agency' AND (j.report).agency IS NULL
					AND (a.report).agency IS NOT NULL
				THEN j.reason
			WHEN j.reason = 'no year' AND (j.report).year IS NULL AND (a.report).year IS NOT NULL
				THEN j.reason
		END AS reason
		OFFSET 0) unused;
END;
COMMENT ON FUNCTION @schema@.compare_readings(
	@schema@.judgement[], @extension@.disclosure_report[]) IS
	'What report has of the filings that are judged anew, and the reason why their reading now is '
	'not to be used: it knows less or fails, or the year is approved; NULL where it is to be used';

CREATE FUNCTION @schema@.keep_better(
	INOUT judgements @schema@.judgement[], INOUT reports @extension@.disclosure_report[])
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	DELETE FROM @schema@.unused_reading
	WHERE filing_id IN (SELECT j.filing_id FROM unnest(judgements) j);
	WITH compared AS MATERIALIZED (
		SELECT * FROM @schema@.compare_readings(judgements, reports)
	), noted AS (
		INSERT INTO @schema@.unused_reading (filing_id, reason, detail, hint, report)
		SELECT (judged).filing_id, reason, detail, @schema@.advice('unused_hint', reason, 'other'),
			report
		FROM compared WHERE reason IS NOT NULL
	)
	SELECT array_agg(CASE
			WHEN reason IS NULL THEN judged
			WHEN reason IN ('approved', 'error') THEN stored
			ELSE ((judged).filing_id, coalesce((judged).agency, (stored).agency),
				coalesce((judged).year, (stored).year), (stored).waiver, NULL, NULL, NULL
				)::@schema@.judgement
		END),
		array_agg(CASE WHEN reason IS NULL THEN report ELSE stored_report END)
	INTO judgements, reports
	FROM compared;
END $$;
COMMENT ON FUNCTION @schema@.keep_better(
	@schema@.judgement[], @extension@.disclosure_report[]) IS
	'Judgements and reports with what report has of a filing instead of a reading that is not to '
	'be used, which is noted in unused_reading';
-- which reports have a sentence: an index that is filled on demand, because it costs more to keep
-- than all else that happens to a filing

CREATE TABLE @schema@.narrative (
	filing_id bigint PRIMARY KEY,
	id        bigint GENERATED ALWAYS AS IDENTITY UNIQUE
);
COMMENT ON TABLE @schema@.narrative IS
	'The reports that are in sentence; similar_reports takes the sentences of others out of the '
	'reports themselves';
COMMENT ON COLUMN @schema@.narrative.filing_id IS 'That of the report';
COMMENT ON COLUMN @schema@.narrative.id IS
	'Another one whenever the report has changed: sentences of before are nobody''s';

CREATE TABLE @schema@.sentence (
	hash      bigint NOT NULL,
	narrative bigint NOT NULL,
	PRIMARY KEY (hash, narrative)
);
COMMENT ON TABLE @schema@.sentence IS 'Which narratives have a sentence: report_sentences';
COMMENT ON COLUMN @schema@.sentence.hash IS 'The sentence';
COMMENT ON COLUMN @schema@.sentence.narrative IS 'narrative.id';

CREATE FUNCTION @schema@.forget_narrative() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	DELETE FROM @schema@.narrative WHERE filing_id = OLD.filing_id;
	RETURN NULL;
END $$;
COMMENT ON FUNCTION @schema@.forget_narrative() IS
	'Trigger: the sentences of a report that has changed or gone are nobody''s';
CREATE TRIGGER forget_narrative AFTER DELETE OR UPDATE OF filing_id, agency, report
	ON @schema@.report FOR EACH ROW EXECUTE FUNCTION @schema@.forget_narrative();
COMMENT ON TRIGGER forget_narrative ON @schema@.report IS
	'similar_reports looks at the report itself';

CREATE PROCEDURE @schema@.index_narratives()
	LANGUAGE sql
BEGIN ATOMIC
	DELETE FROM @schema@.sentence s
	WHERE NOT EXISTS (SELECT FROM @schema@.narrative n WHERE n.id = s.narrative);
	WITH noted AS (
		INSERT INTO @schema@.narrative (filing_id)
		SELECT r.filing_id FROM @schema@.report r
		WHERE NOT EXISTS (SELECT FROM @schema@.narrative n WHERE n.filing_id = r.filing_id)
		ORDER BY r.filing_id
		ON CONFLICT DO NOTHING
		RETURNING filing_id, id)
	INSERT INTO @schema@.sentence (hash, narrative)
	SELECT h.hash, n.id
	FROM noted n JOIN @schema@.report r USING (filing_id)
	CROSS JOIN LATERAL unnest(@extension@.report_sentences(r.report)) h (hash)
	-- so that the index is filled from one end to the other
	ORDER BY h.hash, n.id;
END;
COMMENT ON PROCEDURE @schema@.index_narratives() IS
	'Makes similar_reports fast: takes in the sentences of reports that came since it was last '
	'called';
-- from judgements to outcomes

CREATE FUNCTION @schema@.lock_series(in_force bigint[], judgements @schema@.judgement[])
	RETURNS bigint[]
	LANGUAGE sql VOLATILE
BEGIN ATOMIC
	SELECT array_agg(filing_id)
	FROM (
		SELECT r.filing_id
		FROM (
			SELECT * FROM (
				SELECT j.agency, j.year FROM unnest(judgements) j WHERE j.reason IS NULL
				UNION
				SELECT o.agency, o.year FROM @schema@.report o WHERE o.filing_id = ANY (in_force)) s
			ORDER BY s.agency, s.year
			OFFSET 0) s
		CROSS JOIN LATERAL (
			SELECT r.filing_id FROM @schema@.report r WHERE (r.agency, r.year) = (s.agency, s.year)
			ORDER BY r.filing_id FOR NO KEY UPDATE
			OFFSET 0) r) locked;
END;
COMMENT ON FUNCTION @schema@.lock_series(bigint[], @schema@.judgement[]) IS
	'Whoever changes what counts of an agency and year does so one after the other: locks the '
	'accepted reports of those that judgements touch, and of those of filings that are accepted, '
	'and gives their filings';

CREATE FUNCTION @schema@.write_outcomes(
	filings bigint[], judgements @schema@.judgement[], reports @extension@.disclosure_report[])
	RETURNS bigint[]
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	-- asked for once: most filings are new, and report may have many partitions
	in_force CONSTANT bigint[] := ARRAY(
		SELECT filing_id FROM @schema@.report WHERE filing_id = ANY (filings));
	in_report bigint[];
	others bigint[];
BEGIN
	IF in_force <> '{}' THEN
		SELECT * INTO judgements, reports FROM @schema@.keep_better(judgements, reports);
	END IF;
	in_report := @schema@.lock_series(in_force, judgements);

	WITH revised AS MATERIALIZED (
		SELECT * FROM @schema@.revise(judgements, reports, in_report)
	), judged AS MATERIALIZED (
		-- without the reports, which are large
		SELECT j.filing_id, j.agency, j.year, j.place, j.waiver,
			coalesce(j.reason, r.reason) AS reason, coalesce(j.detail, r.detail) AS detail,
			coalesce(j.hint, CASE WHEN r.reason IS NOT NULL
				THEN @schema@.advice('rejection_hint', r.reason) END) AS hint
		FROM unnest(judgements) WITH ORDINALITY j (
			filing_id, agency, year, waiver, reason, detail, hint, place)
		LEFT JOIN revised r USING (filing_id)
	), changed AS MATERIALIZED (
		SELECT j.filing_id, j.agency, j.year, j.reason IS NULL AS is_accepted
		FROM judged j
		LEFT JOIN (
			SELECT * FROM @schema@.report WHERE filing_id = ANY (in_force)) a USING (filing_id)
		LEFT JOIN (
			SELECT * FROM @schema@.rejection WHERE filing_id = ANY (filings)) b USING (filing_id)
		WHERE num_nonnulls(a.filing_id, b.filing_id) = 0
			OR (coalesce(a.agency, b.agency), coalesce(a.year, b.year),
					coalesce(a.report, b.report), a.waiver, b.reason, b.detail)
				IS DISTINCT FROM (
					j.agency, j.year, reports[j.place], j.waiver, j.reason, j.detail)
	), undone AS (
		DELETE FROM @schema@.report r USING changed c
		WHERE r.filing_id = c.filing_id AND r.filing_id = ANY (in_force)
		RETURNING r.agency, r.year
	), forgiven AS (
		DELETE FROM @schema@.rejection r USING changed c
		WHERE r.filing_id = c.filing_id AND r.filing_id = ANY (filings)
		RETURNING 1
	), concerned AS (
		SELECT agency, year FROM undone UNION SELECT agency, year FROM changed WHERE is_accepted
	), series AS MATERIALIZED (
		SELECT filing_id, is_new,
			lead(filing_id) OVER (PARTITION BY agency, year ORDER BY filing_id) AS superseded_by
		FROM (
			SELECT filing_id, agency, year, true AS is_new FROM changed WHERE is_accepted
			UNION ALL
			SELECT filing_id, agency, year, false
			FROM (
				SELECT filing_id, agency, year
				FROM @schema@.report WHERE filing_id = ANY (in_report)) earlier
			JOIN concerned USING (agency, year)
			WHERE earlier.filing_id NOT IN (SELECT filing_id FROM changed)) revision
	), moved AS (
		UPDATE @schema@.report r SET superseded_by = s.superseded_by
		FROM series s
		WHERE r.filing_id = s.filing_id
			AND r.filing_id = ANY (ARRAY(SELECT filing_id FROM series WHERE NOT is_new))
			AND r.superseded_by IS DISTINCT FROM s.superseded_by
		RETURNING 1
	), written AS (
		-- only after the old rows have moved on, as one_current_report demands
		INSERT INTO @schema@.report (filing_id, agency, year, superseded_by, waiver, report)
		SELECT filing_id, agency, year, superseded_by, waiver, reports[place]
		FROM judged JOIN series USING (filing_id)
		WHERE is_new AND (SELECT count(*) FROM moved) >= 0
		ORDER BY agency, year, filing_id
	), turned_down AS (
		INSERT INTO @schema@.rejection (filing_id, reason, detail, hint, agency, year, report)
		SELECT filing_id, reason, detail, hint, j.agency, j.year, reports[place]
		FROM judged j JOIN changed USING (filing_id)
		WHERE NOT is_accepted AND (SELECT count(*) FROM forgiven) >= 0
	)
	SELECT array_agg(filing_id ORDER BY filing_id) INTO others
	FROM revised WHERE was_accepted <> is_accepted AND filing_id <> ALL (filings);
	RETURN others;
END $$;
COMMENT ON FUNCTION @schema@.write_outcomes(
	bigint[], @schema@.judgement[], @extension@.disclosure_report[]) IS
	'Part of settle: writes into report and rejection what has changed by judgements of filings. '
	'Gives the other filings of which something else becomes now, or NULL';

CREATE FUNCTION @schema@.settle(filings bigint[]) RETURNS void
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	-- one plan, by the indexes, for a table that may have grown since it was planned
	SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off
	SET work_mem = '32MB'
	AS $$
DECLARE
	half integer := cardinality(filings) / 2;
	judgements @schema@.judgement[];
	reports @extension@.disclosure_report[];
	conflicts integer := 0;
	-- does the transaction not see what others commit meanwhile?
	is_blind boolean := current_setting('transaction_isolation') <> 'read committed';
	error text;
	others bigint[];
BEGIN
	-- until it is committed no year is closed, and no decision about these filings made
	LOCK TABLE @schema@.approval IN ACCESS SHARE MODE;
	PERFORM FROM @schema@.filing WHERE id = ANY (filings) ORDER BY id FOR KEY SHARE;
	LOOP
		BEGIN
			IF conflicts > 2 THEN
				-- once more, alone
				LOCK TABLE @schema@.report IN SHARE ROW EXCLUSIVE MODE;
			ELSE
				-- before any row of it: one who waits to be alone would come in between
				LOCK TABLE @schema@.report IN ROW EXCLUSIVE MODE;
			END IF;
			IF judgements IS NULL THEN
				SELECT array_agg((j.filing_id, j.agency, j.year, j.waiver, j.reason, j.detail,
					j.hint)::@schema@.judgement), array_agg(j.report)
				INTO judgements, reports
				FROM @schema@.judge(filings, error) j;
			END IF;
			others := @schema@.write_outcomes(filings, judgements, reports);
			IF others IS NULL THEN
				RETURN;
			END IF;
			filings := others;
			judgements := NULL;
			half := cardinality(filings) / 2;
			error := NULL;
		EXCEPTION WHEN OTHERS THEN
			IF SQLSTATE IN ('23505', '40P01') AND conflicts < 4 THEN
				-- another session took up the same agency and year meanwhile; what was read stays
				conflicts := conflicts + 1;
			ELSIF SQLSTATE ~ '^(25|40|42|53[^2]|55|57|58)' OR SQLSTATE = '23505' AND is_blind THEN
				-- a full disk, a lock or a server that stops says nothing about the filings
				RAISE;
			ELSIF half > 0 THEN
				EXIT;
			ELSIF error IS NULL THEN
				-- a filing that cannot be read or written, with the reason why
				error := SQLERRM;
				judgements := NULL;
			ELSE
				RAISE;
			END IF;
		END;
	END LOOP;
	-- one of them is to blame, and is soon alone
	PERFORM @schema@.settle(filings[:half]);
	PERFORM @schema@.settle(filings[half + 1:]);
END $$;
COMMENT ON FUNCTION @schema@.settle(bigint[]) IS
	'Reads filings and writes their outcomes into report and rejection, '
	'instead of earlier ones where something has changed. '
	'A filing that cannot be read or written becomes a rejection and stops no other';
-- what happens when a filing, a decision, an approval or a name arrives

CREATE FUNCTION @schema@.when_to_settle() RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT coalesce(nullif(current_setting('govdisclose.ingest', true), ''), 'immediate');
END;
COMMENT ON FUNCTION @schema@.when_to_settle() IS
	'The parameter govdisclose.ingest: immediate, which it is where it is not set, or deferred';

CREATE FUNCTION @schema@.digest_of(body text, raw bytea) RETURNS bytea
	LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	SELECT @extension@.filing_digest(digest_of.body, digest_of.raw);
END;
COMMENT ON FUNCTION @schema@.digest_of(text, bytea) IS
	'filing_digest, wherever the extension is moved to';

CREATE FUNCTION @schema@.receive() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	first bigint;
BEGIN
	NEW.digest := @schema@.digest_of(NEW.body, NEW.raw);
	NEW.erased := NULL;
	SELECT f.id INTO first FROM @schema@.filing f
	WHERE (f.digest, @schema@.hash_of_statement(f.agency, f.year, f.parent))
			= (NEW.digest, @schema@.hash_of_statement(NEW.agency, NEW.year, NEW.parent))
		AND f.year IS NOT DISTINCT FROM NEW.year
		AND (coalesce(@schema@.spelling(f.agency), ''), coalesce(@schema@.spelling(f.parent), ''))
			= (coalesce(@schema@.spelling(NEW.agency), ''),
				coalesce(@schema@.spelling(NEW.parent), ''))
		AND num_nonnulls(NEW.body, NEW.raw) > 0;
	IF first IS NULL THEN
		IF @schema@.when_to_settle() <> 'deferred' THEN
			INSERT INTO @schema@.backlog VALUES (NEW.id, pg_current_xact_id());
		END IF;
		RETURN NEW;
	END IF;
	INSERT INTO @schema@.later_arrival (filing_id, source, agency, year, filed_by, arrived, parent)
	VALUES (first, NEW.source, NEW.agency, NEW.year, NEW.filed_by, NEW.arrived, NEW.parent);
	RETURN NULL;
END $$;
COMMENT ON FUNCTION @schema@.receive() IS
	'Trigger: sets the digest of a filing, and notes that it is to be settled at once, unless '
	'govdisclose.ingest is deferred; one that is here already is no new row, but one more arrival';

CREATE FUNCTION @schema@.take_up(filings bigint[]) RETURNS void
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	setting text := @schema@.when_to_settle();
BEGIN
	CASE setting
		WHEN 'immediate' THEN
			-- in slices, so that a large COPY needs little memory
			PERFORM @schema@.settle(filings[i : i + 999])
			FROM generate_series(1, cardinality(filings), 1000) i;
		WHEN 'deferred' THEN
			INSERT INTO @schema@.backlog SELECT unnest(filings) ON CONFLICT DO NOTHING;
		ELSE
			RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
				MESSAGE = format('invalid value for parameter "govdisclose.ingest": "%s"', setting),
				HINT = 'Available values: immediate, deferred.';
	END CASE;
END $$;
COMMENT ON FUNCTION @schema@.take_up(bigint[]) IS
	'Settles filings, or adds them to the backlog if govdisclose.ingest is deferred';

-- A transition table would hold a copy of all that is filed: COPY would take twice the time.
CREATE FUNCTION @schema@.settle_arrived() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	filings bigint[];
BEGIN
	WITH taken AS (
		DELETE FROM @schema@.backlog WHERE arriving = pg_current_xact_id() RETURNING filing_id
	)
	SELECT array_agg(filing_id ORDER BY filing_id) INTO filings FROM taken;
	PERFORM @schema@.take_up(filings);
	RETURN NULL;
END $$;
COMMENT ON FUNCTION @schema@.settle_arrived() IS
	'Trigger: takes up the filings that arrived; those that are deferred, ingest() finds';

CREATE FUNCTION @schema@.settle_decided() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	PERFORM @schema@.take_up(ARRAY(
		SELECT DISTINCT filing_id FROM arrived ORDER BY filing_id));
	RETURN NULL;
END $$;
COMMENT ON FUNCTION @schema@.settle_decided() IS
	'Trigger: takes up the filings that were decided on';

CREATE FUNCTION @schema@.settle_reopened() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	PERFORM @schema@.take_up(ARRAY(
		SELECT x.filing_id
		FROM @schema@.rejection x JOIN arrived a USING (year) WHERE x.reason = 'approved'
		UNION
		SELECT u.filing_id
		FROM @schema@.unused_reading u JOIN @schema@.report r USING (filing_id)
			JOIN arrived a USING (year)
		WHERE u.reason = 'approved'
		ORDER BY filing_id));
	RETURN NULL;
END $$;
COMMENT ON FUNCTION @schema@.settle_reopened() IS
	'Trigger: takes up what an approval kept out, when its year is opened again';

CREATE FUNCTION @schema@.settle_named() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	names text[] := ARRAY[]::text[];
BEGIN
	IF TG_OP <> 'INSERT' THEN
		names := names || ARRAY[OLD.name, OLD.agency, @schema@.resolve_agency(OLD.agency)];
	END IF;
	IF TG_OP <> 'DELETE' THEN
		names := names || ARRAY[NEW.name, NEW.agency, @schema@.resolve_agency(NEW.agency)];
	END IF;
	PERFORM @schema@.take_up(ARRAY(
		SELECT filing_id FROM @schema@.report WHERE agency = ANY (names)
		UNION
		SELECT filing_id FROM @schema@.rejection WHERE agency = ANY (names)
		UNION
		SELECT filing_id FROM @schema@.rejection WHERE reason = 'no agency' AND detail = ANY (names)
		ORDER BY filing_id));
	RETURN NULL;
END $$;
COMMENT ON FUNCTION @schema@.settle_named() IS
	'Trigger: takes up the filings that a name of an agency touches';

-- It is told the name of its table, which a distributed table has with the number of a shard.
CREATE FUNCTION @schema@.refuse_change() RETURNS trigger
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	IF TG_OP = 'UPDATE' THEN
		-- to erase the content is the only change that there is
		IF TG_ARGV[0] = 'filing' AND (to_jsonb(NEW) - '{body,raw,erased}'::text[])
					= (to_jsonb(OLD) - '{body,raw,erased}'::text[])
				AND num_nonnulls(NEW.body, NEW.raw) = 0 AND NEW.erased IS NOT NULL THEN
			RETURN NEW;
		END IF;
	END IF;
	RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
		MESSAGE = format('rows of "%s" cannot be changed or removed', TG_ARGV[0]),
		HINT = @schema@.advice('refusal', TG_ARGV[0]);
END $$;
COMMENT ON FUNCTION @schema@.refuse_change() IS
	'Trigger: the error restrict_violation, unless the content of a filing is erased';

CREATE FUNCTION @schema@.lock_filing() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	approved integer;
BEGIN
	PERFORM FROM @schema@.filing WHERE id = NEW.filing_id FOR UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation',
			MESSAGE = format('there is no filing %s', NEW.filing_id);
	END IF;
	SELECT y.year INTO approved
	FROM @schema@.report r JOIN @schema@.approved_year y USING (year)
	WHERE r.filing_id = NEW.filing_id;
	IF FOUND THEN
		RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = format('year %s is approved', approved),
			DETAIL = format('Filing %s is accepted for that year.', NEW.filing_id),
			HINT = @schema@.advice('rejection_hint', 'approved');
	END IF;
	NEW.voids := CASE WHEN NEW.kind = 'withdraw' THEN (
		SELECT max(d.id) FROM @schema@.decision d
		WHERE d.filing_id = NEW.filing_id AND d.kind IN ('waive', 'reject', 'prefer')
			AND NOT EXISTS (SELECT FROM @schema@.decision w WHERE w.voids = d.id))
	END;
	RETURN NEW;
END $$;
COMMENT ON FUNCTION @schema@.lock_filing() IS
	'Trigger: decisions about the same filing wait for one another, and for its being read; those '
	'about an approved year are refused';

CREATE FUNCTION @schema@.lock_years() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	LOCK TABLE @schema@.approval IN ACCESS EXCLUSIVE MODE;
	RETURN NULL;
END $$;
COMMENT ON FUNCTION @schema@.lock_years() IS
	'Trigger: a year is approved when nobody is settling filings';

CREATE TRIGGER receive BEFORE INSERT ON @schema@.filing
	FOR EACH ROW EXECUTE FUNCTION @schema@.receive();
COMMENT ON TRIGGER receive ON @schema@.filing IS 'The same again is one filing';
CREATE TRIGGER settle AFTER INSERT ON @schema@.filing
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.settle_arrived();
COMMENT ON TRIGGER settle ON @schema@.filing IS
	'An INSERT or COPY shows its outcome at once, unless govdisclose.ingest is deferred';
CREATE TRIGGER refuse_change BEFORE DELETE OR TRUNCATE ON @schema@.filing
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.refuse_change('filing');
COMMENT ON TRIGGER refuse_change ON @schema@.filing IS 'Filings are never removed';
CREATE TRIGGER refuse_update BEFORE UPDATE ON @schema@.filing
	FOR EACH ROW EXECUTE FUNCTION @schema@.refuse_change('filing');
COMMENT ON TRIGGER refuse_update ON @schema@.filing IS
	'Filings are never changed, unless their content is erased';
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON @schema@.later_arrival
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.refuse_change('later_arrival');
COMMENT ON TRIGGER refuse_change ON @schema@.later_arrival IS 'Arrivals are never changed';
CREATE TRIGGER lock_filing BEFORE INSERT ON @schema@.decision
	FOR EACH ROW EXECUTE FUNCTION @schema@.lock_filing();
COMMENT ON TRIGGER lock_filing ON @schema@.decision IS
	'Decisions about the same filing come one after the other';
CREATE TRIGGER settle AFTER INSERT ON @schema@.decision REFERENCING NEW TABLE AS arrived
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.settle_decided();
COMMENT ON TRIGGER settle ON @schema@.decision IS
	'A decision shows its outcome at once, unless govdisclose.ingest is deferred';
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON @schema@.decision
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.refuse_change('decision');
COMMENT ON TRIGGER refuse_change ON @schema@.decision IS 'Decisions are never changed';
CREATE TRIGGER lock_years BEFORE INSERT ON @schema@.approval
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.lock_years();
COMMENT ON TRIGGER lock_years ON @schema@.approval IS 'Approvals wait for all that is under way';
CREATE TRIGGER settle AFTER INSERT ON @schema@.approval REFERENCING NEW TABLE AS arrived
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.settle_reopened();
COMMENT ON TRIGGER settle ON @schema@.approval IS
	'What an approved year kept out is taken up when it is opened again';
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON @schema@.approval
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.refuse_change('approval');
COMMENT ON TRIGGER refuse_change ON @schema@.approval IS 'Approvals are never changed';
CREATE TRIGGER settle AFTER INSERT OR UPDATE OR DELETE ON @schema@.agency_name
	FOR EACH ROW EXECUTE FUNCTION @schema@.settle_named();
COMMENT ON TRIGGER settle ON @schema@.agency_name IS
	'The filings that a name touches follow it at once, unless govdisclose.ingest is deferred';
-- working off the backlog

CREATE FUNCTION @schema@.find_lost() RETURNS void
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	-- one session at a time: the others see what it found
	LOCK TABLE @schema@.backlog IN SHARE UPDATE EXCLUSIVE MODE;
	INSERT INTO @schema@.backlog
	SELECT f.id FROM @schema@.filing f
	WHERE NOT EXISTS (SELECT FROM @schema@.report r WHERE r.filing_id = f.id)
		AND NOT EXISTS (SELECT FROM @schema@.rejection x WHERE x.filing_id = f.id)
		AND NOT EXISTS (SELECT FROM @schema@.backlog b WHERE b.filing_id = f.id)
	ORDER BY f.id;
END $$;
COMMENT ON FUNCTION @schema@.find_lost() IS
	'Adds the filings to the backlog that have no outcome: they were deferred or came without '
	'triggers, or a row of report or rejection was removed by hand';

CREATE FUNCTION @schema@.settle_batch(size integer) RETURNS integer
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	filings bigint[];
BEGIN
	@partition_years@
	WITH taken AS (
		DELETE FROM @schema@.backlog WHERE ctid = ANY (ARRAY(
			SELECT ctid FROM @schema@.backlog
			ORDER BY filing_id LIMIT size FOR UPDATE SKIP LOCKED))
		RETURNING filing_id
	)
	SELECT array_agg(filing_id ORDER BY filing_id) INTO filings FROM taken;
	IF filings IS NULL THEN
		PERFORM @schema@.find_lost();
		RETURN 0;
	END IF;
	PERFORM @schema@.settle(filings);
	RETURN cardinality(filings);
END $$;
COMMENT ON FUNCTION @schema@.settle_batch(integer) IS
	'Takes up to so many filings that no other session has taken out of the backlog '
	'and settles them; gives how many. Where there is none, it looks for filings without an '
	'outcome, for others to see as soon as that is committed';

-- A procedure that commits may not SET search_path: it does so in each of its transactions.
CREATE PROCEDURE @schema@.ingest(batch_size integer DEFAULT 1000, again boolean DEFAULT false)
	LANGUAGE plpgsql
	AS $$
DECLARE
	began timestamptz;
	told timestamptz;
	at_first bigint;
	waiting bigint;
	per_second numeric;
	batch integer;
	batch_before integer;
	settled bigint := 0;
BEGIN
	PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
	IF (batch_size > 0) IS NOT TRUE THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
			MESSAGE = 'batch_size must be greater than 0';
	END IF;
	IF again THEN
		INSERT INTO @schema@.backlog SELECT id FROM @schema@.filing ORDER BY id
		ON CONFLICT DO NOTHING;
		COMMIT;
		PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
	END IF;
	began := clock_timestamp();
	told := began;
	at_first := (SELECT count(*) FROM @schema@.backlog);
	LOOP
		batch_before := batch;
		batch := @schema@.settle_batch(batch_size);
		settled := settled + batch;
		IF batch > 0 AND clock_timestamp() > told + interval '2 s' THEN
			told := clock_timestamp();
			waiting := (SELECT count(*) FROM @schema@.backlog);
			per_second := greatest(at_first - waiting, 0) / extract(epoch FROM told - began);
			IF waiting > 0 THEN
				RAISE NOTICE '% settled, % waiting, % a second in all sessions, % left',
					settled, waiting, round(per_second),
					coalesce(to_char(make_interval(
						secs => (waiting / nullif(per_second, 0))::double precision),
						'HH24:MI:SS'), 'unknown time');
			END IF;
		END IF;
		COMMIT;
		PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
		IF batch = 0 THEN
			waiting := (SELECT count(*) FROM @schema@.backlog);
			-- what there is, other sessions have taken
			EXIT WHEN waiting = 0 OR batch_before = 0;
			at_first := at_first + waiting;
		END IF;
	END LOOP;
	RAISE NOTICE 'ingest: % settled', settled;
END $$;
COMMENT ON PROCEDURE @schema@.ingest(integer, boolean) IS
	'Works off the backlog in batches, each committed, and tells how far it is (NOTICE). '
	'It may be stopped and called again, and several sessions share the work. '
	'Again: all filings, as after an update of the extension; decisions are kept';
-- what has become of filings

-- Three kinds of filings, each by itself: who asks for an agency goes by its index in report and in
-- rejection, and those without an outcome have none.
CREATE VIEW @schema@.filing_state AS
	SELECT f.id AS filing_id, f.source,
		CASE
			WHEN b.filing_id IS NOT NULL THEN 'waiting'
			WHEN r.superseded_by IS NOT NULL THEN 'superseded'
			ELSE 'current'
		END AS state,
		r.agency, r.year, r.superseded_by, u.reason, u.detail,
		CASE
			WHEN u.filing_id IS NOT NULL THEN u.hint
			WHEN r.superseded_by IS NOT NULL
				THEN (SELECT @schema@.advice('state_hint', 'superseded'))
		END AS hint,
		w.made_by AS waived_by, w.why AS waived_because, r.cells_known, r.cells_expected,
		r.altered_by
	FROM @schema@.report r
	JOIN @schema@.filing f ON f.id = r.filing_id
	LEFT JOIN @schema@.backlog b ON b.filing_id = f.id
	LEFT JOIN @schema@.unused_reading u ON u.filing_id = f.id
	LEFT JOIN @schema@.decision w ON w.id = r.waiver
	WHERE NOT EXISTS (SELECT FROM @schema@.rejection x WHERE x.filing_id = f.id)
	UNION ALL
	SELECT f.id, f.source, CASE WHEN b.filing_id IS NOT NULL THEN 'waiting' ELSE 'rejected' END,
		x.agency, x.year, NULL::bigint, x.reason, x.detail, x.hint, NULL::name, NULL,
		@extension@.cells_known(x.report), @extension@.cells_expected(x.report), NULL::name
	FROM @schema@.rejection x
	JOIN @schema@.filing f ON f.id = x.filing_id
	LEFT JOIN @schema@.backlog b ON b.filing_id = f.id
	UNION ALL
	SELECT f.id, f.source, 'waiting', NULL::text, NULL::integer, NULL::bigint, NULL, NULL,
		(SELECT @schema@.advice('state_hint', 'waiting')), NULL::name, NULL, NULL::integer,
		NULL::integer, NULL::name
	FROM @schema@.filing f
	WHERE NOT EXISTS (SELECT FROM @schema@.report r WHERE r.filing_id = f.id)
		AND NOT EXISTS (SELECT FROM @schema@.rejection x WHERE x.filing_id = f.id);
COMMENT ON VIEW @schema@.filing_state IS
	'What has become of each filing: state is waiting (to be read, perhaps again), current, '
	'superseded or rejected. Of an accepted filing reason, detail and hint say why a later reading '
	'of it is not taken, and altered_by who changed its row by hand';

CREATE VIEW @schema@.progress AS
	SELECT filings, again + filings - reports - rejected AS waiting, current,
		reports - current AS superseded, rejected
	FROM (
		SELECT (SELECT count(*) FROM @schema@.filing) AS filings,
			(SELECT count(*) FROM @schema@.backlog b
				LEFT JOIN @schema@.report r USING (filing_id)
				LEFT JOIN @schema@.rejection x USING (filing_id)
				WHERE num_nonnulls(r.accepted, x.rejected) > 0) AS again,
			(SELECT count(*) FROM @schema@.report) AS reports,
			(SELECT count(*) FROM @schema@.report WHERE superseded_by IS NULL) AS current,
			(SELECT count(*) FROM @schema@.rejection) AS rejected) n;
COMMENT ON VIEW @schema@.progress IS
	'How many filings are in which state; those that wait to be read again count twice';

CREATE VIEW @schema@.revision AS
	SELECT agency, year,
		row_number() OVER (PARTITION BY agency, year ORDER BY filing_id) AS revision,
		superseded_by IS NULL AS is_current, filing_id, superseded_by, waiver, accepted, report
	FROM @schema@.report;
COMMENT ON VIEW @schema@.revision IS
	'All accepted reports, numbered from 1 within agency and year in the order of their filings';

CREATE VIEW @schema@.rejection_violation AS
	SELECT x.filing_id, x.agency, x.year, v.rule, v.item, v.column_name, v.expression,
		v.lhs, v.rhs, v.difference
	FROM @schema@.rejection x, @extension@.report_violations(x.report) v
	WHERE v.severity = 'error';
COMMENT ON VIEW @schema@.rejection_violation IS
	'The failing identities of rejected filings, one row each, as report_violations gives them';
-- deciding about one filing

CREATE FUNCTION @schema@.assign(
	filing_id bigint, agency text DEFAULT NULL, year integer DEFAULT NULL, why text DEFAULT NULL)
	RETURNS text
	LANGUAGE sql
BEGIN ATOMIC
	INSERT INTO @schema@.decision (filing_id, kind, agency, year, why)
	VALUES (assign.filing_id, 'assign', assign.agency, assign.year, assign.why);
	SELECT s.state FROM @schema@.filing_state s WHERE s.filing_id = assign.filing_id;
END;
COMMENT ON FUNCTION @schema@.assign(bigint, text, integer, text) IS
	'Says whose report a filing is and of which year, whatever its title says; '
	'NULL leaves what was. Gives the state of the filing';

CREATE FUNCTION @schema@.waive(filing_id bigint, why text) RETURNS text
	LANGUAGE sql
BEGIN ATOMIC
	INSERT INTO @schema@.decision (filing_id, kind, why)
	VALUES (waive.filing_id, 'waive', waive.why);
	SELECT s.state FROM @schema@.filing_state s WHERE s.filing_id = waive.filing_id;
END;
COMMENT ON FUNCTION @schema@.waive(bigint, text) IS
	'Accepts a filing in spite of its failing identities. Gives the state of the filing';

CREATE FUNCTION @schema@.reject(filing_id bigint, why text) RETURNS text
	LANGUAGE sql
BEGIN ATOMIC
	INSERT INTO @schema@.decision (filing_id, kind, why)
	VALUES (reject.filing_id, 'reject', reject.why);
	SELECT s.state FROM @schema@.filing_state s WHERE s.filing_id = reject.filing_id;
END;
COMMENT ON FUNCTION @schema@.reject(bigint, text) IS
	'Does not accept a filing, whatever it holds. Gives the state of the filing';

CREATE FUNCTION @schema@.prefer(filing_id bigint, why text) RETURNS text
	LANGUAGE sql
BEGIN ATOMIC
	INSERT INTO @schema@.decision (filing_id, kind, why)
	VALUES (prefer.filing_id, 'prefer', prefer.why);
	SELECT s.state FROM @schema@.filing_state s WHERE s.filing_id = prefer.filing_id;
END;
COMMENT ON FUNCTION @schema@.prefer(bigint, text) IS
	'Accepts a filing although it knows less than the one that counts. '
	'Gives the state of the filing';

CREATE FUNCTION @schema@.withdraw(filing_id bigint, why text) RETURNS text
	LANGUAGE sql
BEGIN ATOMIC
	INSERT INTO @schema@.decision (filing_id, kind, why)
	VALUES (withdraw.filing_id, 'withdraw', withdraw.why);
	SELECT s.state FROM @schema@.filing_state s WHERE s.filing_id = withdraw.filing_id;
END;
COMMENT ON FUNCTION @schema@.withdraw(bigint, text) IS
	'Makes the last waive, reject or prefer of a filing void. Gives the state of the filing';

CREATE FUNCTION @schema@.erase(filing_id bigint, why text) RETURNS text
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	UPDATE @schema@.filing SET body = NULL, raw = NULL, erased = now() WHERE id = erase.filing_id;
	INSERT INTO @schema@.decision (filing_id, kind, agency, year, why)
	SELECT s.filing_id, 'erase', s.agency, s.year, erase.why
	FROM @schema@.filing_state s WHERE s.filing_id = erase.filing_id;
	PERFORM @schema@.settle(ARRAY[erase.filing_id]);
	RETURN (SELECT s.state FROM @schema@.filing_state s WHERE s.filing_id = erase.filing_id);
END $$;
COMMENT ON FUNCTION @schema@.erase(bigint, text) IS
	'Removes the content of a filing for good, and what was read of it; its digest and the '
	'decision stay. Gives the state of the filing';

CREATE FUNCTION @schema@.approve(year integer, why text) RETURNS text
	LANGUAGE sql
BEGIN ATOMIC
	INSERT INTO @schema@.approval (year, kind, why)
	VALUES (approve.year, 'approve', approve.why);
	SELECT 'approved';
END;
COMMENT ON FUNCTION @schema@.approve(integer, text) IS
	'Closes a year: what is accepted for it stays as it is, and what comes later is rejected';

CREATE FUNCTION @schema@.reopen(year integer, why text) RETURNS text
	LANGUAGE sql
BEGIN ATOMIC
	INSERT INTO @schema@.approval (year, kind, why)
	VALUES (reopen.year, 'reopen', reopen.why);
	SELECT 'open';
END;
COMMENT ON FUNCTION @schema@.reopen(integer, text) IS
	'Opens an approved year again, and takes up what came for it meanwhile';
-- These work with the rights of the registry's owner. A trigger that is there fires without
-- anybody's right to its function.
REVOKE EXECUTE ON FUNCTION @schema@.receive(), @schema@.lock_filing(), @schema@.lock_years(),
	@schema@.settle_arrived(), @schema@.settle_decided(), @schema@.settle_reopened(),
	@schema@.settle_named(), @schema@.take_up(bigint[]), @schema@.settle(bigint[]),
	@schema@.find_lost(), @schema@.settle_batch(integer) FROM PUBLIC;
@layout@
	$registry$;
	whole text := $registry$
-- report as one table

ALTER TABLE @schema@.report ADD PRIMARY KEY (filing_id);
-- reports lie apart: who adds figures up, or moves a row on, does not read or copy them
ALTER TABLE @schema@.report SET (toast_tuple_target = 1024);
-- of one year the pages: reports arrive year by year, and this index costs next to nothing
CREATE INDEX ON @schema@.report USING brin (year) WITH (pages_per_range = 32, autosummarize);
	$registry$;
	by_year text := $registry$
-- report by years: a partition for each, and one for all years that have none

ALTER TABLE @schema@.report ADD PRIMARY KEY (filing_id, year);
CREATE TABLE @schema@.report_of_other_years PARTITION OF @schema@.report DEFAULT
	WITH (toast_tuple_target = 1024);
COMMENT ON TABLE @schema@.report_of_other_years IS
	'The reports of all years that have no partition of their own; see partition_year';
CREATE INDEX ON @schema@.report_of_other_years (year);

CREATE FUNCTION @schema@.partition_year(year integer) RETURNS text
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	schema CONSTANT name := @schema_name@;
	partition CONSTANT text := 'report_' || year;
BEGIN
	IF year IS NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'null_value_not_allowed',
			MESSAGE = 'the year must not be null';
	END IF;
	-- one at a time, and not while anybody settles filings: settle, too, locks approval first
	LOCK TABLE @schema@.approval IN SHARE UPDATE EXCLUSIVE MODE;
	IF to_regclass(format('%I.%I', schema, partition)) IS NOT NULL THEN
		RETURN partition;
	END IF;
	-- what the foreign keys of a new partition need, in the order in which others come to them
	LOCK TABLE @schema@.filing, @schema@.decision IN SHARE ROW EXCLUSIVE MODE;
	LOCK TABLE @schema@.report IN ACCESS EXCLUSIVE MODE;
	EXECUTE format('CREATE TABLE %I.%I (LIKE @schema@.report INCLUDING COMMENTS '
		'INCLUDING COMPRESSION INCLUDING CONSTRAINTS INCLUDING DEFAULTS INCLUDING STORAGE) '
		'WITH (toast_tuple_target = 1024)', schema, partition);
	EXECUTE format('COMMENT ON TABLE %I.%I IS %L', schema, partition,
		format('The reports about %s: a partition of report', year));
	EXECUTE format('INSERT INTO %I.%I SELECT * FROM @schema@.report_of_other_years r '
		'WHERE r.year = $1', schema, partition) USING year;
	-- they only move: their sentences stay as they are
	ALTER TABLE @schema@.report_of_other_years DISABLE TRIGGER forget_narrative;
	DELETE FROM @schema@.report_of_other_years r WHERE r.year = partition_year.year;
	ALTER TABLE @schema@.report_of_other_years ENABLE TRIGGER forget_narrative;
	EXECUTE format('ALTER TABLE @schema@.report ATTACH PARTITION %I.%I '
		'FOR VALUES FROM (%s) TO (%s)', schema, partition, year, year + 1);
	-- who is to see some rows of report alone sees none by this name
	IF (SELECT relrowsecurity FROM pg_class
			WHERE oid = to_regclass(format('%I.report', schema))) THEN
		EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', schema, partition);
	END IF;
	RETURN partition;
END $$;
COMMENT ON FUNCTION @schema@.partition_year(integer) IS
	'Makes the partition of report for a year, if there is none, and moves the reports about this '
	'year there; gives its name. Nobody else reads or writes reports meanwhile';

CREATE FUNCTION @schema@.partition_years() RETURNS void
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	this_year CONSTANT integer := extract(year FROM now());
	years integer[];
BEGIN
	-- before report is looked at: who reads it and waits for this lock is in the way of who has it
	LOCK TABLE @schema@.approval IN SHARE UPDATE EXCLUSIVE MODE NOWAIT;
	years := ARRAY(
		SELECT DISTINCT year FROM @schema@.report_of_other_years
		WHERE year BETWEEN this_year - 30 AND this_year);
	PERFORM @schema@.partition_year(y) FROM unnest(years) y;
EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
	NULL; -- another session is at it, or in the way: the next batch comes soon
END $$;
COMMENT ON FUNCTION @schema@.partition_years() IS
	'Makes the partitions of years that have reports and none, of this year and the thirty before '
	'it, unless another session does; ingest() calls it before each batch';
REVOKE EXECUTE ON FUNCTION @schema@.partition_year(integer), @schema@.partition_years()
	FROM PUBLIC;

-- a year is reported about at the beginning of the next
SELECT @schema@.partition_year(extract(year FROM now())::integer - before)
FROM generate_series(0, 1) before;
	$registry$;
BEGIN
	EXECUTE format('CALL %s.claim_schema($1, $2, $3, $4)', extension) USING schema, 'registry',
		'CALL create_registry(''disclosure'')',
		'A registry of annual reports on the disclosure of government information: '
		'INSERT or COPY them into filing';
	IF partition_by_year THEN
		script := replace(replace(replace(script, '@layout@', by_year),
			'@partition@', 'PARTITION BY RANGE (year)'),
			'@partition_years@', 'PERFORM @schema@.partition_years();');
	ELSE
		script := replace(replace(replace(script, '@layout@', whole),
			'@partition@', ''), '@partition_years@', '');
	END IF;
	EXECUTE format('CALL %s.run_registry_script($1, $2)', extension) USING schema, script;
	EXECUTE format('CALL %s.create_registry_views($1, false)', extension) USING schema;
EXCEPTION WHEN duplicate_table OR duplicate_function OR duplicate_object THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
	RAISE EXCEPTION USING ERRCODE = SQLSTATE,
		MESSAGE = format('schema "%s" already holds an object with the name of one of the registry',
			schema),
		DETAIL = message, HINT = 'Choose another schema, or a new one.';
END $procedure$;
COMMENT ON PROCEDURE create_registry(name, boolean) IS
	'Makes a registry of reports in a schema, which is created if there is none: '
	'tables filing, report, rejection, decision, agency, roster and more, the procedure ingest, '
	'and views. '
	'They belong to the caller, not to the extension. '
	'With partition_by_year, report has a partition for each year. '
	'Errors: duplicate_table, duplicate_function or duplicate_object if the schema holds such a '
	'name; insufficient_privilege if another role owns the schema or may create objects in it';

-- what the pages of a registry are made of: words, text in HTML, and small charts in SVG

CREATE FUNCTION page_text(name text, VARIADIC arguments text[] DEFAULT '{}') RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 300
BEGIN ATOMIC
	SELECT format(d.label, VARIADIC page_text.arguments)
	FROM name_dictionary('page') d WHERE d.name = page_text.name;
END;
COMMENT ON FUNCTION page_text(text, text[]) IS
	'Part of the pages of a registry: the Chinese words of this name in name_dictionary(''page''), '
	'with what they speak of';

CREATE FUNCTION page_line(name text, names text[], most integer DEFAULT 200) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 300
BEGIN ATOMIC
	SELECT page_text(page_line.name, array_to_string(names[:most], page_text('list'))
		|| CASE WHEN cardinality(names) > most
			THEN page_text('and_more', cardinality(names)::text) ELSE '' END);
END;
COMMENT ON FUNCTION page_line(text, text[], integer) IS
	'Part of the pages of a registry: words with a list of names in them, so many of the names and '
	'how many they are if that is more';

CREATE FUNCTION page_phrase(name text, word text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 300
BEGIN ATOMIC
	SELECT page_text(page_phrase.name, word);
END;
COMMENT ON FUNCTION page_phrase(text, text) IS
	'Part of the pages of a registry: words about one thing; NULL if there is none';

CREATE FUNCTION page_date(day date) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 300
BEGIN ATOMIC
	SELECT page_text('date', extract(year FROM day)::text, extract(month FROM day)::text,
		extract(day FROM day)::text);
END;
COMMENT ON FUNCTION page_date(date) IS
	'Part of the pages of a registry: a day as one writes it in Chinese';

CREATE FUNCTION page_places(places jsonb[]) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
BEGIN ATOMIC
	WITH place AS (
		SELECT p #>> '{}' AS word, jsonb_typeof(p) = 'number' AS is_line, min(i) AS i
		FROM unnest(places) WITH ORDINALITY u (p, i) WHERE p IS NOT NULL GROUP BY p),
	line AS (
		SELECT string_agg(word, page_text('list') ORDER BY word::integer) AS words
		FROM place WHERE is_line),
	-- a sheet or a table is named once, in front of its cells or rows
	part AS (
		SELECT min(i) AS i, substring(word, '^.*[! ]') || string_agg(
			regexp_replace(word, '^.*[! ]', ''), page_text('list') ORDER BY i) AS words
		FROM place WHERE NOT is_line GROUP BY substring(word, '^.*[! ]'))
	SELECT nullif(concat_ws(page_text('list'), (SELECT page_phrase('lines', words) FROM line),
		(SELECT string_agg(words, page_text('list') ORDER BY i) FROM part)), '');
END;
COMMENT ON FUNCTION page_places(jsonb[]) IS
	'Part of the pages of a registry: places of a document, numbers of lines or words as in '
	'disclosure_evidence.place, each once; NULL if there are none';

CREATE FUNCTION page_repairs(report disclosure_report, places jsonb) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
BEGIN ATOMIC
	SELECT string_agg(r.explanation || coalesce((
			SELECT page_phrase('in_place', page_places(array_agg(
				places -> concat_ws(' ', c ->> 'item', c ->> 'column_name'))))
			FROM jsonb_array_elements(r.changes) c), ''), page_text('or') ORDER BY r.rank)
	FROM suggest_repairs(report) r WHERE r.rank <= 3;
END;
COMMENT ON FUNCTION page_repairs(disclosure_report, jsonb) IS
	'Part of the pages of a registry: the three likeliest corrections of a report, with the places '
	'of their cells';

CREATE FUNCTION page_escape(plain text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
	SELECT replace(replace(replace(replace(plain, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'),
		'"', '&quot;');
END;
COMMENT ON FUNCTION page_escape(text) IS
	'Part of the pages of a registry: a text as HTML has it, also within quotes';

CREATE FUNCTION page_percent(share numeric) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
	SELECT round(share * 100, 1)::text || '%';
END;
COMMENT ON FUNCTION page_percent(numeric) IS
	'Part of the pages of a registry: a share in percent, with one decimal';

CREATE FUNCTION page_bar(share numeric) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT format('<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" '
		'aria-hidden="true"><rect class="track" width="100" height="10"/>'
		'<rect class="fill" width="%s" height="10"/></svg>',
		round(least(greatest(coalesce(share, 0), 0), 1) * 100, 1));
END;
COMMENT ON FUNCTION page_bar(numeric) IS
	'Part of the pages of a registry: a share of one as a bar of SVG';

CREATE FUNCTION page_curve(first_year integer, figures numeric[]) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 2000
BEGIN ATOMIC
	WITH point AS (
		SELECT place, figure,
			round(4 + 92 * (place - 1) / greatest(cardinality(figures) - 1, 1)::numeric, 1) AS x,
			round(24 - 20 * figure / greatest(max(figure) OVER (), 1), 1) AS y,
			lag(figure) OVER (ORDER BY place) IS NULL AS begins
		FROM unnest(figures) WITH ORDINALITY f (figure, place))
	SELECT format('<svg class="curve" viewBox="0 0 100 28" role="img"><title>%s</title>'
		'<path d="%s"/>%s</svg>',
		string_agg(page_escape(page_text('point', (first_year + place - 1)::text, figure::text)),
			'; ' ORDER BY place) FILTER (WHERE figure IS NOT NULL),
		string_agg(CASE WHEN begins THEN 'M' ELSE 'L' END || x || ' ' || y, '' ORDER BY place)
			FILTER (WHERE figure IS NOT NULL),
		string_agg(format('<circle cx="%s" cy="%s" r="2"/>', x, y), '' ORDER BY place)
			FILTER (WHERE figure IS NOT NULL))
	FROM point;
END;
COMMENT ON FUNCTION page_curve(integer, numeric[]) IS
	'Part of the pages of a registry: the figures of years from the first one on as a line of SVG, '
	'from 0 up, with a gap where one is not known';

CREATE FUNCTION page_range(
	p10 numeric, p25 numeric, p50 numeric, p75 numeric, p90 numeric, rate numeric) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
	WITH place AS (
		SELECT array_agg(round(least(greatest(p, 0), 1) * 96 + 2, 1) ORDER BY i) AS x
		FROM unnest(ARRAY[p10, p25, p50, p75, p90, rate]) WITH ORDINALITY v (p, i))
	SELECT format('<svg class="range" viewBox="0 0 100 12" role="img">'
		'<title>P10 %s, P25 %s, P50 %s, P75 %s, P90 %s</title>'
		'<path class="all" d="M%s 6H%s"/><path class="most" d="M%s 6H%s"/>'
		'<path class="middle" d="M%s 2V10"/><circle cx="%s" cy="6" r="2.5"/></svg>',
		page_percent(p10), page_percent(p25), page_percent(p50), page_percent(p75),
		page_percent(p90), x[1], x[5], x[2], x[4], x[3], x[6])
	FROM place;
END;
COMMENT ON FUNCTION page_range(numeric, numeric, numeric, numeric, numeric, numeric) IS
	'Part of the pages of a registry: percentiles of peers and the rate of one of them, of SVG';

CREATE FUNCTION page_table(
	name text, title text, heads text[], lines text, note text DEFAULT NULL,
	words integer DEFAULT 1) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT format(E'<section id="%s">\n<h2>%s</h2>\n%s%s</section>\n', page_escape(name),
		page_escape(title), '<p>' || page_escape(note) || E'</p>\n',
		CASE
			WHEN lines IS NULL THEN '<p>' || page_text('none') || E'</p>\n'
			ELSE format(E'<div class="wide"><table><thead><tr>%s</tr></thead>\n'
				'<tbody>\n%s</tbody></table></div>\n',
				(SELECT string_agg(format('<th scope="col"%s>%s</th>',
						CASE WHEN i <= words THEN ' class="word"' END, page_escape(head)), ''
					ORDER BY i) FROM unnest(heads) WITH ORDINALITY h (head, i)), lines)
		END);
END;
COMMENT ON FUNCTION page_table(text, text, text[], text, text, integer) IS
	'Part of the pages of a registry: a section with a table, or the word that there is nothing; '
	'the first columns, so many, hold words';

CREATE FUNCTION page_share_row(
	name text, label text, figure numeric, whole numeric, year integer, figures numeric[],
	basis text) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 3000
BEGIN ATOMIC
	SELECT format(E'<tr><th scope="row">%s</th><td data-figure="%s">%s</td><td>%s</td><td>%s</td>'
		'<td>%s</td><td><small>%s</small></td></tr>\n',
		page_escape(label), page_escape(name), figure, page_percent(figure / nullif(whole, 0)),
		page_bar(figure / nullif(whole, 0)),
		page_curve(year + 1 - cardinality(figures), figures), basis);
END;
COMMENT ON FUNCTION page_share_row(text, text, numeric, numeric, integer, numeric[], text) IS
	'Part of the pages of a registry: a row of page_share_table: a figure of a year, its share of '
	'the whole, and the figures up to this year as a line';

CREATE FUNCTION page_share_table(name text, title text, year integer, lines text) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT page_table(name, title, ARRAY[page_text('head_name'), page_text('head_count'),
			page_text('head_share'), '',
			page_text('head_five_years', (year - 4)::text, year::text), page_text('head_basis')],
		lines);
END;
COMMENT ON FUNCTION page_share_table(text, text, integer, text) IS
	'Part of the pages of a registry: a table of what a whole is made of, with the four years '
	'before';

CREATE FUNCTION page_html(title text, VARIADIC parts text[]) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT format(E'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
		'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
		'<title>%1$s</title>\n<style>\n%2$s</style>\n</head>\n<body>\n<main>\n<h1>%1$s</h1>\n'
		'%3$s</main>\n</body>\n</html>\n',
		page_escape(title),
		E':root{color-scheme:light dark;--paper:#fff;--ink:#1a1a1a;--soft:#5b6470;--line:#d5dae1;'
		'--track:#e8ecf1;--fill:#2f6fb3;--warn:#b3402f}\n'
		'@media (prefers-color-scheme:dark){:root{--paper:#16181c;--ink:#e8e8e8;--soft:#a8b0bc;'
		'--line:#3a404a;--track:#2a2f37;--fill:#6aa8e8;--warn:#ef8a78}}\n'
		'*{box-sizing:border-box}\n'
		'body{margin:0 auto;max-width:68rem;padding:1rem;background:var(--paper);color:var(--ink);'
		'line-height:1.5;overflow-wrap:anywhere;font-family:"Noto Sans CJK SC",'
		'"Source Han Sans SC",'
		'"Microsoft YaHei","PingFang SC",sans-serif}\n'
		'h1{font-size:1.5rem;line-height:1.3}h2{font-size:1.1rem;margin:1.8rem 0 .5rem;'
		'break-after:avoid}\np{margin:.3rem 0;color:var(--soft);font-size:.875rem}\n'
		'.tiles{display:flex;flex-wrap:wrap;gap:.6rem;list-style:none;padding:0;margin:.6rem 0}\n'
		'.tiles li{flex:1 1 6rem;border:1px solid var(--line);border-radius:.4rem;'
		'padding:.5rem .7rem;'
		'font-size:.875rem;color:var(--soft)}\n'
		'.tiles b{display:block;font-size:1.5rem;line-height:1.2;color:var(--ink);'
		'font-variant-numeric:tabular-nums}\n'
		'.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.875rem}\n'
		'th,td{border-bottom:1px solid var(--line);padding:.3rem .4rem;text-align:right;'
		'font-variant-numeric:tabular-nums;vertical-align:middle;white-space:nowrap}\n'
		'tbody th,td.word{white-space:normal}th{font-weight:normal;text-align:left}'
		'thead th{color:var(--soft);white-space:nowrap;text-align:right}'
		'thead th.word{text-align:left}\n'
		'td.word{text-align:left}td small{color:var(--soft)}\n'
		'tbody th{position:sticky;left:0;background:var(--paper);min-width:7em;max-width:18em}\n'
		'svg{display:block;margin-left:auto}svg.bar{width:100%;min-width:5rem;height:.7rem}'
		'svg.curve{width:7rem;height:2rem}svg.range{width:9rem;height:1.1rem}\n'
		'svg .track{fill:var(--track)}svg .fill{fill:var(--fill)}\n'
		'svg path{fill:none;stroke:var(--fill);stroke-width:1.5}svg circle{fill:var(--fill)}\n'
		'svg .all{stroke:var(--soft);stroke-width:1}svg .most{stroke:var(--soft);stroke-width:4;'
		'opacity:.45}svg .middle{stroke:var(--ink);stroke-width:1}'
		'svg.range circle{fill:var(--warn)}\n'
		'.refused,.missing{color:var(--warn)}\n'
		'@media screen and (max-width:40rem){body{padding:.75rem}h1{font-size:1.25rem}'
		'table{font-size:.8125rem}th,td{padding:.25rem .2rem;white-space:normal;'
		'overflow-wrap:normal}thead th{white-space:normal}tbody th{min-width:5.5em;max-width:8.5em}'
		'svg.bar{min-width:2.5rem}svg.curve{width:4.5rem}svg.range{width:5.5rem}}\n'
		'@page{size:A4 portrait;margin:14mm 12mm;@bottom-center{'
		-- page 1 of 3, in Chinese
		'content:"\\7B2C\\20" counter(page) "\\20\\9875\\FF0C\\5171\\20" counter(pages) '
		'"\\20\\9875";font-size:9pt}}\n'
		'@media print{:root{--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--track:#e8e8e8;'
		'--fill:#335;--warn:#000}body{max-width:none;padding:0;font-size:10pt}'
		'.wide{overflow:visible}'
		'table{font-size:8.5pt}th,td{padding:.5mm 1mm}tr{break-inside:avoid}'
		'thead{display:table-header-group}h2{margin:5mm 0 1.5mm}h2+p{break-after:avoid}'
		'tbody th{position:static;min-width:11em}}\n',
		array_to_string(parts, ''));
END;
COMMENT ON FUNCTION page_html(text, text[]) IS
	'Part of the pages of a registry: a page of HTML that needs nothing else, for a screen of any '
	'width, light or dark, and for A4';

-- The views are apart, so that an update of the extension can make them anew.
CREATE PROCEDURE create_registry_views(schema name, remake boolean DEFAULT true)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $procedure$
DECLARE
	extension text := (
		SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
		WHERE extname = 'govdisclose');
	-- CREATE OR REPLACE VIEW keeps the rights on a view, but not its options
	options text[] := ARRAY(
		SELECT format('ALTER VIEW %s SET (%s)', c.oid::regclass,
			(SELECT string_agg(format('%I = %L', option_name, option_value), ', ')
				FROM pg_options_to_table(reloptions)))
		FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
		WHERE nspname = schema AND relkind = 'v' AND reloptions IS NOT NULL
			AND pg_has_role(relowner, 'USAGE'));
	option text;
	script text := $registry$
-- agencies, and the reports that count

-- No agency is in both parts, so that nothing is to be sorted; and the parents are as few as the
-- statistics of the column say, so that a hash of them is planned as small as it is.
CREATE OR REPLACE VIEW @schema@.consolidating_agency AS
	SELECT name AS agency FROM @schema@.agency WHERE consolidates
	UNION ALL
	SELECT p.parent
	FROM (SELECT parent FROM @schema@.agency WHERE parent IS NOT NULL GROUP BY parent) p
	WHERE NOT EXISTS (
		SELECT FROM @schema@.agency a WHERE a.name = p.parent AND a.consolidates IS NOT NULL);

CREATE OR REPLACE VIEW @schema@.agency_directory AS
	SELECT r.agency, a.parent, a.region,
		coalesce(a.level, r.level_by_name) AS level, l.label AS level_label,
		coalesce(a.sector, r.sector_by_name) AS sector, s.label AS sector_label,
		c.agency IS NOT NULL AS consolidates, a.note
	FROM (
		SELECT agency, min(level_by_name) AS level_by_name, min(sector_by_name) AS sector_by_name
		FROM @schema@.report WHERE superseded_by IS NULL GROUP BY agency) r
	LEFT JOIN @schema@.agency a ON a.name = r.agency
	LEFT JOIN @schema@.consolidating_agency c ON c.agency = r.agency
	LEFT JOIN @extension@.name_dictionary('level'::text) l
		ON l.name = coalesce(a.level, r.level_by_name)
	LEFT JOIN @extension@.name_dictionary('sector'::text) s
		ON s.name = coalesce(a.sector, r.sector_by_name);

CREATE OR REPLACE VIEW @schema@.current_report AS
	SELECT r.filing_id, r.agency, r.year, a.parent, a.region,
		coalesce(a.level, r.level_by_name) AS level, l.label AS level_label,
		coalesce(a.sector, r.sector_by_name) AS sector, s.label AS sector_label,
		c.agency IS NOT NULL AS consolidates, r.form, r.figures, r.report
	FROM @schema@.report r
	LEFT JOIN @schema@.agency a ON a.name = r.agency
	LEFT JOIN @schema@.consolidating_agency c ON c.agency = r.agency
	LEFT JOIN @extension@.name_dictionary('level'::text) l
		ON l.name = coalesce(a.level, r.level_by_name)
	LEFT JOIN @extension@.name_dictionary('sector'::text) s
		ON s.name = coalesce(a.sector, r.sector_by_name)
	WHERE r.superseded_by IS NULL;

-- what other servers ask for and add up: no words, and no labels, which they have themselves
CREATE OR REPLACE VIEW @schema@.current_figures AS
	SELECT r.agency, r.year, r.form, a.parent, a.region,
		coalesce(a.level, r.level_by_name) AS level,
		coalesce(a.sector, r.sector_by_name) AS sector,
		c.agency IS NOT NULL AS consolidates, r.figures
	FROM @schema@.report r
	LEFT JOIN @schema@.agency a ON a.name = r.agency
	LEFT JOIN @schema@.consolidating_agency c ON c.agency = r.agency
	WHERE r.superseded_by IS NULL;
-- results of applications, one report at a time

CREATE OR REPLACE VIEW @schema@.outcome AS
	SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label,
		r.consolidates, o.category, c.label AS category_label, c.english AS category_english,
		o.item, o.label, i.english AS item_english, o.natural_person, o.business, o.research,
		o.public_interest, o.legal_service, o.other, o.total
	FROM @schema@.current_report r
	CROSS JOIN LATERAL @extension@.report_outcomes(r.figures) o
	JOIN @extension@.name_dictionary('category'::text) c ON c.name = o.category
	JOIN @extension@.name_dictionary('item'::text) i ON i.name = o.item;

CREATE OR REPLACE VIEW @schema@.outcomes_by_agency AS
	SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label,
		r.consolidates, o.category, c.label AS category_label, c.english AS category_english,
		o.natural_person, o.business, o.research, o.public_interest, o.legal_service, o.other,
		o.total, o.missing
	FROM @schema@.current_report r
	CROSS JOIN LATERAL (
		SELECT category,
			CASE WHEN count(natural_person) = count(*)
				THEN sum(natural_person)
			END AS natural_person,
			CASE WHEN count(business) = count(*) THEN sum(business) END AS business,
			CASE WHEN count(research) = count(*) THEN sum(research) END AS research,
			CASE WHEN count(public_interest) = count(*)
				THEN sum(public_interest)
			END AS public_interest,
			CASE WHEN count(legal_service) = count(*)
				THEN sum(legal_service)
			END AS legal_service,
			CASE WHEN count(other) = count(*) THEN sum(other) END AS other,
			CASE WHEN count(total) = count(*) THEN sum(total) END AS total,
			sum(num_nulls(natural_person, business, research, public_interest, legal_service, other,
				total)) AS missing
		FROM @extension@.report_outcomes(r.figures)
		GROUP BY category) o
	JOIN @extension@.name_dictionary('category'::text) c ON c.name = o.category;

CREATE OR REPLACE VIEW @schema@.reason_shares AS
	SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label,
		r.consolidates, o.category, c.label AS category_label, c.english AS category_english,
		o.item, o.label, i.english AS item_english, o.applications, o.of_category,
		round(o.applications / nullif(o.of_category, 0), 6) AS share
	FROM @schema@.current_report r
	CROSS JOIN LATERAL (
		SELECT category, item, label, total AS applications,
			CASE WHEN count(total) OVER reasons = count(*) OVER reasons
				THEN sum(total) OVER reasons
			END AS of_category
		FROM @extension@.report_outcomes(r.figures)
		WHERE category IN ('denied', 'unavailable', 'not_processed')
		WINDOW reasons AS (PARTITION BY category)) o
	JOIN @extension@.name_dictionary('category'::text) c ON c.name = o.category
	JOIN @extension@.name_dictionary('item'::text) i ON i.name = o.item;

CREATE OR REPLACE VIEW @schema@.applicant_mix AS
	SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label,
		r.consolidates, a.applicant, n.label, n.english, a.received,
		(line.received).total AS of_all,
		round(a.received / nullif((line.received).total, 0)::numeric, 6) AS share
	FROM @schema@.current_report r
	CROSS JOIN LATERAL (
		SELECT (@extension@.disclosure_report(r.figures)).applications.received OFFSET 0) line
	CROSS JOIN LATERAL (VALUES
		('natural_person', (line.received).natural_person),
		('business', (line.received).business),
		('research', (line.received).research),
		('public_interest', (line.received).public_interest),
		('legal_service', (line.received).legal_service),
		('other', (line.received).other)) a (applicant, received)
	JOIN @extension@.name_dictionary('applicant'::text) n ON n.name = a.applicant;
-- reports added up: those of agencies that consolidate others are left out,
-- or these would count twice

-- An anti-join, as NOT EXISTS is and NOT IN is not: it needs no memory for all agencies. Where
-- level and sector are not asked for, agencies are not looked up.
CREATE OR REPLACE VIEW @schema@.counted_report AS
	SELECT r.agency, r.year, r.form, coalesce(a.level, r.level_by_name) AS level,
		coalesce(a.sector, r.sector_by_name) AS sector, r.figures
	FROM @schema@.report r
	LEFT JOIN @schema@.agency a
		ON a.name = r.agency AND (a.level IS NOT NULL OR a.sector IS NOT NULL)
	WHERE r.superseded_by IS NULL AND NOT EXISTS (
		SELECT FROM @schema@.consolidating_agency c WHERE c.agency = r.agency);

-- As states, which another server can add to its own. What is left out is counted by the index, one
-- agency after the other.
CREATE OR REPLACE VIEW @schema@.sums_by_year AS
	SELECT s.year, s.reports, coalesce(o.left_out, 0) AS left_out, s.state
	FROM (
		SELECT year, count(*) AS reports, @extension@.sum_state(figures) AS state
		FROM @schema@.counted_report GROUP BY year) s
	LEFT JOIN (
		SELECT year, count(*) AS left_out
		FROM @schema@.report r JOIN @schema@.consolidating_agency c USING (agency)
		WHERE superseded_by IS NULL
		GROUP BY year) o USING (year);

CREATE OR REPLACE VIEW @schema@.sums_by_form AS
	SELECT year, form, count(*) AS reports, @extension@.sum_state(figures) AS state
	FROM @schema@.counted_report GROUP BY year, form;

CREATE OR REPLACE VIEW @schema@.sums_by_level AS
	SELECT year, level, count(*) AS reports, @extension@.sum_state(figures) AS state
	FROM @schema@.counted_report GROUP BY year, level;

CREATE OR REPLACE VIEW @schema@.sums_by_sector AS
	SELECT year, sector, count(*) AS reports, @extension@.sum_state(figures) AS state
	FROM @schema@.counted_report GROUP BY year, sector;

-- and as reports

CREATE OR REPLACE VIEW @schema@.consolidated AS
	SELECT year, reports, left_out, @extension@.sum_result(state) AS figures,
		@extension@.coverage_result(state) AS coverage
	FROM @schema@.sums_by_year;

CREATE OR REPLACE VIEW @schema@.consolidated_by_form AS
	SELECT year, form, reports, sum(reports) OVER (PARTITION BY year)::bigint AS reports_of_year,
		@extension@.sum_result(state) AS figures, @extension@.coverage_result(state) AS coverage
	FROM @schema@.sums_by_form;

-- the labels of the sums, not of each report
CREATE OR REPLACE VIEW @schema@.consolidated_by_level AS
	SELECT s.year, s.level, l.label AS level_label, s.reports,
		@extension@.sum_result(s.state) AS figures, @extension@.coverage_result(s.state) AS coverage
	FROM @schema@.sums_by_level s
	LEFT JOIN @extension@.name_dictionary('level'::text) l ON l.name = s.level;

CREATE OR REPLACE VIEW @schema@.consolidated_by_sector AS
	SELECT s.year, s.sector, l.label AS sector_label, s.reports,
		@extension@.sum_result(s.state) AS figures, @extension@.coverage_result(s.state) AS coverage
	FROM @schema@.sums_by_sector s
	LEFT JOIN @extension@.name_dictionary('sector'::text) l ON l.name = s.sector;

CREATE OR REPLACE VIEW @schema@.consolidated_by_parent AS
	SELECT r.year, a.parent, count(*) AS reports,
		@extension@.sum(r.figures) AS figures, @extension@.coverage(r.figures) AS coverage
	FROM @schema@.report r JOIN @schema@.agency a ON a.name = r.agency
	WHERE r.superseded_by IS NULL AND a.parent IS NOT NULL
	GROUP BY r.year, a.parent;
-- from the sums, however many reports are in them

CREATE OR REPLACE VIEW @schema@.consolidated_outcome AS
	SELECT s.year, s.form, s.reports, s.reports_of_year, o.category, c.label AS category_label,
		c.english AS category_english, o.item, o.label, i.english AS item_english, o.natural_person,
		o.business, o.research, o.public_interest, o.legal_service, o.other, o.total,
		of_form.reports - h.natural_person AS natural_person_missing,
		of_form.reports - h.business AS business_missing,
		of_form.reports - h.research AS research_missing,
		of_form.reports - h.public_interest AS public_interest_missing,
		of_form.reports - h.legal_service AS legal_service_missing,
		of_form.reports - h.other AS other_missing, of_form.reports - h.total AS total_missing
	FROM @schema@.consolidated_by_form s
	CROSS JOIN LATERAL @extension@.report_outcomes(s.figures) o
	JOIN LATERAL @extension@.report_outcomes(s.coverage) h ON h.item = o.item
	-- a row of the other form is missing nowhere
	LEFT JOIN LATERAL (
		SELECT item, s.reports
		FROM @extension@.report_outcomes(jsonb_populate_record(
			NULL::@extension@.disclosure_report, jsonb_build_object('form', s.form)))) of_form
		ON of_form.item = o.item
	JOIN @extension@.name_dictionary('category'::text) c ON c.name = o.category
	JOIN @extension@.name_dictionary('item'::text) i ON i.name = o.item;

CREATE OR REPLACE VIEW @schema@.outcomes_by_category AS
	SELECT year, category, category_label, category_english, applicant, label, english,
		applications,
		round(applications / nullif(sum(applications) OVER (PARTITION BY year), 0), 6) AS share,
		reports, missing
	FROM (
		SELECT o.year, o.category, o.category_label, o.category_english, a.applicant, n.label,
			n.english, sum(a.applications) AS applications, min(o.reports_of_year) AS reports,
			coalesce(sum(a.missing), 0)::bigint AS missing
		FROM @schema@.consolidated_outcome o,
		LATERAL (VALUES
			('natural_person', natural_person, natural_person_missing),
			('business', business, business_missing),
			('research', research, research_missing),
			('public_interest', public_interest, public_interest_missing),
			('legal_service', legal_service, legal_service_missing),
			('other', other, other_missing)) a (applicant, applications, missing)
		JOIN @extension@.name_dictionary('applicant'::text) n ON n.name = a.applicant
		GROUP BY o.year, o.category, o.category_label, o.category_english, a.applicant, n.label,
			n.english) c;

CREATE OR REPLACE VIEW @schema@.outcomes_by_year AS
	SELECT year, category, category_label, category_english, applications,
		round(applications / nullif(sum(applications) OVER (PARTITION BY year), 0), 6) AS share,
		reports, missing
	FROM (
		SELECT year, category, category_label, category_english, sum(total) AS applications,
			min(reports_of_year) AS reports, coalesce(sum(total_missing), 0)::bigint AS missing
		FROM @schema@.consolidated_outcome
		GROUP BY year, category, category_label, category_english) c;
-- rates, alone, among peers and between years

CREATE OR REPLACE VIEW @schema@.agency_metrics AS
	SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label,
		r.consolidates, m.metric, d.label, d.english, m.numerator, m.base, m.minimum_base, m.rate
	FROM @schema@.current_report r
	CROSS JOIN LATERAL @extension@.report_metrics(r.figures) m
	JOIN @extension@.metric_dictionary() d USING (metric);

-- An update of the extension may know other rates.
INSERT INTO @schema@.changed_year (year) SELECT DISTINCT year FROM @schema@.kept_peer_group;

-- One pass over the figures gives the rates of all groups; each report then looks up its place.
CREATE OR REPLACE VIEW @schema@.live_rate_group AS
	SELECT r.year, 'peers' AS scope, coalesce(a.level, r.level_by_name) AS level,
		coalesce(a.sector, r.sector_by_name) AS sector, count(*) AS reports,
		@extension@.peer_rates(r.figures) AS rates
	FROM @schema@.report r
	LEFT JOIN @schema@.agency a
		ON a.name = r.agency AND (a.level IS NOT NULL OR a.sector IS NOT NULL)
	WHERE r.superseded_by IS NULL
		AND coalesce(a.level, r.level_by_name) IS NOT NULL
		AND coalesce(a.sector, r.sector_by_name) IS NOT NULL
	GROUP BY r.year, coalesce(a.level, r.level_by_name), coalesce(a.sector, r.sector_by_name)
	UNION ALL
	SELECT year, 'all', NULL, NULL, count(*), @extension@.peer_rates(figures)
	FROM @schema@.report WHERE superseded_by IS NULL GROUP BY year;

-- Of those that are kept and those that are not, one is not even looked for.
CREATE OR REPLACE VIEW @schema@.rate_group AS
	SELECT year, scope, level, sector, reports, rates FROM @schema@.kept_peer_group
	WHERE NOT EXISTS (SELECT FROM @schema@.changed_year)
	UNION ALL
	SELECT year, scope, level, sector, reports, rates FROM @schema@.live_rate_group
	WHERE EXISTS (SELECT FROM @schema@.changed_year)
		OR NOT EXISTS (SELECT FROM @schema@.kept_peer_group);

CREATE OR REPLACE VIEW @schema@.peer_group AS
	SELECT year, level, sector, reports, rates FROM @schema@.rate_group WHERE scope = 'peers';

-- Not from current_report: how many reports find their group cannot be told in advance, and whether
-- they consolidate might be looked up in a list for each of them.
CREATE OR REPLACE VIEW @schema@.peer_percentiles AS
	SELECT r.agency, r.year, g.level, l.label AS level_label, g.sector, s.label AS sector_label,
		p.metric, d.label, d.english, p.rate, p.peers, p.rank, p.p10, p.p25, p.p50, p.p75, p.p90
	FROM @schema@.report r
	LEFT JOIN @schema@.agency a
		ON a.name = r.agency AND (a.level IS NOT NULL OR a.sector IS NOT NULL)
	JOIN @schema@.peer_group g
		ON g.year = r.year AND g.level = coalesce(a.level, r.level_by_name)
			AND g.sector = coalesce(a.sector, r.sector_by_name)
	CROSS JOIN LATERAL @extension@.peer_positions(r.figures, g.rates) p
	JOIN @extension@.metric_dictionary() d USING (metric)
	LEFT JOIN @extension@.name_dictionary('level'::text) l ON l.name = g.level
	LEFT JOIN @extension@.name_dictionary('sector'::text) s ON s.name = g.sector
	WHERE r.superseded_by IS NULL;

CREATE OR REPLACE VIEW @schema@.year_over_year AS
	SELECT r.agency, r.year, c.section, c.item, c.column_name, c.label, c.previous, c.current,
		c.difference, c.ratio, c.is_jump
	FROM @schema@.report r
	JOIN @schema@.report before ON before.agency = r.agency AND before.year + 1 = r.year
	CROSS JOIN LATERAL @extension@.year_changes(before.figures, r.figures) c
	WHERE r.superseded_by IS NULL AND before.superseded_by IS NULL;
-- ranks, and rates beyond their limits

-- The same rates as in peer_percentiles, once among all agencies and once among peers. A rank among
-- few tells nothing.
CREATE OR REPLACE VIEW @schema@.ranking AS
	SELECT r.agency, r.year, r.scope, r.parent, r.region, r.level, l.label AS level_label, r.sector,
		s.label AS sector_label, p.metric, d.label, d.english, p.rate, p.peers AS agencies,
		5 AS minimum_agencies, CASE WHEN p.peers >= 5 THEN p.rank END AS rank
	FROM (
		SELECT r.agency, r.year, 'all' AS scope, a.parent, a.region,
			coalesce(a.level, r.level_by_name) AS level,
			coalesce(a.sector, r.sector_by_name) AS sector, r.figures, g.rates
		FROM @schema@.report r
		LEFT JOIN @schema@.agency a ON a.name = r.agency
		JOIN @schema@.rate_group g ON g.year = r.year AND g.scope = 'all'
		WHERE r.superseded_by IS NULL
		UNION ALL
		SELECT r.agency, r.year, 'peers', a.parent, a.region, g.level, g.sector, r.figures, g.rates
		FROM @schema@.report r
		LEFT JOIN @schema@.agency a ON a.name = r.agency
		JOIN @schema@.peer_group g
			ON g.year = r.year AND g.level = coalesce(a.level, r.level_by_name)
				AND g.sector = coalesce(a.sector, r.sector_by_name)
		WHERE r.superseded_by IS NULL) r
	CROSS JOIN LATERAL @extension@.peer_positions(r.figures, r.rates) p
	JOIN @extension@.metric_dictionary() d USING (metric)
	LEFT JOIN @extension@.name_dictionary('level'::text) l ON l.name = r.level
	LEFT JOIN @extension@.name_dictionary('sector'::text) s ON s.name = r.sector;

CREATE OR REPLACE VIEW @schema@.flagged_rates AS
	SELECT m.agency, m.year, m.parent, m.region, m.level, m.level_label, m.sector, m.sector_label,
		m.metric, m.label, m.english, m.numerator, m.base, m.rate, l.direction, l.yellow, l.red,
		c.name AS card, c.label AS card_label, l.note
	FROM @schema@.agency_metrics m
	JOIN @schema@.rate_limit l ON l.metric = m.metric AND l.level IN ('', m.level)
	LEFT JOIN @schema@.rate_limit own
		ON l.level = '' AND own.metric = l.metric AND own.direction = l.direction
			AND own.level = m.level AND own.level <> ''
	JOIN @extension@.name_dictionary('card'::text) c ON c.name = CASE l.direction
		WHEN 'above' THEN
			CASE WHEN m.rate >= l.red THEN 'red' WHEN m.rate >= l.yellow THEN 'yellow' END
		ELSE CASE WHEN m.rate <= l.red THEN 'red' WHEN m.rate <= l.yellow THEN 'yellow' END
	END
	WHERE own.metric IS NULL;
-- what does not fit from one year to the next, among current reports

-- A year that is asked for is the year of both: "before.year + 1 = r.year" tells the planner, and
-- "before.year = r.year - 1" would not.
--
-- The barriers below are around what is taken out of one pair of reports, so that it is taken out
-- once; what is asked of agency and year goes to the indexes.

-- Of an agency that took over the work of others: what they and it itself reported of the year
-- before. Nobody knows what is missing of one that has reported earlier, but not then.
CREATE OR REPLACE VIEW @schema@.inherited AS
	SELECT r.filing_id, r.agency, r.year, b.agency AS agency_before, b.figures AS figures_before,
		r.figures
	FROM (SELECT DISTINCT successor FROM @schema@.agency WHERE successor IS NOT NULL) a
	JOIN @schema@.report r ON r.agency = a.successor AND r.superseded_by IS NULL
	LEFT JOIN @schema@.report own
		ON own.agency = r.agency AND own.year + 1 = r.year AND own.superseded_by IS NULL
	LEFT JOIN LATERAL (
		SELECT e.filing_id FROM @schema@.report e
		WHERE e.agency = r.agency AND e.year + 1 < r.year LIMIT 1) earlier ON true
	CROSS JOIN LATERAL (
		SELECT r.agency
		UNION
		-- those that report no more
		SELECT p.name FROM @schema@.agency p
		LEFT JOIN @schema@.report n
			ON n.agency = p.name AND n.year = r.year AND n.superseded_by IS NULL
		WHERE p.successor = r.agency AND n.filing_id IS NULL) p
	JOIN @schema@.report b
		ON b.agency = p.agency AND b.year + 1 = r.year AND b.superseded_by IS NULL
	WHERE own.filing_id IS NOT NULL OR earlier.filing_id IS NULL;

CREATE OR REPLACE VIEW @schema@.carryover AS
	SELECT r.agency, r.year, c.column_name, c.carried_out_before, c.carried_in, c.difference
	FROM @schema@.report r
	JOIN @schema@.report before ON before.agency = r.agency AND before.year + 1 = r.year
	LEFT JOIN (SELECT DISTINCT successor FROM @schema@.agency WHERE successor IS NOT NULL) heir
		ON heir.successor = r.agency
	CROSS JOIN LATERAL @extension@.year_carryover(before.figures, r.figures) c
	WHERE r.superseded_by IS NULL AND before.superseded_by IS NULL AND heir.successor IS NULL
	UNION ALL
	SELECT agency, year, column_name, carried_out_before, carried_in,
		carried_in::numeric - carried_out_before
	FROM (
		SELECT i.agency, i.year, c.column_name,
			CASE WHEN count(line.before) = count(*) THEN sum(line.before) END::bigint
				AS carried_out_before,
			min(line.now)::bigint AS carried_in
		FROM @schema@.inherited i
		CROSS JOIN (VALUES ('natural_person'), ('business'), ('research'), ('public_interest'),
			('legal_service'), ('other'), ('total')) c (column_name)
		CROSS JOIN LATERAL (
			SELECT
				@extension@.figure(i.figures_before, 'carried_out', c.column_name) AS before,
				@extension@.figure(i.figures, 'carried_in', c.column_name) AS now
			OFFSET 0) line
		GROUP BY i.agency, i.year, c.column_name) s;

CREATE OR REPLACE VIEW @schema@.carryover_gaps AS
	SELECT * FROM @schema@.carryover WHERE difference <> 0;

CREATE OR REPLACE VIEW @schema@.stock AS
	SELECT r.agency, r.year, c.item, c.in_force_before, c.issued, c.repealed, c.in_force,
		c.difference
	FROM @schema@.report r
	JOIN @schema@.report before ON before.agency = r.agency AND before.year + 1 = r.year
	LEFT JOIN (SELECT DISTINCT successor FROM @schema@.agency WHERE successor IS NOT NULL) heir
		ON heir.successor = r.agency
	CROSS JOIN LATERAL @extension@.year_stock(before.figures, r.figures) c
	WHERE r.superseded_by IS NULL AND before.superseded_by IS NULL AND heir.successor IS NULL
	UNION ALL
	SELECT agency, year, item, in_force_before, issued, repealed, in_force,
		in_force - (in_force_before::numeric + issued - repealed)
	FROM (
		SELECT i.agency, i.year, t.item,
			CASE WHEN count(line.before) = count(*) THEN sum(line.before) END::bigint
				AS in_force_before,
			min(line.issued)::bigint AS issued, min(line.repealed)::bigint AS repealed,
			min(line.in_force)::bigint AS in_force
		FROM @schema@.inherited i
		CROSS JOIN (VALUES ('regulations'), ('normative_documents')) t (item)
		CROSS JOIN LATERAL (
			SELECT
				@extension@.figure(i.figures_before, t.item, 'in_force') AS before,
				@extension@.figure(i.figures, t.item, 'issued') AS issued,
				@extension@.figure(i.figures, t.item, 'repealed') AS repealed,
				@extension@.figure(i.figures, t.item, 'in_force') AS in_force
			OFFSET 0) line
		GROUP BY i.agency, i.year, t.item) s;

CREATE OR REPLACE VIEW @schema@.stock_gaps AS
	SELECT * FROM @schema@.stock WHERE difference <> 0;
-- what is doubtful

CREATE OR REPLACE VIEW @schema@.findings AS
	SELECT v.*, n.label AS rule_label, n.english AS rule_english
	FROM (
		SELECT r.filing_id, r.agency, r.year, 'report' AS origin,
			v.rule, v.item, v.column_name, v.expression, v.lhs, v.rhs, v.difference
		FROM @schema@.report r, @extension@.report_violations(r.report) v
		WHERE r.superseded_by IS NULL AND v.severity = 'finding'
		UNION ALL
		SELECT r.filing_id, r.agency, r.year, 'document',
			v.rule, v.item, v.column_name, v.expression, v.lhs, v.rhs, v.difference
		FROM @schema@.report r JOIN @schema@.filing f ON f.id = r.filing_id,
		LATERAL (
			SELECT * FROM @extension@.document_findings(f.body)
			UNION ALL
			SELECT *
			FROM @extension@.document_findings(CASE WHEN f.body IS NULL THEN f.raw END)) v
		WHERE r.superseded_by IS NULL) v
	LEFT JOIN @extension@.name_dictionary('rule'::text) n ON n.name = v.rule;
-- what parents publish otherwise than their children

CREATE OR REPLACE VIEW @schema@.consolidation AS
	SELECT agency, year, section, item, column_name, label, published, children_sum, children,
		missing_children, missing_cells,
		CASE WHEN missing_children = 0 AND missing_cells = 0
			THEN published - children_sum
		END AS difference
	FROM (
		SELECT p.agency, p.year, cell.section, cell.item, cell.column_name, cell.label,
			cell.published, cell.children_sum, c.children,
			c.children - coalesce(s.reports, 0) AS missing_children,
			(coalesce(s.reports, 0) - coalesce(cell.present, 0))::bigint AS missing_cells
		FROM (
			SELECT parent, count(*) AS children FROM @schema@.agency
			WHERE parent IS NOT NULL GROUP BY parent) c
		JOIN @schema@.report p ON p.agency = c.parent AND p.superseded_by IS NULL
		LEFT JOIN @schema@.consolidated_by_parent s ON s.parent = p.agency AND s.year = p.year
		-- in the parent's forms, whatever those of its children are
		CROSS JOIN LATERAL (
			SELECT x.section, x.item, x.column_name, x.label, x.value AS published,
				@extension@.figure(sums.figures, x.item, x.column_name) AS children_sum,
				@extension@.figure(sums.coverage, x.item, x.column_name) AS present
			FROM @extension@.report_cells(p.figures) x
			CROSS JOIN (
				SELECT @extension@.disclosure_figures(s.figures) AS figures,
					@extension@.disclosure_figures(s.coverage) AS coverage OFFSET 0) sums
			OFFSET 0) cell) compared;

CREATE OR REPLACE VIEW @schema@.consolidation_gaps AS
	SELECT * FROM @schema@.consolidation WHERE difference <> 0;
-- cells: one a row, or one a column

-- Only a report that lacks cells is read again, for what stands there instead.
CREATE OR REPLACE VIEW @schema@.cell AS
	SELECT r.filing_id, r.agency, r.year, c.section, c.number, c.item, c.column_name, c.label,
		c.english, c.value, c.kind, k.label AS kind_label, k.english AS kind_english
	FROM @schema@.report r
	JOIN @schema@.filing f ON f.id = r.filing_id
	CROSS JOIN LATERAL (
		SELECT x.section, x.number, x.item, x.column_name, x.label, d.english, x.value,
			CASE WHEN x.value IS NULL THEN e.kind ELSE 'number' END AS kind
		FROM @extension@.report_cells(r.figures) x
		JOIN @extension@.cell_dictionary() d USING (item, column_name)
		LEFT JOIN (
			SELECT item, column_name, kind
			FROM @extension@.report_evidence(
				CASE WHEN @extension@.lacks_cells(r.figures) THEN f.body END)
			UNION ALL
			SELECT item, column_name, kind
			FROM @extension@.report_evidence(
				CASE WHEN f.body IS NULL AND @extension@.lacks_cells(r.figures) THEN f.raw END)) e
			USING (item, column_name)
		OFFSET 0) c
	LEFT JOIN @extension@.name_dictionary('cell_kind'::text) k ON k.name = c.kind
	WHERE r.superseded_by IS NULL;

-- The columns are those of cell_dictionary(). Where the view is made anew, those that it has keep
-- their places, and cells of a later form come behind them.
DO $$
DECLARE
	here oid := (SELECT typnamespace FROM pg_type WHERE oid = pg_typeof(NULL::@schema@.report));
	extension regnamespace := (
		SELECT typnamespace FROM pg_type
		WHERE oid = pg_typeof(NULL::@extension@.disclosure_figures));
	shown text;
	given text;
BEGIN
	SELECT string_agg(format('d.%I', n.name), ', ' ORDER BY a.attnum, c.place),
		string_agg(format('%I %s', n.name, coalesce(m.atttypid, 'bigint'::regtype)::regtype), ', '
			ORDER BY c.place)
	INTO shown, given
	FROM @extension@.cell_dictionary() WITH ORDINALITY
		AS c (section, number, item, column_name, path, label, english, place)
	CROSS JOIN LATERAL @extension@.flat_name(c.path) n (name)
	LEFT JOIN pg_class v ON v.relnamespace = here AND v.relname = 'figures_flat'
	LEFT JOIN pg_attribute a ON a.attrelid = v.oid AND a.attname = n.name
	-- counts but for what is money
	LEFT JOIN pg_class p ON p.relnamespace = extension AND p.relname = 'proactive_disclosure'
	LEFT JOIN pg_attribute m ON m.attrelid = p.oid AND c.path = 'proactive.' || m.attname;
	EXECUTE format('CREATE OR REPLACE VIEW %1$s.figures_flat AS SELECT r.agency, r.year, %2$s '
		'FROM %1$s.report r CROSS JOIN LATERAL %3$s.cell_values(r.figures) d (%4$s) '
		'WHERE r.superseded_by IS NULL', here::regnamespace, shown, extension, given);
END $$;
-- what an office asks of the agencies, a row a question, and a letter for each of them

-- A filing that was turned down is asked about until a later one is accepted. If it could be read,
-- nobody asks any more about the report that still counts.
CREATE OR REPLACE VIEW @schema@.questioned AS
	SELECT r.agency, r.year, r.filing_id, NULL::text AS reason, NULL::text AS detail, r.report
	FROM @schema@.report r
	WHERE r.superseded_by IS NULL AND NOT EXISTS (
		SELECT FROM @schema@.rejection x
		WHERE x.agency = r.agency AND x.year = r.year AND x.filing_id > r.filing_id
			AND x.reason <> 'approved' AND x.report IS DISTINCT FROM NULL)
	UNION ALL
	SELECT x.agency, x.year, x.filing_id, x.reason, x.detail, x.report
	FROM @schema@.rejection x
	WHERE x.agency IS NOT NULL AND x.reason <> 'approved'
		AND NOT EXISTS (
			SELECT FROM @schema@.rejection later
			WHERE later.agency = x.agency AND later.year IS NOT DISTINCT FROM x.year
				AND later.filing_id > x.filing_id AND later.reason <> 'approved')
		AND NOT EXISTS (
			SELECT FROM @schema@.report r
			WHERE r.agency = x.agency AND r.year = x.year AND r.filing_id > x.filing_id
				AND r.superseded_by IS NULL);

-- Its document is read again, once for the findings, and once more for the places of cells where
-- there is something to ask.
CREATE OR REPLACE VIEW @schema@.question_of_filing AS
	SELECT q.agency, q.year, q.filing_id, f.source, v.rule, v.severity, v.item, v.column_name,
		place.words AS place, v.expression AS text,
		CASE WHEN v.severity = 'error' THEN shown.repairs END AS repair, v.place AS number
	FROM @schema@.questioned q
	JOIN @schema@.filing f ON f.id = q.filing_id
	CROSS JOIN LATERAL (
		SELECT array_agg((c.*)::@extension@.disclosure_check) AS checks,
			coalesce(bool_or(c.severity = 'error'), false) AS is_wrong,
			bool_or(num_nonnulls(c.item, c.column_name) > 0) AS has_cells
		FROM (
			SELECT * FROM @extension@.report_violations(q.report) r
			WHERE r.severity = 'finding' OR q.reason IS NOT NULL
			UNION ALL
			SELECT * FROM @extension@.document_findings(
				coalesce(f.body, @extension@.decode_report(f.raw)))) c) found
	CROSS JOIN LATERAL (
		SELECT jsonb_object_agg(concat_ws(' ', e.item, e.column_name),
				coalesce(to_jsonb(e.place), to_jsonb(e.line)))
			FILTER (WHERE num_nonnulls(e.place, e.line) > 0) AS places
		FROM (
			SELECT item, column_name, place, line
			FROM @extension@.report_evidence(CASE WHEN found.has_cells THEN f.body END)
			UNION ALL
			SELECT item, column_name, place, line
			FROM @extension@.report_evidence(
				CASE WHEN found.has_cells AND f.body IS NULL THEN f.raw END)) e) stands
	CROSS JOIN LATERAL (
		SELECT stands.places, @extension@.page_repairs(
			CASE WHEN found.is_wrong THEN q.report END, coalesce(stands.places, '{}')) AS repairs
		OFFSET 0) shown
	CROSS JOIN LATERAL unnest(found.checks) WITH ORDINALITY v (rule, severity, item, column_name,
		expression, lhs, rhs, difference, verdict, place)
	CROSS JOIN LATERAL (
		-- an identity of columns is told by the rows that it ties together
		SELECT @extension@.page_places(array_agg(
			shown.places -> concat_ws(' ', i.item, coalesce(v.column_name, 'total'))
			ORDER BY i.place)) AS words
		FROM unnest(CASE
			WHEN v.item IS NOT NULL THEN ARRAY[v.item]
			WHEN v.rule = 'flow' THEN '{received,carried_in,concluded,carried_out}'
			WHEN v.rule = 'outcomes' THEN '{concluded}'
		END) WITH ORDINALITY i (item, place)) place;

CREATE OR REPLACE VIEW @schema@.question_item AS
	SELECT q.agency, q.year,
		row_number() OVER (PARTITION BY q.agency, q.year ORDER BY q.severity,
			q.kind_place, q.filing_id, q.number, q.rule, q.item, q.column_name) AS number,
		q.kind, k.label AS kind_label, q.rule, coalesce(r.label, k.label) AS rule_label, q.severity,
		q.item, q.column_name, q.place, q.text, q.repair, q.request, q.filing_id, q.source,
		coalesce(u.status, 'open') AS status, s.label AS status_label, u.note, u.due
	FROM (
		SELECT CASE severity WHEN 'error' THEN 3 ELSE 4 END AS kind_place,
			CASE severity WHEN 'error' THEN 'check' ELSE 'finding' END AS kind,
			'rule' AS rules, agency, year, rule, severity, item, column_name, place, text, repair,
			@extension@.page_text(CASE severity
				WHEN 'error' THEN 'send_correction' ELSE 'send_answer' END) AS request,
			filing_id, source, number
		FROM @schema@.question_of_filing
		UNION ALL
		-- a filing that was turned down for something else than its figures
		SELECT 2, 'filing', 'reason', q.agency, q.year, q.reason, 'error', NULL, NULL, NULL,
			concat_ws(@extension@.page_text('colon'), n.label, CASE
				WHEN q.reason = 'not readable' THEN k.label
				WHEN q.reason <> 'error' THEN q.detail
			END), NULL,
			coalesce(file.label, asked.label), q.filing_id, f.source, 0
		FROM @schema@.questioned q
		JOIN @schema@.filing f ON f.id = q.filing_id
		JOIN @extension@.name_dictionary('reason'::text) n ON n.name = q.reason
		LEFT JOIN @extension@.name_dictionary('file_kind'::text) k
			ON q.reason = 'not readable' AND q.detail = concat_ws(' / ', k.label, k.english)
		LEFT JOIN @extension@.name_dictionary('request'::text) file ON file.name = k.name
		LEFT JOIN @extension@.name_dictionary('request'::text) asked ON asked.name = q.reason
		WHERE q.reason <> 'unbalanced'
		UNION ALL
		SELECT 5, 'year', 'rule', g.agency, g.year, 'carryover', 'finding', 'carried_in',
			g.column_name, NULL,
			@extension@.page_text('carryover', d.label, g.carried_in::text, (g.year - 1)::text,
				g.carried_out_before::text), NULL, @extension@.page_text('send_years'), NULL, NULL,
			d.place
		FROM @schema@.carryover_gaps g
		LEFT JOIN @extension@.cell_dictionary() WITH ORDINALITY
			d (section, number, item, column_name, path, label, english, place)
			ON d.item = 'carried_in' AND d.column_name = g.column_name
		UNION ALL
		SELECT 5, 'year', 'rule', g.agency, g.year, 'stock', 'finding', g.item, 'in_force', NULL,
			@extension@.page_text('stock', d.label, g.in_force::text, (g.year - 1)::text,
				g.in_force_before::text, g.issued::text, g.repealed::text), NULL,
			@extension@.page_text('send_years'), NULL, NULL, 0
		FROM @schema@.stock_gaps g
		LEFT JOIN @extension@.cell_dictionary() d ON d.item = g.item AND d.column_name = 'in_force'
		UNION ALL
		SELECT 1, 'missing', 'reason', m.agency, m.year, 'missing', 'error', NULL, NULL, NULL,
			@extension@.page_text('overdue', @extension@.page_date(m.due)), NULL,
			@extension@.page_text('send_report'), NULL, NULL, 0
		FROM @schema@.missing_reports m
		WHERE m.is_overdue AND m.rejected = 0) q
	LEFT JOIN LATERAL (
		SELECT (array_agg(u.status ORDER BY u.id DESC) FILTER (WHERE u.status IS NOT NULL))[1]
				AS status,
			(array_agg(u.note ORDER BY u.id DESC) FILTER (WHERE u.note IS NOT NULL))[1] AS note,
			(array_agg(u.due ORDER BY u.id DESC) FILTER (WHERE u.due IS NOT NULL))[1] AS due
		FROM @schema@.follow_up u
		WHERE u.year = q.year AND u.agency IN (
				SELECT q.agency
				UNION ALL
				SELECT n.name FROM @schema@.agency_name n WHERE n.agency = q.agency)
			AND (u.rule IS NULL OR u.rule = q.rule
				AND (u.item, u.column_name) IS NOT DISTINCT FROM (q.item, q.column_name))) u ON true
	JOIN @extension@.name_dictionary('question'::text) k ON k.name = q.kind
	JOIN @extension@.name_dictionary('status'::text) s ON s.name = coalesce(u.status, 'open')
	LEFT JOIN @extension@.name_dictionary(NULL::text) r ON r.kind = q.rules AND r.name = q.rule;

CREATE OR REPLACE VIEW @schema@.question AS
	SELECT agency, year, concat_ws(E'\n\n',
		@extension@.page_text('letter_to', agency),
		@extension@.page_text(
			CASE
				WHEN bool_and(kind = 'missing') THEN 'letter_missing'
				WHEN bool_or(kind IN ('filing', 'check')) THEN 'letter_refused'
				ELSE 'letter_accepted'
			END, coalesce(@extension@.page_phrase('year', year::text),
				@extension@.page_text('unknown_year')), (count(*) FILTER (WHERE is_open))::text),
		string_agg(concat(place_here, '. ', text, @extension@.page_phrase('at_place', place)),
			E'\n' ORDER BY number) FILTER (WHERE is_open),
		@extension@.page_phrase('letter_repair', min(repair) FILTER (WHERE is_open)),
		string_agg(request, E'\n' ORDER BY number) FILTER (WHERE is_open AND is_first),
		@extension@.page_phrase('letter_due',
			@extension@.page_date(min(due) FILTER (WHERE is_open))),
		@extension@.page_phrase('letter_source',
			string_agg(DISTINCT source, @extension@.page_text('list')) FILTER (WHERE is_open))
		) AS letter
	FROM (
		SELECT i.*, row_number() OVER (PARTITION BY agency, year, is_open ORDER BY number)
				AS place_here,
			row_number() OVER (PARTITION BY agency, year, is_open, request ORDER BY number) = 1
				AS is_first
		FROM (
			SELECT *, status IN ('open', 'asked') AS is_open FROM @schema@.question_item) i) i
	GROUP BY agency, year
	HAVING bool_or(is_open);
-- narratives that were copied, from the year before or from another agency

-- A sentence that a fifth of all reports have, or 500, tells nothing of one of them. Of the others
-- each report has its own, so that it is among those that are like it, with all of its sentences.
CREATE OR REPLACE VIEW @schema@.similar_reports AS
	WITH size AS MATERIALIZED (
		SELECT r.reports <> n.narratives AS has_fresh,
			greatest(20, least(r.reports / 5, 500)) AS most
		FROM (SELECT count(*) AS reports FROM @schema@.report) r
		CROSS JOIN (SELECT count(*) AS narratives FROM @schema@.narrative) n),
	-- what is not in the index yet
	fresh AS MATERIALIZED (
		SELECT s.filing_id, s.hash
		FROM (
			SELECT r.filing_id, h.hash, count(*) OVER (PARTITION BY h.hash) AS spread
			FROM @schema@.report r
			CROSS JOIN LATERAL unnest(@extension@.report_sentences(r.report)) h (hash)
			WHERE (SELECT has_fresh FROM size) AND NOT EXISTS (
				SELECT FROM @schema@.narrative n WHERE n.filing_id = r.filing_id)) s
		WHERE s.spread <= (SELECT most FROM size))
	SELECT p.agency, p.year, o.agency AS other_agency, o.year AS other_year, p.equal_sentences,
		p.sentences, round(p.equal_sentences::numeric / p.sentences, 3) AS share, p.filing_id,
		o.filing_id AS other_filing_id
	FROM (
		SELECT agency, year, filing_id, other, count(*) AS equal_sentences,
			max(count(*)) OVER (PARTITION BY filing_id, agency, year) AS sentences
		FROM (
			-- numbers in front, because all of it is sorted by them
			SELECT *, count(*) OVER (PARTITION BY hash, filing_id, agency, year) AS spread
			FROM (
				SELECT r.agency, r.year, r.filing_id, h.hash, n.filing_id AS other
				FROM @schema@.report r
				CROSS JOIN LATERAL unnest(@extension@.report_sentences(r.report)) h (hash)
				CROSS JOIN LATERAL (
					SELECT array_agg(s.narrative) AS narratives
					FROM (
						SELECT narrative FROM @schema@.sentence WHERE hash = h.hash
						LIMIT (SELECT most + 1 FROM size)) s) found
				CROSS JOIN LATERAL unnest(CASE
					WHEN cardinality(found.narratives) <= (SELECT most FROM size)
						THEN found.narratives END) f (narrative)
				JOIN @schema@.narrative n ON n.id = f.narrative
				WHERE r.superseded_by IS NULL
				UNION ALL
				SELECT r.agency, r.year, r.filing_id, h.hash, f.filing_id
				FROM @schema@.report r
				CROSS JOIN LATERAL unnest(@extension@.report_sentences(r.report)) h (hash)
				JOIN fresh f ON f.hash = h.hash
				-- of f, so that it is of nothing where all is in the index
				CROSS JOIN LATERAL (
					SELECT count(*) AS narratives FROM (
						SELECT FROM @schema@.sentence WHERE hash = f.hash
						LIMIT (SELECT most + 1 FROM size)) s) found
				WHERE r.superseded_by IS NULL
					AND found.narratives <= (SELECT most FROM size)) hit) spread_hit
		WHERE spread <= (SELECT most FROM size)
		GROUP BY filing_id, other, agency, year) p
	JOIN @schema@.report o ON o.filing_id = p.other AND o.superseded_by IS NULL
	WHERE (o.agency, o.year) <> (p.agency, p.year) AND o.year <= p.year
		AND p.equal_sentences >= least(2, p.sentences) AND p.equal_sentences * 5 >= p.sentences;
-- what the views and their columns mean, in both languages

DO $$
DECLARE
	here oid := (
		SELECT typnamespace FROM pg_type WHERE oid = pg_typeof(NULL::@schema@.consolidated));
	entry record;
BEGIN
	FOR entry IN
		SELECT format('VIEW %s', c.oid::regclass) AS object,
			concat_ws(' / ', v.label, v.description) AS comment
		FROM @extension@.view_dictionary() v
		JOIN pg_class c ON c.relname = v.view_name AND c.relnamespace = here
		WHERE v.column_name = ''
		UNION ALL
		SELECT format('COLUMN %s.%I', c.oid::regclass, a.attname),
			concat_ws(' / ', d.label, d.description)
		FROM @extension@.view_dictionary() v
		JOIN pg_class c ON c.relname = v.view_name AND c.relnamespace = here
		JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
		-- what is said of the column of this view, before what is said of the column of any view
		JOIN LATERAL (
			SELECT w.label, w.description FROM @extension@.view_dictionary() w
			WHERE w.column_name = a.attname AND w.view_name IN (c.relname, '')
			ORDER BY w.view_name DESC LIMIT 1) d ON true
		WHERE v.column_name = ''
		UNION ALL
		SELECT format('COLUMN %s.%I', c.oid::regclass, a.attname),
			concat_ws(' / ', d.label, d.english)
		FROM @extension@.cell_dictionary() d
		JOIN pg_class c ON c.relname = 'figures_flat' AND c.relnamespace = here
		JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = @extension@.flat_name(d.path)
	LOOP
		EXECUTE format('COMMENT ON %s IS %L', entry.object, entry.comment);
	END LOOP;
END $$;
-- what an office hands in: the reports of a year added up, and who is missing from the sum

-- The reports that count: below a parent those of its children, else those of all agencies that
-- do not add up others.
CREATE OR REPLACE FUNCTION @schema@.member_report(
		first_year integer, last_year integer, parent text DEFAULT NULL)
	RETURNS TABLE (agency text, year integer, form integer,
		figures @extension@.disclosure_figures, filing_id bigint, waiver bigint)
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT r.agency, r.year, r.form, r.figures, r.filing_id, r.waiver
	FROM @schema@.report r
	WHERE r.superseded_by IS NULL
		AND r.year BETWEEN member_report.first_year AND member_report.last_year
		AND CASE
			WHEN member_report.parent IS NULL THEN NOT EXISTS (
				SELECT FROM @schema@.consolidating_agency c WHERE c.agency = r.agency)
			ELSE EXISTS (
				SELECT FROM @schema@.agency a
				WHERE a.name = r.agency
					AND a.parent = @extension@.agency_key(member_report.parent))
		END;
END;
COMMENT ON FUNCTION @schema@.member_report(integer, integer, text) IS
	'The current reports of these years that a sum counts: those of the children of a parent, or, '
	'without one, of all agencies that do not add up others';

CREATE OR REPLACE FUNCTION @schema@.expected_agency(year integer, parent text DEFAULT NULL)
	RETURNS TABLE (agency text)
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH named AS (
		SELECT e.agency FROM @schema@.expected_report e WHERE e.year = expected_agency.year
		UNION ALL
		SELECT a.name FROM @schema@.agency a
		WHERE NOT EXISTS (
			SELECT FROM @schema@.roster o WHERE o.year = expected_agency.year))
	SELECT n.agency FROM named n
	WHERE CASE
		WHEN expected_agency.parent IS NULL THEN NOT EXISTS (
			SELECT FROM @schema@.consolidating_agency c WHERE c.agency = n.agency)
		ELSE EXISTS (
			SELECT FROM @schema@.agency a
			WHERE a.name = n.agency AND a.parent = @extension@.agency_key(expected_agency.parent))
	END;
END;
COMMENT ON FUNCTION @schema@.expected_agency(integer, text) IS
	'Who is to report about a year, by its roster, or by the table agency where the year has none: '
	'the children of a parent, or, without one, all that do not add up others';

CREATE OR REPLACE FUNCTION @schema@.standing(year integer, parent text DEFAULT NULL)
	RETURNS TABLE (agency text, standing text, is_expected boolean, filing_id bigint,
		reason text, detail text)
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH expected AS (
		SELECT e.agency FROM @schema@.expected_agency(standing.year, standing.parent) e),
	accepted AS (
		SELECT m.* FROM @schema@.member_report(standing.year, standing.year, standing.parent) m),
	refused AS (
		SELECT DISTINCT ON (x.agency) x.agency, x.filing_id, x.reason, x.detail
		FROM @schema@.rejection x
		WHERE x.year = standing.year AND x.agency IS NOT NULL
			AND (standing.parent IS NULL AND NOT EXISTS (
					SELECT FROM @schema@.consolidating_agency c WHERE c.agency = x.agency)
				OR EXISTS (SELECT FROM expected e WHERE e.agency = x.agency))
			AND NOT EXISTS (SELECT FROM accepted c WHERE c.agency = x.agency)
		ORDER BY x.agency, x.filing_id DESC)
	SELECT n.agency,
		CASE
			WHEN c.waiver IS NOT NULL THEN 'waived'
			WHEN c.agency IS NOT NULL THEN 'accepted'
			WHEN x.agency IS NOT NULL THEN 'refused'
			ELSE 'missing'
		END,
		e.agency IS NOT NULL, coalesce(c.filing_id, x.filing_id),
		x.reason, coalesce(d.why, x.detail)
	FROM (SELECT agency FROM expected UNION SELECT agency FROM accepted
		UNION SELECT agency FROM refused) n
	LEFT JOIN expected e USING (agency)
	LEFT JOIN accepted c USING (agency)
	LEFT JOIN refused x USING (agency)
	LEFT JOIN @schema@.decision d ON d.id = c.waiver;
END;
COMMENT ON FUNCTION @schema@.standing(integer, text) IS
	'How each agency stands with its report of a year: accepted, waived (accepted by decision, in '
	'detail), refused (by the latest filing, with reason and detail) or missing';

CREATE OR REPLACE FUNCTION @schema@.hand_in_parts(year integer, parent text DEFAULT NULL)
	RETURNS TABLE (figures @extension@.disclosure_report,
		coverage @extension@.disclosure_report, reports bigint, title text, remarks text[])
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH s AS (
		SELECT t.agency, t.standing, t.is_expected, t.detail,
			coalesce(d.label, t.reason) AS reason
		FROM @schema@.standing(hand_in_parts.year, hand_in_parts.parent) t
		LEFT JOIN @extension@.name_dictionary('reason'::text) d ON d.name = t.reason),
	counts AS (
		SELECT count(*) FILTER (WHERE is_expected) AS expected,
			count(*) FILTER (WHERE standing IN ('accepted', 'waived')) AS accepted,
			count(*) FILTER (WHERE standing = 'waived') AS waived,
			count(*) FILTER (WHERE standing = 'refused') AS refused,
			count(*) FILTER (WHERE standing = 'missing') AS missing,
			count(*) FILTER (WHERE NOT is_expected AND standing IN ('accepted', 'waived'))
				AS not_expected,
			array_agg(agency ORDER BY agency COLLATE "C") FILTER (WHERE standing = 'missing')
				AS missing_names,
			array_agg(@extension@.page_text('with_reason', agency, reason)
				ORDER BY agency COLLATE "C") FILTER (WHERE standing = 'refused') AS refused_names,
			array_agg(@extension@.page_text('with_reason', agency, detail)
				ORDER BY agency COLLATE "C") FILTER (WHERE standing = 'waived') AS waived_names
		FROM s),
	sums AS (
		SELECT count(*) AS reports, @extension@.sum(m.figures) AS figures,
			@extension@.coverage(m.figures) AS coverage
		FROM @schema@.member_report(hand_in_parts.year, hand_in_parts.year,
			hand_in_parts.parent) m),
	others AS (
		SELECT
			(SELECT count(*) FROM @schema@.report r
				JOIN @schema@.consolidating_agency c USING (agency)
				WHERE r.superseded_by IS NULL AND r.year = hand_in_parts.year) AS left_out,
			(SELECT count(*) FROM @schema@.rejection x
				WHERE x.agency IS NULL AND coalesce(x.year, hand_in_parts.year)
					= hand_in_parts.year) AS no_agency
		WHERE hand_in_parts.parent IS NULL),
	nothing AS (
		SELECT jsonb_populate_record(NULL::@extension@.disclosure_report, '{}') AS figures)
	SELECT coalesce(sums.figures, nothing.figures), coalesce(sums.coverage, nothing.figures),
		sums.reports,
		CASE
			WHEN hand_in_parts.parent IS NULL
				THEN @extension@.page_text('hand_in_title', hand_in_parts.year::text)
			ELSE @extension@.page_text('hand_in_title_below', hand_in_parts.year::text,
				hand_in_parts.parent)
		END,
		array_remove(ARRAY[
			@extension@.page_text('counts', expected::text, accepted::text, waived::text,
				refused::text, missing::text),
			CASE WHEN not_expected > 0
				THEN @extension@.page_text('not_expected', not_expected::text) END,
			CASE WHEN left_out > 0 THEN @extension@.page_text('left_out', left_out::text) END,
			CASE WHEN no_agency > 0 THEN @extension@.page_text('no_agency', no_agency::text) END,
			@extension@.page_line('missing_list', missing_names),
			@extension@.page_line('refused_list', refused_names),
			@extension@.page_line('waived_list', waived_names)], NULL)
	FROM counts CROSS JOIN sums CROSS JOIN nothing LEFT JOIN others ON true
	WHERE hand_in_parts.year IS NOT NULL;
END;
COMMENT ON FUNCTION @schema@.hand_in_parts(integer, text) IS
	'Part of hand_in: the sum, how many reports are in each figure, and what is said of them';

CREATE OR REPLACE FUNCTION @schema@.hand_in(year integer, parent text DEFAULT NULL) RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT @extension@.format_sum(p.figures, p.coverage, p.reports, p.title, p.remarks, 'html')
	FROM @schema@.hand_in_parts(hand_in.year, hand_in.parent) p;
END;
COMMENT ON FUNCTION @schema@.hand_in(integer, text) IS
	'The reports of a year added up in the official form, as a page of HTML: of the children of a '
	'parent, or of all agencies that do not add up others. Beside each figure that not all reports '
	'have stands how many do; in front, who is missing, refused and accepted by decision';

CREATE OR REPLACE FUNCTION @schema@.hand_in_file(
		year integer, format text, parent text DEFAULT NULL)
	RETURNS bytea
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT @extension@.format_sum_file(
		p.figures, p.coverage, p.reports, p.title, p.remarks, hand_in_file.format)
	FROM @schema@.hand_in_parts(hand_in_file.year, hand_in_file.parent) p;
END;
COMMENT ON FUNCTION @schema@.hand_in_file(integer, text, text) IS
	'The same as a file, docx or xlsx. Any other format is an error (invalid_parameter_value)';
-- one page about a year: who has reported, what is in it, and who is to be asked

CREATE OR REPLACE FUNCTION @schema@.dashboard_sum(
		first_year integer, last_year integer, parent text DEFAULT NULL)
	RETURNS TABLE (year integer, form integer, reports bigint,
		figures @extension@.disclosure_report, coverage @extension@.disclosure_report)
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT m.year, m.form, count(*),
		@extension@.sum(m.figures), @extension@.coverage(m.figures)
	FROM @schema@.member_report(
		dashboard_sum.first_year, dashboard_sum.last_year, dashboard_sum.parent) m
	GROUP BY m.year, m.form;
END;
COMMENT ON FUNCTION @schema@.dashboard_sum(integer, integer, text) IS
	'Part of dashboard: the sums of years, by form, so that a row which a form lacks '
	'is not missing';

CREATE OR REPLACE FUNCTION @schema@.dashboard_outcome(
		first_year integer, last_year integer, parent text DEFAULT NULL)
	RETURNS TABLE (year integer, category text, item text, place bigint, label text,
		applications numeric, reports bigint, known numeric, missing numeric)
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT s.year, o.category, o.item, min(o.place), min(o.label), sum(o.total),
		sum(s.reports)::bigint, sum(h.total),
		sum(s.reports - h.total) FILTER (WHERE own.item IS NOT NULL)
	FROM @schema@.dashboard_sum(dashboard_outcome.first_year, dashboard_outcome.last_year,
		dashboard_outcome.parent) s
	CROSS JOIN LATERAL @extension@.report_outcomes(s.figures) WITH ORDINALITY
		o (category, item, label, natural_person, business, research, public_interest,
			legal_service, other, total, place)
	JOIN LATERAL @extension@.report_outcomes(s.coverage) h ON h.item = o.item
	LEFT JOIN LATERAL @extension@.report_outcomes(jsonb_populate_record(
		NULL::@extension@.disclosure_report, jsonb_build_object('form', s.form))) own
		ON own.item = o.item
	GROUP BY s.year, o.category, o.item;
END;
COMMENT ON FUNCTION @schema@.dashboard_outcome(integer, integer, text) IS
	'Part of dashboard: the results of applications by year and row, how many reports there are, '
	'in how many its total is known, and in how many it is missing although their form has it';

CREATE OR REPLACE FUNCTION @schema@.dashboard_cell(first_year integer, last_year integer,
		parent text, items text[], columns text[])
	RETURNS TABLE (year integer, item text, column_name text, figure numeric, known numeric,
		reports bigint)
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT s.year, i.item, c.column_name,
		sum(@extension@.figure(s.figures, i.item, c.column_name)),
		sum(@extension@.figure(s.coverage, i.item, c.column_name)), sum(s.reports)::bigint
	FROM @schema@.dashboard_sum(dashboard_cell.first_year, dashboard_cell.last_year,
		dashboard_cell.parent) s
	CROSS JOIN unnest(dashboard_cell.items) i (item)
	CROSS JOIN unnest(dashboard_cell.columns) c (column_name)
	GROUP BY s.year, i.item, c.column_name;
END;
COMMENT ON FUNCTION @schema@.dashboard_cell(integer, integer, text, text[], text[]) IS
	'Part of dashboard: the sums of some cells by year, and how many of the reports have each';

-- The parts below are functions, each a section of the page. What a test looks for has a name in
-- data-figure.

CREATE OR REPLACE FUNCTION @schema@.dashboard_standing(year integer, parent text DEFAULT NULL)
	RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH s AS (
		SELECT t.* FROM @schema@.standing(dashboard_standing.year, dashboard_standing.parent) t),
	tile AS (
		SELECT 1 AS place, 'expected' AS name, count(*) FILTER (WHERE is_expected) AS n FROM s
		UNION ALL
		SELECT k.place, k.name, count(s.agency)
		FROM (VALUES (2, 'accepted'), (3, 'waived'), (4, 'refused'), (5, 'missing'))
			k (place, name)
		LEFT JOIN s ON s.standing = k.name OR k.name = 'accepted' AND s.standing = 'waived'
		GROUP BY k.place, k.name),
	cell AS (
		SELECT c.*
		FROM @schema@.dashboard_cell(dashboard_standing.year, dashboard_standing.year,
			dashboard_standing.parent, '{received,carried_in,concluded,carried_out}', '{total}') c)
	SELECT format(E'<section id="standing">\n<h2>%s</h2>\n<ul class="tiles">\n%s</ul>\n'
		'<ul class="tiles">\n%s</ul>\n</section>\n',
		@extension@.page_text('standing_title'),
		(SELECT string_agg(format(
			E'<li class="%1$s"><b data-figure="standing.%1$s">%2$s</b>%3$s</li>\n',
			name, n, @extension@.page_text('standing_' || name)), '' ORDER BY place) FROM tile),
		(SELECT string_agg(format(
			E'<li><b data-figure="%s.total">%s</b>%s <small>%s</small></li>\n',
			item, figure, @extension@.page_text('total_' || item),
			@extension@.page_text('basis', known::text, reports::text)), ''
			ORDER BY array_position('{received,carried_in,concluded,carried_out}', item))
		FROM cell));
END;
COMMENT ON FUNCTION @schema@.dashboard_standing(integer, text) IS
	'Part of dashboard: how many agencies have reported, and the totals of applications';

CREATE OR REPLACE FUNCTION @schema@.dashboard_outcomes(year integer, parent text DEFAULT NULL)
	RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH c AS (
		SELECT o.year, o.category, min(o.place) AS place, sum(o.applications) AS n,
			sum(o.missing) AS missing
		FROM @schema@.dashboard_outcome(dashboard_outcomes.year - 4, dashboard_outcomes.year,
			dashboard_outcomes.parent) o
		GROUP BY o.year, o.category),
	line AS (
		SELECT c.place, @extension@.page_share_row('outcome.' || c.category, d.label, c.n, w.n,
			dashboard_outcomes.year, ARRAY(
				SELECT b.n FROM generate_series(dashboard_outcomes.year - 4,
					dashboard_outcomes.year) y
				LEFT JOIN c b ON b.year = y AND b.category = c.category ORDER BY y),
			CASE WHEN c.missing > 0
				THEN @extension@.page_text('basis_missing', r.reports::text, c.missing::text)
				ELSE @extension@.page_text('basis_whole', r.reports::text)
			END) AS html
		FROM c
		JOIN @extension@.name_dictionary('category'::text) d ON d.name = c.category
		CROSS JOIN (SELECT sum(n) AS n FROM c WHERE c.year = dashboard_outcomes.year) w
		CROSS JOIN (
			SELECT count(*) AS reports FROM @schema@.member_report(dashboard_outcomes.year,
				dashboard_outcomes.year, dashboard_outcomes.parent)) r
		WHERE c.year = dashboard_outcomes.year)
	SELECT @extension@.page_share_table('outcomes', @extension@.page_text('outcome_title'),
		dashboard_outcomes.year, (SELECT string_agg(html, '' ORDER BY place) FROM line));
END;
COMMENT ON FUNCTION @schema@.dashboard_outcomes(integer, text) IS
	'Part of dashboard: what became of the applications, with the four years before';

CREATE OR REPLACE FUNCTION @schema@.dashboard_applicants(year integer, parent text DEFAULT NULL)
	RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH applicant AS (
		SELECT d.name, d.label, d.place
		FROM @extension@.name_dictionary('applicant'::text)
			WITH ORDINALITY d (kind, name, label, english, place)),
	c AS (
		SELECT x.*
		FROM @schema@.dashboard_cell(dashboard_applicants.year - 4, dashboard_applicants.year,
			dashboard_applicants.parent, '{received}',
			ARRAY(SELECT a.name FROM applicant a)) x),
	line AS (
		SELECT a.place, @extension@.page_share_row('received.' || a.name, a.label, c.figure,
			w.figure, dashboard_applicants.year, ARRAY(
				SELECT b.figure FROM generate_series(dashboard_applicants.year - 4,
					dashboard_applicants.year) y
				LEFT JOIN c b ON b.year = y AND b.column_name = c.column_name ORDER BY y),
			@extension@.page_text('basis', c.known::text, c.reports::text)) AS html
		FROM c JOIN applicant a ON a.name = c.column_name
		CROSS JOIN (
			SELECT sum(figure) AS figure FROM c WHERE c.year = dashboard_applicants.year) w
		WHERE c.year = dashboard_applicants.year)
	SELECT @extension@.page_share_table('applicants', @extension@.page_text('applicant_title'),
		dashboard_applicants.year, (SELECT string_agg(html, '' ORDER BY place) FROM line));
END;
COMMENT ON FUNCTION @schema@.dashboard_applicants(integer, text) IS
	'Part of dashboard: who applied, with the four years before';

CREATE OR REPLACE FUNCTION @schema@.dashboard_reasons(year integer, parent text DEFAULT NULL)
	RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH o AS (
		SELECT x.*, sum(x.applications) OVER (PARTITION BY x.category) AS of_category,
			min(x.place) OVER (PARTITION BY x.category) AS category_place
		FROM @schema@.dashboard_outcome(
			dashboard_reasons.year, dashboard_reasons.year, dashboard_reasons.parent) x
		WHERE x.category IN ('denied', 'unavailable', 'not_processed', 'other')),
	line AS (
		SELECT o.category_place, o.applications, o.place,
			format(E'<tr><th scope="row">%s</th><td class="word">%s</td>'
				'<td data-figure="reason.%s">%s</td><td>%s</td><td>%s</td>'
				'<td><small>%s</small></td></tr>\n',
				@extension@.page_escape(o.label), d.label, o.item, o.applications,
				@extension@.page_percent(o.applications / nullif(o.of_category, 0)),
				@extension@.page_bar(o.applications / nullif(o.of_category, 0)),
				@extension@.page_text('basis', o.known::text, o.reports::text)) AS html
		FROM o JOIN @extension@.name_dictionary('category'::text) d ON d.name = o.category
		WHERE o.applications > 0)
	SELECT @extension@.page_table('reasons', @extension@.page_text('reason_title'),
		ARRAY[@extension@.page_text('head_name'), @extension@.page_text('head_category'),
			@extension@.page_text('head_count'), @extension@.page_text('head_share'), '',
			@extension@.page_text('head_basis')],
		(SELECT string_agg(html, '' ORDER BY category_place, applications DESC, place) FROM line),
		words => 2);
END;
COMMENT ON FUNCTION @schema@.dashboard_reasons(integer, text) IS
	'Part of dashboard: why applications were not granted, the most frequent reasons first';

CREATE OR REPLACE FUNCTION @schema@.dashboard_disputes(year integer, parent text DEFAULT NULL)
	RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH shape AS (
		SELECT ARRAY['reconsideration', 'litigation_direct', 'litigation_after_reconsideration']
				AS items,
			ARRAY['upheld', 'corrected', 'other', 'pending', 'total'] AS columns),
	c AS (
		SELECT x.*, array_position(shape.items, x.item) AS place,
			array_position(shape.columns, x.column_name) AS column_place
		FROM shape, LATERAL @schema@.dashboard_cell(dashboard_disputes.year - 4,
			dashboard_disputes.year, dashboard_disputes.parent, shape.items, shape.columns) x),
	rate AS (
		-- of sums that have the same reports in them
		SELECT item, sum(figure) AS base,
			CASE WHEN min(known) = max(known) AND sum(figure) >= (
					SELECT minimum_base FROM @extension@.metric_dictionary() m
					WHERE m.metric = 'reconsideration_corrected_of_decided')
				THEN sum(figure) FILTER (WHERE column_name = 'corrected') / sum(figure)
			END AS rate
		FROM c WHERE c.year = dashboard_disputes.year
			AND column_name IN ('upheld', 'corrected', 'other')
		GROUP BY item),
	line AS (
		SELECT c.place, format(
			E'<tr><th scope="row">%s</th>%s<td data-figure="rate.%s">%s</td><td>%s</td></tr>\n',
			min(d.label), string_agg(format(
				'<td data-figure="%s.%s">%s <small>%s</small></td>', c.item, c.column_name,
				c.figure, @extension@.page_text('basis', c.known::text, c.reports::text)),
				'' ORDER BY c.column_place),
			c.item, @extension@.page_percent(min(r.rate)),
			@extension@.page_curve(dashboard_disputes.year - 4, ARRAY(
				SELECT b.figure FROM generate_series(dashboard_disputes.year - 4,
					dashboard_disputes.year) y
				LEFT JOIN c b ON b.year = y AND b.item = c.item AND b.column_name = 'total'
				ORDER BY y))) AS html
		FROM c
		JOIN rate r USING (item)
		JOIN @extension@.name_dictionary('item'::text) d ON d.name = c.item
		WHERE c.year = dashboard_disputes.year
		GROUP BY c.place, c.item)
	SELECT @extension@.page_table('disputes', @extension@.page_text('dispute_title'),
		ARRAY[@extension@.page_text('head_name'), @extension@.page_text('head_upheld'),
			@extension@.page_text('head_corrected'), @extension@.page_text('head_other'),
			@extension@.page_text('head_pending'), @extension@.page_text('head_total'),
			@extension@.page_text('head_correction'),
			@extension@.page_text('head_five_years', (dashboard_disputes.year - 4)::text,
				dashboard_disputes.year::text)],
		(SELECT string_agg(html, '' ORDER BY place) FROM line));
END;
COMMENT ON FUNCTION @schema@.dashboard_disputes(integer, text) IS
	'Part of dashboard: reconsideration and litigation, and the share of decided cases that were '
	'corrected';

CREATE OR REPLACE FUNCTION @schema@.dashboard_ranking(
		year integer, parent text DEFAULT NULL, metric text DEFAULT 'granted_of_concluded')
	RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH ranked AS (
		SELECT p.*, m.numerator, m.base,
			row_number() OVER (ORDER BY p.rate DESC, p.agency COLLATE "C") AS place,
			count(*) OVER () AS agencies
		FROM @schema@.member_report(
			dashboard_ranking.year, dashboard_ranking.year, dashboard_ranking.parent) r
		JOIN @schema@.peer_percentiles p ON p.agency = r.agency AND p.year = r.year
		JOIN LATERAL @extension@.report_metrics(r.figures) m ON m.metric = p.metric
		WHERE p.year = dashboard_ranking.year AND p.metric = dashboard_ranking.metric),
	line AS (
		SELECT place, format(E'<tr><th scope="row">%s</th><td data-figure="rate">%s</td>'
			'<td><small>%s/%s</small></td><td>%s/%s</td><td>%s</td></tr>\n',
			@extension@.page_escape(agency), @extension@.page_percent(rate), numerator, base,
			rank, peers, @extension@.page_range(p10, p25, p50, p75, p90, rate)) AS html
		FROM ranked WHERE place <= 10 OR place > agencies - 10)
	SELECT @extension@.page_table('ranking',
		@extension@.page_text('ranking_title', d.label),
		ARRAY[@extension@.page_text('head_agency'), @extension@.page_text('head_rate'),
			@extension@.page_text('head_cases'), @extension@.page_text('head_rank'),
			@extension@.page_text('head_range')],
		(SELECT string_agg(html, '' ORDER BY place) FROM line),
		@extension@.page_text('ranking_note', d.minimum_base::text) || coalesce(
			(SELECT @extension@.page_text('ranking_part', max(agencies)::text, '10')
			FROM ranked HAVING max(agencies) > 20), ''))
	FROM @extension@.metric_dictionary() d WHERE d.metric = dashboard_ranking.metric;
END;
COMMENT ON FUNCTION @schema@.dashboard_ranking(integer, text, text) IS
	'Part of dashboard: the agencies by a rate of metric_dictionary, among their peers';

CREATE OR REPLACE FUNCTION @schema@.dashboard_jumps(year integer, parent text DEFAULT NULL)
	RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH jump AS (
		SELECT j.*, count(*) OVER () AS jumps, row_number() OVER (
			ORDER BY abs(j.difference) DESC, j.agency COLLATE "C", j.item, j.column_name) AS place
		FROM @schema@.member_report(
			dashboard_jumps.year, dashboard_jumps.year, dashboard_jumps.parent) r
		JOIN @schema@.year_over_year j ON j.agency = r.agency
		WHERE j.year = dashboard_jumps.year AND j.is_jump),
	line AS (
		SELECT place, format(E'<tr><th scope="row">%s</th><td class="word">%s</td><td>%s</td>'
			'<td data-figure="jump">%s</td><td>%s</td></tr>\n',
			@extension@.page_escape(agency), @extension@.page_escape(label), previous, current,
			round(ratio, 1)) AS html
		FROM jump WHERE place <= 20)
	SELECT @extension@.page_table('jumps', @extension@.page_text('jump_title'),
		ARRAY[@extension@.page_text('head_agency'), @extension@.page_text('head_name'),
			@extension@.page_text('head_previous'), @extension@.page_text('head_current'),
			@extension@.page_text('head_ratio')],
		(SELECT string_agg(html, '' ORDER BY place) FROM line),
		(SELECT @extension@.page_text('jump_part', max(jumps)::text, '20')
			FROM jump HAVING max(jumps) > 20), 2);
END;
COMMENT ON FUNCTION @schema@.dashboard_jumps(integer, text) IS
	'Part of dashboard: the largest jumps since the year before, as year_over_year has them';

CREATE OR REPLACE FUNCTION @schema@.dashboard_chase(year integer, parent text DEFAULT NULL)
	RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH s AS (
		SELECT t.agency, t.standing, coalesce(d.label, t.reason) AS reason, t.detail,
			count(*) OVER () AS agencies,
			row_number() OVER (ORDER BY t.standing DESC, t.agency COLLATE "C") AS place
		FROM @schema@.standing(dashboard_chase.year, dashboard_chase.parent) t
		LEFT JOIN @extension@.name_dictionary('reason'::text) d ON d.name = t.reason
		WHERE t.standing IN ('refused', 'missing')),
	line AS (
		SELECT place, format(E'<tr><th scope="row">%s</th><td class="word %s">%s</td>'
			'<td class="word">%s</td></tr>\n',
			@extension@.page_escape(agency), standing,
			@extension@.page_text('standing_' || standing),
			@extension@.page_escape(concat_ws(@extension@.page_text('colon'), reason,
				coalesce(k.label, detail)))) AS html
		FROM s
		LEFT JOIN @extension@.name_dictionary('file_kind'::text) k
			ON s.detail = concat_ws(' / ', k.label, k.english)
		WHERE place <= 200)
	SELECT @extension@.page_table('chase', @extension@.page_text('chase_title'),
		ARRAY[@extension@.page_text('head_agency'), @extension@.page_text('head_state'),
			@extension@.page_text('head_reason')],
		(SELECT string_agg(html, '' ORDER BY place) FROM line),
		(SELECT @extension@.page_text('chase_part', max(agencies)::text, '200')
			FROM s HAVING max(agencies) > 200), 3);
END;
COMMENT ON FUNCTION @schema@.dashboard_chase(integer, text) IS
	'Part of dashboard: who is missing and who is turned down, and why';

CREATE OR REPLACE FUNCTION @schema@.dashboard(year integer, parent text DEFAULT NULL)
	RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT @extension@.page_html(
		CASE
			WHEN dashboard.parent IS NULL
				THEN @extension@.page_text('dashboard_title', dashboard.year::text)
			ELSE @extension@.page_text('dashboard_title_below', dashboard.year::text,
				dashboard.parent)
		END,
		'<p>' || @extension@.page_text('dashboard_basis') || E'</p>\n',
		@schema@.dashboard_standing(dashboard.year, dashboard.parent),
		@schema@.dashboard_outcomes(dashboard.year, dashboard.parent),
		@schema@.dashboard_applicants(dashboard.year, dashboard.parent),
		@schema@.dashboard_reasons(dashboard.year, dashboard.parent),
		@schema@.dashboard_disputes(dashboard.year, dashboard.parent),
		@schema@.dashboard_ranking(dashboard.year, dashboard.parent),
		@schema@.dashboard_jumps(dashboard.year, dashboard.parent),
		@schema@.dashboard_chase(dashboard.year, dashboard.parent))
	WHERE dashboard.year IS NOT NULL;
END;
COMMENT ON FUNCTION @schema@.dashboard(integer, text) IS
	'One page of HTML about a year, of the children of a parent or of all agencies that do not add '
	'up others: who has reported, outcomes and applicants with the four years before, reasons, '
	'disputes, ranking among peers, jumps, and who is to be chased. Every figure has its basis';
	$registry$;
BEGIN
	IF to_regclass(format('%I.report', schema)) IS NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'undefined_table',
			MESSAGE = format('schema "%s" holds no registry', schema),
			HINT = 'Make one with CALL create_registry(''disclosure'').';
	END IF;
	IF NOT remake THEN
		script := replace(replace(script, 'CREATE OR REPLACE VIEW', 'CREATE VIEW'),
			'CREATE OR REPLACE FUNCTION', 'CREATE FUNCTION');
	END IF;
	EXECUTE format('CALL %s.run_registry_script($1, $2)', extension) USING schema, script;
	FOREACH option IN ARRAY options LOOP
		EXECUTE option;
	END LOOP;
END $procedure$;
COMMENT ON PROCEDURE create_registry_views(name, boolean) IS
	'Makes the views of a registry that add up, compare and list its reports; '
	'create_registry calls it. After an update of the extension it makes them anew, '
	'with their rights and options, and other views that depend on them, kept. '
	'With remake false, the error duplicate_table if one is there already. '
	'Other errors: undefined_table if the schema holds no registry';

-- create_province: the registries of several offices, on servers of their own, added up in a schema

CREATE PROCEDURE create_province(schema name, offices name[], registry name DEFAULT 'disclosure')
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $procedure$
DECLARE
	extension text := (
		SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
		WHERE extname = 'govdisclose');
	message text;
BEGIN
	EXECUTE format('CALL %s.claim_schema($1, $2, $3, $4)', extension) USING schema, 'province',
		'CALL create_province(''province'', ''{office_a, office_b}'')',
		'Registries of annual reports on the disclosure of government information on other '
		'servers, added up: consolidated';
	EXECUTE format('CALL %s.run_registry_script($1, $2)', extension) USING schema, $registry$
-- the offices of a province: each has a registry on a server of its own

CREATE TABLE @schema@.office (
	office   name PRIMARY KEY CONSTRAINT office_is_short CHECK (octet_length(office::text) <= 48),
	registry name NOT NULL,
	note     text
);
COMMENT ON TABLE @schema@.office IS
	'The offices whose registries are added up; after a change, CALL create_province_views';
COMMENT ON COLUMN @schema@.office.office IS 'The foreign server of the office';
COMMENT ON COLUMN @schema@.office.registry IS 'The schema of its registry there';
COMMENT ON COLUMN @schema@.office.note IS 'Anything';

CREATE FUNCTION @schema@.is_there(office name) RETURNS boolean
	LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	here regnamespace := (
		SELECT typnamespace FROM pg_type WHERE oid = pg_typeof(NULL::@schema@.office));
	version text;
	message text := 'Its database does not have the extension govdisclose.';
BEGIN
	BEGIN
		EXECUTE format('SELECT extversion FROM %s.%I WHERE extname = ''govdisclose''', here,
			office || '_version') INTO version;
	EXCEPTION WHEN OTHERS THEN
		GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
	END;
	IF version IS NULL THEN
		RAISE WARNING USING MESSAGE = format('office "%s" is left out', office), DETAIL = message;
	END IF;
	RETURN version IS NOT NULL;
END $$;
COMMENT ON FUNCTION @schema@.is_there(name) IS
	'Does the server of an office answer? If not, a warning says why';

-- The planner asks, and leaves out what is not there before anybody connects to it. That is why
-- this says IMMUTABLE: a plan that is kept, as that of a prepared statement is, keeps the answer.
CREATE FUNCTION @schema@.absent_offices() RETURNS name[]
	LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT ARRAY(SELECT office FROM @schema@.office WHERE NOT @schema@.is_there(office));
END;
COMMENT ON FUNCTION @schema@.absent_offices() IS
	'The offices whose servers do not answer; asked when a query is planned';

CREATE FUNCTION @schema@.other_offices(offices name[]) RETURNS name[]
	LANGUAGE sql STABLE STRICT
BEGIN ATOMIC
	SELECT ARRAY(
		SELECT o.office FROM @schema@.office o WHERE o.office <> ALL (offices) ORDER BY o.office);
END;
COMMENT ON FUNCTION @schema@.other_offices(name[]) IS 'The offices of the province but these';

CREATE VIEW @schema@.office_state AS
	SELECT office, registry, note, @schema@.is_there(office) AS answers FROM @schema@.office;

CREATE FUNCTION @schema@.pass_on() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	here regnamespace := (
		SELECT typnamespace FROM pg_type WHERE oid = pg_typeof(NULL::@schema@.office));
BEGIN
	IF NOT EXISTS (SELECT FROM @schema@.office o WHERE o.office = NEW.office) THEN
		RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation',
			MESSAGE = format('there is no office "%s"', NEW.office),
			HINT = 'The table office has those that there are.';
	END IF;
	EXECUTE format('INSERT INTO %s.%I (source, body, raw, agency, year, parent) '
			'VALUES ($1, $2, $3, $4, $5, $6)', here, NEW.office || '_filing')
		USING NEW.source, NEW.body, NEW.raw, NEW.agency, NEW.year, NEW.parent;
	RETURN NEW;
END $$;
COMMENT ON FUNCTION @schema@.pass_on() IS 'Trigger: passes a filing on to the office that it names';
REVOKE EXECUTE ON FUNCTION @schema@.pass_on() FROM PUBLIC;
	$registry$;
	EXECUTE format('INSERT INTO %I.office (office, registry) '
		'SELECT DISTINCT o, $2 FROM unnest($1) o', schema) USING offices, registry;
	EXECUTE format('CALL %s.create_province_views($1)', extension) USING schema;
EXCEPTION WHEN duplicate_table OR duplicate_function OR duplicate_object THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
	RAISE EXCEPTION USING ERRCODE = SQLSTATE,
		MESSAGE = format('schema "%s" already holds an object with the name of one of the province',
			schema),
		DETAIL = message,
		HINT = 'Choose another schema, or a new one. To add an office to a province, insert it '
			'into its table office and CALL create_province_views.';
END $procedure$;
COMMENT ON PROCEDURE create_province(name, name[], name) IS
	'Makes views over the registries of several offices in a schema, which is created if there is '
	'none. Each office is a foreign server of postgres_fdw with a user mapping of the caller; '
	'registry is the schema of the registries there. '
	'Errors: as create_registry, and undefined_object if there is no such server';

CREATE PROCEDURE create_province_views(schema name)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $procedure$
DECLARE
	extension text := (
		SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
		WHERE extname = 'govdisclose');
	one record;
BEGIN
	IF to_regclass(format('%I.office', schema)) IS NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'undefined_table',
			MESSAGE = format('schema "%s" holds no province', schema),
			HINT = 'Make one with CALL create_province(''province'', ''{office_a, office_b}'').';
	END IF;
	-- The server may be sent functions of the extension; and what is fetched through a cursor is
	-- planned as if all of it were wanted, or sums would be sorted so that the first comes soon.
	FOR one IN EXECUTE format(
		'SELECT o.office, w.fdwname, v.name, v.wanted, v.between, x.option_value AS given '
		'FROM %I.office o LEFT JOIN pg_foreign_server s ON s.srvname = o.office '
		'LEFT JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw '
		'CROSS JOIN (VALUES (''extensions'', ''govdisclose'', '', ''), '
			'(''options'', ''-c cursor_tuple_fraction=1'', '' '')) v (name, wanted, between) '
		'LEFT JOIN LATERAL (SELECT option_value FROM pg_options_to_table(s.srvoptions) '
			'WHERE option_name = v.name) x ON true', schema)
	LOOP
		IF one.fdwname IS DISTINCT FROM 'postgres_fdw' THEN
			RAISE EXCEPTION USING ERRCODE = 'undefined_object',
				MESSAGE = format('there is no server "%s" of postgres_fdw', one.office),
				HINT = 'Make one with CREATE SERVER, and CREATE USER MAPPING for it.';
		END IF;
		CONTINUE WHEN strpos(one.given, one.wanted) > 0;
		EXECUTE format('ALTER SERVER %I OPTIONS (%s %I %L)', one.office,
			CASE WHEN one.given IS NULL THEN 'ADD' ELSE 'SET' END, one.name,
			concat_ws(one.between, one.given, one.wanted));
	END LOOP;
	EXECUTE format('CALL %s.run_registry_script($1, $2)', extension) USING schema, $registry$
-- the foreign tables of a province, and what its offices list, one behind the other

-- A foreign table is named after its office, and behind the stroke after what it has.
DO $$
DECLARE
	here regnamespace := (
		SELECT typnamespace FROM pg_type WHERE oid = pg_typeof(NULL::@schema@.office));
	extension regnamespace := (
		SELECT typnamespace FROM pg_type
		WHERE oid = pg_typeof(NULL::@extension@.disclosure_figures));
	figures text := format('figures %s.disclosure_figures', extension);
	state text := format('state %s.disclosure_sum', extension);
	part record;
	one record;
BEGIN
	FOR part IN
		SELECT * FROM (VALUES
			('version', 'pg_extension', '{extname name, extversion text}'::text[]),
			('filing', 'filing', '{source text, body text, raw bytea, agency text, year integer, '
				'parent text}'),
			('report', 'current_figures', '{agency text, year integer, form integer, parent text, '
				'region text, level text, sector text, consolidates boolean}'::text[] || figures),
			('year_sums', 'sums_by_year',
				'{year integer, reports bigint, left_out bigint}'::text[] || state),
			('form_sums', 'sums_by_form',
				'{year integer, form integer, reports bigint}'::text[] || state),
			('level_sums', 'sums_by_level',
				'{year integer, level text, reports bigint}'::text[] || state),
			('sector_sums', 'sums_by_sector',
				'{year integer, sector text, reports bigint}'::text[] || state),
			('state', 'filing_state', '{filing_id bigint, source text, state text, agency text, '
				'year integer, superseded_by bigint, reason text, detail text, hint text, '
				'cells_known integer, cells_expected integer}'),
			('progress', 'progress', '{filings bigint, waiting bigint, current bigint, '
				'superseded bigint, rejected bigint}'),
			('missing', 'missing_reports', '{agency text, year integer, due date, '
				'is_overdue boolean, rejected bigint}'),
			('finding', 'findings', '{filing_id bigint, agency text, year integer, origin text, '
				'rule text, item text, column_name text, expression text, lhs numeric, '
				'rhs numeric, difference numeric, rule_label text, rule_english text}')
		) v (suffix, remote, columns)
	LOOP
		FOR one IN
			SELECT office AS server, format('%s.%I', here, office || '_' || part.suffix) AS name,
				CASE part.remote WHEN 'pg_extension' THEN 'pg_catalog' ELSE registry END AS remote
			FROM @schema@.office
		LOOP
			IF to_regclass(one.name) IS NULL THEN
				EXECUTE format('CREATE FOREIGN TABLE %s (%s) SERVER %I OPTIONS (schema_name %L, '
						'table_name %L, async_capable ''true'', fetch_size ''1000'')',
					one.name, array_to_string(part.columns, ', '), one.server, one.remote,
					part.remote);
			ELSE
				EXECUTE format('ALTER FOREIGN TABLE %s OPTIONS (SET schema_name %L)', one.name,
					one.remote);
			END IF;
		END LOOP;
		CONTINUE WHEN part.suffix = 'version';
		EXECUTE (
			SELECT format('CREATE OR REPLACE VIEW %s.%I AS SELECT * FROM (%s) o '
					'WHERE o.office <> ALL (%1$s.absent_offices())', here, part.remote,
				coalesce(string_agg(format('SELECT %L::name AS office, t.* FROM %s.%I t', office,
						here, office || '_' || part.suffix), ' UNION ALL ' ORDER BY office),
					-- of no office
					(SELECT 'SELECT NULL::name AS office, ' || string_agg(format('NULL::%s AS %s',
							substr(c, strpos(c, ' ') + 1), split_part(c, ' ', 1)), ', '
							ORDER BY place) || ' WHERE false'
						FROM unnest(part.columns) WITH ORDINALITY u (c, place))))
			FROM @schema@.office);
	END LOOP;
END $$;

CREATE OR REPLACE TRIGGER pass_on INSTEAD OF INSERT ON @schema@.filing
	FOR EACH ROW EXECUTE FUNCTION @schema@.pass_on();
COMMENT ON TRIGGER pass_on ON @schema@.filing IS 'A filing goes to the office that it names';
COMMENT ON VIEW @schema@.filing IS
	'To INSERT filings into, with the office that they are for; reading it fetches every text';
-- the sums of a province: what its offices have added up, added up

-- The planner would have each office put its rows in order and merge them, which asks one office
-- after the other. What is beneath a column that is new at every look is in no order, so that all
-- of them are asked at once; a year that is asked for still goes to the offices.
CREATE OR REPLACE VIEW @schema@.consolidated AS
	SELECT s.year, s.reports, s.left_out, s.figures, s.coverage,
		@schema@.other_offices(s.offices) AS missing_offices
	FROM (
		SELECT year, sum(reports)::bigint AS reports, sum(left_out)::bigint AS left_out,
			@extension@.sum(state) AS figures, @extension@.coverage(state) AS coverage,
			array_agg(office) AS offices
		FROM (SELECT *, clock_timestamp() AS seen FROM @schema@.sums_by_year) o
		GROUP BY year) s;

-- Which offices have reports of the year is asked before its forms are told apart.
CREATE OR REPLACE VIEW @schema@.consolidated_by_form AS
	SELECT s.year, s.form, s.reports, sum(s.reports) OVER (PARTITION BY s.year)::bigint
			AS reports_of_year, s.figures, s.coverage,
		@schema@.other_offices(s.offices) AS missing_offices
	FROM (
		SELECT year, form, sum(reports)::bigint AS reports, @extension@.sum(state) AS figures,
			@extension@.coverage(state) AS coverage, min(offices) AS offices
		FROM (
			SELECT year, form, reports, state, array_agg(office) OVER (PARTITION BY year) AS offices
			FROM (SELECT *, clock_timestamp() AS seen FROM @schema@.sums_by_form) o) f
		GROUP BY year, form) s;

CREATE OR REPLACE VIEW @schema@.consolidated_by_level AS
	SELECT s.year, s.level, l.label AS level_label, s.reports, s.figures, s.coverage,
		@schema@.other_offices(s.offices) AS missing_offices
	FROM (
		SELECT year, level, sum(reports)::bigint AS reports, @extension@.sum(state) AS figures,
			@extension@.coverage(state) AS coverage, min(offices) AS offices
		FROM (
			SELECT year, level, reports, state,
				array_agg(office) OVER (PARTITION BY year) AS offices
			FROM (SELECT *, clock_timestamp() AS seen FROM @schema@.sums_by_level) o) f
		GROUP BY year, level) s
	LEFT JOIN @extension@.name_dictionary('level'::text) l ON l.name = s.level;

CREATE OR REPLACE VIEW @schema@.consolidated_by_sector AS
	SELECT s.year, s.sector, l.label AS sector_label, s.reports, s.figures, s.coverage,
		@schema@.other_offices(s.offices) AS missing_offices
	FROM (
		SELECT year, sector, sum(reports)::bigint AS reports, @extension@.sum(state) AS figures,
			@extension@.coverage(state) AS coverage, min(offices) AS offices
		FROM (
			SELECT year, sector, reports, state,
				array_agg(office) OVER (PARTITION BY year) AS offices
			FROM (SELECT *, clock_timestamp() AS seen FROM @schema@.sums_by_sector) o) f
		GROUP BY year, sector) s
	LEFT JOIN @extension@.name_dictionary('sector'::text) l ON l.name = s.sector;
-- from the sums, however many reports are in them

CREATE OR REPLACE VIEW @schema@.consolidated_outcome AS
	SELECT s.year, s.form, s.reports, s.reports_of_year, o.category, c.label AS category_label,
		c.english AS category_english, o.item, o.label, i.english AS item_english, o.natural_person,
		o.business, o.research, o.public_interest, o.legal_service, o.other, o.total,
		of_form.reports - h.natural_person AS natural_person_missing,
		of_form.reports - h.business AS business_missing,
		of_form.reports - h.research AS research_missing,
		of_form.reports - h.public_interest AS public_interest_missing,
		of_form.reports - h.legal_service AS legal_service_missing,
		of_form.reports - h.other AS other_missing, of_form.reports - h.total AS total_missing
	FROM @schema@.consolidated_by_form s
	CROSS JOIN LATERAL @extension@.report_outcomes(s.figures) o
	JOIN LATERAL @extension@.report_outcomes(s.coverage) h ON h.item = o.item
	-- a row of the other form is missing nowhere
	LEFT JOIN LATERAL (
		SELECT item, s.reports
		FROM @extension@.report_outcomes(jsonb_populate_record(
			NULL::@extension@.disclosure_report, jsonb_build_object('form', s.form)))) of_form
		ON of_form.item = o.item
	JOIN @extension@.name_dictionary('category'::text) c ON c.name = o.category
	JOIN @extension@.name_dictionary('item'::text) i ON i.name = o.item;

CREATE OR REPLACE VIEW @schema@.outcomes_by_category AS
	SELECT year, category, category_label, category_english, applicant, label, english,
		applications,
		round(applications / nullif(sum(applications) OVER (PARTITION BY year), 0), 6) AS share,
		reports, missing
	FROM (
		SELECT o.year, o.category, o.category_label, o.category_english, a.applicant, n.label,
			n.english, sum(a.applications) AS applications, min(o.reports_of_year) AS reports,
			coalesce(sum(a.missing), 0)::bigint AS missing
		FROM @schema@.consolidated_outcome o,
		LATERAL (VALUES
			('natural_person', natural_person, natural_person_missing),
			('business', business, business_missing),
			('research', research, research_missing),
			('public_interest', public_interest, public_interest_missing),
			('legal_service', legal_service, legal_service_missing),
			('other', other, other_missing)) a (applicant, applications, missing)
		JOIN @extension@.name_dictionary('applicant'::text) n ON n.name = a.applicant
		GROUP BY o.year, o.category, o.category_label, o.category_english, a.applicant, n.label,
			n.english) c;

CREATE OR REPLACE VIEW @schema@.outcomes_by_year AS
	SELECT year, category, category_label, category_english, applications,
		round(applications / nullif(sum(applications) OVER (PARTITION BY year), 0), 6) AS share,
		reports, missing
	FROM (
		SELECT year, category, category_label, category_english, sum(total) AS applications,
			min(reports_of_year) AS reports, coalesce(sum(total_missing), 0)::bigint AS missing
		FROM @schema@.consolidated_outcome
		GROUP BY year, category, category_label, category_english) c;
-- what the views and their columns mean, in both languages

DO $$
DECLARE
	here oid := (
		SELECT typnamespace FROM pg_type WHERE oid = pg_typeof(NULL::@schema@.consolidated));
	entry record;
BEGIN
	FOR entry IN
		SELECT format('VIEW %s', c.oid::regclass) AS object,
			concat_ws(' / ', v.label, v.description) AS comment
		FROM @extension@.view_dictionary() v
		JOIN pg_class c ON c.relname = v.view_name AND c.relnamespace = here
		WHERE v.column_name = ''
		UNION ALL
		SELECT format('COLUMN %s.%I', c.oid::regclass, a.attname),
			concat_ws(' / ', d.label, d.description)
		FROM @extension@.view_dictionary() v
		JOIN pg_class c ON c.relname = v.view_name AND c.relnamespace = here
		JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
		-- what is said of the column of this view, before what is said of the column of any view
		JOIN LATERAL (
			SELECT w.label, w.description FROM @extension@.view_dictionary() w
			WHERE w.column_name = a.attname AND w.view_name IN (c.relname, '')
			ORDER BY w.view_name DESC LIMIT 1) d ON true
		WHERE v.column_name = ''
		UNION ALL
		SELECT format('COLUMN %s.%I', c.oid::regclass, a.attname),
			concat_ws(' / ', d.label, d.english)
		FROM @extension@.cell_dictionary() d
		JOIN pg_class c ON c.relname = 'figures_flat' AND c.relnamespace = here
		JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = @extension@.flat_name(d.path)
	LOOP
		EXECUTE format('COMMENT ON %s IS %L', entry.object, entry.comment);
	END LOOP;
END $$;
	$registry$;
	-- the tables of offices that are gone, which nothing of the province needs any more
	FOR one IN EXECUTE format(
		'SELECT ft.ftrelid::regclass AS name FROM pg_foreign_table ft '
		'JOIN pg_class c ON c.oid = ft.ftrelid JOIN pg_foreign_server s ON s.oid = ft.ftserver '
		'WHERE c.relnamespace = $1 AND starts_with(c.relname, s.srvname || ''_'') '
			'AND s.srvname NOT IN (SELECT office FROM %I.office)', schema)
		USING (SELECT oid FROM pg_namespace WHERE nspname = schema)
	LOOP
		EXECUTE format('DROP FOREIGN TABLE %s', one.name);
	END LOOP;
END $procedure$;
COMMENT ON PROCEDURE create_province_views(name) IS
	'Makes the foreign tables and views of a province for the offices that its table office has; '
	'create_province calls it. Rights, and other views that depend on them, are kept. '
	'Errors: undefined_table if the schema holds no province; undefined_object if an office is no '
	'server';
