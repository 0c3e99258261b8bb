-- what the names of agencies tell

CREATE FUNCTION agency_kind(
	name text, OUT level text, OUT level_label text, OUT sector text, OUT sector_label text)
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION agency_kind(text) IS
	'What the name of an agency says: level of its place (province, city, county, township, zone) '
	'and sector (education, health ...), each with its label in Chinese; '
	'NULL where the name does not tell';
