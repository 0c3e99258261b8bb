-- what does not fit from one year to the next, among current reports

-- A year that is asked for is the year of both: "before.year + 1 = r.year" tells the planner, and
-- "before.year = r.year - 1" would not.
--
-- The barriers below are around what is taken out of one pair of reports, so that it is taken out
-- once; what is asked of agency and year goes to the indexes.

-- Of an agency that took over the work of others: what they and it itself reported of the year
-- before. Nobody knows what is missing of one that has reported earlier, but not then.
CREATE OR REPLACE VIEW @schema@.inherited AS
	SELECT r.filing_id, r.agency, r.year, b.agency AS agency_before, b.figures AS figures_before,
		r.figures
	FROM (SELECT DISTINCT successor FROM @schema@.agency WHERE successor IS NOT NULL) a
	JOIN @schema@.report r ON r.agency = a.successor AND r.superseded_by IS NULL
	LEFT JOIN @schema@.report own
		ON own.agency = r.agency AND own.year + 1 = r.year AND own.superseded_by IS NULL
	LEFT JOIN LATERAL (
		SELECT e.filing_id FROM @schema@.report e
		WHERE e.agency = r.agency AND e.year + 1 < r.year LIMIT 1) earlier ON true
	CROSS JOIN LATERAL (
		SELECT r.agency
		UNION
		-- those that report no more
		SELECT p.name FROM @schema@.agency p
		LEFT JOIN @schema@.report n
			ON n.agency = p.name AND n.year = r.year AND n.superseded_by IS NULL
		WHERE p.successor = r.agency AND n.filing_id IS NULL) p
	JOIN @schema@.report b
		ON b.agency = p.agency AND b.year + 1 = r.year AND b.superseded_by IS NULL
	WHERE own.filing_id IS NOT NULL OR earlier.filing_id IS NULL;

CREATE OR REPLACE VIEW @schema@.carryover AS
	SELECT r.agency, r.year, c.column_name, c.carried_out_before, c.carried_in, c.difference
	FROM @schema@.report r
	JOIN @schema@.report before ON before.agency = r.agency AND before.year + 1 = r.year
	LEFT JOIN (SELECT DISTINCT successor FROM @schema@.agency WHERE successor IS NOT NULL) heir
		ON heir.successor = r.agency
	CROSS JOIN LATERAL @extension@.year_carryover(before.figures, r.figures) c
	WHERE r.superseded_by IS NULL AND before.superseded_by IS NULL AND heir.successor IS NULL
	UNION ALL
	SELECT agency, year, column_name, carried_out_before, carried_in,
		carried_in::numeric - carried_out_before
	FROM (
		SELECT i.agency, i.year, c.column_name,
			CASE WHEN count(line.before) = count(*) THEN sum(line.before) END::bigint
				AS carried_out_before,
			min(line.now)::bigint AS carried_in
		FROM @schema@.inherited i
		CROSS JOIN (VALUES ('natural_person'), ('business'), ('research'), ('public_interest'),
			('legal_service'), ('other'), ('total')) c (column_name)
		CROSS JOIN LATERAL (
			SELECT
				@extension@.figure(i.figures_before, 'carried_out', c.column_name) AS before,
				@extension@.figure(i.figures, 'carried_in', c.column_name) AS now
			OFFSET 0) line
		GROUP BY i.agency, i.year, c.column_name) s;

CREATE OR REPLACE VIEW @schema@.carryover_gaps AS
	SELECT * FROM @schema@.carryover WHERE difference <> 0;

CREATE OR REPLACE VIEW @schema@.stock AS
	SELECT r.agency, r.year, c.item, c.in_force_before, c.issued, c.repealed, c.in_force,
		c.difference
	FROM @schema@.report r
	JOIN @schema@.report before ON before.agency = r.agency AND before.year + 1 = r.year
	LEFT JOIN (SELECT DISTINCT successor FROM @schema@.agency WHERE successor IS NOT NULL) heir
		ON heir.successor = r.agency
	CROSS JOIN LATERAL @extension@.year_stock(before.figures, r.figures) c
	WHERE r.superseded_by IS NULL AND before.superseded_by IS NULL AND heir.successor IS NULL
	UNION ALL
	SELECT agency, year, item, in_force_before, issued, repealed, in_force,
		in_force - (in_force_before::numeric + issued - repealed)
	FROM (
		SELECT i.agency, i.year, t.item,
			CASE WHEN count(line.before) = count(*) THEN sum(line.before) END::bigint
				AS in_force_before,
			min(line.issued)::bigint AS issued, min(line.repealed)::bigint AS repealed,
			min(line.in_force)::bigint AS in_force
		FROM @schema@.inherited i
		CROSS JOIN (VALUES ('regulations'), ('normative_documents')) t (item)
		CROSS JOIN LATERAL (
			SELECT
				@extension@.figure(i.figures_before, t.item, 'in_force') AS before,
				@extension@.figure(i.figures, t.item, 'issued') AS issued,
				@extension@.figure(i.figures, t.item, 'repealed') AS repealed,
				@extension@.figure(i.figures, t.item, 'in_force') AS in_force
			OFFSET 0) line
		GROUP BY i.agency, i.year, t.item) s;

CREATE OR REPLACE VIEW @schema@.stock_gaps AS
	SELECT * FROM @schema@.stock WHERE difference <> 0;
