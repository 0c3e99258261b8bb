-- Times sums over the table "stored": microseconds a report, the medians of five runs.
SET max_parallel_workers_per_gather = 0;
SET jit = off;

-- the sums in SQL take long
CREATE TABLE sample AS SELECT report, figures FROM stored TABLESAMPLE system (5) REPEATABLE (1);
VACUUM ANALYZE sample;

-- the sum of every cell of every section, as SQL would have it
CREATE FUNCTION pg_temp.sums_of_cells() RETURNS text LANGUAGE sql AS $$
	SELECT 'SELECT ' || string_agg(format('sum((report).%I.%s)', section.attname,
		CASE WHEN cell.attname IS NULL THEN quote_ident(line.attname) ELSE format('%I.%I', line.attname, cell.attname) END), ', ') || ' FROM sample'
	FROM pg_attribute section JOIN pg_type s ON s.oid = section.atttypid JOIN pg_attribute line ON line.attrelid = s.typrelid AND line.attnum > 0
		JOIN pg_type l ON l.oid = line.atttypid LEFT JOIN pg_attribute cell ON cell.attrelid = l.typrelid AND l.typrelid <> 0 AND cell.attnum > 0
	WHERE section.attrelid = 'disclosure_report'::regclass
$$;

SELECT count(*) AS stored, (SELECT count(*) FROM sample) AS sample, (SELECT count(*) FROM fact) AS facts FROM stored \gset
SELECT :stored AS reports, round(avg(pg_column_size(report))) AS "bytes stored", round(avg(pg_column_size(figures))) AS "bytes of figures" FROM sample;

CREATE TABLE work (place serial, work text, query text, reports bigint);
INSERT INTO work (work, query, reports) VALUES
	('sum(report)', 'SELECT sum(report) FROM stored', :stored),
	('sum(figures)', 'SELECT sum(figures) FROM stored', :stored),
	('each cell summed up in SQL', pg_temp.sums_of_cells(), :sample),
	('a fact table, grouped by item', 'SELECT item, sum(natural_person), sum(business), sum(research), sum(public_interest), sum(legal_service), sum(other), sum(total)
		FROM fact GROUP BY item', :stored),
	('count((report).year), which only reads', 'SELECT count((report).year) FROM stored', :stored),
	('coverage(report)', 'SELECT coverage(report) FROM stored', :stored),
	('sum(report) by agency', 'SELECT (report).agency, sum(report) FROM stored GROUP BY 1', :stored),
	('report_outcomes(report)', 'SELECT count(*) FROM stored, report_outcomes(report)', :stored),
	('report_outcomes(figures)', 'SELECT count(*) FROM stored, report_outcomes(figures)', :stored);

\ir timing.sql
SELECT work, round(microseconds::numeric, 2) AS "µs a report",
	round((microseconds / (SELECT microseconds FROM median WHERE place = 1))::numeric, 1) AS "÷ sum(report)",
	round((microseconds / (SELECT microseconds FROM median WHERE place = 2))::numeric, 1) AS "÷ sum(figures)"
FROM work JOIN median USING (place) ORDER BY place;
