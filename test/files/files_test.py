#!/usr/bin/env python3
"""Random reports as files of every kind are read without a wrong figure; damaged files, too.

usage: files_test.py [--seed N] [--reports N]

The files are those of make.py: with changes, hidden parts, and numbers that the report has not. One
that is damaged in its bytes gives the figures that it had, or none. Those of variants.py are as
other programs write them, a few of each report. The database is the one that
psql's environment variables name. Exit status: 0 if no figure is wrong and none is lost, 1 if one
is, 2 if it could not run.
"""
import json
import os
import random
import sys
import zipfile
import io

here = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(here, ".."), os.path.join(here, "..", "format"),
             os.path.join(here, "..", "layouts")]
import arguments  # noqa: E402
import damage  # noqa: E402
import database  # noqa: E402
import make  # noqa: E402
import places  # noqa: E402
import round_trip_test  # noqa: E402
import variants  # noqa: E402

SOME = 8                        # variants of each report

KINDS = "docx nested opc word2003 xlsx excel2003 odt fodt ods mht frames zipped gzipped".split()

PRINT = """
CREATE TEMP TABLE given (id int, j jsonb);
\\copy given FROM '{given}' WITH (FORMAT csv)
SELECT jsonb_build_array(id, format_report(jsonb_populate_record(NULL::disclosure_report, j),
	'html')) FROM given ORDER BY id;
"""

READ = """
CREATE TEMP TABLE given (id int, j jsonb);
\\copy given FROM '{given}' WITH (FORMAT csv)
CREATE TEMP TABLE file (id int, name text, body bytea);
\\copy file FROM '{file}' WITH (FORMAT csv)
CREATE TEMP TABLE truth AS
SELECT id, section, item, column_name, value
FROM given, report_cells(jsonb_populate_record(NULL::disclosure_report, j));
-- a size that was damaged may be one that is refused
CREATE FUNCTION pg_temp.read(body bytea) RETURNS disclosure_report LANGUAGE plpgsql AS $$
BEGIN
	RETURN parse_report(body);
EXCEPTION WHEN program_limit_exceeded THEN
	RETURN NULL;
END
$$;
CREATE TEMP TABLE found AS
SELECT id, name, c.* FROM file, pg_temp.read(body) r, report_cells(r) c;
SELECT jsonb_build_array(name, count(f.value), count(*) FILTER (WHERE f.value <> t.value),
	count(*) FILTER (WHERE f.value IS NOT NULL AND t.value IS NULL),
	count(*) FILTER (WHERE f.value IS NULL AND t.value IS NOT NULL),
	min(CASE WHEN f.value IS DISTINCT FROM t.value THEN id END))
FROM (file JOIN truth t USING (id)) LEFT JOIN found f USING (id, name, section, item, column_name)
GROUP BY name ORDER BY name;
"""

PLACES = """
CREATE TEMP TABLE file (id int, name text, body bytea);
\\copy file FROM '{file}' WITH (FORMAT csv)
SELECT jsonb_build_array(id, name, jsonb_agg(jsonb_build_array(e.place, coalesce(e.raw, ''))))
FROM file, report_evidence(body) e WHERE e.line IS NOT NULL AND name !~ ' ' GROUP BY id, name;
"""


def files(pages, seed):
    """(number of the report, kind, bytes): whole ones and damaged ones."""
    for number, page in pages:
        make.PAGE = page
        blocks = make.Report(page).blocks
        choose = random.Random(f"{seed}/{number}")
        for kind in KINDS:
            whole = make.KINDS[kind](blocks)
            yield number, kind, whole
            if zipfile.is_zipfile(io.BytesIO(whole)):
                yield number, kind + " damaged", damage.damage(whole, choose)
                yield number, kind + " cut", whole[:choose.randrange(len(whole))]
        for name, content in variants.some(blocks, f"{seed}/{number}", SOME):
            yield number, name, content


def may_lose(kind):
    return kind in variants.MAY_LOSE or kind.endswith((" damaged", " cut"))


def check_places(rows, pages):
    """How many cells of whole files stand where report_evidence says, and how many do not."""
    blocks = {number: make.Report(page).blocks for number, page in pages}
    bodies = {(number, kind): bytes.fromhex(body[2:]) for number, kind, body in rows}
    counts = [0, 0]
    for number, kind, found in database.values(database.run_over(PLACES, file=rows)):
        stands_at = places.Document(kind, bodies[number, kind], blocks[number]).stands_at
        for place, raw in found:
            is_wrong = not stands_at(place, raw)
            counts[is_wrong] += 1
            if is_wrong and counts[True] <= 5:
                print(f"{kind}, report {number}: {raw!r} does not stand at {place}")
    return counts


def main():
    parser = arguments.parser(__doc__, 60)
    options = parser.parse_args()
    documents = [round_trip_test.random_report(random.Random(f"{options.seed}/{i}"))
                 for i in range(options.reports)]
    given = [(i, json.dumps(d, ensure_ascii=False)) for i, d in enumerate(documents)]
    pages = database.values(database.run_over(PRINT, given=given))
    rows = [(number, kind, "\\x" + body.hex()) for number, kind, body in files(pages, options.seed)]
    right, failed = check_places(rows, pages)
    print(f"{right} cells stand where report_evidence says, {failed} do not")
    for kind, right, wrong, more, lost, first in database.values(
            database.run_over(READ, given=given, file=rows)):
        bad = wrong + more + (0 if may_lose(kind) else lost)
        failed += bad
        if bad:
            print(f"{kind}: {right} figures read, {wrong} wrong, {more} that the report has not, "
                  f"{lost} lost, first in report {first}")
    kinds = len(KINDS) + len(variants.VARIANTS)
    print(f"seed {options.seed}: {options.reports} reports in {kinds} kinds of files, "
          f"{len(rows)} files, {failed} figures wrong or lost")
    return 1 if failed else 0


if __name__ == "__main__":
    database.exit_with(main)
