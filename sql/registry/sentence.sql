-- which reports have a sentence: an index that is filled on demand, because it costs more to keep
-- than all else that happens to a filing

CREATE TABLE @schema@.narrative (
	filing_id bigint PRIMARY KEY,
	id        bigint GENERATED ALWAYS AS IDENTITY UNIQUE
);
COMMENT ON TABLE @schema@.narrative IS
	'The reports that are in sentence; similar_reports takes the sentences of others out of the '
	'reports themselves';
COMMENT ON COLUMN @schema@.narrative.filing_id IS 'That of the report';
COMMENT ON COLUMN @schema@.narrative.id IS
	'Another one whenever the report has changed: sentences of before are nobody''s';

CREATE TABLE @schema@.sentence (
	hash      bigint NOT NULL,
	narrative bigint NOT NULL,
	PRIMARY KEY (hash, narrative)
);
COMMENT ON TABLE @schema@.sentence IS 'Which narratives have a sentence: report_sentences';
COMMENT ON COLUMN @schema@.sentence.hash IS 'The sentence';
COMMENT ON COLUMN @schema@.sentence.narrative IS 'narrative.id';

CREATE FUNCTION @schema@.forget_narrative() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
	AS $$
BEGIN
	DELETE FROM @schema@.narrative WHERE filing_id = OLD.filing_id;
	RETURN NULL;
END $$;
COMMENT ON FUNCTION @schema@.forget_narrative() IS
	'Trigger: the sentences of a report that has changed or gone are nobody''s';
CREATE TRIGGER forget_narrative AFTER DELETE OR UPDATE OF filing_id, agency, report
	ON @schema@.report FOR EACH ROW EXECUTE FUNCTION @schema@.forget_narrative();
COMMENT ON TRIGGER forget_narrative ON @schema@.report IS
	'similar_reports looks at the report itself';

CREATE PROCEDURE @schema@.index_narratives()
	LANGUAGE sql
BEGIN ATOMIC
	DELETE FROM @schema@.sentence s
	WHERE NOT EXISTS (SELECT FROM @schema@.narrative n WHERE n.id = s.narrative);
	WITH noted AS (
		INSERT INTO @schema@.narrative (filing_id)
		SELECT r.filing_id FROM @schema@.report r
		WHERE NOT EXISTS (SELECT FROM @schema@.narrative n WHERE n.filing_id = r.filing_id)
		ORDER BY r.filing_id
		ON CONFLICT DO NOTHING
		RETURNING filing_id, id)
	INSERT INTO @schema@.sentence (hash, narrative)
	SELECT h.hash, n.id
	FROM noted n JOIN @schema@.report r USING (filing_id)
	CROSS JOIN LATERAL unnest(@extension@.report_sentences(r.report)) h (hash)
	-- so that the index is filled from one end to the other
	ORDER BY h.hash, n.id;
END;
COMMENT ON PROCEDURE @schema@.index_narratives() IS
	'Makes similar_reports fast: takes in the sentences of reports that came since it was last '
	'called';
