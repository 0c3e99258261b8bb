#!/usr/bin/env bash
# usage: test/bench/office.sh [AGENCIES]
#
# Times what an office of so many agencies looks at: every view filtered by a year, the pages of a
# year, the letter of one agency, in a private server. Of five years a tenth of the reports does not
# add up.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

if [ "${2:-}" != --in-server ]; then
    exec "$here/../server.sh" "$here/office.sh" "${1:-1000}" --in-server
fi
cd "$here/../.."
psql -X -q -v ON_ERROR_STOP=1 -v agencies="$1" -f test/bench/office.sql
