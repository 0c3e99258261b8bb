"""Writes tables as data: delimited values, JSON, Python's lists, and what pandas prints.

A table is rows of texts here; None is a blank cell. Each function draws its dialect from a random
generator, so that a layout stands for what many programs write.
"""
import csv
import io
import json
import random

BLANK_WORDS = ["None", "nan", "NaN", "null", "NULL", "<NA>", "<null>", "\\N"]


def is_count(text):
    """Is the text a number as programs hold it?"""
    return text.isascii() and text.isdigit() and (text == "0" or text[0] != "0")


def grid(table, rng, repeats=None):
    """The rows of a table of cells at full width. What a span covers is blank, or, as pandas and
    exceljs have it, repeats the cell.
    """
    if repeats is None:
        repeats = rng.random() < 0.3
    if repeats:
        return [[cell.text or None for cell in row] for row in table.grid()]
    return [[cell.text or None if cell else None for cell in row] for row in table.full_rows()]


def packed(table):
    """The rows of a table as a scraper gets them that knows of no spans."""
    return [[cell.text for cell in row] for row in table.rows]


def numbered(rows):
    """The same rows with pandas' numbers of rows and columns."""
    width = max(map(len, rows))
    return ([[None] + [str(i) for i in range(width)]] +
            [[str(i)] + row for i, row in enumerate(rows)])


class Delimited:
    """A dialect of delimited values."""

    def __init__(self, rng, delimiters):
        self.delimiter = rng.choice(delimiters)
        self.quoting = rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
        self.blank = rng.choice(["", "", "", "", "nan", "None"])
        self.space = rng.choice(["", "", "", " "]) if self.quoting == csv.QUOTE_MINIMAL else ""
        self.strips = not self.blank and rng.random() < 0.2

    def line(self, row):
        """One record without its line end."""
        texts = [self.blank if text is None else text for text in row]
        if self.strips:
            while len(texts) > 1 and not texts[-1]:
                texts.pop()
        out = io.StringIO()
        csv.writer(out, delimiter=self.delimiter, quoting=self.quoting,
                   lineterminator="").writerow(texts)
        line = out.getvalue()
        if self.space and '"' not in line:
            line = line.replace(self.delimiter, self.delimiter + " ")
        return line


def delimited(rows, dialect, rng):
    """Lines of one table."""
    if rng.random() < 0.25 and not dialect.strips:
        rows = numbered(rows)
    return [dialect.line(row) for row in rows]


def value(text, numbers):
    """A cell as JSON and Python have it: a number where it is one, if numbers are written so."""
    return int(text) if numbers and text is not None and is_count(text) else text


def records(rows, drops_blanks):
    """Objects whose keys count the columns; a blank cell may have no key."""
    return [{str(i): text for i, text in enumerate(row) if not drops_blanks or text is not None}
            for row in rows]


def json_lines(rows, rng):
    """One table as JSON."""
    kind = rng.choice(["lines", "lists", "records", "sparse", "columns", "index", "split"])
    numbers = rng.random() < 0.5
    rows = [[value(text, numbers) for text in row] for row in rows]
    style = {"ensure_ascii": rng.random() < 0.3}
    if rng.random() < 0.5:
        style["indent"] = rng.choice([1, 2, 4, "\t"])
    elif rng.random() < 0.5:
        style["separators"] = (",", ":")
    if kind == "lines":
        style.pop("indent", None)
        return [json.dumps(row, **style) for row in rows]
    data = {"lists": rows, "records": records(rows, False), "sparse": records(rows, True),
            "columns": {str(i): {str(j): text for j, text in enumerate(column)}
                        for i, column in enumerate(zip(*rows))},
            "index": {str(j): record for j, record in enumerate(records(rows, False))},
            "split": {"columns": list(range(len(rows[0]))), "index": list(range(len(rows))),
                      "data": rows}}[kind]
    return json.dumps(data, **style).split("\n")


def python_lines(rows, rng):
    """One table as Python prints it."""
    numbers, kind = rng.random() < 0.5, rng.choice([list, tuple])
    rows = [kind(value(text, numbers) for text in row) for row in rows]
    whole = rng.random() < 0.4
    lines = [repr(rows)] if whole else [repr(row) for row in rows]
    if rng.random() < 0.3:
        lines = [line.replace("None", "nan") for line in lines]
    return lines


# Layouts: functions of render.compose, a report and a random generator

def rectangle(rows):
    """The rows at one width."""
    width = max(map(len, rows))
    return [row + [None] * (width - len(row)) for row in rows]


def sheet(report, rng):
    """The whole report as rows, paragraphs as rows of one cell."""
    rows = [[line] for line in report.head]
    for section in report.sections:
        rows += [[section.heading]] if section.heading else []
        for block in section.blocks:
            rows += [[block]] if isinstance(block, str) else grid(block, rng, False)
    return rectangle(rows)


def delimited_text(compose, report, rng, delimiters):
    """Tables, or the whole report, as delimited values."""
    dialect = Delimited(rng, delimiters)
    if rng.random() < 0.4:
        return "\n".join(delimited(sheet(report, rng), dialect, rng)) + "\n"
    return compose(report, lambda table: delimited(grid(table, rng), dialect, rng),
                   gap=rng.random() < 0.5)


def csv_commas(compose, report, rng):
    """Values parted by commas, of every quoting."""
    return delimited_text(compose, report, rng, [","])


def csv_others(compose, report, rng):
    """The same with semicolons and rarer delimiters."""
    return delimited_text(compose, report, rng, [";", ";", "^", "~"])


def csv_packed(compose, report, rng):
    """Delimited values without merged cells, as a scraper writes them."""
    dialect = Delimited(rng, [",", ";"])
    return compose(report, lambda table: [dialect.line(row) for row in packed(table)])


def alike(lines, seed):
    """A function that draws all tables of a text in the same dialect."""
    return lambda table: lines(grid(table, random.Random(seed)), random.Random(seed))


def json_tables(compose, report, rng):
    """Tables as JSON: lists, objects by row or by column."""
    return compose(report, alike(json_lines, rng.getrandbits(32)), gap=rng.random() < 0.5)


def python_lists(compose, report, rng):
    """Tables as Python prints lists and tuples."""
    return compose(report, alike(python_lines, rng.getrandbits(32)), gap=rng.random() < 0.5)


def blank_words(compose, report, rng):
    """Rows with TABs or pipes in which None, nan or the like stands for a blank cell."""
    word, numbers = rng.choice(BLANK_WORDS), rng.random() < 0.3
    left, middle, right = rng.choice([("", "\t", ""), ("| ", " | ", " |")])

    def draw(table):
        rows = numbered(grid(table, rng)) if numbers else grid(table, rng)
        return [left + middle.join(word if text is None else text.replace("\n", " ")
                                   for text in row) + right
                for row in rows]
    return compose(report, draw, gap=True)


LAYOUTS = [csv_commas, csv_others, csv_packed, json_tables, python_lists, blank_words]
