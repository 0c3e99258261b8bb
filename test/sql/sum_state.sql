-- disclosure_sum: sums before they are shown, as text, over the wire and added up elsewhere
\i test/sql/include/report.sql

-- counts that overflow in parts but not in all, amounts with more and fewer decimals, missing cells
CREATE TEMP TABLE office (office text, year integer, report disclosure_report,
	figures disclosure_figures GENERATED ALWAYS AS (report::disclosure_figures) STORED);
INSERT INTO office (office, year, report)
SELECT office, year, CASE WHEN granted IS NOT NULL THEN jsonb_populate_record(
	pg_temp.report(form, 'applications.granted.total=' || granted,
		'applications.received.business=' || coalesce(received::text, '')),
	jsonb_build_object('year', year, 'proactive', jsonb_build_object('fees_amount', fees))) END
FROM (VALUES
	('a', 2023, 2021, 9223372036854775807, 1, 1.5), ('a', 2023, 2021, 5, NULL, 0.000),
	('b', 2023, 2019, -9223372036854775808, 2, -2), ('b', 2023, 2021, NULL, NULL, NULL),
	('a', 2024, 2021, 1, 7, 1e60), ('b', 2024, 2021, 2, NULL, NULL),
	('c', 2024, 2021, 3, 9, 0.25), ('c', 2025, 2021, 4, 1, 'NaN'), ('a', 2025, 2021, 4, 1, 1),
	('a', 2026, 2021, 0, 0, 'Infinity'), ('b', 2026, 2021, 0, 0, 0.1),
	('a', 2027, 2021, 0, 0, 'Infinity'), ('b', 2027, 2021, 0, 0, '-Infinity'))
	v (office, year, form, granted, received, fees);
CREATE TEMP TABLE part AS
SELECT office, year, sum_state(figures) AS of_figures, sum_state(report) AS of_reports,
	sum_state((report).applications.granted) AS of_rows
FROM office GROUP BY office, year;

-- what several have added up is what one adds up of all, however it travels
SELECT year, (sum(figures)).form, (sum(figures)).applications.granted.total AS granted,
	(sum(figures)).applications.received.business AS received,
	(coverage(figures)).applications.received.business AS known,
	(sum(figures)).proactive.fees_amount AS fees
FROM office GROUP BY year ORDER BY year;
CREATE FUNCTION pg_temp.sent(disclosure_sum) RETURNS disclosure_sum LANGUAGE plpgsql AS $$
DECLARE
	path text := current_setting('data_directory') || '/sum_state.bin';
BEGIN
	CREATE TEMP TABLE one AS SELECT $1 AS state;
	EXECUTE format('COPY one TO %L WITH (FORMAT binary)', path);
	TRUNCATE one;
	EXECUTE format('COPY one FROM %L WITH (FORMAT binary)', path);
	SELECT state INTO $1 FROM one;
	DROP TABLE one;
	RETURN $1;
END $$;
CREATE TEMP VIEW travelled AS
SELECT 'kept' AS how, year, of_figures AS state FROM part
UNION ALL SELECT 'of reports', year, of_reports FROM part
UNION ALL SELECT 'as text', year, of_figures::text::disclosure_sum FROM part
UNION ALL SELECT 'as bytes', year, pg_temp.sent(of_figures) FROM part;
SELECT how, bool_and(to_jsonb(t.sum) = to_jsonb(w.sum)) AS same_sum,
	bool_and(t.sum::text = w.sum::text) AS same_scales,
	bool_and(t.coverage = w.coverage) AS same_coverage, count(*) AS years
FROM (SELECT how, year, sum(state), coverage(state) FROM travelled GROUP BY how, year) t
JOIN (SELECT year, sum(figures), coverage(figures) FROM office GROUP BY year) w USING (year)
GROUP BY how ORDER BY how;
SELECT of_rows FROM part WHERE year = 2024 ORDER BY office;
SELECT sum_result(of_rows, NULL::applicant_counts) FROM part WHERE year = 2024 ORDER BY office;
-- nothing, and nothing but NULLs
SELECT sum_state(figures) IS NULL AS nothing FROM office WHERE false;
SELECT sum(state), (coverage(state)).applications.granted.total FROM (
	SELECT sum_state(figures) AS state FROM office WHERE figures IS NULL) n;
SELECT sum(NULL::disclosure_sum), coverage(NULL::disclosure_sum);

-- a state is not changed where it is kept
SELECT a.office, sum_add(of_figures, figures) IS NOT NULL AS added,
	(sum_result(of_figures)).applications.granted.total
FROM part a JOIN office o USING (office, year) WHERE year = 2024 ORDER BY office;
SELECT (sum_result(sum_combine(a.of_figures, b.of_figures))).applications.granted.total,
	(sum_result(a.of_figures)).applications.granted.total AS first,
	(sum_result(b.of_figures)).applications.granted.total AS second
FROM part a, part b WHERE a.office = 'a' AND b.office = 'c' AND a.year = 2024 AND b.year = 2024;
-- frames that lose what has the most decimals, or is no number
SELECT office, year, (report).proactive.fees_amount AS fees,
	(sum(figures) OVER w).proactive.fees_amount AS with_the_one_before,
	(sum_result(sum_state(figures) OVER w)).proactive.fees_amount AS of_states
FROM office WHERE year > 2023
WINDOW w AS (ORDER BY year, office ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
ORDER BY year, office;

-- sums of other parts, and what is none
SELECT sum_combine(of_figures, of_rows) FROM part WHERE year = 2024;
SELECT sum_result(of_rows) FROM part WHERE year = 2024;
SELECT sum_add(of_rows, figures) FROM part JOIN office USING (office, year) WHERE year = 2024;
SELECT ''::disclosure_sum;
SELECT 'applicant_counts'::disclosure_sum;
SELECT 'text 1 29 26 7 3 5'::disclosure_sum;
SELECT 'applicant_counts 1 29 26 7 3 6 0 0'::disclosure_sum;
CREATE FUNCTION pg_temp.changed(word integer, instead text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	words text[] := string_to_array(
		(SELECT of_rows::text FROM part WHERE year = 2024 AND office = 'a'), ' ');
	message text;
	detail text;
BEGIN
	words[word] := instead;
	PERFORM sum_result(array_to_string(words, ' ')::disclosure_sum, NULL::applicant_counts);
	RAISE INFO '% is read', instead;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
	RAISE INFO '%: % (%)', SQLSTATE, left(message, 35), detail;
END $$;
SELECT pg_temp.changed(8, '-1');
SELECT pg_temp.changed(8, '9223372036854775808');
SELECT pg_temp.changed(9, '3');
SELECT pg_temp.changed(9, '1x');
SELECT pg_temp.changed(9, '');
SELECT pg_temp.changed(24, 'NaN');
SELECT pg_temp.changed(24, '1.5');
SELECT pg_temp.changed(31, repeat('9', 38));
SELECT pg_temp.changed(31, repeat('9', 39));
SELECT pg_temp.changed(32, '2');
SELECT (of_rows || ' 1')::disclosure_sum FROM part WHERE year = 2024 AND office = 'a';
