-- agencies, and the reports that count

CREATE OR REPLACE VIEW @schema@.consolidating_agency AS
	SELECT n.name AS agency
	FROM (SELECT name FROM @schema@.agency
		UNION SELECT parent FROM @schema@.agency WHERE parent IS NOT NULL) n
	LEFT JOIN @schema@.agency a USING (name)
	WHERE coalesce(a.consolidates, EXISTS (SELECT FROM @schema@.agency c WHERE c.parent = n.name));

CREATE OR REPLACE VIEW @schema@.agency_directory AS
	SELECT r.agency, a.parent, a.region,
		coalesce(a.level, k.level) AS level, l.label AS level_label,
		coalesce(a.sector, k.sector) AS sector, s.label AS sector_label,
		r.agency IN (SELECT agency FROM @schema@.consolidating_agency) AS consolidates, a.note
	FROM (SELECT DISTINCT agency FROM @schema@.report WHERE superseded_by IS NULL) r
	LEFT JOIN @schema@.agency a ON a.name = r.agency
	CROSS JOIN LATERAL @extension@.agency_kind(r.agency) k
	LEFT JOIN @extension@.name_dictionary('level'::text) l
		ON l.name = coalesce(a.level, k.level)
	LEFT JOIN @extension@.name_dictionary('sector'::text) s
		ON s.name = coalesce(a.sector, k.sector);

CREATE OR REPLACE VIEW @schema@.current_report AS
	SELECT r.filing_id, r.agency, r.year, d.parent, d.region, d.level, d.level_label,
		d.sector, d.sector_label, d.consolidates, r.form, r.figures, r.report
	FROM @schema@.report r JOIN @schema@.agency_directory d USING (agency)
	WHERE r.superseded_by IS NULL;
