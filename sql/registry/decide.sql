-- deciding about one filing

CREATE FUNCTION @schema@.assign(
	filing_id bigint, agency text DEFAULT NULL, year integer DEFAULT NULL, why text DEFAULT NULL)
	RETURNS text
	LANGUAGE sql
BEGIN ATOMIC
	INSERT INTO @schema@.decision (filing_id, kind, agency, year, why)
	VALUES (assign.filing_id, 'assign', assign.agency, assign.year, assign.why);
	SELECT s.state FROM @schema@.filing_state s WHERE s.filing_id = assign.filing_id;
END;
COMMENT ON FUNCTION @schema@.assign(bigint, text, integer, text) IS
	'Says whose report a filing is and of which year, whatever its title says; '
	'NULL leaves what was. Gives the state of the filing';

CREATE FUNCTION @schema@.waive(filing_id bigint, why text) RETURNS text
	LANGUAGE sql
BEGIN ATOMIC
	INSERT INTO @schema@.decision (filing_id, kind, why)
	VALUES (waive.filing_id, 'waive', waive.why);
	SELECT s.state FROM @schema@.filing_state s WHERE s.filing_id = waive.filing_id;
END;
COMMENT ON FUNCTION @schema@.waive(bigint, text) IS
	'Accepts a filing in spite of its failing identities. Gives the state of the filing';

CREATE FUNCTION @schema@.reject(filing_id bigint, why text) RETURNS text
	LANGUAGE sql
BEGIN ATOMIC
	INSERT INTO @schema@.decision (filing_id, kind, why)
	VALUES (reject.filing_id, 'reject', reject.why);
	SELECT s.state FROM @schema@.filing_state s WHERE s.filing_id = reject.filing_id;
END;
COMMENT ON FUNCTION @schema@.reject(bigint, text) IS
	'Does not accept a filing, whatever it holds. Gives the state of the filing';

CREATE FUNCTION @schema@.withdraw(filing_id bigint, why text) RETURNS text
	LANGUAGE sql
BEGIN ATOMIC
	INSERT INTO @schema@.decision (filing_id, kind, why)
	VALUES (withdraw.filing_id, 'withdraw', withdraw.why);
	SELECT s.state FROM @schema@.filing_state s WHERE s.filing_id = withdraw.filing_id;
END;
COMMENT ON FUNCTION @schema@.withdraw(bigint, text) IS
	'Makes the last waive or reject of a filing void. Gives the state of the filing';
