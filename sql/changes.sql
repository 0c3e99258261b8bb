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
