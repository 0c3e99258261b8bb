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
