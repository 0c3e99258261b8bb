"""Random reports: balanced figures, then planted errors, then missing cells.

A report depends on the seed and its number alone.
"""
import random
from functools import lru_cache

from checker import FORMS, Equation, is_result, official_form

BIGGEST = 2 ** 63 - 1
SECTIONS = {2: "proactive", 3: "applications", 4: "disputes"}


class Report:
    """What the report says of its forms; values: {Cell: number} of the cells that it has."""

    def __init__(self, number, form, proactive_form, values):
        self.number, self.values = number, values
        self.form, self.proactive_form = form, proactive_form

    def as_json(self, more=None):
        """In the shape that jsonb_populate_record reads; `more` are values of cells that the report
        lacks.
        """
        tree = {"title": f"第{self.number}号报告", "year": 2000 + self.number % 100, "form": self.form,
                "proactive_form": self.proactive_form, "problems": "无"}
        for cell, value in {**self.values, **(more or {})}.items():
            section, attribute = places()[cell]
            if section == "proactive":
                tree.setdefault(section, {})[f"{attribute}_{cell.column}"] = value
            else:
                tree.setdefault(section, {}).setdefault(attribute, {})[cell.column] = value
        return tree


@lru_cache(maxsize=None)
def places():
    """{Cell: (section's attribute, row's attribute)} for the cells of both forms."""
    return {cell: (SECTIONS[row.section], row.item.replace(".", "_"))
            for form in FORMS for row in official_form(form).rows for cell in row.cells}


class Scale:
    """How large a report's figures are and how often they are zero."""

    def __init__(self, rng):
        self._rng = rng
        self._zeros, self._digits = rng.choice([(1, 1), (0.95, 1), (0.9, 1), (0.8, 2), (0.6, 1),
                                                (0.3, 3), (0.5, 4),
                                                (0.2, 6), (0.7, 15), (0, 15)])

    def figure(self):
        if self._rng.random() < self._zeros:
            return 0
        return self._rng.randint(0, 10 ** self._rng.randint(1, self._digits))


def application_figures(rows, scale, rng):
    """{row number: seven values} for section 3, with every identity holding."""
    figures = {row.number: [scale.figure() for _ in row.cells[:-1]] for row in rows
               if is_result(row.number)}
    concluded = [sum(column) for column in zip(*figures.values())]
    carried_out = [scale.figure() // 10 for _ in concluded]
    whole = [a + b for a, b in zip(concluded, carried_out)]
    carried_in = [rng.randint(0, total) // rng.choice([1, 5, 50]) for total in whole]
    received = [a - b for a, b in zip(whole, carried_in)]
    figures.update({"1": received, "2": carried_in, "3.7": concluded, "4": carried_out})
    return {number: row + [sum(row)] for number, row in figures.items()}


def proactive_figure(cell, scale, rng):
    if cell.column == "amount":
        return scale.figure() % 10 ** 9 / 100 * rng.choice([1, 1, 1, -1])
    return scale.figure() * (rng.choice([1, -1]) if cell.column == "change" else 1)


def balanced_values(form, scale, rng):
    values = {}
    applications = application_figures([row for row in form.rows if row.section == 3], scale, rng)
    for row in form.rows:
        if row.section == 2:
            figures = [proactive_figure(cell, scale, rng) for cell in row.cells]
        elif row.section == 3:
            figures = applications[row.number]
        else:
            parts = [scale.figure() for _ in row.cells[:-1]]
            figures = parts + [sum(parts)]
        values.update(zip(row.cells, figures))
    return values


def table_rows(form, section=None):
    """The rows that identities speak of."""
    return [row for row in form.rows
            if row.section == section or section is None and row.section > 2]


def table_cells(form):
    return [cell for row in table_rows(form) for cell in row.cells]


def a_change(rng):
    return rng.choice([1, 2, 3, 10, 100, rng.randint(1, 1000), 10 ** rng.randint(1, 15)])


# Each error changes the values of a report in one way.

def one_cell(values, form, rng):
    """Any difference, but the count is still one."""
    cell, change = rng.choice(table_cells(form)), a_change(rng)
    values[cell] += change if values[cell] < change else rng.choice([change, -change])


def digits(values, form, rng):
    """A wrong digit, two digits in the wrong order, a digit lost or printed twice."""
    cells = [cell for cell in table_cells(form) if values[cell] >= 10]
    if not cells:
        one_cell(values, form, rng)
        return
    cell = rng.choice(cells)
    text = str(values[cell])
    i = rng.randrange(len(text) - 1)
    wrong = rng.choice([text[:i] + rng.choice("0123456789") + text[i + 1:],
                        text[:i] + text[i + 1] + text[i] + text[i + 2:],
                        text[:i] + text[i + 1:], text[:i] + text[i] + text[i:]])
    values[cell] = int(wrong)


def swap(values, form, rng):
    """Two cells of a row, of a column, or any two."""
    rows = table_rows(form, 3)
    row, other, columns = rng.choice(rows), rng.choice(rows), rng.sample(range(7), 2)
    a = row.cells[columns[0]]
    b = rng.choice([row.cells[columns[1]], other.cells[columns[0]], other.cells[columns[1]]])
    values[a], values[b] = values[b], values[a]


def shift(values, form, rng):
    """A row one column to the left or right."""
    cells = rng.choice(table_rows(form)).cells
    figures = [values[cell] for cell in cells]
    moved = rng.choice([[0] + figures[:-1], figures[1:] + [0], figures[1:] + figures[:1]])
    values.update(zip(cells, moved))


def offsetting_pair(values, form, rng):
    """Two errors in a row or column that its sum does not show."""
    rows, change = table_rows(form, 3), a_change(rng)
    (row, other), (column, second) = rng.sample(rows, 2), rng.sample(range(7), 2)
    values[row.cells[column]] += change
    values[rng.choice([row.cells[second], other.cells[column]])] -= change


def negative(values, form, rng):
    cell = rng.choice(rng.choice(form.rows).cells)
    values[cell] = -abs(values[cell]) - rng.choice([0, 1, 5])


def negative_rectangle(values, form, rng):
    """Four cells that cancel out: every identity still holds, but a count may be negative."""
    results = [row for row in table_rows(form, 3) if is_result(row.number)]
    rows, columns, change = rng.sample(results, 2), rng.sample(range(6), 2), a_change(rng)
    for i in range(2):
        for k in range(2):
            values[rows[i].cells[columns[k]]] += change if i == k else -change


def several(values, form, rng):
    for _ in range(rng.randint(2, 5)):
        rng.choice([one_cell, one_cell, digits, swap, shift, negative])(values, form, rng)


def foreign(values, form, rng):
    """Values in rows that only the other form has."""
    cells = [cell for cell in places() if cell not in values]
    for cell in rng.sample(cells, rng.randint(1, 3)):
        values[cell] = rng.choice([0, 1, 7, -3])


def huge(values, form, rng):
    """Figures whose sums no column can hold."""
    for cell in rng.sample(table_cells(form), rng.randint(1, 20)):
        values[cell] = rng.choice([BIGGEST, BIGGEST, BIGGEST - 1, -BIGGEST])


ERRORS = [one_cell, digits, swap, shift, offsetting_pair, negative, negative_rectangle,
          several, foreign]


# Each pattern gives the cells that a report lacks.

def few(values, form, rng):
    return rng.sample(table_cells(form), rng.randint(1, 6))


def many(values, form, rng):
    share = rng.random()
    return [cell for cell in values if rng.random() < share]


def zeros(values, form, rng):
    """Blanks for zeros, rarely for anything else."""
    share, rest = rng.choice([1, 1, 0.9, 0.5]), rng.choice([0, 0, 0.02, 0.1])
    return [cell for cell, value in values.items() if rng.random() < (rest if value else share)]


def whole_rows(values, form, rng):
    return [cell for row in rng.sample(form.rows, rng.randint(1, 8)) for cell in row.cells]


def right_columns(values, form, rng):
    """Of one row, or of all rows of a table."""
    section, count = rng.choice([3, 3, 4]), rng.randint(1, 6)
    rows = table_rows(form, section)
    return [cell for row in rng.choice([rows, [rng.choice(rows)]]) for cell in row.cells[-count:]]


def totals(values, form, rng):
    """The column of totals, the row of totals, or both."""
    which = rng.choice(["column", "row", "both"])
    return [cell for row in table_rows(form) for cell in row.cells
            if cell.column == "total" and which != "row"
            or row.number == "3.7" and which != "column"]


def rectangle(values, form, rng):
    """Some columns of some rows: sums of rows and columns alone say what they can be."""
    rows = rng.sample(table_rows(form, 3), rng.randint(2, 8))
    columns = rng.sample(range(7), rng.randint(2, 6))
    return [row.cells[column] for row in rows for column in columns]


def small_figures(values, form, rng):
    """Zeros and ones: sums that leave little choice."""
    share = rng.choice([0.3, 0.7, 1])
    return [cell for cell in table_cells(form)
            if values.get(cell) in (0, 1) and rng.random() < share]


def section(values, form, rng):
    number = rng.choice([2, 3, 4])
    return [cell for row in form.rows if row.section == number for cell in row.cells]


def hide_failures(values, form, rng):
    """Some cells of every identity that fails by itself: only all identities together may still
    tell.
    """
    failing = [sides for sides in form.identities.values()
               if Equation.of(sides, values).verdict() is False]
    return [cell for sides in failing
            for cell in rng.choices(sides.left + sides.right, k=rng.randint(1, 3))]


MISSING = [few, few, many, zeros, zeros, whole_rows, right_columns, totals, rectangle, rectangle,
           small_figures, section]


def unseen_error(values, form, rng):
    """A change of one cell that no identity shows by itself."""
    shown = [cell for cell in table_cells(form) if cell in values and values[cell] < BIGGEST // 2]
    for cell in rng.sample(shown, min(10, len(shown))):
        changed = {**values, cell: values[cell] + rng.choice([1, 2, 3, 5])}
        touched = [sides for sides in form.identities.values()
                   if cell in sides.left or cell in sides.right]
        if all(Equation.of(sides, changed).verdict() is None for sides in touched):
            values[cell] = changed[cell]
            return


def random_report(seed, number):
    rng = random.Random(f"{seed}-{number}")
    year = rng.choice(FORMS)
    form = official_form(year)
    values = balanced_values(form, Scale(rng), rng)
    for _ in range(rng.choice([0, 0, 0, 1, 1, 1, 2])):
        rng.choice(ERRORS)(values, form, rng)
    if rng.random() < 0.03:
        huge(values, form, rng)
    for _ in range(rng.choice([0, 1, 1, 1, 1, 2, 3])):
        remove(values, rng.choice(MISSING)(values, form, rng))
    if rng.random() < 0.3:
        remove(values, hide_failures(values, form, rng))
    for _ in range(rng.choice([0, 0, 1, 2])):
        unseen_error(values, form, rng)
    claimed = rng.choice([year] * 16 + [None] * 3 + [2020, sum(FORMS) - year])
    return Report(number, claimed, rng.choice([year] * 16 + FORMS), values)


def remove(values, cells):
    for cell in cells:
        values.pop(cell, None)
