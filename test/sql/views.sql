-- the views of a registry: a made-up city over two years
SET client_min_messages = warning;
\set SHOW_CONTEXT never

\i test/sql/include/report.sql

CALL create_registry('city');
SET search_path = city, public;
-- a report of zeros but for these cells, filed and accepted
CREATE FUNCTION pg_temp.file(agency text, year integer, form integer, VARIADIC cells text[])
	RETURNS void LANGUAGE sql AS $$
	WITH body AS (
		SELECT format_report(jsonb_populate_record(pg_temp.report(form, VARIADIC cells),
			jsonb_build_object('agency', agency, 'year', year,
				'title', agency || year || '年政府信息公开工作年度报告', 'overview', '一切正常。',
				'problems', '无', 'other_matters', '本年度收取信息处理费0元。')), 'markdown') AS body)
	INSERT INTO filing (source, body) SELECT agency || year, body FROM body
$$;
SELECT
	pg_temp.file('临川市教育局', 2023, 2021, 'applications.received.natural_person=20',
		'applications.received.business=4', 'applications.received.total=24',
		'applications.granted.natural_person=10', 'applications.granted.business=4',
		'applications.granted.total=14', 'applications.denied_state_secret.natural_person=6',
		'applications.denied_state_secret.total=6',
		'applications.denied_enforcement_file.natural_person=2',
		'applications.denied_enforcement_file.total=2', 'applications.concluded.natural_person=18',
		'applications.concluded.business=4', 'applications.concluded.total=22',
		'applications.carried_out.natural_person=2', 'applications.carried_out.total=2',
		'disputes.reconsideration.upheld=3', 'disputes.reconsideration.corrected=2',
		'disputes.reconsideration.pending=1', 'disputes.reconsideration.total=6'),
	pg_temp.file('临川市教育局', 2024, 2021, 'applications.received.natural_person=78',
		'applications.received.total=78', 'applications.carried_in.natural_person=2',
		'applications.carried_in.total=2', 'applications.granted.natural_person=60',
		'applications.granted.total=60', 'applications.other_unspecified.natural_person=20',
		'applications.other_unspecified.total=20', 'applications.concluded.natural_person=80',
		'applications.concluded.total=80'),
	-- blanks, and the other form
	pg_temp.file('临川市财政局', 2023, 2021, 'applications.received.natural_person=5',
		'applications.received.business=', 'applications.received.total=',
		'applications.granted.natural_person=5', 'applications.granted.business=',
		'applications.granted.total=', 'applications.concluded.natural_person=5',
		'applications.concluded.business=', 'applications.concluded.total=',
		'applications.denied_state_secret.total='),
	pg_temp.file('临川市财政局', 2024, 2019, 'applications.received.research=12',
		'applications.received.total=12', 'applications.other_undivided.research=3',
		'applications.other_undivided.total=3', 'applications.granted.research=9',
		'applications.granted.total=9', 'applications.concluded.research=12',
		'applications.concluded.total=12'),
	pg_temp.file('南丰县教育局', 2024, 2021, 'applications.received.business=10',
		'applications.received.total=10', 'applications.partly_granted.business=10',
		'applications.partly_granted.total=10', 'applications.concluded.business=10',
		'applications.concluded.total=10'),
	-- the city publishes its own sums: right in 2023, but one too many in 2024
	pg_temp.file('临川市人民政府', 2023, 2021, 'applications.received.natural_person=25',
		'applications.received.business=4', 'applications.received.total=29',
		'applications.granted.natural_person=15', 'applications.granted.business=4',
		'applications.granted.total=19', 'applications.denied_state_secret.natural_person=6',
		'applications.denied_state_secret.total=6',
		'applications.denied_enforcement_file.natural_person=2',
		'applications.denied_enforcement_file.total=2', 'applications.concluded.natural_person=23',
		'applications.concluded.business=4', 'applications.concluded.total=27',
		'applications.carried_out.natural_person=2', 'applications.carried_out.total=2',
		'disputes.reconsideration.upheld=3', 'disputes.reconsideration.corrected=3',
		'disputes.reconsideration.pending=1', 'disputes.reconsideration.total=7'),
	pg_temp.file('临川市人民政府', 2024, 2021, 'applications.received.natural_person=79',
		'applications.received.total=91', 'applications.received.research=12',
		'applications.carried_in.natural_person=2', 'applications.carried_in.total=2',
		'applications.granted.natural_person=61', 'applications.granted.research=9',
		'applications.granted.total=70', 'applications.other_unspecified.natural_person=20',
		'applications.other_unspecified.research=3', 'applications.other_unspecified.total=23',
		'applications.concluded.natural_person=81', 'applications.concluded.research=12',
		'applications.concluded.total=93');
SELECT source, state, detail FROM filing_state ORDER BY filing_id;

-- what agencies are, and what is said of them
SELECT * FROM agency_directory ORDER BY agency COLLATE "C";
INSERT INTO agency (name, parent, region, sector, note)
VALUES ('临川市教育局', '临川市人民政府', '江西/临川', NULL, NULL), ('临川市财政局', '临川市人民政府', '江西/临川', 'money', '自定类别');
INSERT INTO agency (name, parent) VALUES ('临川市', '临川市');
SELECT agency, parent, region, level, level_label, sector, sector_label, consolidates, note
FROM agency_directory ORDER BY agency COLLATE "C";
SELECT * FROM consolidating_agency;

-- rows that may be added up: no total is among its parts, and the city's own sums do not count
-- again
SELECT year, category, applicant, label, applications, share, reports, missing
FROM outcomes_by_category WHERE applications <> 0 OR applications IS NULL OR missing > 0
ORDER BY 1, 2, 3;
SELECT * FROM outcomes_by_year ORDER BY year, category;
SELECT year, sum(applications) AS applications, sum(share) AS share, sum(missing) AS missing
FROM outcomes_by_category GROUP BY year ORDER BY year;
SELECT year, sum(natural_person) AS natural_person, sum(business) AS business,
	sum(research) AS research, sum(total) AS total
FROM outcome WHERE NOT consolidates GROUP BY year ORDER BY year;
SELECT agency, year, category, natural_person, business, research, total, missing
FROM outcomes_by_agency WHERE total <> 0 OR missing > 0 ORDER BY agency COLLATE "C", year, category;
SELECT year, reports, left_out, (figures).form, (figures).applications.granted.total AS granted,
	(coverage).applications.granted.total AS granted_in FROM consolidated ORDER BY year;
SELECT year, form, reports, reports_of_year, (figures).applications.received.total
FROM consolidated_by_form ORDER BY year, form;
SELECT year, level, level_label, reports, (figures).applications.received.total
FROM consolidated_by_level ORDER BY year, level;
SELECT year, sector, sector_label, reports, (figures).applications.received.total
FROM consolidated_by_sector ORDER BY year, sector;
SELECT year, parent, reports, (figures).applications.received.total FROM consolidated_by_parent
ORDER BY year, parent;
SELECT year, form, item, label, research, total, research_missing, total_missing
FROM consolidated_outcome WHERE category = 'other' ORDER BY year, form, item;

-- rates, reasons, applicants
SELECT agency, year, metric, label, numerator, base, minimum_base, rate FROM agency_metrics
WHERE NOT consolidates AND metric IN
	('granted_of_concluded', 'denied_of_handled', 'reconsideration_corrected_of_decided')
ORDER BY agency COLLATE "C", year, metric;
SELECT agency, year, item, label, applications, of_category, share FROM reason_shares
WHERE applications <> 0 OR applications IS NULL ORDER BY agency COLLATE "C", year, item;
SELECT agency, year, applicant, label, received, of_all, share FROM applicant_mix
WHERE received > 0 OR received IS NULL ORDER BY agency COLLATE "C", year, applicant;
-- between years: a jump differs by ten or more, and threefold
SELECT agency, section, item, column_name, label, previous, current, difference, ratio, is_jump
FROM year_over_year
WHERE difference <> 0 OR (difference IS NULL AND section = 3)
ORDER BY agency COLLATE "C", section, item;
-- peers
INSERT INTO agency (name, level, sector) VALUES ('南丰县教育局', 'city', 'education');
INSERT INTO filing (source, body)
SELECT '乙', replace(replace(body, '临川市教育局', '乙市教育局'), '| 60 |', '| 40 |')
FROM filing WHERE source = '临川市教育局2024';
SELECT waive(max(id), '试验') FROM filing;
SELECT agency, year, level, sector, rate, peers, rank, p10, p25, p50, p75, p90 FROM peer_percentiles
WHERE metric = 'granted_of_concluded' ORDER BY year, sector, rank, agency COLLATE "C";

-- among few agencies there is no rank
SELECT scope, agency, year, rate, agencies, minimum_agencies, rank FROM ranking
WHERE metric = 'granted_of_concluded' ORDER BY scope, year, agency COLLATE "C";
-- limits: of a level, where there is one; none are set at first
SELECT count(*) FROM flagged_rates;
INSERT INTO rate_limit (metric, direction, level, yellow, red)
VALUES ('granted_of_concluded', 'below', '', 0.7, 0.6),
	('granted_of_concluded', 'below', 'county', 0.1, NULL),
	('substantive_of_concluded', 'above', '', 0.9, NULL);
SELECT agency, year, metric, rate, direction, yellow, red, card, card_label FROM flagged_rates
ORDER BY metric, agency COLLATE "C", year;
INSERT INTO rate_limit (metric, yellow, red) VALUES ('carried_out_of_handled', 0.2, 0.1);
INSERT INTO rate_limit (metric) VALUES ('carried_out_of_handled');

-- cells, one a row and one a column
SELECT section, item, column_name, label, english, value, kind, kind_label FROM cell
WHERE agency = '临川市财政局' AND year = 2023
	AND (item, column_name) IN (('received', 'natural_person'), ('received', 'business'),
		('granted', 'total'), ('regulations', 'issued'), ('litigation_direct', 'pending'));
SELECT agency, year, count(*) AS cells, count(value) AS with_value, count(kind) AS with_kind,
	count(*) FILTER (WHERE (value IS NOT NULL) <> (kind = 'number')) AS odd
FROM cell GROUP BY agency, year ORDER BY agency COLLATE "C", year;
SELECT agency, year, applications_received_total, applications_granted_natural_person,
	disputes_reconsideration_corrected, proactive_fees_amount, applications_other_undivided_total
FROM figures_flat ORDER BY agency COLLATE "C", year;
-- each cell has one column, of its own value, and says in both languages what it is
SELECT count(*) AS columns, bool_and(octet_length(attname) < 64) AS fit,
	count(*) FILTER (WHERE col_description(attrelid, attnum) LIKE '%：% / %') AS explained
FROM pg_attribute WHERE attrelid = 'figures_flat'::regclass AND attnum > 2;
SELECT count(*) AS differing FROM (
	SELECT agency, year, key, value FROM figures_flat f, jsonb_each_text(to_jsonb(f))
	WHERE key NOT IN ('agency', 'year') AND value IS NOT NULL) f
FULL JOIN (SELECT agency, year, flat_name(path) AS key, c.value
	FROM cell c JOIN cell_dictionary() USING (item, column_name) WHERE c.value IS NOT NULL) c
	USING (agency, year, key)
WHERE f.value IS NULL OR c.value IS NULL OR f.value::numeric <> c.value;
SELECT col_description('figures_flat'::regclass, attnum) FROM pg_attribute
WHERE attrelid = 'figures_flat'::regclass AND attname = 'applications_denied_state_secret_total';
SELECT flat_name('applications.granted.total'), flat_name(repeat('a', 60) || '.bcd'),
	octet_length(flat_name(repeat('a', 60) || '.bcd'));

-- what parents publish and what their children add up to
SELECT year, section, item, column_name, published, children_sum, difference FROM consolidation_gaps
ORDER BY year, section, item, column_name;
SELECT year, item, column_name, published, children_sum, children, missing_children, missing_cells,
	difference
FROM consolidation
WHERE (item = 'granted' OR item LIKE 'other.%')
	AND column_name IN ('natural_person', 'research', 'total')
ORDER BY year, item, column_name;
INSERT INTO agency (name, parent) VALUES ('临川市水利局', '临川市人民政府');
SELECT year, count(*), count(difference) AS determined, min(missing_children) AS missing_children
FROM consolidation GROUP BY year ORDER BY year;
SELECT count(*) FROM consolidation_gaps;
INSERT INTO agency (name, consolidates) VALUES ('临川市人民政府', false);
SELECT year, reports, left_out FROM consolidated ORDER BY year;

-- what is doubtful
INSERT INTO filing (source, raw) SELECT '疑', convert_to(regexp_replace(
	replace(body, '临川市教育局', '丙市教育局'), '本年度收取信息处理费0元。|一切正常。', '', 'g'), 'GB18030')
FROM filing WHERE source = '临川市教育局2023';
SELECT agency, year, origin, rule, rule_label, expression, lhs, rhs FROM findings
ORDER BY agency COLLATE "C", year, origin, rule;

-- every column of every view says what it is in both languages; the views can be made anew, with
-- rights and what depends on them kept, but not twice
SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND attnum > 0
WHERE relnamespace = 'city'::regnamespace AND relkind = 'v'
	AND coalesce(col_description(c.oid, attnum), '') NOT LIKE '% / %';
SELECT relname FROM pg_class WHERE relnamespace = 'city'::regnamespace AND relkind = 'v'
	AND coalesce(obj_description(oid), '') NOT LIKE '% / %';
-- also those of a province, which needs no server where it has no office
CALL create_province('land', '{}');
SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND attnum > 0
WHERE relnamespace = 'land'::regnamespace AND relkind = 'v' AND relname <> 'filing'
	AND col_description(c.oid, attnum) IS NULL;
SELECT count(*) AS sums FROM land.consolidated;
-- each cell has its column
SELECT count(*) > 1000 AS many, count(*) FILTER (WHERE c.value IS DISTINCT FROM
	(to_jsonb(f) ->> flat_name(d.path))::numeric) AS wrong
FROM report r JOIN figures_flat f USING (agency, year), report_cells(r.figures) c
	JOIN cell_dictionary() d USING (item, column_name)
WHERE r.superseded_by IS NULL;
SELECT view_name FROM view_dictionary() WHERE column_name = ''
	AND to_regclass('city.' || view_name) IS NULL AND to_regclass('land.' || view_name) IS NULL;
SELECT view_name, column_name FROM view_dictionary() WHERE view_name <> '' AND column_name <> ''
	EXCEPT SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
	WHERE relnamespace IN ('city'::regnamespace, 'land'::regnamespace);
SELECT col_description('outcomes_by_category'::regclass, attnum) FROM pg_attribute
WHERE attrelid = 'outcomes_by_category'::regclass AND attname = 'missing';
CREATE VIEW mine AS SELECT year, reports FROM consolidated;
GRANT SELECT ON consolidated TO PUBLIC;
CALL create_registry_views('city');
SELECT relacl IS NOT NULL AS rights_kept, (SELECT count(*) FROM mine) AS years FROM pg_class
WHERE oid = 'consolidated'::regclass;
SELECT count(*) AS columns FROM pg_attribute
WHERE attrelid = 'figures_flat'::regclass AND attnum > 0;
CALL create_registry_views('city', false);
CALL create_registry_views('nowhere');
CREATE SCHEMA occupied CREATE VIEW findings AS SELECT 1 AS mine;
CALL create_registry('occupied');
RESET search_path;
DROP SCHEMA city, occupied CASCADE;
