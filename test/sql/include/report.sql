-- a report of the form with 0 in every cell of sections 3 and 4, but for the given cells
\i test/sql/include/paths.sql
CREATE FUNCTION pg_temp.report(form integer, VARIADIC cells text[] DEFAULT '{}')
RETURNS disclosure_report LANGUAGE plpgsql AS $$
DECLARE
	j jsonb := jsonb_build_object('agency', '临川市教育局', 'year', 2024,
		'form', form, 'proactive_form', form,
		'applications', '{}'::jsonb, 'disputes', '{}'::jsonb);
	nothing disclosure_report := jsonb_populate_record(NULL::disclosure_report, j);
	cell text;
	path text[];
	row jsonb;
BEGIN
	FOR cell IN
		SELECT format('%s.%s.%s=0', CASE section WHEN 3 THEN 'applications' ELSE 'disputes' END,
			translate(item, '.', '_'), column_name)
		FROM report_cells(nothing) WHERE section > 2
		UNION ALL SELECT pg_temp.paths(cells)
	LOOP
		path := string_to_array(split_part(cell, '=', 1), '.');
		row := jsonb_build_object(path[3], nullif(split_part(cell, '=', 2), '')::bigint);
		j := jsonb_set(j, path[1:2], coalesce(j #> path[1:2], '{}') || row);
	END LOOP;
	RETURN jsonb_populate_record(NULL::disclosure_report, j);
END $$;
