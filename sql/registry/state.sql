-- what has become of filings

-- Three kinds of filings, each by itself: who asks for an agency goes by its index in report and in
-- rejection, and those without an outcome have none.
CREATE VIEW @schema@.filing_state AS
	SELECT f.id AS filing_id, f.source,
		CASE
			WHEN b.filing_id IS NOT NULL THEN 'waiting'
			WHEN r.superseded_by IS NOT NULL THEN 'superseded'
			ELSE 'current'
		END AS state,
		r.agency, r.year, r.superseded_by, u.reason, u.detail,
		CASE
			WHEN u.filing_id IS NOT NULL THEN u.hint
			WHEN r.superseded_by IS NOT NULL
				THEN (SELECT @schema@.advice('state_hint', 'superseded'))
		END AS hint,
		w.made_by AS waived_by, w.why AS waived_because, r.cells_known, r.cells_expected,
		r.altered_by
	FROM @schema@.report r
	JOIN @schema@.filing f ON f.id = r.filing_id
	LEFT JOIN @schema@.backlog b ON b.filing_id = f.id
	LEFT JOIN @schema@.unused_reading u ON u.filing_id = f.id
	LEFT JOIN @schema@.decision w ON w.id = r.waiver
	WHERE NOT EXISTS (SELECT FROM @schema@.rejection x WHERE x.filing_id = f.id)
	UNION ALL
	SELECT f.id, f.source, CASE WHEN b.filing_id IS NOT NULL THEN 'waiting' ELSE 'rejected' END,
		x.agency, x.year, NULL::bigint, x.reason, x.detail, x.hint, NULL::name, NULL,
		@extension@.cells_known(x.report), @extension@.cells_expected(x.report), NULL::name
	FROM @schema@.rejection x
	JOIN @schema@.filing f ON f.id = x.filing_id
	LEFT JOIN @schema@.backlog b ON b.filing_id = f.id
	UNION ALL
	SELECT f.id, f.source, 'waiting', NULL::text, NULL::integer, NULL::bigint, NULL, NULL,
		(SELECT @schema@.advice('state_hint', 'waiting')), NULL::name, NULL, NULL::integer,
		NULL::integer, NULL::name
	FROM @schema@.filing f
	WHERE NOT EXISTS (SELECT FROM @schema@.report r WHERE r.filing_id = f.id)
		AND NOT EXISTS (SELECT FROM @schema@.rejection x WHERE x.filing_id = f.id);
COMMENT ON VIEW @schema@.filing_state IS
	'What has become of each filing: state is waiting (to be read, perhaps again), current, '
	'superseded or rejected. Of an accepted filing reason, detail and hint say why a later reading '
	'of it is not taken, and altered_by who changed its row by hand';

CREATE VIEW @schema@.progress AS
	SELECT filings, again + filings - reports - rejected AS waiting, current,
		reports - current AS superseded, rejected
	FROM (
		SELECT (SELECT count(*) FROM @schema@.filing) AS filings,
			(SELECT count(*) FROM @schema@.backlog b
				LEFT JOIN @schema@.report r USING (filing_id)
				LEFT JOIN @schema@.rejection x USING (filing_id)
				WHERE num_nonnulls(r.accepted, x.rejected) > 0) AS again,
			(SELECT count(*) FROM @schema@.report) AS reports,
			(SELECT count(*) FROM @schema@.report WHERE superseded_by IS NULL) AS current,
			(SELECT count(*) FROM @schema@.rejection) AS rejected) n;
COMMENT ON VIEW @schema@.progress IS
	'How many filings are in which state; those that wait to be read again count twice';

CREATE VIEW @schema@.revision AS
	SELECT agency, year,
		row_number() OVER (PARTITION BY agency, year ORDER BY filing_id) AS revision,
		superseded_by IS NULL AS is_current, filing_id, superseded_by, waiver, accepted, report
	FROM @schema@.report;
COMMENT ON VIEW @schema@.revision IS
	'All accepted reports, numbered from 1 within agency and year in the order of their filings';

CREATE VIEW @schema@.rejection_violation AS
	SELECT x.filing_id, x.agency, x.year, v.rule, v.item, v.column_name, v.expression,
		v.lhs, v.rhs, v.difference
	FROM @schema@.rejection x, @extension@.report_violations(x.report) v
	WHERE v.severity = 'error';
COMMENT ON VIEW @schema@.rejection_violation IS
	'The failing identities of rejected filings, one row each, as report_violations gives them';
