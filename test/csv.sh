#!/usr/bin/env bash
# usage: test/csv.sh FOLDER
#
# Every NAME.txt of a folder as a row of CSV, its name and its text, for \copy … FROM PROGRAM.
set -euo pipefail

for path in "$1"/*.txt; do
    printf '%s,"' "$(basename "$path" .txt)"
    sed 's/"/""/g' "$path"
    echo '"'
done
