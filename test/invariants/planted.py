"""Reports that do not add up, because an error was planted into them before they were laid out.

What such a report states is what it prints: a reader must give the wrong figure or NULL, but never
the figure that would be right.
"""
import re

from reports import Cell

PLANTED = {}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def planted(function):
    """Register an error under its function's name: (report, rng) → whether there was room."""
    PLANTED[function.__name__] = function
    return function


def plant(report, rng):
    """Plant one error; gives its name."""
    names = list(PLANTED)
    rng.shuffle(names)
    return next(name for name in names if PLANTED[name](report, rng))


def blank_zeros(report, rng):
    """Let some of the zeros be blank cells; in some reports all are."""
    share = rng.choice([0, 0.3, 0.7, 0.95, 1])
    for cell in figures(report):
        if report.values[cell.key] == 0 and rng.random() < share:
            cell.text, report.values[cell.key] = "", None


def figures(report):
    """The cells of sections two to four that hold a count or nothing."""
    cells = [cell for table in report.tables() for row in table.rows for cell in row]
    return [cell for cell in cells if is_count(report, cell)]


def is_count(report, cell):
    if not cell.key or cell.key.column in ("amount", "change"):
        return False
    return not cell.text or isinstance(report.values[cell.key], int)


def shown(report):
    return [cell for cell in figures(report) if cell.text]


def reprint(report, cell, value):
    """Print another value as the cell prints its own: its unit and its kind of digits stay."""
    digits = str(value).translate(FULL_WIDTH) if re.search("[０-９]", cell.text) else str(value)
    cell.text = re.sub(r"[\d,]+", digits, cell.text, count=1)
    report.values[cell.key] = value


@planted
def wrong(report, rng):
    """One figure is another."""
    cell = rng.choice(shown(report) or [None])
    if cell:
        value = report.values[cell.key]
        others = {value + 1, value - 1, value + rng.randint(1, 500), rng.randint(0, 9)}
        reprint(report, cell, rng.choice(sorted(other for other in others - {value} if other >= 0)))
    return cell is not None


def slips(value, rng):
    """What a hand makes of a figure: two digits exchanged, one left out, one typed twice."""
    text = str(value)
    at = rng.randrange(len(text) - 1)
    exchanged = text[:at] + text[at + 1] + text[at] + text[at + 2:]
    left_out, typed_twice = text[:at] + text[at + 1:], text[:at] + text[at] + text[at:]
    return {int(exchanged), int(left_out), int(typed_twice)}


@planted
def slipped(report, rng):
    """The digits of one figure slipped."""
    cells = [cell for cell in shown(report) if report.values[cell.key] > 9]
    for cell in rng.sample(cells, min(1, len(cells))):
        value = report.values[cell.key]
        reprint(report, cell, rng.choice(sorted(slips(value, rng) - {value})))
    return bool(cells)


def exchange(report, a, b):
    """Let two cells change places: their figures, not their columns."""
    values = report.values
    a.text, b.text = b.text, a.text
    values[a.key], values[b.key] = values[b.key], values[a.key]


def neighbours(report, is_fit):
    """Pairs of cells beside one another in a row."""
    rows = [row for table in report.tables() for row in table.rows]
    return [(a, b) for row in rows for a, b in zip(row, row[1:])
            if is_count(report, a) and is_count(report, b) and is_fit(a, b)]


@planted
def swapped(report, rng):
    """Two figures beside one another have changed places."""
    pairs = neighbours(report, lambda a, b: a.text and b.text and a.text != b.text)
    for a, b in rng.sample(pairs, min(1, len(pairs))):
        exchange(report, a, b)
    return bool(pairs)


@planted
def moved(report, rng):
    """A figure stands in the blank cell beside it.

    Not the total of a row that its sums prove: without a trace of blank cells, the text is
    the same.
    """
    pairs = [(a, b) for a, b in neighbours(report, lambda a, b: bool(a.text) != bool(b.text))
             if not (b.text and b.key.group == "applications" and b.key.column == "total")]
    for a, b in rng.sample(pairs, min(1, len(pairs))):
        exchange(report, a, b)
    return bool(pairs)


def whole_rows(report):
    """(table, number) of the rows of figures in sections two and three in which no span begins."""
    return [(table, at) for table in report.tables() if table.section < 4
            for at, row in enumerate(table.rows)
            if any(cell.key for cell in row) and all(cell.rowspan == 1 for cell in row)]


def crossing(table, at):
    """The cells that span into a row from above."""
    return [cell for cell in dict.fromkeys(table.grid()[at]) if cell not in table.rows[at]]


@planted
def lost(report, rng):
    """A row is lost."""
    table, at = rng.choice(whole_rows(report))
    for cell in crossing(table, at):
        cell.rowspan -= 1
    for cell in table.rows.pop(at):
        if cell.key:
            report.values[cell.key] = None
    return True


@planted
def doubled(report, rng):
    """A row stands twice."""
    table, at = rng.choice(whole_rows(report))
    for cell in crossing(table, at):
        cell.rowspan += 1
    again = [Cell(cell.text, cell.role, 1, cell.colspan, cell.key) for cell in table.rows[at]]
    table.rows.insert(at + 1, again)
    return True
