"""Random balanced reports in both official forms, with the truth beside them.

A report is kept as its text's building blocks (lines, paragraphs, tables of cells with spans), so
that render.py can lay it out in any way, and as the values that its cells state. The form comes
from the project's own TSV files.
"""
import csv
import os
import random
import sys
from collections import Counter, namedtuple
from decimal import Decimal
from functools import lru_cache

import wording

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import forms  # noqa: E402

APPLICANTS = ["natural_person", "business", "research", "public_interest", "legal_service",
              "other", "total"]
OUTCOMES = ["upheld", "corrected", "other", "pending", "total"]
DISPUTES = {"review": "reconsideration", "direct": "litigation_direct",
            "after": "litigation_after_reconsideration"}

# The headings of blocks of rows stand in no cell of their own in the TSV.
ARTICLES = {"20.1": "第二十条第（一）项", "20.5": "第二十条第（五）项", "20.6": "第二十条第（六）项",
            "20.8": "第二十条第（八）项", "20.9": "第二十条第（九）项"}
RESULTS = "三、本年度办理结果"
RESULT_GROUPS = {"3.3": "（三）不予公开", "3.4": "（四）无法提供", "3.5": "（五）不予处理", "3.6": "（六）其他处理"}
RULE_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

FormCell = namedtuple("FormCell", "section number item column item_label column_label unit")
# where the truth holds a value, e.g. applications 3.1 total
Key = namedtuple("Key", "group row column")


class Cell:
    """One printed cell. `key` says which value a figure states; labels, headers and notes have
    none.
    """
    __slots__ = ("text", "role", "rowspan", "colspan", "key")

    def __init__(self, text, role="label", rowspan=1, colspan=1, key=None):
        self.text, self.role, self.key = text, role, key
        self.rowspan, self.colspan = rowspan, colspan

    @property
    def flat(self):
        """The text on one line."""
        return self.text.replace("\n", " ")


class Table:
    """Rows of cells as in HTML: a cell that spans stands only in its first row and column."""

    def __init__(self, section, rows, headers=0):
        self.section, self.rows, self.headers = section, rows, headers

    def grid(self):
        """Every row with the cell that covers each of its columns."""
        width = sum(cell.colspan for cell in self.rows[0])
        grid = [[None] * width for _ in self.rows]
        for r, row in enumerate(self.rows):
            column = 0
            for cell in row:
                while grid[r][column] is not None:
                    column += 1
                for covered in grid[r:r + cell.rowspan]:
                    covered[column:column + cell.colspan] = [cell] * cell.colspan
        return grid

    def full_rows(self):
        """Every row at full width; a position that a span covers is None."""
        seen = set()
        full = []
        for row in self.grid():
            full.append([])
            for cell in row:
                full[-1].append(None if id(cell) in seen else cell)
                seen.add(id(cell))
        return full


class Section:
    """One of the six parts: a heading ("" if the text lost it) and paragraphs (str) and Tables."""

    def __init__(self, number, heading, blocks):
        self.number, self.heading, self.blocks = number, heading, blocks


class Report:
    """A report's building blocks and its truth. Layouts that lose something say so in `values` and
    `ambiguous`.
    """

    def __init__(self, form, year, agency):
        self.form, self.year, self.agency = form, year, agency
        self.agency_alt = []
        self.head = []
        self.sections = []
        self.values = {}
        self.ambiguous = set()
        self.notes = ""

    def tables(self):
        return [block for section in self.sections for block in section.blocks
                if isinstance(block, Table)]

    def blur(self, cells):
        """Say that NULL is as good as the value that any of these cells states."""
        for cell in cells:
            if cell.key and self.values.get(cell.key) is not None:
                self.ambiguous.add(".".join(cell.key))

    def truth(self):
        """The truth in the shape of the corpus's JSON files."""
        unknown = {".".join(key) for key, value in self.values.items() if value is None}
        truth = {"form": self.form, "year": self.year, "agency": self.agency,
                 "agency_alt": self.agency_alt,
                 "proactive": {}, "applications": {}, "disputes": {},
                 "ambiguous": sorted(path for path in self.ambiguous if path not in unknown),
                 "notes": self.notes}
        widths = Counter(key.row for key in self.values if key.group == "proactive")
        for key, value in self.values.items():
            if key.group != "proactive":
                columns = APPLICANTS if key.group == "applications" else OUTCOMES
                row = truth[key.group].setdefault(key.row, [None] * len(columns))
                row[columns.index(key.column)] = value
            elif widths[key.row] == 1:
                truth["proactive"][key.row] = value
            else:
                truth["proactive"].setdefault(key.row, {})[key.column] = value
        return truth


@lru_cache(maxsize=None)
def form_cells(form):
    """The official form's cells in form order, from the folder FORM_DIR or the project's own."""
    with open(forms.PATHS[form], encoding="utf-8", newline="") as tsv:
        rows = csv.reader(tsv, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [FormCell(int(row[0]), *row[1:7]) for row in rows]




def key_of(cell):
    """The Key of a form cell."""
    if cell.section == 2:
        return Key("proactive", cell.item, cell.column)
    if cell.section == 3:
        return Key("applications", cell.number, cell.column)
    return Key("disputes", DISPUTES[cell.number], cell.column)


class Scale:
    """How large a report's figures are and how often they are zero."""

    def __init__(self, rng):
        self._rng = rng
        self._zeros, self._digits = rng.choice([(1, 1), (0.95, 1), (0.8, 1), (0.6, 2), (0.3, 3),
                                                (0.5, 4), (0.2, 6), (0, 5)])

    def figure(self, extra_digits=0):
        if self._rng.random() < self._zeros:
            return 0
        return self._rng.randint(0, 10 ** self._rng.randint(1, min(7, self._digits + extra_digits)))


def is_result(number):
    """Whether a row of section three states one of the results that add up to 3.7."""
    return number.startswith("3.") and number != "3.7"


def application_figures(result_rows, scale, rng):
    """{row number: seven values} for section three, with every identity holding."""
    rows = {number: [scale.figure() for _ in APPLICANTS[:-1]] for number in result_rows}
    concluded = [sum(column) for column in zip(*rows.values())]
    carried_out = [scale.figure() // 10 for _ in concluded]
    whole = [a + b for a, b in zip(concluded, carried_out)]
    carried_in = [rng.randint(0, total) // rng.choice([1, 5, 50]) for total in whole]
    rows["3.7"], rows["4"], rows["2"] = concluded, carried_out, carried_in
    rows["1"] = [a - b for a, b in zip(whole, carried_in)]
    return {number: row + [sum(row)] for number, row in rows.items()}


def procurement_amount(scale, rng):
    """An amount as printed; it has a value only where it names its unit."""
    amount = scale.figure(2)
    if amount == 0:
        return rng.choice(["0", "0", "0元", "0万元"])
    return rng.choice([f"{amount}元", f"{amount}万元", f"{amount}.{rng.randint(1, 9999)}万元",
                       f"{amount}"])


def random_values(cells, scale, rng):
    """{Key: value} for every cell of the form; int, Decimal, or str for the procurement amount."""
    result_rows = [cell.number for cell in cells if is_result(cell.number)
                   and cell.column == "total"]
    applications = application_figures(result_rows, scale, rng)
    disputes = {}
    for block in DISPUTES:
        row = [scale.figure() for _ in OUTCOMES[:-1]]
        disputes[block] = row + [sum(row)]
    values = {}
    for cell in cells:
        if cell.section == 3:
            value = applications[cell.number][APPLICANTS.index(cell.column)]
        elif cell.section == 4:
            value = disputes[cell.number][OUTCOMES.index(cell.column)]
        elif cell.column == "change":
            value = scale.figure() // 10 * rng.choice([1, -1])
        elif (cell.item, cell.column) == ("procurement", "amount"):
            value = procurement_amount(scale, rng)
        elif (cell.item, cell.column) == ("fees", "amount"):
            value = rng.choice([Decimal(scale.figure()), Decimal(scale.figure(4)) / 1000])
        else:
            value = scale.figure(1)
        values[key_of(cell)] = value
    return values


class Figures:
    """How one report prints its figures."""

    def __init__(self, rng):
        self._rng = rng
        self._zero = rng.choice(["0"] * 7 + ["/", "-", "—", ""])
        self._blank_totals = rng.random() < 0.05
        self._holes = rng.choice([0] * 8 + [0.03, 0.3])
        self._style = rng.choice(["plain"] * 6 + ["thousands", "full width", "unit"])
        self._full_width = str.maketrans("0123456789.", "０１２３４５６７８９．")

    def print(self, key, value):
        """(printed text, the value that the text states)."""
        if isinstance(value, str):
            return value, value
        if value == 0 and self._zero != "0":
            return self._zero, None
        is_total = is_result(key.row) and key.column == "total"
        if self._rng.random() < self._holes or self._blank_totals and is_total:
            return "", None
        text = self._digits(abs(value))
        if value < 0:
            return self._rng.choice(["-", "-", "减", "－"]) + text, value
        if key.column == "change" and value:
            return self._rng.choice(["", "", "+", "增"]) + text, value
        if self._style == "unit" and key.column not in ("change", "amount"):
            text += "项" if key.column == "previous" else "件"
        return text, value

    def _digits(self, value):
        text = f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
        if self._style == "thousands":
            return f"{Decimal(text):,}"
        if self._style == "full width":
            return text.translate(self._full_width)
        return text


class Builder:
    """Lays one report's printed figures into the form's tables."""

    def __init__(self, report, cells, values, rng):
        self._report, self._cells, self._values = report, cells, values
        self._figures, self._spelling = Figures(rng), wording.Spelling(rng, report.year)

    def _figure(self, cell, colspan=1):
        key = key_of(cell)
        text, self._report.values[key] = self._figures.print(key, self._values[key])
        return Cell(text, "figure", 1, colspan, key)

    def _label(self, text, rowspan=1, colspan=1):
        return Cell(self._spelling.label(text), "label", rowspan, colspan)

    def _header(self, text, rowspan=1, colspan=1):
        return Cell(self._spelling.header(text), "header", rowspan, colspan)

    def proactive(self):
        """Section two: one block per article, all in one table of four columns."""
        rows = []
        for article, heading in ARTICLES.items():
            cells = [cell for cell in self._cells if cell.section == 2 and cell.number == article]
            if not cells:
                continue
            items = {}
            for cell in cells:
                items.setdefault(cell.item, []).append(cell)
            rows.append([self._label(heading, colspan=4)])
            first = next(iter(items.values()))
            last_span = 4 - len(first)
            rows.append([self._header("信息内容")] + [self._header(c.column_label) for c in first[:-1]]
                        + [self._header(first[-1].column_label, colspan=last_span)])
            for item in items.values():
                rows.append([self._label(item[0].item_label)] + [self._figure(c) for c in item[:-1]]
                            + [self._figure(item[-1], last_span)])
        return Table(2, rows)

    def _applications_header(self, columns):
        head, spell = [self._header(label) for label in columns], self._header
        return [[Cell(self._spelling.label(RULE_NOTE), "note", 3, 3), spell("申请人情况", colspan=7)],
                [spell(columns[0], rowspan=2), spell("法人或其他组织", colspan=5),
                 spell(columns[6], rowspan=2)],
                head[1:6]]

    def applications(self):
        """Section three: three columns of labels, seven of figures, three rows of headers."""
        numbers = {}
        for cell in self._cells:
            if cell.section == 3:
                numbers.setdefault(cell.number, []).append(cell)
        results = [number for number in numbers if number[:2] == "3."]
        rows = self._applications_header([cell.column_label for cell in numbers["1"]])
        for number, cells in numbers.items():
            label, group, row = cells[0].item_label, number[:3], []
            if number == results[0]:
                row.append(self._label(RESULTS, rowspan=len(results)))
            if number.count(".") == 2:
                members = [n for n in results if n.startswith(group + ".")]
                if number == members[0]:
                    row.append(self._label(RESULT_GROUPS[group], rowspan=len(members)))
                row.append(self._label(label))
            else:
                row.append(self._label(label, colspan=2 if number in results else 3))
            rows.append(row + [self._figure(cell) for cell in cells])
        return Table(3, rows, headers=3)

    def disputes(self):
        """Section four: one row of fifteen figures under three rows of headers."""
        cells = [cell for cell in self._cells if cell.section == 4]
        names = [cell.item_label.split("·")[-1] for cell in cells[::5]]
        litigation = cells[5].item_label.split("·")[0]
        labels = [cell.column_label for cell in cells[:5]]
        return Table(4, [
            [self._header(names[0], colspan=5), self._header(litigation, colspan=10)],
            [self._header(label, rowspan=2) for label in labels]
            + [self._header(name, colspan=5) for name in names[1:]],
            [self._header(label) for _ in names[1:] for label in labels],
            [self._figure(cell) for cell in cells],
        ], headers=3)


def facts_of(report, rng):
    """What the texts' placeholders stand for."""
    site = rng.choice(wording.REGIONS) + rng.choice(["人民政府网", "政务公开专栏"])
    return {"a": report.agency, "y": report.year, "p": report.year - 1, "n": report.year + 1,
            "c": wording.chinese_year(report.year), "s": site}


def write_head(report, rng):
    """Navigation, title and lead; one in twelve reports has lost its title."""
    facts = facts_of(report, rng)
    put = lambda template: wording.fill(template, rng, **facts)
    if rng.random() < 0.3:
        report.head += [put(line) for line in rng.sample(wording.NAVIGATION, rng.randint(1, 3))]
    if rng.random() < 0.08:
        report.ambiguous.add("agency")
    else:
        report.head.append(put(rng.choice(wording.TITLES)))
        if rng.random() < 0.1:
            report.head.append(report.head[-1])
    report.head.append(put(rng.choice(wording.LEADS)))


def write_sections(report, builder, rng):
    """The six sections: narratives around the three tables."""
    facts = facts_of(report, rng)
    tables = {2: builder.proactive(), 3: builder.applications(), 4: builder.disputes()}
    narratives = {1: (wording.OVERVIEW, 6), 5: (wording.PROBLEMS, 3), 6: (wording.OTHERS, 2)}
    for number, headings in wording.HEADINGS.items():
        if number in tables:
            blocks = [tables[number]]
            if rng.random() < 0.15:
                blocks.insert(rng.choice([0, 0, 1]),
                              wording.fill(rng.choice(wording.BESIDE_TABLES[number]), rng, **facts))
        else:
            templates, most = narratives[number]
            blocks = [wording.fill(t, rng, **facts)
                      for t in rng.sample(templates, rng.randint(1, most))]
        report.sections.append(Section(number, rng.choice(headings), blocks))


def vary_headings(report, rng):
    """In two reports of five: some headings missing, renumbered, broken, marked or spaced."""
    def broken(heading):
        middle = rng.randint(3, len(heading) - 1)
        return heading[:middle] + "\n" + heading[middle:]
    vary = rng.choice([None] * 9 + [
        lambda heading: "" if rng.random() < 0.4 else heading,
        lambda heading: "（" + heading[0] + "）" + heading[2:],
        lambda heading: heading[2:],
        lambda heading: broken(heading) if len(heading) > 8 else heading,
        lambda heading: "## " + heading,
        lambda heading: heading[:2] + " " + heading[2:]])
    if vary:
        for section in report.sections:
            section.heading = vary(section.heading)


def random_report(rng):
    """A balanced report in one of the forms, one in ten with the section 2 of another."""
    newest, *older = forms.FORMS
    year_of_form = rng.choice([newest, newest, *older])
    is_late = (year_of_form == newest) != (rng.random() < 0.05)
    year = rng.choice(range(newest, newest + 5) if is_late else range(older[-1], newest))
    agency = rng.choice(wording.REGIONS) + rng.choice(wording.ORGANS)
    report = Report(year_of_form, year, agency)
    proactive_form = year_of_form
    other = random.Random(f"{agency}{year}")
    if other.random() < 0.2:
        proactive_form = other.choice(forms.FORMS)
    cells = [cell for cell in form_cells(proactive_form) if cell.section == 2]
    cells += [cell for cell in form_cells(year_of_form) if cell.section > 2]
    values = random_values(cells, Scale(rng), rng)
    write_head(report, rng)
    write_sections(report, Builder(report, cells, values, rng), rng)
    vary_headings(report, rng)
    return report


def seeded_report(*seed):
    """The report that belongs to a seed of any parts, and the generator to go on with."""
    rng = random.Random("/".join(map(str, seed)))
    return random_report(rng), rng
