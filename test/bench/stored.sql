-- Makes a table "stored" of :reports reports from :seed, and "fact", which has the 25 rows of
-- section 3 of each of them. They are as large as real ones and compress like them: most figures
-- are 0, and the narrative has 500 characters. The totals of rows are right, other identities need
-- not hold.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS govdisclose;
CREATE TABLE stored (report disclosure_report,
	figures disclosure_figures GENERATED ALWAYS AS (report::disclosure_figures) STORED);
ALTER TABLE stored ALTER report SET COMPRESSION lz4;

-- characters, as often as Zipf has them
CREATE FUNCTION pg_temp.characters(seed bigint) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(chr(19968 + (2000 ^ (share / 65536.0))::integer * 9), '' ORDER BY i)
	FROM generate_series(1, 4000) i, LATERAL (SELECT hashint8extended(i, seed) & 65535) h (share)
$$;
-- a figure: two of five rows have any, in half of their cells
CREATE FUNCTION pg_temp.figure(report bigint, cell integer, seed bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN (hashint8extended(report * 32 + cell / 6, seed) & 1023) < 410
		THEN greatest((hashint8extended(report * 256 + cell, seed) & 31) - 15, 0) ELSE 0 END
$$;
-- the cells of a row of section 3 or 4, and their sum
CREATE FUNCTION pg_temp.row_expression(type text, first integer, cells integer) RETURNS text
LANGUAGE sql AS $$
	SELECT format('ROW(%s, %s)::%s', string_agg(cell, ', '), string_agg(cell, ' + '), type)
	FROM generate_series(first, first + cells - 1) n, format('v[%s]', n) cell
$$;

SELECT format($$
	INSERT INTO stored (report)
	SELECT ROW('title', 'agency ' || n / 6, 2019 + n %% 6, 2021, 2021,
		substr(characters, 1 + (n * 7 %% 3500)::integer, 400),
		ROW(v[1], v[2], v[3], NULL, NULL, NULL, v[4], v[5], v[6], NULL, NULL, NULL, v[7],
			NULL, NULL, NULL, NULL, NULL, v[8], NULL, NULL, v[9], NULL, NULL, v[10] / 100.0,
			NULL, NULL, NULL, NULL)::proactive_disclosure,
		ROW(%s)::application_outcomes, ROW(%s)::dispute_outcomes,
		substr(characters, 1 + (n * 11 %% 3900)::integer, 100), NULL)::disclosure_report
	FROM (SELECT n, characters, ARRAY[%s] AS v
		FROM generate_series(1, %s) n, (SELECT pg_temp.characters(%s) AS characters OFFSET 0) w
		OFFSET 0) figures
$$,
	(SELECT string_agg(CASE attname WHEN 'other_undivided' THEN 'NULL'
			ELSE pg_temp.row_expression('applicant_counts', attnum * 6 + 5, 6) END,
			', ' ORDER BY attnum)
		FROM pg_attribute WHERE attrelid = 'application_outcomes'::regclass AND attnum > 0),
	(SELECT string_agg(pg_temp.row_expression('dispute_counts', attnum * 4 + 163, 4),
			', ' ORDER BY attnum)
		FROM pg_attribute WHERE attrelid = 'dispute_outcomes'::regclass AND attnum > 0),
	(SELECT string_agg(format('pg_temp.figure(n, %s, %s)', cell, :seed), ', ' ORDER BY cell)
		FROM generate_series(1, 178) cell),
	:reports, :seed)
\gexec

-- as a normalised schema would have it: agency, year, category of what is a result, item, counts
CREATE VIEW item_category AS
SELECT replace(item, '.', '_') AS item, category
FROM report_outcomes(jsonb_populate_record(NULL::disclosure_report, '{"form": 2021}'));
SELECT format('CREATE TABLE fact AS SELECT agency, year, category, r.*
	FROM (SELECT (report).agency, (report).year, (report).applications AS a
			FROM stored OFFSET 0) s,
		unnest(ARRAY[%s], ARRAY[%s]) r (item)
		LEFT JOIN item_category USING (item)',
	string_agg(quote_literal(attname), ', ' ORDER BY attnum),
	string_agg(format('(a).%I', attname), ', ' ORDER BY attnum))
FROM pg_attribute
WHERE attrelid = 'application_outcomes'::regclass AND attnum > 0 AND attname <> 'other_undivided'
\gexec
DROP VIEW item_category;
VACUUM ANALYZE stored, fact;
