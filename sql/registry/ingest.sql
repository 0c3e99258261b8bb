-- working off the backlog

CREATE FUNCTION @schema@.find_lost() RETURNS void
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	-- one session at a time: the others see what it found
	LOCK TABLE @schema@.backlog IN SHARE UPDATE EXCLUSIVE MODE;
	INSERT INTO @schema@.backlog
	SELECT f.id FROM @schema@.filing f
	WHERE NOT EXISTS (SELECT FROM @schema@.report r WHERE r.filing_id = f.id)
		AND NOT EXISTS (SELECT FROM @schema@.rejection x WHERE x.filing_id = f.id)
		AND NOT EXISTS (SELECT FROM @schema@.backlog b WHERE b.filing_id = f.id)
	ORDER BY f.id;
END $$;
COMMENT ON FUNCTION @schema@.find_lost() IS
	'Adds the filings to the backlog that have no outcome: they were deferred or came without '
	'triggers, or a row of report or rejection was removed by hand';

CREATE FUNCTION @schema@.settle_batch(size integer) RETURNS integer
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	filings bigint[];
BEGIN
	@partition_years@
	WITH taken AS (
		DELETE FROM @schema@.backlog WHERE ctid = ANY (ARRAY(
			SELECT ctid FROM @schema@.backlog
			ORDER BY filing_id LIMIT size FOR UPDATE SKIP LOCKED))
		RETURNING filing_id
	)
	SELECT array_agg(filing_id ORDER BY filing_id) INTO filings FROM taken;
	IF filings IS NULL THEN
		PERFORM @schema@.find_lost();
		RETURN 0;
	END IF;
	PERFORM @schema@.settle(filings);
	RETURN cardinality(filings);
END $$;
COMMENT ON FUNCTION @schema@.settle_batch(integer) IS
	'Takes up to so many filings that no other session has taken out of the backlog '
	'and settles them; gives how many. Where there is none, it looks for filings without an '
	'outcome, for others to see as soon as that is committed';

-- A procedure that commits may not SET search_path: it does so in each of its transactions.
CREATE PROCEDURE @schema@.ingest(batch_size integer DEFAULT 1000, again boolean DEFAULT false)
	LANGUAGE plpgsql
	AS $$
DECLARE
	began timestamptz;
	told timestamptz;
	at_first bigint;
	waiting bigint;
	per_second numeric;
	batch integer;
	batch_before integer;
	settled bigint := 0;
BEGIN
	PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
	IF (batch_size > 0) IS NOT TRUE THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
			MESSAGE = 'batch_size must be greater than 0';
	END IF;
	IF again THEN
		INSERT INTO @schema@.backlog SELECT id FROM @schema@.filing ORDER BY id
		ON CONFLICT DO NOTHING;
		COMMIT;
		PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
	END IF;
	began := clock_timestamp();
	told := began;
	at_first := (SELECT count(*) FROM @schema@.backlog);
	LOOP
		batch_before := batch;
		batch := @schema@.settle_batch(batch_size);
		settled := settled + batch;
		IF batch > 0 AND clock_timestamp() > told + interval '2 s' THEN
			told := clock_timestamp();
			waiting := (SELECT count(*) FROM @schema@.backlog);
			per_second := greatest(at_first - waiting, 0) / extract(epoch FROM told - began);
			IF waiting > 0 THEN
				RAISE NOTICE '% settled, % waiting, % a second in all sessions, % left',
					settled, waiting, round(per_second),
					coalesce(to_char(make_interval(
						secs => (waiting / nullif(per_second, 0))::double precision),
						'HH24:MI:SS'), 'unknown time');
			END IF;
		END IF;
		COMMIT;
		PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
		IF batch = 0 THEN
			waiting := (SELECT count(*) FROM @schema@.backlog);
			-- what there is, other sessions have taken
			EXIT WHEN waiting = 0 OR batch_before = 0;
			at_first := at_first + waiting;
		END IF;
	END LOOP;
	RAISE NOTICE 'ingest: % settled', settled;
END $$;
COMMENT ON PROCEDURE @schema@.ingest(integer, boolean) IS
	'Works off the backlog in batches, each committed, and tells how far it is (NOTICE). '
	'It may be stopped and called again, and several sessions share the work. '
	'Again: all filings, as after an update of the extension; decisions are kept';
