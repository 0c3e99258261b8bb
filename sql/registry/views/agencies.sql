-- agencies, and the reports that count

-- No agency is in both parts, so that nothing is to be sorted; and the parents are as few as the
-- statistics of the column say, so that a hash of them is planned as small as it is.
CREATE OR REPLACE VIEW @schema@.consolidating_agency AS
	SELECT name AS agency FROM @schema@.agency WHERE consolidates
	UNION ALL
	SELECT p.parent
	FROM (SELECT parent FROM @schema@.agency WHERE parent IS NOT NULL GROUP BY parent) p
	WHERE NOT EXISTS (
		SELECT FROM @schema@.agency a WHERE a.name = p.parent AND a.consolidates IS NOT NULL);

CREATE OR REPLACE VIEW @schema@.agency_directory AS
	SELECT r.agency, a.parent, a.region,
		coalesce(a.level, r.level_by_name) AS level, l.label AS level_label,
		coalesce(a.sector, r.sector_by_name) AS sector, s.label AS sector_label,
		c.agency IS NOT NULL AS consolidates, a.note
	FROM (
		SELECT agency, min(level_by_name) AS level_by_name, min(sector_by_name) AS sector_by_name
		FROM @schema@.report WHERE superseded_by IS NULL GROUP BY agency) r
	LEFT JOIN @schema@.agency a ON a.name = r.agency
	LEFT JOIN @schema@.consolidating_agency c ON c.agency = r.agency
	LEFT JOIN @extension@.name_dictionary('level'::text) l
		ON l.name = coalesce(a.level, r.level_by_name)
	LEFT JOIN @extension@.name_dictionary('sector'::text) s
		ON s.name = coalesce(a.sector, r.sector_by_name);

CREATE OR REPLACE VIEW @schema@.current_report AS
	SELECT r.filing_id, r.agency, r.year, a.parent, a.region,
		coalesce(a.level, r.level_by_name) AS level, l.label AS level_label,
		coalesce(a.sector, r.sector_by_name) AS sector, s.label AS sector_label,
		c.agency IS NOT NULL AS consolidates, r.form, r.figures, r.report
	FROM @schema@.report r
	LEFT JOIN @schema@.agency a ON a.name = r.agency
	LEFT JOIN @schema@.consolidating_agency c ON c.agency = r.agency
	LEFT JOIN @extension@.name_dictionary('level'::text) l
		ON l.name = coalesce(a.level, r.level_by_name)
	LEFT JOIN @extension@.name_dictionary('sector'::text) s
		ON s.name = coalesce(a.sector, r.sector_by_name)
	WHERE r.superseded_by IS NULL;

-- what other servers ask for and add up: no words, and no labels, which they have themselves
CREATE OR REPLACE VIEW @schema@.current_figures AS
	SELECT r.agency, r.year, r.form, a.parent, a.region,
		coalesce(a.level, r.level_by_name) AS level,
		coalesce(a.sector, r.sector_by_name) AS sector,
		c.agency IS NOT NULL AS consolidates, r.figures
	FROM @schema@.report r
	LEFT JOIN @schema@.agency a ON a.name = r.agency
	LEFT JOIN @schema@.consolidating_agency c ON c.agency = r.agency
	WHERE r.superseded_by IS NULL;
