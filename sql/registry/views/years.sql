-- what does not fit from one year to the next, among current reports

-- A year that is asked for is the year of both: "before.year + 1 = r.year" tells the planner, and
-- "before.year = r.year - 1" would not.
--
-- The barrier is around what is taken out of one pair of reports, so that it is taken out once;
-- what is asked of agency and year goes to the indexes.
CREATE OR REPLACE VIEW @schema@.carryover AS
	SELECT r.agency, r.year, c.column_name, line.carried_out_before, line.carried_in,
		line.carried_in::numeric - line.carried_out_before AS difference
	FROM @schema@.report r
	JOIN @schema@.report before ON before.agency = r.agency AND before.year + 1 = r.year
	CROSS JOIN (VALUES ('natural_person'), ('business'), ('research'), ('public_interest'),
		('legal_service'), ('other'), ('total')) c (column_name)
	CROSS JOIN LATERAL (
		SELECT
			@extension@.figure(before.figures, 'carried_out', c.column_name)::bigint
				AS carried_out_before,
			@extension@.figure(r.figures, 'carried_in', c.column_name)::bigint AS carried_in
		OFFSET 0) line
	WHERE r.superseded_by IS NULL AND before.superseded_by IS NULL;

CREATE OR REPLACE VIEW @schema@.carryover_gaps AS
	SELECT * FROM @schema@.carryover WHERE difference <> 0;

CREATE OR REPLACE VIEW @schema@.stock AS
	SELECT r.agency, r.year, i.item, line.in_force_before, line.issued, line.repealed,
		line.in_force,
		line.in_force - (line.in_force_before::numeric + line.issued - line.repealed) AS difference
	FROM @schema@.report r
	JOIN @schema@.report before ON before.agency = r.agency AND before.year + 1 = r.year
	CROSS JOIN (VALUES ('regulations'), ('normative_documents')) i (item)
	CROSS JOIN LATERAL (
		SELECT
			@extension@.figure(before.figures, i.item, 'in_force')::bigint AS in_force_before,
			@extension@.figure(r.figures, i.item, 'issued')::bigint AS issued,
			@extension@.figure(r.figures, i.item, 'repealed')::bigint AS repealed,
			@extension@.figure(r.figures, i.item, 'in_force')::bigint AS in_force
		OFFSET 0) line
	WHERE r.superseded_by IS NULL AND before.superseded_by IS NULL;

CREATE OR REPLACE VIEW @schema@.stock_gaps AS
	SELECT * FROM @schema@.stock WHERE difference <> 0;
