-- cells: one a row, or one a column

-- Only a report that lacks cells is read again, for what stands there instead.
CREATE OR REPLACE VIEW @schema@.cell AS
	SELECT r.filing_id, r.agency, r.year, c.section, c.number, c.item, c.column_name, c.label,
		c.english, c.value, c.kind, k.label AS kind_label, k.english AS kind_english
	FROM @schema@.report r
	JOIN @schema@.filing f ON f.id = r.filing_id
	CROSS JOIN LATERAL (
		SELECT x.section, x.number, x.item, x.column_name, x.label, d.english, x.value,
			CASE WHEN x.value IS NULL THEN e.kind ELSE 'number' END AS kind
		FROM @extension@.report_cells(r.figures) x
		JOIN @extension@.cell_dictionary() d USING (item, column_name)
		LEFT JOIN (
			SELECT item, column_name, kind
			FROM @extension@.report_evidence(
				CASE WHEN @extension@.lacks_cells(r.figures) THEN f.body END)
			UNION ALL
			SELECT item, column_name, kind
			FROM @extension@.report_evidence(
				CASE WHEN f.body IS NULL AND @extension@.lacks_cells(r.figures) THEN f.raw END)) e
			USING (item, column_name)
		OFFSET 0) c
	LEFT JOIN @extension@.name_dictionary('cell_kind'::text) k ON k.name = c.kind
	WHERE r.superseded_by IS NULL;

-- The columns are those of cell_dictionary(). Where the view is made anew, those that it has keep
-- their places, and cells of a later form come behind them.
DO $$
DECLARE
	here oid := (SELECT typnamespace FROM pg_type WHERE oid = pg_typeof(NULL::@schema@.report));
	extension regnamespace := (
		SELECT typnamespace FROM pg_type
		WHERE oid = pg_typeof(NULL::@extension@.disclosure_figures));
	shown text;
	given text;
BEGIN
	SELECT string_agg(format('d.%I', n.name), ', ' ORDER BY a.attnum, c.place),
		string_agg(format('%I %s', n.name, coalesce(m.atttypid, 'bigint'::regtype)::regtype), ', '
			ORDER BY c.place)
	INTO shown, given
	FROM @extension@.cell_dictionary() WITH ORDINALITY
		AS c (section, number, item, column_name, path, label, english, place)
	CROSS JOIN LATERAL @extension@.flat_name(c.path) n (name)
	LEFT JOIN pg_class v ON v.relnamespace = here AND v.relname = 'figures_flat'
	LEFT JOIN pg_attribute a ON a.attrelid = v.oid AND a.attname = n.name
	-- counts but for what is money
	LEFT JOIN pg_class p ON p.relnamespace = extension AND p.relname = 'proactive_disclosure'
	LEFT JOIN pg_attribute m ON m.attrelid = p.oid AND c.path = 'proactive.' || m.attname;
	EXECUTE format('CREATE OR REPLACE VIEW %1$s.figures_flat AS SELECT r.agency, r.year, %2$s '
		'FROM %1$s.report r CROSS JOIN LATERAL %3$s.cell_values(r.figures) d (%4$s) '
		'WHERE r.superseded_by IS NULL', here::regnamespace, shown, extension, given);
END $$;
