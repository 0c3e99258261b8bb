-- create_registry: tables, triggers, procedures and views in a schema of the user's

CREATE PROCEDURE create_registry(schema name)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $procedure$
DECLARE
	extension text := (SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'govdisclose');
	-- the path ends there: whoever may create objects in the extension's schema cannot get in between
	path text := quote_ident(schema) || ', pg_temp';
	message text;
BEGIN
	IF schema IS NULL OR schema = '' THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_schema_name', MESSAGE = 'the registry needs a schema',
			HINT = 'Give it a name, as in CALL create_registry(''disclosure'').';
	END IF;
	IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = schema) THEN
		EXECUTE format('CREATE SCHEMA %I', schema);
		EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema, 'A registry of annual reports on the disclosure of government information: INSERT or COPY them into filing');
	END IF;

	-- what arrived, and what people decided
	PERFORM set_config('search_path', path, true);
	EXECUTE $registry$
	CREATE TABLE filing (
		id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
		source   text,
		body     text,
		raw      bytea,
		agency   text,
		year     integer CONSTRAINT year_has_four_digits CHECK (year BETWEEN 1000 AND 9999),
		digest   bytea NOT NULL UNIQUE,
		filed_by name NOT NULL DEFAULT current_user,
		arrived  timestamptz NOT NULL DEFAULT now(),
		CONSTRAINT either_body_or_raw CHECK (num_nonnulls(body, raw) = 1)
	);
	COMMENT ON TABLE filing IS 'What arrived, as it arrived; rows are never changed. The same bytes twice are one filing: the second adds no row';
	COMMENT ON COLUMN filing.source IS 'Where it came from: a file name, an address; NULL if nobody said';
	COMMENT ON COLUMN filing.body IS 'The text; NULL if the filing is raw';
	COMMENT ON COLUMN filing.raw IS 'The bytes of a file in whatever encoding; NULL if the filing is a body';
	COMMENT ON COLUMN filing.agency IS 'Instead of the agency in the title; NULL if the title is right';
	COMMENT ON COLUMN filing.year IS 'Instead of the year in the title; NULL if the title is right';
	COMMENT ON COLUMN filing.digest IS 'SHA-256 of the bytes of body or raw; set on arrival';
	COMMENT ON COLUMN filing.filed_by IS 'The role that filed it';
	COMMENT ON COLUMN filing.arrived IS 'When its transaction began';

	CREATE TABLE backlog (filing_id bigint PRIMARY KEY);
	COMMENT ON TABLE backlog IS 'Filings that ingest() is still to read, or to read again';

	CREATE TABLE decision (
		id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
		filing_id bigint NOT NULL REFERENCES filing,
		kind      text NOT NULL CHECK (kind IN ('assign', 'waive', 'reject', 'withdraw')),
		agency    text,
		year      integer CONSTRAINT year_has_four_digits CHECK (year BETWEEN 1000 AND 9999),
		why       text CONSTRAINT why_is_said CHECK (kind = 'assign' OR why ~ '[^[:space:]]'),
		made_by   name NOT NULL DEFAULT current_user,
		made_at   timestamptz NOT NULL DEFAULT now(),
		CONSTRAINT assigns_agency_or_year CHECK ((num_nonnulls(agency, year) > 0) = (kind = 'assign'))
	);
	CREATE INDEX ON decision (filing_id, id);
	COMMENT ON TABLE decision IS 'What people decided about filings, by assign, waive, reject and withdraw; rows are never changed, the last one counts';
	COMMENT ON COLUMN decision.kind IS 'assign: agency or year instead of those in the title and in the filing; waive: accept in spite of failing identities; reject: do not accept; withdraw: the last waive or reject is void';
	COMMENT ON COLUMN decision.agency IS 'The agency that is assigned; NULL if none is';
	COMMENT ON COLUMN decision.year IS 'The year that is assigned; NULL if none is';
	COMMENT ON COLUMN decision.why IS 'The reason that was given; may be NULL for assign only';
	COMMENT ON COLUMN decision.made_by IS 'The role that decided';
	COMMENT ON COLUMN decision.made_at IS 'When its transaction began';
	$registry$;

	-- what is known of agencies beside their names
	EXECUTE $registry$
	CREATE TABLE agency (
		name         text PRIMARY KEY,
		parent       text,
		region       text,
		level        text,
		sector       text,
		consolidates boolean,
		note         text,
		CONSTRAINT parent_is_another CHECK (parent <> name)
	);
	CREATE INDEX ON agency (parent);
	COMMENT ON TABLE agency IS 'What the names of agencies do not tell, or tell wrongly; an agency needs no row here';
	COMMENT ON COLUMN agency.name IS 'As in report.agency';
	COMMENT ON COLUMN agency.parent IS 'The agency above it, whose published figures may be compared with the sum of its children: see consolidation_gaps; NULL if there is none';
	COMMENT ON COLUMN agency.region IS 'Its region, in any notation';
	COMMENT ON COLUMN agency.level IS 'Instead of the level that agency_kind(name) tells: province, city, county, township, zone or a word of your own; NULL if that is right';
	COMMENT ON COLUMN agency.sector IS 'Instead of the sector that agency_kind(name) tells; NULL if that is right';
	COMMENT ON COLUMN agency.consolidates IS 'Do its reports already add up those of others, so that sums over agencies must leave them out? NULL: yes if another agency has it as parent';
	COMMENT ON COLUMN agency.note IS 'Anything';
	$registry$;

	-- outcomes: each filing that is not in the backlog has a row in report or in rejection
	EXECUTE replace($registry$
	CREATE TABLE report (
		filing_id     bigint PRIMARY KEY REFERENCES filing,
		agency        text NOT NULL,
		year          integer NOT NULL,
		superseded_by bigint UNIQUE,
		waiver        bigint REFERENCES decision,
		accepted      timestamptz NOT NULL DEFAULT now(),
		form          integer GENERATED ALWAYS AS ((report).form) STORED,
		figures       @extension@.disclosure_figures GENERATED ALWAYS AS (report::@extension@.disclosure_figures) STORED,
		report        @extension@.disclosure_report NOT NULL,
		CONSTRAINT balanced CHECK (waiver IS NOT NULL OR @extension@.assert_balanced(report))
	);
	CREATE UNIQUE INDEX one_current_report ON report (agency, year) WHERE superseded_by IS NULL;
	CREATE INDEX ON report (agency, year, filing_id);
	COMMENT ON TABLE report IS 'Accepted reports. Of one agency and year that of the latest filing is current; the others are superseded by the filing after them';
	COMMENT ON COLUMN report.agency IS 'As assigned, else as filed, else as in the title';
	COMMENT ON COLUMN report.year IS 'As assigned, else as filed, else as in the title';
	COMMENT ON COLUMN report.superseded_by IS 'The next accepted filing of the same agency and year; NULL: this report is current';
	COMMENT ON COLUMN report.waiver IS 'The decision that accepts it in spite of failing identities; NULL if none fails';
	COMMENT ON COLUMN report.accepted IS 'When the transaction began that wrote this row';
	COMMENT ON COLUMN report.form IS 'That of the report: 2019 or 2021; NULL if its tables do not tell';
	COMMENT ON COLUMN report.figures IS 'Those of the report, so that reports can be added up without their words being read';
	COMMENT ON COLUMN report.report IS 'What parse_report read';

	CREATE TABLE rejection (
		filing_id bigint PRIMARY KEY REFERENCES filing,
		reason    text NOT NULL CHECK (reason IN ('not a report', 'no agency', 'no year', 'unbalanced', 'by hand', 'error')),
		detail    text,
		hint      text NOT NULL,
		agency    text,
		year      integer,
		rejected  timestamptz NOT NULL DEFAULT now(),
		report    @extension@.disclosure_report
	);
	COMMENT ON TABLE rejection IS 'Filings that are not accepted, and why; rejection_violation lists the failing identities';
	COMMENT ON COLUMN rejection.reason IS 'not a report: no part of the form in it; no agency, no year: neither in the title nor given; unbalanced: identities fail; by hand: a decision; error: reading it failed';
	COMMENT ON COLUMN rejection.detail IS 'unbalanced: the failing identities; by hand: the reason given; error: its message; else NULL';
	COMMENT ON COLUMN rejection.hint IS 'What can be done about it';
	COMMENT ON COLUMN rejection.agency IS 'As for report, as far as known';
	COMMENT ON COLUMN rejection.year IS 'As for report, as far as known';
	COMMENT ON COLUMN rejection.rejected IS 'When the transaction began that wrote this row';
	COMMENT ON COLUMN rejection.report IS 'What parse_report read; NULL if it read nothing';
	$registry$, '@extension@', extension);

	BEGIN
		ALTER TABLE filing ALTER body SET COMPRESSION lz4, ALTER raw SET COMPRESSION lz4;
		ALTER TABLE report ALTER report SET COMPRESSION lz4;
		ALTER TABLE rejection ALTER report SET COMPRESSION lz4;
	EXCEPTION WHEN feature_not_supported THEN
		NULL; -- this server was built without lz4: loading takes longer
	END;

	-- from filings to outcomes
	EXECUTE replace($registry$
	CREATE FUNCTION read(filings bigint[])
		RETURNS TABLE (filing_id bigint, agency text, year integer, report @extension@.disclosure_report, error text)
		LANGUAGE sql STABLE ROWS 1000
	BEGIN ATOMIC
		-- a ? stands for characters that the encoding of the database lacks: several agencies may have the same
		SELECT id, coalesce(f.agency, CASE WHEN (reading.report).agency NOT LIKE '%?%' THEN (reading.report).agency END),
			coalesce(f.year, (reading.report).year), reading.report, NULL::text
		FROM filing f, LATERAL (SELECT coalesce(@extension@.parse_report(body), @extension@.parse_report(raw)) AS report OFFSET 0) reading
		WHERE id = ANY (filings);
	END;
	COMMENT ON FUNCTION read(bigint[]) IS 'The reports that filings hold, with agency and year as filed or as in the title; report is NULL where there is none. Raises what parse_report raises';

	CREATE FUNCTION read_carefully(filings bigint[])
		RETURNS TABLE (filing_id bigint, agency text, year integer, report @extension@.disclosure_report, error text)
		LANGUAGE plpgsql STABLE ROWS 1000 SET search_path FROM CURRENT
		AS $$
	BEGIN
		FOREACH filing_id IN ARRAY filings LOOP
			BEGIN
				RETURN QUERY SELECT * FROM read(ARRAY[read_carefully.filing_id]);
			EXCEPTION WHEN OTHERS THEN
				-- a full disk or a server that stops says nothing about the text
				IF SQLSTATE ~ '^(53[^2]|57|58)' THEN
					RAISE;
				END IF;
				RETURN QUERY SELECT f.id, f.agency, f.year, nothing.report, SQLERRM
					FROM filing f LEFT JOIN read('{}') nothing ON true WHERE id = read_carefully.filing_id;
			END;
		END LOOP;
	END $$;
	COMMENT ON FUNCTION read_carefully(bigint[]) IS 'The same one by one: where parse_report raises an error, error is its message; otherwise NULL';

	CREATE FUNCTION judge(filings bigint[], carefully boolean DEFAULT false)
		RETURNS TABLE (filing_id bigint, agency text, year integer, report @extension@.disclosure_report, waiver bigint, reason text, detail text, hint text)
		LANGUAGE sql VOLATILE ROWS 1000
	BEGIN ATOMIC
		SELECT reading.filing_id, named.agency, named.year, reading.report,
			CASE WHEN judged.reason IS NULL AND verdict.kind = 'waive' AND NOT @extension@.is_balanced(reading.report) THEN verdict.id END,
			judged.reason,
			CASE judged.reason
				WHEN 'error' THEN reading.error
				WHEN 'by hand' THEN verdict.why
				WHEN 'unbalanced' THEN (SELECT string_agg(expression, '; ') FROM @extension@.report_violations(reading.report) WHERE severity = 'error')
			END,
			CASE judged.reason
				WHEN 'error' THEN 'Look at the filing; file it again as raw bytes or as text.'
				WHEN 'by hand' THEN 'withdraw(filing_id, why) makes the decision void.'
				WHEN 'not a report' THEN 'Look at the filing: is it another document, or a picture?'
				WHEN 'no agency' THEN 'assign(filing_id, agency => ...) says whose report it is.'
				WHEN 'no year' THEN 'assign(filing_id, year => ...) says of which year it is.'
				WHEN 'unbalanced' THEN 'File a corrected report, or accept this one with waive(filing_id, why).'
			END
		FROM (SELECT * FROM read(filings) WHERE NOT carefully UNION ALL SELECT * FROM read_carefully(filings) WHERE carefully) reading
		CROSS JOIN LATERAL (
			SELECT coalesce((SELECT d.agency FROM decision d WHERE d.filing_id = reading.filing_id AND d.agency IS NOT NULL ORDER BY id DESC LIMIT 1), reading.agency) AS agency,
				coalesce((SELECT d.year FROM decision d WHERE d.filing_id = reading.filing_id AND d.year IS NOT NULL ORDER BY id DESC LIMIT 1), reading.year) AS year
			OFFSET 0) named
		LEFT JOIN LATERAL (
			SELECT id, kind, why FROM decision d WHERE d.filing_id = reading.filing_id AND kind <> 'assign' ORDER BY id DESC LIMIT 1) verdict ON true
		CROSS JOIN LATERAL (
			SELECT CASE
				WHEN verdict.kind = 'reject' THEN 'by hand'
				WHEN reading.error IS NOT NULL THEN 'error'
				WHEN reading.report IS NULL THEN 'not a report'
				WHEN named.agency IS NULL THEN 'no agency'
				WHEN named.year IS NULL THEN 'no year'
				WHEN verdict.kind IS DISTINCT FROM 'waive' AND NOT @extension@.is_balanced(reading.report) THEN 'unbalanced'
			END AS reason
			OFFSET 0) judged;
	END;
	COMMENT ON FUNCTION judge(bigint[], boolean) IS 'What becomes of filings, without writing it: accepted if reason is NULL. The other columns are those of report and rejection; carefully reads them one by one';
	$registry$, '@extension@', extension);

	-- what has become of filings
	EXECUTE replace($registry$
	CREATE VIEW filing_state AS
		SELECT f.id AS filing_id, f.source,
			CASE
				WHEN b.filing_id IS NOT NULL THEN 'waiting'
				WHEN x.filing_id IS NOT NULL THEN 'rejected'
				WHEN r.superseded_by IS NOT NULL THEN 'superseded'
				WHEN r.filing_id IS NOT NULL THEN 'current'
			END AS state,
			coalesce(r.agency, x.agency) AS agency, coalesce(r.year, x.year) AS year, r.superseded_by, x.reason, x.detail, x.hint,
			w.made_by AS waived_by, w.why AS waived_because
		FROM filing f
		LEFT JOIN backlog b ON b.filing_id = f.id
		LEFT JOIN report r ON r.filing_id = f.id
		LEFT JOIN rejection x ON x.filing_id = f.id
		LEFT JOIN decision w ON w.id = r.waiver;
	COMMENT ON VIEW filing_state IS 'What has become of each filing: state is waiting (in the backlog, perhaps again), current, superseded or rejected; the columns of the other states are NULL';

	CREATE VIEW progress AS
		SELECT (SELECT count(*) FROM filing) AS filings, (SELECT count(*) FROM backlog) AS waiting,
			(SELECT count(*) FROM report WHERE superseded_by IS NULL) AS current,
			(SELECT count(*) FROM report WHERE superseded_by IS NOT NULL) AS superseded,
			(SELECT count(*) FROM rejection) AS rejected;
	COMMENT ON VIEW progress IS 'How many filings are in which state; those that wait to be read again count twice';

	CREATE VIEW revision AS
		SELECT agency, year, row_number() OVER (PARTITION BY agency, year ORDER BY filing_id) AS revision,
			superseded_by IS NULL AS is_current, filing_id, superseded_by, waiver, accepted, report
		FROM report;
	COMMENT ON VIEW revision IS 'All accepted reports, numbered from 1 within agency and year in the order of their filings';

	CREATE VIEW rejection_violation AS
		SELECT x.filing_id, x.agency, x.year, v.rule, v.item, v.column_name, v.expression, v.lhs, v.rhs, v.difference
		FROM rejection x, @extension@.report_violations(x.report) v WHERE v.severity = 'error';
	COMMENT ON VIEW rejection_violation IS 'The failing identities of rejected filings, one row each, as report_violations gives them';
	$registry$, '@extension@', extension);

	-- what does not fit from one year to the next, among current reports
	EXECUTE $registry$
	CREATE VIEW carryover AS
		SELECT agency, year, column_name, carried_out_before, carried_in, carried_in::numeric - carried_out_before AS difference
		FROM (
			SELECT r.agency, r.year, ((r.report).applications).carried_in AS now_in, ((b.report).applications).carried_out AS before_out
			FROM report r JOIN report b ON b.agency = r.agency AND b.year = r.year - 1
			WHERE r.superseded_by IS NULL AND b.superseded_by IS NULL
			OFFSET 0) pair,
		LATERAL (VALUES
			('natural_person', (before_out).natural_person, (now_in).natural_person),
			('business', (before_out).business, (now_in).business),
			('research', (before_out).research, (now_in).research),
			('public_interest', (before_out).public_interest, (now_in).public_interest),
			('legal_service', (before_out).legal_service, (now_in).legal_service),
			('other', (before_out).other, (now_in).other),
			('total', (before_out).total, (now_in).total)) c (column_name, carried_out_before, carried_in);
	COMMENT ON VIEW carryover IS 'For each report with one of the year before: what that carried out and what this carried in, by column; difference is NULL where a cell is missing';

	CREATE VIEW carryover_gaps AS SELECT * FROM carryover WHERE difference <> 0;
	COMMENT ON VIEW carryover_gaps IS 'Rows of carryover whose two figures are not the same; those with a missing cell are left out';

	CREATE VIEW stock AS
		SELECT agency, year, item, in_force_before, issued, repealed, in_force,
			in_force - (in_force_before::numeric + issued - repealed) AS difference
		FROM (
			SELECT r.agency, r.year, (r.report).proactive AS now, (b.report).proactive AS before
			FROM report r JOIN report b ON b.agency = r.agency AND b.year = r.year - 1
			WHERE r.superseded_by IS NULL AND b.superseded_by IS NULL
			OFFSET 0) pair,
		LATERAL (VALUES
			('regulations', (before).regulations_in_force, (now).regulations_issued, (now).regulations_repealed, (now).regulations_in_force),
			('normative_documents', (before).normative_documents_in_force, (now).normative_documents_issued,
				(now).normative_documents_repealed, (now).normative_documents_in_force)) i (item, in_force_before, issued, repealed, in_force);
	COMMENT ON VIEW stock IS 'For each report with one of the year before: documents in force then, issued and repealed since, in force now; difference is NULL where a cell is missing, as always in the form of 2019, which does not ask for them';

	CREATE VIEW stock_gaps AS SELECT * FROM stock WHERE difference <> 0;
	COMMENT ON VIEW stock_gaps IS 'Rows of stock where in_force is not in_force_before + issued - repealed; those with a missing cell are left out';
	$registry$;
	-- from judgements to outcomes
	EXECUTE $registry$
	CREATE FUNCTION settle(filings bigint[]) RETURNS void
		LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
		-- one plan, by the indexes, for a table that may have grown since it was planned
		SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off SET work_mem = '32MB'
		AS $$
	DECLARE
		carefully boolean := false;
		conflicts integer := 0;
	BEGIN
		-- before the statement that reads decisions, because a decision locks its filing until it is committed
		PERFORM FROM filing WHERE id = ANY (filings) ORDER BY id FOR KEY SHARE;
		LOOP
			BEGIN
				IF conflicts > 0 THEN
					-- once more, alone
					LOCK TABLE report IN SHARE ROW EXCLUSIVE MODE;
				END IF;
				WITH judged AS MATERIALIZED (
					SELECT * FROM judge(filings, carefully)
				), changed AS MATERIALIZED (
					-- without the reports, which are large
					SELECT j.filing_id, j.agency, j.year, j.reason IS NULL AS is_accepted FROM judged j
					LEFT JOIN (SELECT * FROM report WHERE filing_id = ANY (filings)) a USING (filing_id)
					LEFT JOIN (SELECT * FROM rejection WHERE filing_id = ANY (filings)) b USING (filing_id)
					WHERE num_nonnulls(a.filing_id, b.filing_id) = 0
						OR (coalesce(a.agency, b.agency), coalesce(a.year, b.year), coalesce(a.report, b.report), a.waiver, b.reason, b.detail)
							IS DISTINCT FROM (j.agency, j.year, j.report, j.waiver, j.reason, j.detail)
				), undone AS (
					DELETE FROM report r USING changed c WHERE r.filing_id = c.filing_id AND r.filing_id = ANY (filings) RETURNING r.agency, r.year
				), forgiven AS (
					DELETE FROM rejection r USING changed c WHERE r.filing_id = c.filing_id AND r.filing_id = ANY (filings) RETURNING 1
				), concerned AS (
					SELECT agency, year FROM undone UNION SELECT agency, year FROM changed WHERE is_accepted
				), series AS MATERIALIZED (
					SELECT filing_id, lead(filing_id) OVER (PARTITION BY agency, year ORDER BY filing_id) AS superseded_by, is_new
					FROM (SELECT filing_id, agency, year, true AS is_new FROM changed WHERE is_accepted
						UNION ALL
						SELECT filing_id, agency, year, false
						FROM concerned c, LATERAL (SELECT filing_id FROM report r WHERE (r.agency, r.year) = (c.agency, c.year) OFFSET 0) earlier
						WHERE filing_id NOT IN (SELECT filing_id FROM changed)) revision
				), moved AS (
					UPDATE report r SET superseded_by = s.superseded_by FROM series s
					WHERE r.filing_id = s.filing_id AND r.filing_id = ANY (ARRAY(SELECT filing_id FROM series WHERE NOT is_new))
						AND r.superseded_by IS DISTINCT FROM s.superseded_by
					RETURNING 1
				), written AS (
					-- only after the old rows have moved on, as one_current_report demands
					INSERT INTO report (filing_id, agency, year, superseded_by, waiver, report)
					SELECT filing_id, agency, year, superseded_by, waiver, report
					FROM judged JOIN series USING (filing_id)
					WHERE is_new AND (SELECT count(*) FROM moved) >= 0
					ORDER BY agency, year, filing_id
				)
				INSERT INTO rejection (filing_id, reason, detail, hint, agency, year, report)
				SELECT filing_id, reason, detail, hint, j.agency, j.year, report
				FROM judged j JOIN changed USING (filing_id)
				WHERE NOT is_accepted AND (SELECT count(*) FROM forgiven) >= 0;
				RETURN;
			EXCEPTION
				WHEN unique_violation OR deadlock_detected THEN
					-- another session took up the same agency and year meanwhile
					conflicts := conflicts + 1;
					IF conflicts = 3 THEN
						RAISE;
					END IF;
				WHEN OTHERS THEN
					IF carefully THEN
						RAISE;
					END IF;
					carefully := true;
			END;
		END LOOP;
	END $$;
	COMMENT ON FUNCTION settle(bigint[]) IS 'Reads filings and writes their outcomes into report and rejection, instead of earlier ones where something has changed. A filing that cannot be read becomes a rejection and stops no other';
	$registry$;

	-- what starts it: arrival, decisions, ingest
	EXECUTE $registry$
	CREATE FUNCTION receive() RETURNS trigger
		LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
		AS $$
	BEGIN
		NEW.digest := sha256(coalesce(NEW.raw, convert_to(NEW.body, getdatabaseencoding()), ''));
		IF num_nonnulls(NEW.body, NEW.raw) = 1 AND EXISTS (SELECT FROM filing WHERE digest = NEW.digest) THEN
			RETURN NULL;
		END IF;
		RETURN NEW;
	END $$;
	COMMENT ON FUNCTION receive() IS 'Trigger: sets the digest of a filing, and skips it if its bytes are here already';

	CREATE FUNCTION settle_or_defer() RETURNS trigger
		LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
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
				PERFORM settle(filings[i : i + 999]) FROM generate_series(1, cardinality(filings), 1000) i;
			WHEN 'deferred' THEN
				INSERT INTO backlog SELECT unnest(filings) ON CONFLICT DO NOTHING;
			ELSE
				RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
					MESSAGE = format('invalid value for parameter "govdisclose.ingest": "%s"', setting),
					HINT = 'Available values: immediate, deferred.';
		END CASE;
		RETURN NULL;
	END $$;
	COMMENT ON FUNCTION settle_or_defer() IS 'Trigger: settles the filings that arrived or were decided on, or adds them to the backlog if govdisclose.ingest is deferred';

	CREATE FUNCTION refuse_change() RETURNS trigger
		LANGUAGE plpgsql SET search_path FROM CURRENT
		AS $$
	BEGIN
		RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
			MESSAGE = format('rows of "%s" cannot be changed or removed', TG_TABLE_NAME),
			HINT = 'File a corrected report, or decide with assign, waive, reject or withdraw.';
	END $$;
	COMMENT ON FUNCTION refuse_change() IS 'Trigger: the error restrict_violation';

	CREATE FUNCTION lock_filing() RETURNS trigger
		LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
		AS $$
	BEGIN
		PERFORM FROM filing WHERE id = NEW.filing_id FOR UPDATE;
		IF NOT FOUND THEN
			RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation', MESSAGE = format('there is no filing %s', NEW.filing_id);
		END IF;
		RETURN NEW;
	END $$;
	COMMENT ON FUNCTION lock_filing() IS 'Trigger: decisions about the same filing wait for one another, and for its being read';

	CREATE TRIGGER receive BEFORE INSERT ON filing FOR EACH ROW EXECUTE FUNCTION receive();
	CREATE TRIGGER settle AFTER INSERT ON filing REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION settle_or_defer();
	CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON filing FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
	CREATE TRIGGER lock_filing BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION lock_filing();
	CREATE TRIGGER settle AFTER INSERT ON decision REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION settle_or_defer();
	CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
	COMMENT ON TRIGGER receive ON filing IS 'The same bytes twice are one filing';
	COMMENT ON TRIGGER settle ON filing IS 'An INSERT or COPY shows its outcome at once, unless govdisclose.ingest is deferred';
	COMMENT ON TRIGGER refuse_change ON filing IS 'Filings are never changed';
	COMMENT ON TRIGGER lock_filing ON decision IS 'Decisions about the same filing come one after the other';
	COMMENT ON TRIGGER settle ON decision IS 'A decision shows its outcome at once, unless govdisclose.ingest is deferred';
	COMMENT ON TRIGGER refuse_change ON decision IS 'Decisions are never changed';

	CREATE FUNCTION settle_batch(size integer) RETURNS integer
		LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
		AS $$
	DECLARE
		filings bigint[] := ARRAY(SELECT filing_id FROM backlog ORDER BY filing_id LIMIT size FOR UPDATE SKIP LOCKED);
	BEGIN
		PERFORM settle(filings);
		DELETE FROM backlog WHERE filing_id = ANY (filings);
		RETURN cardinality(filings);
	END $$;
	COMMENT ON FUNCTION settle_batch(integer) IS 'Takes up to so many filings that no other session has taken out of the backlog and settles them; gives how many';

	-- they work with the rights of the registry's owner; a trigger that is there fires without anybody's right to its function
	REVOKE EXECUTE ON FUNCTION receive(), lock_filing(), settle_or_defer(), settle(bigint[]), settle_batch(integer) FROM PUBLIC;
	$registry$;

	-- A procedure that commits may not SET search_path: it does so in each of its transactions.
	EXECUTE replace($registry$
	CREATE PROCEDURE ingest(batch_size integer DEFAULT 1000, again boolean DEFAULT false)
		LANGUAGE plpgsql
		AS $$
	DECLARE
		began timestamptz;
		told timestamptz;
		at_first bigint;
		waiting bigint;
		per_second numeric;
		batch integer;
		settled bigint := 0;
	BEGIN
		PERFORM pg_catalog.set_config('search_path', @path@, true);
		IF (batch_size > 0) IS NOT TRUE THEN
			RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'batch_size must be greater than 0';
		END IF;
		IF again THEN
			INSERT INTO backlog SELECT id FROM filing ORDER BY id ON CONFLICT DO NOTHING;
			COMMIT;
			PERFORM pg_catalog.set_config('search_path', @path@, true);
		END IF;
		began := clock_timestamp();
		told := began;
		at_first := (SELECT count(*) FROM backlog);
		LOOP
			batch := settle_batch(batch_size);
			settled := settled + batch;
			IF batch > 0 AND clock_timestamp() > told + interval '2 s' THEN
				told := clock_timestamp();
				waiting := (SELECT count(*) FROM backlog);
				per_second := greatest(at_first - waiting, 0) / extract(epoch FROM told - began);
				RAISE NOTICE '% settled, % waiting, % a second in all sessions, % left', settled, waiting, round(per_second),
					coalesce(to_char(make_interval(secs => (waiting / nullif(per_second, 0))::double precision), 'HH24:MI:SS'), 'unknown time');
			END IF;
			COMMIT;
			EXIT WHEN batch = 0;
			PERFORM pg_catalog.set_config('search_path', @path@, true);
		END LOOP;
		RAISE NOTICE 'ingest: % settled', settled;
	END $$;
	COMMENT ON PROCEDURE ingest(integer, boolean) IS 'Works off the backlog in batches, each committed, and tells how far it is (NOTICE). It may be stopped and called again, and several sessions share the work. Again: all filings, as after an update of the extension; decisions are kept';
	$registry$, '@path@', quote_literal(path));

	-- decisions
	EXECUTE $registry$
	CREATE FUNCTION assign(filing_id bigint, agency text DEFAULT NULL, year integer DEFAULT NULL, why text DEFAULT NULL) RETURNS text
		LANGUAGE plpgsql SET search_path FROM CURRENT
		AS $$
	BEGIN
		INSERT INTO decision (filing_id, kind, agency, year, why) VALUES (assign.filing_id, 'assign', assign.agency, assign.year, assign.why);
		RETURN (SELECT state FROM filing_state WHERE filing_state.filing_id = assign.filing_id);
	END $$;
	COMMENT ON FUNCTION assign(bigint, text, integer, text) IS 'Says whose report a filing is and of which year, whatever its title says; NULL leaves what was. Gives the state of the filing';

	CREATE FUNCTION waive(filing_id bigint, why text) RETURNS text
		LANGUAGE plpgsql SET search_path FROM CURRENT
		AS $$
	BEGIN
		INSERT INTO decision (filing_id, kind, why) VALUES (waive.filing_id, 'waive', waive.why);
		RETURN (SELECT state FROM filing_state WHERE filing_state.filing_id = waive.filing_id);
	END $$;
	COMMENT ON FUNCTION waive(bigint, text) IS 'Accepts a filing in spite of its failing identities. Gives the state of the filing';

	CREATE FUNCTION reject(filing_id bigint, why text) RETURNS text
		LANGUAGE plpgsql SET search_path FROM CURRENT
		AS $$
	BEGIN
		INSERT INTO decision (filing_id, kind, why) VALUES (reject.filing_id, 'reject', reject.why);
		RETURN (SELECT state FROM filing_state WHERE filing_state.filing_id = reject.filing_id);
	END $$;
	COMMENT ON FUNCTION reject(bigint, text) IS 'Does not accept a filing, whatever it holds. Gives the state of the filing';

	CREATE FUNCTION withdraw(filing_id bigint, why text) RETURNS text
		LANGUAGE plpgsql SET search_path FROM CURRENT
		AS $$
	BEGIN
		INSERT INTO decision (filing_id, kind, why) VALUES (withdraw.filing_id, 'withdraw', withdraw.why);
		RETURN (SELECT state FROM filing_state WHERE filing_state.filing_id = withdraw.filing_id);
	END $$;
	COMMENT ON FUNCTION withdraw(bigint, text) IS 'Makes the last waive or reject of a filing void. Gives the state of the filing';
	$registry$;

	EXECUTE format('CALL %s.create_registry_views($1, false)', extension) USING schema;
EXCEPTION WHEN duplicate_table OR duplicate_function OR duplicate_object THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
	RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = format('schema "%s" already holds an object with the name of one of the registry', schema),
		DETAIL = message, HINT = 'Choose another schema, or a new one.';
END $procedure$;
COMMENT ON PROCEDURE create_registry(name) IS
	'Makes a registry of reports in a schema, which is created if there is none: tables filing, report, rejection, decision and backlog, the procedure ingest, and views. They belong to the caller, not to the extension. Errors: duplicate_table, duplicate_function or duplicate_object if the schema holds such a name';
