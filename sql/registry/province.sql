-- the offices of a province: each has a registry on a server of its own

CREATE TABLE @schema@.office (
	office   name PRIMARY KEY CONSTRAINT office_is_short CHECK (octet_length(office::text) <= 48),
	registry name NOT NULL,
	note     text
);
COMMENT ON TABLE @schema@.office IS
	'The offices whose registries are added up; after a change, CALL create_province_views';
COMMENT ON COLUMN @schema@.office.office IS 'The foreign server of the office';
COMMENT ON COLUMN @schema@.office.registry IS 'The schema of its registry there';
COMMENT ON COLUMN @schema@.office.note IS 'Anything';

CREATE FUNCTION @schema@.is_there(office name) RETURNS boolean
	LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	here regnamespace := (
		SELECT typnamespace FROM pg_type WHERE oid = pg_typeof(NULL::@schema@.office));
	version text;
	message text := 'Its database does not have the extension govdisclose.';
BEGIN
	BEGIN
		EXECUTE format('SELECT extversion FROM %s.%I WHERE extname = ''govdisclose''', here,
			office || '_version') INTO version;
	EXCEPTION WHEN OTHERS THEN
		GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
	END;
	IF version IS NULL THEN
		RAISE WARNING USING MESSAGE = format('office "%s" is left out', office), DETAIL = message;
	END IF;
	RETURN version IS NOT NULL;
END $$;
COMMENT ON FUNCTION @schema@.is_there(name) IS
	'Does the server of an office answer? If not, a warning says why';

-- The planner asks, and leaves out what is not there before anybody connects to it. That is why
-- this says IMMUTABLE: a plan that is kept, as that of a prepared statement is, keeps the answer.
CREATE FUNCTION @schema@.absent_offices() RETURNS name[]
	LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT ARRAY(SELECT office FROM @schema@.office WHERE NOT @schema@.is_there(office));
END;
COMMENT ON FUNCTION @schema@.absent_offices() IS
	'The offices whose servers do not answer; asked when a query is planned';

CREATE FUNCTION @schema@.other_offices(offices name[]) RETURNS name[]
	LANGUAGE sql STABLE STRICT
BEGIN ATOMIC
	SELECT ARRAY(
		SELECT o.office FROM @schema@.office o WHERE o.office <> ALL (offices) ORDER BY o.office);
END;
COMMENT ON FUNCTION @schema@.other_offices(name[]) IS 'The offices of the province but these';

CREATE VIEW @schema@.office_state AS
	SELECT office, registry, note, @schema@.is_there(office) AS answers FROM @schema@.office;

CREATE FUNCTION @schema@.pass_on() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	here regnamespace := (
		SELECT typnamespace FROM pg_type WHERE oid = pg_typeof(NULL::@schema@.office));
BEGIN
	IF NOT EXISTS (SELECT FROM @schema@.office o WHERE o.office = NEW.office) THEN
		RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation',
			MESSAGE = format('there is no office "%s"', NEW.office),
			HINT = 'The table office has those that there are.';
	END IF;
	EXECUTE format('INSERT INTO %s.%I (source, body, raw, agency, year, parent) '
			'VALUES ($1, $2, $3, $4, $5, $6)', here, NEW.office || '_filing')
		USING NEW.source, NEW.body, NEW.raw, NEW.agency, NEW.year, NEW.parent;
	RETURN NEW;
END $$;
COMMENT ON FUNCTION @schema@.pass_on() IS 'Trigger: passes a filing on to the office that it names';
REVOKE EXECUTE ON FUNCTION @schema@.pass_on() FROM PUBLIC;
