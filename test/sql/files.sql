-- files as office programs write them, made of one report by test/files/make.py: what is deleted,
-- hidden, covered or beside the text is a number that the report has not
SET client_min_messages = warning;
CREATE TEMP TABLE file (name text COLLATE "C", body bytea);
\copy file FROM PROGRAM 'test/files/csv.sh' WITH (FORMAT csv)
CREATE TEMP TABLE sample (name text, body text);
\copy sample FROM PROGRAM 'test/csv.sh test/data' WITH (FORMAT csv)
CREATE TEMP VIEW truth AS
	SELECT parse_report(body) AS report FROM sample WHERE name = 'education-2024';

-- what each is, and whether it gives the cells, the agency and the year of the report
SELECT name, k.*, CASE WHEN k.is_read THEN
		ARRAY(SELECT c FROM report_cells(parse_report(body)) c)
			= ARRAY(SELECT c FROM truth, report_cells(report) c)
		AND (parse_report(body)).agency = (SELECT (report).agency FROM truth)
		AND (parse_report(body)).year = (SELECT (report).year FROM truth) END AS is_right
FROM file, document_kind(body) k ORDER BY name;

-- the words, too
SELECT name, (parse_report(body)).overview = (SELECT (report).overview FROM truth) AS overview,
	(parse_report(body)).problems = (SELECT (report).problems FROM truth) AS problems
FROM file WHERE name IN ('changes.docx', 'nested.docx', 'sheets.xlsx', 'text.odt', 'page.mht.gz')
ORDER BY name;

-- in a column of text, too: document.xml out of a docx
CREATE FUNCTION pg_temp.word_cell(text) RETURNS text LANGUAGE sql
RETURN '<w:tc><w:p><w:r><w:t>' || $1 || '</w:t></w:r></w:p></w:tc>';
CREATE TEMP VIEW word_text AS
SELECT '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
	|| 'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>三、收到和处理政府信息公开申请情况'
	|| '</w:t></w:r></w:p><w:tbl>' || string_agg('<w:tr>' || cells || '</w:tr>', '')
	|| '</w:tbl></w:body></w:document>' AS body
FROM (SELECT string_agg(pg_temp.word_cell(cell), '' ORDER BY place) AS cells
	FROM (VALUES (1, '一、本年新收政府信息公开申请数量,9,2,,,1,,12'),
		(2, '二、上年结转政府信息公开申请数量,1,,,,,,1')) AS line (number, cells),
		string_to_table(line.cells, ',') WITH ORDINALITY AS c (cell, place)
	GROUP BY number ORDER BY number) rows;
SELECT number, column_name, value, proof, place
FROM word_text, report_evidence(body) e WHERE e.kind = 'number';
-- and where its text looks like a tag
SELECT number, column_name, value, place
FROM word_text, report_evidence(replace(body, '二、', '二、&lt;td&gt;')) e
WHERE e.kind IN ('number', 'blank') AND number = '2';

-- line and position are places in decode_report(body)
SELECT name, count(*) AS places, bool_and(substr(text, "position", length(raw)) = raw) AS found
FROM file, decode_report(body) AS text, report_evidence(body)
WHERE raw IS NOT NULL AND name = 'changes.docx'
GROUP BY name;
-- place is that of the document: sheet and cell, or table and row; a blank row has no cell
SELECT name, kind, place, raw FROM file, report_evidence(body)
WHERE name IN ('sheets.xlsx', 'excel-2003.xml.gz', 'sheet.ods', 'changes.docx', 'text.odt',
		'page.mht.gz') AND number = '3.3.3' AND column_name IN ('natural_person', 'total')
ORDER BY name, column_name;
SELECT column_name, kind, place
FROM word_text, regexp_replace(body, '<w:t>1</w:t>(?!.*12<)', '<w:t></w:t>', 'g') AS blank,
	report_evidence(blank) WHERE number = '2';
SELECT count(*) AS figures, count(place) AS places
FROM sample, report_evidence(body) e WHERE name = 'education-2024' AND e.kind = 'number';
-- figures that are shown as dates are none
SELECT name, count(*) FILTER (WHERE value IS NOT NULL) AS values
FROM file, report_evidence(body) WHERE name = 'dates.xlsx' GROUP BY name;
SELECT agency, year FROM file, document_identity(body) WHERE name = 'changes.docx';

-- errors say what it is and what to do; only too much is one without strict
CREATE FUNCTION pg_temp.answer(body bytea, strict boolean) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	detail text;
	hint text;
BEGIN
	RETURN CASE WHEN parse_report(body, strict) IS NULL THEN 'NULL' ELSE 'a report' END;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', SQLSTATE, SQLERRM, nullif(detail, ''), hint);
END
$$;
SELECT name, pg_temp.answer(body, false) FROM file
WHERE NOT (document_kind(body)).is_read ORDER BY name;
SELECT name, pg_temp.answer(body, true) FROM file
WHERE NOT (document_kind(body)).is_read ORDER BY name;

-- by a few bytes
CREATE TEMP TABLE beginning (place serial, bytes bytea);
INSERT INTO beginning (bytes) VALUES
	(''), ('  \012'), ('%PDF-1.7\012'), ('\x89504e470d0a1a0a'), ('\xffd8ffe0'), ('\x49492a00'),
	('GIF89a'), ('{\\rtf1\\ansi'), ('\x526172211a0700'), ('\x377abcaf271c'), ('\x504b0304'),
	('\xd0cf11e0a1b11ae1'), ('\x1f8b08'), ('<html><p>x'), ('<?xml version="1.0"?><r/>'),
	('{"a": 1}'), ('a,b,c\0121,2,3\012'), ('text'), ('\x0001020304050607ff');
SELECT bytes, k.*, CASE WHEN NOT k.is_read THEN pg_temp.answer(bytes, true) END AS answer
FROM beginning, document_kind(bytes) k ORDER BY place;
SELECT k.*, pg_temp.answer(tar, true)
FROM convert_to(rpad('a.html', 257) || rpad('ustar', 255), 'UTF8') AS tar, document_kind(tar) k;

-- Word's XML with a document type, which could define entities
SELECT document_kind(convert_to('<!DOCTYPE a [<!ENTITY e "9">]>'
	'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:p><w:r>'
	'<w:t>&e;</w:t></w:r></w:p></w:wordDocument>', 'UTF8'));
