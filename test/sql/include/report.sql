-- a report of the form with 0 in every cell of sections 3 and 4, and the given cells in place of these
CREATE FUNCTION pg_temp.report(form integer, VARIADIC cells text[] DEFAULT '{}') RETURNS disclosure_report LANGUAGE plpgsql AS $$
DECLARE
	j jsonb := jsonb_build_object('agency', '临川市教育局', 'year', 2024, 'form', form, 'applications', '{}'::jsonb, 'disputes', '{}'::jsonb);
	cell text;
	path text[];
BEGIN
	FOR cell IN SELECT format('%s.%s.%s=0', CASE section WHEN 3 THEN 'applications' ELSE 'disputes' END, translate(item, '.', '_'), column_name)
		FROM report_cells(jsonb_populate_record(NULL::disclosure_report, j)) WHERE section > 2
		UNION ALL SELECT unnest(cells)
	LOOP
		path := string_to_array(split_part(cell, '=', 1), '.');
		j := jsonb_set(j, path[1:2], coalesce(j #> path[1:2], '{}') || jsonb_build_object(path[3], nullif(split_part(cell, '=', 2), '')::bigint));
	END LOOP;
	RETURN jsonb_populate_record(NULL::disclosure_report, j);
END $$;
