-- Times the queries of the table "work" (place, query, reports): microseconds a report, into the
-- table "median".
-- all of them in turn, so that whatever else the machine does slows each of them down
CREATE TABLE timing (place int, microseconds numeric);
DO $$
DECLARE
	one record;
	started timestamptz;
BEGIN
	FOR i IN 1..5 LOOP
		FOR one IN SELECT * FROM work ORDER BY place LOOP
			started := clock_timestamp();
			EXECUTE one.query;
			INSERT INTO timing VALUES (one.place,
				extract(epoch FROM clock_timestamp() - started) * 1e6 / one.reports);
		END LOOP;
	END LOOP;
END $$;
CREATE TABLE median AS
SELECT place, percentile_cont(0.5) WITHIN GROUP (ORDER BY microseconds) AS microseconds
FROM timing GROUP BY place;
