-- create_province: the registries of several offices, on servers of their own, added up in a schema

CREATE PROCEDURE create_province(schema name, offices name[], registry name DEFAULT 'disclosure')
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $procedure$
DECLARE
	extension text := (
		SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
		WHERE extname = 'govdisclose');
	message text;
BEGIN
	EXECUTE format('CALL %s.claim_schema($1, $2, $3, $4)', extension) USING schema, 'province',
		'CALL create_province(''province'', ''{office_a, office_b}'')',
		'Registries of annual reports on the disclosure of government information on other '
		'servers, added up: consolidated';
	EXECUTE format('CALL %s.run_registry_script($1, $2)', extension) USING schema, $registry$
\ir registry/province.sql
	$registry$;
	EXECUTE format('INSERT INTO %I.office (office, registry) '
		'SELECT DISTINCT o, $2 FROM unnest($1) o', schema) USING offices, registry;
	EXECUTE format('CALL %s.create_province_views($1)', extension) USING schema;
EXCEPTION WHEN duplicate_table OR duplicate_function OR duplicate_object THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
	RAISE EXCEPTION USING ERRCODE = SQLSTATE,
		MESSAGE = format('schema "%s" already holds an object with the name of one of the province',
			schema),
		DETAIL = message,
		HINT = 'Choose another schema, or a new one. To add an office to a province, insert it '
			'into its table office and CALL create_province_views.';
END $procedure$;
COMMENT ON PROCEDURE create_province(name, name[], name) IS
	'Makes views over the registries of several offices in a schema, which is created if there is '
	'none. Each office is a foreign server of postgres_fdw with a user mapping of the caller; '
	'registry is the schema of the registries there. '
	'Errors: as create_registry, and undefined_object if there is no such server';

CREATE PROCEDURE create_province_views(schema name)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $procedure$
DECLARE
	extension text := (
		SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
		WHERE extname = 'govdisclose');
	one record;
BEGIN
	IF to_regclass(format('%I.office', schema)) IS NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'undefined_table',
			MESSAGE = format('schema "%s" holds no province', schema),
			HINT = 'Make one with CALL create_province(''province'', ''{office_a, office_b}'').';
	END IF;
	-- The server may be sent functions of the extension; and what is fetched through a cursor is
	-- planned as if all of it were wanted, or sums would be sorted so that the first comes soon.
	FOR one IN EXECUTE format(
		'SELECT o.office, w.fdwname, v.name, v.wanted, v.between, x.option_value AS given '
		'FROM %I.office o LEFT JOIN pg_foreign_server s ON s.srvname = o.office '
		'LEFT JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw '
		'CROSS JOIN (VALUES (''extensions'', ''govdisclose'', '', ''), '
			'(''options'', ''-c cursor_tuple_fraction=1'', '' '')) v (name, wanted, between) '
		'LEFT JOIN LATERAL (SELECT option_value FROM pg_options_to_table(s.srvoptions) '
			'WHERE option_name = v.name) x ON true', schema)
	LOOP
		IF one.fdwname IS DISTINCT FROM 'postgres_fdw' THEN
			RAISE EXCEPTION USING ERRCODE = 'undefined_object',
				MESSAGE = format('there is no server "%s" of postgres_fdw', one.office),
				HINT = 'Make one with CREATE SERVER, and CREATE USER MAPPING for it.';
		END IF;
		CONTINUE WHEN strpos(one.given, one.wanted) > 0;
		EXECUTE format('ALTER SERVER %I OPTIONS (%s %I %L)', one.office,
			CASE WHEN one.given IS NULL THEN 'ADD' ELSE 'SET' END, one.name,
			concat_ws(one.between, one.given, one.wanted));
	END LOOP;
	EXECUTE format('CALL %s.run_registry_script($1, $2)', extension) USING schema, $registry$
\ir registry/views/province.sql
\ir registry/views/province_sums.sql
\ir registry/views/consolidated_outcomes.sql
\ir registry/views/comments.sql
	$registry$;
	-- the tables of offices that are gone, which nothing of the province needs any more
	FOR one IN EXECUTE format(
		'SELECT ft.ftrelid::regclass AS name FROM pg_foreign_table ft '
		'JOIN pg_class c ON c.oid = ft.ftrelid JOIN pg_foreign_server s ON s.oid = ft.ftserver '
		'WHERE c.relnamespace = $1 AND starts_with(c.relname, s.srvname || ''_'') '
			'AND s.srvname NOT IN (SELECT office FROM %I.office)', schema)
		USING (SELECT oid FROM pg_namespace WHERE nspname = schema)
	LOOP
		EXECUTE format('DROP FOREIGN TABLE %s', one.name);
	END LOOP;
END $procedure$;
COMMENT ON PROCEDURE create_province_views(name) IS
	'Makes the foreign tables and views of a province for the offices that its table office has; '
	'create_province calls it. Rights, and other views that depend on them, are kept. '
	'Errors: undefined_table if the schema holds no province; undefined_object if an office is no '
	'server';
