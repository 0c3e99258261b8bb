-- which filings of an agency and year count: one that is later, and knows no less

CREATE TYPE @schema@.judgement AS (
	filing_id bigint,
	agency    text,
	year      integer,
	waiver    bigint,
	reason    text,
	detail    text,
	hint      text
);
COMMENT ON TYPE @schema@.judgement IS
	'A row of judge without its report: reports are large, and stand in an array of their own, in '
	'the same order';

CREATE FUNCTION @schema@.figures_of(report @extension@.disclosure_report)
	RETURNS @extension@.disclosure_figures
	LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	SELECT figures_of.report::@extension@.disclosure_figures;
END;
COMMENT ON FUNCTION @schema@.figures_of(@extension@.disclosure_report) IS
	'The figures of a report, wherever the extension is moved to';

CREATE FUNCTION @schema@.lost_cells(
	filing_id bigint, figures @extension@.disclosure_figures, than bigint,
	than_figures @extension@.disclosure_figures) RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT concat(lost_cells.than, ': ', lost.cells)
	FROM @schema@.filing f
	CROSS JOIN LATERAL (
		SELECT @extension@.lost_cells(figures, than_figures, f.body, f.raw) AS cells OFFSET 0) lost
	WHERE f.id = lost_cells.filing_id AND lost.cells IS NOT NULL;
END;
COMMENT ON FUNCTION @schema@.lost_cells(
	bigint, @extension@.disclosure_figures, bigint, @extension@.disclosure_figures) IS
	'The cells of its form that a filing does not know and does not show blank, and that another '
	'one, which comes first, knows: five of them, and how many; NULL if there are none';

CREATE FUNCTION @schema@.is_preferred(filing_id bigint) RETURNS boolean
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT coalesce(bool_or(v.is_preferred), false)
	FROM @schema@.verdicts(ARRAY[is_preferred.filing_id]) v;
END;
COMMENT ON FUNCTION @schema@.is_preferred(bigint) IS
	'Does a filing count although it knows less?';

CREATE FUNCTION @schema@.revise(
	judgements @schema@.judgement[], reports @extension@.disclosure_report[], in_report bigint[])
	RETURNS TABLE (
		filing_id bigint, agency text, year integer, was_accepted boolean, is_accepted boolean,
		reason text, detail text)
	LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
	WITH RECURSIVE judged AS MATERIALIZED (
		SELECT j.filing_id, j.agency, j.year, j.reason, j.place
		FROM unnest(judgements) WITH ORDINALITY j (
			filing_id, agency, year, waiver, reason, detail, hint, place)
	), earlier AS MATERIALIZED (
		SELECT r.filing_id, r.agency, r.year, r.figures
		FROM @schema@.report r WHERE r.filing_id = ANY (in_report)
	), concerned AS MATERIALIZED (
		SELECT j.agency, j.year FROM judged j WHERE j.reason IS NULL
		UNION
		SELECT e.agency, e.year FROM earlier e
	), member AS (
		SELECT j.filing_id, j.agency, j.year, j.place,
			NULL::@extension@.disclosure_figures AS figures, e.filing_id IS NOT NULL AS was_accepted
		FROM judged j LEFT JOIN earlier e USING (filing_id, agency, year)
		WHERE j.reason IS NULL
		UNION ALL
		SELECT e.filing_id, e.agency, e.year, NULL, e.figures, true
		FROM earlier e WHERE e.filing_id NOT IN (SELECT j.filing_id FROM judged j)
		UNION ALL
		SELECT x.filing_id, c.agency, c.year, NULL, x.figures, false
		FROM concerned c
		CROSS JOIN LATERAL (
			SELECT x.filing_id, x.report::@extension@.disclosure_figures AS figures
			FROM @schema@.rejection x
			WHERE (x.agency, x.year) = (c.agency, c.year) AND x.reason = 'fewer figures'
			OFFSET 0) x
		WHERE x.filing_id NOT IN (SELECT j.filing_id FROM judged j)
	), ordered AS MATERIALIZED (
		SELECT m.filing_id, m.agency, m.year, m.was_accepted, m.is_closed, m.why, m.place,
			m.members,
			-- most are alone, and what they know does not matter
			CASE WHEN m.members > 1 THEN coalesce(m.figures, @schema@.figures_of(reports[m.at]))
				END AS figures
		FROM (
			SELECT m.filing_id, m.agency, m.year, m.was_accepted, m.figures, m.place AS at,
				a.year IS NOT NULL AS is_closed, a.why,
				row_number() OVER (PARTITION BY m.agency, m.year ORDER BY m.filing_id) AS place,
				count(*) OVER (PARTITION BY m.agency, m.year) AS members
			FROM member m LEFT JOIN @schema@.approved_year a ON a.year = m.year) m
	), revision AS (
		-- what counts at each place of the series, and how the filing there compares with what
		-- counted before
		SELECT o.filing_id, o.agency, o.year, o.place, o.was_accepted, o.is_closed, o.why,
			o.was_accepted OR NOT o.is_closed AS is_accepted, NULL::text AS lost,
			CASE WHEN o.was_accepted OR NOT o.is_closed THEN o.filing_id END AS current,
			CASE WHEN o.was_accepted OR NOT o.is_closed THEN o.figures END AS current_figures
		FROM ordered o WHERE o.place = 1 AND o.members > 1
		UNION ALL
		SELECT o.filing_id, o.agency, o.year, o.place, o.was_accepted, o.is_closed, o.why,
			o.is_accepted, o.lost,
			CASE WHEN o.is_accepted THEN o.filing_id ELSE o.current END,
			CASE WHEN o.is_accepted THEN o.figures ELSE o.current_figures END
		FROM (
			SELECT o.*, v.current, v.current_figures, lost.cells AS lost,
				CASE WHEN o.is_closed THEN o.was_accepted ELSE lost.cells IS NULL END AS is_accepted
			FROM revision v
			JOIN ordered o ON (o.agency, o.year, o.place) = (v.agency, v.year, v.place + 1)
			CROSS JOIN LATERAL (
				SELECT CASE
					WHEN @extension@.knows_less(o.figures, v.current_figures)
							AND NOT @schema@.is_preferred(o.filing_id)
						THEN @schema@.lost_cells(
							o.filing_id, o.figures, v.current, v.current_figures)
				END AS cells
				OFFSET 0) lost) o
	)
	SELECT v.filing_id, v.agency, v.year, v.was_accepted, v.is_accepted,
		CASE
			WHEN v.is_accepted THEN NULL
			WHEN v.lost IS NOT NULL THEN 'fewer figures'
			ELSE 'approved'
		END,
		CASE WHEN NOT v.is_accepted THEN coalesce(v.lost, v.why) END
	FROM (
		SELECT v.filing_id, v.agency, v.year, v.was_accepted, v.is_accepted, v.lost, v.why
		FROM revision v
		UNION ALL
		SELECT o.filing_id, o.agency, o.year, o.was_accepted, o.was_accepted OR NOT o.is_closed,
			NULL, o.why
		FROM ordered o WHERE o.members = 1) v;
END;
COMMENT ON FUNCTION @schema@.revise(
	@schema@.judgement[], @extension@.disclosure_report[], bigint[]) IS
	'What becomes of filings against which nothing else speaks, and of all that are of the same '
	'agencies and years, of which those in report are given: in their order each is accepted, '
	'unless it knows less than the one that is accepted before it, or the year is approved';

CREATE FUNCTION @schema@.compare_readings(
	judgements @schema@.judgement[], reports @extension@.disclosure_report[])
	RETURNS TABLE (
		judged @schema@.judgement, report @extension@.disclosure_report, stored @schema@.judgement,
		stored_report @extension@.disclosure_report, reason text, detail text)
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT (j.filing_id, j.agency, j.year, j.waiver, j.reason, j.detail, j.hint
			)::@schema@.judgement, j.report,
		CASE WHEN a.filing_id IS NOT NULL THEN
			(a.filing_id, a.agency, a.year, a.waiver, NULL, NULL, NULL)::@schema@.judgement END,
		a.report, unused.reason,
		CASE unused.reason
			WHEN 'approved' THEN y.why
			WHEN 'fewer figures' THEN lost.cells
			ELSE j.detail
		END
	FROM (
		SELECT j.*, reports[j.place] AS report
		FROM unnest(judgements) WITH ORDINALITY j (
			filing_id, agency, year, waiver, reason, detail, hint, place)) j
	LEFT JOIN @schema@.report a ON a.filing_id = j.filing_id
	LEFT JOIN @schema@.approved_year y ON y.year = a.year
	CROSS JOIN LATERAL (SELECT @schema@.figures_of(j.report) AS figures OFFSET 0) now
	CROSS JOIN LATERAL (
		SELECT CASE
			WHEN @extension@.knows_less(now.figures, a.figures)
				THEN @schema@.lost_cells(j.filing_id, now.figures, a.filing_id, a.figures)
		END AS cells
		OFFSET 0) lost
	CROSS JOIN LATERAL (
		SELECT CASE
			WHEN a.filing_id IS NULL THEN NULL
			WHEN y.year IS NOT NULL THEN CASE
				WHEN (j.agency, j.year, j.report, j.waiver, j.reason)
						IS DISTINCT FROM (a.agency, a.year, a.report, a.waiver, NULL)
					THEN 'approved'
			END
			WHEN j.report IS NOT DISTINCT FROM a.report THEN NULL
			WHEN j.reason IN ('error', 'not a report', 'not readable', 'no figures') THEN j.reason
			WHEN j.reason IN ('by hand', 'several reports') OR @schema@.is_preferred(j.filing_id)
					OR EXISTS (SELECT FROM @schema@.decision w WHERE w.voids = a.waiver)
				THEN NULL
			WHEN lost.cells IS NOT NULL THEN 'fewer figures'
			WHEN j.reason = 'no agency' AND (j.report).agency IS NULL
					AND (a.report).agency IS NOT NULL
				THEN j.reason
			WHEN j.reason = 'no year' AND (j.report).year IS NULL AND (a.report).year IS NOT NULL
				THEN j.reason
		END AS reason
		OFFSET 0) unused;
END;
COMMENT ON FUNCTION @schema@.compare_readings(
	@schema@.judgement[], @extension@.disclosure_report[]) IS
	'What report has of the filings that are judged anew, and the reason why their reading now is '
	'not to be used: it knows less or fails, or the year is approved; NULL where it is to be used';

CREATE FUNCTION @schema@.keep_better(
	INOUT judgements @schema@.judgement[], INOUT reports @extension@.disclosure_report[])
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	DELETE FROM @schema@.unused_reading
	WHERE filing_id IN (SELECT j.filing_id FROM unnest(judgements) j);
	WITH compared AS MATERIALIZED (
		SELECT * FROM @schema@.compare_readings(judgements, reports)
	), noted AS (
		INSERT INTO @schema@.unused_reading (filing_id, reason, detail, hint, report)
		SELECT (judged).filing_id, reason, detail, @schema@.advice('unused_hint', reason, 'other'),
			report
		FROM compared WHERE reason IS NOT NULL
	)
	SELECT array_agg(CASE
			WHEN reason IS NULL THEN judged
			WHEN reason IN ('approved', 'error') THEN stored
			ELSE ((judged).filing_id, coalesce((judged).agency, (stored).agency),
				coalesce((judged).year, (stored).year), (stored).waiver, NULL, NULL, NULL
				)::@schema@.judgement
		END),
		array_agg(CASE WHEN reason IS NULL THEN report ELSE stored_report END)
	INTO judgements, reports
	FROM compared;
END $$;
COMMENT ON FUNCTION @schema@.keep_better(
	@schema@.judgement[], @extension@.disclosure_report[]) IS
	'Judgements and reports with what report has of a filing instead of a reading that is not to '
	'be used, which is noted in unused_reading';
