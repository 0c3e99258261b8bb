#!/usr/bin/env python3
"""The version stands in govdisclose.control; META.json must repeat it, and no other place may.

The control file and the scripts must be ASCII: CREATE EXTENSION would fail in a database whose
encoding lacks a character. The script of every released version stays, because it restores the
dumps of that version, and scripts lead from there to the newest one; types only gain attributes, at
their end. All of them are to be built.
"""
import json
import pathlib
import re
import sys

top = pathlib.Path(__file__).resolve().parent.parent


def read(path):
    return (top / path).read_text(encoding="utf-8")


def attributes(script):
    """The attributes of each composite type that a script creates."""
    types = re.findall(r"^CREATE TYPE (\w+) AS \(\n(.*?)\n\);", script, re.M | re.S)
    return {name: re.findall(r"^\t(\w+ \w+),?$", columns, re.M) for name, columns in types}


def keeps(older, newer):
    """True if each type of the older script is in the newer one, with its attributes in front."""
    return older and all(newer.get(name, [])[:len(columns)] == columns
                         for name, columns in older.items())


def reached(version):
    """The versions that update scripts lead to."""
    found, waiting = set(), {version}
    while waiting:
        found |= waiting
        waiting = {to for origin, to in updates if origin in waiting} - found
    return found


version = re.search(r"^default_version\s*=\s*'([^']+)'", read("govdisclose.control"), re.M).group(1)
provided = json.loads(read("META.json"))["provides"]["govdisclose"]
changes = re.findall(r"^## (\S+)", read("CHANGELOG.md"), re.M)
updates = {tuple(path.stem.split("--")[1:]) for path in top.glob("sql/govdisclose--*--*.sql")}
released = {path.stem.split("--")[1]: path.read_text(encoding="utf-8")
            for path in top.glob("sql/released/*.sql")}
script = read(f"sql/govdisclose--{version}.sql")

places = {
    "META.json version": json.loads(read("META.json"))["version"] == version,
    "META.json provides.govdisclose.version": provided["version"] == version,
    "META.json provides.govdisclose.file": (top / provided["file"]).exists(),
    "debian/changelog newest entry": f"({version})" in read("debian/changelog").split("\n")[0],
    "CHANGELOG.md newest entry": changes[0] == version,
    "the script of this version in sql/released": released.get(version, script) == script,
}
for older in changes[1:]:
    places[f"sql/released has the script of {older}"] = older in released
for older, text in released.items():
    places[f"{older}: scripts that update it"] = version in reached(older)
    places[f"{older}: the attributes of its types"] = keeps(attributes(text), attributes(script))
for path in [top / "govdisclose.control", *top.glob("sql/**/*.sql")]:
    places[f"{path.name} (ASCII)"] = path.read_bytes().isascii()
wrong = [place for place, agrees in places.items() if not agrees]
for place in wrong:
    print(f"{place}: does not agree with govdisclose.control ({version})")
if not wrong:
    print(f"ok: {version}")
sys.exit(1 if wrong else 0)
