-- what narratives say about the tables: which sentences raise a finding, and which must not
SET client_min_messages = warning;

-- 新收 30, 上年结转 4, 办结 31, 结转 3, 复议 2, 诉讼 1
CREATE FUNCTION pg_temp.say(overview text) RETURNS disclosure_report LANGUAGE sql AS $$
	SELECT jsonb_populate_record(NULL::disclosure_report, jsonb_build_object(
		'agency', '某市科学技术委员会', 'year', 2024, 'form', 2021, 'overview', overview,
		'applications', '{"received": {"total": 30}, "carried_in": {"total": 4},
			"concluded": {"total": 31}, "carried_out": {"total": 3}}'::jsonb,
		'disputes', '{"reconsideration": {"total": 2}, "litigation_direct": {"total": 1},
			"litigation_after_reconsideration": {"total": 0}}'::jsonb)) $$;

-- each of these says another figure than the tables
SELECT expected, rule, lhs, rhs, sentence
FROM (VALUES
	('received', '全年收到政府信息公开申请三十五件。'),
	('received', '2024年，某市科学技术委员会共收到政府信息公开申请35件。'),
	('received', '2024年，市科委共收到公民、法人和其他组织提出的政府信息公开申请35件。'),
	('received', '全年新收政府信息公开申请35件，同比增长5%。'),
	('received', '（二）依申请公开。全年共收到申请35件，均按期办理。'),
	('received', '2024年度，全委收到依申请公开35件。'),
	('received', '本年度没有收到政府信息公开申请。'),
	('received', '2024年我委没有收到公民、法人或其他组织的政府信息公开申请。'),
	('received', '收到政府信息公开申请共计35件。'),
	('received', '共收到政府信息公开申请1,035件。'),
	('concluded', '2024年收到政府信息公开申请30件，全年共办结政府信息公开申请29件。'),
	('concluded', '政府信息公开申请35件均已按期答复。'),
	('concluded', '全年共办理答复依申请公开事项36件。'),
	('concluded', '依申请公开方面，2024年处理政府信息公开申请25件。'),
	('concluded', '2024年收到政府信息公开申请30件，作出答复28件。'),
	('concluded', '2024年收到政府信息公开申请30件，全年办结二十八件。'),
	('carried_in', '结转上年度政府信息公开申请6件。'),
	('carried_in', '全年收到政府信息公开申请30件，2023年度结转办理6件。'),
	('carried_in', '全年收到政府信息公开申请30件，上年结转0件。'),
	('carried_out', '政府信息公开申请结转下一年度办理5件。'),
	('carried_out', '收到政府信息公开申请30件，5件结转至2025年继续办理。'),
	('carried_out', '收到政府信息公开申请30件，转下一年度4件。'),
	('carried_out', '收到政府信息公开申请30件，已全部办结。'),
	('carried_out', '收到政府信息公开申请30件，全部按期办理完毕。'),
	('carried_out', '收到政府信息公开申请30件，均已答复完毕。'),
	('reconsideration', '全年因政府信息公开引发的行政复议1件。'),
	('reconsideration', '未发生因政府信息公开引发的行政复议。'),
	('reconsideration', '政府信息公开行政复议、行政诉讼均为0件。'),
	('reconsideration', '涉及政府信息公开的行政复议案件3件。'),
	('litigation', '因政府信息公开被提起行政诉讼2件。'),
	('litigation', '无因政府信息公开引发的行政诉讼案件。'),
	('litigation', '政府信息公开行政复议2件、行政诉讼2件。'),
	('reconsideration', '涉及政府信息公开的行政复议3件。'),
	('reconsideration', '政府信息公开的行政复议案件3件。'),
	('reconsideration', '涉及信息公开的行政复议案件3件。'),
	('received', '（二）依申请公开。全年共收到申请35件。'),
	('received', '（二）依申请公开情况。全年共收到申请35件，上年结转4件。'),
	('received', '全年受理信息公开申请一百零五件。'),
	('received', '未接到政府信息公开申请。'),
	('concluded', '全年收到申请公开政府信息30件，予以答复26件。'),
	('litigation', '没有发生政府信息公开行政诉讼。'),
	('reconsideration', '2024年，我委因政府信息公开被申请行政复议4件。')) AS v (expected, sentence)
	LEFT JOIN LATERAL report_violations(pg_temp.say(sentence)) ON rule = 'narrative_' || expected;

-- none of these does
SELECT sentence, rule, expression
FROM unnest(ARRAY[
	'2024年收到政府信息公开申请30件，其中网上申请20件，信函申请10件。',
	'2024年收到政府信息公开申请30件，按期答复28件。',
	'我委指导区科委答复政府信息公开申请12件。',
	'2024年收到政府信息公开申请34件（含上年结转4件），办结31件，结转下年度3件。',
	'区科技局收到政府信息公开申请5件。',
	'全市收到政府信息公开申请1200件。',
	'市科委系统收到政府信息公开申请100件。',
	'2023年收到政府信息公开申请25件，2024年收到30件。',
	'2024年收到政府信息公开申请30件，予以公开20件。',
	'收到政府信息公开申请30余件。',
	'办理行政复议答复35件。',
	'1月至6月收到政府信息公开申请15件。',
	'第一季度收到政府信息公开申请8件。',
	'通过邮寄方式收到政府信息公开申请12件。',
	'收到涉及项目经费的政府信息公开申请9件。',
	'2024年，受理科技计划申请350件，办结350件。',
	'行政复议维持1件，行政诉讼0件败诉。',
	'公开信息35条，回复咨询40件。',
	'答复政府信息公开申请30件。',
	'办理政府信息公开申请34件。',
	'未发生负面舆情。收到建议35件，均已办结。',
	'全年受理信息公开申请30件，答复率100%。',
	'因政府信息公开申请行政复议2件，其中维持1件。',
	'主动公开政府信息1035条，受理依申请公开30件。',
	'接到电话咨询35次。',
	'政府信息公开申请较上年增加5件。',
	'收到申请30件。',
	'全年共收到申请35件。',
	'2024年收到政府信息公开申请30件，办结率100%。',
	'向市政府信息公开办报送信息35条。',
	'收到政府信息公开申请近40件。',
	'涉及政府信息公开的行政诉讼1件，结果维持1件。',
	'全年答复率100%，满意率100%。',
	'共答复网民留言320件，全部办结。']) AS sentence,
	report_violations(pg_temp.say(sentence)) WHERE rule LIKE 'narrative%';

-- a name that is not the agency's is about somebody else
SELECT sentence, count(rule) FROM unnest(ARRAY['市科委收到政府信息公开申请35件。',
	'市教育局收到政府信息公开申请35件。', '某市科学技术委员会收到政府信息公开申请35件。']) AS sentence
	LEFT JOIN LATERAL report_violations(pg_temp.say(sentence)) ON rule LIKE 'narrative%'
GROUP BY sentence ORDER BY sentence COLLATE "C";

-- section 5 must name a problem
SELECT problems, rule, expression
FROM unnest(ARRAY['', '无。', '本年度无存在的主要问题。', '队伍力量不足，下一步加强培训。',
	'一是平台建设没有跟上群众的需要，信息更新不够及时。']) AS problems
	LEFT JOIN LATERAL report_violations(jsonb_populate_record(NULL::disclosure_report,
		jsonb_build_object('problems', problems))) ON rule = 'problems_stated';

-- money is never less than nothing
SELECT fees, rule, item, column_name, expression
FROM unnest(ARRAY['-5.2', '0', '3.14']) AS fees
	LEFT JOIN LATERAL report_violations(jsonb_populate_record(NULL::disclosure_report,
		format('{"form": 2021, "proactive": {"fees_amount": %s}}', fees)::jsonb)) ON true;
