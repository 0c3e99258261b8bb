-- suggest_repairs: what a clerk should look at
SET client_min_messages = warning;
\i test/sql/include/report.sql

-- 13 applications of natural persons, 20 of businesses, in every row that they pass
CREATE FUNCTION pg_temp.busy(VARIADIC cells text[] DEFAULT '{}') RETURNS disclosure_report
LANGUAGE sql AS $$
	SELECT pg_temp.report(2021, VARIADIC ARRAY[
		'applications.received natural_person=11 business=20 total=31',
		'applications.carried_in natural_person=2 total=2',
		'applications.granted natural_person=13 business=18 total=31',
		'applications.unavailable_not_held business=1 total=1',
		'applications.concluded natural_person=13 business=19 total=32',
		'applications.carried_out business=1 total=1',
		'disputes.reconsideration upheld=12 pending=3 total=15'] || cells)
$$;

-- nothing to repair: balanced, or open
SELECT is_balanced(pg_temp.busy()),
	(SELECT count(*) FROM suggest_repairs(pg_temp.busy())) AS balanced,
	(SELECT count(*) FROM suggest_repairs(pg_temp.busy(
		'applications.granted business= natural_person='))) AS open;

CREATE TEMP TABLE slip (name text, report disclosure_report);
INSERT INTO slip VALUES
	('transposition', pg_temp.busy('applications.granted.natural_person=31')),
	('lost digit', pg_temp.busy('applications.received.business=2')),
	('extra digit', pg_temp.busy('applications.concluded.total=322')),
	('digit', pg_temp.busy('applications.granted.total=37')),
	('sign', pg_temp.busy('applications.unavailable_not_held.total=-1')),
	('one in a total', pg_temp.busy('applications.carried_out.total=2')),
	('swap', pg_temp.busy('applications.granted natural_person=18 business=13')),
	('swap below', pg_temp.busy(
		'applications.granted.business=1',
		'applications.unavailable_not_held.business=18')),
	('split digits', pg_temp.busy('applications.received business=2 research=0 total=0')),
	('joined digits', pg_temp.busy(
		'applications.received natural_person=1120 business=0 other=31 total=0')),
	('shift', pg_temp.busy(
		'applications.concluded natural_person=0 business=13 research=19 total=0')),
	('two cells', pg_temp.busy(
		'applications.granted.business=15',
		'applications.carried_in.research=4')),
	('section 4', pg_temp.busy('disputes.reconsideration.total=51')),
	('with blanks', pg_temp.busy(
		'applications.received research= other=',
		'applications.granted.other=',
		'applications.received.natural_person=71')),
	('section 2', jsonb_populate_record(pg_temp.busy(),
		'{"proactive": {"licensing_decisions": -12}}')),
	('too many', pg_temp.busy(
		'applications.granted.natural_person=50',
		'applications.carried_in.other=7',
		'applications.concluded.research=9',
		'disputes.litigation_direct.total=4'));

SELECT name, count(*) AS suggestions, bool_and(is_balanced(repaired)) AS balanced
FROM slip, suggest_repairs(report) GROUP BY name ORDER BY name;
SELECT name, rank, kind, explanation
FROM slip, suggest_repairs(report) WHERE rank <= 2 ORDER BY name, rank;
SELECT rank, explanation FROM slip, suggest_repairs(report) WHERE name = 'section 4' ORDER BY rank;

-- for programs
SELECT changes, repaired = pg_temp.busy() AS as_it_was
FROM slip, suggest_repairs(report)
WHERE name IN ('transposition', 'shift', 'section 2') AND rank = 1;
SELECT (repaired).agency, (repaired).proactive.licensing_decisions
FROM slip, suggest_repairs(report) WHERE name = 'section 2';
SELECT suggest_repairs(NULL);

-- a form that says nothing but one wrong total, and figures as large as they can be
SELECT rank, kind, changes FROM suggest_repairs(jsonb_populate_record(NULL::disclosure_report,
	'{"disputes": {"reconsideration": {"upheld": 9223372036854775807,
	"corrected": 9223372036854775807, "total": 4}}}')) ORDER BY rank;
