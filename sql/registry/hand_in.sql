-- what an office hands in: the reports of a year added up, and who is missing from the sum

-- The reports that count: below a parent those of its children, else those of all agencies that
-- do not add up others.
CREATE OR REPLACE FUNCTION @schema@.member_report(
		first_year integer, last_year integer, parent text DEFAULT NULL)
	RETURNS TABLE (agency text, year integer, form integer,
		figures @extension@.disclosure_figures, filing_id bigint, waiver bigint)
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT r.agency, r.year, r.form, r.figures, r.filing_id, r.waiver
	FROM @schema@.report r
	WHERE r.superseded_by IS NULL
		AND r.year BETWEEN member_report.first_year AND member_report.last_year
		AND CASE
			WHEN member_report.parent IS NULL THEN NOT EXISTS (
				SELECT FROM @schema@.consolidating_agency c WHERE c.agency = r.agency)
			ELSE EXISTS (
				SELECT FROM @schema@.agency a
				WHERE a.name = r.agency
					AND a.parent = @extension@.agency_key(member_report.parent))
		END;
END;
COMMENT ON FUNCTION @schema@.member_report(integer, integer, text) IS
	'The current reports of these years that a sum counts: those of the children of a parent, or, '
	'without one, of all agencies that do not add up others';

CREATE OR REPLACE FUNCTION @schema@.expected_agency(year integer, parent text DEFAULT NULL)
	RETURNS TABLE (agency text)
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH named AS (
		SELECT e.agency FROM @schema@.expected_report e WHERE e.year = expected_agency.year
		UNION ALL
		SELECT a.name FROM @schema@.agency a
		WHERE NOT EXISTS (
			SELECT FROM @schema@.roster o WHERE o.year = expected_agency.year))
	SELECT n.agency FROM named n
	WHERE CASE
		WHEN expected_agency.parent IS NULL THEN NOT EXISTS (
			SELECT FROM @schema@.consolidating_agency c WHERE c.agency = n.agency)
		ELSE EXISTS (
			SELECT FROM @schema@.agency a
			WHERE a.name = n.agency AND a.parent = @extension@.agency_key(expected_agency.parent))
	END;
END;
COMMENT ON FUNCTION @schema@.expected_agency(integer, text) IS
	'Who is to report about a year, by its roster, or by the table agency where the year has none: '
	'the children of a parent, or, without one, all that do not add up others';

CREATE OR REPLACE FUNCTION @schema@.standing(year integer, parent text DEFAULT NULL)
	RETURNS TABLE (agency text, standing text, is_expected boolean, filing_id bigint,
		reason text, detail text)
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH expected AS (
		SELECT e.agency FROM @schema@.expected_agency(standing.year, standing.parent) e),
	accepted AS (
		SELECT m.* FROM @schema@.member_report(standing.year, standing.year, standing.parent) m),
	refused AS (
		SELECT DISTINCT ON (x.agency) x.agency, x.filing_id, x.reason, x.detail
		FROM @schema@.rejection x
		WHERE x.year = standing.year AND x.agency IS NOT NULL
			AND (standing.parent IS NULL AND NOT EXISTS (
					SELECT FROM @schema@.consolidating_agency c WHERE c.agency = x.agency)
				OR EXISTS (SELECT FROM expected e WHERE e.agency = x.agency))
			AND NOT EXISTS (SELECT FROM accepted c WHERE c.agency = x.agency)
		ORDER BY x.agency, x.filing_id DESC)
	SELECT n.agency,
		CASE
			WHEN c.waiver IS NOT NULL THEN 'waived'
			WHEN c.agency IS NOT NULL THEN 'accepted'
			WHEN x.agency IS NOT NULL THEN 'refused'
			ELSE 'missing'
		END,
		e.agency IS NOT NULL, coalesce(c.filing_id, x.filing_id),
		x.reason, coalesce(d.why, x.detail)
	FROM (SELECT agency FROM expected UNION SELECT agency FROM accepted
		UNION SELECT agency FROM refused) n
	LEFT JOIN expected e USING (agency)
	LEFT JOIN accepted c USING (agency)
	LEFT JOIN refused x USING (agency)
	LEFT JOIN @schema@.decision d ON d.id = c.waiver;
END;
COMMENT ON FUNCTION @schema@.standing(integer, text) IS
	'How each agency stands with its report of a year: accepted, waived (accepted by decision, in '
	'detail), refused (by the latest filing, with reason and detail) or missing';

CREATE OR REPLACE FUNCTION @schema@.hand_in_parts(year integer, parent text DEFAULT NULL)
	RETURNS TABLE (figures @extension@.disclosure_report,
		coverage @extension@.disclosure_report, reports bigint, title text, remarks text[])
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH s AS (
		SELECT t.agency, t.standing, t.is_expected, t.detail,
			coalesce(d.label, t.reason) AS reason
		FROM @schema@.standing(hand_in_parts.year, hand_in_parts.parent) t
		LEFT JOIN @extension@.name_dictionary('reason'::text) d ON d.name = t.reason),
	counts AS (
		SELECT count(*) FILTER (WHERE is_expected) AS expected,
			count(*) FILTER (WHERE standing IN ('accepted', 'waived')) AS accepted,
			count(*) FILTER (WHERE standing = 'waived') AS waived,
			count(*) FILTER (WHERE standing = 'refused') AS refused,
			count(*) FILTER (WHERE standing = 'missing') AS missing,
			count(*) FILTER (WHERE NOT is_expected AND standing IN ('accepted', 'waived'))
				AS not_expected,
			array_agg(agency ORDER BY agency COLLATE "C") FILTER (WHERE standing = 'missing')
				AS missing_names,
			array_agg(@extension@.page_text('with_reason', agency, reason)
				ORDER BY agency COLLATE "C") FILTER (WHERE standing = 'refused') AS refused_names,
			array_agg(@extension@.page_text('with_reason', agency, detail)
				ORDER BY agency COLLATE "C") FILTER (WHERE standing = 'waived') AS waived_names
		FROM s),
	sums AS (
		SELECT count(*) AS reports, @extension@.sum(m.figures) AS figures,
			@extension@.coverage(m.figures) AS coverage
		FROM @schema@.member_report(hand_in_parts.year, hand_in_parts.year,
			hand_in_parts.parent) m),
	others AS (
		SELECT
			(SELECT count(*) FROM @schema@.report r
				JOIN @schema@.consolidating_agency c USING (agency)
				WHERE r.superseded_by IS NULL AND r.year = hand_in_parts.year) AS left_out,
			(SELECT count(*) FROM @schema@.rejection x
				WHERE x.agency IS NULL AND coalesce(x.year, hand_in_parts.year)
					= hand_in_parts.year) AS no_agency
		WHERE hand_in_parts.parent IS NULL),
	nothing AS (
		SELECT jsonb_populate_record(NULL::@extension@.disclosure_report, '{}') AS figures)
	SELECT coalesce(sums.figures, nothing.figures), coalesce(sums.coverage, nothing.figures),
		sums.reports,
		CASE
			WHEN hand_in_parts.parent IS NULL
				THEN @extension@.page_text('hand_in_title', hand_in_parts.year::text)
			ELSE @extension@.page_text('hand_in_title_below', hand_in_parts.year::text,
				hand_in_parts.parent)
		END,
		array_remove(ARRAY[
			@extension@.page_text('counts', expected::text, accepted::text, waived::text,
				refused::text, missing::text),
			CASE WHEN not_expected > 0
				THEN @extension@.page_text('not_expected', not_expected::text) END,
			CASE WHEN left_out > 0 THEN @extension@.page_text('left_out', left_out::text) END,
			CASE WHEN no_agency > 0 THEN @extension@.page_text('no_agency', no_agency::text) END,
			@extension@.page_line('missing_list', missing_names),
			@extension@.page_line('refused_list', refused_names),
			@extension@.page_line('waived_list', waived_names)], NULL)
	FROM counts CROSS JOIN sums CROSS JOIN nothing LEFT JOIN others ON true
	WHERE hand_in_parts.year IS NOT NULL;
END;
COMMENT ON FUNCTION @schema@.hand_in_parts(integer, text) IS
	'Part of hand_in: the sum, how many reports are in each figure, and what is said of them';

CREATE OR REPLACE FUNCTION @schema@.hand_in(year integer, parent text DEFAULT NULL) RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT @extension@.format_sum(p.figures, p.coverage, p.reports, p.title, p.remarks, 'html')
	FROM @schema@.hand_in_parts(hand_in.year, hand_in.parent) p;
END;
COMMENT ON FUNCTION @schema@.hand_in(integer, text) IS
	'The reports of a year added up in the official form, as a page of HTML: of the children of a '
	'parent, or of all agencies that do not add up others. Beside each figure that not all reports '
	'have stands how many do; in front, who is missing, refused and accepted by decision';

CREATE OR REPLACE FUNCTION @schema@.hand_in_file(
		year integer, format text, parent text DEFAULT NULL)
	RETURNS bytea
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT @extension@.format_sum_file(
		p.figures, p.coverage, p.reports, p.title, p.remarks, hand_in_file.format)
	FROM @schema@.hand_in_parts(hand_in_file.year, hand_in_file.parent) p;
END;
COMMENT ON FUNCTION @schema@.hand_in_file(integer, text, text) IS
	'The same as a file, docx or xlsx. Any other format is an error (invalid_parameter_value)';
