-- what happens when a filing, a decision, an approval or a name arrives

CREATE FUNCTION @schema@.when_to_settle() RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT coalesce(nullif(current_setting('govdisclose.ingest', true), ''), 'immediate');
END;
COMMENT ON FUNCTION @schema@.when_to_settle() IS
	'The parameter govdisclose.ingest: immediate, which it is where it is not set, or deferred';

CREATE FUNCTION @schema@.digest_of(body text, raw bytea) RETURNS bytea
	LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	SELECT @extension@.filing_digest(digest_of.body, digest_of.raw);
END;
COMMENT ON FUNCTION @schema@.digest_of(text, bytea) IS
	'filing_digest, wherever the extension is moved to';

CREATE FUNCTION @schema@.receive() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	first bigint;
BEGIN
	NEW.digest := @schema@.digest_of(NEW.body, NEW.raw);
	NEW.erased := NULL;
	SELECT f.id INTO first FROM @schema@.filing f
	WHERE (f.digest, @schema@.hash_of_statement(f.agency, f.year, f.parent))
			= (NEW.digest, @schema@.hash_of_statement(NEW.agency, NEW.year, NEW.parent))
		AND f.year IS NOT DISTINCT FROM NEW.year
		AND (coalesce(@schema@.spelling(f.agency), ''), coalesce(@schema@.spelling(f.parent), ''))
			= (coalesce(@schema@.spelling(NEW.agency), ''),
				coalesce(@schema@.spelling(NEW.parent), ''))
		AND num_nonnulls(NEW.body, NEW.raw) > 0;
	IF first IS NULL THEN
		IF @schema@.when_to_settle() <> 'deferred' THEN
			INSERT INTO @schema@.backlog VALUES (NEW.id, pg_current_xact_id());
		END IF;
		RETURN NEW;
	END IF;
	INSERT INTO @schema@.later_arrival (filing_id, source, agency, year, filed_by, arrived, parent)
	VALUES (first, NEW.source, NEW.agency, NEW.year, NEW.filed_by, NEW.arrived, NEW.parent);
	RETURN NULL;
END $$;
COMMENT ON FUNCTION @schema@.receive() IS
	'Trigger: sets the digest of a filing, and notes that it is to be settled at once, unless '
	'govdisclose.ingest is deferred; one that is here already is no new row, but one more arrival';

CREATE FUNCTION @schema@.take_up(filings bigint[]) RETURNS void
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	setting text := @schema@.when_to_settle();
BEGIN
	CASE setting
		WHEN 'immediate' THEN
			-- in slices, so that a large COPY needs little memory
			PERFORM @schema@.settle(filings[i : i + 999])
			FROM generate_series(1, cardinality(filings), 1000) i;
		WHEN 'deferred' THEN
			INSERT INTO @schema@.backlog SELECT unnest(filings) ON CONFLICT DO NOTHING;
		ELSE
			RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
				MESSAGE = format('invalid value for parameter "govdisclose.ingest": "%s"', setting),
				HINT = 'Available values: immediate, deferred.';
	END CASE;
END $$;
COMMENT ON FUNCTION @schema@.take_up(bigint[]) IS
	'Settles filings, or adds them to the backlog if govdisclose.ingest is deferred';

-- A transition table would hold a copy of all that is filed: COPY would take twice the time.
CREATE FUNCTION @schema@.settle_arrived() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	filings bigint[];
BEGIN
	WITH taken AS (
		DELETE FROM @schema@.backlog WHERE arriving = pg_current_xact_id() RETURNING filing_id
	)
	SELECT array_agg(filing_id ORDER BY filing_id) INTO filings FROM taken;
	PERFORM @schema@.take_up(filings);
	RETURN NULL;
END $$;
COMMENT ON FUNCTION @schema@.settle_arrived() IS
	'Trigger: takes up the filings that arrived; those that are deferred, ingest() finds';

CREATE FUNCTION @schema@.settle_decided() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	PERFORM @schema@.take_up(ARRAY(
		SELECT DISTINCT filing_id FROM arrived ORDER BY filing_id));
	RETURN NULL;
END $$;
COMMENT ON FUNCTION @schema@.settle_decided() IS
	'Trigger: takes up the filings that were decided on';

CREATE FUNCTION @schema@.settle_reopened() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	PERFORM @schema@.take_up(ARRAY(
		SELECT x.filing_id
		FROM @schema@.rejection x JOIN arrived a USING (year) WHERE x.reason = 'approved'
		UNION
		SELECT u.filing_id
		FROM @schema@.unused_reading u JOIN @schema@.report r USING (filing_id)
			JOIN arrived a USING (year)
		WHERE u.reason = 'approved'
		ORDER BY filing_id));
	RETURN NULL;
END $$;
COMMENT ON FUNCTION @schema@.settle_reopened() IS
	'Trigger: takes up what an approval kept out, when its year is opened again';

CREATE FUNCTION @schema@.settle_named() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	names text[] := ARRAY[]::text[];
BEGIN
	IF TG_OP <> 'INSERT' THEN
		names := names || ARRAY[OLD.name, OLD.agency, @schema@.resolve_agency(OLD.agency)];
	END IF;
	IF TG_OP <> 'DELETE' THEN
		names := names || ARRAY[NEW.name, NEW.agency, @schema@.resolve_agency(NEW.agency)];
	END IF;
	PERFORM @schema@.take_up(ARRAY(
		SELECT filing_id FROM @schema@.report WHERE agency = ANY (names)
		UNION
		SELECT filing_id FROM @schema@.rejection WHERE agency = ANY (names)
		UNION
		SELECT filing_id FROM @schema@.rejection WHERE reason = 'no agency' AND detail = ANY (names)
		ORDER BY filing_id));
	RETURN NULL;
END $$;
COMMENT ON FUNCTION @schema@.settle_named() IS
	'Trigger: takes up the filings that a name of an agency touches';

-- It is told the name of its table, which a distributed table has with the number of a shard.
CREATE FUNCTION @schema@.refuse_change() RETURNS trigger
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	IF TG_OP = 'UPDATE' THEN
		-- to erase the content is the only change that there is
		IF TG_ARGV[0] = 'filing' AND (to_jsonb(NEW) - '{body,raw,erased}'::text[])
					= (to_jsonb(OLD) - '{body,raw,erased}'::text[])
				AND num_nonnulls(NEW.body, NEW.raw) = 0 AND NEW.erased IS NOT NULL THEN
			RETURN NEW;
		END IF;
	END IF;
	RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
		MESSAGE = format('rows of "%s" cannot be changed or removed', TG_ARGV[0]),
		HINT = @schema@.advice('refusal', TG_ARGV[0]);
END $$;
COMMENT ON FUNCTION @schema@.refuse_change() IS
	'Trigger: the error restrict_violation, unless the content of a filing is erased';

CREATE FUNCTION @schema@.lock_filing() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	approved integer;
BEGIN
	PERFORM FROM @schema@.filing WHERE id = NEW.filing_id FOR UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation',
			MESSAGE = format('there is no filing %s', NEW.filing_id);
	END IF;
	SELECT y.year INTO approved
	FROM @schema@.report r JOIN @schema@.approved_year y USING (year)
	WHERE r.filing_id = NEW.filing_id;
	IF FOUND THEN
		RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = format('year %s is approved', approved),
			DETAIL = format('Filing %s is accepted for that year.', NEW.filing_id),
			HINT = @schema@.advice('rejection_hint', 'approved');
	END IF;
	NEW.voids := CASE WHEN NEW.kind = 'withdraw' THEN (
		SELECT max(d.id) FROM @schema@.decision d
		WHERE d.filing_id = NEW.filing_id AND d.kind IN ('waive', 'reject', 'prefer')
			AND NOT EXISTS (SELECT FROM @schema@.decision w WHERE w.voids = d.id))
	END;
	RETURN NEW;
END $$;
COMMENT ON FUNCTION @schema@.lock_filing() IS
	'Trigger: decisions about the same filing wait for one another, and for its being read; those '
	'about an approved year are refused';

CREATE FUNCTION @schema@.lock_years() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	LOCK TABLE @schema@.approval IN ACCESS EXCLUSIVE MODE;
	RETURN NULL;
END $$;
COMMENT ON FUNCTION @schema@.lock_years() IS
	'Trigger: a year is approved when nobody is settling filings';

CREATE TRIGGER receive BEFORE INSERT ON @schema@.filing
	FOR EACH ROW EXECUTE FUNCTION @schema@.receive();
COMMENT ON TRIGGER receive ON @schema@.filing IS 'The same again is one filing';
CREATE TRIGGER settle AFTER INSERT ON @schema@.filing
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.settle_arrived();
COMMENT ON TRIGGER settle ON @schema@.filing IS
	'An INSERT or COPY shows its outcome at once, unless govdisclose.ingest is deferred';
CREATE TRIGGER refuse_change BEFORE DELETE OR TRUNCATE ON @schema@.filing
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.refuse_change('filing');
COMMENT ON TRIGGER refuse_change ON @schema@.filing IS 'Filings are never removed';
CREATE TRIGGER refuse_update BEFORE UPDATE ON @schema@.filing
	FOR EACH ROW EXECUTE FUNCTION @schema@.refuse_change('filing');
COMMENT ON TRIGGER refuse_update ON @schema@.filing IS
	'Filings are never changed, unless their content is erased';
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON @schema@.later_arrival
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.refuse_change('later_arrival');
COMMENT ON TRIGGER refuse_change ON @schema@.later_arrival IS 'Arrivals are never changed';
CREATE TRIGGER lock_filing BEFORE INSERT ON @schema@.decision
	FOR EACH ROW EXECUTE FUNCTION @schema@.lock_filing();
COMMENT ON TRIGGER lock_filing ON @schema@.decision IS
	'Decisions about the same filing come one after the other';
CREATE TRIGGER settle AFTER INSERT ON @schema@.decision REFERENCING NEW TABLE AS arrived
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.settle_decided();
COMMENT ON TRIGGER settle ON @schema@.decision IS
	'A decision shows its outcome at once, unless govdisclose.ingest is deferred';
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON @schema@.decision
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.refuse_change('decision');
COMMENT ON TRIGGER refuse_change ON @schema@.decision IS 'Decisions are never changed';
CREATE TRIGGER lock_years BEFORE INSERT ON @schema@.approval
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.lock_years();
COMMENT ON TRIGGER lock_years ON @schema@.approval IS 'Approvals wait for all that is under way';
CREATE TRIGGER settle AFTER INSERT ON @schema@.approval REFERENCING NEW TABLE AS arrived
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.settle_reopened();
COMMENT ON TRIGGER settle ON @schema@.approval IS
	'What an approved year kept out is taken up when it is opened again';
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON @schema@.approval
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.refuse_change('approval');
COMMENT ON TRIGGER refuse_change ON @schema@.approval IS 'Approvals are never changed';
CREATE TRIGGER settle AFTER INSERT OR UPDATE OR DELETE ON @schema@.agency_name
	FOR EACH ROW EXECUTE FUNCTION @schema@.settle_named();
COMMENT ON TRIGGER settle ON @schema@.agency_name IS
	'The filings that a name touches follow it at once, unless govdisclose.ingest is deferred';
