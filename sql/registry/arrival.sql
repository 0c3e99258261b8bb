-- what happens when a filing or a decision arrives

CREATE FUNCTION @schema@.receive() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	NEW.digest := sha256(coalesce(NEW.raw, convert_to(NEW.body, getdatabaseencoding()), ''));
	IF num_nonnulls(NEW.body, NEW.raw) = 1
			AND EXISTS (SELECT FROM @schema@.filing WHERE digest = NEW.digest) THEN
		RETURN NULL;
	END IF;
	RETURN NEW;
END $$;
COMMENT ON FUNCTION @schema@.receive() IS
	'Trigger: sets the digest of a filing, and skips it if its bytes are here already';

CREATE FUNCTION @schema@.settle_or_defer() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	setting text := coalesce(nullif(current_setting('govdisclose.ingest', true), ''), 'immediate');
	filings bigint[];
BEGIN
	IF TG_TABLE_NAME = 'filing' THEN
		filings := ARRAY(SELECT id FROM arrived ORDER BY id);
	ELSE
		filings := ARRAY(SELECT DISTINCT filing_id FROM arrived ORDER BY filing_id);
	END IF;
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
	RETURN NULL;
END $$;
COMMENT ON FUNCTION @schema@.settle_or_defer() IS
	'Trigger: settles the filings that arrived or were decided on, '
	'or adds them to the backlog if govdisclose.ingest is deferred';

CREATE FUNCTION @schema@.refuse_change() RETURNS trigger
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
		MESSAGE = format('rows of "%s" cannot be changed or removed', TG_TABLE_NAME),
		HINT = 'File a corrected report, or decide with assign, waive, reject or withdraw.';
END $$;
COMMENT ON FUNCTION @schema@.refuse_change() IS 'Trigger: the error restrict_violation';

CREATE FUNCTION @schema@.lock_filing() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	PERFORM FROM @schema@.filing WHERE id = NEW.filing_id FOR UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation',
			MESSAGE = format('there is no filing %s', NEW.filing_id);
	END IF;
	RETURN NEW;
END $$;
COMMENT ON FUNCTION @schema@.lock_filing() IS
	'Trigger: decisions about the same filing wait for one another, and for its being read';

CREATE TRIGGER receive BEFORE INSERT ON @schema@.filing
	FOR EACH ROW EXECUTE FUNCTION @schema@.receive();
CREATE TRIGGER settle AFTER INSERT ON @schema@.filing REFERENCING NEW TABLE AS arrived
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.settle_or_defer();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON @schema@.filing
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.refuse_change();
CREATE TRIGGER lock_filing BEFORE INSERT ON @schema@.decision
	FOR EACH ROW EXECUTE FUNCTION @schema@.lock_filing();
CREATE TRIGGER settle AFTER INSERT ON @schema@.decision REFERENCING NEW TABLE AS arrived
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.settle_or_defer();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON @schema@.decision
	FOR EACH STATEMENT EXECUTE FUNCTION @schema@.refuse_change();
COMMENT ON TRIGGER receive ON @schema@.filing IS 'The same bytes twice are one filing';
COMMENT ON TRIGGER settle ON @schema@.filing IS
	'An INSERT or COPY shows its outcome at once, unless govdisclose.ingest is deferred';
COMMENT ON TRIGGER refuse_change ON @schema@.filing IS 'Filings are never changed';
COMMENT ON TRIGGER lock_filing ON @schema@.decision IS
	'Decisions about the same filing come one after the other';
COMMENT ON TRIGGER settle ON @schema@.decision IS
	'A decision shows its outcome at once, unless govdisclose.ingest is deferred';
COMMENT ON TRIGGER refuse_change ON @schema@.decision IS 'Decisions are never changed';
