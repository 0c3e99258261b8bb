#!/usr/bin/env bash
# usage: test/run.sh
#
# Runs every test against a private server, names the stages in which tests failed, and ends with a
# line "N passed, N failed, N skipped".
# QUICK=1             only what takes less than a minute
# GOVDISCLOSE_SEED    the seed of the random reports, for other reports than always the same
# GOVDISCLOSE_CORPUS  a folder with real reports, their true values and score.py, which this
#                     repository does not hold
set -euo pipefail
# shellcheck source=test/lib.sh
. "$(dirname "$0")/lib.sh"

passed=0
failed=0
skipped=0
export PYTHONDONTWRITEBYTECODE=1
corpus=${GOVDISCLOSE_CORPUS:-../shared/corpus}
seed=${GOVDISCLOSE_SEED:-1}

# The shares of damaged texts that may give a wrong number. They are what holds today, and are to be
# lowered with every change of the reader that makes them smaller: to 0.001 each, which is the
# default, and 0 for the last two. The texts of test/texts have a few lines, of which the damaged
# one is often the header or the heading that said what the others are.
allowed_today=erase=0.005,double=0.01,stray=0.01,join=0.005,disjoint=0.01,columns=0.001,prefix=0.002
allowed_today_in_texts=erase=0.08,double=0.03,stray=0.06,join=0.03,drop=0.05,prefix=0.04

stage=
failed_stages=()

heading() {
    stage=$1
    printf '\n== %s\n' "$stage"
}

# Counts of one stage, and its exit status: a stage that fails without a failed test counts as one.
add() {
    local good=$1 bad=$2 status=$3
    [ "$status" = 0 ] || [ "$bad" -gt 0 ] || bad=1
    passed=$((passed + good))
    failed=$((failed + bad))
    [ "$bad" = 0 ] || failed_stages+=("$stage")
}

skip() {
    echo "skipped: $1"
    skipped=$((skipped + 1))
}

# Runs a command, shows its output, and counts its lines that match PASS and FAIL.
count_lines() {
    local pass=$1 fail=$2 log status=0
    shift 2
    log=$(mktemp)
    "$@" 2>&1 | tee "$log" || status=$?
    add "$(grep -cE "$pass" "$log")" "$(grep -cE "$fail" "$log")" "$status"
    rm -f "$log"
    return "$status"
}

# Runs a command that is one test by itself.
count_one() {
    if "$@"; then
        add 1 0 0
    else
        add 0 1 1
    fi
}

# The same of one that prints "skipped: ..." for each part that cannot be run here.
count_and_skip() {
    local log missing
    log=$(mktemp)
    count_one show_and_keep "$log" "$@"
    while read -r missing; do
        skip "$missing"
    done < <(sed -n 's/^skipped: //p' "$log")
    rm -f "$log"
}

show_and_keep() {
    local status=0
    "${@:2}" >"$1" || status=$?
    grep -v '^skipped: ' "$1" || true
    return "$status"
}

test_files() {
    heading "files: what repeats other files agrees with them"
    count_one python3 test/metadata.py
    count_one python3 test/pgxn.py META.json
    count_one python3 test/mentions.py
    count_one agree docs/form.md docs/form.py
    count_one agree expected/identities.txt perl src/form/generate.pl published
    count_one agree docs/metrics.md perl src/form/dictionary.pl english
    count_one agree docs/metrics.zh.md perl src/form/dictionary.pl chinese
    count_one fuzzes_all_targets
}

# The workflow must name what fuzz.mk has.
fuzzes_all_targets() {
    diff <(sed -n 's/^FUZZ_TARGETS = //p' test/fuzz/fuzz.mk) \
        <(sed -n 's/^ *target: \[\(.*\)\]$/\1/p' .github/workflows/test.yml | tr -d ,) &&
        echo "ok: the targets of .github/workflows/test.yml"
}

# True if a generated file is what its generator prints now.
agree() {
    "${@:2}" | diff -u "$1" - && echo "ok: $1"
}

test_regression() {
    heading "regression: test/sql"
    # PostgreSQL 14 and 15 print "test x ... ok", later ones TAP
    count_lines '\.\.\. ok|^ok [0-9]' '\.\.\. FAILED|^not ok' \
        run_make -s PG_CONFIG="$PG_CONFIG" installcheck ||
        find . -name regression.diffs -exec head -n 200 {} +
}

test_tap() {
    compgen -G 'test/t/*.pl' >/dev/null || return 0
    heading "TAP: test/t"
    count_lines '^ok [0-9]' '^not ok' prove --verbose test/t/*.pl || true
}

test_sanitized() {
    heading "core: sample texts and mutations of them under the sanitizers"
    count_one run_make -s PG_CONFIG="$PG_CONFIG" replay
    heading "core: memory that runs out at each allocation"
    count_one run_make -s PG_CONFIG="$PG_CONFIG" memory
}

test_samples() {
    heading "samples: test/data and test/texts against their true values"
    count_one test/layouts/score.py --min-coverage 1 test/data
    count_one test/layouts/score.py --min-coverage 0.6 test/texts
}

# Random reports in every layout, with what the options do to them.
test_property() {
    count_one test/layouts/property_test.py --seed "$seed" "$@"
}

test_layouts() {
    heading "layouts: random reports in every layout"
    test_property --reports 2000 --min-coverage 0.98
    heading "layouts: random slips in labels, headers and headings"
    test_property --slips --reports 2000 --min-coverage 0.98
    heading "layouts: destroyed characters"
    test_property --destroy --reports 1000 --min-coverage 0.75
    heading "layouts: unreadable figures"
    test_property --garble --reports 1000 --min-coverage 0.9
    heading "layouts: cut in the middle of a number"
    test_property --cut --reports 1000 --min-coverage 0.4
}

test_damaged() {
    count_one test/invariants/invariants_test.py --seed "$seed" "$@"
}

test_invariants() {
    heading "invariants: damaged texts, planted errors, and the places of what is read"
    test_damaged --allowed "$allowed_today" test/data
    test_damaged --allowed "$allowed_today_in_texts" --reports 0 --mutants 12 test/texts
}

test_identity() {
    heading "identity: random titles and sentences, and who reports about which year"
    count_one test/identity/identity_test.py --seed "$seed"
    heading "identity: random headings, and the sections that they begin"
    count_one test/identity/headings_test.py --seed "$seed"
}

test_format() {
    heading "format: random reports printed and read again"
    count_one test/format/round_trip_test.py --seed "$seed" --reports 1000
    heading "format: random reports printed as files of office programs and read again"
    count_one test/format/round_trip_test.py --seed "$seed" --reports 500 --files
    heading "format: files of office programs, their parts and what LibreOffice shows"
    count_one test/format/office_test.py --seed "$seed"
    type -P soffice pdftotext >/dev/null || skip "no LibreOffice"
    heading "format: pages in a browser"
    if ! test/format/browser_test.py --can-run; then
        skip "no chromium"
        return
    fi
    count_one test/format/browser_test.py
}

test_office_files() {
    heading "files: random reports as files of office programs, and damaged ones"
    count_one test/files/files_test.py --seed "$seed"
}

test_load() {
    heading "load: thousands of mixed files with odd names by govdisclose-load"
    count_one test/load/load_test.py --seed "$seed"
    heading "load: random reports as doc, rtf, pdf and xls, through the programs of this machine"
    count_and_skip test/load/office_test.py --seed "$seed"
}

test_clients() {
    heading "clients: what those of this machine show of a registry"
    count_and_skip test/clients/clients_test.py
}

test_charsets() {
    heading "charsets: web pages as bytes and text in databases of every encoding"
    count_one test/layouts/charsets.py --seed "$seed"
}

test_checks() {
    heading "checks: an independent checker against all completions of small reports"
    count_one test/checks/brute_force.py --seed "$seed"
    heading "checks: random reports, judged by the extension and by the independent checker"
    count_one test/checks/compare.py --seed "$seed" --reports 10000
}

test_repairs() {
    heading "completion: cells taken out of random reports"
    count_one test/checks/completion_test.py --seed "$seed"
    heading "repairs: errors planted into random reports"
    count_one test/checks/repair_test.py --seed "$seed"
    count_one test/checks/pair_test.py --seed "$seed"
}

test_sums() {
    heading "sums: random reports, added up by the extension and outside"
    count_one test/sums/sums_test.py --seed "$seed"
}

test_views() {
    heading "views: a registry of random reports, added up and compared by its views and outside"
    count_one test/views/views_test.py --seed "$seed"
    heading "pages: the figures of hand_in and dashboard, worked out outside"
    count_one test/views/pages_test.py --seed "$seed"
    heading "pages: letters as files, for agencies with the oddest names"
    count_one test/views/letters_test.py
    heading "pages: dashboard, hand_in and comparison in a browser"
    if ! test/format/browser_test.py --can-run; then
        skip "no chromium"
        return
    fi
    count_one test/views/screens_test.py
}

# The converters that this machine has; each that it lacks is skipped.
test_converters() {
    local folder tool
    heading "converters: random reports through other programs"
    folder=$(mktemp -d)
    count_one convert_and_score "$folder"
    test_damaged --allowed "$allowed_today" --reports 0 --mutants 20 "$folder"
    while read -r _ tool; do
        skip "$tool"
    done < <(grep '^skipped' "$folder/log")
    rm -rf "$folder"
}

convert_and_score() {
    test/layouts/converters.py --seed "$seed" "$1" 2>"$1/log" && test/layouts/score.py "$1"
}

test_demo() {
    heading "demo: its output is what the documents show"
    count_one run_demo
}

run_demo() {
    psql -X -q -c 'CREATE DATABASE demo' &&
        psql -X -q -d demo <test/demo.sql 2>&1 | diff -u expected/demo.txt - && echo "ok"
}

test_reference() {
    heading "reference: every object has its entry, in both languages"
    count_one test/reference.py
}

test_tutorial() {
    heading "tutorial: every query gives the output behind it"
    count_one test/tutorial.py
}

test_examples() {
    heading "examples: what the SQL of every other page names is there"
    count_one test/examples.py
}

test_corpus() {
    heading "corpus: real reports"
    if [ ! -e "$corpus/score.py" ]; then
        skip "corpus not present"
        return
    fi
    count_one "$corpus/score.py" "$corpus/seeds" "$corpus/wild" "$corpus/converted"
}

name_failed_stages() {
    printf '\nFailed in:\n'
    printf '  %s\n' "${failed_stages[@]}" | uniq
}

summary() {
    [ "$failed" = 0 ] || name_failed_stages
    printf '\n%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
    [ "$failed" = 0 ]
}

run_stages() {
    heading "build, and CREATE EXTENSION"
    add 1 0 0
    count_one psql -X -q -c 'CREATE EXTENSION govdisclose'
    test_files
    test_regression
    test_demo
    test_reference
    test_tutorial
    test_examples
    if [ -n "${QUICK:-}" ]; then
        heading "QUICK: what tests with random reports and damaged texts"
        skip "all else"
    else
        run_long_stages
    fi
    summary
}

run_long_stages() {
    test_tap
    test_sanitized
    test_samples
    test_layouts
    test_invariants
    test_checks
    test_repairs
    test_sums
    test_views
    test_format
    test_office_files
    test_load
    test_clients
    test_charsets
    test_converters
    test_corpus
}

cd "$top"
if [ "${1:-}" = --in-server ]; then
    run_stages
    exit
fi
test/setup.sh
heading "build"
if ! build; then
    add 0 1 1
    summary
fi
exec test/server.sh test/run.sh --in-server
