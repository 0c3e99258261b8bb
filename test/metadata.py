#!/usr/bin/env python3
"""The version stands in govdisclose.control; META.json must repeat it, and no other place may.

The control file and the scripts must be ASCII: CREATE EXTENSION would fail in a database whose encoding lacks a character.
"""
import json
import pathlib
import re
import sys

top = pathlib.Path(__file__).resolve().parent.parent
control = (top / "govdisclose.control").read_text(encoding="utf-8")
version = re.search(r"^default_version\s*=\s*'([^']+)'", control, re.M).group(1)
meta = json.loads((top / "META.json").read_text(encoding="utf-8"))
changes = (top / "CHANGELOG.md").read_text(encoding="utf-8")

places = {
    "META.json version": meta["version"] == version,
    "META.json provides.govdisclose.version": meta["provides"]["govdisclose"]["version"] == version,
    "CHANGELOG.md newest entry": re.search(r"^## (\S+)", changes, re.M).group(1) == version,
    "META.json provides.govdisclose.file": (top / meta["provides"]["govdisclose"]["file"]).exists(),
}
places |= {f"{path.name} (ASCII)": path.read_bytes().isascii() for path in [top / "govdisclose.control", *(top / "sql").glob("*.sql")]}
wrong = [place for place, agrees in places.items() if not agrees]
for place in wrong:
    print(f"{place} does not agree with govdisclose.control ({version})")
if not wrong:
    print(f"ok: {version}")
sys.exit(1 if wrong else 0)
