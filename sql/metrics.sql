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
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3000 ROWS 16;
COMMENT ON FUNCTION report_metrics(disclosure_report) IS 'The rates of a report';

CREATE FUNCTION report_metrics(figures disclosure_figures) RETURNS SETOF disclosure_metric
	AS 'MODULE_PATHNAME', 'report_metrics_packed'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3000 ROWS 16;
COMMENT ON FUNCTION report_metrics(disclosure_figures) IS
	'The same from the figures of a report without its words';

CREATE FUNCTION metric_dictionary(
	OUT metric text, OUT label text, OUT english text, OUT formula text, OUT numerator text,
	OUT base text, OUT minimum_base integer, OUT source text, OUT note text, OUT note_english text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'metric_dictionary'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 16;
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
	'kind is category, applicant, item, level, sector, cell_kind, cell_proof or cell_reason: '
	'the given one, or all if that is NULL';

CREATE FUNCTION view_dictionary(
	OUT view_name text, OUT column_name text, OUT label text, OUT description text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'view_dictionary'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300 ROWS 120;
COMMENT ON FUNCTION view_dictionary() IS
	'What the views of create_registry_views and their columns mean, in Chinese (label) and '
	'English (description): an empty column_name is the view itself, an empty view_name any view';
