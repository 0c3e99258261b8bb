-- narratives that were copied, from the year before or from another agency

-- A sentence that a fifth of all reports have, or 500, tells nothing of one of them. Of the others
-- each report has its own, so that it is among those that are like it, with all of its sentences.
CREATE OR REPLACE VIEW @schema@.similar_reports AS
	WITH size AS MATERIALIZED (
		SELECT r.reports <> n.narratives AS has_fresh,
			greatest(20, least(r.reports / 5, 500)) AS most
		FROM (SELECT count(*) AS reports FROM @schema@.report) r
		CROSS JOIN (SELECT count(*) AS narratives FROM @schema@.narrative) n),
	-- what is not in the index yet
	fresh AS MATERIALIZED (
		SELECT s.filing_id, s.hash
		FROM (
			SELECT r.filing_id, h.hash, count(*) OVER (PARTITION BY h.hash) AS spread
			FROM @schema@.report r
			CROSS JOIN LATERAL unnest(@extension@.report_sentences(r.report)) h (hash)
			WHERE (SELECT has_fresh FROM size) AND NOT EXISTS (
				SELECT FROM @schema@.narrative n WHERE n.filing_id = r.filing_id)) s
		WHERE s.spread <= (SELECT most FROM size))
	SELECT p.agency, p.year, o.agency AS other_agency, o.year AS other_year, p.equal_sentences,
		p.sentences, round(p.equal_sentences::numeric / p.sentences, 3) AS share, p.filing_id,
		o.filing_id AS other_filing_id
	FROM (
		SELECT agency, year, filing_id, other, count(*) AS equal_sentences,
			max(count(*)) OVER (PARTITION BY filing_id, agency, year) AS sentences
		FROM (
			-- numbers in front, because all of it is sorted by them
			SELECT *, count(*) OVER (PARTITION BY hash, filing_id, agency, year) AS spread
			FROM (
				SELECT r.agency, r.year, r.filing_id, h.hash, n.filing_id AS other
				FROM @schema@.report r
				CROSS JOIN LATERAL unnest(@extension@.report_sentences(r.report)) h (hash)
				CROSS JOIN LATERAL (
					SELECT array_agg(s.narrative) AS narratives
					FROM (
						SELECT narrative FROM @schema@.sentence WHERE hash = h.hash
						LIMIT (SELECT most + 1 FROM size)) s) found
				CROSS JOIN LATERAL unnest(CASE
					WHEN cardinality(found.narratives) <= (SELECT most FROM size)
						THEN found.narratives END) f (narrative)
				JOIN @schema@.narrative n ON n.id = f.narrative
				WHERE r.superseded_by IS NULL
				UNION ALL
				SELECT r.agency, r.year, r.filing_id, h.hash, f.filing_id
				FROM @schema@.report r
				CROSS JOIN LATERAL unnest(@extension@.report_sentences(r.report)) h (hash)
				JOIN fresh f ON f.hash = h.hash
				-- of f, so that it is of nothing where all is in the index
				CROSS JOIN LATERAL (
					SELECT count(*) AS narratives FROM (
						SELECT FROM @schema@.sentence WHERE hash = f.hash
						LIMIT (SELECT most + 1 FROM size)) s) found
				WHERE r.superseded_by IS NULL
					AND found.narratives <= (SELECT most FROM size)) hit) spread_hit
		WHERE spread <= (SELECT most FROM size)
		GROUP BY filing_id, other, agency, year) p
	JOIN @schema@.report o ON o.filing_id = p.other AND o.superseded_by IS NULL
	WHERE (o.agency, o.year) <> (p.agency, p.year) AND o.year <= p.year
		AND p.equal_sentences >= least(2, p.sentences) AND p.equal_sentences * 5 >= p.sentences;
