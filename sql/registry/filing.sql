-- what arrived

CREATE TABLE @schema@.filing (
	id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	source   text,
	body     text,
	raw      bytea,
	agency   text CONSTRAINT agency_is_short CHECK (length(agency) <= 200),
	year     integer CONSTRAINT year_has_four_digits CHECK (year BETWEEN 1000 AND 9999),
	digest   bytea NOT NULL UNIQUE,
	filed_by name NOT NULL DEFAULT current_user,
	arrived  timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT either_body_or_raw CHECK (num_nonnulls(body, raw) = 1)
);
COMMENT ON TABLE @schema@.filing IS
	'What arrived, as it arrived; rows are never changed. '
	'The same bytes twice are one filing: the second adds no row';
COMMENT ON COLUMN @schema@.filing.source IS
	'Where it came from: a file name, an address; NULL if nobody said';
COMMENT ON COLUMN @schema@.filing.body IS 'The text; NULL if the filing is raw';
COMMENT ON COLUMN @schema@.filing.raw IS
	'The bytes of a file in whatever encoding; NULL if the filing is a body';
COMMENT ON COLUMN @schema@.filing.agency IS
	'Instead of the agency in the title; NULL if the title is right';
COMMENT ON COLUMN @schema@.filing.year IS
	'Instead of the year in the title; NULL if the title is right';
COMMENT ON COLUMN @schema@.filing.digest IS 'SHA-256 of the bytes of body or raw; set on arrival';
COMMENT ON COLUMN @schema@.filing.filed_by IS 'The role that filed it';
COMMENT ON COLUMN @schema@.filing.arrived IS 'When its transaction began';

CREATE TABLE @schema@.backlog (filing_id bigint PRIMARY KEY);
COMMENT ON TABLE @schema@.backlog IS 'Filings that ingest() is still to read, or to read again';
