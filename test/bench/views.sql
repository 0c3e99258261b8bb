-- Times the views of a registry that holds the table "stored": microseconds a report, the medians
-- of five runs.
SET max_parallel_workers_per_gather = 0;
SET jit = off;
CALL create_registry('city');

-- as if each report had come and been accepted; a hundred agencies are known to have a parent
ALTER TABLE city.report DROP CONSTRAINT report_filing_id_fkey, DROP CONSTRAINT balanced;
INSERT INTO city.report (filing_id, agency, year, report)
	-- as parse_report gives them: not compressed yet
	SELECT row_number() OVER (), (report).agency, (report).year,
		jsonb_populate_record(report, '{}')
	FROM stored;
INSERT INTO city.agency (name, parent)
	SELECT 'agency ' || n, 'agency ' || n / 10 FROM generate_series(100, 199) n;
DROP TABLE stored;
VACUUM ANALYZE city.report, city.agency;

-- the sums in SQL take long
CREATE TABLE sample AS
SELECT year, agency, report FROM city.report TABLESAMPLE system (5) REPEATABLE (1);
VACUUM ANALYZE sample;

\ir paths.sql
-- the sums and counts by year of every cell of a section, or of all
CREATE FUNCTION pg_temp.sums(asked text) RETURNS text LANGUAGE sql AS $$
	SELECT format('SELECT year, %s FROM sample GROUP BY year',
		string_agg(format('sum(%s), count(%1$s)', path), ', '))
	FROM cell_path WHERE asked IN (section, 'all')
$$;

SELECT count(*) AS stored, (SELECT count(*) FROM sample) AS sample,
	(SELECT count(*) FROM fact) AS facts FROM city.report \gset
SELECT :stored AS reports, :facts AS facts,
	pg_size_pretty(pg_table_size('city.report')) AS "reports' size",
	pg_size_pretty(pg_table_size('fact')) AS "facts' size";

CREATE TABLE work (place serial, work text, query text, reports bigint, beside int);
INSERT INTO work (work, query, reports, beside) VALUES
	('outcomes_by_category', 'SELECT * FROM city.outcomes_by_category', :stored, 1),
	('the same sums and counts in SQL', pg_temp.sums('applications'), :sample, 1),
	('the same over the fact table', 'SELECT year, category, applicant, n, known FROM (
		SELECT year, category,
			sum(natural_person) AS n1, count(natural_person) AS k1,
			sum(business) AS n2, count(business) AS k2,
			sum(research) AS n3, count(research) AS k3,
			sum(public_interest) AS n4, count(public_interest) AS k4,
			sum(legal_service) AS n5, count(legal_service) AS k5,
			sum(other) AS n6, count(other) AS k6
		FROM fact
		WHERE category IS NOT NULL
			AND agency NOT IN (SELECT agency FROM city.consolidating_agency)
		GROUP BY year, category) f,
		LATERAL (VALUES (''natural_person'', n1, k1), (''business'', n2, k2),
			(''research'', n3, k3), (''public_interest'', n4, k4),
			(''legal_service'', n5, k5), (''other'', n6, k6)) a (applicant, n, known)',
		:stored, 1),
	('the same, no agency left out', 'SELECT year, category,
			sum(natural_person), count(natural_person), sum(business), count(business),
			sum(research), count(research), sum(public_interest), count(public_interest),
			sum(legal_service), count(legal_service), sum(other), count(other)
		FROM fact WHERE category IS NOT NULL GROUP BY year, category', :stored, 1),
	('consolidated', 'SELECT * FROM city.consolidated', :stored, 5),
	('the same sums and counts in SQL', pg_temp.sums('all'), :sample, 5),
	('section 3 of it over the fact table', 'SELECT year, item,
			sum(natural_person), count(natural_person), sum(business), count(business),
			sum(research), count(research), sum(public_interest), count(public_interest),
			sum(legal_service), count(legal_service), sum(other), count(other),
			sum(total), count(total)
		FROM fact
		WHERE agency NOT IN (SELECT agency FROM city.consolidating_agency)
		GROUP BY year, item', :stored, 5),
	('outcomes_by_year', 'SELECT * FROM city.outcomes_by_year', :stored, 8),
	('the same over the fact table', 'SELECT year, category, sum(total), count(total) FROM fact
		WHERE category IS NOT NULL
			AND agency NOT IN (SELECT agency FROM city.consolidating_agency)
		GROUP BY year, category', :stored, 8),
	('outcome, counted', 'SELECT count(*), sum(total) FROM city.outcome', :stored, 10),
	('agency_metrics, counted', 'SELECT count(*), sum(rate) FROM city.agency_metrics', :stored, 11);

\ir timing.sql
SELECT work, round(m.microseconds::numeric, 2) AS "µs a report",
	round((m.microseconds / b.microseconds)::numeric, 1) AS "÷ the view"
FROM work JOIN median m ON m.place = work.place JOIN median b ON b.place = beside
ORDER BY work.place;
