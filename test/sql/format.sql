-- format_report, format_report_file, format_comparison
SET client_min_messages = warning;
\pset format unaligned

\i test/sql/include/report.sql

CREATE TEMP TABLE example (name text, report disclosure_report);
INSERT INTO example VALUES
	('zero', pg_temp.report(2021)),
	('failing', jsonb_populate_record(pg_temp.report(2021,
		'applications.received natural_person=12 total=12',
		'applications.carried_in natural_person=3 total=3 research=',
		'applications.granted natural_person=13 total=13',
		'applications.concluded natural_person=13 total=13',
		'applications.carried_out natural_person=1 total=1',
		'disputes.reconsideration.upheld=-1',
		'disputes.litigation_direct.other='),
		'{"overview": "公开信息120条。\n新收申请12件。", "problems": "主动公开不够及时。", "other_matters": "未收取信息处理费。",
		"proactive": {"licensing_decisions": 28, "fees_amount": 12.50}}')),
	('older', jsonb_populate_record(pg_temp.report(2019, 'applications.other_undivided.total='),
		'{"year": 2020, "proactive": {"licensing_previous": 30, "licensing_change": -2,
		"penalty_change": 4, "procurement_amount": 12765534.25}}')),
	('nothing known', jsonb_populate_record(NULL::disclosure_report, '{"form": 2021}')),
	('no tables', jsonb_populate_record(NULL::disclosure_report,
		'{"agency": "临川市教育局", "year": 2024, "overview": "公开信息120条。"}')),
	('no form', jsonb_populate_record(NULL::disclosure_report,
		'{"agency": "临川市教育局", "year": 2020, "applications": {"received": {"total": 3}},
		"disputes": {"reconsideration": {"upheld": 1}}}')),
	('form not said', pg_temp.report(NULL)),
	('other form', jsonb_populate_record(pg_temp.report(2021,
		'applications.other_undivided.business=2'), '{"proactive": {"procurement_amount": 5}}')),
	('own title', jsonb_populate_record(pg_temp.report(2021), '{"title": "2024年度临川市教育局信息公开年报"}')),
	('wrong title', jsonb_populate_record(pg_temp.report(2021),
		'{"title": "松江省2019年政府信息公开工作年度报告"}')),
	('marked up', jsonb_populate_record(pg_temp.report(2021),
		'{"overview": "见<b>附件</b>，A&amp;B。\n见*重点*工作|其他", "other_matters": ""}'));

SELECT format_report(report) FROM example WHERE name = 'failing';
SELECT format_report(report, 'markdown') FROM example WHERE name = 'failing';
-- every cell says its border, and a head its colour
SELECT regexp_replace(regexp_replace(
	format_report(report, format => 'html'), '<style>.*</style>', '<style></style>'),
	' style="border:1px solid #8a8f98(;background:#f0f3f7)?"', '', 'g')
FROM example WHERE name = 'failing';
SELECT count(*), count(*) FILTER (WHERE cell LIKE '% style="border:%')
FROM example, regexp_matches(format_report(report, 'html'), '<t[dh]\M[^>]*>', 'g') found,
	array_to_string(found, '') cell
WHERE name = 'failing';
SELECT split_part(format_report(report), '三、收', 1) FROM example WHERE name = 'older';
SELECT format_report(report) FROM example WHERE name = 'no tables';
SELECT name, split_part(format_report(report), E'\n', 1) AS title FROM example;
SELECT split_part(format_report(report), '附注', 2) FROM example WHERE name = 'other form';
SELECT name, format, split_part(split_part(format_report(report, format), '总体情况', 2), '二、', 1)
FROM example, unnest('{text,markdown,html}'::text[]) format WHERE name = 'marked up';

-- no word of a report is markup of what is printed, or an order to a terminal
CREATE TEMP TABLE hostile AS
SELECT jsonb_populate_record(pg_temp.report(2021), jsonb_build_object('agency', word || '局',
	'overview', '一' || word, 'problems', '五' || word, 'other_matters', '六' || word)) AS report
FROM (VALUES ('<script>alert(1)</script>'), ('<img src=x onerror=a>'), ('[x](javascript:alert(1))'),
	('`x`'), (E'a\u001b[2J\u009b31m\u202e\rb\u007f')) w (word);
SELECT split_part(format_report(report, 'markdown'), E'\n', 1) AS title FROM hostile;
SELECT format, count(*) AS reports,
	count(*) FILTER (WHERE format <> 'text' AND page ~ '<(script|img)') AS tags,
	count(*) FILTER (WHERE page ~ '[\u0001-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]')
		AS orders
FROM hostile, unnest('{text,markdown,html}'::text[]) format,
	LATERAL (VALUES (format_report(report, format)), (format_comparison(report, report, format)))
		p (page)
GROUP BY format ORDER BY format;

-- what is printed gives the report back, but for a form that it did not say though its figures do,
-- and for figures that its form lacks; a form that nobody filled in is no report
CREATE FUNCTION pg_temp.content(r disclosure_report) RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_build_array(
		(r).agency, (r).year, (r).form, (r).overview, (r).problems, (r).other_matters,
		(SELECT jsonb_object_agg(item || ' ' || column_name, value)
		FROM report_cells(r) WHERE value IS NOT NULL)) $$;
SELECT name, format, parse_report(format_report(report, format)) IS NULL AS is_lost
FROM example, unnest('{text,markdown,html}'::text[]) format
WHERE pg_temp.content(report)
	IS DISTINCT FROM pg_temp.content(parse_report(format_report(report, format)))
ORDER BY name, format;
SELECT name, (parse_report(format_report(report))).form, (parse_report(format_report(report))).title
FROM example;

-- the same of files of office programs, which are the same each time
SELECT name, format, parse_report(format_report_file(report, format)) IS NULL AS is_lost
FROM example, unnest('{docx,xlsx}'::text[]) format
WHERE pg_temp.content(report)
	IS DISTINCT FROM pg_temp.content(parse_report(format_report_file(report, format)))
ORDER BY name, format;
SELECT format, (document_kind(file)).kind, file = format_report_file(report, format) AS is_same,
	file = ANY (SELECT format_report_file(e.report, format) FROM example e
		WHERE e.name <> 'failing') AS is_anothers
FROM example, unnest('{docx,xlsx}'::text[]) format, format_report_file(report, format) AS file
WHERE name = 'failing';
SELECT decode_report(format_report_file(report, 'xlsx')) FROM example WHERE name = 'failing';
SELECT split_part(decode_report(format_report_file(report, format)), '二、', 1)
FROM example, unnest('{docx,xlsx}'::text[]) format WHERE name = 'marked up';

-- two reports beside each other
SELECT format_comparison(a.report, b.report)
FROM example a, example b WHERE a.name = 'zero' AND b.name = 'failing';
SELECT split_part(format_comparison(a.report, b.report, 'markdown'), '## 三', 1)
FROM example a, example b WHERE a.name = 'older' AND b.name = 'failing';
SELECT split_part(format_comparison(a.report, b.report, 'markdown'), '## 附', 2)
FROM example a, example b WHERE a.name = 'older' AND b.name = 'failing';
SELECT (length(page) - length(replace(page, mark, ''))) / length(mark)
FROM example a, example b, format_comparison(a.report, b.report, 'html') AS page,
	CAST('class="changed"' AS text) AS mark
WHERE a.name = 'zero' AND b.name = 'failing';

-- a sum of reports, with how many of them have each figure; no words
SELECT split_part(format_sum(sum(report), coverage(report), count(*), '三个单位2024年年度报告汇总',
	'{三份报告。,"",NULL,"其中一份<未>报第二部分。"}', 'text'), '三、收', 1)
FROM example WHERE name IN ('failing', 'zero', 'wrong title');
SELECT format, length(page) - length(replace(page, '2/3', '')) AS partly,
	length(page) - length(replace(page, '不符合', '')) AS failing
FROM (SELECT sum(report) AS s, coverage(report) AS c FROM example
	WHERE name IN ('failing', 'zero', 'wrong title')) sums,
	unnest('{text,markdown,html}'::text[]) format,
	format_sum(s, c, 3, '汇总', format => format) AS page;
SELECT format, decode_report(file) LIKE '%公开信息120条%', decode_report(file) LIKE '%只汇总数据%',
	(parse_report(file)).applications.carried_in
FROM (SELECT sum(report) AS s, coverage(report) AS c FROM example
	WHERE name IN ('failing', 'zero', 'wrong title')) sums,
	unnest('{docx,xlsx}'::text[]) format, format_sum_file(s, c, 3, '汇总', '{}', format) AS file;
SELECT format_sum(report, report, 1, '', '{}', 'docx') FROM example WHERE name = 'zero';
SELECT format_sum_file(report, report, 1, '', '{}', 'pdf') FROM example WHERE name = 'zero';

-- no report, no such format
SELECT format_report(NULL) IS NULL, format_report(report, NULL) IS NULL,
	format_comparison(NULL, report) IS NULL
FROM example WHERE name = 'zero';
SELECT format_report(report, 'pdf') FROM example WHERE name = 'zero';
SELECT format_comparison(report, report, 'HTML') FROM example WHERE name = 'zero';
SELECT format_report_file(NULL, 'docx') IS NULL, format_report_file(report, NULL) IS NULL
FROM example WHERE name = 'zero';
SELECT format_report_file(report, 'html') FROM example WHERE name = 'zero';
SELECT format_report_file(report, 'XLSX') FROM example WHERE name = 'zero';
DO $$ BEGIN
	PERFORM format_report(report, '') FROM pg_temp.example;
EXCEPTION WHEN invalid_parameter_value THEN
	RAISE WARNING '%', SQLSTATE;
END $$;
