-- a registry does not let anything worse replace what it has
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\set VERBOSITY terse
\set police `cat test/data/police-2024.txt`
\set education `cat test/data/education-2024.txt`
-- the first rows of section 3; NULL: a blank cell, no row: not shown
CREATE FUNCTION pg_temp.body(agency text, received int[], carried_in int[], note text DEFAULT '')
	RETURNS text LANGUAGE sql AS $$
	SELECT format(E'%s2024年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n', agency)
		|| E'| 项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n'
		|| coalesce('| 一、本年新收政府信息公开申请数量 | '
			|| array_to_string(received, ' | ', '') || E' |\n', '')
		|| coalesce('| 二、上年结转政府信息公开申请数量 | '
			|| array_to_string(carried_in, ' | ', '') || E' |\n', '')
		|| note
$$;

-- how much a report knows is what report_cells lists
SELECT cells_known(r) = count(value) AS known, cells_expected(r) = count(*) AS expected,
	count(value), count(*)
FROM (VALUES (parse_report(:'police')), (parse_report(:'education')),
	(parse_report(pg_temp.body('甲县局', '{1,0,0,0,0,0,1}', NULL)))) v (r), report_cells(r)
GROUP BY r ORDER BY count(value);
SELECT knows_less(a, b) AS a_less, knows_less(b, a) AS b_less, knows_less(a, a) AS itself
FROM (SELECT parse_report(:'police')::disclosure_figures,
	parse_report(pg_temp.body('甲县局', '{1,0,0,0,0,0,1}', NULL))::disclosure_figures) v (a, b);

CALL create_registry('better');
SET search_path = better, public;
-- a page of pictures, and one without tables, are no correction
INSERT INTO filing (source, body) VALUES ('1 full', :'police'), ('2 pictures',
	E'临川市公安局2024年政府信息公开工作年度报告\n一、总体情况\n2024年，推进公开。\n二、主动公开政府信息情况\n（图）\n'
	'三、收到和处理政府信息公开申请情况\n（图）\n四、政府信息公开行政复议、行政诉讼情况\n（图）\n'
	'五、存在的主要问题及改进情况\n主动性有待加强，下一步将改进。\n六、其他需要报告的事项\n本年度未收取信息处理费。\n'), ('3 last page',
	E'临川市公安局2024年政府信息公开工作年度报告\n六、其他需要报告的事项\n无。\n');
-- nor is a text that lost a table
INSERT INTO filing (source, body) SELECT '4 cut', left(:'police', strpos(:'police', '四、结转下年度') - 1);
SELECT source, state, reason, cells_known, cells_expected FROM filing_state ORDER BY source;
SELECT detail, hint FROM filing_state WHERE source = '4 cut';
SELECT year, reports, (figures).applications.received.total FROM consolidated;
-- unless somebody says so
SELECT prefer(4, '其余各表已撤回');
SELECT source, state, reason, cells_known FROM filing_state ORDER BY source;
SELECT prefer(2, '确认以图片为准');
SELECT withdraw(4, '误操作'), withdraw(2, '误操作');
SELECT source, state, reason, cells_known FROM filing_state ORDER BY source;

-- a correction that takes a cell back says so by a blank cell
INSERT INTO filing (source, body) VALUES
	('a1', pg_temp.body('甲县教育局', '{5,1,0,0,0,0,6}', '{1,0,0,0,0,0,1}')),
	('a2 takes back', pg_temp.body('甲县教育局', '{5,NULL,0,0,0,0,6}', '{1,0,0,0,0,0,1}')),
	('a3 a row less', pg_temp.body('甲县教育局', '{5,1,0,0,0,0,6}', NULL)),
	('a4 a stroke', pg_temp.body('甲县教育局', '{5,1,0,0,0,0,6}', NULL,
		E'| 二、上年结转政府信息公开申请数量 | / | / | / | / | / | / | / |\n'));
SELECT source, state, reason, detail, superseded_by FROM filing_state WHERE source LIKE 'a%'
ORDER BY source;
-- when the complete one goes, the next best counts; when it comes back, it does not
SELECT reject(f.filing_id, '撤回') FROM filing_state f
WHERE source IN ('a1', 'a2 takes back', 'a4 a stroke')
ORDER BY source;
SELECT source, state, reason FROM filing_state WHERE source LIKE 'a%' ORDER BY source;
SELECT withdraw(f.filing_id, '恢复') FROM filing_state f
WHERE source IN ('a1', 'a2 takes back', 'a4 a stroke')
ORDER BY source;
SELECT source, state, reason FROM filing_state WHERE source LIKE 'a%' ORDER BY source;

-- whatever the order in which they are read
CALL create_registry('backwards');
SET govdisclose.ingest = 'deferred';
INSERT INTO backwards.filing (source, body) SELECT source, body FROM better.filing ORDER BY id;
RESET govdisclose.ingest;
SELECT count(backwards.settle(ARRAY[id])) FROM (SELECT id FROM backwards.filing ORDER BY id DESC) f;
DELETE FROM backwards.backlog;
SELECT filing_id, source, state, reason, superseded_by FROM backwards.filing_state
EXCEPT SELECT filing_id, source, state, reason, superseded_by FROM better.filing_state;

-- a form of its own: the cells of another form are not missing from it
INSERT INTO filing (source, body, agency, year)
SELECT 'b' || n, body, '乙县教育局', 2020 FROM (VALUES
	(1, :'police'), (2, replace(:'police', '本年制发件数', '本年新制作数量'))) v (n, body);
SELECT source, state, reason FROM filing_state WHERE source LIKE 'b%' ORDER BY source;

-- a reading that is worse than the one before is shown, not taken
INSERT INTO filing (source, body) VALUES
	('c', pg_temp.body('丙县教育局', '{5,1,0,0,0,0,6}', '{1,0,0,0,0,0,1}'));
SELECT filing_id AS c FROM filing_state WHERE source = 'c' \gset
UPDATE report SET report = jsonb_populate_record(report, '{"disputes": {"litigation_direct":
	{"upheld": 0, "corrected": 0, "other": 0, "pending": 0, "total": 0}}}')
WHERE filing_id = :c;
SET client_min_messages = error;
CALL ingest(again => true);
SELECT state, reason, detail, hint, cells_known, altered_by = current_user AS altered
FROM filing_state WHERE filing_id = :c;
-- whatever else changes about the filing
SELECT assign(:c, year => 2023);
SELECT state, year, reason, cells_known FROM filing_state WHERE filing_id = :c;
SELECT reject(:c, '撤回'), withdraw(:c, '恢复');
SELECT state, reason, cells_known FROM filing_state WHERE filing_id = :c;
-- unless it is wanted
UPDATE report SET report = jsonb_populate_record(report, '{"disputes": {"litigation_direct":
	{"upheld": 0, "corrected": 0, "other": 0, "pending": 0, "total": 0}}}')
WHERE filing_id = :c;
SELECT prefer(:c, '以重新读取的为准');
SELECT state, reason, cells_known, altered_by FROM filing_state WHERE filing_id = :c;
SELECT count(*) FROM unused_reading;
-- nor one that gives no report any more
UPDATE filing SET body = NULL WHERE id = :c;
ALTER TABLE filing DISABLE TRIGGER refuse_update;
UPDATE filing SET body = '今天天气很好。' WHERE id = :c;
ALTER TABLE filing ENABLE TRIGGER refuse_update;
CALL ingest(again => true);
SELECT state, reason, hint, cells_known FROM filing_state WHERE filing_id = :c;

-- what no reading comes of
CALL create_registry('unread');
SET search_path = unread, public;
INSERT INTO filing (source, raw) VALUES ('a.pdf', '%PDF-1.7'), ('b.png', '\x89504e470d0a1a0a'),
	('c.doc', ''), ('d.docx', '\x504b030414000000'), ('e.txt', convert_to('今天天气很好。', 'UTF8'));
-- the text that was made of a file that is not read
INSERT INTO filing (source, raw, body) VALUES ('f.pdf', '%PDF-1.4', :'police');
INSERT INTO filing (source, body) VALUES ('g', :'police' || E'\n' || :'education');
SELECT source, state, reason, detail, hint FROM filing_state ORDER BY source;
SELECT prefer(filing_id, '附件只是引用') FROM filing_state WHERE source = 'g';
SELECT source, state, agency FROM filing_state WHERE state <> 'rejected' ORDER BY source;
-- the first reason that applies
INSERT INTO filing (source, body) VALUES ('h', replace(:'police', '临川市公安局', ''));
SELECT reject(filing_id, '不收') FROM filing_state
WHERE source IN ('a.pdf', 'h', 'f.pdf') ORDER BY source;
SELECT source, reason FROM filing_state WHERE source IN ('a.pdf', 'h', 'f.pdf') ORDER BY source;

RESET search_path;
DROP SCHEMA better, backwards, unread CASCADE;
