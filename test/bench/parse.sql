\set QUIET on
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS govdisclose;
CREATE TABLE bodies (body text);
ALTER TABLE bodies ALTER body SET COMPRESSION lz4;
\set copy '\\copy bodies FROM ' :folder '/bodies.csv CSV'
:copy
INSERT INTO bodies SELECT body FROM bodies, generate_series(1, 4);
VACUUM ANALYZE bodies;
SET max_parallel_workers_per_gather = 0;
SET jit = off;

CREATE FUNCTION pg_temp.microseconds(expression text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
	times numeric[] := '{}';
	started timestamptz;
	elapsed interval;
	reports bigint := (SELECT count(*) FROM bodies);
BEGIN
	FOR i IN 1..5 LOOP
		started := clock_timestamp();
		EXECUTE format('SELECT count(%s) FROM bodies', expression);
		elapsed := clock_timestamp() - started;
		times := times || (extract(epoch FROM elapsed) * 1e6 / reports)::numeric;
	END LOOP;
	RETURN (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t) FROM unnest(times) t);
END $$;

CREATE TABLE timing AS
SELECT work, pg_temp.microseconds(expression) AS microseconds
FROM (VALUES ('md5(body)', 'md5(body)'), ('parse_report(body)', 'parse_report(body)'),
	('normalize(body, NFKC)', 'normalize(body, NFKC)')) t (work, expression);
SELECT count(*) AS reports, round(avg(octet_length(body))) AS bytes FROM bodies;
SELECT t.work, round(t.microseconds, 1) AS "µs a report",
	round(t.microseconds / md5.microseconds, 1) AS "× md5",
	round(nfkc.microseconds / t.microseconds, 1) AS "NFKC ÷ this"
FROM timing t JOIN timing md5 ON md5.work LIKE 'md5%'
	JOIN timing nfkc ON nfkc.work LIKE 'normalize%';

-- growth: one report after the other, up to so many megabytes
CREATE FUNCTION pg_temp.milliseconds(megabytes integer) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
	one text := (SELECT body FROM bodies LIMIT 1);
	many text := repeat(one, megabytes * 1000000 / octet_length(one) + 1);
	started timestamptz := clock_timestamp();
BEGIN
	PERFORM parse_report(many);
	RETURN extract(epoch FROM clock_timestamp() - started) * 1e3;
END $$;

SELECT megabytes, round(ms) AS ms, round(megabytes * 1e3 / ms) AS "MB/s"
FROM (SELECT megabytes, pg_temp.milliseconds(megabytes) AS ms
	FROM unnest(ARRAY[1, 10, 100]) megabytes OFFSET 0) t;
