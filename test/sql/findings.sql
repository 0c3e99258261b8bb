-- findings of report_checks and report_violations, document_findings
SET client_min_messages = warning;

\i test/sql/include/report.sql

-- 新收 36, 上年结转 2, 办结 37, 结转 1, 复议 1, 诉讼 2 + 1
CREATE TEMP TABLE sound AS
SELECT pg_temp.report(2021,
	'applications.received other=36 total=36',
	'applications.carried_in other=2 total=2',
	'applications.granted other=37 total=37',
	'applications.concluded other=37 total=37',
	'applications.carried_out other=1 total=1',
	'disputes.reconsideration upheld=1 total=1',
	'disputes.litigation_direct upheld=2 total=2',
	'disputes.litigation_after_reconsideration pending=1 total=1') AS report;
CREATE FUNCTION pg_temp.say(overview text) RETURNS disclosure_report LANGUAGE sql AS
	$$ SELECT jsonb_populate_record(report, jsonb_build_object('overview', overview))
	FROM pg_temp.sound $$;

-- says what the tables say
SELECT rule, lhs, rhs, verdict, expression FROM report_checks(pg_temp.say(
	'（二）依申请公开' || E'\n' ||
	'2024年，我局共收到政府信息公开申请36件，上年结转2件，办结37件，结转下年度继续办理1件。' ||
	'因政府信息公开被申请行政复议1件，行政诉讼3件。'))
	WHERE severity = 'finding';
SELECT s AS sentence, count(*) FILTER (WHERE verdict) AS agree,
	count(*) FILTER (WHERE NOT verdict) AS differ
FROM (VALUES
	('2024年受理政府信息公开申请38件。'),
	('全年新收到政府信息公开申请３６件（含上年结转2件）。'),
	('收到36件政府信息公开申请；办结 37 件。'),
	('本年度政府信息公开申请1件结转下年度继续办理。'),
	('收到依申请公开事项36件，其中自然人申请30件，法人申请6件，上年结转2件。')) v (s),
	LATERAL report_checks(pg_temp.say(s)) WHERE severity = 'finding' GROUP BY s ORDER BY s;

-- says something else
SELECT rule, item, column_name, lhs, rhs, difference, expression
FROM (VALUES
	('2024年，我局共收到政府信息公开申请35件，上年结转3件，办结36件，结转下年度2件。'),
	('全年收到政府信息公开申请1,035件。'),
	('我局未收到政府信息公开申请。'),
	('收到政府信息公开申请36件，均已办结。'),
	('2024年收到政府信息公开申请36件，已全部办结。'),
	('因政府信息公开引发行政复议2件、未发生行政诉讼。'),
	('未发生因政府信息公开申请行政复议、提起行政诉讼的情况。'),
	('2023年，我局认真落实条例。收到政府信息公开申请36件。')) v (s),
	LATERAL report_violations(pg_temp.say(s));

-- is about something else
SELECT s AS sentence, rule, expression
FROM (VALUES
	('收到信访件35件，全部办结。'),
	('2023年收到政府信息公开申请35件，2024年收到36件。'),
	('各镇街收到政府信息公开申请12件。'),
	('通过网站收到政府信息公开申请20件，当面申请16件。'),
	('办理人大建议、政协提案35件，全部办结。'),
	('收到政府信息公开申请36件，比上年增加5件，增长16%。'),
	('收到行政许可申请500件，办结500件。'),
	('累计收到政府信息公开申请350件。'),
	('按期办结政府信息公开申请30件。'),
	('全市行政复议机构受理行政复议案件120件。'),
	('收到政府信息公开申请约40件。'),
	('依申请公开政府信息19条。'),
	('所属单位收到政府信息公开申请5件。'),
	('收到政府信息公开申请36件，其中结转下年度3件。'),
	('未发生行政复议被纠正的情况。'),
	('2019年修订的条例施行以来，本机关收到政府信息公开申请36件。'),
	('收到政府信息公开申请36件。收到涉及征地的政府信息公开申请9件。'),
	('')) v (s),
	LATERAL report_violations(pg_temp.say(s));

-- the tables do not say
SELECT rule, lhs, rhs, verdict, expression FROM sound,
	report_checks(jsonb_populate_record(NULL::disclosure_report,
		'{"year": 2024, "overview": "收到政府信息公开申请36件，已全部办结。"}'))
WHERE severity = 'finding';

-- sections 5 and 6; no finding makes a report unbalanced
SELECT rule, verdict, expression
FROM sound, report_checks(jsonb_populate_record(report,
	'{"problems": "", "other_matters": "无其他需要报告的事项。"}'))
WHERE severity = 'finding';
SELECT rule, verdict, expression
FROM sound, report_checks(jsonb_populate_record(report,
	'{"problems": "队伍不稳定。", "other_matters": "未收取信息处理费。"}'))
WHERE severity = 'finding';
SELECT is_balanced(jsonb_populate_record(report, '{"problems": ""}')) FROM sound;

-- what only the text shows
SELECT rule, severity, item, column_name, lhs, rhs, expression, verdict
FROM document_findings($$临川市教育局2024年政府信息公开工作年度报告
一、总体情况
本年度平稳。
二、主动公开政府信息情况
第二十条第（八）项
信息内容	本年收费金额（单位：万元）
行政事业性收费	3000元
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
无。
七、其他需要报告的事项
无。
$$);
SELECT rule, lhs, expression FROM document_findings($$2024年度政府信息公开工作年度报告
三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量	1	/			0	0	1
二、上年结转政府信息公开申请数量	0	0	0	0	0	0	0
$$);
SELECT count(*) FROM document_findings('不是报告');
SELECT rule, expression
FROM document_findings(convert_to(E'一、总体情况\n本年度平稳。\n三、存在的主要问题及改进情况\n力量不足。', 'GB18030'));
