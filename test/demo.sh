#!/usr/bin/env bash
# usage: test/demo.sh
#
# Shows what the extension does: sets up, builds, and runs test/demo.sql in a private server that is
# gone afterwards.
set -euo pipefail
# shellcheck source=test/lib.sh
. "$(dirname "$0")/lib.sh"

"$top/test/setup.sh"
build
cd "$top"
test/server.sh psql -X -q <test/demo.sql 2>&1
