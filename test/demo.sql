-- What govdisclose does, in six steps. Run it from the top folder: make demo, or
-- psql -f test/demo.sql in a scratch database of your own. The reports in test/data are made up.
\set QUIET on
\pset footer off
\set VERBOSITY terse
SET client_min_messages = warning;

CREATE EXTENSION govdisclose;

\echo
\echo '== 1. 收到的文本 · The texts that arrived =='
CALL create_registry('disclosure');
\copy disclosure.filing (source, body) FROM PROGRAM 'test/csv.sh test/data' WITH (FORMAT csv)
-- → is a TAB, ↵ the end of a line
SELECT source, length(body) AS characters,
       regexp_replace(translate(line, E'\t\n', '→↵'), ' {4,}', ' … ', 'g')
           AS "the row 予以公开, as it arrived"
FROM disclosure.filing, substring(body FROM '（一）予以公开[^0-9０-９]*.{12}') AS line
ORDER BY source;

\echo '== 2. 解析 · One call reads each of them, whatever its layout =='
SELECT source,
       report.agency,
       report.year,
       report.form,
       (report.applications).received.total AS received,
       (report.applications).granted.total AS granted,
       (report.applications).concluded.total AS concluded
FROM disclosure.filing, parse_report(body) AS report ORDER BY source;

\echo '== 3. 每个数字的出处 · The proof behind every number: a blank is not a zero =='
SELECT e.item, e.column_name, e.value, e.proof, e.reason, e.raw, e.line, e.position
FROM disclosure.filing, report_evidence(body) e
WHERE source = 'health-2023' AND e.number = '3.1'
ORDER BY e.position;

\echo '== 4. 勾稽关系 · What adds up has been accepted when it arrived; a CHECK sees to it =='
SELECT source, state, agency, year, reason FROM disclosure.filing_state ORDER BY source;

\echo '== 5. 退回的理由 · What was refused, and why =='
SELECT agency, severity, expression
FROM disclosure.rejection, report_violations(report) ORDER BY severity, rule DESC;
SELECT kind, explanation AS "suggested: ask the agency"
FROM disclosure.rejection, suggest_repairs(report);

\echo '== 6. 按办理结果汇总 · Totals by category across the accepted reports =='
WITH category (prefix, name) AS (
    VALUES ('3.1', '予以公开 granted'), ('3.2', '部分公开 partly granted'), ('3.3', '不予公开 denied'),
           ('3.4', '无法提供 unavailable'), ('3.5', '不予处理 not processed'), ('3.6', '其他处理 other')
)
SELECT name AS category,
       sum(value) FILTER (WHERE column_name = 'natural_person') AS natural_persons,
       sum(value) FILTER (WHERE column_name NOT IN ('natural_person', 'total')) AS organizations,
       sum(value) FILTER (WHERE column_name = 'total') AS total,
       round(100 * sum(value) FILTER (WHERE column_name = 'total') /
             sum(sum(value) FILTER (WHERE column_name = 'total')) OVER (), 1) AS percent,
       count(*) FILTER (WHERE column_name = 'total' AND value IS NULL) AS blank
FROM disclosure.report
CROSS JOIN report_cells(report) AS cell
JOIN category ON left(cell.number, 3) = prefix
WHERE section = 3 AND superseded_by IS NULL
GROUP BY prefix, name ORDER BY prefix;
