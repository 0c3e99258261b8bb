-- create_registry: the tables, functions and views of registry/*.sql in a schema of the user's

-- Those files are plain SQL but for the names of two schemas, of the registry and of the extension,
-- and for what depends on whether there is a partition for each year. Every name in them is
-- qualified, so that nothing that others make in either schema, now or later, can come between: a
-- registry's functions work with the rights of its owner.
CREATE PROCEDURE run_registry_script(schema name, script text)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $procedure$
DECLARE
	extension name := (
		SELECT nspname FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
		WHERE extname = 'govdisclose');
	-- a quote that is longer than the names, so that none of them can end it
	quote text := '$' || repeat('q', length(schema) + length(extension)) || '$';
BEGIN
	-- in one pass, so that nothing is looked for in a name that has been filled in
	EXECUTE (
		SELECT string_agg(
			CASE piece
				WHEN 'schema' THEN quote_ident(schema)
				WHEN 'schema_name' THEN quote_literal(schema)
				WHEN 'extension' THEN quote_ident(extension)
				ELSE piece
			END, '' ORDER BY place)
		FROM string_to_table(replace(script, '$$', quote), '@') WITH ORDINALITY p (piece, place));
END $procedure$;
COMMENT ON PROCEDURE run_registry_script(name, text) IS
	'Part of create_registry: runs SQL in which the names of the schemas of the registry '
	'and of the extension are left open';

CREATE PROCEDURE claim_schema(schema name, purpose text, example text, description text)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $procedure$
DECLARE
	strangers text;
BEGIN
	IF schema IS NULL OR schema = '' THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_schema_name',
			MESSAGE = format('the %s needs a schema', purpose),
			HINT = format('Give it a name, as in %s.', example);
	END IF;
	IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = schema) THEN
		EXECUTE format('CREATE SCHEMA %I', schema);
		EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema, description);
	END IF;

	-- whoever may create objects there could lay a trap for those who use what is in it
	SELECT string_agg(coalesce(rolname, 'PUBLIC'), ', ' ORDER BY rolname) INTO strangers
	FROM (
		SELECT CASE nspowner
				WHEN 'pg_database_owner'::regrole
					THEN (SELECT datdba FROM pg_database WHERE datname = current_database())
				ELSE nspowner
			END
		FROM pg_namespace WHERE nspname = schema
		UNION
		SELECT grantee FROM pg_namespace, aclexplode(nspacl)
		WHERE nspname = schema AND privilege_type = 'CREATE' AND grantee <> nspowner) m (member)
	LEFT JOIN pg_roles r ON r.oid = member
	WHERE NOT coalesce(rolsuper OR rolname = current_user, false);
	IF strangers IS NOT NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
			MESSAGE = format('others own the schema "%s" or may create objects in it', schema),
			DETAIL = format('These are: %s.', strangers),
			HINT = 'Choose a schema of your own, or a new one.';
	END IF;
END $procedure$;
COMMENT ON PROCEDURE claim_schema(name, text, text, text) IS
	'Part of create_registry and create_province: makes a schema, or refuses one that others own '
	'or may create objects in';

CREATE PROCEDURE create_registry(schema name, partition_by_year boolean DEFAULT false)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $procedure$
DECLARE
	extension text := (
		SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
		WHERE extname = 'govdisclose');
	message text;
	script text := $registry$
\ir registry/filing.sql
\ir registry/decision.sql
\ir registry/agency.sql
\ir registry/limits.sql
\ir registry/report.sql
\ir registry/peers.sql
\ir registry/roster.sql
\ir registry/follow_up.sql
\ir registry/judge.sql
\ir registry/revision.sql
\ir registry/sentence.sql
\ir registry/settle.sql
\ir registry/arrival.sql
\ir registry/ingest.sql
\ir registry/state.sql
\ir registry/decide.sql
\ir registry/rights.sql
@layout@
	$registry$;
	whole text := $registry$
\ir registry/whole.sql
	$registry$;
	by_year text := $registry$
\ir registry/partition.sql
	$registry$;
BEGIN
	EXECUTE format('CALL %s.claim_schema($1, $2, $3, $4)', extension) USING schema, 'registry',
		'CALL create_registry(''disclosure'')',
		'A registry of annual reports on the disclosure of government information: '
		'INSERT or COPY them into filing';
	IF partition_by_year THEN
		script := replace(replace(replace(script, '@layout@', by_year),
			'@partition@', 'PARTITION BY RANGE (year)'),
			'@partition_years@', 'PERFORM @schema@.partition_years();');
	ELSE
		script := replace(replace(replace(script, '@layout@', whole),
			'@partition@', ''), '@partition_years@', '');
	END IF;
	EXECUTE format('CALL %s.run_registry_script($1, $2)', extension) USING schema, script;
	EXECUTE format('CALL %s.create_registry_views($1, false)', extension) USING schema;
EXCEPTION WHEN duplicate_table OR duplicate_function OR duplicate_object THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
	RAISE EXCEPTION USING ERRCODE = SQLSTATE,
		MESSAGE = format('schema "%s" already holds an object with the name of one of the registry',
			schema),
		DETAIL = message, HINT = 'Choose another schema, or a new one.';
END $procedure$;
COMMENT ON PROCEDURE create_registry(name, boolean) IS
	'Makes a registry of reports in a schema, which is created if there is none: '
	'tables filing, report, rejection, decision, agency, roster and more, the procedure ingest, '
	'and views. '
	'They belong to the caller, not to the extension. '
	'With partition_by_year, report has a partition for each year. '
	'Errors: duplicate_table, duplicate_function or duplicate_object if the schema holds such a '
	'name; insufficient_privilege if another role owns the schema or may create objects in it';
