-- ranks, and rates beyond their limits

-- The same rates as in peer_percentiles, once among all agencies and once among peers. A rank among
-- few tells nothing.
CREATE OR REPLACE VIEW @schema@.ranking AS
	SELECT r.agency, r.year, r.scope, r.parent, r.region, r.level, l.label AS level_label, r.sector,
		s.label AS sector_label, p.metric, d.label, d.english, p.rate, p.peers AS agencies,
		5 AS minimum_agencies, CASE WHEN p.peers >= 5 THEN p.rank END AS rank
	FROM (
		SELECT r.agency, r.year, 'all' AS scope, a.parent, a.region,
			coalesce(a.level, r.level_by_name) AS level,
			coalesce(a.sector, r.sector_by_name) AS sector, r.figures, g.rates
		FROM @schema@.report r
		LEFT JOIN @schema@.agency a ON a.name = r.agency
		JOIN @schema@.rate_group g ON g.year = r.year AND g.scope = 'all'
		WHERE r.superseded_by IS NULL
		UNION ALL
		SELECT r.agency, r.year, 'peers', a.parent, a.region, g.level, g.sector, r.figures, g.rates
		FROM @schema@.report r
		LEFT JOIN @schema@.agency a ON a.name = r.agency
		JOIN @schema@.peer_group g
			ON g.year = r.year AND g.level = coalesce(a.level, r.level_by_name)
				AND g.sector = coalesce(a.sector, r.sector_by_name)
		WHERE r.superseded_by IS NULL) r
	CROSS JOIN LATERAL @extension@.peer_positions(r.figures, r.rates) p
	JOIN @extension@.metric_dictionary() d USING (metric)
	LEFT JOIN @extension@.name_dictionary('level'::text) l ON l.name = r.level
	LEFT JOIN @extension@.name_dictionary('sector'::text) s ON s.name = r.sector;

CREATE OR REPLACE VIEW @schema@.flagged_rates AS
	SELECT m.agency, m.year, m.parent, m.region, m.level, m.level_label, m.sector, m.sector_label,
		m.metric, m.label, m.english, m.numerator, m.base, m.rate, l.direction, l.yellow, l.red,
		c.name AS card, c.label AS card_label, l.note
	FROM @schema@.agency_metrics m
	JOIN @schema@.rate_limit l ON l.metric = m.metric AND l.level IN ('', m.level)
	LEFT JOIN @schema@.rate_limit own
		ON l.level = '' AND own.metric = l.metric AND own.direction = l.direction
			AND own.level = m.level AND own.level <> ''
	JOIN @extension@.name_dictionary('card'::text) c ON c.name = CASE l.direction
		WHEN 'above' THEN
			CASE WHEN m.rate >= l.red THEN 'red' WHEN m.rate >= l.yellow THEN 'yellow' END
		ELSE CASE WHEN m.rate <= l.red THEN 'red' WHEN m.rate <= l.yellow THEN 'yellow' END
	END
	WHERE own.metric IS NULL;
