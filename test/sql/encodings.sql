-- bytes in whatever encoding: parse_report(bytea), decode_report, report_encoding
CREATE FUNCTION pg_temp.page(charset text) RETURNS text LANGUAGE sql AS $$
SELECT '<html><head>' ||
	coalesce('<meta http-equiv="Content-Type" content="text/html; charset=' || charset || '">',
		'') ||
	'<title>年度报告</title></head><body><p>临川市教育局2024年政府信息公开工作年度报告</p>' ||
	'<p>一、总体情况</p><p>本局公开信息120条。</p>' ||
	'<p>三、收到和处理政府信息公开申请情况</p><table>' ||
	'<tr><td>一、本年新收政府信息公开申请数量</td>' ||
	'<td>25</td><td>5</td><td>0</td><td>1</td><td>4</td><td>4</td><td>39</td></tr>' ||
	'<tr><td>二、上年结转政府信息公开申请数量</td>' ||
	'<td>２</td><td></td><td>0</td><td>0</td><td>0</td><td>/</td><td>2</td></tr>' ||
	'</table><p>五、存在的主要问题及改进情况</p><p>无。</p></body></html>'
$$;
CREATE TEMP TABLE sample (name text, body bytea);
INSERT INTO sample VALUES
	('utf-8', convert_to(pg_temp.page('utf-8'), 'UTF8')),
	('utf-8 with a mark', '\xEFBBBF'::bytea || convert_to(pg_temp.page('utf-8'), 'UTF8')),
	('utf-8, says gb2312', convert_to(pg_temp.page('gb2312'), 'UTF8')),
	('gb18030', convert_to(pg_temp.page('gb2312'), 'GB18030')),
	('gb18030, says nothing', convert_to(pg_temp.page(NULL), 'GB18030')),
	('gb18030, says utf-8', convert_to(pg_temp.page('utf-8'), 'GB18030')),
	('gb18030, says iso-8859-1', convert_to(pg_temp.page('iso-8859-1'), 'GB18030')),
	('gb18030, says big5', convert_to(pg_temp.page('big5'), 'GB18030')),
	('gb18030 with its mark', '\x84319533'::bytea || convert_to(pg_temp.page('gbk'), 'GB18030')),
	('gb18030 behind a mark of utf-8',
		'\xEFBBBF'::bytea || convert_to(pg_temp.page('gbk'), 'GB18030'));
INSERT INTO sample
SELECT name, decode(string_agg(
	CASE WHEN little THEN right(hex, 2) || left(hex, 2) ELSE hex END, '' ORDER BY i), 'hex')
FROM (VALUES
		('utf-16le', '', true),
		('utf-16be', '', false),
		('utf-16le with a mark', U&'\FEFF', true),
		('utf-16be with a mark', U&'\FEFF', false)) v (name, mark, little),
	regexp_split_to_table(mark || pg_temp.page('unicode'), '') WITH ORDINALITY t (c, i),
	lpad(to_hex(ascii(c)), 4, '0') hex
GROUP BY name, little ORDER BY name;

SELECT name, (report_encoding(body)).*, (r).agency, (r).year,
	((r).applications).received, ((r).applications).carried_in
FROM sample, LATERAL (SELECT parse_report(body) AS r OFFSET 0) p;
SELECT count(*), bool_and(text = decode_report(convert_to(text, 'UTF8'))) AS same_text
FROM sample, decode_report(body) text;
SELECT count(DISTINCT (value, kind, raw))
FROM sample, report_evidence(body) WHERE item = 'received' AND column_name = 'total';
SELECT raw, substr(decode_report(body), "position", length(raw)) FROM sample, report_evidence(body)
WHERE name = 'utf-16be' AND number = '2' AND raw IS NOT NULL;

-- the same encoding declared in every way
SELECT declaration,
	(report_encoding(convert_to(declaration || '今天天气很好，政府信息公开申请数量', 'GB18030'))).basis
FROM (VALUES
	('<meta charset=GBK>'),
	('<META content="text/html;CHARSET = x-gbk" http-equiv=content-type>'),
	('<meta charset = ''GB_2312-80''>'),
	('<?xml version="1.0" encoding="cp936"?>'),
	('<meta name="charset" content="gbk">'),
	('<p charset="gbk">'),
	('<!-- charset=gbk -->'),
	('<meta charset=">')) v (declaration);

-- damaged, and with what no text can hold
SELECT what, (report_encoding(body)).*, (r).agency, ((r).applications).received
FROM (SELECT what, d.body, parse_report(d.body) AS r
	FROM sample s, position('<td>25'::bytea IN s.body) AS figure, LATERAL (VALUES
		('cut in a character', substring(s.body FROM 1 FOR length(s.body) - 19)),
		('a wrong byte in a figure', overlay(s.body PLACING '\xFF'::bytea FROM figure + 5 FOR 0)),
		('a wrong byte behind a figure',
			overlay(s.body PLACING '\xFF'::bytea FROM figure + 6 FOR 0)),
		('half a character in front of a figure',
			overlay(s.body PLACING '\xB9'::bytea FROM figure + 4 FOR 0)),
		('NUL in a figure', overlay(s.body PLACING '\x00'::bytea FROM figure + 5 FOR 0)),
		('NUL between rows', overlay(
			s.body PLACING '\x0000'::bytea FROM position('<tr>'::bytea IN s.body) FOR 0))
		) d (what, body)
	WHERE name IN ('utf-8', 'gb18030') ORDER BY s.name, what OFFSET 0) damaged;
SELECT length(name), undecodable, replace(text, U&'\FFFD', '?') FROM
	(VALUES ('政'), ('府'), ('公'), ('开')) v (name),
	LATERAL (SELECT convert_to('政府信息公开申请数量', 'UTF8') ||
		substring(convert_to(name, 'UTF8') FROM 1 FOR 2) || '12' AS body) b,
	report_encoding(body), decode_report(body) text;
SELECT encoding, undecodable, replace(text, U&'\FFFD', '?')
FROM (VALUES
		('\xD5FEB8AED0C5CFA2B9ABBFAAC9EACAEB31B932'::bytea),
		('\xD5FEB8AED0C5CFA2B9ABBFAAC9EACAEB31B93233'),
		('\xD5FEB8AED0C5CFA2B9ABBFAAC9EACAEBFF')) v (body),
	report_encoding(body), decode_report(body) text;

-- what is no report
SELECT parse_report(''::bytea) IS NULL AS empty, decode_report('') AS text, report_encoding('');
SELECT parse_report('\xFFFE'::bytea) IS NULL AS mark, (report_encoding('\xFFFE')).*;
SELECT decode_report(convert_to('今天天气很好。', 'GB18030')),
	(report_encoding(convert_to('今天天气很好。', 'GB18030'))).basis;
SELECT decode_report(convert_to('今天天氣很好，我們出去玩。', 'BIG5')),
	(report_encoding(convert_to('今天天氣很好，我們出去玩。', 'BIG5'))).basis;
SELECT parse_report(convert_to('今天天气很好。', 'GB18030'), strict => true);
SELECT count(*) FROM report_evidence(convert_to('今天天气很好。', 'GB18030'));
SELECT count(parse_report(decode(md5(n::text) || md5('x' || n) || md5('y' || n), 'hex')))
FROM generate_series(1, 2000) n;

-- a literal without a type is text
SELECT parse_report('') IS NULL;

-- it can be cancelled
SET statement_timeout = '200ms';
SELECT count(decode_report(decode(repeat('d5feb8ae', 1000000) || to_hex(n + 4096), 'hex')))
FROM generate_series(1, 200) n;
RESET statement_timeout;
