-- parse_report: values, NULL, errors, and PostgreSQL's own ways with composites
\set report '临川市教育局2024年政府信息公开工作年度报告\n一、总体情况\n2024年，本局公开信息120条，办理行政许可28件。\n二、主动公开政府信息情况\n第二十条第（一）项\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 0 | 0 | 0 |\n行政规范性文件 | 3 | / | 1,113 |\n第二十条第（五）项\n信息内容 | 本年处理决定数量 |\n行政许可 | ２８件 |\n第二十条第（六）项\n信息内容 | 本年处理决定数量 |\n行政处罚 | 无 |\n行政强制 | 2.5 |\n第二十条第（八）项\n信息内容 | 本年收费金额（单位：万元） |\n行政事业性收费 | 12.5元 |\n三、收到和处理政府信息公开申请情况\n（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况 |\n自然人 | 法人或其他组织 | 总计 |\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |\n一、本年新收政府信息公开申请数量 | 5 | 1 | 0 | 0 | 0 | 0 | 6 |\n二、上年结转政府信息公开申请数量 | | | | | | | 0 |\n三、本年度办理结果 | （一）予以公开 | 4 | 1 | 0 | 0 | 0 | 0 | 5 |\n（七）总计 | 4 | 1 | 0 | 0 | 0 | 0 | 5 |\n四、结转下年度继续办理 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n四、政府信息公开行政复议、行政诉讼情况\n行政复议 | 行政诉讼 |\n结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉 |\n1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n五、存在的主要问题及改进情况\n主动公开还不够及时。\n六、其他需要报告的事项\n本年度未收取信息处理费。\n'
CREATE TEMP TABLE filed AS SELECT replace(:'report', '\n', E'\n') AS body;

SELECT (r).agency, (r).year, (r).form, (r).applications.granted.total, (r).disputes.reconsideration.upheld
FROM (SELECT parse_report(body) AS r FROM filed) s;
SELECT (r).title, (r).overview, (r).problems, (r).other_matters FROM (SELECT parse_report(body) AS r FROM filed) s;
SELECT (r).proactive FROM (SELECT parse_report(body) AS r FROM filed) s;
SELECT ((r).applications).received, ((r).applications).carried_in FROM (SELECT parse_report(body) AS r FROM filed) s;

-- a cell that is no number, and why
SELECT item, column_name, value, kind, raw, line, "position" FROM filed, report_evidence(body)
WHERE section = 2 ORDER BY "position" NULLS LAST, item LIMIT 12;
SELECT kind, count(*) FROM filed, report_evidence(body) GROUP BY kind ORDER BY kind;

-- cells in the order of the form
SELECT section, count(*), count(value), sum(value) FROM filed, report_cells(parse_report(body)) GROUP BY section ORDER BY section;
SELECT number, item, column_name, label, value FROM filed, report_cells(parse_report(body))
WHERE item = 'received' OR column_name = 'amount';

-- JSON there and back
SELECT to_jsonb(parse_report(body)) #> '{applications,received}' FROM filed;
SELECT jsonb_populate_record(NULL::disclosure_report, to_jsonb(parse_report(body))) = parse_report(body) AS same FROM filed;

-- what is no report
SELECT parse_report('') IS NULL AS empty, parse_report('今天天气很好。') IS NULL AS prose, parse_report(NULL) IS NULL AS missing;
SELECT parse_report('今天天气很好。', strict => true);
SELECT * FROM report_evidence('今天天气很好。');
DO $$ BEGIN PERFORM parse_report('x', true); EXCEPTION WHEN invalid_text_representation THEN RAISE NOTICE '%', SQLSTATE; END $$;

-- the functions do not depend on a search path
SELECT proname, provolatile, proparallel, proisstrict FROM pg_proc
WHERE oid IN ('parse_report(text,boolean)'::regprocedure, 'report_cells(disclosure_report)'::regprocedure, 'report_evidence(text)'::regprocedure)
ORDER BY proname;

-- every object has a comment
SELECT pg_describe_object(classid, objid, 0) FROM pg_depend d
WHERE refobjid = (SELECT oid FROM pg_extension WHERE extname = 'govdisclose') AND deptype = 'e'
	AND classid IN ('pg_proc'::regclass, 'pg_type'::regclass) AND obj_description(objid, classid::regclass::text) IS NULL
	AND NOT EXISTS (SELECT FROM pg_type t WHERE t.oid = d.objid AND t.typname LIKE '\_%');
