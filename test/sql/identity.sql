-- agency_key, document_identity
-- how wide psql takes a selector for depends on its version
SELECT replace(replace(name, U&'\200B', '<200B>'), U&'\+0E0100', '<E0100>') AS name,
	agency_key(name)
FROM (VALUES
	('临川市教育局'), ('臨川市教育局'), (' 临 川　市' || U&'\200B' || '教育局'), ('海关总署（本级机关）'),
	('海關總署(本级机关)'), ('海关总署【本级机关】'), ('第１２中学Ａ校区'), (U&'\2F25子中学'), ('㈠中'),
	('𠮷田镇'), (U&'临\+0E0100川市'), ('no agency'), ('　'), ('')) AS v (name);
SELECT bool_and(agency_key(agency_key(c)) = agency_key(c))
FROM (SELECT chr(i) AS c FROM generate_series(1, 65535) i WHERE i NOT BETWEEN 55296 AND 57343) s
WHERE agency_key(c) IS NOT NULL;
SELECT agency_key(NULL);
-- the keys that are stored somewhere: this figure changes only with the version of the table
SELECT md5(string_agg(agency_key(chr(i)), ',' ORDER BY i)) FROM generate_series(1, 65535) i
WHERE i NOT BETWEEN 55296 AND 57343;

-- who told it
CREATE FUNCTION pg_temp.body(head text) RETURNS text LANGUAGE sql AS $$
	SELECT head || E'\n一、总体情况\n本年度平稳。\n二、主动公开政府信息情况\n'
		|| E'五、存在的主要问题及改进情况\n无。' $$;
SELECT head, source, i.*
FROM (VALUES
	('临川市教育局2024年政府信息公开工作年度报告', NULL),
	('现公布临川市教育局2024年政府信息公开工作年度报告。', NULL),
	('本报告由临川市教育局编制。数据的统计期限自2024年1月1日至2024年12月31日。', NULL),
	('临川市教育局2025年政府信息公开工作年度报告' || E'\n' ||
		'统计期限为2024年1月1日至12月31日。', NULL),
	('临川市教育局2024年政府信息公开工作年度报告' || E'\n' ||
		'现公布青岚县财政局2024年政府信息公开工作年度报告。', NULL),
	('临川市人民政府' || E'\n' || '教育局2024年政府信息公开工作年度报告', NULL),
	('政府信息公开工作年度报告', NULL),
	('政府信息公开工作年度报告', '/reports/临川市教育局2024年政府信息公开工作年度报告.docx'),
	('政府信息公开工作年度报告', '2024/临川市教育局.html'),
	('政府信息公开工作年度报告',
		'https://example.cn/%E4%B8%B4%E5%B7%9D%E5%B8%82%E6%95%99%E8%82%B2%E5%B1%80/2024'),
	('政府信息公开工作年度报告', 'scan0001.pdf'),
	('青岚县财政局2023年政府信息公开工作年度报告', '2024/临川市教育局.html'))
	AS v (head, source), document_identity(pg_temp.body(head), source) AS i;
SELECT * FROM document_identity(
	convert_to(pg_temp.body('临川市教育局2024年政府信息公开年报'), 'GB18030'));
SELECT * FROM document_identity('<html><head>
<title>临川市教育局2024年政府信息公开工作年度报告-临川市人民政府</title></head>
<body><h2>一、总体情况</h2><p>平稳。</p><h2>二、主动公开政府信息情况</h2></body></html>');
SELECT document_identity('不是报告'), document_identity(NULL::text),
	document_identity(NULL::bytea, 'x');
