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
