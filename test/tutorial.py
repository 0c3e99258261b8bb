#!/usr/bin/env python3
"""Run the tutorials: every query must give the output that stands behind it, every command must
do its work for the queries behind it, and both languages must have the same ones.

usage: tutorial.py [--update]

With --update, the output of each query is written into the tutorials instead. Needs a server
(PGHOST etc.) in which the database "tutorial" may be made and dropped, and the extension installed.
"""
import difflib
import os
import pathlib
import re
import shutil
import sys
import tempfile

import database

TOP = pathlib.Path(__file__).resolve().parent.parent
TUTORIALS = ["tutorial", "clerk"]
BLOCK = re.compile(r"```(sql|sh)\n(.*?)```\n(?:\n```\n(.*?)```\n)?", re.S)
MARK = "-- query "
SETTINGS = """
\\pset footer off
\\set VERBOSITY terse
\\set SHOW_CONTEXT never
SET client_min_messages = warning;
"""


def step(language, text):
    """What psql is to run: a query, or commands of the shell."""
    if language == "sql":
        return text
    return "".join(f"\\! {line}\n" for line in text.splitlines())


def outputs(blocks, folder):
    """What psql prints for each of them, one after the other in one session in the folder."""
    database.run("DROP DATABASE IF EXISTS tutorial;\nCREATE DATABASE tutorial;\n", "postgres")
    os.environ["PGDATABASE"] = "tutorial"
    script = "".join(f"\\echo {MARK}{number}\n{step(*block)}"
                     for number, block in enumerate(blocks))
    printed = database.show(SETTINGS + script, "tutorial", folder)
    printed = re.split(rf"^{MARK}\d+\n", printed, flags=re.M)[1:]
    database.run("DROP DATABASE tutorial;\n", "postgres")
    return ["\n".join(line.rstrip() for line in output.rstrip("\n").split("\n"))
            for output in printed]


def with_outputs(text, results):
    def replaced(block):
        result = next(results)
        return (f"```{block[1]}\n{block[2]}```\n" +
                (f"\n```\n{result}\n```\n" if result else ""))

    return BLOCK.sub(replaced, text)


def folder_of(name, temporary):
    """Where a tutorial is to be read: the top folder, or one with the samples in reports."""
    if name == "tutorial":
        return TOP
    shutil.copytree(TOP / "test" / "data", temporary / "reports")
    return temporary


def check(name):
    """Is it right, in both languages? Prints what is not."""
    paths = [TOP / "docs" / f"{name}.md", TOP / "docs" / f"{name}.zh.md"]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    blocks = [[block[:2] for block in BLOCK.findall(text)] for text in texts]
    if blocks[0] != blocks[1]:
        print(f"{name}: the languages do not have the same queries")
        print("\n".join(difflib.unified_diff(
            *("".join(step(*block) for block in each).split("\n") for each in blocks),
            lineterm="", n=1)))
        return False
    with tempfile.TemporaryDirectory() as temporary:
        results = outputs(blocks[0], folder_of(name, pathlib.Path(temporary)))
    right = [with_outputs(text, iter(results)) for text in texts]
    if "--update" in sys.argv:
        for path, text in zip(paths, right):
            path.write_text(text, encoding="utf-8")
        return True
    for path, old, new in zip(paths, texts, right):
        print("\n".join(difflib.unified_diff(old.split("\n"), new.split("\n"), path.name, "as run",
                                             lineterm="", n=1)), end="")
    return texts == right


def main():
    if not all([check(name) for name in TUTORIALS]):
        return 1
    print(f"ok: {len(TUTORIALS)} tutorials in 2 languages")
    return 0


if __name__ == "__main__":
    database.exit_with(main)
