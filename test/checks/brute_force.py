#!/usr/bin/env python3
"""Prove checker.py: on small cases it must say what the enumeration of all completions says.

usage: brute_force.py [--seed N] [--reports N]

Cases are small figures in a form of three columns and in the official forms, and random equations
of the same sort. The matrix of the identities is totally unimodular: if there is a completion,
there is one with no value above the sum of what the equations' known cells come to, and if a cell
can have two values, it can have two up to one more than that. Exit status: 0 if all verdicts and
completions agree, 1 if not.
"""
import os
import random
import sys
from collections import Counter

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import arguments  # noqa: E402
import checker  # noqa: E402
from checker import Equation, Form, FormCell, Judgement, components, official_form  # noqa: E402
from forms import FORMS  # noqa: E402
from random_reports import balanced_values, hide_failures, remove, unseen_error  # noqa: E402

MOST_CANDIDATES = 20000


class SmallScale:
    """Figures so small that all completions can be tried."""

    def __init__(self, rng):
        self._rng = rng
        self._figures = rng.choice([[0, 1], [0, 0, 0, 1], [0, 0, 1, 2], [0, 0, 0, 0, 0, 1, 11]])

    def figure(self):
        return self._rng.choice(self._figures)


def small_form():
    columns = {3: ("natural_person", "other", "total"), 4: ("upheld", "other", "total")}
    numbers = [(3, number) for number in ("1", "2", "3.1", "3.2", "3.3", "3.7", "4")]
    numbers.append((4, "review"))
    return Form([FormCell(section, number, number, column, "件")
                 for section, number in numbers for column in columns[section]])


class TooMany(Exception):
    """Too many candidates to try them all."""


def completions(equations):
    """All completions with no value above the limit, each the same dict with other values."""
    if any(equation.constant for equation in equations if not equation.unknown):
        return
    cells = list(dict.fromkeys(cell for equation in equations for cell in equation.unknown))
    limit = 1 + sum(abs(equation.constant) for equation in equations)
    touched = {cell: [equation for equation in equations if cell in equation.unknown]
               for cell in cells}
    candidate, tried = {}, 0

    def extend(place):
        nonlocal tried
        if place == len(cells):
            yield candidate
            return
        cell = cells[place]
        for candidate[cell] in range(limit + 1):
            tried += 1
            if tried > MOST_CANDIDATES:
                raise TooMany
            if all(may_hold(equation, candidate) for equation in touched[cell]):
                yield from extend(place + 1)
        del candidate[cell]

    yield from extend(0)


def may_hold(equation, values):
    """Whether the cells that have no value yet can still make up for the sum of the others."""
    total, signs = equation.constant, set()
    for cell, sign in equation.unknown.items():
        if cell in values:
            total += sign * values[cell]
        else:
            signs.add(sign)
    return total == 0 or (-1 if total > 0 else 1) in signs


def agreement(equations):
    """{cell: value} on which all completions agree; None if there is none."""
    common = None
    for candidate in completions(equations):
        if common is None:
            common = dict(candidate)
        common = {cell: value for cell, value in common.items() if candidate[cell] == value}
        if not common:
            break
    return common


def verdict_alone(equation):
    common = agreement([equation])
    if common is None:
        return False
    return True if len(common) == len(equation.unknown) else None


def deduce(equations):
    """As checker.deduce, from the completions of each equation."""
    known, unusable = {}, set()
    while True:
        proposals = []
        for equation in (equation.given(known) for equation in equations):
            common = agreement([equation])
            if common is not None:
                proposals += common.items()
            elif len(equation.unknown) == 1:  # its value would be negative
                proposals += [(cell, None) for cell in equation.unknown]
        proposals = [(cell, value) for cell, value in proposals if cell not in unusable]
        if not proposals:
            return known
        for cell, value in proposals:
            values = {other for name, other in proposals if name == cell}
            if len(values) > 1 or None in values:
                unusable.add(cell)
            else:
                known[cell] = value


def judge(form, values):
    """({Check: verdict} of the identities, {Cell: value} that they force), as checker.Judgement
    decides.
    """
    equations = {check: Equation.of(sides, values) for check, sides in form.identities.items()}
    verdicts = {check: verdict_alone(equation) for check, equation in equations.items()}
    unknown = {check: equation for check, equation in equations.items() if equation.unknown
               and verdicts[check] is not False}
    groups = components(unknown)
    if False not in verdicts.values():
        found = [agreement(list(group.values())) for group in groups]
        if None not in found:
            agreed = {cell: value for part in found for cell, value in part.items()}
            for check, equation in unknown.items():
                verdicts[check] = True if all(cell in agreed for cell in equation.unknown) else None
            return verdicts, {} if any(values.get(cell, 0) < 0 for cell in form.counts) else agreed
        groups = [group for group, part in zip(groups, found) if part is None]
    by_itself = False in verdicts.values()
    for check, equation in unknown.items():
        others = [e for c, e in unknown.items() if c != check]
        verdicts[check] = verdict_alone(equation.given(deduce(others)))
    if not by_itself and False not in verdicts.values():
        verdicts.update((check, False) for group in groups for check in group)
    return verdicts, {}


def judgement_of(form, values):
    """The same from checker.py."""
    judgement = Judgement(form, form.counts, values)
    return {check: judgement.verdicts[check] for check in form.identities}, judgement.completion


def small_network(seed, number):
    """Equations of the same sort that no form has: a cell stands in one of them, or in two with
    opposite signs.
    """
    rng = random.Random(f"network {seed}-{number}")
    equations = [Equation({}, 0) for _ in range(rng.randint(1, 5))]
    for cell in range(rng.randint(1, 8)):
        sign, value = rng.choice([1, -1]), rng.choice([0, 0, 0, 1])
        for equation in rng.sample(equations, rng.randint(1, min(2, len(equations)))):
            equation.unknown[cell] = sign
            equation.constant -= sign * value
            sign = -sign
    if rng.random() < 0.3:
        rng.choice(equations).constant += rng.choice([1, -1])
    return equations


def small_report(seed, number):
    """(form, values): balanced or not, with many cells missing in the small form and few in the
    official ones.
    """
    rng = random.Random(f"{seed}-{number}")
    form = rng.choice([small_form()] * 4 + [official_form(year) for year in FORMS])
    values = balanced_values(form, SmallScale(rng), rng)
    cells = [cell for row in form.rows if row.section > 2 for cell in row.cells]
    if len(cells) < 50 and rng.random() < 0.5:
        remove(values, rng.sample(cells, rng.randint(10, 15)))
    else:
        for cell in rng.sample(cells, rng.choice([0, 0, 0, 1, 1, 2])):
            values[cell] += rng.choice([1, 1, -1, 2, -2, 3])
        remove(values, random_block(form, cells, rng))
        remove(values, hide_failures(values, form, rng))
    for _ in range(rng.choice([0, 1, 2])):
        unseen_error(values, form, rng)
    return form, values


def random_block(form, cells, rng):
    """Cells anywhere, or some columns of some rows; and often two cells of a table that shares none
    with the others.
    """
    disputes = [row.cells for row in form.rows if row.section == 4]
    apart = rng.sample(rng.choice(disputes), rng.choice([0, 2]))
    if rng.random() < 0.3:
        return apart + rng.sample(cells, rng.randint(1, 6))
    rows = rng.sample([row for row in form.rows if row.section == 3], rng.randint(2, 5))
    columns = rng.sample(range(len(rows[0].cells)), rng.randint(2, 3))
    return apart + [row.cells[column] for row in rows for column in columns if rng.random() < 0.9]


class Tally:
    """How many cases were compared, and which were judged differently."""

    def __init__(self):
        self.compared, self.skipped, self.differing = 0, 0, []

    def compare(self, case, expect, judge):
        try:
            expected = expect()
        except TooMany:
            self.skipped += 1
            return None
        self.compared += 1
        if judge() != expected:
            self.differing.append(case)
        return expected

    def print(self, what):
        print(f"{what}: {self.compared} compared, {self.skipped} too large to try all completions, "
              f"{len(self.differing)} judged differently")
        for case in self.differing[:10]:
            print(f"  number {case}")

    @property
    def good(self):
        return not self.differing and self.compared > self.skipped


def compare_networks(seed, count):
    tally = Tally()
    for number in range(count):
        equations = small_network(seed, number)
        tally.compare(number, lambda: agreement(equations), lambda: checker.agreement(equations))
    tally.print("networks")
    return tally.good


def compare_reports(seed, count):
    """All verdicts and completions; False, too, if a kind of verdict did not occur."""
    tally, seen = Tally(), Counter()
    for number in range(count):
        form, values = small_report(seed, number)
        expected = tally.compare(number, lambda: judge(form, values),
                                 lambda: judgement_of(form, values))
        seen.update(expected[0].values() if expected else [])
    tally.print("reports")
    print(f"verdicts: {seen[True]} true, {seen[False]} false, {seen[None]} NULL")
    return tally.good and len(seen) == 3


def main():
    options = arguments.parser(__doc__, 2000, seed=1, help="and as many networks").parse_args()
    good = [compare(options.seed, options.reports)
            for compare in (compare_networks, compare_reports)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
