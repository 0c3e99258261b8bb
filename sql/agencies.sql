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
