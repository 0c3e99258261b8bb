"""What a file holds at a place that report_evidence names, found without the extension.

"表一!C7" is a cell of a sheet, "表一!7" a blank row of one, "表2 行7" a row of a table.
"""
import io
import re
import xml.etree.ElementTree as tree
import zipfile

import make


def local(name):
    return name.rsplit("}", 1)[-1]


def attribute(element, name, otherwise=""):
    return next((v for k, v in element.attrib.items() if local(k) == name), otherwise)


def children(element, *names):
    return [e for e in element.iter() if local(e.tag) in names]


def text_of(element):
    return "".join(element.itertext())


def xlsx_cells(body):
    """{(sheet, place): text}, of the parts that the workbook names."""
    archive = zipfile.ZipFile(io.BytesIO(body))
    book = tree.fromstring(archive.read("xl/workbook.xml"))
    targets = {attribute(r, "Id"): attribute(r, "Target") for r in
               tree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))}
    strings = [text_of(s) for s in tree.fromstring(archive.read("xl/sharedStrings.xml"))]
    cells = {}
    for sheet in children(book, "sheet"):
        part = "xl/" + targets[attribute(sheet, "id")].removeprefix("/xl/")
        for cell in children(tree.fromstring(archive.read(part)), "c"):
            value = "".join(text_of(v) for v in children(cell, "v", "t"))
            value = value.replace(make.STRAY, "")
            shared = cell.get("t") == "s"
            cells[attribute(sheet, "name"), cell.get("r")] = \
                strings[int(value)] if shared else value
    return cells


def excel2003_cells(body):
    cells = {}
    for sheet in children(tree.fromstring(body), "Worksheet"):
        for y, row in enumerate(children(sheet, "Row")):
            x = 0
            for cell in children(row, "Cell"):
                x = int(attribute(cell, "Index", x + 1))
                cells[attribute(sheet, "Name"), f"{make.column(x - 1)}{y + 1}"] = text_of(cell[0])
                x += int(attribute(cell, "MergeAcross", 0))
    return cells


def ods_cells(body):
    content = zipfile.ZipFile(io.BytesIO(body)).read("content.xml")
    cells = {}
    for sheet in children(tree.fromstring(content), "table"):
        for y, row in enumerate(children(sheet, "table-row")):
            x = 0
            for cell in children(row, "table-cell", "covered-table-cell"):
                count = int(attribute(cell, "number-columns-repeated", 1))
                for i in range(min(count, 20)):
                    cells[attribute(sheet, "name"), f"{make.column(x + i)}{y + 1}"] = \
                        attribute(cell, "value") or text_of(cell).replace(make.STRAY, "")
                x += count
    return cells


CELLS = {"xlsx": xlsx_cells, "excel2003": excel2003_cells, "ods": ods_cells}


def figure(text):
    """Without the mark of a figure that does not add up, and the number that 33.0 is."""
    text = text.rstrip("*")
    return text.rstrip("0").rstrip(".") if re.fullmatch(r"\d+\.\d+", text) else text


class Document:
    """A file and the blocks that it was made of."""

    def __init__(self, kind, body, blocks):
        self.cells = CELLS[kind](body) if kind in CELLS else None
        self.tables = [b for b in blocks if not isinstance(b, str)]

    def stands_at(self, place, raw):
        if place is None:
            return False
        if self.cells is not None:
            return figure(self.cells.get(tuple(place.rsplit("!", 1)), "")) == figure(raw)
        table, row = map(int, re.fullmatch(r"表(\d+) 行(\d+)", place).groups())
        return figure(raw) in [figure(cell[0]) for cell in self.tables[table - 1][row - 1]]
