-- kept peer groups: what is looked up in them is what all reports would tell, whatever has changed
SET client_min_messages = warning;
\set SHOW_CONTEXT never
CALL create_registry('peers');
SET search_path = peers, public;
ALTER TABLE report DROP CONSTRAINT report_filing_id_fkey, DROP CONSTRAINT balanced;
CREATE FUNCTION pg_temp.made(n bigint) RETURNS disclosure_report LANGUAGE sql AS $$
	SELECT jsonb_populate_record(NULL::disclosure_report, jsonb_build_object('year', 2021 + n % 3,
		'form', 2021, 'applications', (
			SELECT jsonb_object_agg(item, jsonb_build_object('total',
				nullif((hashint8extended(n, ascii(right(item, 1)) * length(item)) & 31) - 8, -8)))
			FROM unnest(ARRAY['received', 'carried_in', 'granted', 'partly_granted',
				'denied_state_secret', 'concluded', 'carried_out']) item)))
$$;
-- two hundred agencies of three years, some with another level or sector than their names tell
INSERT INTO agency (name, level, sector)
SELECT n || '县教育局', CASE n % 3 WHEN 0 THEN 'city' END, CASE n % 2 WHEN 0 THEN '体育' END
FROM generate_series(0, 199, 7) n;
INSERT INTO report (filing_id, agency, year, report)
SELECT n, n / 3 || CASE n % 2 WHEN 0 THEN '县' ELSE '市' END
	|| (ARRAY['教育局', '财政局', '民政局', '什么'])[1 + n / 3 % 4], 2021 + n % 3, pg_temp.made(n)
FROM generate_series(1, 600) n;

-- whatever a query sees, and what it would be if nothing were kept
CREATE TEMP TABLE shown AS
SELECT 'peer_percentiles' AS view, p::text AS line FROM peer_percentiles p
UNION ALL SELECT 'ranking', r::text FROM ranking r;
CREATE FUNCTION pg_temp.state(OUT changed text, OUT kept bigint, OUT differs bigint)
LANGUAGE plpgsql AS $$
BEGIN
	changed := (SELECT string_agg(year::text, ' ' ORDER BY year) FROM changed_year);
	kept := (SELECT count(*) FROM kept_peer_group);
	differs := (SELECT count(*) FROM (
		(SELECT * FROM rate_group EXCEPT ALL SELECT * FROM live_rate_group)
		UNION ALL (SELECT * FROM live_rate_group EXCEPT ALL SELECT * FROM rate_group)) d);
END $$;
SELECT view, count(*) > 1000 AS has_rows FROM shown GROUP BY view ORDER BY view;
SELECT * FROM pg_temp.state();
CALL keep_peer_groups();
SELECT * FROM pg_temp.state();
SELECT count(*) FROM (
	(SELECT * FROM shown EXCEPT ALL (SELECT 'peer_percentiles', p::text FROM peer_percentiles p
		UNION ALL SELECT 'ranking', r::text FROM ranking r))
	UNION ALL ((SELECT 'peer_percentiles', p::text FROM peer_percentiles p
		UNION ALL SELECT 'ranking', r::text FROM ranking r) EXCEPT ALL SELECT * FROM shown)) d;

-- what one agency is asked for is looked up, and no report of another one is read
CREATE FUNCTION pg_temp.plan(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) ' || query;
END $$;
SET enable_seqscan = off;
SELECT query, line FROM unnest(ARRAY['SELECT * FROM peer_percentiles WHERE agency = ''12县教育局''',
	'SELECT * FROM ranking WHERE agency = ''12县教育局'' AND year = 2023',
	'SELECT * FROM ranking WHERE agency = ''12县教育局''']) query, pg_temp.plan(query) line
WHERE line ~ '(Seq Scan on (report|agency)|Scan on report_year_idx)\M' AND line !~ 'never executed';
RESET enable_seqscan;

-- every change of a report notes its year, and what is asked for is what is there now
UPDATE report SET report = pg_temp.made(12345) WHERE filing_id = 1;
SELECT * FROM pg_temp.state();
CALL keep_peer_groups();
SELECT * FROM pg_temp.state();
INSERT INTO report (filing_id, agency, year, report) VALUES (1000, '1县财政局', 2020, pg_temp.made(1)),
	(1001, '2县财政局', 2020, pg_temp.made(2)), (1002, '1县财政局', 2024, pg_temp.made(3));
SELECT * FROM pg_temp.state();
UPDATE report SET year = 2025 WHERE filing_id = 1002;
SELECT * FROM pg_temp.state();
CALL keep_peer_groups();
SELECT * FROM pg_temp.state();
UPDATE report SET superseded_by = 1000 WHERE filing_id = 2;
DELETE FROM report WHERE filing_id = 3;
SELECT * FROM pg_temp.state();
CALL keep_peer_groups();
UPDATE report SET agency = '99市财政局' WHERE filing_id = 4;
SELECT * FROM pg_temp.state();
-- what is taken back is not noted
CALL keep_peer_groups();
BEGIN;
DELETE FROM report WHERE year = 2021;
SELECT * FROM pg_temp.state();
ROLLBACK;
SELECT * FROM pg_temp.state();
-- without triggers, as logical replication writes
SET session_replication_role = replica;
DELETE FROM report WHERE filing_id = 5;
RESET session_replication_role;
SELECT * FROM pg_temp.state();

-- what is known of agencies changes all years, unless it tells nothing of levels and sectors
CALL keep_peer_groups();
INSERT INTO agency (name, parent) VALUES ('3县民政局', '3县人民政府');
UPDATE agency SET region = '东', note = '…';
DELETE FROM agency WHERE name = '3县民政局';
SELECT * FROM pg_temp.state();
INSERT INTO agency (name, level) VALUES ('3县民政局', 'zone');
SELECT * FROM pg_temp.state();
CALL keep_peer_groups();
UPDATE agency SET level = 'province' WHERE name = '3县民政局';
SELECT * FROM pg_temp.state();
CALL keep_peer_groups();
UPDATE agency SET name = '7县民政局' WHERE name = '3县民政局';
SELECT * FROM pg_temp.state();
CALL keep_peer_groups();
DELETE FROM agency WHERE name = '7县民政局';
SELECT * FROM pg_temp.state();
CALL keep_peer_groups();
TRUNCATE agency;
SELECT * FROM pg_temp.state();
CALL keep_peer_groups();

-- a transaction that does not see what has been kept since it began notes its years all the same
\setenv PGDATABASE :DBNAME
DELETE FROM report WHERE filing_id = 6;
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT count(*) FROM changed_year;
\! psql -Xqc 'CALL peers.keep_peer_groups()'
DELETE FROM report WHERE filing_id IN (7, 8, 9);
COMMIT;
SELECT * FROM pg_temp.state();
CALL keep_peer_groups();

-- who writes reports needs no right to the years, and cannot write those
CREATE ROLE regress_writer;
GRANT USAGE ON SCHEMA peers TO regress_writer;
GRANT SELECT, INSERT, UPDATE, DELETE ON report TO regress_writer;
SET ROLE regress_writer;
DELETE FROM report WHERE filing_id = 10;
INSERT INTO changed_year VALUES (1);
CALL keep_peer_groups();
RESET ROLE;
SELECT * FROM pg_temp.state();
-- the views made anew know other rates, perhaps
CALL keep_peer_groups();
CALL create_registry_views('peers');
SELECT * FROM pg_temp.state();
CALL keep_peer_groups();
-- and of nothing, nothing is kept
TRUNCATE report;
SELECT * FROM pg_temp.state();
CALL keep_peer_groups();
SELECT * FROM pg_temp.state();
CALL keep_peer_groups();
-- a trigger of another kind
CREATE TRIGGER early BEFORE INSERT ON report FOR EACH ROW EXECUTE FUNCTION note_changed_year();
INSERT INTO report (filing_id, agency, year, report) VALUES (1, 'a', 2024, pg_temp.made(1));
SELECT note_changed_year();
DROP OWNED BY regress_writer;
DROP ROLE regress_writer;
RESET search_path;
DROP SCHEMA peers CASCADE;
