-- what the checks of stored reports cost beside parse_report over their texts; continues parse.sql
CREATE TABLE stored (report disclosure_report COMPRESSION lz4, complete boolean);
INSERT INTO stored
SELECT report,
	(SELECT count(*) = count(value) FROM report_cells(report) WHERE section > 2) AS complete
FROM (SELECT parse_report(body) AS report FROM bodies OFFSET 0) AS reading;
VACUUM ANALYZE stored;

CREATE FUNCTION pg_temp.microseconds_of(expression text, condition text) RETURNS numeric
LANGUAGE plpgsql AS $$
DECLARE
	times numeric[] := '{}';
	started timestamptz;
	elapsed interval;
	reports bigint;
BEGIN
	EXECUTE format('SELECT count(*) FROM stored WHERE %s', condition) INTO reports;
	FOR i IN 1..5 LOOP
		started := clock_timestamp();
		EXECUTE format('SELECT count(%s) FROM stored WHERE %s', expression, condition);
		elapsed := clock_timestamp() - started;
		times := times || (extract(epoch FROM elapsed) * 1e6 / greatest(reports, 1))::numeric;
	END LOOP;
	RETURN (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t) FROM unnest(times) t);
END $$;

CREATE TABLE checking AS
SELECT work, reports, pg_temp.microseconds_of(expression, condition) AS microseconds
FROM (VALUES ('is_balanced, no cell missing', 'is_balanced(report)', 'complete'),
	('is_balanced, cells missing', 'is_balanced(report)', 'NOT complete'),
	('reading the column', '(report).year', 'true'),
	('complete_report', 'complete_report(report)', 'true'),
	('report_violations', '(SELECT count(*) FROM report_violations(report))', 'true')
	) t (work, expression, condition),
	LATERAL (SELECT count(*) AS reports FROM stored
		WHERE condition = 'true' OR complete = (condition = 'complete')) c;
SELECT work, reports, round(microseconds, 2) AS "µs a report",
	round((SELECT microseconds FROM timing WHERE work LIKE 'parse%') / nullif(microseconds, 0), 1)
		AS "parse_report ÷ this"
FROM checking;
