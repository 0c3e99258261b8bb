#!/usr/bin/env python3
"""Run every example in SQL of every page: what it names must be there.

usage: examples.py

The tutorials show what their queries give, and have a test of their own (tutorial.py). All other
pages take up where a reader is: with a table of texts, a registry, a role. Each block is run in a
transaction that is rolled back, statement by statement, in a database with the extension and a
registry. Whatever fails for want of what the reader has (a table, a role, a server, a file) is none
of the extension's; anything else is wrong: a function, a column or a parameter that is not there, a
type that does not fit, a slip in the syntax. Both languages must have the same number of blocks.
Needs a server in which the database "examples" may be made. Exit status: 0, 1 if an example fails.
"""
import os
import pathlib
import re
import shutil
import sys
import tempfile

import database

TOP = pathlib.Path(__file__).resolve().parent.parent
TUTORIALS = {"tutorial", "clerk"}
BLOCK = re.compile(r"```sql\n(.*?)```", re.S)
# undefined table, object, schema or database; not within a transaction; no file of the server; no
# rows where a table is empty
READERS_OWN = {"42P01", "42704", "3F000", "3D000", "25001", "58P01", "23503", "55000", "P0002",
               "2D000"}
# what is there already, or is what the example shows
READERS_OWN |= {"42P07", "42710", "42723", "42P06"}
SHOWN = {"关于召开会议的通知": "22P02"}
# of other programs, and of what is left out
FOREIGN = ("…", " ...;", "read_csv(", "create_distributed_table(")
# what the page says that PostgreSQL 14 lacks
NEWER = {"security_invoker": 150000}
SETUP = """
CREATE EXTENSION govdisclose;
CALL create_registry('disclosure');
CREATE TABLE inbox (id int PRIMARY KEY, body text, source text);
INSERT INTO inbox VALUES (1, '临川市教育局2024年政府信息公开工作年度报告
一、总体情况
平稳。');
CREATE TABLE reading AS SELECT id, source, parse_report(body) AS report FROM inbox;
"""
HEAD = "\\set VERBOSITY sqlstate\n\\set ON_ERROR_ROLLBACK on\n\\set ON_ERROR_STOP off\n"


def pages():
    yield from sorted(path for path in [TOP / "README.md", *TOP.glob("docs/*.md")]
                      if path.name.split(".")[0] not in TUTORIALS)


def can_run(block, version):
    return not any(word in block for word in FOREIGN) and not any(
        word in block and version < first for word, first in NEWER.items())


def failures(text, version, folder):
    """The errors of a block that are the extension's."""
    wrong = []
    for block in BLOCK.findall(text):
        if not can_run(block, version):
            continue
        shown = database.show(HEAD + "BEGIN;\n" + block + "\nROLLBACK;\n", "examples", folder)
        for state in re.findall(r"ERROR:\s+(\w{5})", shown):
            if state not in READERS_OWN and state not in (
                    of for word, of in SHOWN.items() if word in block):
                wrong.append((state, block))
    return wrong


def main():
    database.run("DROP DATABASE IF EXISTS examples;")
    database.run("CREATE DATABASE examples;")
    database.run(SETUP, "examples")
    count = bad = 0
    version = int(database.run("SHOW server_version_num"))
    folder = tempfile.mkdtemp()
    for path in pages():
        text = path.read_text(encoding="utf-8")
        count += len(BLOCK.findall(text))
        for state, block in failures(text, version, folder):
            bad += 1
            print(f"{path.relative_to(TOP)}: {state}:\n{block}")
    shutil.rmtree(folder)
    database.run("DROP DATABASE examples;")
    print(f"ok: {count} examples" if bad == 0 else f"{bad} errors in {count} examples")
    return 1 if bad else 0


if __name__ == "__main__":
    database.exit_with(main)
