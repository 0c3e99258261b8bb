-- an office sees its own rows of a registry, through every table, view and function, and nothing
-- else: the procedure of docs/registry.md, attacked
SELECT current_setting('server_version_num')::int < 150000 AS has_no_invoker \gset
\if :has_no_invoker
\quit
\endif
SET client_min_messages = warning;
CREATE FUNCTION body(agency text, received int) RETURNS text LANGUAGE sql AS $$
	SELECT format(E'%s2024年政府信息公开工作年度报告\n一、总体情况\n%1$s收到申请%2$s件。\n'
		'三、收到和处理政府信息公开申请情况\n'
		'一、本年新收政府信息公开申请数量 | %2$s | 0 | 0 | 0 | 0 | 0 | %2$s |\n'
		'二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n'
		'三、本年度办理结果 | （一）予以公开 | %2$s | 0 | 0 | 0 | 0 | 0 | %3$s |\n'
		'（七）总计 | %2$s | 0 | 0 | 0 | 0 | 0 | %2$s |\n'
		'四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n', agency, received, granted)
	FROM (SELECT received AS granted) g $$;
CALL create_registry('kept');
INSERT INTO kept.agency (name, parent) VALUES ('临川市人民政府', NULL), ('临川市教育局', '临川市人民政府'),
	('临川市审计局', '临川市人民政府');
INSERT INTO kept.agency_name (name, agency) VALUES ('教育局', '临川市教育局'), ('审计局', '临川市审计局');
INSERT INTO kept.roster (agency, year) VALUES ('临川市教育局', 2024), ('临川市审计局', 2023);
INSERT INTO kept.filing (body, source) VALUES
	(body('临川市教育局', 35), 'education'), (body('临川市审计局', 77731), 'audit'),
	(body('临川市审计局', 77732), 'audit again'),
	(replace(body('临川市审计局', 77733), '予以公开 | 77733', '予以公开 | 77734'), 'audit, not balanced'),
	(replace(body('临川市教育局', 36), '予以公开 | 36', '予以公开 | 37'), 'education, not balanced');
INSERT INTO kept.follow_up (agency, year, rule, status, note) VALUES
	('临川市审计局', 2024, 'narrative_received', 'asked', '审计局 77734'),
	('临川市教育局', 2024, 'narrative_received', 'asked', 'ours');

-- the rates of all, kept
CALL kept.keep_peer_groups();

-- the procedure
CREATE ROLE regress_office;
CREATE ROLE regress_education IN ROLE regress_office;
CREATE TABLE office (role name, agency text);
INSERT INTO office VALUES ('regress_education', '临川市教育局');
GRANT SELECT ON office TO regress_office;
CREATE FUNCTION is_own(agency text) RETURNS boolean STABLE LANGUAGE sql
	RETURN EXISTS (SELECT FROM office WHERE role = current_user AND office.agency = is_own.agency);
DO $$
DECLARE
	rows_of CONSTANT jsonb := '{"agency": "is_own(name)",
		"agency_name": "is_own(agency)", "follow_up": "is_own(agency)", "roster": "is_own(agency)",
		"report": "is_own(agency)", "rejection": "is_own(agency)",
		"filing": "is_shown(id)", "decision": "is_shown(filing_id)",
		"later_arrival": "is_shown(filing_id)", "backlog": "is_shown(filing_id)",
		"narrative": "is_shown(filing_id)", "unused_reading": "is_shown(filing_id)",
		"sentence": "EXISTS (SELECT FROM kept.narrative n WHERE n.id = narrative)",
		"approval": "true", "rate_limit": "true"}';
	name text;
BEGIN
	-- a filing is an office's where its report or its rejection is
	EXECUTE 'CREATE FUNCTION is_shown(filing bigint) RETURNS boolean STABLE LANGUAGE sql RETURN
		EXISTS (SELECT FROM kept.report WHERE filing_id = filing)
		OR EXISTS (SELECT FROM kept.rejection WHERE filing_id = filing)';
	FOR name IN SELECT relname FROM pg_class
		WHERE relnamespace = 'kept'::regnamespace AND relkind = 'r'
	LOOP
		EXECUTE format('ALTER TABLE kept.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY office ON kept.%I FOR SELECT TO regress_office USING (%s)',
			name, coalesce(rows_of ->> name, 'false'));
	END LOOP;
	FOR name IN SELECT relname FROM pg_class
		WHERE relnamespace = 'kept'::regnamespace AND relkind = 'v'
	LOOP
		EXECUTE format('ALTER VIEW kept.%I SET (security_invoker = true, security_barrier = true)',
			name);
	END LOOP;
END $$;
GRANT USAGE ON SCHEMA kept TO regress_office;
GRANT SELECT ON ALL TABLES IN SCHEMA kept TO regress_office;
REVOKE EXECUTE ON ALL ROUTINES IN SCHEMA kept FROM PUBLIC;
DO $$
DECLARE
	routine regprocedure;
BEGIN
	-- what reads; the functions that decide and settle stay with the owner
	FOR routine IN SELECT oid FROM pg_proc
		WHERE pronamespace = 'kept'::regnamespace AND NOT prosecdef AND provolatile IN ('i', 's')
	LOOP
		EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO regress_office', routine);
	END LOOP;
END $$;

-- the attack: what any relation shows as text, and any function gives
CREATE FUNCTION shown(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	found text;
BEGIN
	EXECUTE format('SELECT string_agg(t::text, '' '') FROM (%s) t', query) INTO found;
	RETURN coalesce(found, '');
EXCEPTION WHEN others THEN RETURN SQLERRM;
END $$;
CREATE VIEW attack AS
	SELECT relname::text AS name, format('SELECT * FROM kept.%I', relname) AS query
	FROM pg_class WHERE relnamespace = 'kept'::regnamespace AND relkind IN ('r', 'v')
	UNION ALL
	SELECT proname, format('SELECT * FROM kept.%I(%s)', proname, arguments)
	FROM pg_proc, LATERAL (SELECT string_agg(CASE type::regtype::text
		WHEN 'integer' THEN '2024' WHEN 'bigint' THEN '2'
		WHEN 'text' THEN quote_literal(current_setting('attack.agency'))
		WHEN 'bigint[]' THEN '''{1,2,3,4,5}''' ELSE 'NULL' END || '::' || type::regtype, ', '
		ORDER BY n) AS arguments
		FROM unnest(proargtypes::oid[]) WITH ORDINALITY AS a (type, n)) a
	WHERE pronamespace = 'kept'::regnamespace AND prokind = 'f'
		AND prorettype <> 'trigger'::regtype;
GRANT SELECT ON attack TO regress_office;
-- that it finds what there is, as the owner, who may change it, too
BEGIN;
SET LOCAL attack.agency = '临川市人民政府';
SELECT count(*) > 100 AS many, count(*) FILTER (WHERE shown(query) ~ '审计局|7773[1-4]') AS shows
FROM attack;
ROLLBACK;
SET ROLE regress_education;
SET attack.agency = '临川市人民政府';
SELECT name, left(shown(query), 100) AS leak FROM attack
WHERE shown(query) ~ '审计局|7773[1-4]' ORDER BY name COLLATE "C";
-- asked for the other office by name, nothing tells more than the name
SET attack.agency = '临川市审计局';
SELECT name, left(shown(query), 100) AS leak FROM attack
WHERE shown(query) ~ '7773[1-4]|audit' ORDER BY name COLLATE "C";
-- and what is its own is there
SELECT (SELECT count(*) FROM kept.report) AS reports, (SELECT count(*) FROM kept.filing) AS filings,
	(SELECT count(*) FROM kept.rejection) AS rejections,
	(SELECT count(*) FROM kept.question) > 0 AS question,
	(SELECT count(DISTINCT agency) FROM kept.cell) AS cells,
	kept.hand_in(2024) ~ '35' AS hand_in, kept.dashboard(2024) ~ '35' AS dashboard;
-- a function that tells what it is given, however cheap, is given nothing of others
CREATE FUNCTION pg_temp.tell(t text) RETURNS boolean COST 0.0000001 LANGUAGE plpgsql AS $$
BEGIN
	IF t ~ '审计局' THEN RAISE WARNING 'leak: %', left(t, 40); END IF;
	RETURN true;
END $$;
SELECT count(*) FROM kept.report WHERE pg_temp.tell(agency);
SELECT count(*) FROM kept.filing_state WHERE pg_temp.tell(agency);
SELECT count(*) FROM kept.cell WHERE pg_temp.tell(agency);
-- it may not write, nor decide
INSERT INTO kept.filing (body) VALUES ('x');
UPDATE kept.report SET agency = 'x';
SELECT kept.approve(2024, 'mine');
SELECT kept.settle('{1}');
DROP FUNCTION pg_temp.tell;
RESET ROLE;
-- views that are made anew keep it
CALL create_registry_views('kept');
SET ROLE regress_education;
SELECT name FROM attack WHERE shown(query) ~ '7773[1-4]|audit' ORDER BY name COLLATE "C";
RESET ROLE;
DROP VIEW attack;
DROP SCHEMA kept CASCADE;
DROP OWNED BY regress_education, regress_office;
DROP FUNCTION shown, is_own, body;
DROP TABLE office;
DROP ROLE regress_education, regress_office;
