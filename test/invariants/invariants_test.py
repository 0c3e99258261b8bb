#!/usr/bin/env python3
"""What must hold of every text that is read, the damaged ones above all: no other number, ever.

usage: invariants_test.py [--seed N] [--reports N] [--mutants N] [--tests NAME,NAME]
                          [--allowed NAME=SHARE,...] [--keep DIR] [DIR ...]

The texts are random reports in every layout and those of the folders, as score.py takes them.

  whole     nothing is done to a text: no number but those of its truth
  erase, double, stray, join, drop, prefix
            the damages of damage.py, --mutants of each for every text: no number but those of
            the truth (and what is wrong in the whole text already)
  shown     what proves a number stands where report_evidence says
  disjoint  no character of a text proves two cells
  columns   what stands in one column of the form stands in one column of the text
  layout    one report in all layouts and styles of web pages: no two say different numbers
  planted   reports with an error of planted.py, in layouts that lose their blank cells: no number
            but those that are printed
  readable  reports with such an error, in layouts that keep their blanks: what the error takes from
            the numbers that are read without it

A line for each says how many texts there were, how many numbers were read in them, how many texts
were wrong, in how many cells, and what share was allowed (of the numbers in `readable`, else of the
texts). With --reports 0 there are only the texts of the folders, and no layout, planted, readable;
--tests names some of damages, layout, planted and readable.
Exit status: 0 if no share is larger than allowed, 1 if one is, 2 if it could not run.
"""
import argparse
import json
import os
import random
import time
from collections import namedtuple

# first: it says where the modules of other folders are
from reading import read

import arguments
import database
import places
import reports
import score
from damage import DAMAGES
from planted import blank_zeros, plant
from render import LAYOUTS, render
from styles import STYLES

# The goal: one in a thousand damaged texts; nothing may be wrong where nothing was lost.
ALLOWED = dict.fromkeys(DAMAGES, 0.001) | {"readable": 0.01}
NAMES = ["whole", *DAMAGES, "shown", "disjoint", "columns", "layout", "planted", "readable"]

# These change where the figures of a line stand, so that columns cannot be straight.
BENDING = ("join", "drop", "prefix")

LOSING = ["lines_without_blanks", "lines_spaced", "raw_rows", "flattened", "flattened_tables"]
# The layouts that lose nothing. Others cut off figures, or show them without what parts them.
KEEPING = [name for name in LAYOUTS if name not in LOSING + [
    "lines_deduplicated", "tabs_cut", "tabs_cut_uneven", "glued", "truncated"]]

Mutant = namedtuple("Mutant", "document kind text")


class Count:
    """Of one invariant: texts, numbers read, wrong texts, wrong cells in these, and which."""

    def __init__(self):
        self.texts = self.numbers = self.wrong = self.cells = 0
        self.examples = []

    def add(self, mutant, found, faults):
        """Count a text, what was read in it, and the faults of that, each said in words."""
        self.texts += 1
        self.numbers += len(found)
        self.wrong += bool(faults)
        self.cells += len(faults)
        if faults:
            self.examples.append((mutant, faults))

    @property
    def share(self):
        return self.wrong / self.texts if self.texts else 0

    def print(self, name, allowed):
        print(f"{name:<10}{self.texts:>7} texts {self.numbers:>8} numbers"
              f"{self.wrong:>6} wrong texts{self.cells:>6} cells"
              f"{self.share:>9.3%}  allowed {allowed:.3%}"
              + ("" if self.is_good(allowed) else "  FAILED"))

    def is_good(self, allowed):
        """Whether few enough are wrong; where nothing was read, nothing was tested."""
        return self.share <= allowed and self.numbers > 0


class Losses(Count):
    """The same of numbers that were lost: the share is that of all that could be read."""

    @property
    def share(self):
        return self.cells / self.numbers if self.numbers else 0


# Texts

def random_documents(options):
    names = list(LAYOUTS)
    for i in range(options.reports):
        name = names[i % len(names)]
        report, rng = reports.seeded_report("invariants", options.seed, i, name)
        yield score.Document(f"{options.seed}-{i}", name, *render(report, name, rng))


def mutants(documents, options):
    """Every text whole and damaged. The damage depends on seed, name and kind."""
    for document in documents:
        yield Mutant(document, "whole", document.text)
        for kind, make in DAMAGES.items():
            rng = random.Random(f"{options.seed}/{document.name}/{document.group}/{kind}")
            for text in dict.fromkeys(make(document.text, rng, options.mutants)):
                yield Mutant(document, kind, text)


# What is wrong with a reading

def wrong_numbers(document, found):
    """Numbers that the truth does not have, in words."""
    if isinstance(found, str):
        return [f"error {found}"]
    truth, soft = score.true_cells(document.truth), score.Ambiguous(document.truth)
    return [f"{cell.path} is {cell.value}, not {truth.get(cell.path)}" for cell in found
            if cell.value != truth.get(cell.path)
            and (truth.get(cell.path) is not None or cell.path not in soft)]


def in_words(cells):
    return [f"{cell.path} is {cell.raw!r} at {cell.start}" for cell in cells]


def judge_places(mutant, found, counts):
    counts["shown"].add(mutant, found, in_words(places.not_shown(mutant.text, found)))
    counts["disjoint"].add(mutant, found, in_words(places.shared(found)))
    # a page's figures stand in its own columns, not in those of the text
    if mutant.kind not in BENDING and not mutant.document.group.startswith("placed_"):
        bent = places.crooked(mutant.text, mutant.document.group, found)
        counts["columns"].add(mutant, found, in_words(bent))


def test_damages(options, counts):
    documents = [d for folder in options.folders for d in score.read_folder(folder)]
    documents += random_documents(options)
    texts = list(mutants(documents, options))
    known = []
    for mutant, found in zip(texts, read([mutant.text for mutant in texts])):
        faults = wrong_numbers(mutant.document, found)
        if mutant.kind == "whole":
            known = faults
        else:
            faults = [fault for fault in faults if fault not in known]
        counts[mutant.kind].add(mutant, found, faults)
        if not isinstance(found, str):
            judge_places(mutant, found, counts)


# All layouts of one report

def renderings(seed, number):
    for name in LAYOUTS:
        report, rng = reports.seeded_report("layout", seed, number)
        yield score.Document(f"{seed}-{number}", name, *render(report, name, rng))
    for name, write in STYLES.items():
        report, _ = reports.seeded_report("layout", seed, number)
        page = write(report)
        yield score.Document(f"{seed}-{number}", name, page, report.truth())


def contradictions(found, said):
    """What a reading says otherwise than those before it, in words; adds to what they said."""
    if isinstance(found, str):
        return [f"error {found}"]
    return [f"{cell.path} is {cell.value}, elsewhere {said[cell.path]}" for cell in found
            if said.setdefault(cell.path, cell.value) != cell.value]


def test_layouts(options, counts):
    documents = [d for i in range(0, options.reports, 30) for d in renderings(options.seed, i)]
    said = {}
    for document, found in zip(documents, read([d.text for d in documents])):
        faults = contradictions(found, said.setdefault(document.name, {}))
        counts["layout"].add(Mutant(document, "layout", document.text), found, faults)


# Planted errors

def planted_document(seed, number, name, with_error):
    """A report with blank cells in a layout, with an error or without: the same in all else."""
    report, rng = reports.seeded_report("planted", seed, number, name)
    blank_zeros(report, rng)
    error = plant(report, random.Random(f"{seed}/{number}/error")) if with_error else "none"
    return score.Document(f"{seed}-{number}-{error}", name, *render(report, name, rng))


def test_planted(options, counts):
    documents = [planted_document(options.seed, i, LOSING[i % len(LOSING)], True)
                 for i in range(2 * options.reports)]
    for document, found in zip(documents, read([d.text for d in documents])):
        mutant = Mutant(document, "planted", document.text)
        counts["planted"].add(mutant, found, wrong_numbers(document, found))


def test_readable(options, counts):
    pairs = [[planted_document(options.seed, i, KEEPING[i % len(KEEPING)], with_error)
              for with_error in (False, True)] for i in range(options.reports)]
    found = read([document.text for pair in pairs for document in pair])
    for _, document in pairs:
        before, after = ({cell.path for cell in cells} for cells in (next(found), next(found)))
        truth = score.true_cells(document.truth)
        readable = {path for path in before if truth.get(path) is not None}
        faults = [f"{path} is NULL" for path in sorted(readable - after)]
        counts["readable"].add(Mutant(document, "readable", document.text), readable, faults)


# The test

TESTS = {"damages": test_damages, "layout": test_layouts, "planted": test_planted,
         "readable": test_readable}


def keep(folder, number, mutant, faults):
    """NAME.GROUP.txt and NAME.GROUP.json, as score.py reads them, and the faults."""
    document = mutant.document
    name = os.path.basename(document.name).removesuffix(".txt").replace(".", "-")
    stem = os.path.join(folder, f"{name}-{number}.{mutant.kind}-{document.group}")
    with open(stem + ".txt", "w", encoding="utf-8", newline="") as out:
        out.write(mutant.text)
    with open(stem + ".json", "w", encoding="utf-8") as out:
        truth = {**document.truth, "faults": faults}
        json.dump(truth, out, ensure_ascii=False, indent=1, default=float)


def keep_all(counts, folder):
    os.makedirs(folder, exist_ok=True)
    for name, count in counts.items():
        for number, (mutant, faults) in enumerate(count.examples):
            keep(folder, number, mutant, [f"{name}: {fault}" for fault in faults])


def print_examples(count, most):
    for mutant, faults in count.examples[:most]:
        name = f"{os.path.basename(mutant.document.name)} {mutant.document.group} {mutant.kind}"
        print(f"  {name}: {'; '.join(faults[:3])}{' …' if len(faults) > 3 else ''}")


def shares(text):
    """{name: share} of NAME=SHARE,..."""
    given = dict(pair.split("=") for pair in text.split(",") if pair)
    if not set(given) <= set(NAMES):
        raise argparse.ArgumentTypeError("names are " + " ".join(NAMES))
    return {name: float(share) for name, share in given.items()}


def parse_options():
    parser = arguments.parser(__doc__, 600)
    parser.add_argument("--mutants", type=int, default=2, metavar="N",
                        help="of each kind for every text")
    arguments.add_names(parser, "--tests", TESTS)
    parser.add_argument("--allowed", type=shares, default={}, metavar="NAME=SHARE,...")
    parser.add_argument("--examples", type=int, default=3, metavar="N",
                        help="how many to show of each")
    parser.add_argument("--keep", metavar="DIR", help="write the failing texts there")
    parser.add_argument("folders", nargs="*", metavar="DIR")
    return parser.parse_args()


def main():
    options = parse_options()
    print(f"seed {options.seed}")
    started = time.monotonic()
    counts = {name: Losses() if name == "readable" else Count() for name in NAMES}
    for name in options.tests:
        TESTS[name](options, counts)
    counts = {name: count for name, count in counts.items() if count.texts}
    allowed = {name: {**ALLOWED, **options.allowed}.get(name, 0) for name in counts}
    for name, count in counts.items():
        count.print(name, allowed[name])
        print_examples(count, options.examples)
    if options.keep:
        keep_all(counts, options.keep)
    judged = sum(count.texts for count in counts.values())
    print(f"{judged} judgements in {time.monotonic() - started:.0f} s")
    return 0 if all(count.is_good(allowed[name]) for name, count in counts.items()) else 1


if __name__ == "__main__":
    database.exit_with(main)
