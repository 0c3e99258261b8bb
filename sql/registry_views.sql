-- The views are apart, so that an update of the extension can make them anew.
CREATE PROCEDURE create_registry_views(schema name, remake boolean DEFAULT true)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $procedure$
DECLARE
	extension text := (
		SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
		WHERE extname = 'govdisclose');
	-- CREATE OR REPLACE VIEW keeps the rights on a view, but not its options
	options text[] := ARRAY(
		SELECT format('ALTER VIEW %s SET (%s)', c.oid::regclass,
			(SELECT string_agg(format('%I = %L', option_name, option_value), ', ')
				FROM pg_options_to_table(reloptions)))
		FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
		WHERE nspname = schema AND relkind = 'v' AND reloptions IS NOT NULL
			AND pg_has_role(relowner, 'USAGE'));
	option text;
	script text := $registry$
\ir registry/views/agencies.sql
\ir registry/views/outcomes.sql
\ir registry/views/consolidated.sql
\ir registry/views/consolidated_outcomes.sql
\ir registry/views/metrics.sql
\ir registry/views/ranking.sql
\ir registry/views/years.sql
\ir registry/views/findings.sql
\ir registry/views/consolidation.sql
\ir registry/views/cells.sql
\ir registry/question.sql
\ir registry/similar.sql
\ir registry/views/comments.sql
\ir registry/hand_in.sql
\ir registry/dashboard.sql
	$registry$;
BEGIN
	IF to_regclass(format('%I.report', schema)) IS NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'undefined_table',
			MESSAGE = format('schema "%s" holds no registry', schema),
			HINT = 'Make one with CALL create_registry(''disclosure'').';
	END IF;
	IF NOT remake THEN
		script := replace(replace(script, 'CREATE OR REPLACE VIEW', 'CREATE VIEW'),
			'CREATE OR REPLACE FUNCTION', 'CREATE FUNCTION');
	END IF;
	EXECUTE format('CALL %s.run_registry_script($1, $2)', extension) USING schema, script;
	FOREACH option IN ARRAY options LOOP
		EXECUTE option;
	END LOOP;
END $procedure$;
COMMENT ON PROCEDURE create_registry_views(name, boolean) IS
	'Makes the views of a registry that add up, compare and list its reports; '
	'create_registry calls it. After an update of the extension it makes them anew, '
	'with their rights and options, and other views that depend on them, kept. '
	'With remake false, the error duplicate_table if one is there already. '
	'Other errors: undefined_table if the schema holds no registry';
