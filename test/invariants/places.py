"""Whether the places in a text that prove its cells can be true at once."""
import re
from collections import Counter, defaultdict

from boxes import display_width

# Layouts in which a column of figures begins at one place of all lines, and how that is measured.
ALIGNED = {"page_by_width": display_width, "page_by_characters": len, "dash_ruled": display_width}

# Its rows have labels of one to three fields and all end at the same field: no column is straight.
CROOKED = {"tabs_cut_uneven"}

BAR = re.compile(r"[\t|│┃]")
FIGURE = re.compile(r"[\s\d.．,，/—－+-]*[件项]?\s*")


def not_shown(text, cells):
    """Cells whose text does not stand where they say."""
    return [cell for cell in cells if not text.startswith(cell.raw, cell.start)]


def shared(cells):
    """Cells that are proved by characters that prove another one, too."""
    return [b for a, b in zip(cells, cells[1:]) if b.start < a.start + len(a.raw)]


def field(line, offset):
    """(what the row's labels look like, the number of the field) of a place in a line.

    Rows whose labels look the same have as many fields before their figures. None if the line has
    no fields.
    """
    bars = list(BAR.finditer(line))
    if len(bars) < 7:
        return None
    fields = BAR.split(line)
    labels = tuple(bool(text.strip()) for text in fields[:1 + last_label(fields)])
    return labels, sum(bar.start() < offset for bar in bars)


def last_label(fields):
    return max((i for i, text in enumerate(fields) if not FIGURE.fullmatch(text)), default=-1)


def grid_places(text, group, cells):
    """(which kind of line, which grid column, which column of section three) of the cells."""
    measure = ALIGNED.get(group)
    for cell in cells:
        if not cell.path.startswith("applications."):
            continue
        start = text.rfind("\n", 0, cell.start) + 1
        end = text.find("\n", start)
        line = text[start:end if end >= 0 else len(text)]
        offset = cell.start - start
        place = ("", measure(line[:offset])) if measure else field(line, offset)
        if place:
            yield (*place, cell.path.rpartition(".")[2], cell)


def crooked(text, group, cells):
    """Cells of section three outside the grid column in which the others of their column stand."""
    if group in CROOKED or "\u200b" in text:
        return []
    places = list(grid_places(text, group, cells))
    grids, names = defaultdict(Counter), defaultdict(Counter)
    for kind, grid, name, _ in places:
        grids[kind, name][grid] += 1
        names[kind, grid][name] += 1
    most = lambda counter: counter.most_common(1)[0][0]
    return [cell for kind, grid, name, cell in places
            if most(grids[kind, name]) != grid or most(names[kind, grid]) != name]
