-- rates, alone, among peers and between years

CREATE OR REPLACE VIEW @schema@.agency_metrics AS
	SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label,
		r.consolidates, m.metric, d.label, d.english, m.numerator, m.base, m.minimum_base, m.rate
	FROM @schema@.current_report r
	CROSS JOIN LATERAL @extension@.report_metrics(r.figures) m
	JOIN @extension@.metric_dictionary() d USING (metric);

CREATE OR REPLACE VIEW @schema@.peer_percentiles AS
	SELECT m.agency, year, level, m.level_label, sector, m.sector_label, metric, m.label, m.english,
		m.rate, p.peers,
		rank() OVER (PARTITION BY year, level, sector, metric ORDER BY m.rate DESC) AS rank,
		round(p.percentiles[1]::numeric, 6) AS p10, round(p.percentiles[2]::numeric, 6) AS p25,
		round(p.percentiles[3]::numeric, 6) AS p50, round(p.percentiles[4]::numeric, 6) AS p75,
		round(p.percentiles[5]::numeric, 6) AS p90
	FROM @schema@.agency_metrics m JOIN (
		SELECT year, level, sector, metric, count(*) AS peers,
			percentile_cont(ARRAY[0.1, 0.25, 0.5, 0.75, 0.9]) WITHIN GROUP (ORDER BY rate)
				AS percentiles
		FROM @schema@.agency_metrics WHERE rate IS NOT NULL
		GROUP BY year, level, sector, metric) p USING (year, level, sector, metric)
	WHERE m.rate IS NOT NULL;

CREATE OR REPLACE VIEW @schema@.year_over_year AS
	SELECT agency, year, section, item, column_name, label, previous, current,
		current - previous AS difference,
		CASE WHEN previous > 0 THEN round(round(current, 10) / previous, 6) END AS ratio,
		CASE WHEN column_name <> 'change' AND num_nulls(previous, current) = 0
			THEN abs(current - previous) >= 10
				AND greatest(current, previous) >= 3 * least(current, previous)
		END AS is_jump
	FROM (
		SELECT r.agency, r.year, cell.*
		FROM @schema@.report r
		JOIN @schema@.report before ON before.agency = r.agency AND before.year = r.year - 1
		CROSS JOIN LATERAL (
			SELECT n.section, n.item, n.column_name, n.label,
				b.value AS previous, n.value AS current
			FROM @extension@.report_cells(r.figures) n
			JOIN @extension@.report_cells(before.figures) b
				ON b.item = n.item AND b.column_name = n.column_name
			WHERE n.section = 2 OR n.column_name = 'total'
			OFFSET 0) cell
		WHERE r.superseded_by IS NULL AND before.superseded_by IS NULL) pair;
