-- Times the views of a registry of :agencies agencies: milliseconds, the medians of five runs.
\set schema many
\set texts true
\ir many.sql
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
