-- parse_report: values, NULL, errors, and PostgreSQL's own ways with composites
\i test/sql/include/texts.sql
CREATE TEMP TABLE filed AS SELECT body FROM text_file WHERE name = 'no-numbers-in-cells';

SELECT (r).agency, (r).year, (r).form, (r).applications.granted.total,
	(r).disputes.reconsideration.upheld
FROM (SELECT parse_report(body) AS r FROM filed) s;
SELECT (r).title, (r).overview, (r).problems, (r).other_matters FROM (SELECT parse_report(body) AS r
	FROM filed) s;
SELECT (r).proactive FROM (SELECT parse_report(body) AS r FROM filed) s;
SELECT ((r).applications).received, ((r).applications).carried_in
FROM (SELECT parse_report(body) AS r FROM filed) s;

-- a cell that is no number, and why
SELECT item, column_name, value, kind, proof, reason, raw, line, "position"
FROM filed, report_evidence(body)
WHERE section = 2 ORDER BY "position" NULLS LAST, item LIMIT 12;
SELECT kind, count(*) FROM filed, report_evidence(body) GROUP BY kind ORDER BY kind;

-- cells in the order of the form
SELECT section, count(*), count(value), sum(value) FROM filed, report_cells(parse_report(body))
GROUP BY section ORDER BY section;
SELECT number, item, column_name, label, value FROM filed, report_cells(parse_report(body))
WHERE item = 'received' OR column_name = 'amount';

-- JSON there and back
SELECT to_jsonb(parse_report(body)) #> '{applications,received}' FROM filed;
SELECT jsonb_populate_record(NULL::disclosure_report,
	to_jsonb(parse_report(body))) = parse_report(body) AS same FROM filed;

-- what is no report
SELECT parse_report('') IS NULL AS empty, parse_report('今天天气很好。') IS NULL AS prose,
	parse_report(NULL) IS NULL AS missing;
SELECT parse_report('今天天气很好。', strict => true);
SELECT * FROM report_evidence('今天天气很好。');
DO $$ BEGIN PERFORM parse_report('x', true); EXCEPTION WHEN invalid_text_representation
	THEN RAISE NOTICE '%', SQLSTATE; END $$;

-- the functions do not depend on a search path
SELECT proname, provolatile, proparallel, proisstrict FROM pg_proc
WHERE oid IN ('parse_report(text,boolean)'::regprocedure,
	'report_cells(disclosure_report)'::regprocedure, 'report_evidence(text)'::regprocedure)
ORDER BY proname;

-- every object has a comment
SELECT pg_describe_object(classid, objid, 0) FROM pg_depend d
WHERE refobjid = (SELECT oid FROM pg_extension WHERE extname = 'govdisclose') AND deptype = 'e'
	AND classid IN ('pg_proc'::regclass, 'pg_type'::regclass) AND obj_description(objid,
	classid::regclass::text) IS NULL
	AND NOT EXISTS (SELECT FROM pg_type t WHERE t.oid = d.objid AND t.typname LIKE '\_%');
