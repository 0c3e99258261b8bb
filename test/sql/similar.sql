-- narratives that were copied: report_sentences, similar_reports
SET client_min_messages = warning;

-- what makes two sentences the same
CREATE FUNCTION pg_temp.sentences(overview text, agency text DEFAULT NULL) RETURNS bigint[]
LANGUAGE sql AS $$
	SELECT report_sentences(jsonb_populate_record(NULL::disclosure_report,
		jsonb_build_object('overview', overview, 'agency', agency)))
$$;
SELECT pg_temp.sentences(a) = pg_temp.sentences(b) AS is_same, a, b
FROM (VALUES
	('全年共主动公开政府信息35条。', '全年共主动公开政府信息４１条；'),
	('全年共通过政府网站、政务新媒体、新闻发布会主动公开政府信息35条。',
		E'全年共通过政府网站、政务新媒体、新闻发布会主动 公开\n　　政府信息：条'),
	('全年共主动公开政府信息。', '全年共主動公開政府信息。'),
	('全年共主动公开政府信息。', '全年共主动公开政府文件。'),
	(E'一、主动公开\n全年共主动公开政府信息。', '全年共主动公开政府信息。'),
	('全年共主动公开政府信息。全年共收到申请若干件。全年共主动公开政府信息。',
		'全年共收到申请若干件。全年共主动公开政府信息。')) v (a, b);
SELECT pg_temp.sentences('临川市教育局认真落实政府信息公开条例。', '临川市教育局')
	= pg_temp.sentences('临川市（水利局）认真落实政府信息公开条例。', '临川市水利局') AS but_for_the_name;
SELECT pg_temp.sentences('无。没有。'), pg_temp.sentences(NULL), report_sentences(NULL),
	cardinality(pg_temp.sentences(repeat('长', 100000)));
-- the numbers are kept in tables, and never change
SELECT pg_temp.sentences('全年共主动公开政府信息35条。');

CALL create_registry('city');
SET search_path = city, public;
CREATE FUNCTION pg_temp.file(agency text, year int, VARIADIC sentences text[]) RETURNS void
LANGUAGE sql AS $$
	INSERT INTO city.filing (agency, year, body)
	SELECT agency, year, format_report(jsonb_populate_record(NULL::public.disclosure_report,
		jsonb_build_object('agency', agency, 'year', year, 'form', 2021, 'proactive_form', 2021,
			'overview', array_to_string(sentences, ''),
			'applications', '{"received": {"total": 0}}'::jsonb)))
$$;
SELECT pg_temp.file('甲市教育局', 2023, '甲乙丙丁戊己庚辛。', '子丑寅卯辰巳午未12件。', '东南西北上下左右前后。'),
	pg_temp.file('甲市教育局', 2024, '甲乙丙丁戊己庚辛。', '子丑寅卯辰巳午未15件。', '春夏秋冬梅兰竹菊风。'),
	pg_temp.file('甲市水利局', 2024, '甲乙丙丁戊己庚辛。', '子丑寅卯辰巳午未9件。', '东南西北上下左右前后。'),
	pg_temp.file('甲市财政局', 2024, '一心一意为人民服务。', '金木水火土日月星辰。', '春夏秋冬梅兰竹菊风。'),
	pg_temp.file('甲市审计局', 2024, '没有一句相同的话在这里。');
CREATE VIEW pg_temp.seen AS
	SELECT agency, year, other_agency, other_year, equal_sentences, sentences, share
	FROM similar_reports
	ORDER BY agency COLLATE "C", year, share DESC, other_agency COLLATE "C", other_year;
SELECT * FROM pg_temp.seen;
-- the same when they are in the index, or some of them
CREATE TEMP TABLE before AS SELECT * FROM pg_temp.seen;
CALL index_narratives();
SELECT count(*) FROM (TABLE before EXCEPT TABLE pg_temp.seen) d;
SELECT pg_temp.file('甲市公安局', 2024, '甲乙丙丁戊己庚辛。', '子丑寅卯辰巳午未12件。', '东南西北上下左右前后。');
SELECT * FROM pg_temp.seen WHERE agency = '甲市公安局';
-- a report that is corrected is looked at anew, its earlier revision no more
SELECT pg_temp.file('甲市公安局', 2024, '改写之后与谁都不相同了。', '这一句也是重新写的呀。');
SELECT * FROM pg_temp.seen WHERE '甲市公安局' IN (agency, other_agency);
UPDATE report SET report = jsonb_populate_record(report,
	'{"overview": "一心一意为人民服务。金木水火土日月星辰。东南西北上下左右前后。"}')
WHERE agency = '甲市水利局';
SELECT * FROM pg_temp.seen WHERE '甲市水利局' IN (agency, other_agency);
CALL index_narratives();
SELECT * FROM pg_temp.seen WHERE '甲市水利局' IN (agency, other_agency);
SELECT count(*) = count(DISTINCT n.id) AND count(*) = (SELECT count(*) FROM report) AS is_complete,
	(SELECT count(*) FROM sentence s WHERE NOT EXISTS (
		SELECT FROM narrative n WHERE n.id = s.narrative)) AS nobodys
FROM narrative n;
-- what everybody has tells nothing
SELECT count(*) FROM generate_series(1, 40) n, LATERAL pg_temp.file(
	format('乙市第%s中学', n), 2024, '全体都有的一句话在此。',
	'我校的第一句话各有不同' || chr(20000 + n) || '。',
	'我校的第二句话各有不同' || chr(20000 + n) || '。');
SELECT count(*) FROM similar_reports WHERE agency LIKE '乙市%';

RESET search_path;
DROP SCHEMA city CASCADE;
