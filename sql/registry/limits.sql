-- from which rate on an agency gets a yellow or a red card

CREATE TABLE @schema@.rate_limit (
	metric    text NOT NULL,
	direction text NOT NULL DEFAULT 'above' CHECK (direction IN ('above', 'below')),
	level     text NOT NULL DEFAULT '',
	yellow    numeric,
	red       numeric,
	note      text,
	PRIMARY KEY (metric, direction, level),
	CONSTRAINT has_a_limit CHECK (num_nonnulls(yellow, red) > 0),
	CONSTRAINT red_is_worse CHECK
		(CASE direction WHEN 'above' THEN red >= yellow ELSE red <= yellow END)
);
COMMENT ON TABLE @schema@.rate_limit IS
	'Limits of rates, for flagged_rates: yours to fill in, because no form prescribes any';
COMMENT ON COLUMN @schema@.rate_limit.metric IS 'A rate of metric_dictionary()';
COMMENT ON COLUMN @schema@.rate_limit.direction IS
	'above: too much is bad, as of what courts correct; below: too little is';
COMMENT ON COLUMN @schema@.rate_limit.level IS
	'For agencies of this level only, instead of the row without a level; empty: for all others';
COMMENT ON COLUMN @schema@.rate_limit.yellow IS
	'A rate that is so high, or so low, gets a yellow card; NULL for none';
COMMENT ON COLUMN @schema@.rate_limit.red IS
	'A rate that is so high, or so low, gets a red card; NULL for none';
COMMENT ON COLUMN @schema@.rate_limit.note IS 'Anything: where the limit comes from';
