-- what is known of agencies, and what else they are called

CREATE TABLE @schema@.agency (
	name         text PRIMARY KEY CONSTRAINT name_is_short CHECK (length(name) <= 200),
	parent       text CONSTRAINT parent_is_short CHECK (length(parent) <= 200),
	region       text,
	level        text,
	sector       text,
	consolidates boolean,
	successor    text CONSTRAINT successor_is_short CHECK (length(successor) <= 200),
	note         text,
	CONSTRAINT parent_is_another CHECK (parent <> name),
	CONSTRAINT successor_is_another CHECK (successor <> name)
);
CREATE INDEX ON @schema@.agency (parent);
CREATE INDEX ON @schema@.agency (successor) WHERE successor IS NOT NULL;
COMMENT ON TABLE @schema@.agency IS
	'What the names of agencies do not tell, or tell wrongly; an agency needs no row here';
COMMENT ON COLUMN @schema@.agency.name IS
	'As in report.agency: agency_key of what is written here';
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
COMMENT ON COLUMN @schema@.agency.successor IS
	'The agency that took over its work when it ceased to report: carryover and stock look for the '
	'year before there; NULL if there is none';
COMMENT ON COLUMN @schema@.agency.note IS 'Anything';

CREATE TABLE @schema@.agency_name (
	name       text NOT NULL CONSTRAINT name_is_short CHECK (length(name) <= 200),
	agency     text NOT NULL CONSTRAINT agency_is_short CHECK (length(agency) <= 200),
	kind       text NOT NULL DEFAULT 'other' CHECK (kind IN ('other', 'former', 'short')),
	parent     text CONSTRAINT parent_is_short CHECK (length(parent) <= 200),
	first_year integer,
	last_year  integer,
	note       text,
	id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	CONSTRAINT years_in_order CHECK (first_year <= last_year)
);
CREATE INDEX ON @schema@.agency_name (name);
COMMENT ON TABLE @schema@.agency_name IS
	'Other, former and short names: the reports under each are those of the agency. '
	'A change here is followed by all filings that it touches';
COMMENT ON COLUMN @schema@.agency_name.name IS 'The name: agency_key of what is written here';
COMMENT ON COLUMN @schema@.agency_name.agency IS 'The agency, by the name that it is to have';
COMMENT ON COLUMN @schema@.agency_name.kind IS 'other, former or short; it only explains';
COMMENT ON COLUMN @schema@.agency_name.parent IS
	'Only for filings with this parent; NULL: for those for which no row has theirs';
COMMENT ON COLUMN @schema@.agency_name.first_year IS
	'Only for reports of this year or later; NULL: from the beginning';
COMMENT ON COLUMN @schema@.agency_name.last_year IS
	'Only for reports of this year or earlier; NULL: to the end';
COMMENT ON COLUMN @schema@.agency_name.note IS 'Anything';

CREATE FUNCTION @schema@.spelling(name text) RETURNS text
	LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	SELECT @extension@.agency_key(spelling.name);
END;
COMMENT ON FUNCTION @schema@.spelling(text) IS 'agency_key, wherever the extension is moved to';

CREATE FUNCTION @schema@.hash_of_statement(agency text, year integer, parent text) RETURNS bigint
	LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	SELECT hashtextextended(
		coalesce(@extension@.agency_key(hash_of_statement.agency), '') || E'\n'
		|| coalesce(hash_of_statement.year, 0)::text || E'\n'
		|| coalesce(@extension@.agency_key(hash_of_statement.parent), ''), 0);
END;
COMMENT ON FUNCTION @schema@.hash_of_statement(text, integer, text) IS
	'A hash of what is stated with a filing';

CREATE FUNCTION @schema@.spell_names() RETURNS trigger
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	RETURN jsonb_populate_record(NEW, (
		SELECT jsonb_object_agg(name, @schema@.spelling(to_jsonb(NEW) ->> name))
		FROM unnest(TG_ARGV) name));
END $$;
COMMENT ON FUNCTION @schema@.spell_names() IS
	'Trigger: writes names of agencies as agency_key does, in the columns that it is given';
CREATE TRIGGER spell_names BEFORE INSERT OR UPDATE ON @schema@.agency
	FOR EACH ROW EXECUTE FUNCTION @schema@.spell_names('name', 'parent', 'successor');
COMMENT ON TRIGGER spell_names ON @schema@.agency IS 'One agency has one spelling';
CREATE TRIGGER spell_names BEFORE INSERT OR UPDATE ON @schema@.agency_name
	FOR EACH ROW EXECUTE FUNCTION @schema@.spell_names('name', 'agency', 'parent');
COMMENT ON TRIGGER spell_names ON @schema@.agency_name IS 'One agency has one spelling';

CREATE FUNCTION @schema@.follow_names(name text, year integer, parent text) RETURNS text
	LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	above text := parent;
	found text[];
BEGIN
	-- a name may lead to one that leads on: ten steps are a circle
	FOR step IN 1 .. 10 LOOP
		found := ARRAY(
			SELECT DISTINCT n.agency FROM @schema@.agency_name n
			WHERE n.name = follow_names.name AND n.parent IS NOT DISTINCT FROM above
				AND coalesce(follow_names.year BETWEEN coalesce(n.first_year, 0)
					AND coalesce(n.last_year, 9999), num_nonnulls(n.first_year, n.last_year) = 0));
		IF found = '{}' AND above IS NOT NULL THEN
			above := NULL;
			CONTINUE;
		END IF;
		EXIT WHEN found = '{}' OR found = ARRAY[name];
		IF cardinality(found) > 1 THEN
			RETURN NULL;
		END IF;
		name := found[1];
	END LOOP;
	RETURN name;
END $$;
COMMENT ON FUNCTION @schema@.follow_names(text, integer, text) IS
	'The agency that has a name in a year, within a parent, by agency_name; the name itself where '
	'that says nothing, and NULL where it names several agencies';

CREATE FUNCTION @schema@.resolve_agency(
	name text, year integer DEFAULT NULL, parent text DEFAULT NULL) RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT CASE WHEN NOT @extension@.is_short_name(n.name) THEN n.name END
	FROM @schema@.follow_names(@extension@.agency_key(resolve_agency.name), resolve_agency.year,
		@extension@.agency_key(resolve_agency.parent)) n (name);
END;
COMMENT ON FUNCTION @schema@.resolve_agency(text, integer, text) IS
	'The agency that has a name in a year, within a parent: as agency_name says, else agency_key '
	'of the name. NULL if that is short, or if agency_name names several agencies';
