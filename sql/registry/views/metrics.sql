-- rates, alone, among peers and between years

CREATE OR REPLACE VIEW @schema@.agency_metrics AS
	SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label,
		r.consolidates, m.metric, d.label, d.english, m.numerator, m.base, m.minimum_base, m.rate
	FROM @schema@.current_report r
	CROSS JOIN LATERAL @extension@.report_metrics(r.figures) m
	JOIN @extension@.metric_dictionary() d USING (metric);

-- An update of the extension may know other rates.
INSERT INTO @schema@.changed_year (year) SELECT DISTINCT year FROM @schema@.kept_peer_group;

-- One pass over the figures gives the rates of all groups; each report then looks up its place.
CREATE OR REPLACE VIEW @schema@.live_rate_group AS
	SELECT r.year, 'peers' AS scope, coalesce(a.level, r.level_by_name) AS level,
		coalesce(a.sector, r.sector_by_name) AS sector, count(*) AS reports,
		@extension@.peer_rates(r.figures) AS rates
	FROM @schema@.report r
	LEFT JOIN @schema@.agency a
		ON a.name = r.agency AND (a.level IS NOT NULL OR a.sector IS NOT NULL)
	WHERE r.superseded_by IS NULL
		AND coalesce(a.level, r.level_by_name) IS NOT NULL
		AND coalesce(a.sector, r.sector_by_name) IS NOT NULL
	GROUP BY r.year, coalesce(a.level, r.level_by_name), coalesce(a.sector, r.sector_by_name)
	UNION ALL
	SELECT year, 'all', NULL, NULL, count(*), @extension@.peer_rates(figures)
	FROM @schema@.report WHERE superseded_by IS NULL GROUP BY year;

-- Of those that are kept and those that are not, one is not even looked for.
CREATE OR REPLACE VIEW @schema@.rate_group AS
	SELECT year, scope, level, sector, reports, rates FROM @schema@.kept_peer_group
	WHERE NOT EXISTS (SELECT FROM @schema@.changed_year)
	UNION ALL
	SELECT year, scope, level, sector, reports, rates FROM @schema@.live_rate_group
	WHERE EXISTS (SELECT FROM @schema@.changed_year)
		OR NOT EXISTS (SELECT FROM @schema@.kept_peer_group);

CREATE OR REPLACE VIEW @schema@.peer_group AS
	SELECT year, level, sector, reports, rates FROM @schema@.rate_group WHERE scope = 'peers';

-- Not from current_report: how many reports find their group cannot be told in advance, and whether
-- they consolidate might be looked up in a list for each of them.
CREATE OR REPLACE VIEW @schema@.peer_percentiles AS
	SELECT r.agency, r.year, g.level, l.label AS level_label, g.sector, s.label AS sector_label,
		p.metric, d.label, d.english, p.rate, p.peers, p.rank, p.p10, p.p25, p.p50, p.p75, p.p90
	FROM @schema@.report r
	LEFT JOIN @schema@.agency a
		ON a.name = r.agency AND (a.level IS NOT NULL OR a.sector IS NOT NULL)
	JOIN @schema@.peer_group g
		ON g.year = r.year AND g.level = coalesce(a.level, r.level_by_name)
			AND g.sector = coalesce(a.sector, r.sector_by_name)
	CROSS JOIN LATERAL @extension@.peer_positions(r.figures, g.rates) p
	JOIN @extension@.metric_dictionary() d USING (metric)
	LEFT JOIN @extension@.name_dictionary('level'::text) l ON l.name = g.level
	LEFT JOIN @extension@.name_dictionary('sector'::text) s ON s.name = g.sector
	WHERE r.superseded_by IS NULL;

CREATE OR REPLACE VIEW @schema@.year_over_year AS
	SELECT r.agency, r.year, c.section, c.item, c.column_name, c.label, c.previous, c.current,
		c.difference, c.ratio, c.is_jump
	FROM @schema@.report r
	JOIN @schema@.report before ON before.agency = r.agency AND before.year + 1 = r.year
	CROSS JOIN LATERAL @extension@.year_changes(before.figures, r.figures) c
	WHERE r.superseded_by IS NULL AND before.superseded_by IS NULL;
