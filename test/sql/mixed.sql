-- reports whose tables follow different forms: sections 2 and 3, or blocks of section 2

\i test/sql/include/cells.sql
CREATE TEMP TABLE piece (name text, body text);
INSERT INTO piece VALUES ('head', '某市某局2021年政府信息公开工作年度报告
一、总体情况
略。
二、主动公开政府信息情况
'), ('documents of 2021', '第二十条第（一）项
信息内容|本年制发件数|本年废止件数|现行有效件数
规章|1|2|3
行政规范性文件|4|5|6
'), ('documents of 2019', '第二十条第（一）项
信息内容|本年新制作数量|本年新公开数量|对外公开总数量
规章|1|2|3
规范性文件|4|5|6
'), ('licensing of 2021', '第二十条第（五）项
信息内容|本年处理决定数量
行政许可|7
'), ('licensing of 2019', '第二十条第（五）项
信息内容|上一年项目数量|本年增/减|处理决定数量
行政许可|7|增1|9
'), ('fees of 2021', '第二十条第（八）项
信息内容|本年收费金额（单位：万元）
行政事业性收费|8.5
'), ('tail', '五、存在的主要问题及改进情况
略。
');
UPDATE piece SET body = replace(body, '|', E'\t');

-- section 3 as the forms print it: one application, handled otherwise
CREATE FUNCTION pg_temp.section_3(form integer) RETURNS text LANGUAGE sql AS $$
	SELECT substring(format_report(r) FROM '三、收到.*?(?=四、)')
	FROM (VALUES (2019, 'undivided'), (2021, 'unspecified')) v (name, row),
		pg_temp.cells(2021, form,
			'applications.received.natural_person=1', 'applications.received.total=1',
			'applications.concluded.natural_person=1', 'applications.concluded.total=1',
			'applications.other_' || row || '.natural_person=1',
			'applications.other_' || row || '.total=1') r
	WHERE name = form $$;
INSERT INTO piece SELECT 'applications of ' || form, pg_temp.section_3(form)
FROM unnest('{2019,2021}'::integer[]) form;
CREATE TEMP TABLE page AS
	SELECT page.name, string_agg(body, '' ORDER BY place) AS body
	FROM (VALUES
		('2019, then 2021', '{head,documents of 2019,licensing of 2019,applications of 2021,tail}'),
		('2021, then 2019',
			'{head,documents of 2021,licensing of 2021,fees of 2021,applications of 2019,tail}'),
		('both, then 2021', '{head,documents of 2019,licensing of 2021,applications of 2021,tail}'),
		('both, then nothing', '{head,documents of 2019,licensing of 2021,tail}')
	) page (name, pieces), unnest(pieces::text[]) WITH ORDINALITY part (name, place)
	JOIN piece ON piece.name = part.name GROUP BY page.name;
CREATE TEMP TABLE reading AS SELECT name, body, parse_report(body) AS r FROM page;

-- each table has its form, and each figure stays under its headings
SELECT name, (r).form, (r).proactive_form FROM reading ORDER BY name;
SELECT name, item, column_name, value FROM reading, report_cells(r)
WHERE section = 2 AND value IS NOT NULL ORDER BY name, item COLLATE "C", column_name COLLATE "C";
SELECT name, item, column_name, value FROM reading, report_cells(r)
WHERE item LIKE 'other.%' AND value IS NOT NULL
ORDER BY name, item COLLATE "C", column_name COLLATE "C";
-- no cell is listed that its table lacks
SELECT name, item, string_agg(column_name, ' ' ORDER BY column_name COLLATE "C")
FROM reading, report_cells(r) WHERE section = 2 AND item IN ('regulations', 'licensing')
GROUP BY name, item ORDER BY name, item COLLATE "C";
SELECT name, count(*), count(*) FILTER (WHERE kind = 'number') AS numbers
FROM reading, report_evidence(body) GROUP BY name ORDER BY name;

-- nothing is written into rows of the other form; outcomes are those of the rows that are there
SELECT name, (c).applications.other_undivided, (c).applications.other_unspecified, is_balanced(c)
FROM (SELECT name, complete_report(r) AS c FROM reading) completed ORDER BY name;
SELECT name, expression FROM reading, report_violations(r) WHERE severity = 'error' ORDER BY 1, 2;

-- printed and read again
SELECT name, format, parse_report(format_report(r, format)) IS NOT DISTINCT FROM r AS same
FROM reading, unnest('{text,markdown,html}'::text[]) format ORDER BY name, format;
SELECT substring(format_report(r) FROM '二、.*?(?=三、|五、)')
FROM reading WHERE name = 'both, then 2021';
SELECT (r::disclosure_figures)::disclosure_report IS NOT DISTINCT FROM
	jsonb_populate_record(r, '{"title": null, "agency": null, "overview": null, "problems": null}')
FROM reading ORDER BY name;
SELECT (sum(r)).form, (sum(r)).proactive_form FROM reading WHERE name LIKE '%2021';

-- rows of both forms in section 3: they count together, unless one is the sum of the others
CREATE FUNCTION pg_temp.both(undivided integer, parts integer) RETURNS disclosure_report
LANGUAGE sql AS $$
	SELECT pg_temp.cells(2021, 2021,
		'applications.concluded.total=5', 'applications.granted.total=3',
		'applications.other_correction_overdue.total=0', 'applications.other_fee_overdue.total=0',
		'applications.other_unspecified.total=' || parts,
		'applications.other_undivided.total=' || undivided) $$;
SELECT undivided, parts, expression, verdict
FROM (VALUES (0, 2), (1, 1), (2, 2), (2, 1)) v (undivided, parts),
	report_checks(pg_temp.both(undivided, parts))
WHERE rule = 'outcomes' AND column_name = 'total';
SELECT (complete_report(pg_temp.both(1, 1))).applications.other_undivided;
