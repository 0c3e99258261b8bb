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

CREATE FUNCTION @schema@.prefer(filing_id bigint, why text) RETURNS text
	LANGUAGE sql
BEGIN ATOMIC
	INSERT INTO @schema@.decision (filing_id, kind, why)
	VALUES (prefer.filing_id, 'prefer', prefer.why);
	SELECT s.state FROM @schema@.filing_state s WHERE s.filing_id = prefer.filing_id;
END;
COMMENT ON FUNCTION @schema@.prefer(bigint, text) IS
	'Accepts a filing although it knows less than the one that counts. '
	'Gives the state of the filing';

CREATE FUNCTION @schema@.withdraw(filing_id bigint, why text) RETURNS text
	LANGUAGE sql
BEGIN ATOMIC
	INSERT INTO @schema@.decision (filing_id, kind, why)
	VALUES (withdraw.filing_id, 'withdraw', withdraw.why);
	SELECT s.state FROM @schema@.filing_state s WHERE s.filing_id = withdraw.filing_id;
END;
COMMENT ON FUNCTION @schema@.withdraw(bigint, text) IS
	'Makes the last waive, reject or prefer of a filing void. Gives the state of the filing';

CREATE FUNCTION @schema@.erase(filing_id bigint, why text) RETURNS text
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	UPDATE @schema@.filing SET body = NULL, raw = NULL, erased = now() WHERE id = erase.filing_id;
	INSERT INTO @schema@.decision (filing_id, kind, agency, year, why)
	SELECT s.filing_id, 'erase', s.agency, s.year, erase.why
	FROM @schema@.filing_state s WHERE s.filing_id = erase.filing_id;
	PERFORM @schema@.settle(ARRAY[erase.filing_id]);
	RETURN (SELECT s.state FROM @schema@.filing_state s WHERE s.filing_id = erase.filing_id);
END $$;
COMMENT ON FUNCTION @schema@.erase(bigint, text) IS
	'Removes the content of a filing for good, and what was read of it; its digest and the '
	'decision stay. Gives the state of the filing';

CREATE FUNCTION @schema@.approve(year integer, why text) RETURNS text
	LANGUAGE sql
BEGIN ATOMIC
	INSERT INTO @schema@.approval (year, kind, why)
	VALUES (approve.year, 'approve', approve.why);
	SELECT 'approved';
END;
COMMENT ON FUNCTION @schema@.approve(integer, text) IS
	'Closes a year: what is accepted for it stays as it is, and what comes later is rejected';

CREATE FUNCTION @schema@.reopen(year integer, why text) RETURNS text
	LANGUAGE sql
BEGIN ATOMIC
	INSERT INTO @schema@.approval (year, kind, why)
	VALUES (reopen.year, 'reopen', reopen.why);
	SELECT 'open';
END;
COMMENT ON FUNCTION @schema@.reopen(integer, text) IS
	'Opens an approved year again, and takes up what came for it meanwhile';
