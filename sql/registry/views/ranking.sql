-- ranks, and rates beyond their limits

-- The same rates as in peer_percentiles, once among all agencies and once among peers. A rank among
-- few tells nothing.
CREATE OR REPLACE VIEW @schema@.ranking AS
	SELECT r.agency, r.year, r.scope, r.parent, r.region, r.level, r.level_label, r.sector,
		r.sector_label, r.consolidates, p.metric, d.label, d.english, p.rate, p.peers AS agencies,
		5 AS minimum_agencies, CASE WHEN p.peers >= 5 THEN p.rank END AS rank
	FROM (
		SELECT a.*, 'all' AS scope, g.rates
		FROM (
			SELECT year, @extension@.peer_rates(figures) AS rates
			FROM @schema@.report WHERE superseded_by IS NULL GROUP BY year) g
		JOIN @schema@.current_report a USING (year)
		UNION ALL
		SELECT a.*, 'peers', g.rates
		FROM @schema@.peer_group g JOIN @schema@.current_report a USING (year, level, sector)) r
	CROSS JOIN LATERAL @extension@.peer_positions(r.figures, r.rates) p
	JOIN @extension@.metric_dictionary() d USING (metric);

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
