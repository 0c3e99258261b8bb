-- disclosure_figures: the figures of a report without its words
SET client_min_messages = warning;

\i test/sql/include/cells.sql

CREATE TEMP TABLE example (id int, report disclosure_report);
INSERT INTO example VALUES
	(1, pg_temp.cells(2023, 2021,
		'applications.granted.total=3', 'applications.granted.business=-1',
		'disputes.reconsideration.upheld=0', 'proactive.fees_amount=10.50',
		'proactive.licensing_decisions=127', 'proactive.penalty_decisions=128')),
	(2, pg_temp.cells(2019, 2019, 'applications.other_undivided.total=6',
		'proactive.licensing_change=-9', 'proactive.procurement_amount=1234567.891')),
	(3, pg_temp.cells(2023, NULL, 'applications.received.total=9223372036854775807',
		'applications.received.other=-9223372036854775808',
		'applications.granted.total=64', 'applications.granted.other=-65',
		'disputes.litigation_after_reconsideration.total=1')),
	(4, NULL),
	(5, pg_temp.cells(NULL, NULL)),
	(6, parse_report(E'临川市教育局2024年政府信息公开工作年度报告\n' ||
		E'三、收到和处理政府信息公开申请情况\n（一）予以公开\t1\t2\t3\t0\t0\t0\t6'));
CREATE TABLE packed AS SELECT id, report::disclosure_figures AS figures FROM example;

-- there and back: all but the words, and sections and rows that were NULL as a whole
CREATE FUNCTION pg_temp.figures_of(disclosure_report) RETURNS text LANGUAGE sql AS $$
	SELECT concat_ws(' ', $1.year, $1.form,
		string_agg(item || '.' || column_name || '=' || value, ' '))
	FROM report_cells($1) WHERE value IS NOT NULL
$$;
SELECT id, pg_temp.figures_of(figures),
	pg_temp.figures_of(figures) = pg_temp.figures_of(report) AS same
FROM example JOIN packed USING (id) WHERE id <> 4 ORDER BY id;
SELECT id, (figures::disclosure_report).title, (figures::disclosure_report).overview,
	figures::disclosure_report IS NULL AS is_null FROM packed ORDER BY id;
SELECT max(pg_column_size(figures)) FROM packed;

-- as text it is short; that of a report, which earlier versions wrote, is read as well, and the
-- words of one that is given are left out
SELECT id, figures::text::disclosure_figures = figures AS same,
	figures::disclosure_report::text::disclosure_figures = figures AS same_as_report,
	octet_length(figures::text) AS bytes,
	octet_length(figures::disclosure_report::text) AS bytes_of_report
FROM packed ORDER BY id;
SELECT figures::text FROM packed WHERE id = 2;
SELECT report::text::disclosure_figures = figures AS same
FROM example JOIN packed USING (id) WHERE id = 1;
-- written by hand: spaces, quotes, backslashes and what they hide are those of a composite value
SELECT pg_temp.figures_of(v::disclosure_figures) FROM (VALUES
	(' ( "t,)""\"",a,2023,2021,2019,,"(1, 2 ,""3"",,,,,,,,,,,,,,,,,,,,,,1.50,,,,)",' ||
		'"(,,"" ( 4,,,,,,\\"5\\" ) ""' || repeat(',', 23) || ')","(,,""(,,,,6)"")",,) '),
	('(,,,,,,,,,,)'), ('("",\\,2019,,,"""",,,,,)')) literal (v);
-- over the wire
\copy (SELECT id, figures FROM packed) TO 'test/results/figures.bin' WITH (FORMAT binary)
CREATE TEMP TABLE copied (LIKE packed);
\copy copied FROM 'test/results/figures.bin' WITH (FORMAT binary)
SELECT count(*), bool_and(c.figures IS NOT DISTINCT FROM p.figures) AS same
FROM copied c JOIN packed p USING (id);
SELECT id, length(disclosure_figures_send(figures)) FROM packed ORDER BY id;
-- what is no such text says what is wrong with it
SELECT 'words'::disclosure_figures;
SELECT 'no words'::disclosure_figures;
SELECT ''::disclosure_figures;
SELECT 'AgAAAAAA'::disclosure_figures;
SELECT '(1,2)'::disclosure_figures;
SELECT '(,,,,,,,,,,'::disclosure_figures;
SELECT '(,,,,,,,,,"'::disclosure_figures;
SELECT '(,,,,,,,,,,\'::disclosure_figures;
SELECT '(,,,,,,,,,,) x'::disclosure_figures;
SELECT '(,,,,,,,,,,,)'::disclosure_figures;
SELECT '(,,,,,,,,"(,)",,)'::disclosure_figures;
SELECT '(,,,,,,,,"(,,,)",,)'::disclosure_figures;
SELECT '(,,,,,,,,"(,,""(,,,)"")",,)'::disclosure_figures;
SELECT '(,,,,,,,,"(,,""(,,,,1.5)"")",,)'::disclosure_figures;
SELECT '(,,year,,,,,,,)'::disclosure_figures;

-- any text is read as that of a report is, or refused as that is
CREATE FUNCTION pg_temp.read_as(type text, literal text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	figures disclosure_figures;
BEGIN
	EXECUTE format('SELECT $1::%s::disclosure_figures', type) INTO figures USING literal;
	RETURN figures;
EXCEPTION WHEN invalid_text_representation OR numeric_value_out_of_range THEN
	RETURN SQLSTATE;
END $$;
SELECT setseed(0.5);
CREATE TEMP TABLE damaged AS
SELECT left(literal, place) || inserted || substr(literal, place + skipped) AS literal
FROM packed, CAST(figures::disclosure_report AS text) literal, generate_series(1, 600) n,
	LATERAL (SELECT
	floor(random() * length(literal))::int AS place, floor(random() * 3)::int AS skipped,
	(ARRAY['', '', '(', ')', ',', '"', '""', '\', ' ', '0', '-', 'x'])[1 + floor(random() * 12)]
		AS inserted WHERE n > 0) damage
WHERE id IN (1, 2, 3);
SELECT count(*) AS texts, count(*) FILTER (WHERE length(figures) > 5) > 100 AS some_read,
	count(*) FILTER (WHERE figures = '22P02') > 100 AS some_refused,
	count(*) FILTER (WHERE figures <> report) AS differ
FROM damaged, pg_temp.read_as('disclosure_figures', literal) figures,
	pg_temp.read_as('disclosure_report', literal) report;
-- as JSON it is an object
SELECT j -> 'year' AS year, j #> '{proactive,procurement_amount}' AS amount,
	j #> '{disputes,reconsideration}' AS reconsideration,
	j #>> '{applications,other_undivided,total}' AS total
FROM packed, to_jsonb(figures) j WHERE id = 2;
SELECT id, to_jsonb(figures) = to_jsonb(figures::disclosure_report)
		- ARRAY['title', 'agency', 'overview', 'problems', 'other_matters'] AS same,
	jsonb_populate_record(NULL::disclosure_report, to_jsonb(figures)) = figures::disclosure_report
		AS back,
	to_json(figures)::jsonb = to_jsonb(figures) AS both,
	json_typeof(row_to_json(p) -> 'figures') AS within
FROM packed p ORDER BY id;
SELECT jsonb_agg(to_jsonb(figures) #> '{proactive,fees_amount}')
FROM unnest(ARRAY['NaN', '1e30', '-0.5']) amount,
	CAST('(,,,,,,"(' || repeat(',', 24) || amount || ',,,,)",,,,)' AS disclosure_figures) figures;

-- what is the same: not how many decimals an amount has
SELECT a = b AS same, a < b OR a > b AS before_or_behind, a <= b AND a >= b AS neither,
	a <> b AS other
FROM CAST(pg_temp.cells(2023, 2021, 'proactive.fees_amount=1.5') AS disclosure_figures) a,
	CAST(pg_temp.cells(2023, 2021, 'proactive.fees_amount=1.500') AS disclosure_figures) b;
CREATE FUNCTION pg_temp.granted(year int, form int, fees text, granted text)
RETURNS disclosure_figures LANGUAGE sql AS $$
	SELECT pg_temp.cells(year, form, 'proactive.fees_amount=' || fees,
		'applications.granted.total=' || granted)::disclosure_figures
$$;
SELECT change, a = b AS same, a < b AS before, a > b AS behind
FROM pg_temp.granted(2023, 2021, '1.5', '0') a, LATERAL (VALUES
	('year', pg_temp.granted(2024, 2021, '1.5', '0')),
	('form', pg_temp.granted(2023, 2019, '1.5', '0')),
	('blank', pg_temp.granted(2023, 2021, '1.5', 'null')),
	('count', pg_temp.granted(2023, 2021, '1.5', '1')),
	('amount', pg_temp.granted(2023, 2021, '1.4', '0'))) c (change, b);
SELECT count(*), count(DISTINCT figures)
FROM (SELECT figures FROM packed UNION ALL SELECT figures FROM packed) twice;
SET enable_hashjoin = off;
SET enable_nestloop = off;
SELECT count(*) FROM packed a JOIN packed b USING (figures);
SET enable_mergejoin = off;
SET enable_hashjoin = on;
SET enable_sort = off;
EXPLAIN (COSTS OFF) SELECT count(*) FROM packed a JOIN packed b USING (figures);
SELECT count(*) FROM packed a JOIN packed b USING (figures);
EXPLAIN (COSTS OFF) SELECT figures, count(*) FROM packed GROUP BY figures;
SELECT count(*), sum(n)
FROM (SELECT figures, count(*) AS n FROM packed, generate_series(1, 3) GROUP BY figures) g;
RESET enable_mergejoin;
RESET enable_nestloop;
RESET enable_sort;
-- a hash is the same for what is equal, and in every version
SELECT disclosure_figures_hash(a) = disclosure_figures_hash(b) AS same,
	disclosure_figures_hash_extended(a, 7) = disclosure_figures_hash_extended(b, 7) AS extended
FROM CAST(pg_temp.cells(2023, 2021, 'proactive.fees_amount=1.5') AS disclosure_figures) a,
	CAST(pg_temp.cells(2023, 2021, 'proactive.fees_amount=1.500') AS disclosure_figures) b;
SELECT id, hash, hash = disclosure_figures_hash_extended(figures, 0)::bit(32)::integer AS low,
	disclosure_figures_hash_extended(figures, 0) <> disclosure_figures_hash_extended(figures, 1)
		AS seeded
FROM packed, disclosure_figures_hash(figures) hash ORDER BY id;
SELECT count(DISTINCT disclosure_figures_hash(figures))
FROM generate_series(2021, 2024) year, unnest(ARRAY['received', 'granted', 'concluded']) item,
	unnest(ARRAY['business', 'other', 'total']) who, generate_series(1, 5) n,
	CAST(pg_temp.cells(year, 2021, format('applications.%s.%s=%s', item, who, n))
		AS disclosure_figures) figures;
CREATE TABLE hashed (figures disclosure_figures) PARTITION BY HASH (figures);
CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE hashed_1 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO hashed SELECT figures FROM packed;
CREATE INDEX ON hashed USING hash (figures);
SET enable_seqscan = off;
SELECT count(*) FROM packed p
WHERE figures = (SELECT h.figures FROM hashed h WHERE h.figures = p.figures);
RESET enable_seqscan;
DROP TABLE hashed;
SELECT amname, amvalidate(c.oid) FROM pg_opclass c JOIN pg_am a ON a.oid = opcmethod
WHERE opcname = 'disclosure_figures_ops' ORDER BY amname;

-- every function of a report takes them
SELECT id, is_balanced(figures) IS NOT DISTINCT FROM is_balanced(report) AS balanced,
	(SELECT array_agg(c) FROM report_cells(figures) c)
		IS NOT DISTINCT FROM (SELECT array_agg(c) FROM report_cells(report) c) AS cells,
	(SELECT array_agg(o) FROM report_outcomes(figures) o)
		IS NOT DISTINCT FROM (SELECT array_agg(o) FROM report_outcomes(report) o) AS outcomes,
	(SELECT array_agg(m) FROM report_metrics(figures) m)
		IS NOT DISTINCT FROM (SELECT array_agg(m) FROM report_metrics(report) m) AS metrics,
	(SELECT count(*) FROM report_violations(figures) WHERE severity = 'error')
		= (SELECT count(*) FROM report_violations(report) WHERE severity = 'error') AS violations
FROM example JOIN packed USING (id) ORDER BY id;
SELECT pg_temp.figures_of(figures + figures) AS twice,
	pg_temp.figures_of(figures - figures) AS nothing
FROM packed WHERE id = 1;
-- also as a literal or a parameter without a type
SELECT (SELECT count(*) FROM report_cells(NULL)) AS nothing,
	(SELECT count(*) FROM report_outcomes('(,,,2019,,,,,,,)')) AS outcomes,
	is_balanced('(,,,,,,,,,,)');
PREPARE parameter AS SELECT count(*) FROM report_metrics($1);
EXECUTE parameter('(,,,,,,,,,,)');

-- sums
SELECT sum(report) = sum(figures) AS sum, coverage(report) = coverage(figures) AS coverage
FROM example JOIN packed USING (id) WHERE id <> 3;
SELECT pg_temp.figures_of(sum(figures) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING))
FROM packed WHERE id IN (1, 2, 5) ORDER BY id;
SELECT sum(figures) IS NULL AS sum, coverage(figures) IS NULL AS coverage FROM packed WHERE id > 10;
CREATE TABLE parallel_figures AS
	SELECT figures FROM packed, generate_series(1, 20000) copy WHERE id <> 3;
ALTER TABLE parallel_figures SET (parallel_workers = 2);
CREATE TEMP TABLE serial AS SELECT sum(figures), coverage(figures) FROM parallel_figures;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
EXPLAIN (COSTS OFF) SELECT sum(figures), coverage(figures) FROM parallel_figures;
SELECT p.sum = s.sum AS sum, p.coverage = s.coverage AS coverage, pg_temp.figures_of(s.sum)
FROM serial s, (SELECT sum(figures), coverage(figures) FROM parallel_figures) p;
DROP TABLE parallel_figures;

-- a generated column, whatever its storage
CREATE TABLE kept (report disclosure_report,
	figures disclosure_figures GENERATED ALWAYS AS (report::disclosure_figures) STORED);
ALTER TABLE kept ALTER figures SET STORAGE external;
INSERT INTO kept SELECT report FROM example;
INSERT INTO kept SELECT pg_temp.cells(2023, 2021, 'proactive.fees_amount=1' || repeat('0', 100000),
	'proactive.procurement_amount=0.' || repeat('3', 10000));
SELECT count(*), count(figures), bool_and(figures = report::disclosure_figures) AS same,
	max(pg_column_size(figures)) FROM kept;
SELECT (sum(figures)).proactive.fees_amount > 1e99999 AS large, (sum(figures) = sum(report)) AS same
FROM kept WHERE (report).title = 'a title' AND (report).form = 2021;

-- the type of the report is found wherever the extension is
BEGIN;
CREATE SCHEMA elsewhere;
ALTER EXTENSION govdisclose SET SCHEMA elsewhere;
SELECT count(*) FROM packed
WHERE figures::text::elsewhere.disclosure_figures OPERATOR(elsewhere.=) figures;
SET LOCAL search_path = pg_catalog;
SELECT count(*) FROM public.packed
WHERE figures::text::elsewhere.disclosure_figures OPERATOR(elsewhere.=) figures;
ROLLBACK;

-- a type that has gained attributes
BEGIN;
ALTER TYPE disclosure_report ADD ATTRIBUTE extra text CASCADE;
ALTER TYPE dispute_outcomes ADD ATTRIBUTE extra dispute_counts CASCADE;
SELECT count(*), bool_and(figures::text::disclosure_figures = figures) AS same,
	bool_and(pg_temp.figures_of(figures) = pg_temp.figures_of(report)) AS same_report
FROM packed JOIN example USING (id) WHERE figures IS NOT NULL;
ROLLBACK;

-- damaged on disk: always an error
CREATE CAST (disclosure_figures AS bytea) WITHOUT FUNCTION;
CREATE CAST (bytea AS disclosure_figures) WITHOUT FUNCTION;
SELECT set_byte(figures::bytea, 20, 2)::disclosure_figures FROM packed WHERE id = 1;
SELECT set_byte(figures::bytea, 0, 2)::disclosure_figures FROM packed WHERE id = 1;
SELECT substr(figures::bytea, 1, 10)::disclosure_figures FROM packed WHERE id = 1;
SELECT (figures::bytea || figures::bytea)::disclosure_figures FROM packed WHERE id = 1;
\set VERBOSITY sqlstate
SELECT set_byte(figures::bytea, 0, 0)::disclosure_figures FROM packed WHERE id = 1;
SELECT set_byte(figures::bytea, 0, 2)::disclosure_figures FROM packed WHERE id = 1;
SELECT ''::bytea::disclosure_figures;
\set VERBOSITY default
CREATE FUNCTION pg_temp.is_refused(disclosure_figures) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	PERFORM sum(d), $1 = $1, $1::text, is_balanced($1) FROM (SELECT $1 AS d) one;
	RETURN false;
EXCEPTION WHEN data_corrupted THEN
	RETURN true;
END $$;
SELECT id, bool_and(pg_temp.is_refused(set_byte(bytes, place, value)::disclosure_figures)) AS all
FROM packed, CAST(figures AS bytea) bytes, generate_series(0, length(bytes) - 1) place,
	unnest(ARRAY[0, 1, 2, 127, 128, 255]) value
WHERE get_byte(bytes, place) <> value GROUP BY id ORDER BY id;
SELECT id, bool_and(pg_temp.is_refused(left_bytes::disclosure_figures)) AS all
FROM packed, CAST(figures AS bytea) bytes, generate_series(1, 20) n,
	substr(bytes, 1, length(bytes) - n) left_bytes
WHERE id < 3 GROUP BY id ORDER BY id;
DROP CAST (disclosure_figures AS bytea);
DROP CAST (bytea AS disclosure_figures);

-- a text that has lost, doubled or changed a character is refused, or is the same figures: of the
-- last one before the padding not every bit counts
CREATE FUNCTION pg_temp.is_refused(changed text, figures disclosure_figures) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
	RETURN changed::disclosure_figures = figures;
EXCEPTION WHEN invalid_text_representation THEN
	RETURN true;
END $$;
SELECT id, bool_and(pg_temp.is_refused(changed, figures)) AS all
FROM packed, CAST(figures AS text) figures_text, generate_series(1, length(figures_text)) place,
	unnest(ARRAY['', 'A', 'z', '/', '=', ' ', substr(figures_text, place, 1) ||
		substr(figures_text, place, 1)]) instead,
	overlay(figures_text PLACING instead FROM place FOR 1) changed
WHERE changed <> figures_text GROUP BY id ORDER BY id;

-- soft errors, where PostgreSQL has them
DO $$
BEGIN
	IF to_regproc('pg_input_is_valid') IS NOT NULL THEN
		EXECUTE $check$ SELECT 1 / (pg_input_is_valid('(,,,,,,,,,,)', 'disclosure_figures')
			AND NOT pg_input_is_valid('(,', 'disclosure_figures')
			AND NOT pg_input_is_valid('AQAAAAAA', 'disclosure_figures')
			AND NOT pg_input_is_valid('(,,x,,,,,,,)', 'disclosure_figures'))::integer $check$;
	END IF;
END $$;

-- both types in one list: a report only by a cast
SELECT pg_typeof(coalesce(report, figures)) FROM example JOIN packed USING (id) WHERE id = 1;
\set VERBOSITY sqlstate
SELECT pg_typeof(coalesce(figures, report)) FROM example JOIN packed USING (id) WHERE id = 1;
\set VERBOSITY default
SELECT pg_typeof(coalesce(figures::disclosure_report, report))
FROM example JOIN packed USING (id) WHERE id = 1;
DROP TABLE packed, kept;
