#!/usr/bin/env python3
"""Take cells out of balanced reports: complete_report must fill those that have one value only,
with the true one.

usage: completion_test.py [--seed N] [--reports N] [--small N]

Every filled cell must be the one that was taken out, and no other may change. For small reports, in
which all completions can be written down, the filled cells must be exactly those on which they
agree. The database is the one that psql's environment variables name; the extension must be
installed in it. Exit status: 0 if all is right, 1 if not, 2 if it could not run.
"""
import csv
import json
import os
import random
import sys
from collections import namedtuple

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import arguments  # noqa: E402
import database  # noqa: E402
import repair_test  # noqa: E402
from forms import FORMS  # noqa: E402
from repair_test import Place  # noqa: E402

Case = namedtuple("Case", "form truth printed agreed")

SQL = r"""
CREATE TEMP TABLE incomplete (id int, body jsonb);
\copy incomplete FROM '{incomplete}' WITH (FORMAT csv)
COPY (
    SELECT id, is_balanced(r), is_balanced(complete_report(r)),
           complete_report(complete_report(r)) = complete_report(r),
           (SELECT jsonb_agg(jsonb_build_array(section, item, column_name, value))
            FROM report_cells(complete_report(r)) WHERE section > 2)
    FROM (SELECT id, jsonb_populate_record(NULL::disclosure_report, body) AS r
          FROM incomplete OFFSET 0) AS reading ORDER BY id
) TO STDOUT WITH (FORMAT csv);
"""


def identities_of(places):
    """[(left, right)] of sections three and four of the form whose cells these are, in the words of
    the form's own rule.
    """
    ends = ("received", "carried_in", "concluded", "carried_out")
    found = [([row[-1]], row[:-1]) for row in repair_test.rows_of(places).values()]
    rows = repair_test.rows_of([place for place in places if place.section == 3])
    for at in range(7):
        column = {item: row[at] for item, row in rows.items()}
        found.append(([column["received"], column["carried_in"]],
                      [column["concluded"], column["carried_out"]]))
        results = [place for item, place in column.items() if item not in ends]
        found.append(([column["concluded"]], results))
    return found


def completions(identities, figures, unknown, most):
    """All {place: figure} for the unknown cells, none above `most`, that satisfy every identity."""
    if not unknown:
        return [{}]
    concerned = [[(place, sign) for sign, side in ((1, left), (-1, right)) for place in side]
                 for left, right in identities]
    found = []

    def holds(terms, values):
        rest = [sign for place, sign in terms if place in values and values[place] is None]
        total = sum(sign * values[place] for place, sign in terms if values[place] is not None)
        return total == 0 or bool(rest) and (-1 if total > 0 else 1) in rest

    def extend(values, left):
        if not all(holds(terms, values) for terms in concerned
                   if any(place in unknown for place, _ in terms)):
            return
        if not left:
            found.append({place: values[place] for place in unknown})
            return
        for figure in range(most + 1):
            values[left[0]] = figure
            extend(values, left[1:])
        values[left[0]] = None

    extend(dict(figures), unknown)
    return found


def blank_block(truth, rng):
    """Cells where a few rows and columns cross: what is missing there can go round."""
    rows = list(repair_test.rows_of([place for place in truth if place.section == 3]).values())
    columns = rng.sample(range(7), rng.choice([2, 2, 3]))
    busy = [row for row in rows if any(truth[row[column]] for column in columns)]
    rows = busy + rng.sample(rows, 2)
    cells = [row[column] for row in rng.sample(rows, min(len(rows), rng.choice([2, 3])))
             for column in columns]
    return rng.sample(cells, min(len(cells), rng.choice([4, 6, 8])))


def small_case(rng):
    form = rng.choice(FORMS)
    truth = repair_test.balanced_figures(form, rng)
    for place in truth:
        truth[place] = 0
    balance_small(truth, rng)
    printed = dict(truth)
    unknown = blank_block(truth, rng)
    for place in unknown:
        printed[place] = None
    ways = completions(identities_of(truth), printed, unknown, max(truth.values()) + 1)
    agreed = {place: truth[place] for place in unknown
              if all(way[place] == truth[place] for way in ways)}
    return Case(form, truth, printed, agreed)


def balance_small(figures, rng):
    """A few ones and twos, and the sums that follow from them."""
    rows = repair_test.rows_of([place for place in figures if place.section == 3])
    ends = ("received", "carried_in", "concluded", "carried_out")
    for at in range(6):
        for item in rng.sample([item for item in rows if item not in ends], rng.choice([1, 2, 3])):
            figures[rows[item][at]] = rng.choice([1, 1, 2])
        figures[rows["concluded"][at]] = sum(figures[row[at]] for item, row in rows.items()
                                             if item not in ends)
        figures[rows["carried_out"][at]] = rng.choice([0, 0, 1])
        whole = figures[rows["concluded"][at]] + figures[rows["carried_out"][at]]
        figures[rows["carried_in"][at]] = rng.randint(0, min(1, whole))
        figures[rows["received"][at]] = whole - figures[rows["carried_in"][at]]
    for row in rows.values():
        figures[row[-1]] = sum(figures[place] for place in row[:-1])


def large_case(rng):
    form = rng.choice([FORMS[0], *FORMS])
    truth = repair_test.balanced_figures(form, rng)
    printed = dict(truth)
    share = rng.choice([0.02, 0.1, 0.3, 0.6, 0.9])
    blank = rng.choice([lambda place: rng.random() < share, lambda place: truth[place] == 0,
                        lambda place: truth[place] == 0 and rng.random() < share,
                        lambda place: place.column == "total", lambda place: place.item in lost])
    lost = rng.sample([place.item for place in truth], 2)
    for place in truth:
        if blank(place):
            printed[place] = None
    return Case(form, truth, printed, None)


def ask(cases):
    """(balanced, balanced when completed, completed twice is the same, {place: figure}) for every
    case.
    """
    printed = database.run_over(SQL, incomplete=repair_test.input_rows(cases))
    answers = []
    for _, before, after, same, cells in csv.reader(printed.splitlines()):
        figures = {Place(*place): figure for *place, figure in json.loads(cells)}
        answers.append((before, after, same, figures))
    return answers


def fault(case, answer):
    """What is wrong with an answer, or None; the figures of cells that are filled."""
    before, after, same, figures = answer
    if before == "f" or before != after or same != "t":
        return f"balanced {before!r}, completed {after!r}, completed twice the same {same!r}"
    for place, figure in figures.items():
        if figure is None and case.printed[place] is not None:
            return f"{place} is gone"
        if figure is not None and figure != case.truth[place]:
            return f"{place} is {figure} instead of {case.truth[place]}"
        is_filled, is_forced = figure is not None, case.agreed is None or place in case.agreed
        if case.agreed is not None and case.printed[place] is None and is_filled != is_forced:
            return f"{place} is {figure}, all completions agree on {sorted(case.agreed)}"
    return None


def run(name, cases):
    faults, unknown, filled = [], 0, 0
    for number, (case, answer) in enumerate(zip(cases, ask(cases))):
        wrong = fault(case, answer)
        if wrong:
            faults.append(f"{name} report {number}: {wrong}")
        missing = [place for place in case.printed if case.printed[place] is None]
        unknown += len(missing)
        filled += sum(answer[3][place] is not None for place in missing)
    print(f"{len(cases)} {name} reports: {unknown} cells taken out, {filled} of them filled, "
          f"{len(faults)} reports wrong")
    print("\n".join(faults[:5]))
    return not faults


def main():
    parser = arguments.parser(__doc__, 10000, seed=1)
    parser.add_argument("--small", type=int, default=300, metavar="N")
    options = parser.parse_args()
    make = lambda kind, number: kind(random.Random(f"{options.seed}/{kind.__name__}/{number}"))
    right = [run("random", [make(large_case, number) for number in range(options.reports)]),
             run("small", [make(small_case, number) for number in range(options.small)])]
    return 0 if all(right) else 1


if __name__ == "__main__":
    database.exit_with(main)
