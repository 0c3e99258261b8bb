#!/usr/bin/env python3
"""Random reports as files that the server does not read, made by LibreOffice: govdisclose-load has
the programs of this machine make text of them, and the reader gives no wrong figure.

usage: office_test.py [--seed N] [--reports N]

Needs the extension installed, govdisclose-load in PATH and a server (PGHOST etc.) in which the
database "office" may be made and dropped. Prints "skipped: ..." for what needs a program that is
not there. Exit status: 0 if no figure is wrong and few are lost, 1 if not, 2 if it could not run.
"""
import base64
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

here = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(here, ".."), os.path.join(here, "..", "format"),
             os.path.join(here, "..", "layouts")]
import arguments  # noqa: E402
import database  # noqa: E402
import round_trip_test  # noqa: E402

NAME = "office"
LIMIT = 300
# What LibreOffice makes of what the server prints, the programs that the loader may use then, and
# the share of the figures that is read at least. "wide" are sheets that are printed on several
# pages beside one another, whose labels are cut in pieces, too.
WAYS = [("docx", "doc", ["soffice", "catdoc", "antiword"], 0.99),
        ("docx", "rtf", ["soffice", "catdoc"], 0.99), ("docx", "pdf", ["pdftotext"], 0.99),
        ("xlsx", "xls", ["soffice"], 0.99), ("wide", "pdf", ["pdftotext"], 0.5)]

# Those that add up, as others have marks behind their figures, and whose figures fit into cells. A
# column without a figure leaves no trace in a PDF, and the figures beside it are not placed.
PRINT = """
CREATE EXTENSION govdisclose;
CREATE TABLE inbox (source text, raw bytea, body text);
CREATE TABLE made (id int, j jsonb);
\\copy made FROM '{made}' WITH (FORMAT csv)
CREATE TABLE given AS
SELECT id, r FROM made, jsonb_populate_record(NULL::disclosure_report, j) r
WHERE is_balanced(r) AND (SELECT max(abs(value)) FROM report_cells(r)) BETWEEN 1 AND 999999
	AND NOT EXISTS (
		SELECT FROM report_cells(r) WHERE section = 3 GROUP BY column_name HAVING count(value) = 0);
SELECT jsonb_build_array(id, kind, encode(format_report_file(r, kind), 'base64'))
FROM given, unnest(ARRAY['docx', 'xlsx']) kind ORDER BY id;
"""

COMPARE = """
CREATE TABLE truth AS
SELECT id, section, item, column_name, value
FROM given, report_cells(r);
CREATE TABLE found AS
SELECT source, substring(source FROM '([0-9]+)[.][^.]*$')::int AS id, c.*
FROM inbox, parse_report(body) r, report_cells(r) c;
SELECT jsonb_build_array(source, count(t.value), count(*) FILTER (WHERE f.value = t.value),
	count(*) FILTER (WHERE f.value <> t.value OR f.value IS NOT NULL AND t.value IS NULL))
FROM found f FULL JOIN (
		inbox i JOIN truth t ON t.id = substring(i.source FROM '([0-9]+)[.][^.]*$')::int)
	USING (source, section, item, column_name)
GROUP BY source ORDER BY source;
"""


def widen(workbook, rng):
    """The same workbook with other widths of columns, not shrunk to a page."""
    factor = rng.uniform(0.7, 1.2)
    widened = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as given, zipfile.ZipFile(widened, "w") as out:
        for name in given.namelist():
            part = given.read(name).decode()
            if "worksheets/" in name:
                part = part.replace('<pageSetUpPr fitToPage="1"/>', "")
                part = re.sub('(?<= width=")[0-9.]+', lambda found: str(
                    round(float(found[0]) * factor * rng.uniform(0.8, 1.3), 2)), part)
            out.writestr(name, part)
    return widened.getvalue()


def make_files(folder, seed, reports):
    """Reports as files, those of a kind in a folder, converted by LibreOffice."""
    made = [(i, json.dumps(round_trip_test.random_report(random.Random(f"{seed}/{i}"))))
            for i in range(reports)]
    paths = {"docx": [], "xlsx": [], "wide": []}

    def write(kind, name, content):
        paths[kind].append(os.path.join(folder, name))
        with open(paths[kind][-1], "wb") as out:
            out.write(content)

    for number, kind, content in database.values(database.run_over(PRINT, NAME, made=made)):
        content = base64.b64decode(content)
        write(kind, f"{number}.{kind}", content)
        if kind == "xlsx":
            write("wide", f"wide.{number}.xlsx", widen(content, random.Random(f"{seed}/{number}")))
    for source, target, *_ in WAYS:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                        "--convert-to", target, "--outdir", os.path.join(folder, source, target)]
                       + paths[source],
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=LIMIT, check=True)


def compare(kind, least):
    """Is no figure of the files of this kind wrong, and are few lost?"""
    rows = [row for row in database.values(database.run(COMPARE, NAME))]
    known, right, wrong = (sum(row[i] for row in rows) for i in (1, 2, 3))
    print(f"{kind}: {len(rows)} files, {right} of {known} figures, {wrong} wrong")
    for source, _, _, bad in rows:
        if bad:
            print(f"  {source}: {bad} wrong")
    database.run("DROP TABLE truth, found; TRUNCATE inbox", NAME)
    return wrong == 0 and right >= least * known > 0


def main():
    options = arguments.parser(__doc__, 40).parse_args()
    if shutil.which("soffice") is None:
        print("skipped: no soffice")
        return 0
    database.run(f"DROP DATABASE IF EXISTS {NAME};\nCREATE DATABASE {NAME};\n", "postgres")
    is_good = True
    with tempfile.TemporaryDirectory() as folder:
        make_files(folder, options.seed, options.reports)
        for source, target, programs, least in WAYS:
            if not any(map(shutil.which, programs)):
                print(f"skipped: no {' or '.join(programs)}")
                continue
            subprocess.run(["govdisclose-load", "--quiet", "--table=inbox",
                            os.path.join(folder, source, target)],
                           env={**os.environ, "PGDATABASE": NAME}, check=True)
            is_good = compare(f"{target} of {source}", least) and is_good
    database.run(f"DROP DATABASE {NAME};\n", "postgres")
    return 0 if is_good else 1


if __name__ == "__main__":
    database.exit_with(main)
