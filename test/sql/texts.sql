-- test/texts: what stands in or beside a table and is none of its cells. Numbers of pages, rows and
-- columns, other columns, other tables; columns in another order, or not there.
SET client_min_messages = warning;
\i test/sql/include/texts.sql

-- what each text shows
CREATE TEMP TABLE text_index (name text COLLATE "C", shows text);
\copy text_index FROM test/texts/index.tsv WITH (FORMAT csv, HEADER, DELIMITER E'\t')
SELECT name, shows, body IS NULL AS no_text FROM text_file FULL JOIN text_index USING (name)
WHERE body IS NULL OR shows IS NULL;

-- the rows that have a value, with - for NULL
CREATE FUNCTION pg_temp.rows(body text) RETURNS TABLE (item text, figures text)
LANGUAGE sql AS $$
	SELECT item, string_agg(coalesce(value::text, '-'), ' ' ORDER BY place)
	FROM report_cells(parse_report(body))
		WITH ORDINALITY AS cell (section, number, item, column_name, label, value, place)
	GROUP BY item HAVING count(value) > 0 ORDER BY min(place)
$$;
SELECT name, item, figures
FROM text_file
	LEFT JOIN LATERAL pg_temp.rows(body) WITH ORDINALITY AS r (item, figures, row) ON true
ORDER BY name, row;
