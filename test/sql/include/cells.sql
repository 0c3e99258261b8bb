-- a report with these cells, and no others
\i test/sql/include/paths.sql
CREATE FUNCTION pg_temp.cells(year integer, form integer, VARIADIC cells text[] DEFAULT '{}')
RETURNS disclosure_report LANGUAGE plpgsql AS $$
DECLARE
	j jsonb := jsonb_build_object('title', 'a title', 'agency', 'an agency', 'year', year,
		'form', form, 'proactive_form', form, 'overview', 'a narrative');
	cell text;
	path text[];
BEGIN
	FOR cell IN SELECT pg_temp.paths(cells) LOOP
		path := string_to_array(split_part(cell, '=', 1), '.');
		FOR i IN 1 .. array_length(path, 1) - 1 LOOP
			j := jsonb_set(j, path[1:i], coalesce(j #> path[1:i], '{}'));
		END LOOP;
		j := jsonb_set(j, path, split_part(cell, '=', 2)::jsonb);
	END LOOP;
	RETURN jsonb_populate_record(NULL::disclosure_report, j);
END $$;
