-- what others may do to a registry: nothing that its owner did not grant
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\set VERBOSITY terse
\set police `cat test/data/police-2024.txt`

CREATE ROLE regress_evil;
CREATE ROLE regress_group;
CREATE ROLE regress_owner;
CREATE ROLE regress_root SUPERUSER;
SELECT format('GRANT CREATE ON DATABASE %I TO regress_evil, regress_owner', current_database())
\gexec

-- a registry is made only where nobody else may make objects
SET ROLE regress_evil;
CREATE SCHEMA theirs;
RESET ROLE;
CALL create_registry('theirs');
CREATE SCHEMA open;
GRANT CREATE ON SCHEMA open TO PUBLIC;
CALL create_registry('open');
REVOKE CREATE ON SCHEMA open FROM PUBLIC;
GRANT CREATE ON SCHEMA open TO regress_group, regress_evil;
\set VERBOSITY default
CALL create_registry('open');
\set VERBOSITY terse
REVOKE CREATE ON SCHEMA open FROM regress_group, regress_evil;
GRANT USAGE ON SCHEMA open TO PUBLIC;
GRANT CREATE ON SCHEMA open TO regress_root;
CALL create_registry('open');
DROP SCHEMA open CASCADE;
SET ROLE regress_owner;
CALL create_registry('theirs');
ALTER DEFAULT PRIVILEGES GRANT CREATE ON SCHEMAS TO regress_evil;
CALL create_registry('given_away');
ALTER DEFAULT PRIVILEGES REVOKE CREATE ON SCHEMAS FROM regress_evil;
CALL create_registry('own');
RESET ROLE;
SELECT nspname FROM pg_namespace
WHERE nspname IN ('theirs', 'open', 'given_away', 'own') ORDER BY nspname;
-- the owner of the database owns public through a role that nobody else is in
ALTER EXTENSION govdisclose SET SCHEMA own;
DROP SCHEMA public;
CREATE SCHEMA public AUTHORIZATION pg_database_owner;
CALL own.create_registry('public');
SELECT relowner::regrole FROM pg_class WHERE oid = 'public.filing'::regclass;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
GRANT USAGE ON SCHEMA public TO PUBLIC;
ALTER EXTENSION govdisclose SET SCHEMA public;

-- and where others may later, or in the extension's schema, nothing of theirs is run: these fit
-- better than the functions that are meant
GRANT ALL ON SCHEMA own, public TO regress_evil;
SET ROLE regress_evil;
CREATE FUNCTION own.lure() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RAISE 'lured'; END $$;
CREATE FUNCTION own.cardinality(bigint[]) RETURNS integer RETURN own.lure();
CREATE FUNCTION own.unnest(bigint[]) RETURNS SETOF bigint BEGIN ATOMIC SELECT own.lure(); END;
CREATE FUNCTION own.num_nonnulls(text, bytea) RETURNS integer RETURN own.lure();
CREATE FUNCTION own.num_nonnulls(bigint, bigint) RETURNS integer RETURN own.lure();
CREATE FUNCTION own.format(text, name) RETURNS text RETURN own.lure();
CREATE FUNCTION own.count(bigint) RETURNS bigint RETURN own.lure();
CREATE FUNCTION own.lead(bigint) RETURNS bigint RETURN own.lure();
CREATE FUNCTION public.parse_report(text) RETURNS disclosure_report LANGUAGE sql
	AS 'SELECT NULL::disclosure_report FROM own.lure()';
CREATE FUNCTION public.name_dictionary(OUT name text, OUT label text, OUT english text) LANGUAGE sql
	AS 'SELECT own.lure()::text, NULL, NULL';
RESET ROLE;
SET ROLE regress_owner;
SET search_path = own, public;
INSERT INTO own.filing (source, body) VALUES ('first', :'police');
SET govdisclose.ingest = 'deferred';
INSERT INTO own.filing (source, body) VALUES ('second', :'police' || ' ');
UPDATE own.filing SET source = 'x';
CALL own.ingest();
RESET govdisclose.ingest;
SELECT own.assign(2, year => 2023);
SELECT source, state, year FROM own.filing_state ORDER BY filing_id;
CALL public.create_registry_views('own');
RESET search_path;
RESET ROLE;
CALL create_registry('later');
INSERT INTO later.filing (source, body) VALUES ('first', :'police');
SELECT state FROM later.filing_state;
DROP SCHEMA later CASCADE;
-- a function's path holds nothing but the system's names; the other bodies are bound once for all
SELECT proname, proconfig[1] AS path FROM pg_proc
WHERE pronamespace = 'own'::regnamespace AND proowner = 'regress_owner'::regrole
	AND prosqlbody IS NULL AND proconfig[1] IS DISTINCT FROM 'search_path=pg_catalog, pg_temp'
ORDER BY proname;

-- views that are made anew keep their options, rights and owner
SET ROLE regress_owner;
GRANT USAGE ON SCHEMA own TO regress_group;
SELECT format('GRANT SELECT ON own.%I TO regress_group', relname) FROM pg_class
WHERE relnamespace = 'own'::regnamespace AND relname IN ('outcomes_by_year', 'report')
\gexec
ALTER VIEW own.findings SET (security_barrier = true);
CREATE VIEW own.mine WITH (security_barrier, check_option = local) AS SELECT * FROM own.agency;
CREATE TEMP TABLE before AS
SELECT oid, relname, relacl, relowner, reloptions FROM pg_class
WHERE relnamespace = 'own'::regnamespace AND relkind = 'v';
CALL create_registry_views('own');
SELECT oid, relname, relacl, relowner, reloptions FROM pg_class
WHERE relnamespace = 'own'::regnamespace AND relkind = 'v'
EXCEPT TABLE before;
SELECT relname, reloptions FROM pg_class
WHERE relnamespace = 'own'::regnamespace AND relkind = 'v' AND reloptions IS NOT NULL
ORDER BY relname;
DROP TABLE before;
RESET ROLE;
-- security_invoker is there since PostgreSQL 15
SELECT current_setting('server_version_num')::integer >= 150000 AS has_invoker \gset
\if :has_invoker
ALTER VIEW own.current_report SET (security_invoker = true);
\endif
CALL create_registry_views('own');
SELECT relname, reloptions FROM pg_class
WHERE oid = 'own.current_report'::regclass
	AND (reloptions IS NOT DISTINCT FROM '{security_invoker=true}') <> :'has_invoker';

-- no name of a schema is taken for SQL, neither the registry's nor the extension's
CREATE FUNCTION pg_temp.try(schema name) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	outcome text;
BEGIN
	CALL create_registry(schema);
	EXECUTE format('INSERT INTO %I.filing (body) VALUES ($1)', schema)
	USING replace(pg_temp.police(), '公安局', '教育局');
	EXECUTE format('SELECT %I.reject(1, ''x'') || %1$I.withdraw(1, ''x'')', schema);
	CALL create_registry_views(schema);
	EXECUTE format('SELECT state || reports FROM %I.filing_state, %1$I.outcomes_by_year LIMIT 1',
		schema) INTO outcome;
	EXECUTE format('DROP SCHEMA %I CASCADE', schema);
	RETURN outcome;
END $$;
CREATE TEMP TABLE sample AS SELECT :'police' AS police;
CREATE FUNCTION pg_temp.police() RETURNS text LANGUAGE sql AS 'SELECT police FROM pg_temp.sample';
CREATE FUNCTION pg_temp.try_all() RETURNS TABLE (schema name, outcome text) LANGUAGE sql AS $all$
	SELECT name::name, pg_temp.try(name::name) FROM (VALUES
		('$$;ALTER ROLE regress_evil SUPERUSER;SELECT $$'), ('$registry$'), ('a$$b'),
		('$qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq$'),
		('it''s'), ('"quoted"'), ('back\slash'), (E'two\nlines'), ('-- comment'), ('/* comment'),
		('@schema@'), ('@extension@'), ('%I %s %1$s'), ('registry;'), ('SELECT')) n (name)
$all$;
SELECT * FROM pg_temp.try_all();
CREATE SCHEMA "e$$@schema@'""$q$";
ALTER EXTENSION govdisclose SET SCHEMA "e$$@schema@'""$q$";
SET search_path = "e$$@schema@'""$q$";
SELECT pg_temp.try(name::name) FROM (VALUES ('a$$b'), ('it''s'), ('@extension@')) n (name);
RESET search_path;
ALTER EXTENSION govdisclose SET SCHEMA public;
DROP SCHEMA "e$$@schema@'""$q$";
SELECT rolsuper FROM pg_roles WHERE rolname = 'regress_evil';

DROP SCHEMA own, theirs CASCADE;
REVOKE ALL ON SCHEMA public FROM regress_evil;
DROP FUNCTION public.parse_report(text), public.name_dictionary();
DROP OWNED BY regress_evil, regress_owner, regress_group, regress_root;
DROP ROLE regress_evil, regress_owner, regress_group, regress_root;
