# The texts that benchmarks read; to be sourced by bash.
# shellcheck shell=bash

# Writes so many random reports, in all layouts but web pages, into a folder.
write_texts() {
    local reports=$1 folder=$2 layouts here
    here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../layouts" && pwd)
    layouts=$(cd "$here" &&
        python3 -c 'import render; print(",".join(n for n in render.LAYOUTS if "html" not in n))')
    "$here/property_test.py" --seed 5 --reports "$reports" --layouts "$layouts" \
        --write "$folder" >/dev/null
}
