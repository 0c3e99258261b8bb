#!/usr/bin/env bash
# Both tests of this folder, beside a server: make limits
set -euo pipefail
cd "$(dirname "$0")"
psql -Xq -c 'CREATE EXTENSION IF NOT EXISTS govdisclose'
status=0
./memory.py || status=1
./cancel.py || status=1
exit "$status"
