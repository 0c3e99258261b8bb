-- the rates of peer groups, kept so that one agency finds its place without all others being read

-- They hold while no year has changed since. Whoever changes a report notes its year, and who keeps
-- the groups of a year lets nobody change one meanwhile.
CREATE TABLE @schema@.kept_peer_group (
	year    integer NOT NULL,
	scope   text NOT NULL,
	level   text,
	sector  text,
	reports bigint NOT NULL,
	rates   double precision[] NOT NULL
);
ALTER TABLE @schema@.kept_peer_group ALTER rates SET STORAGE EXTERNAL;
CREATE INDEX ON @schema@.kept_peer_group (year);
COMMENT ON TABLE @schema@.kept_peer_group IS
	'Rows of rate_group as keep_peer_groups worked them out; read while changed_year is empty';
COMMENT ON COLUMN @schema@.kept_peer_group.year IS 'The year of the reports';
COMMENT ON COLUMN @schema@.kept_peer_group.scope IS
	'peers: the reports of one level and sector; all: all reports of the year';
COMMENT ON COLUMN @schema@.kept_peer_group.level IS 'Of peers: their level';
COMMENT ON COLUMN @schema@.kept_peer_group.sector IS 'Of peers: their sector';
COMMENT ON COLUMN @schema@.kept_peer_group.reports IS 'How many reports the group has';
COMMENT ON COLUMN @schema@.kept_peer_group.rates IS 'Their rates: peer_rates';

CREATE TABLE @schema@.changed_year (
	year integer NOT NULL
);
COMMENT ON TABLE @schema@.changed_year IS
	'Years whose reports, or what is known of their agencies, have changed since their peer groups '
	'were kept; one may be here several times';
COMMENT ON COLUMN @schema@.changed_year.year IS 'The year';

CREATE TRIGGER note_changed_year
	AFTER INSERT OR DELETE OR UPDATE OF agency, year, superseded_by, report ON @schema@.report
	FOR EACH ROW EXECUTE FUNCTION @extension@.note_changed_year();
CREATE TRIGGER note_changed_years AFTER TRUNCATE ON @schema@.report
	FOR EACH STATEMENT EXECUTE FUNCTION @extension@.note_changed_year();
CREATE TRIGGER note_new_kind AFTER INSERT ON @schema@.agency
	FOR EACH ROW WHEN (NEW.level IS NOT NULL OR NEW.sector IS NOT NULL)
	EXECUTE FUNCTION @extension@.note_changed_year();
CREATE TRIGGER note_other_kind AFTER UPDATE ON @schema@.agency
	FOR EACH ROW WHEN ((OLD.name, OLD.level, OLD.sector)
		IS DISTINCT FROM (NEW.name, NEW.level, NEW.sector))
	EXECUTE FUNCTION @extension@.note_changed_year();
CREATE TRIGGER note_old_kind AFTER DELETE ON @schema@.agency
	FOR EACH ROW WHEN (OLD.level IS NOT NULL OR OLD.sector IS NOT NULL)
	EXECUTE FUNCTION @extension@.note_changed_year();
CREATE TRIGGER note_changed_years AFTER TRUNCATE ON @schema@.agency
	FOR EACH STATEMENT EXECUTE FUNCTION @extension@.note_changed_year();
ALTER TABLE @schema@.report ENABLE ALWAYS TRIGGER note_changed_year;
ALTER TABLE @schema@.report ENABLE ALWAYS TRIGGER note_changed_years;
ALTER TABLE @schema@.agency ENABLE ALWAYS TRIGGER note_new_kind;
ALTER TABLE @schema@.agency ENABLE ALWAYS TRIGGER note_other_kind;
ALTER TABLE @schema@.agency ENABLE ALWAYS TRIGGER note_old_kind;
ALTER TABLE @schema@.agency ENABLE ALWAYS TRIGGER note_changed_years;
COMMENT ON TRIGGER note_changed_year ON @schema@.report IS
	'The year of a changed report is noted, also where it came by logical replication';
COMMENT ON TRIGGER note_changed_years ON @schema@.report IS
	'All kept years are noted';
COMMENT ON TRIGGER note_new_kind ON @schema@.agency IS
	'All kept years are noted: its level or sector is not what its name tells';
COMMENT ON TRIGGER note_other_kind ON @schema@.agency IS
	'All kept years are noted: its level or sector is another one';
COMMENT ON TRIGGER note_old_kind ON @schema@.agency IS
	'All kept years are noted: its level or sector is what its name tells';
COMMENT ON TRIGGER note_changed_years ON @schema@.agency IS
	'All kept years are noted';

-- A procedure that commits may not SET search_path: it does so in each of its transactions.
CREATE PROCEDURE @schema@.keep_peer_groups()
	LANGUAGE plpgsql
	AS $$
DECLARE
	one integer;
BEGIN
	LOOP
		PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
		LOCK TABLE @schema@.agency, @schema@.report IN SHARE ROW EXCLUSIVE MODE;
		IF NOT EXISTS (SELECT FROM @schema@.kept_peer_group) THEN
			INSERT INTO @schema@.changed_year (year) SELECT DISTINCT year FROM @schema@.report;
		END IF;
		one := (SELECT min(year) FROM @schema@.changed_year);
		EXIT WHEN one IS NULL;
		DELETE FROM @schema@.kept_peer_group WHERE year = one;
		INSERT INTO @schema@.kept_peer_group (year, scope, level, sector, reports, rates)
		SELECT year, scope, level, sector, reports, rates FROM @schema@.live_rate_group
		WHERE year = one;
		DELETE FROM @schema@.changed_year WHERE year = one;
		COMMIT;
	END LOOP;
END $$;
COMMENT ON PROCEDURE @schema@.keep_peer_groups() IS
	'Works out the peer groups of the years that have changed, so that peer_percentiles and '
	'ranking of one agency read these and not all reports; they give the same without it. Nobody '
	'can change reports or agencies while it reads the reports of a year; each year is committed';
