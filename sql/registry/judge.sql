-- from filings to outcomes

CREATE FUNCTION @schema@.advice(kind text, VARIADIC names text[]) RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT concat_ws(' / ', d.label, d.english)
	FROM unnest(names) WITH ORDINALITY n (name, place)
	JOIN @extension@.name_dictionary(advice.kind) d ON d.name = n.name
	ORDER BY n.place LIMIT 1;
END;
COMMENT ON FUNCTION @schema@.advice(text, text[]) IS
	'What to do next, in Chinese and in English: of the first of some names of this kind in '
	'name_dictionary';

CREATE FUNCTION @schema@.read(filings bigint[])
	RETURNS TABLE (
		filing_id bigint, agency text, year integer, parent text,
		report @extension@.disclosure_report, shows_cells boolean, reports integer,
		unread_kind text, is_balanced boolean)
	LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
	SELECT f.id,
		@extension@.agency_key(coalesce(f.agency, CASE
			-- a ? stands for characters that the encoding of the database lacks:
			-- several agencies may have the same
			WHEN (f.reading).agency NOT LIKE '%?%' AND length((f.reading).agency) <= 200
				THEN (f.reading).agency
		END)),
		coalesce(f.year, (f.reading).year), f.parent, (f.reading).report,
		(f.reading).shows_cells, (f.reading).reports, (f.reading).unread_kind,
		(f.reading).is_balanced
	FROM (
		SELECT id, agency, year, parent, @extension@.read_filing(body, raw, source) AS reading
		FROM @schema@.filing WHERE id = ANY (filings)
		OFFSET 0) f;
END;
COMMENT ON FUNCTION @schema@.read(bigint[]) IS
	'What filings hold, with agency and year as filed or as they themselves say; '
	'report is NULL where there is none. Raises what read_filing raises';

CREATE FUNCTION @schema@.judge(filings bigint[], error text DEFAULT NULL)
	RETURNS TABLE (
		filing_id bigint, agency text, year integer, report @extension@.disclosure_report,
		waiver bigint, reason text, detail text, hint text)
	LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
	SELECT reading.filing_id, organ.agency, organ.year, reading.report,
		CASE WHEN judged.reason IS NULL AND NOT reading.is_balanced THEN verdict.waiver END,
		judged.reason,
		CASE judged.reason
			WHEN 'error' THEN judge.error
			WHEN 'by hand' THEN verdict.why
			WHEN 'no agency' THEN organ.name
			WHEN 'not readable' THEN (
				SELECT concat_ws(' / ', k.label, k.english)
				FROM @extension@.name_dictionary('file_kind'::text) k
				WHERE k.name = reading.unread_kind)
			WHEN 'unbalanced' THEN (
				SELECT string_agg(v.expression, '; ')
				FROM @extension@.report_violations(reading.report) v WHERE v.severity = 'error')
		END,
		CASE
			WHEN judged.reason = 'not readable' THEN @schema@.advice(
				'not_readable', VARIADIC ARRAY[reading.unread_kind, 'damaged'])
			WHEN verdict.is_erased THEN @schema@.advice('rejection_hint', 'erased')
			WHEN judged.reason IS NOT NULL
				THEN @schema@.advice('rejection_hint', judged.reason)
		END
	FROM (
		SELECT r.* FROM @schema@.read(filings) r WHERE judge.error IS NULL
		UNION ALL
		SELECT f.id, @extension@.agency_key(f.agency), f.year, f.parent,
			NULL::@extension@.disclosure_report, NULL, NULL, NULL, NULL
		FROM @schema@.filing f WHERE judge.error IS NOT NULL AND f.id = ANY (filings)) reading
	LEFT JOIN @schema@.verdicts(filings) verdict USING (filing_id)
	CROSS JOIN LATERAL (
		SELECT coalesce(@extension@.agency_key(verdict.agency), reading.agency) AS name,
			coalesce(verdict.year, reading.year) AS year
		OFFSET 0) named
	CROSS JOIN LATERAL (
		SELECT named.name, named.year, CASE
			WHEN EXISTS (SELECT FROM @schema@.agency_name n WHERE n.name = named.name)
				THEN @schema@.resolve_agency(named.name, named.year, reading.parent)
			WHEN NOT @extension@.is_short_name(named.name) THEN named.name
		END AS agency
		OFFSET 0) organ
	CROSS JOIN LATERAL (
		SELECT CASE
			WHEN verdict.is_erased THEN 'by hand'
			WHEN judge.error IS NOT NULL AND verdict.is_rejected THEN 'by hand'
			WHEN judge.error IS NOT NULL THEN 'error'
			WHEN reading.unread_kind IS NOT NULL THEN 'not readable'
			WHEN reading.report IS NULL THEN 'not a report'
			WHEN reading.reports > 1 AND verdict.is_preferred IS NOT TRUE THEN 'several reports'
			WHEN NOT reading.shows_cells AND verdict.is_preferred IS NOT TRUE THEN 'no figures'
			WHEN organ.agency IS NULL THEN 'no agency'
			WHEN organ.year IS NULL THEN 'no year'
			WHEN verdict.waiver IS NULL AND NOT reading.is_balanced THEN 'unbalanced'
			WHEN verdict.is_rejected THEN 'by hand'
		END AS reason
		OFFSET 0) judged;
END;
COMMENT ON FUNCTION @schema@.judge(bigint[], text) IS
	'What becomes of filings, as far as it depends on nothing but themselves, without writing it: '
	'reason is NULL where nothing speaks against them. '
	'The other columns are those of report and rejection. '
	'With the message of an error: what becomes of them if it stopped their being read or written';
