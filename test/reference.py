#!/usr/bin/env python3
"""The reference, in both languages, against the catalog: each function, aggregate, type, operator
and cast that a person can name has an entry, and no heading names a function that is not there.

Needs a server with the extension in its database. Functions that only serve a type, an operator, an
aggregate or a language are no entries of their own.
"""
import pathlib
import re

import database

TOP = pathlib.Path(__file__).resolve().parent.parent
PAGES = [TOP / "docs" / "reference.md", TOP / "docs" / "reference.zh.md"]
MEMBERS = """
WITH member AS (
    SELECT classid, objid FROM pg_depend
    WHERE deptype = 'e' AND refclassid = 'pg_extension'::regclass AND refobjid =
        (SELECT oid FROM pg_extension WHERE extname = 'govdisclose')),
inner_function AS (
    SELECT oprcode::oid AS oid FROM pg_operator
    UNION SELECT amproc FROM pg_amproc
    UNION SELECT unnest(ARRAY[aggtransfn, aggfinalfn, aggcombinefn, aggserialfn, aggdeserialfn,
        aggmtransfn, aggminvtransfn, aggmfinalfn]::oid[]) FROM pg_aggregate
    UNION SELECT castfunc FROM pg_cast UNION SELECT prosupport FROM pg_proc
    UNION SELECT unnest(ARRAY[typinput, typoutput, typreceive, typsend]::oid[]) FROM pg_type)
SELECT json_build_array(kind, name) FROM (
    SELECT 'function' AS kind, proname::text AS name FROM pg_proc p
        JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid
    WHERE p.oid NOT IN (SELECT oid FROM inner_function WHERE oid IS NOT NULL)
    UNION SELECT 'type', typname FROM pg_type t
        JOIN member m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid
    WHERE typelem = 0 OR typtype <> 'b'
    UNION SELECT 'operator', oprname FROM pg_operator o
        JOIN member m ON m.classid = 'pg_operator'::regclass AND m.objid = o.oid
    UNION SELECT 'cast', casttarget::regtype::text FROM pg_cast c
        JOIN member m ON m.classid = 'pg_cast'::regclass AND m.objid = c.oid) named
ORDER BY kind, name
"""
# How an entry of each kind looks, with the name in place of NAME.
ENTRIES = {"function": r"^### .*\bNAME\b|^\|.*\bNAME\(|`NAME\(", "type": r"\bNAME\b",
           "operator": r"`(a )?NAME( b)?`", "cast": r"::NAME\b"}


def has_entry(text, kind, name):
    return re.search(ENTRIES[kind].replace("NAME", re.escape(name)), text, re.M) is not None


def headed(text):
    """The functions that headings name."""
    return {name for line in re.findall(r"^### (.*)", text, re.M)
            for name in re.findall(r"\b([a-z_]+)\(", line)}


def main():
    members = database.values(database.run(MEMBERS))
    functions = {name for kind, name in members if kind == "function"}
    wrong = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        wrong += [f"{page.name}: no entry of the {kind} {name}" for kind, name in members
                  if not has_entry(text, kind, name)]
        wrong += [f"{page.name}: there is no function {name}" for name in headed(text) - functions]
    for line in wrong:
        print(line)
    if not wrong:
        print(f"ok: {len(members)} objects in {len(PAGES)} languages")
    return bool(wrong)


database.exit_with(main)
