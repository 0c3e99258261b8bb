-- sum, coverage, + and -
SET client_min_messages = warning;

\i test/sql/include/cells.sql

-- what has a value
CREATE FUNCTION pg_temp.shown(anyelement) RETURNS jsonb LANGUAGE sql AS $$
	SELECT regexp_replace(
		regexp_replace(jsonb_strip_nulls(to_jsonb($1))::text, '"\w+": \{\}(, )?', '', 'g'),
		', \}', '}', 'g')::jsonb
$$;

CREATE TEMP TABLE example (id int, report disclosure_report);
INSERT INTO example VALUES
	(1, pg_temp.cells(2023, 2021,
		'applications.granted total=3 business=1',
		'disputes.reconsideration.upheld=2',
		'proactive.fees_amount=10.50',
		'proactive.licensing_decisions=7')),
	(2, pg_temp.cells(2023, 2021,
		'applications.granted.total=4',
		'proactive.fees_amount=0.125',
		'proactive.licensing_decisions=null')),
	(3, pg_temp.cells(2023, 2021, 'applications=null',
		'disputes.reconsideration=null',
		'disputes.litigation_direct.total=5')),
	(4, NULL),
	(5, pg_temp.cells(2019, 2019,
		'applications.other_undivided.total=6',
		'proactive.licensing_change=-9',
		'proactive.procurement_amount=1234567.89',
		'applications.granted.total=10')),
	(6, pg_temp.cells(2023, 2021,
		'applications.other_unspecified.total=1',
		'applications.granted.total=0'));

SELECT pg_temp.shown(sum(report)) FROM example;
SELECT pg_temp.shown(sum(report)) FROM example WHERE id < 5;
SELECT path, value
FROM (SELECT pg_temp.shown(coverage(report)) AS c FROM example) s, LATERAL (VALUES
	('granted.total', c #> '{applications,granted,total}'),
	('granted.business', c #> '{applications,granted,business}'),
	('granted.research', c #> '{applications,granted,research}'),
	('fees_amount', c #> '{proactive,fees_amount}'),
	('procurement_amount', c #> '{proactive,procurement_amount}'),
	('licensing_decisions', c #> '{proactive,licensing_decisions}'),
	('reconsideration.upheld', c #> '{disputes,reconsideration,upheld}'),
	('year', c #> '{year}'), ('form', c #> '{form}')) v (path, value);
-- of parts
SELECT sum((report).proactive) FROM example;
SELECT pg_temp.shown(sum((report).applications)), pg_temp.shown(sum((report).disputes))
FROM example;
SELECT sum((report).applications.granted), coverage((report).applications.granted),
	sum((report).disputes.reconsideration),
	coverage((report).disputes.reconsideration), coverage((report).disputes) FROM example;
-- a sum has the shape of what parse_report gives: every section and row is there
SELECT (SELECT sum(x) FROM (SELECT r AS x) one) = jsonb_populate_record(r, '{"title": null,
	"agency": null, "overview": null, "problems": null, "other_matters": null}')
FROM parse_report(E'临川市教育局2024年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n' ||
	E'（一）予以公开\t1\t2\t3\t0\t0\t0\t6') r;

-- nothing to add up
SELECT sum(report) IS NULL AS sum, coverage(report) IS NULL AS coverage FROM example WHERE false;
SELECT sum(report) IS NULL AS sum, (coverage(report)).applications.granted
FROM example WHERE report IS NULL AND id = 4;
SELECT sum((report).proactive) IS NULL AS sum, (coverage((report).proactive)).fees_amount
FROM example WHERE id = 4;
SELECT id, (sum(report) FILTER (WHERE (report).form = 2021)).applications.granted.total,
	(coverage(report)).applications.granted.total
FROM example GROUP BY id ORDER BY id;

-- amounts that are no finite number; years that differ by twos
SELECT (sum(p)).fees_amount
FROM unnest(ARRAY[
	jsonb_populate_record(NULL::proactive_disclosure, '{"fees_amount": "NaN"}'),
	jsonb_populate_record(NULL::proactive_disclosure, '{"fees_amount": 1}')]) p;
SELECT (sum(pg_temp.cells(year, NULL))).year AS year, count(*)
FROM (VALUES (1, 2023), (1, 2024), (1, 2025), (2, 2024), (2, 2024), (3, 2024), (3, NULL),
	(4, 2147483647), (4, 2147483647), (4, 2147483647), (5, -2147483648), (5, 2147483647)
	) v (g, year)
GROUP BY g ORDER BY g;

-- frames of windows: what leaves the frame is taken off, and the result is that of a sum anew
CREATE TEMP TABLE series AS
SELECT i AS id, i % 7 AS grp,
	CASE WHEN i % 11 > 0 THEN pg_temp.cells(2019 + i / 20, CASE WHEN i < 70 THEN 2021 END,
		'applications.granted.total=' || CASE WHEN i % 3 > 0 THEN i::text ELSE 'null' END,
		'applications.received.business=' || CASE i WHEN 30 THEN '5' ELSE 'null' END,
		'proactive.fees_amount=' || CASE i % 5 WHEN 0 THEN 'null' ELSE fees::text END,
		'proactive.procurement_amount=' || CASE i WHEN 12 THEN '1.00001' ELSE '2.5' END,
		'disputes.litigation_direct.pending=' || i * i) END AS report
FROM generate_series(1, 100) i, round(i / 8.0, 4) fees;
SELECT count(*), count(*) FILTER (WHERE moving IS DISTINCT FROM anew) AS wrong,
	count(*) FILTER (WHERE moving_coverage IS DISTINCT FROM anew_coverage) AS wrong_coverage
FROM (SELECT sum(report) OVER w AS moving, coverage(report) OVER w AS moving_coverage,
		anew, anew_coverage
	FROM series o, LATERAL (SELECT sum(report), coverage(report)
		FROM series i WHERE i.id BETWEEN o.id - 3 AND o.id + 1) a (anew, anew_coverage)
	WINDOW w AS (ORDER BY id ROWS BETWEEN 3 PRECEDING AND 1 FOLLOWING)) s;
SELECT count(*), count(*) FILTER (WHERE moving IS DISTINCT FROM anew) AS wrong,
	count(*) FILTER (WHERE part IS DISTINCT FROM (anew).applications) AS wrong_part,
	count(*) FILTER (WHERE line IS DISTINCT FROM (anew).disputes.litigation_direct) AS wrong_row,
	count(anew) FILTER (WHERE (anew).year > 0) AS with_year
FROM (SELECT sum(report) OVER w AS moving, sum((report).applications) OVER w AS part,
		sum((report).disputes.litigation_direct) OVER w AS line,
		(SELECT sum(report) FROM series i WHERE i.id BETWEEN o.id + 2 AND o.id + 4) AS anew
	FROM series o WINDOW w AS (ORDER BY id ROWS BETWEEN 2 FOLLOWING AND 4 FOLLOWING)) s;

-- groups, hashed and sorted, and grouping sets
SET enable_sort = off;
CREATE TEMP TABLE hashed AS SELECT grp, sum(report), coverage(report) FROM series GROUP BY grp;
RESET enable_sort;
SET enable_hashagg = off;
SELECT count(*), count(*) FILTER (WHERE s.sum = h.sum AND s.coverage = h.coverage) AS same
FROM (SELECT grp, sum(report), coverage(report) FROM series GROUP BY grp) s
JOIN hashed h USING (grp);
RESET enable_hashagg;
SELECT grp, (sum(report)).disputes.litigation_direct.pending, (sum(report)).proactive.fees_amount,
	(sum(report)).proactive.procurement_amount
FROM series GROUP BY ROLLUP (grp) ORDER BY grp;

-- in parallel
CREATE TABLE parallel_reports AS SELECT * FROM series, generate_series(1, 20) copy;
ALTER TABLE parallel_reports SET (parallel_workers = 2);
CREATE VIEW parallel_sums AS
SELECT sum(report), coverage(report), sum((report).proactive) AS part,
	sum((report).disputes.litigation_direct) AS line
FROM parallel_reports;
CREATE TEMP TABLE serial AS SELECT * FROM parallel_sums;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
EXPLAIN (COSTS OFF) SELECT sum(report), coverage(report) FROM parallel_reports;
SELECT p.sum = s.sum AS sum, p.coverage = s.coverage AS coverage, p.part = s.part AS part,
	p.line = s.line AS line
FROM serial s, parallel_sums p;
-- workers without any row, without any report, and without any amount
SELECT sum(report) IS NULL AS sum, coverage(report) IS NULL AS coverage
FROM parallel_reports WHERE id < 0;
SELECT sum(report) IS NULL AS sum, (coverage(report)).disputes.litigation_direct.pending
FROM parallel_reports WHERE id = 11;
SELECT (sum(report)).disputes.litigation_direct.pending, (sum(report)).proactive.fees_amount,
	(coverage(report)).proactive.fees_amount AS coverage
FROM parallel_reports WHERE id = 15;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
DROP VIEW parallel_sums;
DROP TABLE parallel_reports;

-- only a result must fit
CREATE TEMP TABLE large AS
SELECT i AS id,
	jsonb_populate_record(NULL::applicant_counts, jsonb_build_object('total', c)) AS counts
FROM (VALUES (1, 9223372036854775807), (2, 1), (3, -2),
	(4, -9223372036854775808), (5, -9223372036854775808)) v (i, c);
SELECT sum(counts) FROM large WHERE id < 4;
SELECT id, sum(counts) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING)
FROM large WHERE id < 4;
SELECT sum(counts) FROM large WHERE id < 3;
SELECT sum(jsonb_populate_record(NULL::disclosure_report, jsonb_build_object('applications',
	jsonb_build_object('denied_state_secret', to_jsonb(counts)))))
FROM large WHERE id > 3;
SELECT a.counts + b.counts FROM large a, large b WHERE a.id = 1 AND b.id = 2;
SELECT b.counts - a.counts FROM large a, large b WHERE a.id = 1 AND b.id = 3;
DO $$ BEGIN
	PERFORM sum(counts) FROM pg_temp.large WHERE id > 3;
EXCEPTION WHEN numeric_value_out_of_range THEN
	RAISE WARNING '%', SQLSTATE;
END $$;

-- + and -
SELECT pg_temp.shown(a.report + b.report) AS plus, pg_temp.shown(a.report - b.report) AS minus
FROM example a, example b WHERE a.id = 1 AND b.id = 2;
SELECT pg_temp.shown(a.report + b.report) AS plus, pg_temp.shown(a.report - b.report) AS minus
FROM example a, example b WHERE a.id = 1 AND b.id = 5;
SELECT a.report + b.report IS NULL AS plus, b.report - a.report IS NULL AS minus
FROM example a, example b WHERE a.id = 1 AND b.id = 4;
SELECT bool_and(a.report + b.report = b.report + a.report) AS commutes,
	bool_and((a.report - b.report) + b.report = (a.report + b.report) - b.report) AS undoes
FROM example a, example b WHERE a.id <> 4 AND b.id <> 4;
SELECT (a.report).applications.granted - (b.report).applications.granted AS line,
	pg_temp.shown((a.report).disputes + (a.report).disputes) AS disputes,
	(a.report).proactive - (b.report).proactive AS proactive,
	pg_temp.shown((a.report).applications + (b.report).applications) AS applications,
	(a.report).disputes.reconsideration + (a.report).disputes.reconsideration AS dispute
FROM example a, example b WHERE a.id = 1 AND b.id = 2;
SELECT oprname, count(*),
	bool_and(CASE WHEN oprname = '+' THEN oprcom = o.oid ELSE oprcom = 0 END) AS commutator
FROM pg_operator o JOIN pg_type t ON t.oid = oprleft
WHERE oprname IN ('+', '-') AND typname IN ('disclosure_report', 'proactive_disclosure',
	'application_outcomes', 'dispute_outcomes', 'applicant_counts', 'dispute_counts')
GROUP BY 1 ORDER BY 1;

-- values from before their types gained attributes
BEGIN;
CREATE TEMP TABLE before AS
SELECT sum(report), coverage(report),
	(SELECT a.report + b.report FROM example a, example b WHERE a.id = 1 AND b.id = 2) AS plus
FROM example;
ALTER TYPE applicant_counts ADD ATTRIBUTE extra bigint;
ALTER TYPE application_outcomes ADD ATTRIBUTE extra applicant_counts;
ALTER TYPE proactive_disclosure ADD ATTRIBUTE extra text;
ALTER TYPE disclosure_report ADD ATTRIBUTE extra text;
INSERT INTO example SELECT 10, jsonb_populate_record(report, '{"applications":
		{"extra": {"extra": 3}, "granted": {"extra": 3, "total": 100}}, "extra": "x"}')
	FROM example WHERE id = 1;
SELECT pg_temp.shown(sum(report)) = pg_temp.shown((SELECT sum FROM before)) AS sum,
	pg_temp.shown(coverage(report)) = pg_temp.shown((SELECT coverage FROM before)) AS coverage
FROM example WHERE id < 10;
SELECT pg_temp.shown(a.report + b.report) = pg_temp.shown((SELECT plus FROM before)) AS plus
FROM example a, example b WHERE a.id = 1 AND b.id = 2;
SELECT (sum(report)).applications.granted, pg_temp.shown(sum(report)) -> 'disputes' AS disputes
FROM example;
ROLLBACK;
