-- a registry whose reports have a partition for each year: the same registry
SET client_min_messages = warning;
SET jit = off;
\set SHOW_CONTEXT never

\i test/sql/include/report.sql

CALL create_registry('whole');
CALL create_registry('parted', partition_by_year => true);
CREATE FUNCTION pg_temp.body(agency text, year integer, received integer, granted integer)
	RETURNS text LANGUAGE sql AS $$
	SELECT format_report(jsonb_populate_record(
		pg_temp.report(2021, VARIADIC ARRAY['applications.received.natural_person=' || received,
			'applications.received.total=' || received,
			'applications.granted.natural_person=' || granted,
			'applications.granted.total=' || granted,
			'applications.concluded.natural_person=' || granted,
			'applications.concluded.total=' || granted,
			'applications.carried_out.natural_person=' || received - granted,
			'applications.carried_out.total=' || received - granted]),
		jsonb_build_object('agency', agency, 'year', year,
			'title', agency || year || '年政府信息公开工作年度报告', 'overview', '一切正常。',
			'problems', '无', 'other_matters', '本年度收取信息处理费0元。')), 'markdown')
$$;
-- corrections, reports that do not add up, one of long ago, texts that are no report
CREATE TEMP TABLE sent (id integer, source text, body text, agency text, year integer);
INSERT INTO sent (id, source, body, year)
SELECT row_number() OVER (ORDER BY version, year, place, office),
	concat(place, office, year, version),
	replace(pg_temp.body(place || office, greatest(year, 2021), 20 + length(office) * year % 17,
			18 + version),
		CASE WHEN (place, office) = ('丙县', '财政局') THEN '| 20 |' ELSE '' END, '| 21 |'),
	nullif(greatest(year, 1991), year) - 1
FROM unnest('{甲市,乙市,丙县}'::text[]) place,
	unnest('{教育局,财政局,卫生健康委员会,人民政府}'::text[]) office,
	unnest('{1990,2022,2023,2024}'::integer[]) year, generate_series(0, 1) version
WHERE version = 0 OR office IN ('教育局', '财政局');
INSERT INTO sent VALUES (101, 'weather', '今天天气很好。', NULL, NULL),
	(102, 'no year', replace(pg_temp.body('丁县教育局', 2024, 1, 1), '2024', ''), NULL, NULL),
	(103, 'stated', pg_temp.body('教育局', 2023, 5, 5), '甲市教育局', 2024),
	(104, 'short', pg_temp.body('市教育局', 2023, 5, 5), NULL, NULL);

-- the same of both, in one transaction, so that it is the same time
CREATE PROCEDURE pg_temp.tell(registry name)
	LANGUAGE plpgsql AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, public', registry), true);
	INSERT INTO agency (name, parent) SELECT place || office, place || '人民政府'
	FROM unnest('{甲市,乙市,丙县}'::text[]) place, unnest('{教育局,财政局}'::text[]) office;
	INSERT INTO roster (agency, year, due)
	SELECT '丁县教育局', y, '2025-01-31' FROM generate_series(2022, 2024) y;
	INSERT INTO filing (source, body, agency, year)
	SELECT source, body, agency, year FROM sent ORDER BY id;
	INSERT INTO agency_name (name, agency, kind, last_year) VALUES
		('乙市卫生健康委员会', '乙市卫生局', 'former', 2023), ('市教育局', '乙市教育局', 'short', NULL);
	PERFORM waive(filing_id, '原件如此') FROM filing_state WHERE source = '丙县财政局20231';
	PERFORM assign(filing_id, year => 2023) FROM filing_state WHERE source = '甲市人民政府20240';
	PERFORM assign(filing_id, year => 2022) FROM filing_state WHERE source = 'no year';
	PERFORM reject(filing_id, '撤回') FROM filing_state WHERE source = '甲市教育局20221';
	PERFORM erase(filing_id, '法院判决') FROM filing_state WHERE source = '乙市财政局20220';
	PERFORM approve(2022, '审定');
	INSERT INTO filing (source, body) VALUES ('late', pg_temp.body('甲市财政局', 2022, 30, 30));
	CALL index_narratives();
END $$;
BEGIN;
CALL pg_temp.tell('whole');
CALL pg_temp.tell('parted');
COMMIT;
SELECT * FROM whole.progress;

-- every row of every table and view, in any order
CREATE FUNCTION pg_temp.compare() RETURNS TABLE (relation name, rows bigint, differ boolean)
	LANGUAGE plpgsql AS $$
BEGIN
	FOR relation IN
		SELECT relname FROM pg_class
		WHERE relnamespace = 'whole'::regnamespace AND relkind IN ('r', 'v') ORDER BY 1
	LOOP
		EXECUTE format('SELECT count(*) FROM parted.%1$I', relation) INTO rows;
		EXECUTE format('SELECT count(DISTINCT (n, hash)) > 1 FROM (
			SELECT count(*) AS n, sum(hashtextextended(v::text, 0)) AS hash
			FROM whole.%1$I v
			UNION ALL
			SELECT count(*), sum(hashtextextended(v::text, 0))
			FROM parted.%1$I v) both_registries', relation) INTO differ;
		RETURN NEXT;
	END LOOP;
END $$;
CREATE TEMP TABLE compared AS SELECT * FROM pg_temp.compare();
SELECT count(*) > 50 AS relations, count(*) FILTER (WHERE rows > 0) > 40 AS with_rows FROM compared;
SELECT relation, rows, differ FROM compared WHERE differ;
SELECT relation FROM compared WHERE rows = 0 ORDER BY relation COLLATE "C";
SELECT whole.hand_in(2023) = parted.hand_in(2023) AS hand_in,
	whole.dashboard(2023) = parted.dashboard(2023) AS dashboard;

-- years that have none get a partition by ingest, but for those of long ago
CALL parted.ingest();
SELECT tableoid::regclass AS partition, year, count(*) FROM parted.report
GROUP BY 1, 2 ORDER BY year;
-- or by hand
SELECT parted.partition_year(1990), parted.partition_year(1990);
SELECT tableoid::regclass AS partition, count(*) FROM parted.report WHERE year = 1990 GROUP BY 1;
SELECT parted.partition_year(NULL);
SELECT relation, rows, differ FROM pg_temp.compare() WHERE differ;

-- who asks for a year reads its partition, and others only where years are compared
CREATE FUNCTION pg_temp.partitions(view name) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
	line text;
	found text[] := '{}';
BEGIN
	FOR line IN EXECUTE format('EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF)
		SELECT * FROM parted.%I WHERE year = 2024', view)
	LOOP
		IF line !~ 'never executed' THEN
			found := found || substring(line FROM ' on (report_\d+|report_of_other_years)\M');
		END IF;
	END LOOP;
	RETURN ARRAY(SELECT DISTINCT f FROM unnest(found) f WHERE f IS NOT NULL ORDER BY f);
END $$;
-- as with many reports; "inherited" is left out: it compares years where an agency took over
-- others, and here, where none did, PostgreSQL 18 reads one of these years before it comes to that
SET enable_hashjoin = off;
SET enable_mergejoin = off;
WITH view AS MATERIALIZED (
	SELECT relname AS name FROM pg_class c JOIN pg_attribute ON attrelid = c.oid
	WHERE relnamespace = 'parted'::regnamespace AND relkind = 'v' AND attname = 'year'
		AND relname <> 'inherited')
SELECT c.which, count(*) > 30 AS most,
	CASE WHEN c.which <> 'its own' THEN array_agg(name ORDER BY name COLLATE "C") END AS views
FROM view, pg_temp.partitions(name) p (partitions)
CROSS JOIN LATERAL (
	SELECT CASE p.partitions WHEN '{}' THEN 'none' WHEN '{report_2024}' THEN 'its own'
		ELSE 'several' END) c (which)
GROUP BY c.which ORDER BY c.which COLLATE "C";
RESET enable_hashjoin;
RESET enable_mergejoin;

-- a report that is said to be of another year moves there
SELECT filing_id AS moved FROM parted.filing_state WHERE source = '甲市卫生健康委员会20240' \gset
SELECT parted.assign(:moved, year => 1990);
SELECT tableoid::regclass AS partition, agency, superseded_by IS NULL AS current
FROM parted.report WHERE filing_id = :moved OR agency = '甲市卫生健康委员会' AND year = 1990
ORDER BY filing_id;
-- and one that is moved by hand shows by whom
UPDATE parted.report SET year = 2050 WHERE filing_id = :moved;
SELECT tableoid::regclass AS partition, altered_by = current_user AS altered
FROM parted.report WHERE filing_id = :moved;
SELECT parted.assign(:moved, year => 2024);
SELECT tableoid::regclass AS partition, altered_by FROM parted.report WHERE filing_id = :moved;
-- what is removed by hand comes back
DELETE FROM parted.report_2023;
TABLE parted.progress;
CALL parted.ingest();
TABLE parted.progress;
SELECT count(*), bool_and(r.superseded_by IS NOT DISTINCT FROM other.superseded_by) AS same
FROM parted.report_2023 r JOIN whole.report other USING (filing_id, agency, year, report);
-- a partition is no way around the policies of report
ALTER TABLE parted.report ENABLE ROW LEVEL SECURITY;
SELECT parted.partition_year(2050);
SELECT relname, relrowsecurity FROM pg_class
WHERE oid IN ('parted.report_2050'::regclass, 'parted.report_1990'::regclass) ORDER BY 1;
CREATE ROLE regress_clerk;
GRANT USAGE ON SCHEMA parted TO regress_clerk;
SET ROLE regress_clerk;
SELECT parted.partition_year(2051);
RESET ROLE;
DROP SCHEMA whole, parted CASCADE;
DROP ROLE regress_clerk;
