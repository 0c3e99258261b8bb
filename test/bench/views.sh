#!/usr/bin/env bash
# usage: test/bench/views.sh [REPORTS [SEED]]
#
# Times the views of a registry that add up against the same sums in SQL, over the reports and over
# a fact table, in a private server.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

if [ "${3:-}" != --in-server ]; then
    exec "$here/../server.sh" "$here/views.sh" "${1:-100000}" "${2:-1}" --in-server
fi
psql -X -q -v ON_ERROR_STOP=1 -v reports="$1" -v seed="$2" \
    -f "$here/stored.sql" -f "$here/views.sql"
