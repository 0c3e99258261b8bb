-- settling: no filing stops the others, in whatever order they come and are decided on
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\set VERBOSITY terse
\set police `cat test/data/police-2024.txt`

-- a name that no index can hold is refused where it comes in ...
CALL create_registry('queue');
SET search_path = queue, public;
SELECT repeat('很长的名字', 1000) || '局' AS long_name \gset
INSERT INTO filing (body, agency) VALUES ('x', :'long_name');
INSERT INTO agency (name) VALUES (:'long_name');
INSERT INTO agency (name, parent) VALUES ('甲局', :'long_name');
SET govdisclose.ingest = 'deferred';
INSERT INTO filing (source, body) VALUES
	('long title', replace(:'police', '临川市公安局', :'long_name')),
	('innocent', :'police');
CALL ingest();
SELECT assign(filing_id, agency => :'long_name') FROM filing_state WHERE reason = 'no agency';
SELECT source, state, reason FROM filing_state ORDER BY filing_id;
-- ... and one that cannot be written, whyever, is rejected with the message of the error
CREATE FUNCTION queue.stumble() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.agency IN ('丁局', '己局') THEN
		RAISE 'no room for %', NEW.agency USING ERRCODE = 'program_limit_exceeded';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER stumble BEFORE INSERT ON report FOR EACH ROW EXECUTE FUNCTION stumble();
INSERT INTO filing (source, agency, body)
SELECT agency, agency, :'police' || agency
FROM unnest('{甲局,乙局,丙局,丁局,戊局,己局,庚局}'::text[]) agency;
CALL ingest();
RESET govdisclose.ingest;
INSERT INTO filing (source, agency, body) VALUES
	('at once', '丁局', :'police' || '  '), ('beside it', '辛局', :'police' || '   ');
SELECT source, state, agency, reason, detail FROM filing_state ORDER BY filing_id OFFSET 2;
-- once it can be written, it is, as the hint says
SELECT hint FROM filing_state WHERE source = 'at once';
DROP TRIGGER stumble ON report;
SET govdisclose.ingest = 'deferred';
CALL ingest(again => true);
RESET govdisclose.ingest;
SELECT source, state FROM filing_state WHERE agency IN ('丁局', '己局') ORDER BY filing_id;
-- what is decided counts for it as well
CREATE TRIGGER stumble BEFORE INSERT ON report FOR EACH ROW EXECUTE FUNCTION stumble();
SELECT reject(filing_id, '不收') FROM filing_state WHERE source = 'at once';
SELECT reason, detail FROM filing_state WHERE source = 'at once';
SELECT withdraw(filing_id, '误') FROM filing_state WHERE source = 'at once';
SELECT reason, detail FROM filing_state WHERE source = 'at once';

-- a report may move behind an earlier one of another agency while that of the first is current
CALL create_registry('moves');
SET search_path = moves, public;
INSERT INTO filing (body) VALUES (:'police'), (replace(:'police', '公安局', '教育局')),
	(replace(:'police', '公安局', '教育局') || ' ');
SELECT assign(3, agency => '临川市公安局');
SELECT filing_id, agency, superseded_by FROM report ORDER BY filing_id;
-- in whatever order: filings that have not one outcome, and reports whose successor is not the next
-- of their agency and year
CREATE FUNCTION moves.disorder() RETURNS bigint BEGIN ATOMIC
	SELECT (SELECT count(*) FROM filing f WHERE (SELECT count(*) FROM report WHERE filing_id = f.id)
			+ (SELECT count(*) FROM rejection WHERE filing_id = f.id) <> 1)
		+ (SELECT count(*) FROM (
			SELECT superseded_by, lead(filing_id) OVER (
				PARTITION BY agency, year ORDER BY filing_id) AS next FROM report) r
			WHERE superseded_by IS DISTINCT FROM next);
END;
INSERT INTO filing (body) SELECT :'police' || i FROM generate_series(1, 9) i;
CREATE FUNCTION moves.decide(steps integer) RETURNS TABLE (decisions bigint, disorder bigint)
	LANGUAGE plpgsql AS $$
BEGIN
	PERFORM setseed(0.5);
	disorder := 0;
	FOR i IN 1 .. steps LOOP
		INSERT INTO decision (filing_id, kind, agency, year, why)
		SELECT f, kind,
			CASE kind WHEN 'assign' THEN ('{甲局,乙局,丙局}'::text[])[ceil(random() * 3)] END,
			CASE kind WHEN 'assign' THEN 2020 + floor(random() * 2) END, '随机'
		FROM generate_series(1, 12) f,
			LATERAL (SELECT (ARRAY['assign', 'assign', 'reject', 'waive', 'prefer', 'withdraw'])
				[ceil(random() * 6 + 0 * f)] AS kind) k
		WHERE random() < 0.3;
		disorder := disorder + moves.disorder();
	END LOOP;
	decisions := (SELECT count(*) FROM decision);
	RETURN NEXT;
END $$;
SELECT decisions > 600 AS many, disorder FROM decide(200);
SELECT count(*) FROM rejection WHERE reason <> 'by hand';

RESET search_path;
DROP SCHEMA queue, moves CASCADE;
