-- what a cluster holds when pg_upgrade takes it: a registry, tables with CHECKs, generated columns,
-- expression indexes, partitions, views
CREATE EXTENSION govdisclose;
CREATE FUNCTION body(i int) RETURNS text LANGUAGE sql AS $$
	SELECT format(E'第%s局%s年政府信息公开工作年度报告\n一、总体情况\n共收到申请%s件。\n' ||
		E'三、收到和处理政府信息公开申请情况\n' ||
		E'一、本年新收政府信息公开申请数量 | %3$s | 0 | 0 | 0 | 0 | 2 | %4$s |\n' ||
		E'二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n' ||
		E'三、本年度办理结果 | （一）予以公开 | %3$s | 0 | 0 | 0 | 0 | 2 | %4$s |\n' ||
		E'（七）总计 | %3$s | 0 | 0 | 0 | 0 | 2 | %4$s |\n' ||
		E'四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n',
		translate(i::text, '0123456789', '零一二三四五六七八九'), 2021 + i % 4, i, i + 2)
$$;
CREATE TABLE report (id int PRIMARY KEY,
	report disclosure_report CHECK (report IS NULL OR assert_balanced(report)),
	agency text GENERATED ALWAYS AS ((report).agency) STORED,
	figures disclosure_figures GENERATED ALWAYS AS (report::disclosure_figures) STORED);
CREATE INDEX report_granted ON report (((report).applications.granted.total));
CREATE INDEX report_key ON report (agency_key(agency));
INSERT INTO report SELECT i, parse_report(body(i)) FROM generate_series(1, 200) i;
CREATE TABLE parted (id int, figures disclosure_figures) PARTITION BY HASH (figures);
CREATE TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO parted SELECT id, figures FROM report;
CREATE INDEX ON parted (figures);
CREATE VIEW total AS SELECT (report).year, sum(figures) AS figures FROM report
	GROUP BY (report).year;
CREATE MATERIALIZED VIEW outcome AS SELECT id, o.* FROM report, report_outcomes(report) AS o;
CALL create_registry('registry');
INSERT INTO registry.filing (body, source) SELECT body(i), 'file ' || i FROM generate_series(1, 50) i;
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
		WHERE (report).applications.granted.total = 77;
	RETURN QUERY SELECT 'key ' || id FROM report WHERE agency_key(agency) = agency_key('第七局');
	RETURN QUERY SELECT 'part ' || id FROM parted
		WHERE figures = (SELECT figures FROM report WHERE id = 9);
	RETURN QUERY SELECT 'hand_in ' || md5(registry.hand_in(2023));
END $$;

-- After the upgrade all goes on: rows are written, checked and filed.
CREATE FUNCTION again() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO report SELECT i, parse_report(body(i)) FROM generate_series(201, 220) i;
	INSERT INTO registry.filing (body) SELECT body(i) FROM generate_series(51, 60) i;
	IF (SELECT count(*) FROM registry.report) <> 60 THEN
		RAISE EXCEPTION 'the registry has % reports', (SELECT count(*) FROM registry.report);
	END IF;
	BEGIN
		INSERT INTO report SELECT 0, parse_report(replace(body(3), '| 5 |', '| 6 |'));
		RAISE EXCEPTION 'a report that does not add up was accepted';
	EXCEPTION WHEN check_violation THEN NULL;
	END;
	ANALYZE;
END $$;
