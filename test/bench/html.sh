#!/usr/bin/env bash
# usage: test/bench/html.sh PROGRAM [PAGES]
#
# Runs the program that test/bench/html.c makes over random web pages.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$here/../layouts/property_test.py" --seed 5 --reports "${2:-100}" --layouts html_page \
    --write "$folder" >/dev/null
"$1" "$folder"/*.txt
