-- document_findings: what only the text shows of a report, beyond its cells
CREATE FUNCTION pg_temp.body(title text, received int, tail text DEFAULT '') RETURNS text
LANGUAGE sql AS $$
	SELECT title || E'\n一、总体情况\n本年度平稳。\n二、主动公开政府信息情况\n'
		'第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n'
		'行政规范性文件\t1\t0\t5\n第二十条第（六）项\n信息内容\t本年处理决定数量\n行政处罚\t0\n行政强制\t0\n'
		'第二十条第（八）项\n信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t0\n'
		'三、收到和处理政府信息公开申请情况\n'
		'申请人情况\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n'
		|| format(E'一、本年新收政府信息公开申请数量\t%1$s\t0\t0\t0\t0\t0\t%1$s\n', received)
		|| E'四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0\n' || tail $$;
CREATE VIEW pg_temp.document AS SELECT * FROM (VALUES
	('one', pg_temp.body('临川市教育局2024年政府信息公开工作年度报告', 3)),
	('two agencies', pg_temp.body('临川市教育局2024年政府信息公开工作年度报告', 3)
		|| pg_temp.body('临川市财政局2024年政府信息公开工作年度报告', 5)),
	('three years', pg_temp.body('临川市教育局2022年政府信息公开工作年度报告', 3)
		|| pg_temp.body('临川市教育局2023年政府信息公开工作年度报告', 5)
		|| pg_temp.body('临川市教育局2024年政府信息公开工作年度报告', 7)),
	('title on each page', pg_temp.body(E'临川市教育局2024年政府信息公开工作年度报告\n'
		'临川市教育局2024年政府信息公开工作年度报告', 3, E'临川市教育局2024年政府信息公开工作年度报告\n'
		'四、政府信息公开行政复议、行政诉讼情况\n')),
	('links below', pg_temp.body('临川市教育局2024年政府信息公开工作年度报告', 3,
		E'上一篇\n临川市财政局2024年政府信息公开工作年度报告\n临川市审计局2023年政府信息公开工作年度报告\n')),
	('table twice', pg_temp.body('临川市教育局2024年政府信息公开工作年度报告', 3,
		E'附表\n' || repeat('申请人情况说明，', 40) || E'\n一、本年新收政府信息公开申请数量\t3\t0\t0\t0\t0\t0\t3\n'
		'四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0\n')),
	('headline', pg_temp.body(E'临川市教育局2025年政府信息公开工作年度报告\n'
		'本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。', 3)),
	('contradiction', pg_temp.body(E'临川市教育局2025年政府信息公开工作年度报告\n'
		'现公布临川市教育局2024年政府信息公开工作年度报告。', 3)),
	('pictures', E'临川市教育局2024年政府信息公开工作年度报告\n一、总体情况\n平稳。\n'
		'二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n'
		'四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n力量不足。\n'
		'六、其他需要报告的事项\n无。'),
	('older', E'临川市教育局2016年政府信息公开工作年度报告\n一、概述\n我局主动公开信息130条。\n'
		'二、主动公开政府信息的情况\n公开130条。\n三、依申请公开政府信息办理情况\n未收到申请。')
	) AS v (name, body);
SELECT name, rule, lhs, rhs, expression
FROM pg_temp.document, document_findings(body)
WHERE rule NOT IN ('section_missing', 'blank_cells', 'section_number')
ORDER BY name COLLATE "C", rule COLLATE "C", lhs;
-- in a page, lines are not those of its source
SELECT rule, lhs, rhs FROM pg_temp.document,
	document_findings('<p>' || replace(body, E'\n', '</p><p>') || '</p>')
WHERE name = 'two agencies' AND rule = 'several_reports';
-- of several reports the first one is read, and nothing of the others
SELECT name, (r).agency, (r).year, (r).applications.received.total,
	parse_report(body) IS NOT DISTINCT FROM parse_report(one) AS reads_first_alone
FROM (SELECT name, body, parse_report(body) AS r, split_part(body, E'\n临川市', 1) AS one
	FROM pg_temp.document WHERE name IN ('two agencies', 'three years') OFFSET 0) AS d
ORDER BY name COLLATE "C";
SELECT parse_report(body, strict => true) FROM pg_temp.document WHERE name = 'two agencies';
SELECT parse_report('<p>' || replace(body, E'\n', '</p><p>') || '</p>', strict => true)
FROM pg_temp.document WHERE name = 'three years';
-- each by itself
SELECT name, number, s.title, s.agency, s.year, line,
	(parse_report(s.report)).applications.received.total AS received
FROM pg_temp.document, split_reports(body) AS s
WHERE name IN ('one', 'two agencies', 'three years', 'links below', 'title on each page',
	'headline')
ORDER BY name COLLATE "C", number;
SELECT number, agency, line, (parse_report(report)).applications.received.total AS received
FROM pg_temp.document,
	split_reports(convert_to('<p>' || replace(body, E'\n', '</p><p>') || '</p>', 'UTF8'))
WHERE name = 'two agencies' ORDER BY number;
SELECT count(*) FROM split_reports('关于召开会议的通知');
SELECT bool_and(report = body) AS whole FROM pg_temp.document, split_reports(body)
WHERE name = 'one';
-- two halves of which neither has all
SELECT (r).agency, (r).year, (r).overview, (r).applications.received.total
FROM parse_report(E'临川市教育局2024年政府信息公开工作年度报告\n一、总体情况\n教育平稳。\n'
	'临川市财政局2024年政府信息公开工作年度报告\n一、总体情况\n财政平稳，全年主动公开信息一千余条，依申请公开办理及时。\n'
	'三、收到和处理政府信息公开申请情况\n'
	'申请人情况\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n'
	'一、本年新收政府信息公开申请数量\t5\t0\t0\t0\t0\t0\t5\n') AS r;
