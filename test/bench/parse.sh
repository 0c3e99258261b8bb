#!/usr/bin/env bash
# usage: test/bench/parse.sh [REPORTS]
#
# Times parse_report against md5 and normalize over the same stored rows, and the checks against parse_report, in a private
# server: medians of five runs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

if [ "${2:-}" != --in-server ]; then
    exec "$here/../server.sh" "$here/parse.sh" "${1:-2000}" --in-server
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
text_layouts=$(cd "$here/../layouts" && python3 -c 'import render; print(",".join(n for n in render.LAYOUTS if "html" not in n))')
"$here/../layouts/property_test.py" --seed 5 --reports "$1" --layouts "$text_layouts" --write "$folder" >/dev/null
python3 - "$folder" >"$folder/bodies.csv" <<'PYTHON'
import csv, glob, sys
rows = csv.writer(sys.stdout)
for name in sorted(glob.glob(sys.argv[1] + "/*.txt")):
    rows.writerow([open(name, encoding="utf-8").read().replace("\0", "")])
PYTHON
psql -X -q -v ON_ERROR_STOP=1 -v folder="$folder" -f "$here/parse.sql" -f "$here/checks.sql"
