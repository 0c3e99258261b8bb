-- a registry loses nothing: what comes again, what comes without triggers, what is changed by hand
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\set VERBOSITY terse
\set police `cat test/data/police-2024.txt`
CALL create_registry('desk');
SET search_path = desk, public;

-- the same bytes for the same agency and year are one filing and one more arrival
INSERT INTO filing (source, body, agency) VALUES ('水利局.docx', :'police', '甲市水利局');
INSERT INTO filing (source, body, agency) VALUES ('林业局.docx', :'police', '甲市林业局');
INSERT INTO filing (source, body, agency) VALUES ('again.docx', :'police', ' 甲市 水利局');
INSERT INTO filing (source, body, agency, year) VALUES
	('2023', :'police', '甲市水利局', 2023), ('2023 again', :'police', '甲市水利局', 2023);
INSERT INTO filing (source, raw) VALUES ('empty A.doc', ''), ('empty B.doc', '');
-- the file as it came tells what is the same
INSERT INTO filing (source, raw, body) VALUES
	('a.pdf', '%PDF-1.7', :'police'), ('b.pdf', '%PDF-1.7', '另一种文本');
SELECT id, source, agency, year, encode(substr(digest, 1, 4), 'hex') AS digest
FROM filing ORDER BY id;
SELECT filing_id, source, agency, year, filed_by = current_user AS mine, arrived <= now() AS arrived
FROM arrival a ORDER BY filing_id, a.arrived, source COLLATE "C";
SELECT filing_id, source, state, agency, year, reason FROM filing_state ORDER BY filing_id;
DELETE FROM later_arrival;

-- what comes without triggers waits, and is read
CALL create_registry('copy');
SET session_replication_role = replica;
INSERT INTO copy.filing OVERRIDING SYSTEM VALUE SELECT * FROM desk.filing;
INSERT INTO copy.decision OVERRIDING SYSTEM VALUE SELECT * FROM desk.decision;
RESET session_replication_role;
SELECT source, state, reason, hint FROM copy.filing_state ORDER BY filing_id LIMIT 1;
SELECT * FROM copy.progress;
SET client_min_messages = notice;
CALL copy.ingest(batch_size => 2);
SET client_min_messages = warning;
SELECT * FROM copy.progress;
SELECT filing_id, state, agency, year, reason FROM copy.filing_state
EXCEPT SELECT filing_id, state, agency, year, reason FROM filing_state;

-- rows that were changed or removed by hand
UPDATE copy.report SET agency = '乙市水利局' WHERE filing_id = 1;
DELETE FROM copy.report WHERE filing_id = 2;
DELETE FROM copy.rejection WHERE filing_id = 4;
SELECT filing_id, state, agency, altered_by = current_user AS altered FROM copy.filing_state
WHERE filing_id IN (1, 2, 4) ORDER BY filing_id;
SELECT * FROM copy.progress;
CALL copy.ingest();
SELECT filing_id, state, agency, altered_by = current_user AS altered FROM copy.filing_state
WHERE filing_id IN (1, 2, 4) ORDER BY filing_id;
CALL copy.ingest(again => true);
SELECT filing_id, state, agency, altered_by FROM copy.filing_state WHERE filing_id = 1;

-- columns that follow from others do so, whatever is said
UPDATE copy.report SET figures = NULL, form = 1, cells_known = 1, cells_expected = 1,
	level_by_name = 'x', sector_by_name = 'x' WHERE filing_id = 1;
SELECT figures = report::disclosure_figures AS figures, form = (report).form AS form,
	cells_known = cells_known(report) AS known, cells_expected = cells_expected(report) AS expected,
	level_by_name = agency_level(agency) AS level, sector_by_name = agency_sector(agency) AS sector
FROM copy.report WHERE filing_id = 1;
UPDATE copy.report SET agency = '丙县卫生院' WHERE filing_id = 1
RETURNING agency, level_by_name, sector_by_name;
CREATE TEMP TABLE other (agency text, report text, form integer, cells_known integer,
	cells_expected integer, figures disclosure_figures, level_by_name text, sector_by_name text);
CREATE TRIGGER derive_columns BEFORE INSERT ON other
	FOR EACH ROW EXECUTE FUNCTION derive_columns();
INSERT INTO other (report) VALUES ('no report');
DROP TRIGGER derive_columns ON other;
CREATE TRIGGER derive_columns AFTER INSERT ON other
	FOR EACH ROW EXECUTE FUNCTION derive_columns();
INSERT INTO other (report) VALUES ('no report');
-- one report counts, and a report supersedes one other
INSERT INTO copy.report (filing_id, agency, year, report)
SELECT 98, agency, year, report FROM copy.report WHERE filing_id = 1;
INSERT INTO copy.report (filing_id, agency, year, report, superseded_by)
SELECT id, agency, year, report, 99
FROM generate_series(97, 98) id, copy.report WHERE filing_id = 1;
UPDATE copy.report SET agency = '乙市水利局' WHERE filing_id = 1;

-- the content goes by order of law, and does not come back with the same bytes
SELECT erase(filing_id, ' ') FROM filing_state WHERE source = '2023';
SELECT erase(filing_id, '法院判决，涉及个人隐私') FROM filing_state WHERE source = '2023';
SELECT state, agency, year, reason, detail, hint, cells_known FROM filing_state
WHERE source = '2023';
SELECT body, raw, erased IS NOT NULL AS erased, octet_length(digest) AS digest
FROM filing WHERE source = '2023';
SELECT kind, agency, year, why, made_by = current_user AS by_me FROM decision;
INSERT INTO filing (source, body, agency, year) VALUES ('2023 once more', :'police', '甲市水利局', 2023);
SELECT body IS NULL AS gone FROM filing WHERE source = '2023';
SELECT count(*) FROM arrival WHERE source LIKE '2023%';
SELECT withdraw(filing_id, '误') FROM filing_state WHERE source = '2023';
CALL ingest(again => true);
SELECT state, reason FROM filing_state WHERE source = '2023';
SELECT count(*) FROM report WHERE year = 2023;
UPDATE filing SET body = NULL, raw = NULL;
UPDATE filing SET body = NULL, raw = NULL, erased = now(), source = 'x' WHERE source = 'a.pdf';
INSERT INTO filing (source, erased) VALUES ('nothing', now());

-- what others may not do
CREATE ROLE regress_clerk;
GRANT USAGE ON SCHEMA desk TO regress_clerk;
GRANT INSERT (source, body, raw, agency, year, parent) ON filing TO regress_clerk;
GRANT INSERT (filing_id, kind, agency, year, why) ON decision TO regress_clerk;
GRANT SELECT ON filing_state, arrival TO regress_clerk;
SET ROLE regress_clerk;
INSERT INTO filing (source, body, agency) VALUES ('from the clerk', :'police', '甲市水利局');
SELECT source, filed_by FROM arrival WHERE filed_by = current_user;
SELECT erase(1, 'x');
INSERT INTO later_arrival (filing_id, filed_by, arrived) VALUES (1, 'x', now());
INSERT INTO decision (filing_id, kind, why, voids) VALUES (1, 'withdraw', 'x', 1);
RESET ROLE;

RESET search_path;
DROP SCHEMA desk, copy CASCADE;
DROP OWNED BY regress_clerk;
DROP ROLE regress_clerk;
