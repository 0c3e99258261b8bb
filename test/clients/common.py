"""What the clients in Python share: the queries, and what is printed of their rows."""
import json
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
FLAT = "applications_granted_total"


def queries():
    """The queries by name."""
    with open(os.path.join(here, "queries.json"), encoding="utf-8") as file:
        return json.load(file)


def shown(value):
    """The type of a value and the value as the language writes it."""
    return f"{type(value).__name__} {value!r}"[:72]


def show(fetch):
    """Prints what a client gives: fetch makes of a query the names of its columns and its rows."""
    asked = queries()
    _, rows = fetch(asked["cell"])
    print("cell:", ", ".join(shown(value) for row in rows for value in row))
    names, rows = fetch(asked["figures_flat"])
    values = [row[names.index(FLAT)] for row in rows]
    print("figures_flat:", len(names), "columns,", ", ".join(map(shown, values)))
    for name in ("report", "json"):
        print(f"{name}:", shown(fetch(asked[name])[1][0][0]))
    sys.stdout.flush()
