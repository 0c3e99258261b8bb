-- what has become of filings

CREATE VIEW @schema@.filing_state AS
	SELECT f.id AS filing_id, f.source,
		CASE
			WHEN b.filing_id IS NOT NULL THEN 'waiting'
			WHEN x.filing_id IS NOT NULL THEN 'rejected'
			WHEN r.superseded_by IS NOT NULL THEN 'superseded'
			WHEN r.filing_id IS NOT NULL THEN 'current'
		END AS state,
		coalesce(r.agency, x.agency) AS agency, coalesce(r.year, x.year) AS year, r.superseded_by,
		x.reason, x.detail, x.hint, w.made_by AS waived_by, w.why AS waived_because
	FROM @schema@.filing f
	LEFT JOIN @schema@.backlog b ON b.filing_id = f.id
	LEFT JOIN @schema@.report r ON r.filing_id = f.id
	LEFT JOIN @schema@.rejection x ON x.filing_id = f.id
	LEFT JOIN @schema@.decision w ON w.id = r.waiver;
COMMENT ON VIEW @schema@.filing_state IS
	'What has become of each filing: state is waiting (in the backlog, perhaps again), '
	'current, superseded or rejected; the columns of the other states are NULL';

CREATE VIEW @schema@.progress AS
	SELECT (SELECT count(*) FROM @schema@.filing) AS filings,
		(SELECT count(*) FROM @schema@.backlog) AS waiting,
		(SELECT count(*) FROM @schema@.report WHERE superseded_by IS NULL) AS current,
		(SELECT count(*) FROM @schema@.report WHERE superseded_by IS NOT NULL) AS superseded,
		(SELECT count(*) FROM @schema@.rejection) AS rejected;
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
