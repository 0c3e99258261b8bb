-- outcomes: each filing that is not in the backlog has a row in report or in rejection

CREATE TABLE @schema@.report (
	filing_id      bigint NOT NULL REFERENCES @schema@.filing,
	agency         text NOT NULL CONSTRAINT agency_is_short CHECK (length(agency) <= 200),
	year           integer NOT NULL,
	superseded_by  bigint,
	waiver         bigint REFERENCES @schema@.decision,
	accepted       timestamptz NOT NULL DEFAULT now(),
	level_by_name  text,
	sector_by_name text,
	form           integer,
	cells_known    integer,
	cells_expected integer,
	altered_by     name,
	figures        @extension@.disclosure_figures,
	report         @extension@.disclosure_report NOT NULL,
	CONSTRAINT balanced CHECK (waiver IS NOT NULL OR @extension@.assert_balanced(report))
) @partition@;
-- one that is current, and one that each other supersedes; who asks for an agency comes this way
CREATE UNIQUE INDEX one_current_report ON @schema@.report (
	agency, year, coalesce(superseded_by, 0));
-- of which year the report is the one before, so that a year and the one before are joined as two
-- large tables are
CREATE STATISTICS @schema@.report_year_before ON ((year + 1)) FROM @schema@.report;
COMMENT ON TABLE @schema@.report IS
	'Accepted reports. Of one agency and year that of the latest filing is current; '
	'the others are superseded by the filing after them';
COMMENT ON STATISTICS @schema@.report_year_before IS
	'How many reports a year has, for views that join it with the year after';
COMMENT ON COLUMN @schema@.report.agency IS
	'As assigned, else as filed, else as in the report, by the name that agency_name says';
COMMENT ON COLUMN @schema@.report.year IS 'As assigned, else as filed, else as in the report';
COMMENT ON COLUMN @schema@.report.superseded_by IS
	'The next accepted filing of the same agency and year; NULL: this report is current';
COMMENT ON COLUMN @schema@.report.waiver IS
	'The decision that accepts it in spite of failing identities; NULL if none fails';
COMMENT ON COLUMN @schema@.report.accepted IS 'When the transaction began that wrote this row';
COMMENT ON COLUMN @schema@.report.level_by_name IS
	'The level that the name of the agency tells: agency_level';
COMMENT ON COLUMN @schema@.report.sector_by_name IS
	'The sector that the name of the agency tells: agency_sector';
COMMENT ON COLUMN @schema@.report.form IS
	'That of section 3 of the report, by its year; NULL if it does not tell';
COMMENT ON COLUMN @schema@.report.cells_known IS 'How many cells have a value';
COMMENT ON COLUMN @schema@.report.cells_expected IS
	'How many cells the forms have that its tables follow';
COMMENT ON COLUMN @schema@.report.altered_by IS
	'The role that last changed this row by hand; NULL if nobody did';
COMMENT ON COLUMN @schema@.report.figures IS
	'Those of the report, so that reports can be added up without their words being read';
COMMENT ON COLUMN @schema@.report.report IS 'What parse_report read';

CREATE FUNCTION @schema@.note_alteration() RETURNS trigger
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	NEW.altered_by := current_user;
	RETURN NEW;
END $$;
COMMENT ON FUNCTION @schema@.note_alteration() IS 'Trigger: notes who changes a report by hand';
CREATE TRIGGER derive_columns
	BEFORE INSERT OR UPDATE OF agency, level_by_name, sector_by_name, form, cells_known,
		cells_expected, figures, report
	ON @schema@.report FOR EACH ROW EXECUTE FUNCTION @extension@.derive_columns();
COMMENT ON TRIGGER derive_columns ON @schema@.report IS
	'Columns that follow from others of the row';
-- what the registry itself writes are new rows, and who supersedes them
CREATE TRIGGER note_alteration
	BEFORE UPDATE OF filing_id, agency, year, waiver, accepted, altered_by, report
	ON @schema@.report FOR EACH ROW EXECUTE FUNCTION @schema@.note_alteration();
COMMENT ON TRIGGER note_alteration ON @schema@.report IS
	'A row that was changed by hand shows by whom';

CREATE TABLE @schema@.rejection (
	filing_id bigint PRIMARY KEY REFERENCES @schema@.filing,
	reason    text NOT NULL CHECK (reason IN ('not a report', 'not readable', 'several reports',
		'no figures', 'no agency', 'no year', 'unbalanced', 'fewer figures', 'approved', 'by hand',
		'error')),
	detail    text,
	hint      text NOT NULL,
	agency    text,
	year      integer,
	rejected  timestamptz NOT NULL DEFAULT now(),
	report    @extension@.disclosure_report
);
CREATE INDEX ON @schema@.rejection (agency, year);
COMMENT ON TABLE @schema@.rejection IS
	'Filings that are not accepted, and why; rejection_violation lists the failing identities';
COMMENT ON COLUMN @schema@.rejection.reason IS
	'The first that applies. not a report: no part of the form in it; not readable: bytes of a '
	'kind that is not read; several reports: more than one; no figures: headings without tables; '
	'no agency, no year: nobody says, or the name is short; unbalanced: identities fail; '
	'fewer figures: the current report knows cells that it does not; approved: the year is closed; '
	'by hand: a decision; error: reading or writing it failed';
COMMENT ON COLUMN @schema@.rejection.detail IS
	'not readable: the kind; no agency: the short name; unbalanced: the failing identities; '
	'fewer figures: the cells; approved: why the year was; by hand: the reason given; '
	'error: its message; else NULL';
COMMENT ON COLUMN @schema@.rejection.hint IS
	'What can be done about it, in Chinese and in English';
COMMENT ON COLUMN @schema@.rejection.agency IS 'As for report, as far as known';
COMMENT ON COLUMN @schema@.rejection.year IS 'As for report, as far as known';
COMMENT ON COLUMN @schema@.rejection.rejected IS 'When the transaction began that wrote this row';
COMMENT ON COLUMN @schema@.rejection.report IS 'What parse_report read; NULL if it read nothing';

CREATE TABLE @schema@.unused_reading (
	filing_id bigint PRIMARY KEY REFERENCES @schema@.filing,
	reason    text NOT NULL,
	detail    text,
	hint      text NOT NULL,
	noted     timestamptz NOT NULL DEFAULT now(),
	report    @extension@.disclosure_report
);
COMMENT ON TABLE @schema@.unused_reading IS
	'What a later reading of accepted filings gave, where it is not taken because it knows less '
	'than the report that is there, or because the year is approved';
COMMENT ON COLUMN @schema@.unused_reading.reason IS
	'Why it is not taken, in the words of rejection.reason';
COMMENT ON COLUMN @schema@.unused_reading.detail IS 'As in rejection';
COMMENT ON COLUMN @schema@.unused_reading.hint IS 'What can be done about it';
COMMENT ON COLUMN @schema@.unused_reading.noted IS 'When the transaction began that wrote this row';
COMMENT ON COLUMN @schema@.unused_reading.report IS
	'What parse_report read; NULL if it read nothing';

DO $$
BEGIN
	ALTER TABLE @schema@.filing ALTER body SET COMPRESSION lz4, ALTER raw SET COMPRESSION lz4;
	ALTER TABLE @schema@.report ALTER report SET COMPRESSION lz4;
	ALTER TABLE @schema@.rejection ALTER report SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
	NULL; -- this server was built without lz4: loading takes longer
END $$;
