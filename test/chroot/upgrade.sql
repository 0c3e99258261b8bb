-- What a cluster holds when pg_upgrade takes it
CREATE EXTENSION govdisclose;
\ir ../t/upgrade.sql
CREATE INDEX report_key ON report (agency_key(agency));
CREATE MATERIALIZED VIEW outcome AS SELECT id, o.* FROM report, report_outcomes(report) AS o;
INSERT INTO registry.agency (name, parent) VALUES ('第一局', NULL), ('第二局', '第一局');

-- What is asked before and after. Names of tables and views that the registry has are those of
-- its schema.
CREATE FUNCTION answer() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	name text;
BEGIN
	FOR name IN SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
		WHERE relkind IN ('r', 'v', 'm', 'p') AND nspname IN ('public', 'registry')
		ORDER BY 1
	LOOP
		RETURN QUERY EXECUTE format(
			'SELECT concat_ws('' '', %L, count(*), md5(string_agg(t::text, '','' ORDER BY t::text)))
				FROM %s t', name, name);
	END LOOP;
	SET LOCAL enable_seqscan = off;
	RETURN QUERY SELECT 'granted ' || id FROM report
		WHERE (report).applications.granted.total = 47;
	RETURN QUERY SELECT 'key ' || id FROM report WHERE agency_key(agency) = agency_key('第七局');
	RETURN QUERY SELECT 'part ' || id FROM parted
		WHERE figures = (SELECT figures FROM report WHERE id = 9);
	RETURN QUERY SELECT 'hand_in ' || md5(registry.hand_in(2023));
END $$;

-- After the upgrade all goes on: rows are written, checked and filed.
CREATE FUNCTION again() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO report SELECT i, parse_report(body(i)) FROM generate_series(61, 80) i;
	INSERT INTO registry.filing (body) SELECT body(i) FROM generate_series(21, 30) i;
	IF (SELECT count(*) FROM registry.report) <> 30 THEN
		RAISE EXCEPTION 'the registry has % reports', (SELECT count(*) FROM registry.report);
	END IF;
	BEGIN
		INSERT INTO report SELECT 0, parse_report(replace(body(3), '| 5 |', '| 6 |'));
		RAISE EXCEPTION 'a report that does not add up was accepted';
	EXCEPTION WHEN check_violation THEN NULL;
	END;
	ANALYZE;
END $$;
