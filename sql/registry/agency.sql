-- what is known of agencies beside their names

CREATE TABLE @schema@.agency (
	name         text PRIMARY KEY CONSTRAINT name_is_short CHECK (length(name) <= 200),
	parent       text CONSTRAINT parent_is_short CHECK (length(parent) <= 200),
	region       text,
	level        text,
	sector       text,
	consolidates boolean,
	note         text,
	CONSTRAINT parent_is_another CHECK (parent <> name)
);
CREATE INDEX ON @schema@.agency (parent);
COMMENT ON TABLE @schema@.agency IS
	'What the names of agencies do not tell, or tell wrongly; an agency needs no row here';
COMMENT ON COLUMN @schema@.agency.name IS 'As in report.agency';
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
COMMENT ON COLUMN @schema@.agency.note IS 'Anything';
