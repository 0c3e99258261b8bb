-- reading: parse_report, and what shows how it read

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

CREATE FUNCTION report_cells(
	figures disclosure_figures,
	OUT section integer, OUT number text, OUT item text, OUT column_name text, OUT label text, OUT value numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'report_cells_packed'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 200;
COMMENT ON FUNCTION report_cells(disclosure_figures) IS 'The same from the figures of a report without its words';

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
