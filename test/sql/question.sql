-- what an office asks of the agencies, their letters, and what has become of the questions
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\pset format unaligned
\set police `cat test/data/police-2024.txt`
\set wrong `cat test/data/urban-management-2024.txt`
CALL create_registry('city');
SET search_path = city, public;
INSERT INTO filing (source, body) VALUES ('police', :'police'), ('urban', :'wrong');
-- of the same year again, so that it does not go on where the year before ended
INSERT INTO filing (source, body, year) VALUES ('next', :'police', 2025);
INSERT INTO filing (source, agency, year, raw) VALUES
	('scan.png', '临川市水利局', 2024, '\x89504e470d0a1a0a0000000d');
INSERT INTO filing (source, agency, body) SELECT 'old', '临川市档案局',
	E'临川市档案局政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n'
	'三、收到和处理政府信息公开申请情况\n';
INSERT INTO filing (source, body) VALUES ('notice', '关于召开会议的通知');
INSERT INTO roster VALUES ('临川市审计局', 2024, '2025-02-28'), ('临川市统计局', 2024, NULL);

SELECT agency, year, number, kind, rule, severity, item, column_name, place, text
FROM question_item ORDER BY agency COLLATE "C", year, number;
SELECT agency, number, repair, request, source, status FROM question_item
WHERE kind IN ('check', 'filing') ORDER BY agency COLLATE "C", number;
SELECT letter FROM question ORDER BY agency COLLATE "C", year;

-- the line is the one on which the cell stands
SELECT DISTINCT q.text, split_part(:'wrong', E'\n', e.line) AS shown
FROM question_item q, report_evidence(:'wrong') e
WHERE q.place = format('第 %s 行', e.line) AND q.item = e.item AND q.rule = 'applicants'
	AND e.column_name = 'total';

-- a file is told where it has its cells, not where they are in the text that is made of it
BEGIN;
INSERT INTO filing (source, raw)
SELECT format, format_report_file(parse_report(replace(:'wrong', '城市管理局', agency)), format)
FROM (VALUES ('xlsx', '城市规划局'), ('docx', '城市建设局')) v (format, agency);
SELECT source, place, repair FROM question_item
WHERE source IN ('xlsx', 'docx') AND kind = 'check' ORDER BY source, number;
ROLLBACK;

-- what has become of them: the last word counts, of a question or of all of them
INSERT INTO follow_up (agency, year, status, due) VALUES
	('临川市城市管理局', 2024, 'asked', '2025-03-31');
\copy follow_up (agency, year, rule, item, column_name, status, note) FROM 'test/sql/include/answers.csv' WITH (FORMAT csv, HEADER)
SELECT number, rule, status, status_label, note, due FROM question_item
WHERE agency = '临川市城市管理局';
SELECT letter FROM question WHERE agency = '临川市城市管理局';
-- read again, and filed again with another fault in the same place, it is the same question
SET client_min_messages = error;
CALL ingest(again => true);
SET client_min_messages = warning;
INSERT INTO filing (source, body) VALUES ('urban, again', replace(:'wrong', E'\t26', E'\t27'));
SELECT number, text, status, note, source FROM question_item WHERE agency = '临川市城市管理局';
-- under another name it is the same agency
INSERT INTO agency_name (name, agency) VALUES ('临川市城市管理局', '临川市城管局');
SELECT agency, rule, status FROM question_item WHERE filing_id IN (
	SELECT max(id) FROM filing) ORDER BY number;
-- corrected, nothing is left to ask
INSERT INTO filing (source, body) VALUES ('urban, right', replace(:'wrong', E'\t26', E'\t6'));
SELECT count(*) FROM question WHERE agency LIKE '%城管局';
-- a report that counts is asked about until another one is read
INSERT INTO filing (source, agency, year, body) VALUES
	('what is this', '临川市公安局', 2025, 'x');
SELECT kind, rule FROM question_item WHERE agency = '临川市公安局' ORDER BY number;
-- who is late has been asked for it
INSERT INTO filing (source, body) VALUES ('audit', replace(:'police', '公安局', '审计局'));
SELECT count(*) FROM question WHERE agency = '临川市审计局';
-- a closed year asks nobody about what came too late
SELECT approve(2024, '审定');
INSERT INTO filing (source, body) VALUES ('late', replace(:'police', '公安局', '统计局'));
SELECT reason, (SELECT count(*) FROM question WHERE agency = '临川市统计局')
FROM filing_state WHERE source = 'late';

\set VERBOSITY terse
INSERT INTO follow_up (agency, year, status) VALUES ('临川市公安局', 2025, 'done');
INSERT INTO follow_up (agency, year, item, status) VALUES ('临川市公安局', 2025, 'x', 'open');
SELECT page_places('{}') IS NULL, page_places(ARRAY[to_jsonb(13), to_jsonb(2), to_jsonb(13), NULL,
	to_jsonb('三、申请!J6'::text), to_jsonb('三、申请!J28'::text), to_jsonb('表2 行4'::text)]),
	page_phrase('lines', NULL) IS NULL, page_date('2025-03-01');

RESET search_path;
DROP SCHEMA city CASCADE;
