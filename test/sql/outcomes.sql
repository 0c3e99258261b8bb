-- report_outcomes
SET client_min_messages = warning;

\i test/sql/include/report.sql
\i test/sql/include/cells.sql

CREATE TEMP TABLE example (id int, report disclosure_report);
INSERT INTO example VALUES
	(1, pg_temp.cells(2023, 2021,
		'applications.granted total=3 business=1',
		'disputes.reconsideration.upheld=2')),
	(2, pg_temp.cells(2023, 2021, 'applications=null')),
	(3, NULL),
	(4, pg_temp.cells(2019, 2019,
		'applications.other_undivided.total=6',
		'applications.granted.total=10',
		'applications.concluded.total=16'));

SELECT category, item, label FROM example, report_outcomes(report) WHERE id = 1;
SELECT category, item, label, total
FROM example, report_outcomes(report) WHERE id = 4 AND (total > 0 OR category = 'other');
SELECT id, count(*), sum(total), count(*) - count(total) AS blank
FROM example, report_outcomes(report) GROUP BY id ORDER BY id;
-- figures in rows of the other form are not lost; without a form the rows that have figures tell it
SELECT form, item, label, total FROM (VALUES (2021), (2019), (NULL)) v (form),
	report_outcomes(pg_temp.cells(2024, form,
		'applications.other_undivided.total=2',
		'applications.other_fee_overdue.total=1')) WHERE category = 'other';
SELECT (SELECT count(*) FROM report_outcomes(pg_temp.cells(2024, NULL))) AS nothing,
	(SELECT count(*) FROM report_outcomes(NULL)) AS no_report;
-- the results add up to what the report states, row 3.7
SELECT file, sum(o.total), min((report).applications.concluded.total) AS concluded,
	sum(o.natural_person) = min((report).applications.concluded.natural_person) AS natural_person
FROM (VALUES
		('zero', pg_temp.report(2021)),
		('2019', pg_temp.report(2019,
			'applications.other_undivided natural_person=3 total=3',
			'applications.granted total=5 natural_person=5',
			'applications.concluded natural_person=8 total=8'))) r (file, report),
	report_outcomes(report) o
GROUP BY file ORDER BY file;
SELECT (report_outcomes(report)).item FROM example WHERE id = 4 LIMIT 2;

-- a type that has gained attributes
BEGIN;
ALTER TYPE applicant_counts ADD ATTRIBUTE extra bigint;
ALTER TYPE application_outcomes ADD ATTRIBUTE extra applicant_counts;
SELECT item, total FROM report_outcomes(pg_temp.cells(2021, 2021,
	'applications.extra.extra=3',
	'applications.granted extra=3 total=100')) WHERE total > 0;
SELECT item, total FROM example, report_outcomes(report) WHERE id = 4 AND total > 0;
ROLLBACK;
