-- what people decided

CREATE TABLE @schema@.decision (
	id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	filing_id bigint NOT NULL REFERENCES @schema@.filing,
	kind      text NOT NULL CHECK (kind IN ('assign', 'waive', 'reject', 'withdraw')),
	agency    text CONSTRAINT agency_is_short CHECK (length(agency) <= 200),
	year      integer CONSTRAINT year_has_four_digits CHECK (year BETWEEN 1000 AND 9999),
	why       text CONSTRAINT why_is_said CHECK (kind = 'assign' OR why ~ '[^[:space:]]'),
	made_by   name NOT NULL DEFAULT current_user,
	made_at   timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT assigns_agency_or_year CHECK ((num_nonnulls(agency, year) > 0) = (kind = 'assign'))
);
CREATE INDEX ON @schema@.decision (filing_id, id);
COMMENT ON TABLE @schema@.decision IS
	'What people decided about filings, by assign, waive, reject and withdraw; '
	'rows are never changed, the last one counts';
COMMENT ON COLUMN @schema@.decision.kind IS
	'assign: agency or year instead of those in the title and in the filing; '
	'waive: accept in spite of failing identities; '
	'reject: do not accept; withdraw: the last waive or reject is void';
COMMENT ON COLUMN @schema@.decision.agency IS 'The agency that is assigned; NULL if none is';
COMMENT ON COLUMN @schema@.decision.year IS 'The year that is assigned; NULL if none is';
COMMENT ON COLUMN @schema@.decision.why IS
	'The reason that was given; may be NULL for assign only';
COMMENT ON COLUMN @schema@.decision.made_by IS 'The role that decided';
COMMENT ON COLUMN @schema@.decision.made_at IS 'When its transaction began';
