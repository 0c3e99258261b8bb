-- Three layouts of the reports of the registry "one", each as small as it gets: bytes on disk for
-- each filing, without indexes, and what a sum of all current figures takes, the best of five runs.
SET client_min_messages = warning;
SET max_parallel_workers_per_gather = 0;
SET jit = off;

-- figures beside the whole report, which lies apart: that of the registry
CREATE TABLE whole (LIKE one.report INCLUDING STORAGE INCLUDING COMPRESSION)
	WITH (toast_tuple_target = 1024);
INSERT INTO whole SELECT * FROM one.report;

-- figures once: the words of a report in a table of their own
CREATE TABLE without_words (LIKE one.report INCLUDING STORAGE);
ALTER TABLE without_words DROP report;
INSERT INTO without_words
SELECT filing_id, agency, year, superseded_by, waiver, accepted, level_by_name, sector_by_name,
	form, cells_known, cells_expected, altered_by, figures
FROM one.report;
CREATE TABLE words AS
SELECT filing_id, (report).title, (report).agency, (report).overview, (report).problems,
	(report).other_matters
FROM one.report;

-- keys and figures by themselves, and all else in another table
CREATE TABLE keys_and_figures AS
SELECT filing_id, agency, year, superseded_by, figures FROM one.report;
CREATE TABLE rest (LIKE one.report INCLUDING STORAGE INCLUDING COMPRESSION)
	WITH (toast_tuple_target = 1024);
ALTER TABLE rest DROP agency, DROP year, DROP superseded_by, DROP figures;
INSERT INTO rest
SELECT filing_id, waiver, accepted, level_by_name, sector_by_name, form, cells_known,
	cells_expected, altered_by, report
FROM one.report;
VACUUM ANALYZE whole, without_words, words, keys_and_figures, rest;

CREATE TABLE layout (place serial, layout text, scanned regclass, beside regclass);
INSERT INTO layout (layout, scanned, beside) VALUES
	('figures beside the whole report', 'whole', NULL),
	('words in another table', 'without_words', 'words'),
	('all but keys and figures in another table', 'keys_and_figures', 'rest');
CREATE TABLE work AS
SELECT place, format('SELECT sum(figures) FROM %s WHERE superseded_by IS NULL', scanned) AS query,
	filings AS reports
FROM layout, one.progress;
\ir timing.sql
SELECT layout, pg_relation_size(scanned) / filings AS "bytes scanned",
	(pg_table_size(scanned) + coalesce(pg_table_size(beside), 0)) / filings AS "all bytes",
	(SELECT round(min(microseconds), 2) FROM timing t WHERE t.place = l.place) AS "µs a filing"
FROM layout l, one.progress ORDER BY place;
DROP TABLE whole, without_words, words, keys_and_figures, rest, layout, work, timing, median;
