-- create_registry: filings, outcomes, decisions, gaps between years
SET client_min_messages = warning;
\set SHOW_CONTEXT never

-- a report with so many applications of natural persons
CREATE FUNCTION pg_temp.body(
	agency text, year text, received int, carried_in int, granted int, carried_out int)
	RETURNS text
BEGIN ATOMIC
	SELECT format(E'%s%s政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（一）项\n', agency, year || '年') ||
		E'信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 0 | 0 | 1 |\n行政规范性文件 | 3 | 1 | 12 |\n' ||
		E'三、收到和处理政府信息公开申请情况\n申请人情况 |\n自然人 | 法人或其他组织 | 总计 |\n' ||
		E'商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |\n' ||
		format(E'一、本年新收政府信息公开申请数量 | %s | 0 | 0 | 0 | 0 | 0 | %1$s |\n', received) ||
		format(E'二、上年结转政府信息公开申请数量 | %s | 0 | 0 | 0 | 0 | 0 | %1$s |\n', carried_in) ||
		format(E'三、本年度办理结果 | （一）予以公开 | %s | 0 | 0 | 0 | 0 | 0 | %1$s |\n', granted) ||
		format(E'（七）总计 | %s | 0 | 0 | 0 | 0 | 0 | %1$s |\n', granted) ||
		format(E'四、结转下年度继续办理 | %s | 0 | 0 | 0 | 0 | 0 | %1$s |\n', carried_out);
END;

-- what others make in the extension's schema gets into nothing: these fit better than the functions
-- of these names do
CREATE FUNCTION public.lure() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RAISE 'lured'; END $$;
CREATE FUNCTION public.num_nonnulls(text, bytea) RETURNS integer RETURN lure();
CREATE FUNCTION public.num_nonnulls(text, integer) RETURNS integer RETURN lure();
CREATE FUNCTION public.num_nulls(bigint, bigint, bigint, bigint, bigint, bigint, bigint)
	RETURNS integer RETURN lure();
CREATE FUNCTION public.concat_ws(text, text, text) RETURNS text RETURN lure();
CREATE FUNCTION public.format(text, name, text) RETURNS text RETURN lure();
CREATE FUNCTION public.count(bigint) RETURNS bigint RETURN lure();

-- in a new schema, in an old one, and from any search path
CREATE SCHEMA "old";
SET search_path = pg_catalog;
CALL public.create_registry('disclosure');
CALL public.create_registry('old');
CALL public.create_registry('信息"公开" x');
SHOW search_path;
RESET search_path;
SELECT nspname, count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
WHERE nspname IN ('disclosure', 'old', '信息"公开" x') GROUP BY nspname ORDER BY nspname COLLATE "C";
DROP SCHEMA "old" CASCADE;
-- not over what is there, and nothing half done
CREATE SCHEMA taken CREATE TABLE report ();
CALL create_registry('taken');
CALL create_registry('disclosure');
CALL create_registry('');
CALL create_registry(NULL);
CALL create_registry('pg_registry');
SELECT count(*) FROM pg_class WHERE relnamespace = 'taken'::regnamespace;
SELECT pg_describe_object(classid, objid, objsubid) AS "has no comment" FROM (
	SELECT 'pg_class'::regclass, oid, 0 FROM pg_class
	WHERE relnamespace = 'disclosure'::regnamespace AND relkind IN ('r', 'v')
	UNION ALL SELECT 'pg_proc'::regclass, oid, 0 FROM pg_proc
	WHERE pronamespace = 'disclosure'::regnamespace
	UNION ALL SELECT 'pg_trigger'::regclass, oid, 0 FROM pg_trigger
	WHERE tgrelid::regclass::text LIKE 'disclosure.%' AND NOT tgisinternal)
	o (classid, objid, objsubid)
WHERE obj_description(objid, classid::regclass::text) IS NULL;
SELECT DISTINCT setting FROM pg_proc, unnest(proconfig) setting
WHERE pronamespace = 'disclosure'::regnamespace AND setting LIKE 'search_path%';

-- an INSERT shows its outcome at once
\copy disclosure.filing (source, body) FROM PROGRAM 'test/sql/include/samples.sh' CSV
SELECT source, state, agency, year, reason, detail FROM disclosure.filing_state
ORDER BY source COLLATE "C";
SELECT source, hint FROM disclosure.filing_state WHERE state = 'rejected'
ORDER BY source COLLATE "C";
SELECT agency, year, rule, item, column_name, lhs, rhs, difference
FROM disclosure.rejection_violation;
SELECT * FROM disclosure.progress;
-- the same bytes twice are one filing
\copy disclosure.filing (source, body) FROM PROGRAM 'test/sql/include/samples.sh again' CSV
\echo :ROW_COUNT
INSERT INTO disclosure.filing (raw) SELECT convert_to(body, 'UTF8') FROM disclosure.filing
WHERE source = 'notice' AND getdatabaseencoding() = 'UTF8';
\echo :ROW_COUNT
INSERT INTO disclosure.filing (source, body)
VALUES ('twice', '两次'), ('twice', '两次'), ('once', '一次');
\echo :ROW_COUNT
SELECT * FROM disclosure.progress;
-- errors
\set VERBOSITY terse
INSERT INTO disclosure.filing (source) VALUES ('nothing');
INSERT INTO disclosure.filing (body, raw) VALUES ('both', 'both');
INSERT INTO disclosure.filing (body, year) VALUES ('x', 24);
\set VERBOSITY sqlstate
UPDATE disclosure.filing SET body = 'x';
DELETE FROM disclosure.filing;
TRUNCATE disclosure.filing CASCADE;
DELETE FROM disclosure.decision;
\set VERBOSITY default
UPDATE disclosure.filing SET agency = 'x' WHERE source = 'once';

-- everything from here on in the other registry, with every reason
SET search_path = '信息"公开" x', public;
INSERT INTO filing (source, body) VALUES
	('first', pg_temp.body('临川市教育局', '2023', 10, 0, 8, 2)),
	('nameless', pg_temp.body('', '2023', 1, 0, 1, 0)),
	('timeless', pg_temp.body('临川市财政局', '', 1, 0, 1, 0)),
	('wrong', pg_temp.body('临川市公安局', '2023', 10, 0, 8, 3));
INSERT INTO filing (source, body, agency, year) VALUES
	('given', pg_temp.body('', '', 3, 0, 1, 2), '临川市卫生局', 2022),
	('half given', pg_temp.body('', '', 4, 0, 4, 0), '临川市卫生局', NULL);
INSERT INTO filing (source, raw)
VALUES ('raw', convert_to(pg_temp.body('临川市交通局', '2023', 7, 0, 7, 0), 'GB18030'));
SELECT filing_id, source, state, agency, year, reason, hint FROM filing_state ORDER BY filing_id;

-- what people decide
SELECT assign(2, '临川市水利局');
SELECT assign(3, year => 2021);
SELECT assign(3, agency => '临川市财政局（本级）');
SELECT agency, year FROM report WHERE filing_id IN (2, 3) ORDER BY filing_id;
SELECT waive(4, '已电话核实，原件如此');
SELECT r.agency, d.kind, d.why, d.made_by = current_user AS by_me, is_balanced(report)
FROM report r JOIN decision d ON d.id = waiver;
SELECT withdraw(4, '误操作');
SELECT reason FROM rejection WHERE filing_id = 4;
SELECT waive(4, '原件如此');
SELECT reject(1, '不是正式件');
SELECT reason, detail, hint FROM rejection WHERE filing_id = 1;
SELECT withdraw(1, '是正式件');
\set VERBOSITY terse
SELECT waive(4, ' ');
SELECT assign(4);
SELECT waive(4711, 'x');
\set VERBOSITY default
INSERT INTO report (filing_id, agency, year, report) SELECT 5, 'x', 2000, report FROM report
WHERE filing_id = 4;

-- a corrected report supersedes, whichever comes first
INSERT INTO filing (source, body) VALUES
	('second', pg_temp.body('临川市教育局', '2023', 11, 0, 9, 2)),
	('third', pg_temp.body('临川市教育局', '2023', 12, 0, 10, 2));
SELECT agency, year, revision, is_current, filing_id, superseded_by,
	(report).applications.received.total
FROM revision WHERE agency = '临川市教育局' ORDER BY revision;
SELECT reject(8, '撤回');
SELECT revision, filing_id, superseded_by FROM revision WHERE agency = '临川市教育局' ORDER BY revision;
SELECT reject(9, '撤回');
SELECT withdraw(8, '恢复');
SELECT revision, filing_id, superseded_by FROM revision WHERE agency = '临川市教育局' ORDER BY revision;
SELECT withdraw(9, '恢复');
SELECT state, count(*) FROM filing_state GROUP BY state ORDER BY state;

-- deferred: a backlog
SET govdisclose.ingest = 'later';
INSERT INTO filing (body) VALUES ('x');
SET govdisclose.ingest = 'deferred';
INSERT INTO filing (source, body)
SELECT 'late ' || i, pg_temp.body('临川市教育局', '2024', 20 + i, 2, 20 + i, 2)
FROM generate_series(1, 5) i;
SELECT reject(5, '推迟');
SELECT * FROM progress;
SET client_min_messages = notice;
CALL ingest(batch_size => 2);
CALL ingest(batch_size => 0);
SELECT * FROM progress;
SELECT year, revision, filing_id, superseded_by FROM revision WHERE agency = '临川市教育局'
ORDER BY year, revision;
RESET govdisclose.ingest;

-- all again: the same, and nothing is written that stays the same
CREATE TEMP TABLE before AS SELECT 'report' AS what, ctid AS place, filing_id FROM report
UNION ALL SELECT 'rejection', ctid, filing_id FROM rejection;
CALL ingest(again => true);
SELECT count(*) AS changed
FROM (
	SELECT 'report', ctid, filing_id FROM report
	UNION ALL SELECT 'rejection', ctid, filing_id FROM rejection
	EXCEPT TABLE pg_temp.before) changed;
-- all again after an update of the parser, here a damaged value: decisions and revisions stay
UPDATE report SET report = jsonb_populate_record(report, '{"overview": "x"}'),
	agency = agency || '?' WHERE filing_id <> 4;
UPDATE rejection SET reason = 'error', report = NULL;
CALL ingest(again => true);
SELECT filing_id, state, agency, year, superseded_by, reason, detail, waived_because
FROM filing_state ORDER BY filing_id;
SELECT count(*) FROM report WHERE (report).overview = 'x';
-- a waiver that is not needed is none
SELECT waive(7, 'unnecessary');
SELECT waiver FROM report WHERE filing_id = 7;

-- the extension may move
CREATE SCHEMA elsewhere;
ALTER EXTENSION govdisclose SET SCHEMA elsewhere;
INSERT INTO filing (source, body) VALUES ('moved', '今天天气很好。');
SELECT state, reason FROM filing_state WHERE source = 'moved';
ALTER EXTENSION govdisclose SET SCHEMA public;
DROP SCHEMA elsewhere;

-- a filing that cannot be read is rejected and stops no other
CREATE FUNCTION pg_temp.poison() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE 'no room for %', NEW.agency USING ERRCODE = 'disk_full';
END $$;
ALTER FUNCTION judge(bigint[], text) RENAME TO judge_in_truth;
CREATE FUNCTION judge(filings bigint[], error text DEFAULT NULL)
	RETURNS TABLE (filing_id bigint, agency text, year integer, report disclosure_report,
		waiver bigint, reason text, detail text, hint text)
	LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
	IF judge.error IS NULL
			AND EXISTS (SELECT FROM filing WHERE id = ANY (filings) AND source = 'poison') THEN
		RAISE 'a hostile text' USING ERRCODE = 'program_limit_exceeded';
	END IF;
	RETURN QUERY SELECT * FROM judge_in_truth(filings, judge.error);
END $$;
INSERT INTO filing (source, body) VALUES
	('before', pg_temp.body('临川市水务局', '2020', 1, 0, 1, 0)),
	('poison', pg_temp.body('临川市水务局', '2021', 1, 0, 1, 0)),
	('behind', pg_temp.body('临川市水务局', '2022', 1, 0, 1, 0));
SELECT source, state, reason, detail FROM filing_state ORDER BY filing_id DESC LIMIT 3;
-- but what is not its fault is an error
CREATE TRIGGER poison BEFORE INSERT ON report FOR EACH ROW EXECUTE FUNCTION pg_temp.poison();
\set VERBOSITY terse
INSERT INTO filing (source, body) VALUES ('unlucky', pg_temp.body('临川市水务局', '2023', 1, 0, 1, 0));
\set VERBOSITY default
SELECT count(*) FROM filing WHERE source = 'unlucky';

-- between the years
SET client_min_messages = warning;
SET search_path = disclosure, public;
INSERT INTO filing (body) VALUES
	(pg_temp.body('甲市教育局', '2022', 10, 0, 8, 2)), (pg_temp.body('甲市教育局', '2023', 10, 2, 9, 3)),
	(pg_temp.body('甲市教育局', '2024', 10, 4, 14, 0)), (pg_temp.body('甲市教育局', '2019', 1, 0, 1, 0));
INSERT INTO filing (body) VALUES
	(pg_temp.body('乙市教育局', '2023', 10, 0, 8, 2)),
	(replace(pg_temp.body('乙市教育局', '2024', 10, 2, 12, 0), '| 1 | 12 |', '| 1 | 14 |')),
	(replace(pg_temp.body('丙市教育局', '2023', 10, 0, 8, 2), '办理 | 2 | 0', '办理 | 2 | ')),
	(pg_temp.body('丙市教育局', '2024', 10, 2, 12, 0));
-- from the form of 2019 to that of 2021
INSERT INTO filing (body) VALUES
	(replace(pg_temp.body('丁市教育局', '2020', 10, 0, 8, 2),
		'本年制发件数 | 本年废止件数 | 现行有效件数', '本年新制作数量 | 本年新公开数量 | 对外公开总数量')),
	(pg_temp.body('丁市教育局', '2021', 10, 0, 8, 2));
SELECT agency, year, (report).form FROM report WHERE agency LIKE '丁%' ORDER BY year;
SELECT * FROM carryover_gaps ORDER BY agency COLLATE "C", year, column_name;
SELECT agency, year, count(*), count(difference) AS determined FROM carryover GROUP BY agency, year
ORDER BY agency COLLATE "C", year;
SELECT * FROM stock_gaps ORDER BY agency COLLATE "C", year, item;
SELECT agency, year, item, difference FROM stock ORDER BY agency COLLATE "C", year, item;

-- who may do what: one who may only file gets an outcome, too
RESET search_path;
CREATE ROLE regress_clerk;
CREATE ROLE regress_owner;
GRANT USAGE ON SCHEMA disclosure TO regress_clerk;
GRANT INSERT (source, body, raw, agency, year) ON disclosure.filing TO regress_clerk;
GRANT SELECT ON disclosure.filing_state TO regress_clerk;
SET ROLE regress_clerk;
INSERT INTO disclosure.filing (source, body) VALUES ('clerk', '今天天气很好。');
SELECT state, reason FROM disclosure.filing_state WHERE source = 'clerk';
-- not in the name of another, and not what works with the owner's rights
INSERT INTO disclosure.filing (body, filed_by) VALUES ('x', 'regress_owner');
INSERT INTO disclosure.filing (id, body) OVERRIDING SYSTEM VALUE VALUES (99, 'x');
SELECT disclosure.reject(1, 'x');
SELECT disclosure.settle('{1}');
CALL disclosure.ingest();
CREATE TEMP TABLE lure (body text, raw bytea, digest text);
CREATE TRIGGER receive BEFORE INSERT ON lure FOR EACH ROW EXECUTE FUNCTION disclosure.receive();
DROP TABLE lure;
CALL create_registry('clerks');
RESET ROLE;
SELECT filed_by FROM disclosure.filing WHERE source = 'clerk';
-- one who may decide, but for nobody else
GRANT INSERT (filing_id, kind, agency, year, why) ON disclosure.decision TO regress_clerk;
SET ROLE regress_clerk;
SELECT disclosure.reject(filing_id, 'not ours') FROM disclosure.filing_state WHERE source = 'clerk';
INSERT INTO disclosure.decision (filing_id, kind, why, made_by)
VALUES (1, 'reject', 'x', 'regress_owner');
RESET ROLE;
SELECT kind, why, made_by FROM disclosure.decision WHERE why = 'not ours';
-- one who may ingest
GRANT EXECUTE ON FUNCTION disclosure.settle_batch(integer) TO regress_clerk;
GRANT SELECT, INSERT ON disclosure.backlog TO regress_clerk;
SET ROLE regress_clerk;
SET govdisclose.ingest = 'deferred';
INSERT INTO disclosure.filing (source, body) VALUES ('deferred', '今天下雨。');
SET client_min_messages = error;
CALL disclosure.ingest();
SET client_min_messages = warning;
RESET govdisclose.ingest;
SELECT state, reason FROM disclosure.filing_state WHERE source = 'deferred';
RESET ROLE;
CREATE SCHEMA mine AUTHORIZATION regress_owner;
SET ROLE regress_owner;
CALL create_registry('mine');
RESET ROLE;
SELECT count(*) FROM pg_class
WHERE relnamespace = 'mine'::regnamespace AND relowner <> 'regress_owner'::regrole;

-- the extension cannot go while a registry is there
\set VERBOSITY terse
DROP EXTENSION govdisclose;
\set VERBOSITY default
DROP FUNCTION public.num_nonnulls(text, bytea), public.num_nonnulls(text, integer),
	public.num_nulls, public.concat_ws, public.format, public.count(bigint), public.lure;
DROP SCHEMA mine, "信息""公开"" x", disclosure, taken CASCADE;
DROP ROLE regress_clerk, regress_owner;
