#!/usr/bin/env python3
"""The files of format_report_file: packages as office programs want them, and opened by one.

usage: office_test.py [--seed N] [--reports N] [--keep DIR]

Every part of a package is well-formed XML with a content type, every relationship leads to a part,
every cell of a merged area is there, tables are rectangles, and the bytes are the same each time.
Where LibreOffice is installed, it makes PDFs of some of them, in which the figures and the notes
stand; --keep writes files, PDFs and pictures into DIR. Exit status: 0 if all is well, 1 if not, 2
if it could not run.
"""
import base64
import io
import json
import os
import posixpath
import random
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile

here = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(here, ".."), os.path.join(here, "..", "layouts")]
import arguments  # noqa: E402
import database  # noqa: E402
import round_trip_test  # noqa: E402

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

SQL = r"""
CREATE TEMP TABLE given (id int, j jsonb);
\copy given FROM '{given}' WITH (FORMAT csv)
SELECT jsonb_build_array(id, format, encode(one, 'base64'), one = again, document_kind(one))
FROM given, unnest('{docx,xlsx}'::text[]) format,
	jsonb_populate_record(NULL::disclosure_report, j) report,
	format_report_file(report, format) one, format_report_file(report, format) again
ORDER BY id, format;
"""


def package_faults(package):
    """What is wrong with the parts of a package and with what ties them together."""
    names = package.namelist()
    if names[0] != "[Content_Types].xml" or len(set(names)) != len(names):
        yield f"parts {names}"
    types = ElementTree.fromstring(package.read(names[0]))
    known = {"/" + part.get("PartName", "")[1:] for part in types.iter(TYPES + "Override")}
    defaults = {part.get("Extension") for part in types.iter(TYPES + "Default")}
    for part in known - {"/" + name for name in names}:
        yield f"a content type of {part}, which is not there"
    for name in names:
        ElementTree.fromstring(package.read(name))
        if "/" + name not in known and name.rsplit(".", 1)[1] not in defaults:
            yield f"{name} has no content type"
        if package.getinfo(name).date_time != (1980, 1, 1, 0, 0, 0):
            yield f"{name} has a time"
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for target in re.findall(rb'Target="([^"]+)"', package.read(name)):
                path = posixpath.normpath(posixpath.join(folder, target.decode()))
                if path not in names:
                    yield f"{name} leads to {path}, which is not there"


def word_faults(package):
    """Tables whose rows are not as wide as their grid, and merged cells that go on nothing."""
    body = ElementTree.fromstring(package.read("word/document.xml"))
    for table in body.iter(W + "tbl"):
        columns = len(table.find(W + "tblGrid"))
        open_cells = {}
        for row in table.findall(W + "tr"):
            at, begun = 0, {}
            for cell in row.findall(W + "tc"):
                properties = cell.find(W + "tcPr")
                span = properties.find(W + "gridSpan")
                span = int(span.get(W + "val")) if span is not None else 1
                merge = properties.find(W + "vMerge")
                if merge is not None:
                    begun[at] = span
                    if merge.get(W + "val") != "restart" and open_cells.get(at) != span:
                        yield f"a cell in column {at} goes on none above"
                if cell[-1].tag != W + "p":
                    yield "a cell does not end in a paragraph"
                at += span
            open_cells = begun
            if at != columns:
                yield f"a row of {at} columns in a table of {columns}"


def columns_of(area):
    """Rows and columns that A1:C2 begins and ends with, as numbers."""
    found = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", area)
    number = [sum((ord(c) - 64) * 26 ** i for i, c in enumerate(reversed(word)))
              for word in found.group(1, 3)]
    return int(found.group(2)), int(found.group(4)), *number


def sheet_faults(package):
    """Merged areas that overlap, and looks of cells that there are not."""
    styles = ElementTree.fromstring(package.read("xl/styles.xml"))
    looks = len(styles.find(S + "cellXfs"))
    for name in package.namelist():
        if not name.startswith("xl/worksheets/"):
            continue
        sheet = ElementTree.fromstring(package.read(name))
        covered = set()
        for area in sheet.iter(S + "mergeCell"):
            top, bottom, left, right = columns_of(area.get("ref"))
            cells = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
            if cells & covered:
                yield f"{name}: {area.get('ref')} overlaps another"
            covered |= cells
        for cell in sheet.iter(S + "c"):
            if int(cell.get("s")) >= looks:
                yield f"{name}: {cell.get('r')} has look {cell.get('s')} of {looks}"
        for text in sheet.iter(S + "t"):
            if len(text.text or "") > 32767:
                yield f"{name}: a text is too long"


def file_faults(kind, content):
    package = zipfile.ZipFile(io.BytesIO(content))
    if package.testzip():
        yield f"{package.testzip()} is damaged"
    yield from package_faults(package)
    yield from word_faults(package) if kind == "docx" else sheet_faults(package)


def report_of_notes():
    """A report whose checks fail in many places, so that its notes have numbers over 20."""
    name = round_trip_test.NAME
    report = {"agency": "临川市教育局", "year": 2024, "form": 2021, "proactive_form": 2021,
              "title": f"临川市教育局2024年{name}", "overview": "公开信息4321条。",
              "problems": "\t".join("ab"), "other_matters": "控制\u0001字符与\ufffe。"}
    for cell in round_trip_test.reports.form_cells(2021):
        if cell.section > 2:
            _, item, column = round_trip_test.attribute(cell)
            place = report.setdefault(round_trip_test.GROUPS[cell.section], {})
            place.setdefault(item, {})[column] = -7 if column == "total" else 1234
    return report


def convert(folder, name):
    """The text of the PDF that LibreOffice makes of a file."""
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
                    "--convert-to", "pdf", "--outdir", folder, os.path.join(folder, name)],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
    pdf = os.path.join(folder, name.rsplit(".", 1)[0] + ".pdf")
    if shutil.which("pdftoppm"):
        subprocess.run(["pdftoppm", "-r", "80", "-png", pdf, pdf[:-4]], check=True)
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, encoding="utf-8",
                          stdout=subprocess.PIPE).stdout


def picture_faults(folder, files):
    """What LibreOffice does not show."""
    for kind, content in files:
        name = f"{kind}.{kind}"
        with open(os.path.join(folder, name), "wb") as out:
            out.write(content)
        shown = convert(folder, name)
        for wanted in ["临川市教育局", "总体情况", "1234*", "①", "㉝", "附注", "21. "]:
            if wanted not in shown:
                yield f"{kind}: LibreOffice does not show {wanted}"


def main():
    parser = arguments.parser(__doc__, 100)
    parser.add_argument("--keep", metavar="DIR")
    options = parser.parse_args()
    documents = [round_trip_test.random_report(random.Random(f"{options.seed}/{i}"))
                 for i in range(options.reports)] + [report_of_notes()]
    given = ((i, json.dumps(document)) for i, document in enumerate(documents))
    faults, last = [], []
    for number, kind, text, same, found in database.values(database.run_over(SQL, given=given)):
        content = base64.b64decode(text)
        wrong = list(file_faults(kind, content))
        wrong += [] if same else ["the bytes differ"]
        wrong += [] if found["kind"] == kind else [f"it is taken for {found}"]
        faults += [f"report {number} as {kind}: {fault}" for fault in wrong]
        last = last[-1:] + [(kind, content)]
    program = "without LibreOffice"
    if shutil.which("soffice") and shutil.which("pdftotext"):
        program = "with LibreOffice"
        with tempfile.TemporaryDirectory() as temporary:
            folder = os.path.abspath(options.keep or temporary)
            os.makedirs(folder, exist_ok=True)
            faults += picture_faults(folder, last)
    print("\n".join(faults[:20]))
    print(f"seed {options.seed}: {len(documents)} reports in 2 formats {program}, "
          f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    database.exit_with(main)
