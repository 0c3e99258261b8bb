#!/usr/bin/env python3
"""Random titles and sentences of reports: who reports about which year, as parse_report has it.

usage: identity_test.py [--seed N] [--cases N]

The cases are those of titles.py, and of heads.tsv. No agency and no year may be wrong; NULL is
counted, and allowed for a twentieth of the agencies that are said and a fiftieth of the years.
Verbs that no list can hold (RARE_VERBS) are apart: they may give NULL, never another name. The
database is the one that psql's environment variables name; the extension must be installed in it.
Exit status: 0 if all this holds, 1 if not, 2 if it could not run.
"""
import csv
import os
import sys
from collections import Counter, defaultdict

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import arguments  # noqa: E402
import database  # noqa: E402
import titles  # noqa: E402

SQL = r"""
CREATE TEMP TABLE title (id int, body text);
\copy title FROM '{title}' WITH (FORMAT csv)
COPY (SELECT id, (r).agency, (r).year
    FROM (SELECT id, parse_report(body) AS r FROM title OFFSET 0) s ORDER BY id)
TO STDOUT WITH (FORMAT csv);
"""


def read_back(cases):
    printed = database.run_over(SQL, title=((i, case.text) for i, case in enumerate(cases)))
    return [(agency or None, int(year) if year else None)
            for _, agency, year in csv.reader(printed.splitlines())]


def verdict(want, got):
    return "right" if got == want else "NULL" if got is None else "wrong"


def main():
    parser = arguments.parser(__doc__, seed=1)
    parser.add_argument("--cases", type=int, default=3000)
    args = parser.parse_args()
    cases = list(titles.cases(args.seed, args.cases)) + list(titles.heads())
    counts = defaultdict(Counter)
    for case, (agency, year) in zip(cases, read_back(cases)):
        agency_verdict, year_verdict = verdict(case.agency, agency), verdict(case.year, year)
        kind = "rare" if case.shape in titles.RARE else "agency"
        counts[kind][agency_verdict] += 1
        counts["year"][year_verdict] += 1
        if "wrong" in (agency_verdict, year_verdict):
            head = case.text.split("\n一、")[0]
            print(f"wrong: {case.shape}: {head!r}: {agency} {year}, not {case.agency} {case.year}")
    print(f"seed {args.seed}: {len(cases)} cases in {len(titles.SHAPES)} shapes")
    for kind, count in counts.items():
        print(f"  {kind}: {count['right']} right, {count['NULL']} NULL, {count['wrong']} wrong")
    good = (not any(count["wrong"] for count in counts.values())
            and counts["agency"]["right"] >= 0.95 * sum(counts["agency"].values())
            and counts["year"]["right"] >= 0.98 * len(cases))
    print("ok" if good else "not ok")
    return 0 if good else 1


if __name__ == "__main__":
    database.exit_with(main)
