#!/usr/bin/env bash
# usage: test/bench/parse.sh [REPORTS]
#
# Times parse_report against md5 and normalize over the same stored rows, and the checks against
# parse_report, in a private server: medians of five runs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

if [ "${2:-}" != --in-server ]; then
    exec "$here/../server.sh" "$here/parse.sh" "${1:-2000}" --in-server
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# shellcheck source=test/bench/texts.sh
. "$here/texts.sh"
write_texts "$1" "$folder"
python3 - "$folder" >"$folder/bodies.csv" <<'PYTHON'
import csv, glob, sys
rows = csv.writer(sys.stdout)
for name in sorted(glob.glob(sys.argv[1] + "/*.txt")):
    rows.writerow([open(name, encoding="utf-8").read().replace("\0", "")])
PYTHON
psql -X -q -v ON_ERROR_STOP=1 -v folder="$folder" -f "$here/parse.sql" -f "$here/checks.sql"
