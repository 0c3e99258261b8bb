#!/usr/bin/env bash
# usage: test/bench/ingest.sh [REPORTS]
#
# Times the registry against a plain COPY of the same rows into a table, in a private server:
# medians of three runs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

if [ "${2:-}" != --in-server ]; then
    exec "$here/../server.sh" "$here/ingest.sh" "${1:-100000}" --in-server
fi

export reports=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
run() {
    psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"
}

# Milliseconds of the given statement.
milliseconds() {
    run -c 'SET max_parallel_workers_per_gather = 0' -c '\timing on' -c "$1" 2>/dev/null |
        sed -n 's/^Time: \([0-9]*\).*/\1/p'
}

# shellcheck source=test/bench/texts.sh
. "$here/texts.sh"
write_texts 2000 "$folder"
python3 - "$folder" >"$folder/bodies.csv" <<'PYTHON'
import csv, glob, sys
rows = csv.writer(sys.stdout)
for name in sorted(glob.glob(sys.argv[1] + "/*.txt")):
    rows.writerow([open(name, encoding="utf-8").read().replace("\0", "")])
PYTHON
run -c 'SET client_min_messages = warning' -c 'CREATE EXTENSION IF NOT EXISTS govdisclose' \
    -c 'CREATE TABLE seed (body text)' -c "\\copy seed FROM '$folder/bodies.csv' CSV"

# The texts of less than 9,000 bytes, 4.9 KB on average, each of another agency, which is filed
# beside it. A third are corrections that say one thing more, of reports that came some time before.
run <<SQL
COPY (
    SELECT format('%s/%s/%s', k, v, n), number || agency,
        body || CASE v WHEN 1 THEN '' ELSE E'\n（更正后重新发布）\n' END
    FROM (SELECT body, (parse_report(body)).agency, row_number() OVER () AS n
            FROM seed WHERE octet_length(body) < 9000 OFFSET 0) s,
        generate_series(1, $reports / 2000 + 1) k, generate_series(1, 2) v,
        translate((10000 * k + n)::text, '0123456789', '安平宁和兴泰永昌福庆') number
    WHERE agency IS NOT NULL AND (v = 1 OR n % 2 = 0)
    ORDER BY k, v, n LIMIT $reports
) TO '$PGDATA/reports.copy';
CREATE TABLE timing (work text, milliseconds int);
SQL

note() {
    run -c "INSERT INTO timing VALUES ('$1', $2)"
}

# Notes how long a statement takes.
time_of() {
    note "$1" "$(milliseconds "$2")"
}

from_copy="FROM '$PGDATA/reports.copy'"

for _ in 1 2 3; do
    run <<SQL
SET client_min_messages = warning;
DROP TABLE IF EXISTS plain;
CREATE TABLE plain (source text, agency text, body text);
ALTER TABLE plain ALTER body SET COMPRESSION lz4;
DROP SCHEMA IF EXISTS one, two, direct CASCADE;
CALL create_registry('one');
CALL create_registry('two');
CALL create_registry('direct');
ALTER DATABASE postgres SET govdisclose.ingest = 'deferred';
SQL
    time_of '1 COPY into a plain table' "COPY plain $from_copy"
    time_of '2 COPY into filing, deferred' "COPY one.filing (source, agency, body) $from_copy"
    time_of '3 parse_report(body) alone' 'SELECT count(parse_report(body)) FROM plain'
    time_of '4 CALL ingest(), one session' 'CALL one.ingest()'
    run -c "COPY two.filing (source, agency, body) $from_copy"
    started=$(date +%s%3N)
    run -c 'CALL two.ingest()' 2>/dev/null &
    run -c 'CALL two.ingest()' 2>/dev/null
    wait $!
    note '5 CALL ingest(), two sessions' "$(($(date +%s%3N) - started))"
    run -c 'ALTER DATABASE postgres RESET govdisclose.ingest'
    time_of '6 COPY into filing, immediate' "COPY direct.filing (source, agency, body) $from_copy"
done
rm "$PGDATA/reports.copy"

psql -X <<'SQL'
SELECT filings, current, superseded, rejected,
    (SELECT round(avg(octet_length(body))) FROM one.filing) AS bytes
FROM one.progress;
SELECT substr(work, 3) AS work, round(ms * 1000 / (SELECT count(*) FROM plain)) AS "µs a report",
    round(ms / first_value(ms) OVER (ORDER BY work), 2) AS "× COPY"
FROM (SELECT work, (percentile_cont(0.5) WITHIN GROUP (ORDER BY milliseconds))::numeric AS ms
    FROM timing GROUP BY work) t
ORDER BY t.work;
DROP TABLE timing;

-- bytes on disk, for each filing
SELECT c.relname AS part, pg_relation_size(c.oid) / filings AS rows,
    coalesce(pg_relation_size(nullif(reltoastrelid, 0)) / filings, 0) AS large_values,
    pg_indexes_size(c.oid) / filings AS indexes, pg_total_relation_size(c.oid) / filings AS total
FROM one.progress,
    (SELECT * FROM pg_class WHERE relkind = 'r' AND relnamespace = 'one'::regnamespace
    UNION ALL SELECT * FROM pg_class WHERE oid = 'plain'::regclass) c
WHERE pg_total_relation_size(c.oid) >= filings ORDER BY total DESC;
SQL
psql -X -q -f "$here/layouts.sql"
