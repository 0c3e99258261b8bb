-- who is to report, and until when

CREATE TABLE @schema@.roster (
	agency text NOT NULL CONSTRAINT agency_is_short CHECK (length(agency) <= 200),
	year   integer NOT NULL CONSTRAINT year_has_four_digits CHECK (year BETWEEN 1000 AND 9999),
	due    date,
	note   text,
	PRIMARY KEY (agency, year)
);
CREATE INDEX ON @schema@.roster (year);
COMMENT ON TABLE @schema@.roster IS 'Which agency is to report about which year, and until when';
COMMENT ON COLUMN @schema@.roster.agency IS
	'By any name that agency_name has: agency_key of what is written here';
COMMENT ON COLUMN @schema@.roster.year IS 'The year that is to be reported about';
COMMENT ON COLUMN @schema@.roster.due IS
	'The last day on which the report may come; NULL if none is set';
COMMENT ON COLUMN @schema@.roster.note IS 'Anything';
CREATE TRIGGER spell_names BEFORE INSERT OR UPDATE ON @schema@.roster
	FOR EACH ROW EXECUTE FUNCTION @schema@.spell_names('agency');
COMMENT ON TRIGGER spell_names ON @schema@.roster IS 'One agency has one spelling';

CREATE VIEW @schema@.expected_report AS
	-- under two names it is still one agency
	SELECT named.agency, o.year, min(o.due) AS due
	FROM @schema@.roster o
	LEFT JOIN LATERAL (
		SELECT n.name FROM @schema@.agency_name n WHERE n.name = o.agency LIMIT 1) n ON true
	CROSS JOIN LATERAL (
		SELECT CASE
			WHEN n.name IS NULL THEN o.agency
			ELSE coalesce(@schema@.resolve_agency(o.agency, o.year), o.agency)
		END AS agency) named
	GROUP BY named.agency, o.year;
COMMENT ON VIEW @schema@.expected_report IS
	'The roster with the names that agencies have in report';

CREATE VIEW @schema@.missing_reports AS
	SELECT e.agency, e.year, e.due, e.due < current_date AS is_overdue, x.rejected
	FROM @schema@.expected_report e
	CROSS JOIN LATERAL (
		SELECT count(*) AS rejected FROM @schema@.rejection x
		WHERE (x.agency, x.year) = (e.agency, e.year)) x
	WHERE NOT EXISTS (
		SELECT FROM @schema@.report r
		WHERE (r.agency, r.year) = (e.agency, e.year) AND r.superseded_by IS NULL);
COMMENT ON VIEW @schema@.missing_reports IS
	'Who is to report about a year by the roster, and has no report that is accepted';

CREATE VIEW @schema@.late_reports AS
	SELECT e.agency, e.year, e.due, came.arrived, came.arrived::date - e.due AS days_late
	FROM @schema@.expected_report e,
	LATERAL (
		SELECT min(f.arrived) AS arrived
		FROM @schema@.report r JOIN @schema@.filing f ON f.id = r.filing_id
		WHERE (r.agency, r.year) = (e.agency, e.year)) came
	WHERE came.arrived::date > e.due;
COMMENT ON VIEW @schema@.late_reports IS
	'Whose first accepted report came after the day on which it was due, by the time zone of the '
	'session';
