-- report by years: a partition for each, and one for all years that have none

ALTER TABLE @schema@.report ADD PRIMARY KEY (filing_id, year);
CREATE TABLE @schema@.report_of_other_years PARTITION OF @schema@.report DEFAULT
	WITH (toast_tuple_target = 1024);
COMMENT ON TABLE @schema@.report_of_other_years IS
	'The reports of all years that have no partition of their own; see partition_year';
CREATE INDEX ON @schema@.report_of_other_years (year);

CREATE FUNCTION @schema@.partition_year(year integer) RETURNS text
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	schema CONSTANT name := @schema_name@;
	partition CONSTANT text := 'report_' || year;
BEGIN
	IF year IS NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'null_value_not_allowed',
			MESSAGE = 'the year must not be null';
	END IF;
	-- one at a time, and not while anybody settles filings: settle, too, locks approval first
	LOCK TABLE @schema@.approval IN SHARE UPDATE EXCLUSIVE MODE;
	IF to_regclass(format('%I.%I', schema, partition)) IS NOT NULL THEN
		RETURN partition;
	END IF;
	-- what the foreign keys of a new partition need, in the order in which others come to them
	LOCK TABLE @schema@.filing, @schema@.decision IN SHARE ROW EXCLUSIVE MODE;
	LOCK TABLE @schema@.report IN ACCESS EXCLUSIVE MODE;
	EXECUTE format('CREATE TABLE %I.%I (LIKE @schema@.report INCLUDING COMMENTS '
		'INCLUDING COMPRESSION INCLUDING CONSTRAINTS INCLUDING DEFAULTS INCLUDING STORAGE) '
		'WITH (toast_tuple_target = 1024)', schema, partition);
	EXECUTE format('COMMENT ON TABLE %I.%I IS %L', schema, partition,
		format('The reports about %s: a partition of report', year));
	EXECUTE format('INSERT INTO %I.%I SELECT * FROM @schema@.report_of_other_years r '
		'WHERE r.year = $1', schema, partition) USING year;
	-- they only move: their sentences stay as they are
	ALTER TABLE @schema@.report_of_other_years DISABLE TRIGGER forget_narrative;
	DELETE FROM @schema@.report_of_other_years r WHERE r.year = partition_year.year;
	ALTER TABLE @schema@.report_of_other_years ENABLE TRIGGER forget_narrative;
	EXECUTE format('ALTER TABLE @schema@.report ATTACH PARTITION %I.%I '
		'FOR VALUES FROM (%s) TO (%s)', schema, partition, year, year + 1);
	-- who is to see some rows of report alone sees none by this name
	IF (SELECT relrowsecurity FROM pg_class
			WHERE oid = to_regclass(format('%I.report', schema))) THEN
		EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', schema, partition);
	END IF;
	RETURN partition;
END $$;
COMMENT ON FUNCTION @schema@.partition_year(integer) IS
	'Makes the partition of report for a year, if there is none, and moves the reports about this '
	'year there; gives its name. Nobody else reads or writes reports meanwhile';

CREATE FUNCTION @schema@.partition_years() RETURNS void
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
DECLARE
	this_year CONSTANT integer := extract(year FROM now());
	years integer[];
BEGIN
	-- before report is looked at: who reads it and waits for this lock is in the way of who has it
	LOCK TABLE @schema@.approval IN SHARE UPDATE EXCLUSIVE MODE NOWAIT;
	years := ARRAY(
		SELECT DISTINCT year FROM @schema@.report_of_other_years
		WHERE year BETWEEN this_year - 30 AND this_year);
	PERFORM @schema@.partition_year(y) FROM unnest(years) y;
EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
	NULL; -- another session is at it, or in the way: the next batch comes soon
END $$;
COMMENT ON FUNCTION @schema@.partition_years() IS
	'Makes the partitions of years that have reports and none, of this year and the thirty before '
	'it, unless another session does; ingest() calls it before each batch';
REVOKE EXECUTE ON FUNCTION @schema@.partition_year(integer), @schema@.partition_years()
	FROM PUBLIC;

-- a year is reported about at the beginning of the next
SELECT @schema@.partition_year(extract(year FROM now())::integer - before)
FROM generate_series(0, 1) before;
