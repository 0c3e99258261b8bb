#!/usr/bin/env bash
# Makes test/data/files anew, beside a server: test/server.sh test/files/fixtures.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
into=test/data/files

report() {
    psql -XAtq -c "SELECT format_report(parse_report(
        pg_read_file('$PWD/test/data/$1.txt')), 'html')"
}

make_file() {
    python3 test/files/make.py "$1" <"$page" >"$into/$2"
}

make_gzip() {
    python3 test/files/make.py "$1" <"$page" | gzip -9n >"$into/$2"
}

mkdir -p "$into"
page=$(mktemp)
trap 'rm -f "$page"' EXIT
psql -Xq -c 'CREATE EXTENSION IF NOT EXISTS govdisclose'
report education-2024 >"$page"
make_file docx changes.docx
make_file nested nested.docx
make_file archive two.zip
make_file zipped one.zip
make_file bomb bomb.docx
make_file encrypted encrypted.docx
make_file swollen swollen.xlsx
make_file xlsx sheets.xlsx
make_file dates dates.xlsx
make_file odt text.odt
make_file ods sheet.ods
make_gzip excel2003 excel-2003.xml.gz
make_gzip fodt fodt.xml.gz
make_gzip mht page.mht.gz
make_gzip frames frames.mht.gz
make_gzip opc opc.xml.gz
make_gzip word2003 word-2003.xml.gz
head -c 2000 "$into/changes.docx" >"$into/cut.docx"
