-- one organ, one key: spellings, other, former and short names, successors
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\set VERBOSITY terse
CREATE FUNCTION pg_temp.body(agency text, year int, carried_in int, received int, carried_out int)
	RETURNS text LANGUAGE sql AS $$
	SELECT format(E'%s%s年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（一）项\n', agency, year) ||
		E'信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 0 | 0 | 0 |\n行政规范性文件 | 0 | 0 | 5 |\n' ||
		E'三、收到和处理政府信息公开申请情况\n' ||
		E'| 项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n' ||
		format(E'一、本年新收政府信息公开申请数量 | %s | 0 | 0 | 0 | 0 | 0 | %1$s |\n', received) ||
		format(E'二、上年结转政府信息公开申请数量 | %s | 0 | 0 | 0 | 0 | 0 | %1$s |\n', carried_in) ||
		format(E'三、本年度办理结果 | （一）予以公开 | %s | 0 | 0 | 0 | 0 | 0 | %1$s |\n',
			carried_in + received - carried_out) ||
		format(E'（七）总计 | %s | 0 | 0 | 0 | 0 | 0 | %1$s |\n', carried_in + received - carried_out) ||
		format(E'四、结转下年度继续办理 | %s | 0 | 0 | 0 | 0 | 0 | %1$s |\n', carried_out)
$$;
CALL create_registry('names');
SET search_path = names, public;

-- spellings
INSERT INTO filing (source, agency, body) VALUES
	('plain', NULL, pg_temp.body('临川市公安局', 2024, 0, 1, 0)),
	('blanks', ' 临川市 公安局 ', pg_temp.body('', 2024, 0, 2, 0)),
	('brackets', '临川市财政局（本级）', pg_temp.body('', 2024, 0, 1, 0)),
	('other brackets', '临川市财政局(本级)', pg_temp.body('', 2024, 0, 2, 0)),
	('2024/临川市水利局.docx', NULL, pg_temp.body('', 2024, 0, 1, 0));
SELECT source, state, agency FROM filing_state ORDER BY filing_id;
INSERT INTO agency (name, parent, successor) VALUES (' 临川市 公安局', '临川市（本级）', '临川市 大局');
SELECT name, parent, successor FROM agency;
DELETE FROM agency;

-- short names: nobody knows whose, until somebody says so
INSERT INTO filing (source, agency, body) VALUES
	('short', NULL, pg_temp.body('市教育局', 2024, 0, 1, 0)),
	('sentence', NULL, replace(pg_temp.body('', 2024, 0, 1, 0), '2024年政府信息公开工作年度报告',
		E'一、总体情况\n2024年，区科委推进信息公开。')),
	('this', '本局', pg_temp.body('', 2024, 0, 1, 0)),
	('none', '市场监督管理局', pg_temp.body('', 2024, 0, 1, 0)),
	('place', NULL, pg_temp.body('本溪市教育局', 2024, 0, 1, 0));
SELECT source, state, agency, reason, detail FROM filing_state
WHERE filing_id > 5 ORDER BY filing_id;
SELECT hint FROM filing_state WHERE source = 'short';
SELECT assign(filing_id, agency => '市教育局', year => 2024) FROM filing_state WHERE source = 'this';
INSERT INTO agency_name (name, agency, kind) VALUES ('市教育局', '临川市教育局', 'short');
SELECT source, state, agency, superseded_by FROM filing_state WHERE source IN ('short', 'this')
ORDER BY source;
-- two districts with the same short name: within its parent each is another
INSERT INTO filing (source, parent, body) VALUES
	('east', '东区人民政府', pg_temp.body('区经济委员会', 2024, 0, 3, 0)),
	('west', '西区人民政府', pg_temp.body('区经济委员会', 2024, 0, 8, 0)),
	('nowhere', NULL, pg_temp.body('区经济委员会', 2024, 0, 4, 0));
INSERT INTO agency_name (name, agency, kind, parent) VALUES
	('区经济委员会', '临川市东区经济委员会', 'short', '东区人民政府'),
	('区经济委员会', '临川市西区经济委员会', 'short', '西区人民政府');
SELECT source, state, agency, reason FROM filing_state WHERE source IN ('east', 'west', 'nowhere')
ORDER BY source;
-- the same for all, it would be nobody's
INSERT INTO agency_name (name, agency) VALUES
	('区经济委员会', '临川市东区经济委员会'), ('区经济委员会', '临川市西区经济委员会');
SELECT source, state, agency, reason FROM filing_state WHERE source IN ('east', 'west', 'nowhere')
ORDER BY source;
DELETE FROM agency_name WHERE parent IS NULL AND agency = '临川市西区经济委员会';
SELECT source, state, agency, superseded_by FROM filing_state WHERE source IN ('east', 'nowhere')
ORDER BY source;
DELETE FROM agency_name WHERE name = '区经济委员会';
SELECT source, state, agency, reason FROM filing_state WHERE source IN ('east', 'west', 'nowhere')
ORDER BY source;

-- a rename: the reports of the former name go on as those of the new one
INSERT INTO filing (source, body) VALUES
	('wei 2021', pg_temp.body('甲县科学技术委员会', 2021, 0, 10, 2)),
	('wei 2022', pg_temp.body('甲县科学技术委员会', 2022, 2, 10, 3)),
	('ju 2023', pg_temp.body('甲县科学技术局', 2023, 4, 10, 0)),
	('wei 2023', pg_temp.body('甲县科学技术委员会', 2023, 1, 1, 0));
SELECT agency, year, carried_out_before, carried_in, difference FROM carryover
WHERE agency LIKE '甲县%' AND column_name = 'total' ORDER BY year;
INSERT INTO agency_name (name, agency, kind, last_year)
VALUES ('甲县科学技术委员会', '甲县科学技术局', 'former', 2022);
SELECT source, state, agency FROM filing_state
WHERE source LIKE 'wei%' OR source LIKE 'ju%' ORDER BY source;
SELECT agency, year, carried_out_before, carried_in, difference FROM carryover
WHERE agency LIKE '甲县%' AND column_name = 'total' ORDER BY year;
-- that name had itself another before, and a circle ends
INSERT INTO agency_name (name, agency, kind) VALUES ('甲县科委', '甲县科学技术委员会', 'short');
INSERT INTO filing (source, body) VALUES ('kewei 2020', pg_temp.body('甲县科委', 2020, 0, 5, 0));
SELECT source, agency FROM filing_state WHERE source = 'kewei 2020';
SELECT resolve_agency('甲县 科委', 2020), resolve_agency('甲县科委', 2024), resolve_agency('县科委');
INSERT INTO agency_name (name, agency) VALUES ('甲', '乙'), ('乙', '甲');
SELECT resolve_agency('甲') IN ('甲', '乙') AS ends;
UPDATE agency_name SET last_year = 2019 WHERE name = '甲县科学技术委员会';
SELECT source, state, agency FROM filing_state
WHERE source LIKE 'wei%' OR source LIKE 'ke%' ORDER BY source;

-- a merger: two cease to report, and what they left goes on with their successor
INSERT INTO filing (source, body) VALUES
	('a 2022', pg_temp.body('乙县林业局', 2022, 0, 5, 2)),
	('b 2022', pg_temp.body('乙县园林局', 2022, 0, 5, 3)),
	('c 2023', pg_temp.body('乙县林业和园林局', 2023, 5, 5, 1)),
	('c 2024', pg_temp.body('乙县林业和园林局', 2024, 1, 5, 0));
INSERT INTO agency (name, successor) VALUES
	('乙县林业局', '乙县林业和园林局'), ('乙县园林局', '乙县林业和园林局');
SELECT agency, year, carried_out_before, carried_in, difference FROM carryover
WHERE agency LIKE '乙县%' AND column_name = 'total' ORDER BY year;
SELECT agency, year, item, in_force_before, in_force, difference FROM stock
WHERE agency LIKE '乙县%' ORDER BY year, item;
-- not where one of them still reports, nor where nobody knows what is missing
INSERT INTO filing (source, body) VALUES ('b 2023', pg_temp.body('乙县园林局', 2023, 3, 5, 1));
SELECT agency, year, carried_out_before, carried_in FROM carryover
WHERE agency LIKE '乙县%' AND column_name = 'total' ORDER BY agency COLLATE "C", year;
INSERT INTO filing (source, body) VALUES ('c 2020', pg_temp.body('乙县林业和园林局', 2020, 0, 5, 0));
SELECT agency, year, carried_out_before, carried_in FROM carryover
WHERE agency LIKE '乙县%' AND column_name = 'total' ORDER BY agency COLLATE "C", year;

-- names that no index holds are refused where they come in, and one in a text stops nothing
INSERT INTO agency_name (name, agency) VALUES (repeat('局', 201), '甲局');
INSERT INTO agency_name (name, agency) VALUES ('甲局', repeat('局', 201));
INSERT INTO agency_name (name, agency) VALUES (' ', '甲局');
INSERT INTO roster (agency, year) VALUES (repeat('局', 201), 2024);
INSERT INTO filing (body, parent) VALUES ('x', repeat('局', 201));
INSERT INTO filing (source, body)
SELECT 'long', pg_temp.body(repeat('很长的名字', 1000) || '局', 2024, 0, 1, 0);
SELECT state, reason FROM filing_state WHERE source = 'long';

-- deferred, a name waits as well
SET govdisclose.ingest = 'deferred';
INSERT INTO agency_name (name, agency) VALUES ('临川市水利局', '临川市水务局');
SELECT source, state, agency FROM filing_state WHERE agency = '临川市水利局';
CALL ingest();
RESET govdisclose.ingest;
SELECT count(*) FROM report WHERE agency = '临川市水务局';

RESET search_path;
DROP SCHEMA names CASCADE;
