#!/usr/bin/env python3
"""Write the letters of a registry into files, as docs/questions.md says, for agencies with the
oddest names, and compare them with what the database has.

usage: letters_test.py

The database is the one that psql's environment variables name; the extension must be installed in
it. Exit status: 0 if all agree, 1 if not, 2 if it could not run.
"""
import csv
import os
import pathlib
import re
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.append(str(TOP / "test"))
import database  # noqa: E402

NAMES = ["../../etc/局", "/tmp/局", "'; DROP TABLE report; --局", '"局"', "a\\b局", "$(touch x)局",
         "`ls`局",
         ":letter局", "%s%I局", "con.局", "-rf局", "甲\u202e局", "E'\\n局", "局，局", "龘𠮷局",
         "长" * 150 + "局", "临川市教育局", "临川市／教育局"]
PAGES = ["docs/questions.md", "docs/questions.zh.md"]
FILING = """
DROP SCHEMA IF EXISTS disclosure CASCADE;
CALL create_registry('disclosure');
CREATE TEMP TABLE odd (name text);
\\copy odd FROM '{names}' WITH (FORMAT csv)
INSERT INTO disclosure.filing (agency, body) SELECT name, :'body' FROM odd;
"""
LETTERS = """
SELECT json_build_array(agency, letter) FROM disclosure.question WHERE year = 2024
ORDER BY agency, year;
"""


def recipe(page):
    """The commands of the page that write letters."""
    text = (TOP / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```\n", text, re.S | re.M)
    return "".join(block for block in blocks if "letters" in block)


def files_of(commands):
    """What the commands write: the files in the order of their names, and the table."""
    with tempfile.TemporaryDirectory() as folder:
        printed = database.show(commands, os.environ["PGDATABASE"], folder)
        paths = sorted(pathlib.Path(folder, "letters").glob("*.txt"))
        letters = [path.read_text(encoding="utf-8") for path in paths]
        others = set(os.listdir(folder)) - {"letters", "letters.csv"}
        with open(os.path.join(folder, "letters.csv"), encoding="utf-8", newline="") as table:
            rows = list(csv.reader(table))
    return letters, [row[0::2] for row in rows[1:]], printed, others


def main():
    body = (TOP / "test" / "data" / "urban-management-2024.txt").read_text(encoding="utf-8")
    database.run_over(FILING.replace(":'body'", "$body$" + body + "$body$"),
                      names=[[name] for name in NAMES])
    wanted = [tuple(row) for row in database.values(database.run(LETTERS))]
    faults = [] if len(wanted) == len(NAMES) else [f"{len(wanted)} letters for {len(NAMES)} names"]
    for page in PAGES:
        letters, table, printed, others = files_of(recipe(page))
        if [letter.rstrip("\n") for letter in letters] != [letter for _, letter in wanted]:
            faults.append(f"{page}: the files hold something else")
        if sorted(map(tuple, table)) != sorted(wanted):
            faults.append(f"{page}: the table holds something else")
        if others or "ERROR" in printed:
            faults.append(f"{page}: {printed} {others}")
    database.run("DROP SCHEMA disclosure CASCADE;\n")
    print("\n".join(faults) or f"ok: {len(NAMES)} letters, as files and as a table")
    return 1 if faults else 0


if __name__ == "__main__":
    database.exit_with(main)
