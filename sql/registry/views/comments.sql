-- what the views and their columns mean, in both languages

DO $$
DECLARE
	here oid := (
		SELECT typnamespace FROM pg_type WHERE oid = pg_typeof(NULL::@schema@.consolidated));
	entry record;
BEGIN
	FOR entry IN
		SELECT format('VIEW %s', c.oid::regclass) AS object,
			concat_ws(' / ', v.label, v.description) AS comment
		FROM @extension@.view_dictionary() v
		JOIN pg_class c ON c.relname = v.view_name AND c.relnamespace = here
		WHERE v.column_name = ''
		UNION ALL
		SELECT format('COLUMN %s.%I', c.oid::regclass, a.attname),
			concat_ws(' / ', d.label, d.description)
		FROM @extension@.view_dictionary() v
		JOIN pg_class c ON c.relname = v.view_name AND c.relnamespace = here
		JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
		-- what is said of the column of this view, before what is said of the column of any view
		JOIN LATERAL (
			SELECT w.label, w.description FROM @extension@.view_dictionary() w
			WHERE w.column_name = a.attname AND w.view_name IN (c.relname, '')
			ORDER BY w.view_name DESC LIMIT 1) d ON true
		WHERE v.column_name = ''
		UNION ALL
		SELECT format('COLUMN %s.%I', c.oid::regclass, a.attname),
			concat_ws(' / ', d.label, d.english)
		FROM @extension@.cell_dictionary() d
		JOIN pg_class c ON c.relname = 'figures_flat' AND c.relnamespace = here
		JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = @extension@.flat_name(d.path)
	LOOP
		EXECUTE format('COMMENT ON %s IS %L', entry.object, entry.comment);
	END LOOP;
END $$;
