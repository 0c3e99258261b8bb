-- from filings to outcomes

CREATE FUNCTION @schema@.read(filings bigint[])
	RETURNS TABLE (
		filing_id bigint, agency text, year integer, report @extension@.disclosure_report)
	LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
	SELECT f.id,
		coalesce(f.agency, CASE
			-- a ? stands for characters that the encoding of the database lacks:
			-- several agencies may have the same
			WHEN (reading.report).agency NOT LIKE '%?%' AND length((reading.report).agency) <= 200
				THEN (reading.report).agency
		END),
		coalesce(f.year, (reading.report).year), reading.report
	FROM @schema@.filing f,
	LATERAL (
		SELECT coalesce(
			@extension@.parse_report(f.body, false),
			@extension@.parse_report(f.raw, false)) AS report
		OFFSET 0) reading
	WHERE f.id = ANY (filings);
END;
COMMENT ON FUNCTION @schema@.read(bigint[]) IS
	'The reports that filings hold, with agency and year as filed or as in the title; '
	'report is NULL where there is none. Raises what parse_report raises';

CREATE FUNCTION @schema@.judge(filings bigint[], error text DEFAULT NULL)
	RETURNS TABLE (
		filing_id bigint, agency text, year integer, report @extension@.disclosure_report,
		waiver bigint, reason text, detail text, hint text)
	LANGUAGE sql VOLATILE ROWS 1000
BEGIN ATOMIC
	SELECT reading.filing_id, named.agency, named.year, reading.report,
		CASE WHEN judged.reason IS NULL AND verdict.kind = 'waive'
				AND NOT @extension@.is_balanced(reading.report)
			THEN verdict.id
		END,
		judged.reason,
		CASE judged.reason
			WHEN 'error' THEN judge.error
			WHEN 'by hand' THEN verdict.why
			WHEN 'unbalanced' THEN (
				SELECT string_agg(v.expression, '; ')
				FROM @extension@.report_violations(reading.report) v WHERE v.severity = 'error')
		END,
		CASE judged.reason
			WHEN 'error' THEN 'Look at the filing; file it again as raw bytes or as text.'
			WHEN 'by hand' THEN 'withdraw(filing_id, why) makes the decision void.'
			WHEN 'not a report' THEN 'Look at the filing: is it another document, or a picture?'
			WHEN 'no agency' THEN 'assign(filing_id, agency => ...) says whose report it is.'
			WHEN 'no year' THEN 'assign(filing_id, year => ...) says of which year it is.'
			WHEN 'unbalanced' THEN
				'File a corrected report, or accept this one with waive(filing_id, why).'
		END
	FROM (
		SELECT r.* FROM @schema@.read(filings) r WHERE judge.error IS NULL
		UNION ALL
		SELECT f.id, f.agency, f.year, NULL::@extension@.disclosure_report
		FROM @schema@.filing f WHERE judge.error IS NOT NULL AND f.id = ANY (filings)) reading
	CROSS JOIN LATERAL (
		SELECT
			coalesce((
				SELECT d.agency FROM @schema@.decision d
				WHERE d.filing_id = reading.filing_id AND d.agency IS NOT NULL
				ORDER BY d.id DESC LIMIT 1), reading.agency) AS agency,
			coalesce((
				SELECT d.year FROM @schema@.decision d
				WHERE d.filing_id = reading.filing_id AND d.year IS NOT NULL
				ORDER BY d.id DESC LIMIT 1), reading.year) AS year
		OFFSET 0) named
	LEFT JOIN LATERAL (
		SELECT d.id, d.kind, d.why FROM @schema@.decision d
		WHERE d.filing_id = reading.filing_id AND d.kind <> 'assign'
		ORDER BY d.id DESC LIMIT 1) verdict ON true
	CROSS JOIN LATERAL (
		SELECT CASE
			WHEN verdict.kind = 'reject' THEN 'by hand'
			WHEN judge.error IS NOT NULL THEN 'error'
			WHEN reading.report IS NULL THEN 'not a report'
			WHEN named.agency IS NULL THEN 'no agency'
			WHEN named.year IS NULL THEN 'no year'
			WHEN verdict.kind IS DISTINCT FROM 'waive'
					AND NOT @extension@.is_balanced(reading.report)
				THEN 'unbalanced'
		END AS reason
		OFFSET 0) judged;
END;
COMMENT ON FUNCTION @schema@.judge(bigint[], text) IS
	'What becomes of filings, without writing it: accepted if reason is NULL. '
	'The other columns are those of report and rejection. '
	'With the message of an error: what becomes of them if it stopped their being read or written';
