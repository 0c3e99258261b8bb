-- one cell by its names, and two reports beside each other
\i test/sql/include/report.sql

-- figure: a cell of a report or of figures, money too; NULL where there is none
CREATE TEMP TABLE reading AS
SELECT jsonb_populate_record(pg_temp.report(2021, 'applications.granted.total=12',
	'applications.received.business='), '{"proactive": {"fees_amount": 1.50, "licensing_change": 3,
	"regulations_in_force": 9223372036854775807}}') AS report;
SELECT figure(report, 'granted', 'total') AS granted,
	figure(report, 'received', 'business') AS none,
	figure(report, 'fees', 'amount') AS fees, figure(report, 'regulations', 'in_force') AS in_force,
	figure(report, 'reconsideration', 'pending') AS pending,
	figure(report::disclosure_figures, 'granted', 'total') AS of_figures,
	figure(report::disclosure_figures, 'fees', 'amount') AS fees_of_figures
FROM reading;
SELECT count(*), count(*) FILTER (WHERE figure(report, item, column_name) IS DISTINCT FROM value
	OR figure(report::disclosure_figures, item, column_name) IS DISTINCT FROM value) AS differing
FROM reading, report_cells(report);
SELECT figure(report, 'other.undivided', 'total') AS row_of_2019 FROM reading;
-- constant names become strings without a collation, others stay
EXPLAIN (COSTS OFF) SELECT FROM reading WHERE figure(report, 'granted', 'total') > 1;
EXPLAIN (COSTS OFF) SELECT FROM reading WHERE figure(report, (report).title, 'total') > 1;
SELECT figure(report, 'granted'::cstring, 'total'::cstring) = figure(report, 'granted', 'total')
	AS same,
	figure(report::disclosure_figures, 'fees'::cstring, 'amount'::cstring) AS fees_of_figures
FROM reading;
SELECT figure(NULL::disclosure_report, 'granted', 'total') IS NULL AS of_null,
	figure(report, NULL, 'total') IS NULL AS of_no_name FROM reading;
DO $$ BEGIN
	PERFORM figure(report, 'grant', 'total') FROM reading;
EXCEPTION WHEN invalid_parameter_value THEN RAISE INFO '% %', SQLSTATE, SQLERRM; END $$;
SELECT figure(report, 'granted', 'totals') FROM reading;
SELECT figure(report::disclosure_figures, 'Granted', 'total') FROM reading;

-- report_changes: every cell of the form, in the form's order
CREATE TEMP TABLE pair AS SELECT pg_temp.report(2021, 'applications.granted.total=4',
		'applications.denied_state_secret.total=3', 'applications.received.total=',
		'disputes.reconsideration.corrected=-2') AS a,
	jsonb_populate_record(pg_temp.report(2021, 'applications.granted.total=10',
		'applications.denied_state_secret.total=', 'applications.received.total=5',
		'disputes.reconsideration.corrected=1'),
		'{"proactive": {"fees_amount": 0.3, "licensing_change": -7}}') AS b;
SELECT c.* FROM pair, report_changes(a, b) c WHERE previous <> 0 OR current <> 0;
SELECT count(*), count(previous) AS previous, count(current) AS current, count(difference),
	(SELECT count(*) FROM pair, report_cells(b)) AS cells FROM pair, report_changes(a, b);
SELECT count(*) AS differing FROM (
	(SELECT c.* FROM pair, report_changes(a, b) c EXCEPT
		SELECT c.* FROM pair, report_changes(a::disclosure_figures, b::disclosure_figures) c)
	UNION ALL
	(SELECT c.* FROM pair, report_changes(a::disclosure_figures, b::disclosure_figures) c EXCEPT
		SELECT c.* FROM pair, report_changes(a, b) c)) d;
-- what only one of two forms has is shown as well
SELECT section, item, column_name, previous, current FROM report_changes(
	pg_temp.report(2019, 'applications.other_undivided.total=3'), pg_temp.report(2021))
WHERE item LIKE 'other.%' AND column_name = 'total';
SELECT count(*) AS of_null FROM report_changes(NULL::disclosure_report, NULL::disclosure_report);
-- ratios have six places, however large the numbers are, and money is compared with its own
SELECT item, column_name, previous, current, difference, ratio FROM report_changes(
	jsonb_populate_record(pg_temp.report(2021, 'applications.granted.total=3',
		'applications.granted.business=9223372036854775807', 'applications.granted.other=1'),
		'{"proactive": {"fees_amount": 0.3, "procurement_amount": 0}}'),
	jsonb_populate_record(pg_temp.report(2021, 'applications.granted.total=2',
		'applications.granted.business=-9223372036854775808',
		'applications.granted.other=9223372036854775807'),
		'{"proactive": {"fees_amount": 1, "procurement_amount": 2.50}}'))
WHERE previous <> 0 OR current <> 0;

-- year_changes: the totals and section 2, with labels and jumps
SELECT c.* FROM pair, year_changes(a::disclosure_figures, b::disclosure_figures) c
WHERE previous <> 0 OR current <> 0 OR item = 'received';
-- what a year hands on to the next, and all cells in a row: as figure gives them, over random
-- reports with cells that are missing, and as large as can be
CREATE TEMP TABLE made AS
SELECT n, (SELECT jsonb_populate_record(NULL::disclosure_report, jsonb_object_agg(key, value))
	FROM (SELECT 'form' AS key, to_jsonb(2021) AS value
		UNION ALL
		SELECT part, jsonb_object_agg(item, value) FROM (
			SELECT part, item, CASE WHEN part = 'proactive' THEN min(value::text)::jsonb
				ELSE jsonb_object_agg(column_name, value) END AS value
			FROM (SELECT split_part(path, '.', 1) AS part, split_part(path, '.', 2) AS item,
					column_name, CASE hashtextextended(path, n) & 7 WHEN 0 THEN 'null'
						WHEN 1 THEN to_jsonb(9223372036854775807)
						ELSE to_jsonb(hashtextextended(path, n) & 63) END AS value
				FROM cell_dictionary()) c
			GROUP BY part, item) p
		GROUP BY part) r)::disclosure_figures AS f
FROM generate_series(1, 200) n;
SELECT count(*), count(difference) > 500 AS differ, count(*) FILTER (WHERE (c.carried_out_before,
	c.carried_in, c.difference) IS DISTINCT FROM (figure(b.f, 'carried_out', c.column_name)::bigint,
	figure(r.f, 'carried_in', c.column_name)::bigint, figure(r.f, 'carried_in', c.column_name)
		- figure(b.f, 'carried_out', c.column_name))) AS wrong
FROM made r JOIN made b ON b.n + 1 = r.n, year_carryover(b.f, r.f) c;
SELECT count(*), count(difference) > 100 AS differ, count(*) FILTER (WHERE (s.in_force_before,
	s.issued, s.repealed, s.in_force, s.difference) IS DISTINCT FROM (
	figure(b.f, s.item, 'in_force')::bigint, figure(r.f, s.item, 'issued')::bigint,
	figure(r.f, s.item, 'repealed')::bigint, figure(r.f, s.item, 'in_force')::bigint,
	figure(r.f, s.item, 'in_force') - (figure(b.f, s.item, 'in_force')
		+ figure(r.f, s.item, 'issued') - figure(r.f, s.item, 'repealed')))) AS wrong
FROM made r JOIN made b ON b.n + 1 = r.n, year_stock(b.f, r.f) s;
SELECT string_agg(format('%I %s', flat_name(path), CASE column_name WHEN 'amount' THEN 'numeric'
	ELSE 'bigint' END), ', ' ORDER BY place) AS columns
FROM cell_dictionary() WITH ORDINALITY c (section, number, item, column_name, path, label, english,
	place) \gset
SELECT count(*) > 30000 AS many, count(*) FILTER (WHERE (to_jsonb(v) ->> flat_name(d.path))::numeric
	IS DISTINCT FROM figure(f, d.item, d.column_name)) AS wrong
FROM made, cell_values(f) v (:columns), cell_dictionary() d;
SELECT * FROM made, cell_values(f) v (a bigint);
SELECT cell_values(f) FROM made;

-- peers: what the array does not hold is no place
SELECT peer_rates(a::disclosure_figures) FROM pair;
SELECT count(*) FROM pair, peer_positions(a::disclosure_figures,
	(SELECT peer_rates(a::disclosure_figures) FROM pair));
SELECT peer_positions(a::disclosure_figures, '{1, 2, 3}') FROM pair;
SELECT peer_positions(a::disclosure_figures, '{NaN}') FROM pair;
SELECT peer_positions(a::disclosure_figures, '{{1}}') FROM pair;
SELECT peer_rates(NULL);
SELECT m.metric, m.rate, p.peers, p.rank, p.p10, p.p50 FROM (
	SELECT (pg_temp.report(2021, 'applications.granted.total=' || n,
		'applications.concluded.total=20'))::disclosure_figures AS figures
	FROM unnest(ARRAY[5, 12, 12, 20]) n) r,
	(SELECT peer_rates(f) FROM (SELECT (pg_temp.report(2021, 'applications.granted.total=' || n,
		'applications.concluded.total=20'))::disclosure_figures
		FROM unnest(ARRAY[5, 12, 12, 20]) n) f (f)) g (rates),
	peer_positions(r.figures, g.rates) p JOIN report_metrics(r.figures) m USING (metric, rate)
WHERE metric = 'granted_of_concluded' ORDER BY rank;
