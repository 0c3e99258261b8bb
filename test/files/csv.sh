#!/usr/bin/env bash
# Every file of test/data/files as a row of CSV, its name and its bytes, for \copy … FROM PROGRAM.
set -euo pipefail

for path in test/data/files/*; do
    printf '%s,\\x%s\n' "$(basename "$path")" "$(od -An -v -tx1 "$path" | tr -d ' \n')"
done
