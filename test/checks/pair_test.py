#!/usr/bin/env python3
"""suggest_repairs must list every cell, or else every pair of cells, that ends the contradiction of
a complete report.

usage: pair_test.py [--seed N] [--reports N]

Reports get two wrong figures; what explains them is found here by trying all pairs there are. The
database is the one that psql's environment variables name; the extension must be installed in it.
Exit status: 0 if nothing is missing, 1 if something is, 2 if it could not run.
"""
import itertools
import os
import random
import sys
from collections import Counter

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import arguments  # noqa: E402
import database  # noqa: E402
import repair_test  # noqa: E402
from completion_test import identities_of  # noqa: E402


def signs_of(identities):
    """{place: {number of the identity: sign}}"""
    signs = {}
    for number, (left, right) in enumerate(identities):
        for sign, side in ((1, left), (-1, right)):
            for place in side:
                signs.setdefault(place, {})[number] = sign
    return signs


def single_change(wrong, signs, place):
    """The change of one figure that makes up for all that is wrong, {number: left − right}, or
    None.
    """
    change = {-wrong[number] * sign for number, sign in signs[place].items() if number in wrong}
    return change.pop() if len(change) == 1 and wrong.keys() == signs[place].keys() else None


def remaining(wrong, signs, place, change):
    left = Counter(wrong)
    for number, sign in signs[place].items():
        left[number] += sign * change
    return {number: difference for number, difference in left.items() if difference}


def explanations(figures):
    """All smallest sets of changes, {(place, figure), ...}, of one cell or of two."""
    identities = identities_of(figures)
    signs = signs_of(identities)
    total = lambda side: sum(figures[place] for place in side)
    wrong = {number: total(left) - total(right) for number, (left, right) in enumerate(identities)
             if total(left) != total(right)}
    found = [[(place, single_change(wrong, signs, place))] for place in figures]
    found = [way for way in found if way[0][1]]
    if not any(figures[place] + change >= 0 for way in found for place, change in way):
        for first, second in itertools.permutations(figures, 2):
            for number in signs[first].keys() & wrong.keys():
                change = -wrong[number] * signs[first][number]
                rest = remaining(wrong, signs, first, change)
                found.append([(first, change), (second, single_change(rest, signs, second))])
    found = [way for way in found
             if all(change and figures[place] + change >= 0 for place, change in way)]
    return {frozenset((place, figures[place] + change) for place, change in way) for way in found}


def make_case(seed, number):
    rng = random.Random(f"{seed}/pairs/{number}")
    case = repair_test.make_case(seed, number)
    printed = dict(case.truth)
    for place in rng.sample(list(printed), 2):
        printed[place] = max(0, printed[place] + rng.choice([-1, 1]) * rng.randint(1, 30))
    return case._replace(printed=printed)


def listed(case, repairs):
    """What suggest_repairs gives for one cell or two."""
    places = {(place.item, place.column): place for place in case.printed}
    return {frozenset((places[change["item"], change["column_name"]], change["to"])
                      for change in changes or [])
            for _, changes in repairs or [] if len(changes or []) <= 2}


def main():
    options = arguments.parser(__doc__, 100, seed=1).parse_args()
    cases = [make_case(options.seed, number) for number in range(options.reports)]
    answers = repair_test.ask(cases)
    ways, faults = 0, 0
    for number, (case, (_, repairs)) in enumerate(zip(cases, answers)):
        wanted = explanations(case.printed)
        ways += len(wanted)
        missing = wanted - listed(case, repairs)
        if missing:
            faults += 1
            print(f"report {number}: {len(wanted)} wanted, missing "
                  f"{[sorted(way) for way in missing][:2]}, got {(repairs or [])[:2]}")
    print(f"{len(cases)} reports with two wrong figures: {ways} explanations, {faults} reports "
          f"wrong")
    return 1 if faults else 0


if __name__ == "__main__":
    database.exit_with(main)
