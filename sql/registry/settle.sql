-- from judgements to outcomes

CREATE FUNCTION @schema@.lock_series(in_force bigint[], judgements @schema@.judgement[])
	RETURNS bigint[]
	LANGUAGE sql VOLATILE
BEGIN ATOMIC
	SELECT array_agg(filing_id)
	FROM (
		SELECT r.filing_id
		FROM (
			SELECT * FROM (
				SELECT j.agency, j.year FROM unnest(judgements) j WHERE j.reason IS NULL
				UNION
				SELECT o.agency, o.year FROM @schema@.report o WHERE o.filing_id = ANY (in_force)) s
			ORDER BY s.agency, s.year
			OFFSET 0) s
		CROSS JOIN LATERAL (
			SELECT r.filing_id FROM @schema@.report r WHERE (r.agency, r.year) = (s.agency, s.year)
			ORDER BY r.filing_id FOR NO KEY UPDATE
			OFFSET 0) r) locked;
END;
COMMENT ON FUNCTION @schema@.lock_series(bigint[], @schema@.judgement[]) IS
	'Whoever changes what counts of an agency and year does so one after the other: locks the '
	'accepted reports of those that judgements touch, and of those of filings that are accepted, '
	'and gives their filings';

CREATE FUNCTION @schema@.write_outcomes(
	filings bigint[], judgements @schema@.judgement[], reports @extension@.disclosure_report[])
	RETURNS bigint[]
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	-- asked for once: most filings are new, and report may have many partitions
	in_force CONSTANT bigint[] := ARRAY(
		SELECT filing_id FROM @schema@.report WHERE filing_id = ANY (filings));
	in_report bigint[];
	others bigint[];
BEGIN
	IF in_force <> '{}' THEN
		SELECT * INTO judgements, reports FROM @schema@.keep_better(judgements, reports);
	END IF;
	in_report := @schema@.lock_series(in_force, judgements);

	WITH revised AS MATERIALIZED (
		SELECT * FROM @schema@.revise(judgements, reports, in_report)
	), judged AS MATERIALIZED (
		-- without the reports, which are large
		SELECT j.filing_id, j.agency, j.year, j.place, j.waiver,
			coalesce(j.reason, r.reason) AS reason, coalesce(j.detail, r.detail) AS detail,
			coalesce(j.hint, CASE WHEN r.reason IS NOT NULL
				THEN @schema@.advice('rejection_hint', r.reason) END) AS hint
		FROM unnest(judgements) WITH ORDINALITY j (
			filing_id, agency, year, waiver, reason, detail, hint, place)
		LEFT JOIN revised r USING (filing_id)
	), changed AS MATERIALIZED (
		SELECT j.filing_id, j.agency, j.year, j.reason IS NULL AS is_accepted
		FROM judged j
		LEFT JOIN (
			SELECT * FROM @schema@.report WHERE filing_id = ANY (in_force)) a USING (filing_id)
		LEFT JOIN (
			SELECT * FROM @schema@.rejection WHERE filing_id = ANY (filings)) b USING (filing_id)
		WHERE num_nonnulls(a.filing_id, b.filing_id) = 0
			OR (coalesce(a.agency, b.agency), coalesce(a.year, b.year),
					coalesce(a.report, b.report), a.waiver, b.reason, b.detail)
				IS DISTINCT FROM (
					j.agency, j.year, reports[j.place], j.waiver, j.reason, j.detail)
	), undone AS (
		DELETE FROM @schema@.report r USING changed c
		WHERE r.filing_id = c.filing_id AND r.filing_id = ANY (in_force)
		RETURNING r.agency, r.year
	), forgiven AS (
		DELETE FROM @schema@.rejection r USING changed c
		WHERE r.filing_id = c.filing_id AND r.filing_id = ANY (filings)
		RETURNING 1
	), concerned AS (
		SELECT agency, year FROM undone UNION SELECT agency, year FROM changed WHERE is_accepted
	), series AS MATERIALIZED (
		SELECT filing_id, is_new,
			lead(filing_id) OVER (PARTITION BY agency, year ORDER BY filing_id) AS superseded_by
		FROM (
			SELECT filing_id, agency, year, true AS is_new FROM changed WHERE is_accepted
			UNION ALL
			SELECT filing_id, agency, year, false
			FROM (
				SELECT filing_id, agency, year
				FROM @schema@.report WHERE filing_id = ANY (in_report)) earlier
			JOIN concerned USING (agency, year)
			WHERE earlier.filing_id NOT IN (SELECT filing_id FROM changed)) revision
	), moved AS (
		UPDATE @schema@.report r SET superseded_by = s.superseded_by
		FROM series s
		WHERE r.filing_id = s.filing_id
			AND r.filing_id = ANY (ARRAY(SELECT filing_id FROM series WHERE NOT is_new))
			AND r.superseded_by IS DISTINCT FROM s.superseded_by
		RETURNING 1
	), written AS (
		-- only after the old rows have moved on, as one_current_report demands
		INSERT INTO @schema@.report (filing_id, agency, year, superseded_by, waiver, report)
		SELECT filing_id, agency, year, superseded_by, waiver, reports[place]
		FROM judged JOIN series USING (filing_id)
		WHERE is_new AND (SELECT count(*) FROM moved) >= 0
		ORDER BY agency, year, filing_id
	), turned_down AS (
		INSERT INTO @schema@.rejection (filing_id, reason, detail, hint, agency, year, report)
		SELECT filing_id, reason, detail, hint, j.agency, j.year, reports[place]
		FROM judged j JOIN changed USING (filing_id)
		WHERE NOT is_accepted AND (SELECT count(*) FROM forgiven) >= 0
	)
	SELECT array_agg(filing_id ORDER BY filing_id) INTO others
	FROM revised WHERE was_accepted <> is_accepted AND filing_id <> ALL (filings);
	RETURN others;
END $$;
COMMENT ON FUNCTION @schema@.write_outcomes(
	bigint[], @schema@.judgement[], @extension@.disclosure_report[]) IS
	'Part of settle: writes into report and rejection what has changed by judgements of filings. '
	'Gives the other filings of which something else becomes now, or NULL';

CREATE FUNCTION @schema@.settle(filings bigint[]) RETURNS void
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	-- one plan, by the indexes, for a table that may have grown since it was planned
	SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off
	SET work_mem = '32MB'
	AS $$
DECLARE
	half integer := cardinality(filings) / 2;
	judgements @schema@.judgement[];
	reports @extension@.disclosure_report[];
	conflicts integer := 0;
	-- does the transaction not see what others commit meanwhile?
	is_blind boolean := current_setting('transaction_isolation') <> 'read committed';
	error text;
	others bigint[];
BEGIN
	-- until it is committed no year is closed, and no decision about these filings made
	LOCK TABLE @schema@.approval IN ACCESS SHARE MODE;
	PERFORM FROM @schema@.filing WHERE id = ANY (filings) ORDER BY id FOR KEY SHARE;
	LOOP
		BEGIN
			IF conflicts > 2 THEN
				-- once more, alone
				LOCK TABLE @schema@.report IN SHARE ROW EXCLUSIVE MODE;
			ELSE
				-- before any row of it: one who waits to be alone would come in between
				LOCK TABLE @schema@.report IN ROW EXCLUSIVE MODE;
			END IF;
			IF judgements IS NULL THEN
				SELECT array_agg((j.filing_id, j.agency, j.year, j.waiver, j.reason, j.detail,
					j.hint)::@schema@.judgement), array_agg(j.report)
				INTO judgements, reports
				FROM @schema@.judge(filings, error) j;
			END IF;
			others := @schema@.write_outcomes(filings, judgements, reports);
			IF others IS NULL THEN
				RETURN;
			END IF;
			filings := others;
			judgements := NULL;
			half := cardinality(filings) / 2;
			error := NULL;
		EXCEPTION WHEN OTHERS THEN
			IF SQLSTATE IN ('23505', '40P01') AND conflicts < 4 THEN
				-- another session took up the same agency and year meanwhile; what was read stays
				conflicts := conflicts + 1;
			ELSIF SQLSTATE ~ '^(25|40|42|53[^2]|55|57|58)' OR SQLSTATE = '23505' AND is_blind THEN
				-- a full disk, a lock or a server that stops says nothing about the filings
				RAISE;
			ELSIF half > 0 THEN
				EXIT;
			ELSIF error IS NULL THEN
				-- a filing that cannot be read or written, with the reason why
				error := SQLERRM;
				judgements := NULL;
			ELSE
				RAISE;
			END IF;
		END;
	END LOOP;
	-- one of them is to blame, and is soon alone
	PERFORM @schema@.settle(filings[:half]);
	PERFORM @schema@.settle(filings[half + 1:]);
END $$;
COMMENT ON FUNCTION @schema@.settle(bigint[]) IS
	'Reads filings and writes their outcomes into report and rejection, '
	'instead of earlier ones where something has changed. '
	'A filing that cannot be read or written becomes a rejection and stops no other';
