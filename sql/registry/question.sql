-- what an office asks of the agencies, a row a question, and a letter for each of them

-- A filing that was turned down is asked about until a later one is accepted. If it could be read,
-- nobody asks any more about the report that still counts.
CREATE OR REPLACE VIEW @schema@.questioned AS
	SELECT r.agency, r.year, r.filing_id, NULL::text AS reason, NULL::text AS detail, r.report
	FROM @schema@.report r
	WHERE r.superseded_by IS NULL AND NOT EXISTS (
		SELECT FROM @schema@.rejection x
		WHERE x.agency = r.agency AND x.year = r.year AND x.filing_id > r.filing_id
			AND x.reason <> 'approved' AND x.report IS DISTINCT FROM NULL)
	UNION ALL
	SELECT x.agency, x.year, x.filing_id, x.reason, x.detail, x.report
	FROM @schema@.rejection x
	WHERE x.agency IS NOT NULL AND x.reason <> 'approved'
		AND NOT EXISTS (
			SELECT FROM @schema@.rejection later
			WHERE later.agency = x.agency AND later.year IS NOT DISTINCT FROM x.year
				AND later.filing_id > x.filing_id AND later.reason <> 'approved')
		AND NOT EXISTS (
			SELECT FROM @schema@.report r
			WHERE r.agency = x.agency AND r.year = x.year AND r.filing_id > x.filing_id
				AND r.superseded_by IS NULL);

-- Its document is read again, once for the findings, and once more for the places of cells where
-- there is something to ask.
CREATE OR REPLACE VIEW @schema@.question_of_filing AS
	SELECT q.agency, q.year, q.filing_id, f.source, v.rule, v.severity, v.item, v.column_name,
		place.words AS place, v.expression AS text,
		CASE WHEN v.severity = 'error' THEN shown.repairs END AS repair, v.place AS number
	FROM @schema@.questioned q
	JOIN @schema@.filing f ON f.id = q.filing_id
	CROSS JOIN LATERAL (
		SELECT array_agg((c.*)::@extension@.disclosure_check) AS checks,
			coalesce(bool_or(c.severity = 'error'), false) AS is_wrong,
			bool_or(num_nonnulls(c.item, c.column_name) > 0) AS has_cells
		FROM (
			SELECT * FROM @extension@.report_violations(q.report) r
			WHERE r.severity = 'finding' OR q.reason IS NOT NULL
			UNION ALL
			SELECT * FROM @extension@.document_findings(
				coalesce(f.body, @extension@.decode_report(f.raw)))) c) found
	CROSS JOIN LATERAL (
		SELECT jsonb_object_agg(concat_ws(' ', e.item, e.column_name),
				coalesce(to_jsonb(e.place), to_jsonb(e.line)))
			FILTER (WHERE num_nonnulls(e.place, e.line) > 0) AS places
		FROM (
			SELECT item, column_name, place, line
			FROM @extension@.report_evidence(CASE WHEN found.has_cells THEN f.body END)
			UNION ALL
			SELECT item, column_name, place, line
			FROM @extension@.report_evidence(
				CASE WHEN found.has_cells AND f.body IS NULL THEN f.raw END)) e) stands
	CROSS JOIN LATERAL (
		SELECT stands.places, @extension@.page_repairs(
			CASE WHEN found.is_wrong THEN q.report END, coalesce(stands.places, '{}')) AS repairs
		OFFSET 0) shown
	CROSS JOIN LATERAL unnest(found.checks) WITH ORDINALITY v (rule, severity, item, column_name,
		expression, lhs, rhs, difference, verdict, place)
	CROSS JOIN LATERAL (
		-- an identity of columns is told by the rows that it ties together
		SELECT @extension@.page_places(array_agg(
			shown.places -> concat_ws(' ', i.item, coalesce(v.column_name, 'total'))
			ORDER BY i.place)) AS words
		FROM unnest(CASE
			WHEN v.item IS NOT NULL THEN ARRAY[v.item]
			WHEN v.rule = 'flow' THEN '{received,carried_in,concluded,carried_out}'
			WHEN v.rule = 'outcomes' THEN '{concluded}'
		END) WITH ORDINALITY i (item, place)) place;

CREATE OR REPLACE VIEW @schema@.question_item AS
	SELECT q.agency, q.year,
		row_number() OVER (PARTITION BY q.agency, q.year ORDER BY q.severity,
			q.kind_place, q.filing_id, q.number, q.rule, q.item, q.column_name) AS number,
		q.kind, k.label AS kind_label, q.rule, coalesce(r.label, k.label) AS rule_label, q.severity,
		q.item, q.column_name, q.place, q.text, q.repair, q.request, q.filing_id, q.source,
		coalesce(u.status, 'open') AS status, s.label AS status_label, u.note, u.due
	FROM (
		SELECT CASE severity WHEN 'error' THEN 3 ELSE 4 END AS kind_place,
			CASE severity WHEN 'error' THEN 'check' ELSE 'finding' END AS kind,
			'rule' AS rules, agency, year, rule, severity, item, column_name, place, text, repair,
			@extension@.page_text(CASE severity
				WHEN 'error' THEN 'send_correction' ELSE 'send_answer' END) AS request,
			filing_id, source, number
		FROM @schema@.question_of_filing
		UNION ALL
		-- a filing that was turned down for something else than its figures
		SELECT 2, 'filing', 'reason', q.agency, q.year, q.reason, 'error', NULL, NULL, NULL,
			concat_ws(@extension@.page_text('colon'), n.label, CASE
				WHEN q.reason = 'not readable' THEN k.label
				WHEN q.reason <> 'error' THEN q.detail
			END), NULL,
			coalesce(file.label, asked.label), q.filing_id, f.source, 0
		FROM @schema@.questioned q
		JOIN @schema@.filing f ON f.id = q.filing_id
		JOIN @extension@.name_dictionary('reason'::text) n ON n.name = q.reason
		LEFT JOIN @extension@.name_dictionary('file_kind'::text) k
			ON q.reason = 'not readable' AND q.detail = concat_ws(' / ', k.label, k.english)
		LEFT JOIN @extension@.name_dictionary('request'::text) file ON file.name = k.name
		LEFT JOIN @extension@.name_dictionary('request'::text) asked ON asked.name = q.reason
		WHERE q.reason <> 'unbalanced'
		UNION ALL
		SELECT 5, 'year', 'rule', g.agency, g.year, 'carryover', 'finding', 'carried_in',
			g.column_name, NULL,
			@extension@.page_text('carryover', d.label, g.carried_in::text, (g.year - 1)::text,
				g.carried_out_before::text), NULL, @extension@.page_text('send_years'), NULL, NULL,
			d.place
		FROM @schema@.carryover_gaps g
		LEFT JOIN @extension@.cell_dictionary() WITH ORDINALITY
			d (section, number, item, column_name, path, label, english, place)
			ON d.item = 'carried_in' AND d.column_name = g.column_name
		UNION ALL
		SELECT 5, 'year', 'rule', g.agency, g.year, 'stock', 'finding', g.item, 'in_force', NULL,
			@extension@.page_text('stock', d.label, g.in_force::text, (g.year - 1)::text,
				g.in_force_before::text, g.issued::text, g.repealed::text), NULL,
			@extension@.page_text('send_years'), NULL, NULL, 0
		FROM @schema@.stock_gaps g
		LEFT JOIN @extension@.cell_dictionary() d ON d.item = g.item AND d.column_name = 'in_force'
		UNION ALL
		SELECT 1, 'missing', 'reason', m.agency, m.year, 'missing', 'error', NULL, NULL, NULL,
			@extension@.page_text('overdue', @extension@.page_date(m.due)), NULL,
			@extension@.page_text('send_report'), NULL, NULL, 0
		FROM @schema@.missing_reports m
		WHERE m.is_overdue AND m.rejected = 0) q
	LEFT JOIN LATERAL (
		SELECT (array_agg(u.status ORDER BY u.id DESC) FILTER (WHERE u.status IS NOT NULL))[1]
				AS status,
			(array_agg(u.note ORDER BY u.id DESC) FILTER (WHERE u.note IS NOT NULL))[1] AS note,
			(array_agg(u.due ORDER BY u.id DESC) FILTER (WHERE u.due IS NOT NULL))[1] AS due
		FROM @schema@.follow_up u
		WHERE u.year = q.year AND u.agency IN (
				SELECT q.agency
				UNION ALL
				SELECT n.name FROM @schema@.agency_name n WHERE n.agency = q.agency)
			AND (u.rule IS NULL OR u.rule = q.rule
				AND (u.item, u.column_name) IS NOT DISTINCT FROM (q.item, q.column_name))) u ON true
	JOIN @extension@.name_dictionary('question'::text) k ON k.name = q.kind
	JOIN @extension@.name_dictionary('status'::text) s ON s.name = coalesce(u.status, 'open')
	LEFT JOIN @extension@.name_dictionary(NULL::text) r ON r.kind = q.rules AND r.name = q.rule;

CREATE OR REPLACE VIEW @schema@.question AS
	SELECT agency, year, concat_ws(E'\n\n',
		@extension@.page_text('letter_to', agency),
		@extension@.page_text(
			CASE
				WHEN bool_and(kind = 'missing') THEN 'letter_missing'
				WHEN bool_or(kind IN ('filing', 'check')) THEN 'letter_refused'
				ELSE 'letter_accepted'
			END, coalesce(@extension@.page_phrase('year', year::text),
				@extension@.page_text('unknown_year')), (count(*) FILTER (WHERE is_open))::text),
		string_agg(concat(place_here, '. ', text, @extension@.page_phrase('at_place', place)),
			E'\n' ORDER BY number) FILTER (WHERE is_open),
		@extension@.page_phrase('letter_repair', min(repair) FILTER (WHERE is_open)),
		string_agg(request, E'\n' ORDER BY number) FILTER (WHERE is_open AND is_first),
		@extension@.page_phrase('letter_due',
			@extension@.page_date(min(due) FILTER (WHERE is_open))),
		@extension@.page_phrase('letter_source',
			string_agg(DISTINCT source, @extension@.page_text('list')) FILTER (WHERE is_open))
		) AS letter
	FROM (
		SELECT i.*, row_number() OVER (PARTITION BY agency, year, is_open ORDER BY number)
				AS place_here,
			row_number() OVER (PARTITION BY agency, year, is_open, request ORDER BY number) = 1
				AS is_first
		FROM (
			SELECT *, status IN ('open', 'asked') AS is_open FROM @schema@.question_item) i) i
	GROUP BY agency, year
	HAVING bool_or(is_open);
