-- report_evidence: what proves a number, and why a cell has none
\i test/sql/include/texts.sql
\i test/sql/include/report.sql

-- rows of section 3 below their headers; | stands for a TAB
CREATE FUNCTION pg_temp.applications(rows text) RETURNS text LANGUAGE sql AS $$
	SELECT '三、收到和处理政府信息公开申请情况' || E'\n' || replace(
		'项目|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计' || E'\n' || rows, '|', E'\t')
$$;
-- section 3, one cell a line, without the cells that are 0
CREATE FUNCTION pg_temp.without_blanks(report disclosure_report) RETURNS text LANGUAGE sql AS $$
	SELECT '三、收到和处理政府信息公开申请情况' || string_agg(line, '' ORDER BY place) || E'\n'
	FROM (SELECT min(place) AS place, E'\n' || split_part(label, '：', 1) ||
			string_agg(CASE WHEN value > 0 THEN E'\n' || value ELSE '' END, '' ORDER BY place)
		FROM report_cells(report) WITH ORDINALITY AS c (section, number, item, column_name, label,
			value, place)
		WHERE section = 3 GROUP BY split_part(label, '：', 1), item) row (place, line)
$$;
CREATE TEMP TABLE example (place integer GENERATED ALWAYS AS IDENTITY, shows text, body text);
INSERT INTO example (shows, body) VALUES
	('a figure for each column', pg_temp.applications('一、本年新收政府信息公开申请数量|9|2|0|0|1|0|12
')),
	('blank cells between the others', pg_temp.applications('一、本年新收政府信息公开申请数量|9|2|||1||12
')),
	('a number of a page behind a whole total', '三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量 9 2 0 0 1 0 12
7
'),
	('cells below headers, and others behind', (SELECT body FROM text_file
		WHERE name = 'html-other-table-behind')),
	('spaces, and fewer figures than columns', '三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量 9 2 1 12
'),
	('a table without its blank cells', pg_temp.without_blanks(pg_temp.report(2021,
		'applications.received natural_person=3 business=2 total=5',
		'applications.granted natural_person=3 total=3',
		'applications.denied_state_secret business=2 total=2',
		'applications.concluded natural_person=3 business=2 total=5'))),
	('a row twice, with other figures', pg_temp.applications('一、本年新收政府信息公开申请数量|9|2|0|0|1|0|12
一、本年新收政府信息公开申请数量|8|2|0|0|1|0|11
')),
	('a column less', (SELECT body FROM text_file WHERE name = 'column-missing')),
	('a destroyed character', pg_temp.applications('一、本年新收政府信息公开申请数量|9|2|0|0|�|0|12
')),
	('the end of the text within a row', pg_temp.applications('一、本年新收政府信息公开申请数量|9|2|0|0|1|0|1')),
	('words, decimals, notes', pg_temp.applications('一、本年新收政府信息公开申请数量|9.5|2①|无|-|01||12
二、本年度结转政府信息公开申请数量|0|0|0|0|0|0|0
')),
	('an amount without a unit', '二、主动公开政府信息情况
第二十条第（九）项
信息内容|采购项目数量|采购总金额
政府集中采购|3|120
'),
	('fees in 亿元', (SELECT body FROM text_file WHERE name = 'fees-in-hundred-millions'));
CREATE TEMP TABLE shown AS
SELECT place, shows, e.* FROM example, report_evidence(body) WITH ORDINALITY AS e (section, number,
	item, column_name, value, kind, proof, reason, raw, line, "position", stands_at, cell);
SELECT shows, item, kind, proof, reason, string_agg(column_name, ' ' ORDER BY cell) AS columns
FROM shown WHERE kind <> 'absent'
GROUP BY place, shows, item, kind, proof, reason ORDER BY place, min(cell);
-- what cannot be told apart is shown as a whole; of two showings, the second
SELECT DISTINCT shows, translate(raw, E'\t\n', '| ') AS raw, line FROM shown
WHERE kind = 'ambiguous' ORDER BY shows, line, raw;

-- sums prove no total where a row does not add up
SELECT count(value) FROM report_evidence(pg_temp.without_blanks(pg_temp.report(2021,
	'applications.received natural_person=3 business=2 total=5',
	'applications.granted natural_person=3 total=3',
	'applications.denied_state_secret business=1 total=2',
	'applications.concluded natural_person=3 business=2 total=5')));

-- each word that occurs is explained, and each that is explained occurs
CREATE TEMP VIEW word AS
	SELECT 'cell_kind' AS kind, kind AS name FROM shown
	UNION SELECT 'cell_proof', proof FROM shown WHERE proof IS NOT NULL
	UNION SELECT 'cell_reason', reason FROM shown WHERE reason IS NOT NULL;
SELECT * FROM word EXCEPT SELECT kind, name FROM name_dictionary();
SELECT kind, name FROM name_dictionary() WHERE kind LIKE 'cell\_%'
EXCEPT SELECT * FROM word;
SELECT name, label, english FROM name_dictionary() WHERE kind LIKE 'cell\_%';

-- a cell has either a value and a proof or a reason, wherever a text is cut off
CREATE FUNCTION pg_temp.unexplained(body text) RETURNS bigint LANGUAGE sql AS $$
	SELECT count(*) FROM report_evidence(body) WHERE (kind = 'number') <> (value IS NOT NULL)
		OR (value IS NULL) <> (proof IS NULL) OR (value IS NULL) = (reason IS NULL)
$$;
SELECT name FROM text_file WHERE pg_temp.unexplained(body) > 0;
SELECT shows, length FROM example, generate_series(20, length(body), 7) length
WHERE pg_temp.unexplained(left(body, length)) > 0;

-- the same from bytes
SELECT example.place, e.item, e.column_name, e.value, e.kind, e.proof, e.reason
FROM example, report_evidence(convert_to(body, 'GB18030')) e
EXCEPT SELECT place, item, column_name, value, kind, proof, reason FROM shown;
