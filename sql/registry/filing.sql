-- what arrived

CREATE TABLE @schema@.filing (
	id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	source   text,
	body     text,
	raw      bytea,
	agency   text CONSTRAINT agency_is_short CHECK (length(agency) <= 200),
	year     integer CONSTRAINT year_has_four_digits CHECK (year BETWEEN 1000 AND 9999),
	parent   text CONSTRAINT parent_is_short CHECK (length(parent) <= 200),
	digest   bytea NOT NULL,
	filed_by text NOT NULL DEFAULT current_user,
	arrived  timestamptz NOT NULL DEFAULT now(),
	erased   timestamptz,
	CONSTRAINT either_body_or_raw CHECK (num_nonnulls(body, raw) > 0 OR erased IS NOT NULL)
);
-- the same bytes, said to be the same report: hash_of_statement, which is short, in words that need
-- no right to it
CREATE UNIQUE INDEX one_filing ON @schema@.filing (digest, hashtextextended(
	coalesce(@extension@.agency_key(agency), '') || E'\n' || coalesce(year, 0)::text || E'\n'
	|| coalesce(@extension@.agency_key(parent), ''), 0));
CREATE INDEX ON @schema@.filing USING hash (agency) WHERE agency IS NOT NULL;
COMMENT ON TABLE @schema@.filing IS
	'What arrived, as it arrived; rows are never changed. '
	'The same bytes for the same agency and year again are no new row here, but one in arrival';
COMMENT ON COLUMN @schema@.filing.source IS
	'Where it came from: a file name, an address; NULL if nobody said. '
	'It is asked for agency and year where nothing else tells them';
COMMENT ON COLUMN @schema@.filing.body IS 'The text to be read; NULL: raw is read';
COMMENT ON COLUMN @schema@.filing.raw IS
	'The bytes of a file in whatever encoding, as it came; NULL if it came as text';
COMMENT ON COLUMN @schema@.filing.agency IS
	'Instead of the agency in the title; NULL if the title is right';
COMMENT ON COLUMN @schema@.filing.year IS
	'Instead of the year in the title; NULL if the title is right';
COMMENT ON COLUMN @schema@.filing.parent IS
	'The agency above the one that reports: short names are those that agency_name has within it';
COMMENT ON COLUMN @schema@.filing.digest IS
	'SHA-256 of the bytes of raw, or else of body; set on arrival';
COMMENT ON COLUMN @schema@.filing.filed_by IS 'The role that filed it';
COMMENT ON COLUMN @schema@.filing.arrived IS 'When its transaction began';
COMMENT ON COLUMN @schema@.filing.erased IS
	'When body and raw were erased; NULL if they were not';

CREATE TABLE @schema@.later_arrival (
	filing_id bigint NOT NULL REFERENCES @schema@.filing,
	source    text,
	agency    text,
	year      integer,
	filed_by  text NOT NULL,
	arrived   timestamptz NOT NULL,
	parent    text
);
CREATE INDEX ON @schema@.later_arrival (filing_id);
CREATE INDEX ON @schema@.later_arrival USING hash (agency) WHERE agency IS NOT NULL;
COMMENT ON TABLE @schema@.later_arrival IS
	'What came again; the columns are those of filing. See arrival';

CREATE VIEW @schema@.arrival AS
	SELECT id AS filing_id, source, agency, year, filed_by, arrived, parent FROM @schema@.filing
	UNION ALL
	SELECT filing_id, source, agency, year, filed_by, arrived, parent FROM @schema@.later_arrival;
COMMENT ON VIEW @schema@.arrival IS
	'Every time that a filing came, the first included: from where, by whom, and when';

CREATE TABLE @schema@.backlog (
	filing_id bigint PRIMARY KEY,
	arriving  xid8
);
CREATE INDEX ON @schema@.backlog (arriving) WHERE arriving IS NOT NULL;
COMMENT ON TABLE @schema@.backlog IS
	'Filings that ingest() has found to be read, or that are to be read again';
COMMENT ON COLUMN @schema@.backlog.filing_id IS 'The filing';
COMMENT ON COLUMN @schema@.backlog.arriving IS
	'The transaction that files it and settles it at the end of its statement; NULL if it waits '
	'for ingest()';
