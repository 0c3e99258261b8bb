#!/usr/bin/env python3
"""Compare the extension's checks with those of checker.py over random reports.

usage: compare.py [--seed N] [--reports N] [--differences N] [--keep FILE]

Compared are report_checks (which checks there are, their verdicts, and the sides of every
identity), report_violations, is_balanced and complete_report; findings, which are no identities,
are left out. The database is the one that psql's environment variables name; the extension must be
installed in it. Exit status: 0 if nothing differs, 1 if something does, 2 if it could not run.
"""
import csv
import json
import os
import sys
import time
from collections import Counter, namedtuple

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import arguments  # noqa: E402
import database  # noqa: E402
from checker import judge  # noqa: E402
from random_reports import BIGGEST, random_report  # noqa: E402

Difference = namedtuple("Difference", "report what expected got")

BATCH = 1000

# A report in which nothing is to be filled has no completed value of its own.
SQL = r"""
CREATE TEMP TABLE report (id int, body jsonb, completed jsonb);
\copy report FROM '{reports}' WITH (FORMAT csv)
CREATE TEMP TABLE reading AS
    SELECT id, jsonb_populate_record(NULL::disclosure_report, body) AS r,
           jsonb_populate_record(NULL::disclosure_report, coalesce(completed, body)) AS completed
    FROM report;
COPY (
    SELECT id, is_balanced(r),
           (SELECT string_agg(format('%s,%s,%s,%s', rule, item, column_name, verdict) ||
                CASE WHEN rule <> 'domain' THEN format(',%s,%s,%s', lhs, rhs, difference)
                ELSE '' END, ' ')
            FROM report_checks(r) WHERE severity = 'error'),
           (SELECT string_agg(format('%s,%s,%s,%s', rule, item, column_name, verdict), ' ')
            FROM report_violations(r) WHERE severity = 'error'),
           CASE WHEN complete_report(r) IS DISTINCT FROM completed
                THEN to_jsonb(complete_report(r)) END
    FROM reading ORDER BY id
) TO STDOUT WITH (FORMAT csv);
"""


def completion_of(judgement):
    """The cells that complete_report fills; a value that no column can hold stays away."""
    return {cell: value for cell, value in judgement.completion.items() if value <= BIGGEST}


def input_row(report, judgement):
    body = json.dumps(report.as_json(), ensure_ascii=False)
    added = completion_of(judgement)
    completed = json.dumps(report.as_json(added), ensure_ascii=False) if added else None
    return report.number, body, completed


def ask_extension(reports, judgements):
    """One row of text for each report: number, is_balanced, checks, violations, and the completed
    report if it differs.
    """
    printed = database.run_over(SQL, reports=map(input_row, reports, judgements))
    csv.field_size_limit(10 ** 8)
    rows = list(csv.reader(printed.splitlines()))
    if [row[0] for row in rows] != [str(report.number) for report in reports]:
        raise database.DatabaseError(f"{len(reports)} reports asked for, {len(rows)} answered")
    return rows


def printed(value):
    """As PostgreSQL prints it."""
    if value is None or isinstance(value, bool):
        return {None: "", True: "t", False: "f"}[value]
    return str(value)


def print_checks(judgement):
    """The set of lines that report_checks should give."""
    lines = set()
    for check, verdict in judgement.verdicts.items():
        line = [*map(printed, check), printed(verdict)]
        if check.rule != "domain":
            left, right = judgement.sums[check]
            line += map(printed, (left, right, None if None in (left, right) else left - right))
        lines.add(",".join(line))
    return lines


def compare_lists(report, what, expected, got):
    """Differences between a set of lines and a text of lines; a line that comes twice is a
    difference, too.
    """
    lines = got.split()
    twice = [line for line, count in Counter(lines).items() if count > 1]
    if expected == set(lines) and not twice:
        return []
    missing, unexpected = sorted(expected - set(lines)), sorted(set(lines) - expected) + twice
    return [Difference(report, what, " ".join(missing) or "nothing more",
                       " ".join(unexpected) or "nothing more")]


def compare(report, judgement, row):
    _, balanced, checks, violations, completed = row
    found = compare_lists(report, "report_checks", print_checks(judgement), checks)
    wanted = {",".join([*map(printed, check), "f"]) for check in judgement.violations}
    found += compare_lists(report, "report_violations", wanted, violations)
    if balanced != printed(judgement.balanced):
        found.append(Difference(report, "is_balanced", printed(judgement.balanced), balanced))
    if completed:
        expected = json.dumps(report.as_json(completion_of(judgement)), ensure_ascii=False)
        found.append(Difference(report, "complete_report", expected, completed))
    return found


class Run:
    """What was compared, and what differed."""

    def __init__(self):
        self.reports, self.identities, self.counts = Counter(), Counter(), Counter()
        self.differences = []

    def add(self, reports):
        judgements = [judge(report.form, report.proactive_form, report.values)
                      for report in reports]
        for report, judgement, row in zip(reports, judgements, ask_extension(reports, judgements)):
            self.differences += compare(report, judgement, row)
            self._count(judgement)

    def _count(self, judgement):
        self.reports[judgement.balanced] += 1
        self.identities.update(verdict for check, verdict in judgement.verdicts.items()
                               if check.rule != "domain")
        self.counts["contradictory"] += judgement.contradiction
        self.counts["completed"] += bool(judgement.completion)
        self.counts["filled"] += len(judgement.completion)

    def print(self, most):
        """What the reports were like, so that a run that compares little is seen, and the first
        differences.
        """
        for what, count in (("reports", self.reports), ("identities", self.identities)):
            print(f"{what}: {count[True]} true, {count[False]} false, {count[None]} NULL")
        print("identities that can hold one by one but not together in {contradictory} reports; "
              "{filled} cells filled in {completed} reports".format_map(self.counts))
        for what, count in Counter(difference.what for difference in self.differences).items():
            print(f"{what}: {count} reports differ")
        for report, what, expected, got in self.differences[:most]:
            print(f"report {report.number}: {what}: expected {expected}, got {got}")
        if len(self.differences) > most:
            print(f"… {len(self.differences) - most} more")


def write_reports(path, differences):
    with open(path, "w", encoding="utf-8") as out:
        for report in {difference.report.number: difference.report
                       for difference in differences}.values():
            out.write(json.dumps(report.as_json(), ensure_ascii=False) + "\n")


def parse_options():
    parser = arguments.parser(__doc__, 1000)
    parser.add_argument("--differences", type=int, default=10, metavar="N",
                        help="how many differences to list")
    parser.add_argument("--keep", metavar="FILE",
                        help="write the differing reports there, one JSON a line")
    return parser.parse_args()


def main():
    options = parse_options()
    print(f"seed {options.seed}")
    started = time.monotonic()
    run = Run()
    for first in range(0, options.reports, BATCH):
        numbers = range(first, min(first + BATCH, options.reports))
        run.add([random_report(options.seed, number) for number in numbers])
    print(f"{options.reports} reports compared in {time.monotonic() - started:.1f} s")
    run.print(options.differences)
    if options.keep:
        write_reports(options.keep, run.differences)
    return 1 if run.differences else 0


if __name__ == "__main__":
    database.exit_with(main)
