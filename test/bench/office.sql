-- a registry of :agencies agencies and five years, and how long a year of each view takes
SET client_min_messages = warning;
CREATE EXTENSION govdisclose;
CALL create_registry('office');
SET search_path = office, public;
SET govdisclose.ingest = 'deferred';
\set right `cat test/data/police-2024.txt`
\set wrong `cat test/data/urban-management-2024.txt`
INSERT INTO agency (name, parent)
SELECT format('%s县公安局', i), format('%s市人民政府', i % 10) FROM generate_series(1, :agencies) i;
-- the sentences of an agency are its own, and the same in each year
INSERT INTO filing (source, agency, year, body)
SELECT format('%s/%s.txt', y, a.name), a.name, y, replace(replace(
	CASE WHEN (a.i * 7 + y) % 10 = 0 THEN :'wrong' ELSE :'right' END,
	'2024', y::text), '。', format('，%s。', chr(19968 + a.i::integer)))
FROM (SELECT name, row_number() OVER (ORDER BY name) AS i FROM agency) a,
	generate_series(2020, 2024) y;
CALL ingest();
INSERT INTO roster (agency, year, due)
SELECT name, y, make_date(y + 1, 3, 1) FROM agency, generate_series(2020, 2024) y;
INSERT INTO rate_limit (metric, direction, yellow, red)
VALUES ('granted_of_concluded', 'below', 0.5, 0.2);
CALL index_narratives();
VACUUM ANALYZE;
SELECT state, count(*) FROM filing_state GROUP BY state ORDER BY state;

CREATE TEMP TABLE work (name text, query text);
INSERT INTO work
SELECT table_name, format('SELECT count(hashtext(v::text)) FROM ('
	'SELECT * FROM office.%I WHERE year = 2024 OFFSET 0) v', table_name)
FROM information_schema.columns JOIN information_schema.views USING (table_schema, table_name)
WHERE table_schema = 'office' AND column_name = 'year'
UNION ALL
SELECT call, format('SELECT length(office.%s)', call)
FROM unnest('{dashboard(2024),hand_in(2024)}'::text[]) call
UNION ALL
SELECT format('%s of one agency', view),
	format('SELECT count(hashtext(v::text)) FROM office.%I v WHERE agency = %L AND year = 2024',
		view, '17县公安局')
FROM unnest('{question,similar_reports}'::text[]) view;

CREATE FUNCTION pg_temp.median_ms(query text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
	taken numeric[];
	began timestamptz;
BEGIN
	FOR i IN 1 .. 5 LOOP
		began := clock_timestamp();
		EXECUTE query;
		taken := taken || extract(epoch FROM clock_timestamp() - began) * 1000;
	END LOOP;
	RETURN (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t) FROM unnest(taken) t);
END $$;
SELECT name, round(pg_temp.median_ms(query), 1) AS ms FROM work ORDER BY ms DESC;
