-- what a registry shows: figures as objects, sums with how many reports they stand for, sources as
-- they are called, each finding once, and one agency without all filings being read
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\set VERBOSITY terse
\set police `cat test/data/police-2024.txt`
SELECT replace(:'police', '本年度依规定收取信息处理费0元。', '') AS silent \gset
CALL create_registry('shown');
SET search_path = shown, public;

-- names of files with everything that a shell or a CSV reader stumbles over
INSERT INTO filing (source, agency, raw, body) VALUES
	('with blanks.html', '甲市公安局', convert_to(:'police', 'UTF8'), NULL),
	(E'comma, "quote" and\nnewline''.docx', '乙市公安局', NULL, :'police'),
	('-n $(reboot) *.pdf', '丙市公安局', convert_to(:'silent', 'GB18030'), :'silent');
SELECT source, state, agency FROM filing_state ORDER BY filing_id;
COPY (SELECT source FROM filing_state ORDER BY filing_id) TO STDOUT WITH (FORMAT csv);

-- what programs get of figures is an object, whichever way they ask
SELECT jsonb_typeof(to_jsonb(figures)) AS figures, jsonb_typeof(to_jsonb(r) -> 'figures') AS in_row,
	json_typeof(row_to_json(r) -> 'figures') AS in_json,
	to_jsonb(figures) -> 'applications' = to_jsonb(report) -> 'applications' AS same
FROM report r;
SELECT jsonb_typeof(to_jsonb(figures)), jsonb_typeof(to_jsonb(c) -> 'figures'),
	jsonb_typeof(to_jsonb(coverage))
FROM consolidated c;

-- a file that came with its text is read once: its findings are those of one of them
SELECT agency, count(*) AS findings, count(DISTINCT f) AS different
FROM findings f GROUP BY agency ORDER BY agency COLLATE "C";

-- a sum of reports of which some lack the figure says of how many it is
INSERT INTO filing (agency, body) VALUES
	('丁市公安局', regexp_replace(:'police', E'\n[^\n]*予以公开[^\n]*', ''));
SELECT reports, figure(figures, 'granted', 'total') AS granted,
	figure(figures, 'received', 'total') AS received,
	(coverage).applications.granted.total AS granted_of,
	(coverage).applications.received.total AS received_of
FROM consolidated;
SELECT figure[1] AS printed, figure[2] AS of_reports
FROM regexp_matches(hand_in(2024), '予以公开.*?>([^<>]*)<br><small>([^<]*)<') figure;

-- of one agency, neither all filings nor all reports are read, nor those that nobody has read
CREATE FUNCTION pg_temp.plan(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE 'EXPLAIN (COSTS OFF) ' || query;
END $$;
SET enable_seqscan = off;
SELECT count(*) FILTER (WHERE line ~ 'Index Cond: \(agency = ') AS by_agency,
	count(*) FILTER (WHERE line ~ 'on filing') AS filings,
	count(*) FILTER (WHERE line ~ 'Index Cond: \(id = .*filing_id') AS by_id,
	count(*) FILTER (WHERE line ~ 'Anti Join') AS outcomes
FROM pg_temp.plan($$SELECT * FROM filing_state WHERE agency = '甲市公安局'$$) line;
RESET enable_seqscan;
RESET search_path;
DROP SCHEMA shown CASCADE;
