-- who is to report, who has not or too late, and a year that is closed
SET client_min_messages = warning;
SET timezone = 'Asia/Shanghai';
\set SHOW_CONTEXT never
\set police `cat test/data/police-2024.txt`
\set wrong `cat test/data/urban-management-2024.txt`
CALL create_registry('city');
SET search_path = city, public;
\copy roster (agency, year, due) FROM 'test/sql/include/roster.csv' WITH (FORMAT csv, HEADER)
SELECT agency, year, due FROM roster ORDER BY agency COLLATE "C", year;
SELECT agency, year, due, is_overdue, rejected FROM missing_reports
ORDER BY agency COLLATE "C", year;

-- what is accepted is not missing; what is rejected is
INSERT INTO filing (source, body) VALUES ('police', :'police');
INSERT INTO filing (source, body, agency) VALUES
	('education', :'police', '临川市教育局'), ('finance', :'wrong', '临川市财政局');
SELECT source, state, reason FROM filing_state ORDER BY source;
SELECT agency, year, rejected FROM missing_reports
ORDER BY agency COLLATE "C", year;
-- under another name it is the same
INSERT INTO agency_name (name, agency) VALUES ('临川市公安局', '临川市公安分局');
INSERT INTO roster VALUES ('临川市公安分局', 2024, '2025-02-28');
SELECT agency, year, due FROM missing_reports ORDER BY agency COLLATE "C", year;

-- too late: the first that was accepted, whatever is corrected later
CREATE FUNCTION pg_temp.arrive(source text, body text, agency text, arrived timestamptz)
	RETURNS void
	LANGUAGE sql AS $$
	INSERT INTO city.filing (source, body, agency, year, arrived)
	VALUES (source, body, agency, 2023, arrived) $$;
SELECT pg_temp.arrive('in time', :'police', '临川市财政局', '2024-01-31 23:59+08'),
	pg_temp.arrive('corrected', :'police' || ' ', '临川市财政局', '2024-03-01'),
	pg_temp.arrive('late', :'police', '临川市教育局', '2024-02-01 00:00+08');
SELECT agency, year, due, arrived, days_late FROM late_reports WHERE year = 2023
ORDER BY agency COLLATE "C";

-- a year is closed
SELECT approve(2024, '市政府常务会议审定');
\set VERBOSITY terse
SELECT approve(2024, ' ');
\set VERBOSITY default
SELECT year, why, made_by = current_user AS by_me FROM approved_year;
INSERT INTO filing (source, body) VALUES ('too late', :'police' || ' ');
INSERT INTO filing (source, body, agency) VALUES ('new', :'police', '临川市审计局');
INSERT INTO filing (source, body) VALUES
	('unreadable', E'临川市公安局2024年政府信息公开工作年度报告\n六、其他需要报告的事项\n无。\n');
SELECT source, state, reason, detail FROM filing_state WHERE year = 2024 ORDER BY filing_id;
SELECT hint FROM filing_state WHERE source = 'new';
-- no decision changes it, with whatever it is reached
SELECT reject(1, 'x');
\set VERBOSITY terse
SELECT assign(1, year => 2023);
SELECT waive(2, 'x');
SELECT erase(1, 'x');
SELECT assign(filing_id, year => 2024) FROM filing_state WHERE source = 'late';
SELECT source, state, reason, agency, year FROM filing_state WHERE source = 'late';
SELECT waive(filing_id, '原件如此') FROM filing_state WHERE source = 'finance';
SELECT source, state, reason FROM filing_state WHERE source = 'finance';
INSERT INTO agency_name (name, agency) VALUES ('临川市教育局', '临川市教委');
UPDATE report SET report = jsonb_populate_record(report, '{"overview": "x"}') WHERE filing_id = 1;
SET client_min_messages = error;
CALL ingest(again => true);
SET client_min_messages = warning;
SELECT source, state, agency, reason, detail, hint FROM filing_state WHERE filing_id IN (1, 2)
ORDER BY filing_id;
SELECT count(*) FROM report WHERE year = 2024;
-- and opened again
SELECT reopen(2024, '补报');
SELECT source, state, reason, agency FROM filing_state WHERE year = 2024 ORDER BY filing_id;
SELECT count(*) FROM approved_year;
SELECT kind, why FROM approval ORDER BY id;
DELETE FROM approval;
\set VERBOSITY default
DELETE FROM approval;

RESET search_path;
DROP SCHEMA city CASCADE;
