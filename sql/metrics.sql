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
