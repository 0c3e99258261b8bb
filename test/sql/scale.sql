-- the plans of a registry's views over 20,000 agencies, where memory is as short as can be: what
-- one agency is asked for goes by indexes, and no list of agencies is looked through for each
-- report
SET client_min_messages = warning;
SET work_mem = '64kB';
SET jit = off;

CALL create_registry('province');
-- as if they had come and been accepted: 200 cities and counties with 100 agencies each
ALTER TABLE province.report DROP CONSTRAINT report_filing_id_fkey;
CREATE TABLE province.name AS
SELECT n, place || CASE n % 100 WHEN 0 THEN '人民政府' ELSE n || '教育局' END AS name,
	CASE n % 100 WHEN 0 THEN '松江省人民政府' ELSE place || '人民政府' END AS parent
FROM generate_series(0, 19999) n, LATERAL (
	SELECT n / 100 || CASE n / 100 % 4 WHEN 0 THEN '市' ELSE '县' END AS place) p;
INSERT INTO province.agency (name, parent) SELECT name, parent FROM province.name;
INSERT INTO province.report (filing_id, agency, year, report)
SELECT n * 2 + year, name, year, jsonb_populate_record(NULL::disclosure_report, jsonb_build_object(
	'year', year, 'form', 2021, 'proactive_form', 2021))
FROM province.name, generate_series(2023, 2024) year;
ALTER TABLE province.filing DISABLE TRIGGER USER;
INSERT INTO province.filing (body, digest) OVERRIDING SYSTEM VALUE
SELECT 'filing ' || n, sha256(n::text::bytea) FROM generate_series(1, 40000) n;
DROP TABLE province.name;
VACUUM ANALYZE province.filing, province.report, province.agency;

CREATE FUNCTION pg_temp.plan(query text, options text DEFAULT 'COSTS OFF')
	RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE format('EXPLAIN (%s) ', options) || query;
END $$;
CREATE TEMP VIEW views AS
SELECT relname AS view, format('SELECT * FROM province.%I', relname) AS query,
	EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'agency') AS has_agency,
	EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'year') AS has_year
FROM pg_class c JOIN view_dictionary() v ON v.view_name = relname AND v.column_name = ''
WHERE relnamespace = 'province'::regnamespace;
SELECT count(*) > 20 AS has_views, count(*) FILTER (WHERE has_agency) > 15 AS have_agencies
FROM views;

-- no view asks a list for each of its rows
SELECT view, line FROM views, pg_temp.plan(query) line WHERE line ~ 'SubPlan';
-- one agency: no table is read from its beginning to its end, but for the rates of all
-- peers, and to know how many reports there are
SELECT view, line
FROM views, pg_temp.plan(query || $$ WHERE agency = '4市407教育局'$$) line
WHERE has_agency AND view NOT IN ('peer_percentiles', 'ranking', 'similar_reports')
	AND line ~ 'Seq Scan on (report|filing|agency)\M';
SELECT view, line
FROM views, pg_temp.plan(query || $$ WHERE agency = '4市407教育局' AND year = 2024$$) line
WHERE has_agency AND has_year AND view NOT IN ('peer_percentiles', 'ranking', 'similar_reports')
	AND line ~ 'Seq Scan on (report|filing|agency)\M';
-- nor for those, where the peer groups are kept
CALL province.keep_peer_groups();
SELECT view, filter, line
FROM views, unnest(ARRAY['', ' AND year = 2024']) filter, pg_temp.plan(query
	|| $$ WHERE agency = '4市407教育局'$$ || filter, 'ANALYZE, COSTS OFF, TIMING OFF') line
WHERE view IN ('peer_percentiles', 'ranking')
	AND line ~ '(Seq Scan on (report|filing|agency)|Scan on report_year_idx)\M'
	AND line !~ 'never executed';
-- and what it is asked for is there
SELECT agency, level, sector, consolidates, parent FROM province.agency_directory
WHERE agency IN ('4市407教育局', '4市人民政府') ORDER BY agency COLLATE "C";
SELECT year, reports, left_out FROM province.consolidated ORDER BY year;
SELECT year, level, reports FROM province.consolidated_by_level ORDER BY year, level;
SELECT count(*), min(missing_children) FROM province.consolidation WHERE agency = '4市人民政府';
-- sums go through several processes where there are some
SET max_parallel_workers_per_gather = 2;
SET min_parallel_table_scan_size = 0;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SELECT view, bool_or(line ~ 'Partial') AS is_parallel
FROM views, pg_temp.plan(query) line
WHERE view IN ('consolidated', 'consolidated_by_form', 'consolidated_by_level',
	'consolidated_by_sector', 'outcomes_by_category', 'outcomes_by_year', 'peer_percentiles')
GROUP BY view ORDER BY view COLLATE "C";
DROP SCHEMA province CASCADE;
