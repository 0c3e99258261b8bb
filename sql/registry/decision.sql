-- what people decided

CREATE TABLE @schema@.decision (
	id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	filing_id bigint NOT NULL REFERENCES @schema@.filing,
	kind      text NOT NULL
		CHECK (kind IN ('assign', 'waive', 'reject', 'prefer', 'withdraw', 'erase')),
	agency    text CONSTRAINT agency_is_short CHECK (length(agency) <= 200),
	year      integer CONSTRAINT year_has_four_digits CHECK (year BETWEEN 1000 AND 9999),
	why       text CONSTRAINT why_is_said CHECK (kind = 'assign' OR why ~ '[^[:space:]]'),
	made_by   name NOT NULL DEFAULT current_user,
	made_at   timestamptz NOT NULL DEFAULT now(),
	voids     bigint,
	CONSTRAINT assigns_agency_or_year
		CHECK (kind = 'erase' OR (num_nonnulls(agency, year) > 0) = (kind = 'assign'))
);
CREATE INDEX ON @schema@.decision (filing_id, id);
CREATE UNIQUE INDEX void_once ON @schema@.decision (voids);
COMMENT ON TABLE @schema@.decision IS
	'What people decided about filings, by assign, waive, reject, prefer, withdraw and erase; '
	'rows are never changed, the last one that is not void counts';
COMMENT ON COLUMN @schema@.decision.kind IS
	'assign: agency or year instead of those in the title and in the filing; '
	'waive: accept in spite of failing identities; reject: do not accept; '
	'prefer: accept although it knows less than the current report; '
	'withdraw: the last waive, reject or prefer is void; erase: the content is gone';
COMMENT ON COLUMN @schema@.decision.agency IS
	'The agency that is assigned, or that of an erased report; else NULL';
COMMENT ON COLUMN @schema@.decision.year IS
	'The year that is assigned, or that of an erased report; else NULL';
COMMENT ON COLUMN @schema@.decision.why IS
	'The reason that was given; may be NULL for assign only';
COMMENT ON COLUMN @schema@.decision.made_by IS 'The role that decided';
COMMENT ON COLUMN @schema@.decision.made_at IS 'When its transaction began';
COMMENT ON COLUMN @schema@.decision.voids IS
	'The decision that a withdraw makes void; NULL if there was none; set on arrival';

CREATE FUNCTION @schema@.verdicts(filings bigint[])
	RETURNS TABLE (
		filing_id bigint, agency text, year integer, is_rejected boolean, is_erased boolean,
		why text, waiver bigint, is_preferred boolean)
	LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
	SELECT v.filing_id, v.agency, v.year,
		v.rejected > greatest(v.waived, v.preferred, 0), v.erased IS NOT NULL,
		(SELECT d.why FROM @schema@.decision d WHERE d.id = coalesce(v.erased, v.rejected)),
		CASE WHEN v.waived > coalesce(v.rejected, 0) THEN v.waived END,
		v.preferred > coalesce(v.rejected, 0)
	FROM (
		SELECT d.filing_id,
			(array_agg(d.agency ORDER BY d.id DESC) FILTER (WHERE d.agency IS NOT NULL))[1]
				AS agency,
			(array_agg(d.year ORDER BY d.id DESC) FILTER (WHERE d.year IS NOT NULL))[1] AS year,
			max(d.id) FILTER (WHERE d.kind = 'reject') AS rejected,
			max(d.id) FILTER (WHERE d.kind = 'waive') AS waived,
			max(d.id) FILTER (WHERE d.kind = 'prefer') AS preferred,
			max(d.id) FILTER (WHERE d.kind = 'erase') AS erased
		FROM @schema@.decision d
		WHERE d.filing_id = ANY (filings)
			AND NOT EXISTS (SELECT FROM @schema@.decision w WHERE w.voids = d.id)
		GROUP BY d.filing_id) v;
END;
COMMENT ON FUNCTION @schema@.verdicts(bigint[]) IS
	'What decisions say of filings, those that are void left out: a reject counts until a later '
	'waive or prefer, and these until a later reject';

CREATE TABLE @schema@.approval (
	id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	year    integer NOT NULL CONSTRAINT year_has_four_digits CHECK (year BETWEEN 1000 AND 9999),
	kind    text NOT NULL CHECK (kind IN ('approve', 'reopen')),
	why     text NOT NULL CONSTRAINT why_is_said CHECK (why ~ '[^[:space:]]'),
	made_by name NOT NULL DEFAULT current_user,
	made_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON @schema@.approval (year, id);
COMMENT ON TABLE @schema@.approval IS
	'Which years were approved and opened again, by approve and reopen; '
	'rows are never changed, the last one of a year counts';
COMMENT ON COLUMN @schema@.approval.kind IS
	'approve: what is accepted for the year stays as it is; reopen: it may change again';
COMMENT ON COLUMN @schema@.approval.why IS 'The reason that was given';
COMMENT ON COLUMN @schema@.approval.made_by IS 'The role that decided';
COMMENT ON COLUMN @schema@.approval.made_at IS 'When its transaction began';

CREATE VIEW @schema@.approved_year AS
	SELECT year, why, made_by, made_at
	FROM (SELECT DISTINCT ON (year) * FROM @schema@.approval ORDER BY year, id DESC) a
	WHERE kind = 'approve';
COMMENT ON VIEW @schema@.approved_year IS 'The years that are approved now';
