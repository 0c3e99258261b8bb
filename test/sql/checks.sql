-- report_checks, report_violations, is_balanced, assert_balanced
SET client_min_messages = warning;

\i test/sql/include/report.sql

CREATE TEMP TABLE example (name text, report disclosure_report);
INSERT INTO example VALUES
	('zero', pg_temp.report(2021)),
	('older', pg_temp.report(2019,
		'applications.received natural_person=3 total=3',
		'applications.other_undivided natural_person=3 total=3',
		'applications.concluded natural_person=3 total=3')),
	('flow', pg_temp.report(2021,
		'applications.received natural_person=12 total=12',
		'applications.carried_in natural_person=3 total=3',
		'applications.granted natural_person=13 total=13',
		'applications.concluded natural_person=13 total=13',
		'applications.carried_out natural_person=1 total=1')),
	('blanks', pg_temp.report(2021,
		'applications.received natural_person=2 total=2 business= other=',
		'applications.denied_state_secret.total=',
		'applications.concluded natural_person=2 total=2',
		'applications.granted natural_person=2 total=2')),
	('open', pg_temp.report(2021,
		'applications.received natural_person= business= total=5',
		'applications.carried_in natural_person= business=')),
	('open and balanced', pg_temp.report(2021,
		'applications.received natural_person= business= total=5',
		'applications.carried_out natural_person= business= total=5')),
	('contradiction', pg_temp.report(2021,
		'applications.received natural_person= total=5',
		'applications.concluded natural_person=3 total=3',
		'applications.granted natural_person=3 total=3')),
	('negative', pg_temp.report(2021, 'disputes.reconsideration upheld=-1 total=-1')),
	('disputes', pg_temp.report(2021,
		'disputes.litigation_direct upheld=2 total=3',
		'disputes.reconsideration.pending=')),
	('large', pg_temp.report(2021,
		'applications.received.natural_person=9223372036854775807',
		'applications.received.business=9223372036854775807',
		'applications.received.total=9223372036854775807'));

SELECT name, is_balanced(report),
	(SELECT count(*) FROM report_checks(report) WHERE rule <> 'domain') AS identities,
	(SELECT count(*) FROM report_checks(report) WHERE verdict) AS hold,
	(SELECT count(*) FROM report_violations(report)) AS violations,
	(SELECT count(*) FROM report_checks(report) WHERE verdict IS NULL) AS open
FROM example;
SELECT name, rule, severity, item, column_name, lhs, rhs, difference
FROM example, report_violations(report);
SELECT expression FROM example, report_violations(report);
SELECT name, expression, verdict
FROM example, report_checks(report)
WHERE verdict IS NULL OR expression LIKE '%？%' AND rule <> 'domain';

-- all checks, in their order
SELECT rule, item, column_name, expression, verdict
FROM example, report_checks(report) WHERE name = 'flow' AND rule <> 'domain';
SELECT (report).form, rule, count(*)
FROM example, report_checks(report) WHERE name IN ('zero', 'older') GROUP BY 1, 2 ORDER BY 1, 2;

-- the form: what the report says, else 2019 if a row has a figure that only this form knows
SELECT (SELECT count(*) FROM report_checks(r) WHERE rule <> 'domain')
FROM (VALUES
	(pg_temp.report(NULL)),
	(pg_temp.report(NULL, 'applications.other_undivided.total=0')),
	(jsonb_populate_record(pg_temp.report(2021), '{"form": 2024}')),
	(pg_temp.report(2019))) v (r);
-- a figure in a row of the other form is still a count
SELECT rule, item, column_name, expression
FROM report_violations(pg_temp.report(2021, 'applications.other_undivided.business=-2'));
-- nothing known
SELECT is_balanced(NULL::disclosure_report), is_balanced('(,,,,,,,,,,)'::disclosure_report),
	is_balanced(jsonb_populate_record(NULL::disclosure_report, '{"applications": {}}'));

-- in a CHECK
CREATE TEMP TABLE accepted (name text, report disclosure_report, CHECK (assert_balanced(report)));
INSERT INTO accepted SELECT *
	FROM example WHERE name IN ('zero', 'older', 'blanks', 'open and balanced');
INSERT INTO accepted SELECT * FROM example WHERE name = 'flow';
INSERT INTO accepted SELECT * FROM example WHERE name = 'negative';
INSERT INTO accepted VALUES ('many', pg_temp.report(2021,
	'applications.received.business=4',
	'applications.granted.other=1',
	'applications.concluded.total=7'));
INSERT INTO accepted SELECT 'nobody', jsonb_populate_record(
	pg_temp.report(2021, 'disputes.reconsideration.upheld=1'), '{"agency": null, "year": null}');
SELECT name, assert_balanced(report) FROM accepted;
DO $$ BEGIN
	PERFORM assert_balanced(report) FROM pg_temp.example WHERE name = 'flow';
EXCEPTION WHEN check_violation THEN
	RAISE WARNING '%', SQLSTATE;
END $$;
