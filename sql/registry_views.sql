-- The views are apart, so that an update of the extension can make them anew.
CREATE PROCEDURE create_registry_views(schema name, remake boolean DEFAULT true)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $procedure$
DECLARE
	extension text := (SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'govdisclose');
	verb text := CASE WHEN remake THEN 'CREATE OR REPLACE VIEW' ELSE 'CREATE VIEW' END;
	entry record;
BEGIN
	IF to_regclass(format('%I.report', schema)) IS NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'undefined_table', MESSAGE = format('schema "%s" holds no registry', schema),
			HINT = 'Make one with CALL create_registry(''disclosure'').';
	END IF;
	-- without the extension's schema, in which others may be able to create objects
	PERFORM set_config('search_path', quote_ident(schema) || ', pg_temp', true);

	-- agencies
	EXECUTE replace(replace($views$
	CREATE VIEW consolidating_agency AS
		SELECT n.name AS agency
		FROM (SELECT name FROM agency UNION SELECT parent FROM agency WHERE parent IS NOT NULL) n LEFT JOIN agency a USING (name)
		WHERE coalesce(a.consolidates, EXISTS (SELECT FROM agency c WHERE c.parent = n.name));

	CREATE VIEW agency_directory AS
		SELECT r.agency, a.parent, a.region,
			coalesce(a.level, k.level) AS level, l.label AS level_label, coalesce(a.sector, k.sector) AS sector, s.label AS sector_label,
			r.agency IN (SELECT agency FROM consolidating_agency) AS consolidates, a.note
		FROM (SELECT DISTINCT agency FROM report WHERE superseded_by IS NULL) r
		LEFT JOIN agency a ON a.name = r.agency
		CROSS JOIN LATERAL @extension@.agency_kind(r.agency) k
		LEFT JOIN @extension@.name_dictionary('level') l ON l.name = coalesce(a.level, k.level)
		LEFT JOIN @extension@.name_dictionary('sector') s ON s.name = coalesce(a.sector, k.sector);

	CREATE VIEW current_report AS
		SELECT r.filing_id, r.agency, r.year, d.parent, d.region, d.level, d.level_label, d.sector, d.sector_label, d.consolidates,
			r.form, r.figures, r.report
		FROM report r JOIN agency_directory d USING (agency)
		WHERE r.superseded_by IS NULL;
	$views$, 'CREATE VIEW', verb), '@extension@', extension);

	-- results of applications, one report at a time
	EXECUTE replace(replace($views$
	CREATE VIEW outcome AS
		SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label, r.consolidates,
			o.category, c.label AS category_label, c.english AS category_english, o.item, o.label, i.english AS item_english,
			o.natural_person, o.business, o.research, o.public_interest, o.legal_service, o.other, o.total
		FROM current_report r
		CROSS JOIN LATERAL @extension@.report_outcomes(r.figures) o
		JOIN @extension@.name_dictionary('category') c ON c.name = o.category
		JOIN @extension@.name_dictionary('item') i ON i.name = o.item;

	CREATE VIEW outcomes_by_agency AS
		SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label, r.consolidates,
			o.category, c.label AS category_label, c.english AS category_english,
			o.natural_person, o.business, o.research, o.public_interest, o.legal_service, o.other, o.total, o.missing
		FROM current_report r
		CROSS JOIN LATERAL (
			SELECT category,
				CASE WHEN count(natural_person) = count(*) THEN sum(natural_person) END AS natural_person,
				CASE WHEN count(business) = count(*) THEN sum(business) END AS business,
				CASE WHEN count(research) = count(*) THEN sum(research) END AS research,
				CASE WHEN count(public_interest) = count(*) THEN sum(public_interest) END AS public_interest,
				CASE WHEN count(legal_service) = count(*) THEN sum(legal_service) END AS legal_service,
				CASE WHEN count(other) = count(*) THEN sum(other) END AS other,
				CASE WHEN count(total) = count(*) THEN sum(total) END AS total,
				sum(num_nulls(natural_person, business, research, public_interest, legal_service, other, total)) AS missing
			FROM @extension@.report_outcomes(r.figures)
			GROUP BY category) o
		JOIN @extension@.name_dictionary('category') c ON c.name = o.category;

	CREATE VIEW reason_shares AS
		SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label, r.consolidates,
			o.category, c.label AS category_label, c.english AS category_english, o.item, o.label, i.english AS item_english,
			o.applications, o.of_category, round(o.applications / nullif(o.of_category, 0), 6) AS share
		FROM current_report r
		CROSS JOIN LATERAL (
			SELECT category, item, label, total AS applications,
				CASE WHEN count(total) OVER reasons = count(*) OVER reasons THEN sum(total) OVER reasons END AS of_category
			FROM @extension@.report_outcomes(r.figures)
			WHERE category IN ('denied', 'unavailable', 'not_processed')
			WINDOW reasons AS (PARTITION BY category)) o
		JOIN @extension@.name_dictionary('category') c ON c.name = o.category
		JOIN @extension@.name_dictionary('item') i ON i.name = o.item;

	CREATE VIEW applicant_mix AS
		SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label, r.consolidates, a.applicant, n.label, n.english,
			a.received, (line.received).total AS of_all, round(a.received / nullif((line.received).total, 0)::numeric, 6) AS share
		FROM current_report r
		CROSS JOIN LATERAL (SELECT (r.report).applications.received OFFSET 0) line
		CROSS JOIN LATERAL (VALUES ('natural_person', (line.received).natural_person), ('business', (line.received).business), ('research', (line.received).research),
			('public_interest', (line.received).public_interest), ('legal_service', (line.received).legal_service), ('other', (line.received).other)) a (applicant, received)
		JOIN @extension@.name_dictionary('applicant') n ON n.name = a.applicant;
	$views$, 'CREATE VIEW', verb), '@extension@', extension);

	-- reports added up: those of agencies that consolidate others are left out, or these would count twice
	EXECUTE replace(replace($views$
	CREATE VIEW consolidated AS
		SELECT s.year, s.reports, (SELECT count(*) FROM report r WHERE r.year = s.year AND r.superseded_by IS NULL AND r.agency IN (SELECT agency FROM consolidating_agency)) AS left_out,
			s.figures, s.coverage
		FROM (SELECT year, count(*) AS reports, @extension@.sum(figures) AS figures, @extension@.coverage(figures) AS coverage
			FROM report
			WHERE superseded_by IS NULL AND agency NOT IN (SELECT agency FROM consolidating_agency)
			GROUP BY year) s;

	CREATE VIEW consolidated_by_form AS
		SELECT year, form, count(*) AS reports, sum(count(*)) OVER (PARTITION BY year)::bigint AS reports_of_year, @extension@.sum(figures) AS figures, @extension@.coverage(figures) AS coverage
		FROM report
		WHERE superseded_by IS NULL AND agency NOT IN (SELECT agency FROM consolidating_agency)
		GROUP BY year, form;

	CREATE VIEW consolidated_by_level AS
		SELECT year, level, level_label, count(*) AS reports, @extension@.sum(figures) AS figures, @extension@.coverage(figures) AS coverage
		FROM current_report WHERE NOT consolidates
		GROUP BY year, level, level_label;

	CREATE VIEW consolidated_by_sector AS
		SELECT year, sector, sector_label, count(*) AS reports, @extension@.sum(figures) AS figures, @extension@.coverage(figures) AS coverage
		FROM current_report WHERE NOT consolidates
		GROUP BY year, sector, sector_label;

	CREATE VIEW consolidated_by_parent AS
		SELECT r.year, a.parent, count(*) AS reports, @extension@.sum(r.figures) AS figures, @extension@.coverage(r.figures) AS coverage
		FROM report r JOIN agency a ON a.name = r.agency
		WHERE r.superseded_by IS NULL AND a.parent IS NOT NULL
		GROUP BY r.year, a.parent;
	$views$, 'CREATE VIEW', verb), '@extension@', extension);

	-- from the sums, however many reports are in them
	EXECUTE replace(replace($views$
	CREATE VIEW consolidated_outcome AS
		SELECT s.year, s.form, s.reports, s.reports_of_year, o.category, c.label AS category_label, c.english AS category_english, o.item, o.label, i.english AS item_english,
			o.natural_person, o.business, o.research, o.public_interest, o.legal_service, o.other, o.total,
			of_form.reports - h.natural_person AS natural_person_missing, of_form.reports - h.business AS business_missing, of_form.reports - h.research AS research_missing,
			of_form.reports - h.public_interest AS public_interest_missing, of_form.reports - h.legal_service AS legal_service_missing,
			of_form.reports - h.other AS other_missing, of_form.reports - h.total AS total_missing
		FROM consolidated_by_form s
		CROSS JOIN LATERAL @extension@.report_outcomes(s.figures) o
		JOIN LATERAL @extension@.report_outcomes(s.coverage) h ON h.item = o.item
		-- a row of the other form is missing nowhere
		LEFT JOIN LATERAL (SELECT item, s.reports FROM @extension@.report_outcomes(jsonb_populate_record(NULL::@extension@.disclosure_report, jsonb_build_object('form', s.form)))) of_form ON of_form.item = o.item
		JOIN @extension@.name_dictionary('category') c ON c.name = o.category
		JOIN @extension@.name_dictionary('item') i ON i.name = o.item;

	CREATE VIEW outcomes_by_category AS
		SELECT year, category, category_label, category_english, applicant, label, english, applications,
			round(applications / nullif(sum(applications) OVER (PARTITION BY year), 0), 6) AS share, reports, missing
		FROM (
			SELECT o.year, o.category, o.category_label, o.category_english, a.applicant, n.label, n.english, sum(a.applications) AS applications,
				min(o.reports_of_year) AS reports, coalesce(sum(a.missing), 0)::bigint AS missing
			FROM consolidated_outcome o,
			LATERAL (VALUES ('natural_person', natural_person, natural_person_missing), ('business', business, business_missing), ('research', research, research_missing),
				('public_interest', public_interest, public_interest_missing), ('legal_service', legal_service, legal_service_missing),
				('other', other, other_missing)) a (applicant, applications, missing)
			JOIN @extension@.name_dictionary('applicant') n ON n.name = a.applicant
			GROUP BY o.year, o.category, o.category_label, o.category_english, a.applicant, n.label, n.english) c;

	CREATE VIEW outcomes_by_year AS
		SELECT year, category, category_label, category_english, applications,
			round(applications / nullif(sum(applications) OVER (PARTITION BY year), 0), 6) AS share, reports, missing
		FROM (
			SELECT year, category, category_label, category_english, sum(total) AS applications,
				min(reports_of_year) AS reports, coalesce(sum(total_missing), 0)::bigint AS missing
			FROM consolidated_outcome
			GROUP BY year, category, category_label, category_english) c;
	$views$, 'CREATE VIEW', verb), '@extension@', extension);

	-- rates, alone, among peers and between years
	EXECUTE replace(replace($views$
	CREATE VIEW agency_metrics AS
		SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label, r.consolidates,
			m.metric, d.label, d.english, m.numerator, m.base, m.minimum_base, m.rate
		FROM current_report r CROSS JOIN LATERAL @extension@.report_metrics(r.figures) m JOIN @extension@.metric_dictionary() d USING (metric);

	CREATE VIEW peer_percentiles AS
		SELECT m.agency, year, level, m.level_label, sector, m.sector_label, metric, m.label, m.english, m.rate, p.peers,
			rank() OVER (PARTITION BY year, level, sector, metric ORDER BY m.rate DESC) AS rank,
			round(p.percentiles[1]::numeric, 6) AS p10, round(p.percentiles[2]::numeric, 6) AS p25, round(p.percentiles[3]::numeric, 6) AS p50,
			round(p.percentiles[4]::numeric, 6) AS p75, round(p.percentiles[5]::numeric, 6) AS p90
		FROM agency_metrics m JOIN (
			SELECT year, level, sector, metric, count(*) AS peers, percentile_cont(ARRAY[0.1, 0.25, 0.5, 0.75, 0.9]) WITHIN GROUP (ORDER BY rate) AS percentiles
			FROM agency_metrics WHERE rate IS NOT NULL
			GROUP BY year, level, sector, metric) p USING (year, level, sector, metric)
		WHERE m.rate IS NOT NULL;

	CREATE VIEW year_over_year AS
		SELECT agency, year, section, item, column_name, label, previous, current, current - previous AS difference,
			CASE WHEN previous > 0 THEN round(round(current, 10) / previous, 6) END AS ratio,
			CASE WHEN column_name <> 'change' AND num_nulls(previous, current) = 0 THEN abs(current - previous) >= 10 AND greatest(current, previous) >= 3 * least(current, previous) END AS is_jump
		FROM (
			SELECT r.agency, r.year, cell.*
			FROM report r JOIN report before ON before.agency = r.agency AND before.year = r.year - 1
			CROSS JOIN LATERAL (
				SELECT n.section, n.item, n.column_name, n.label, b.value AS previous, n.value AS current
				FROM @extension@.report_cells(r.figures) n JOIN @extension@.report_cells(before.figures) b ON b.item = n.item AND b.column_name = n.column_name
				WHERE n.section = 2 OR n.column_name = 'total'
				OFFSET 0) cell
			WHERE r.superseded_by IS NULL AND before.superseded_by IS NULL) pair;
	$views$, 'CREATE VIEW', verb), '@extension@', extension);

	-- what is doubtful, and what parents publish otherwise than their children
	EXECUTE replace(replace($views$
	CREATE VIEW findings AS
		SELECT r.filing_id, r.agency, r.year, 'report' AS origin, v.rule, v.item, v.column_name, v.expression, v.lhs, v.rhs, v.difference
		FROM report r, @extension@.report_violations(r.report) v
		WHERE r.superseded_by IS NULL AND v.severity = 'finding'
		UNION ALL
		SELECT r.filing_id, r.agency, r.year, 'document', v.rule, v.item, v.column_name, v.expression, v.lhs, v.rhs, v.difference
		FROM report r JOIN filing f ON f.id = r.filing_id,
		LATERAL (SELECT * FROM @extension@.document_findings(f.body) UNION ALL SELECT * FROM @extension@.document_findings(f.raw)) v
		WHERE r.superseded_by IS NULL;

	CREATE VIEW consolidation AS
		SELECT agency, year, section, item, column_name, label, published, children_sum, children, missing_children, missing_cells,
			CASE WHEN missing_children = 0 AND missing_cells = 0 THEN published - children_sum END AS difference
		FROM (
			SELECT p.agency, p.year, cell.section, cell.item, cell.column_name, cell.label, cell.published, cell.children_sum,
				c.children, c.children - coalesce(s.reports, 0) AS missing_children, (coalesce(s.reports, 0) - coalesce(cell.present, 0))::bigint AS missing_cells
			FROM (SELECT parent, count(*) AS children FROM agency WHERE parent IS NOT NULL GROUP BY parent) c
			JOIN report p ON p.agency = c.parent AND p.superseded_by IS NULL
			LEFT JOIN consolidated_by_parent s ON s.parent = p.agency AND s.year = p.year
			-- in the parent's form, whatever those of its children are
			CROSS JOIN LATERAL (
				SELECT x.section, x.item, x.column_name, x.label, x.value AS published, f.value AS children_sum, v.value AS present
				FROM @extension@.report_cells(p.figures) x
				LEFT JOIN @extension@.report_cells(jsonb_populate_record(s.figures, jsonb_build_object('form', p.form))) f ON f.item = x.item AND f.column_name = x.column_name
				LEFT JOIN @extension@.report_cells(jsonb_populate_record(s.coverage, jsonb_build_object('form', p.form))) v ON v.item = x.item AND v.column_name = x.column_name
				OFFSET 0) cell) compared;

	CREATE VIEW consolidation_gaps AS SELECT * FROM consolidation WHERE difference <> 0;
	$views$, 'CREATE VIEW', verb), '@extension@', extension);

	FOR entry IN EXECUTE replace($comments$
		SELECT c.relname, a.attname, concat_ws(' / ', d.label, d.description) AS comment
		FROM @extension@.view_dictionary() v
		JOIN pg_class c ON c.relname = v.view_name AND c.relnamespace = to_regnamespace(quote_ident($1))
		LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
		JOIN LATERAL (SELECT * FROM @extension@.view_dictionary() w WHERE w.column_name = a.attname AND w.view_name IN (c.relname, '') ORDER BY w.view_name DESC LIMIT 1) d ON true
		WHERE v.column_name = ''
		UNION ALL
		SELECT view_name, NULL, concat_ws(' / ', label, description) FROM @extension@.view_dictionary() WHERE column_name = ''
	$comments$, '@extension@', extension) USING schema
	LOOP
		EXECUTE CASE WHEN entry.attname IS NULL THEN format('COMMENT ON VIEW %I IS %L', entry.relname, entry.comment)
			ELSE format('COMMENT ON COLUMN %I.%I IS %L', entry.relname, entry.attname, entry.comment) END;
	END LOOP;
END $procedure$;
COMMENT ON PROCEDURE create_registry_views(name, boolean) IS
	'Makes the views of a registry that add up, compare and list its reports; create_registry calls it. After an update of the extension it makes them anew, with the rights and other views that depend on them kept. With remake false, the error duplicate_table if one is there already. Other errors: undefined_table if the schema holds no registry';
