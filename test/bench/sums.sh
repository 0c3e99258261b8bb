#!/usr/bin/env bash
# usage: test/bench/sums.sh [REPORTS [SEED]]
#
# Times sum(disclosure_report) and report_outcomes over stored reports against the same sums in SQL,
# in a private server.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

if [ "${3:-}" != --in-server ]; then
    exec "$here/../server.sh" "$here/sums.sh" "${1:-100000}" "${2:-1}" --in-server
fi
psql -X -q -v ON_ERROR_STOP=1 -v reports="$1" -v seed="$2" \
    -f "$here/stored.sql" -f "$here/sums.sql"
