"""The identities of the official forms, judged from the forms alone: plainly, slowly, and without
the extension.

A report is the form that it names (or None) and its values, {Cell: int}; a cell that it lacks is an
unknown number that is not negative. Written from the rules and the tables of the forms, not from
the extension's sources, and with another method where completions are concerned, so that the two
can be compared (compare.py). brute_force.py proves it.

Verdicts. An identity by itself is false if no completion satisfies it. If none is, all that miss
cells are taken together: one is true if all completions of the report agree on its missing cells,
else NULL. If one is false or there is no completion, each identity that misses cells is judged by
what the others force, one at a time; and if that finds no culprit, all identities are false that
share missing cells, directly or through others, with those that cannot hold.
"""
import csv
import os
import sys
from collections import defaultdict, namedtuple
from functools import lru_cache

from completions import NoSolution, agreed_values

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import forms  # noqa: E402
from forms import FORMS  # noqa: E402

FormCell = namedtuple("FormCell", "section number item column unit")
Cell = namedtuple("Cell", "item column")
Row = namedtuple("Row", "section number item cells")
Check = namedtuple("Check", "rule item column")
Sides = namedtuple("Sides", "left right")  # lists of cells whose sums are equal

ROW_RULES = {3: "applicants", 4: "disputes"}


class Form:
    """The rows of one form in its order, and the checks that follow from them."""

    def __init__(self, cells):
        self.rows = rows_of(cells)
        self.counts = dict.fromkeys(Cell(cell.item, cell.column) for cell in cells
                                    if is_count(cell))
        self.identities = {}
        self._add_columns({row.number: row.cells for row in self.rows if row.section == 3})
        for row in self.rows:
            if row.section in ROW_RULES:
                self._add_row(ROW_RULES[row.section], row)

    def _add_columns(self, rows):
        results = [number for number in rows if is_result(number)]
        for place, cell in enumerate(rows["3.7"]):
            at = lambda numbers: [rows[number][place] for number in numbers]
            flow = Sides(at(["1", "2"]), at(["3.7", "4"]))
            self.identities[Check("flow", None, cell.column)] = flow
            self.identities[Check("outcomes", None, cell.column)] = Sides(at(["3.7"]), at(results))

    def _add_row(self, rule, row):
        total = [cell for cell in row.cells if cell.column == "total"]
        parts = [cell for cell in row.cells if cell.column != "total"]
        self.identities[Check(rule, row.item, None)] = Sides(total, parts)


def is_count(cell):
    """Whether a cell states a number of things: not money, and not by how much a number has
    changed.
    """
    return cell.unit in ("件", "项") and cell.column != "change"


def is_result(number):
    """Whether a row of section 3 states one of the results that add up to 3.7."""
    return number.startswith("3.") and number != "3.7"


def rows_of(cells):
    rows = {}
    for cell in cells:
        rows.setdefault((cell.section, cell.number, cell.item),
                        []).append(Cell(cell.item, cell.column))
    return [Row(*name, row) for name, row in rows.items()]


def form_cell(line):
    return FormCell(int(line["section"]), *(line[name] for name in FormCell._fields[1:]))


@lru_cache(maxsize=None)
def form_cells(year):
    with open(forms.PATHS[year], encoding="utf-8", newline="") as tsv:
        lines = csv.DictReader(tsv, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [form_cell(line) for line in lines]


@lru_cache(maxsize=None)
def official_form(year):
    """The form of this name."""
    return Form(form_cells(year))


@lru_cache(maxsize=None)
def all_counts():
    """The counts of all forms."""
    return {cell for year in FORMS for cell in official_form(year).counts}


def form_of(year, values):
    """The year of the form that a report follows.

    One that names none follows the newest, unless it fills a row that this lacks and an older has.
    """
    if year in FORMS:
        return year
    items = {form: {row.item for row in official_form(form).rows} for form in FORMS}
    for place, form in enumerate(FORMS[:-1]):
        older = set().union(*(items[older] for older in FORMS[place + 1:])) - items[form]
        if not any(cell.item in older for cell in values):
            return form
    return FORMS[-1]


def is_sum_of(item, parts, values):
    """Whether a row has figures, all of them sums of those of its parts, which have some."""
    figures = {column: value for (name, column), value in values.items() if name == item}
    sums = {column: sum(values.get(Cell(part, column), 0) for part in parts) for column in figures}
    return bool(figures) and figures == sums and any(cell.item in parts for cell in values)


def is_counted_twice(row, values):
    """Whether a row is the sum of others, or a part of a row that is: "3.6" is that of "3.6.1"."""
    cells = [cell for form in FORMS for cell in form_cells(form) if cell.section == 3]
    rows = {cell.number: cell.item for cell in cells}
    for number, item in rows.items():
        parts = [part for name, part in rows.items() if name.startswith(number + ".")]
        if item == row.item or row.item in parts:
            if is_sum_of(item, parts, values):
                return True
    return False


def counts_of(form, *sections):
    """The counts of some sections of a form."""
    cells = [cell for row in form.rows if row.section in sections for cell in row.cells]
    return {cell: None for cell in cells if cell in form.counts}


def with_rows_of_others(year, values):
    """The form, with those rows of section 3 that only other forms have and the report fills."""
    own = official_form(year)
    others = [cell for other in FORMS for cell in form_cells(other)
              if cell.section == 3 and cell.item not in {row.item for row in own.rows}]
    shown = {row.item for row in rows_of(others)
             if any(cell in values for cell in row.cells) and not is_counted_twice(row, values)}
    if not shown:
        return own
    return Form(form_cells(year) + [cell for cell in dict.fromkeys(others) if cell.item in shown])


class Equation:
    """The sum of the unknown cells, each with its sign, and of a constant is 0."""

    def __init__(self, unknown, constant):
        self.unknown, self.constant = unknown, constant

    @classmethod
    def of(cls, sides, values):
        unknown, constant = {}, 0
        for sign, cells in ((1, sides.left), (-1, sides.right)):
            for cell in cells:
                if cell in values:
                    constant += sign * values[cell]
                else:
                    unknown[cell] = sign
        return cls(unknown, constant)

    def given(self, values):
        """The equation when these values are known, too."""
        known = [cell for cell in self.unknown if cell in values]
        if not known:
            return self
        unknown = {cell: sign for cell, sign in self.unknown.items() if cell not in values}
        return Equation(unknown, self.constant + sum(self.unknown[cell] * values[cell]
                                                     for cell in known))

    def forced(self):
        """{cell: value} that follow from this equation alone; the value of a single unknown may be
        negative.
        """
        signs = set(self.unknown.values())
        if len(self.unknown) == 1:
            return {cell: -sign * self.constant for cell, sign in self.unknown.items()}
        if len(signs) == 1 and self.constant == 0:
            return dict.fromkeys(self.unknown, 0)
        return {}

    def possible(self):
        """Whether any non-negative values satisfy it."""
        signs = set(self.unknown.values())
        if len(signs) == 2:
            return True
        return self.constant == 0 or bool(signs) and self.constant * signs.pop() < 0

    def verdict(self):
        if not self.possible():
            return False
        return True if len(self.forced()) == len(self.unknown) else None


def components(equations):
    """The groups of equations that share unknown cells, directly or through others; each a dict
    like the given one.
    """
    groups = []
    for check, equation in equations.items():
        joined, cells, others = {check: equation}, set(equation.unknown), []
        for group, group_cells in groups:
            if cells.isdisjoint(group_cells):
                others.append((group, group_cells))
            else:
                joined, cells = {**group, **joined}, cells | group_cells
        groups = others + [(joined, cells)]
    return [group for group, _ in groups]


def agreement(equations):
    """{cell: value} on which all completions of these equations agree; None if there is no
    completion.
    """
    try:
        return agreed_values((equation.unknown, equation.constant) for equation in equations)
    except NoSolution:
        return None


def deduce(equations):
    """{cell: value} forced by one equation at a time, in rounds that all start from the same state.

    A cell for which a round finds two values, or a negative one, stays unknown for good.
    """
    known, barred = {}, set()
    while True:
        found = defaultdict(set)
        equations = [equation.given(known) for equation in equations]
        for equation in equations:
            for cell, value in equation.forced().items():
                if cell not in barred:
                    found[cell].add(value)
        if not found:
            return known
        for cell, values in found.items():
            if len(values) == 1 and min(values) >= 0:
                known[cell] = values.pop()
            else:
                barred.add(cell)


def judge_locally(equations):
    """The verdict on each equation in the light of what the others force."""
    verdicts = {}
    for check, equation in equations.items():
        others = [other for name, other in equations.items() if name != check]
        verdicts[check] = equation.given(deduce(others)).verdict()
    return verdicts


def sum_of(cells, values):
    return sum(values[cell] for cell in cells) if all(cell in values for cell in cells) else None


class Judgement:
    """Everything that the extension says about a report's checks.

    verdicts: {Check: verdict}, also of counts in rows that the form does not have; sums: {Check:
    Sides} of the identities, None where a side misses a cell; completion: {Cell: value} of the
    cells that the identities force; contradiction: whether identities that could each hold by
    itself cannot hold together.
    """

    def __init__(self, form, own_counts, values):
        self.completion, self.contradiction = {}, False
        equations = {check: Equation.of(sides, values) for check, sides in form.identities.items()}
        self.verdicts = {check: equation.verdict() for check, equation in equations.items()}
        self._judge_groups(components({check: equation for check, equation in equations.items()
                                       if equation.unknown and self.verdicts[check] is not False}))
        foreign = [cell for cell in values if cell in all_counts() and cell not in own_counts]
        for cell in [*own_counts, *foreign]:
            self.verdicts[Check("domain", *cell)] = values.get(cell, 0) >= 0
        self.sums = {check: Sides(*(sum_of(cells, values) for cells in sides))
                     for check, sides in form.identities.items()}
        if self.balanced is False:
            self.completion = {}

    def _judge_groups(self, groups):
        """Judge the identities that miss cells and may hold: all together, or else in the light of
        the others.
        """
        if False not in self.verdicts.values():
            agreements = [agreement(group.values()) for group in groups]
            if None not in agreements:
                for group, agreed in zip(groups, agreements):
                    self._judge_group(group, agreed)
                return
            self.contradiction = True
        for group in groups:
            self.verdicts.update(judge_locally(group))
        if False not in self.verdicts.values():
            for group, agreed in zip(groups, agreements):
                if agreed is None:
                    self.verdicts.update(dict.fromkeys(group, False))

    def _judge_group(self, group, agreed):
        self.completion.update(agreed)
        for check, equation in group.items():
            self.verdicts[check] = True if agreed.keys() >= equation.unknown.keys() else None

    @property
    def balanced(self):
        found = set(self.verdicts.values())
        return False if False in found else None if None in found else True

    @property
    def violations(self):
        return {check for check, verdict in self.verdicts.items() if verdict is False}


def judge(form, proactive_form, values):
    """What a report that names these forms is to be told, of which the first may be None.

    Cells of other forms are not filled.
    """
    year = form_of(form, values)
    own = {**counts_of(official_form(proactive_form), 2), **counts_of(official_form(year), 3, 4)}
    judged = with_rows_of_others(year, values)
    judgement = Judgement(judged, own, values)
    completion = judgement.completion.items()
    judgement.completion = {cell: value for cell, value in completion if cell in own}
    return judgement
