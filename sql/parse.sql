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
