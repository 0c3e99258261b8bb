-- Times the views of a registry of :agencies agencies, fifty to a city or county: milliseconds, the
-- medians of five runs. The 1,000 reports of "stored" come again and again.
DROP TABLE fact;
CALL create_registry('many');

-- as if each report had come and been accepted
ALTER TABLE many.report DROP CONSTRAINT report_filing_id_fkey, DROP CONSTRAINT balanced;
CREATE TABLE name AS
SELECT n, place || CASE n % 50 WHEN 0 THEN '人民政府' ELSE n || office END AS name,
	CASE n % 50 WHEN 0 THEN n / 1000 || '省' ELSE place END || '人民政府' AS parent
FROM generate_series(0, :agencies - 1) n, LATERAL (
	SELECT n / 50 || CASE n / 50 % 4 WHEN 0 THEN '市' ELSE '县' END AS place,
		(ARRAY['教育局', '财政局', '公安局', '民政局', '司法局', '水利局'])[1 + n % 6] AS office) p;
INSERT INTO many.agency (name, parent) SELECT name, parent FROM name;
CREATE TABLE numbered AS
SELECT row_number() OVER () - 1 AS n, report, format_report(report, 'text') AS body
FROM stored;
ALTER TABLE many.filing DISABLE TRIGGER USER;
INSERT INTO many.filing (body, digest)
SELECT body, sha256(i::text::bytea)
FROM generate_series(1, :agencies * 6) i JOIN numbered s ON s.n = i % 1000;
INSERT INTO many.report (filing_id, agency, year, report)
SELECT a.n * 6 + year - 2018, name, year, jsonb_populate_record(report, '{}')
FROM name a, generate_series(2019, 2024) year, numbered s
WHERE s.n = (a.n * 6 + year - 2018) % 1000;
DROP TABLE stored, numbered;
VACUUM ANALYZE;

SELECT count(*) AS reports, pg_size_pretty(pg_total_relation_size('many.report')) AS size
FROM many.report;
SELECT name AS office FROM name WHERE n = 777 \gset
SELECT name AS government FROM name WHERE n = 750 \gset
DROP TABLE name;
SET work_mem = '64kB';
SET jit = off;
-- in thousands, so that what timing.sql gives are milliseconds
CREATE TABLE work (place serial, work text, query text, reports bigint DEFAULT 1000);
INSERT INTO work (work, query) VALUES
	('sum and coverage by year', 'SELECT year, sum(figures), coverage(figures) FROM many.report
		WHERE superseded_by IS NULL GROUP BY year');
INSERT INTO work (work, query)
SELECT v, 'SELECT * FROM many.' || v
FROM unnest(ARRAY['consolidated', 'outcomes_by_category', 'consolidated_by_level']) v;
INSERT INTO work (work, query)
SELECT 'of a year: ' || v, format('SELECT count(*) FROM many.%s WHERE year = 2023', v)
FROM unnest(ARRAY['year_over_year', 'agency_metrics', 'peer_percentiles', 'cell']) v;
INSERT INTO work (work, query)
SELECT 'of an agency and a year: ' || v,
	format('SELECT * FROM many.%s WHERE agency = %L AND year = 2023', v, :'office')
FROM unnest(ARRAY['peer_percentiles', 'ranking']) v;
INSERT INTO work (work, query)
SELECT 'of an agency: ' || v, format('SELECT * FROM many.%s WHERE agency = %L', v, :'office')
FROM unnest(ARRAY['carryover', 'stock', 'findings', 'outcome', 'agency_metrics', 'year_over_year',
	'cell', 'figures_flat', 'peer_percentiles']) v;
INSERT INTO work (work, query)
VALUES ('of a government: consolidation',
	format('SELECT * FROM many.consolidation WHERE agency = %L', :'government'));

\ir timing.sql
SELECT work, round(m.microseconds::numeric, 1) AS ms,
	round((m.microseconds / b.microseconds)::numeric, 2) AS "÷ the sums"
FROM work JOIN median m USING (place) JOIN median b ON b.place = 1
ORDER BY work.place;
