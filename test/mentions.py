#!/usr/bin/env python3
"""Every file that the documents of this list name must exist, and every layout.

A document that tells an algorithm or a test by its files is soon about files that are gone.
"""
import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
sys.path.append(str(TOP / "test" / "layouts"))
import render  # noqa: E402

DOCUMENTS = ["CONTRIBUTING.md", "SECURITY.md", *(
    f"docs/{name}{language}.md" for name in ("how-it-works", "reliability")
    for language in ("", ".zh"))]
PLACES = ["src/*", "src/form", "test/texts", "test/data", "test/layouts", "test/fuzz", ""]
FILE = re.compile(r"`([\w./*-]+\.(?:c|h|tsv|txt|pl|py|sql|md))`")
PATH = re.compile(r"\b(?:test|src|docs|sql|debian)/[\w./*-]*[\w*]")
LAYOUTS = re.compile(r"(?:layouts?|版式) (`[^|;；]*)")


def exists(name):
    name = re.sub("YEAR|年份", "*", name)
    return any(any(TOP.glob(f"{place}/{name}" if place else name)) for place in PLACES)


def missing(text):
    """What the text names and nobody finds."""
    files = {name for name in FILE.findall(text) + PATH.findall(text) if not exists(name)}
    layouts = {name for names in LAYOUTS.findall(text)
               for name in re.findall(r"`([a-z_]+)`", names)}
    return files | (layouts - render.LAYOUTS.keys())


status = 0
for document in DOCUMENTS:
    for name in sorted(missing((TOP / document).read_text(encoding="utf-8"))):
        print(f"{document}: there is no {name}")
        status = 1
print("not ok" if status else "ok: what is named exists")
sys.exit(status)
