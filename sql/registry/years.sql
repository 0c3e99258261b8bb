-- what does not fit from one year to the next, among current reports

CREATE VIEW @schema@.carryover AS
	SELECT agency, year, column_name, carried_out_before, carried_in,
		carried_in::numeric - carried_out_before AS difference
	FROM (
		SELECT r.agency, r.year, ((r.report).applications).carried_in AS now_in,
			((b.report).applications).carried_out AS before_out
		FROM @schema@.report r JOIN @schema@.report b ON b.agency = r.agency AND b.year = r.year - 1
		WHERE r.superseded_by IS NULL AND b.superseded_by IS NULL
		OFFSET 0) pair,
	LATERAL (VALUES
		('natural_person', (before_out).natural_person, (now_in).natural_person),
		('business', (before_out).business, (now_in).business),
		('research', (before_out).research, (now_in).research),
		('public_interest', (before_out).public_interest, (now_in).public_interest),
		('legal_service', (before_out).legal_service, (now_in).legal_service),
		('other', (before_out).other, (now_in).other),
		('total', (before_out).total, (now_in).total))
		c (column_name, carried_out_before, carried_in);
COMMENT ON VIEW @schema@.carryover IS
	'For each report with one of the year before: what that carried out and what this carried in, '
	'by column; difference is NULL where a cell is missing';

CREATE VIEW @schema@.carryover_gaps AS SELECT * FROM @schema@.carryover WHERE difference <> 0;
COMMENT ON VIEW @schema@.carryover_gaps IS
	'Rows of carryover whose two figures are not the same; those with a missing cell are left out';

CREATE VIEW @schema@.stock AS
	SELECT agency, year, item, in_force_before, issued, repealed, in_force,
		in_force - (in_force_before::numeric + issued - repealed) AS difference
	FROM (
		SELECT r.agency, r.year, (r.report).proactive AS now, (b.report).proactive AS before
		FROM @schema@.report r JOIN @schema@.report b ON b.agency = r.agency AND b.year = r.year - 1
		WHERE r.superseded_by IS NULL AND b.superseded_by IS NULL
		OFFSET 0) pair,
	LATERAL (VALUES
		('regulations', (before).regulations_in_force,
			(now).regulations_issued, (now).regulations_repealed, (now).regulations_in_force),
		('normative_documents', (before).normative_documents_in_force,
			(now).normative_documents_issued, (now).normative_documents_repealed,
			(now).normative_documents_in_force))
		i (item, in_force_before, issued, repealed, in_force);
COMMENT ON VIEW @schema@.stock IS
	'For each report with one of the year before: documents in force then, issued and repealed '
	'since, in force now; difference is NULL where a cell is missing, '
	'as always in the form of 2019, which does not ask for them';

CREATE VIEW @schema@.stock_gaps AS SELECT * FROM @schema@.stock WHERE difference <> 0;
COMMENT ON VIEW @schema@.stock_gaps IS
	'Rows of stock where in_force is not in_force_before + issued - repealed; '
	'those with a missing cell are left out';
