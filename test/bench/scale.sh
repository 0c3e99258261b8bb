#!/usr/bin/env bash
# usage: test/bench/scale.sh [AGENCIES [SEED]]
#
# Times the views of a registry of many agencies with parents, six reports each, where memory is as
# short as can be, beside the bare sums of the same figures, in a private server.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

if [ "${3:-}" != --in-server ]; then
    exec "$here/../server.sh" "$here/scale.sh" "${1:-10000}" "${2:-1}" --in-server
fi
psql -X -q -v ON_ERROR_STOP=1 -v reports=1000 -v agencies="$1" -v seed="$2" \
    -f "$here/stored.sql" -f "$here/scale.sql"
