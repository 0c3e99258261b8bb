-- what does not fit from one year to the next, among current reports

-- The barrier is around what is taken out of one pair of reports, so that it is taken out once; what
-- is asked of agency and year goes to the indexes.
CREATE OR REPLACE VIEW @schema@.carryover AS
	SELECT agency, year, column_name, carried_out_before, carried_in,
		carried_in::numeric - carried_out_before AS difference
	FROM (
		SELECT r.agency, r.year, c.*
		FROM @schema@.report r
		JOIN @schema@.report before ON before.agency = r.agency AND before.year = r.year - 1
		CROSS JOIN LATERAL (
			SELECT ((r.report).applications).carried_in AS now_in,
				((before.report).applications).carried_out AS before_out OFFSET 0) line
		CROSS JOIN LATERAL (VALUES
			('natural_person', (before_out).natural_person, (now_in).natural_person),
			('business', (before_out).business, (now_in).business),
			('research', (before_out).research, (now_in).research),
			('public_interest', (before_out).public_interest, (now_in).public_interest),
			('legal_service', (before_out).legal_service, (now_in).legal_service),
			('other', (before_out).other, (now_in).other),
			('total', (before_out).total, (now_in).total))
			c (column_name, carried_out_before, carried_in)
		WHERE r.superseded_by IS NULL AND before.superseded_by IS NULL) pair;

CREATE OR REPLACE VIEW @schema@.carryover_gaps AS
	SELECT * FROM @schema@.carryover WHERE difference <> 0;

CREATE OR REPLACE VIEW @schema@.stock AS
	SELECT agency, year, item, in_force_before, issued, repealed, in_force,
		in_force - (in_force_before::numeric + issued - repealed) AS difference
	FROM (
		SELECT r.agency, r.year, i.*
		FROM @schema@.report r
		JOIN @schema@.report before ON before.agency = r.agency AND before.year = r.year - 1
		CROSS JOIN LATERAL (
			SELECT (r.report).proactive AS now, (before.report).proactive AS earlier OFFSET 0) section
		CROSS JOIN LATERAL (VALUES
			('regulations', (earlier).regulations_in_force,
				(now).regulations_issued, (now).regulations_repealed, (now).regulations_in_force),
			('normative_documents', (earlier).normative_documents_in_force,
				(now).normative_documents_issued, (now).normative_documents_repealed,
				(now).normative_documents_in_force))
			i (item, in_force_before, issued, repealed, in_force)
		WHERE r.superseded_by IS NULL AND before.superseded_by IS NULL) pair;

CREATE OR REPLACE VIEW @schema@.stock_gaps AS
	SELECT * FROM @schema@.stock WHERE difference <> 0;
