-- reports added up: those of agencies that consolidate others are left out,
-- or these would count twice

-- An anti-join, as NOT EXISTS is and NOT IN is not: it needs no memory for all agencies. Where
-- level and sector are not asked for, agencies are not looked up.
CREATE OR REPLACE VIEW @schema@.counted_report AS
	SELECT r.agency, r.year, r.form, coalesce(a.level, r.level_by_name) AS level,
		coalesce(a.sector, r.sector_by_name) AS sector, r.figures
	FROM @schema@.report r
	LEFT JOIN @schema@.agency a
		ON a.name = r.agency AND (a.level IS NOT NULL OR a.sector IS NOT NULL)
	WHERE r.superseded_by IS NULL AND NOT EXISTS (
		SELECT FROM @schema@.consolidating_agency c WHERE c.agency = r.agency);

-- As states, which another server can add to its own. What is left out is counted by the index, one
-- agency after the other.
CREATE OR REPLACE VIEW @schema@.sums_by_year AS
	SELECT s.year, s.reports, coalesce(o.left_out, 0) AS left_out, s.state
	FROM (
		SELECT year, count(*) AS reports, @extension@.sum_state(figures) AS state
		FROM @schema@.counted_report GROUP BY year) s
	LEFT JOIN (
		SELECT year, count(*) AS left_out
		FROM @schema@.report r JOIN @schema@.consolidating_agency c USING (agency)
		WHERE superseded_by IS NULL
		GROUP BY year) o USING (year);

CREATE OR REPLACE VIEW @schema@.sums_by_form AS
	SELECT year, form, count(*) AS reports, @extension@.sum_state(figures) AS state
	FROM @schema@.counted_report GROUP BY year, form;

CREATE OR REPLACE VIEW @schema@.sums_by_level AS
	SELECT year, level, count(*) AS reports, @extension@.sum_state(figures) AS state
	FROM @schema@.counted_report GROUP BY year, level;

CREATE OR REPLACE VIEW @schema@.sums_by_sector AS
	SELECT year, sector, count(*) AS reports, @extension@.sum_state(figures) AS state
	FROM @schema@.counted_report GROUP BY year, sector;

-- and as reports

CREATE OR REPLACE VIEW @schema@.consolidated AS
	SELECT year, reports, left_out, @extension@.sum_result(state) AS figures,
		@extension@.coverage_result(state) AS coverage
	FROM @schema@.sums_by_year;

CREATE OR REPLACE VIEW @schema@.consolidated_by_form AS
	SELECT year, form, reports, sum(reports) OVER (PARTITION BY year)::bigint AS reports_of_year,
		@extension@.sum_result(state) AS figures, @extension@.coverage_result(state) AS coverage
	FROM @schema@.sums_by_form;

-- the labels of the sums, not of each report
CREATE OR REPLACE VIEW @schema@.consolidated_by_level AS
	SELECT s.year, s.level, l.label AS level_label, s.reports,
		@extension@.sum_result(s.state) AS figures, @extension@.coverage_result(s.state) AS coverage
	FROM @schema@.sums_by_level s
	LEFT JOIN @extension@.name_dictionary('level'::text) l ON l.name = s.level;

CREATE OR REPLACE VIEW @schema@.consolidated_by_sector AS
	SELECT s.year, s.sector, l.label AS sector_label, s.reports,
		@extension@.sum_result(s.state) AS figures, @extension@.coverage_result(s.state) AS coverage
	FROM @schema@.sums_by_sector s
	LEFT JOIN @extension@.name_dictionary('sector'::text) l ON l.name = s.sector;

CREATE OR REPLACE VIEW @schema@.consolidated_by_parent AS
	SELECT r.year, a.parent, count(*) AS reports,
		@extension@.sum(r.figures) AS figures, @extension@.coverage(r.figures) AS coverage
	FROM @schema@.report r JOIN @schema@.agency a ON a.name = r.agency
	WHERE r.superseded_by IS NULL AND a.parent IS NOT NULL
	GROUP BY r.year, a.parent;
