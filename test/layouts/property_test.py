#!/usr/bin/env python3
"""Parse random reports in every layout: no value may be wrong, whatever the text looks like.

usage: property_test.py [--seed N] [--reports N] [--layouts all|NAME,NAME]
                        [--slips] [--destroy] [--cut] [--garble] [--keep DIR] [--write DIR]

Report i of a run is laid out in layout i modulo their number; a report depends on the seed, its
number and its layout alone. Exit status: 0 if nothing is wrong and coverage is high enough, 1 if
not, 2 if it could not run.
"""
import json
import os
import sys
import time

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import arguments  # noqa: E402
import database  # noqa: E402
import reports  # noqa: E402
import score  # noqa: E402
from render import LAYOUTS, render  # noqa: E402
from slips import cut, destroy, garble, make_slips  # noqa: E402


def make_document(seed, number, layout, options):
    """The text and truth of one random report."""
    report, rng = reports.seeded_report(seed, number, layout)
    if options.slips:
        make_slips(report, rng)
    text, truth = render(report, layout, rng)
    if options.destroy:
        text = destroy(text, rng)
    if options.cut:
        text = cut(text, rng)
    if options.garble:
        text = garble(text, rng)
    return score.Document(f"{seed}-{number}", layout, text, truth)


def make_documents(options):
    layouts = options.layouts
    return [make_document(options.seed, i, layouts[i % len(layouts)], options)
            for i in range(options.reports)]


def write_document(folder, document):
    """NAME.LAYOUT.txt and NAME.LAYOUT.json, as score.py reads them."""
    os.makedirs(folder, exist_ok=True)
    stem = os.path.join(folder, f"{document.name}.{document.group}")
    with open(stem + ".txt", "w", encoding="utf-8", newline="") as out:
        out.write(document.text)
    with open(stem + ".json", "w", encoding="utf-8") as out:
        json.dump(document.truth, out, ensure_ascii=False, indent=1, default=float)


def parse_options():
    parser = arguments.parser(__doc__, 400)
    arguments.add_names(parser, "--layouts", LAYOUTS)
    parser.add_argument("--slips", action="store_true",
                        help="let labels, headers and headings slip")
    parser.add_argument("--destroy", action="store_true",
                        help="destroy characters, in and beside figures above all")
    parser.add_argument("--cut", action="store_true",
                        help="cut the texts in the middle of a number")
    parser.add_argument("--garble", action="store_true",
                        help="put something unreadable in the place of some figures")
    parser.add_argument("--keep", metavar="DIR", help="write the failing texts there")
    parser.add_argument("--write", metavar="DIR",
                        help="write all texts there and do not parse them")
    score.add_threshold_options(parser)
    return parser.parse_args()


def main():
    options = parse_options()
    print(f"seed {options.seed}")
    started = time.monotonic()
    documents = make_documents(options)
    made = time.monotonic()
    if options.write:
        for document in documents:
            write_document(options.write, document)
        return 0
    groups = score.tally(documents, score.parse(documents))
    print(f"{len(documents)} reports made in {made - started:.1f} s, parsed and scored in "
          f"{time.monotonic() - made:.1f} s")
    status = score.report_and_judge(groups, options)
    if options.keep:
        for document in {failure.document.name: failure.document
                         for failure in score.total_of(groups).failures}.values():
            write_document(options.keep, document)
    return status


if __name__ == "__main__":
    database.exit_with(main)
