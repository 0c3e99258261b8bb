-- what a registry prints: hand_in, hand_in_file, dashboard
SET client_min_messages = warning;
\pset format unaligned

\i test/sql/include/report.sql

CALL create_registry('city');
INSERT INTO city.agency (name, parent) VALUES
	('临川市教育局', '临川市人民政府'), ('临川市财政局', '临川市人民政府'),
	('临川市水利局', '临川市人民政府'), ('临川市城市管理局', '临川市人民政府'),
	('临川市公安局', '临川市人民政府'), ('云溪县教育局', '云溪县人民政府');
INSERT INTO city.filing (source, agency, year, body)
SELECT name, name, 2024, format_report(jsonb_populate_record(
	pg_temp.report(2021, VARIADIC cells), jsonb_build_object('agency', name)))
FROM (VALUES
	('临川市教育局', '{}'::text[]),
	('临川市财政局', '{applications.received.total=5,applications.received.natural_person=5,
		applications.concluded.total=5,applications.concluded.natural_person=5,
		applications.granted.total=5,applications.granted.natural_person=5}'),
	('临川市城市管理局', '{applications.received.total=7}'),
	('临川市公安局', '{applications.granted.total=3}'),
	('临川市人民政府', '{disputes.reconsideration.upheld=}'),
	('云溪县教育局', '{applications.received.research=}')) f (name, cells);
INSERT INTO city.filing (source, body) VALUES ('notice', '关于召开会议的通知');
SELECT city.waive(filing_id, '已电话核实') FROM city.rejection WHERE agency = '临川市公安局';

SELECT agency, standing, is_expected, reason, detail FROM city.standing(2024)
ORDER BY agency COLLATE "C";
SELECT agency, standing FROM city.standing(2024, '云溪县人民政府');
-- a year that has a roster expects those who are in it
BEGIN;
INSERT INTO city.roster (agency, year) VALUES ('临川市教育局', 2024), ('临川市气象局', 2024);
SELECT agency, standing, is_expected FROM city.standing(2024) ORDER BY agency COLLATE "C";
SELECT agency FROM city.expected_agency(2024, '临川市人民政府');
ROLLBACK;
SELECT title, reports, remark FROM city.hand_in_parts(2024), unnest(remarks) remark;
SELECT title, reports, remark
FROM city.hand_in_parts(2024, '临川市人民政府'), unnest(remarks) remark;

-- one report of four lacks a figure, and all lack section two
SELECT figure[1], figure[2] AS coverage, count(*)
FROM regexp_matches(city.hand_in(2024), '>([^<>]*)<br><small>([^<]*)<', 'g') figure
GROUP BY 1, 2;
-- three sections of text say that they are left out
SELECT count(*) FROM regexp_matches(city.hand_in(2024), '只汇总数据', 'g');
-- it is no report of the parent
SELECT (document_identity(city.hand_in(2024, '临川市人民政府'))).agency IS NULL AS is_nobodys;
SELECT format, (document_kind(file)).kind, file = city.hand_in_file(2024, format) AS is_same
FROM unnest('{docx,xlsx}'::text[]) format, city.hand_in_file(2024, format) AS file;

-- a year of which nothing is there
SELECT reports, remark FROM city.hand_in_parts(1999, '云溪县人民政府'), unnest(remarks) remark;
SELECT length(city.hand_in(1999)) > 0, city.hand_in(NULL) IS NULL;
SELECT city.hand_in_file(2024, 'pdf');

-- everything on one page
SELECT string_agg(figure[1], ' ') FROM regexp_matches(city.dashboard(2024, '临川市人民政府'),
	'<section id="([a-z]*)"', 'g') figure;
SELECT figure[1], figure[2] FROM regexp_matches(city.dashboard(2024, '临川市人民政府'),
	'data-figure="([^"]*)">([^< ]*)', 'g') figure WHERE figure[2] NOT IN ('0', '');
SELECT row[1]
FROM regexp_matches(city.dashboard_chase(2024), '(<tr><th scope="row">.*)\n', 'gn') row;
SELECT strpos(page, '&lt;b&gt;所属') > 0 AS is_escaped, strpos(page, '<b>所属') AS is_raw,
	city.dashboard(NULL) IS NULL
FROM city.dashboard(1999, '<b>') AS page;
SELECT page_bar(0.25), page_bar(NULL), page_escape('<a "b" & c>'), page_percent(0.12345);
SELECT page_curve(2020, '{1,NULL,4,2}');
SELECT page_range(0.1, 0.2, 0.3, 0.4, 0.5, 0.9);

-- more names than a line has room for
SELECT page_line('missing_list', ARRAY['a', 'b', 'c'], 2), page_line('missing_list', NULL),
	page_text('nothing of this name');

DROP SCHEMA city CASCADE;
