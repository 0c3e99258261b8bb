-- Times sums over the table "stored": microseconds a report, the medians of five runs.
SET max_parallel_workers_per_gather = 0;
SET jit = off;

-- the sums in SQL take long
CREATE TABLE sample AS SELECT report, figures FROM stored TABLESAMPLE system (5) REPEATABLE (1);
VACUUM ANALYZE sample;

\ir paths.sql
-- the sum of every cell of every section, as SQL would have it
CREATE FUNCTION pg_temp.sums_of_cells() RETURNS text LANGUAGE sql AS $$
	SELECT format('SELECT %s FROM sample', string_agg(format('sum(%s)', path), ', '))
	FROM cell_path
$$;

SELECT count(*) AS stored, (SELECT count(*) FROM sample) AS sample,
	(SELECT count(*) FROM fact) AS facts FROM stored \gset
SELECT :stored AS reports, round(avg(pg_column_size(report))) AS "bytes stored",
	round(avg(pg_column_size(figures))) AS "bytes of figures" FROM sample;

CREATE TABLE work (place serial, work text, query text, reports bigint);
INSERT INTO work (work, query, reports) VALUES
	('sum(report)', 'SELECT sum(report) FROM stored', :stored),
	('sum(figures)', 'SELECT sum(figures) FROM stored', :stored),
	('each cell summed up in SQL', pg_temp.sums_of_cells(), :sample),
	('a fact table, grouped by item', 'SELECT item, sum(natural_person), sum(business),
			sum(research), sum(public_interest), sum(legal_service), sum(other), sum(total)
		FROM fact GROUP BY item', :stored),
	('count((report).year), which only reads', 'SELECT count((report).year) FROM stored', :stored),
	('coverage(report)', 'SELECT coverage(report) FROM stored', :stored),
	('sum(report) by agency',
		'SELECT (report).agency, sum(report) FROM stored GROUP BY 1', :stored),
	('report_outcomes(report)', 'SELECT count(*) FROM stored, report_outcomes(report)', :stored),
	('report_outcomes(figures)', 'SELECT count(*) FROM stored, report_outcomes(figures)', :stored);

\ir timing.sql
SELECT work, round(m.microseconds::numeric, 2) AS "µs a report",
	round((m.microseconds / reports.microseconds)::numeric, 1) AS "÷ sum(report)",
	round((m.microseconds / figures.microseconds)::numeric, 1) AS "÷ sum(figures)"
FROM work JOIN median m USING (place)
	JOIN median reports ON reports.place = 1 JOIN median figures ON figures.place = 2
ORDER BY work.place;
