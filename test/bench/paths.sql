-- the path of every cell of a table's column "report", and its section
CREATE TEMP VIEW cell_path AS
SELECT section.attname AS section, format('(report).%I.%I', section.attname, line.attname) ||
	coalesce('.' || quote_ident(cell.attname), '') AS path
FROM pg_attribute section
	JOIN pg_type s ON s.oid = section.atttypid
	JOIN pg_attribute line ON line.attrelid = s.typrelid AND line.attnum > 0
	JOIN pg_type l ON l.oid = line.atttypid
	LEFT JOIN pg_attribute cell
		ON cell.attrelid = l.typrelid AND l.typrelid <> 0 AND cell.attnum > 0
WHERE section.attrelid = 'disclosure_report'::regclass;
