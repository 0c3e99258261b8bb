#!/usr/bin/env python3
"""Score parse_report against texts whose truth is known: cells right, NULL and wrong.

usage: score.py [options] DIR [DIR ...]

Every DIR holds NAME.txt or NAME.GROUP.txt and NAME.GROUP.json or NAME.json, the truth in the shape
that reports.Report.truth gives. The database is the one that psql's environment variables name; the
extension must be installed in it. A value where the truth has none is wrong. Where the truth says
`ambiguous`, NULL is neither right nor missed, and a row that the truth names so without stating a
value may come out in any way. Exit status: 0 if nothing is wrong and coverage is high enough, 1 if
not, 2 if it could not run.
"""
import argparse
import glob
import json
import os
import re
import sys
from collections import namedtuple
from decimal import Decimal
from fnmatch import fnmatchcase

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import database  # noqa: E402
from reports import APPLICANTS, OUTCOMES  # noqa: E402

Document = namedtuple("Document", "name group text truth")
Failure = namedtuple("Failure", "document what expected got")

DISPUTES = {"review": "reconsideration", "direct": "litigation_direct",
            "after": "litigation_after_reconsideration"}

# An error in one text must not hide what the others give.
SQL = r"""
CREATE FUNCTION pg_temp.read(body text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE r disclosure_report;
BEGIN
    r := parse_report(body);
    RETURN jsonb_build_object('form', r.form, 'year', r.year, 'agency', r.agency, 'cells',
        (SELECT jsonb_agg(jsonb_build_array(section, number, item, column_name, value::text))
         FROM report_cells(r) WHERE value IS NOT NULL));
EXCEPTION WHEN OTHERS THEN
    RETURN jsonb_build_object('error', SQLSTATE || ' ' || SQLERRM);
END $$;
CREATE TEMP TABLE document (id int, body text);
\copy document FROM '{document}' WITH (FORMAT csv)
SELECT jsonb_build_array(id, pg_temp.read(body)) FROM document;
"""


def parse(documents):
    """What parse_report gives for every document, in their order."""
    rows = ((i, document.text.replace("\0", "")) for i, document in enumerate(documents))
    found = dict(database.values(database.run_over(SQL, document=rows)))
    return [found[i] for i in range(len(documents))]


def yuan(text):
    """An amount in 元; None if the text names no unit, 0 being 0 in any."""
    match = re.fullmatch(r"([\d.,]+)\s*(万元|万|元)?", str(text or "").strip())
    if not match:
        return None
    value = Decimal(match.group(1).replace(",", ""))
    if match.group(2) is None:
        return value if value == 0 else None
    return value * 10000 if match.group(2)[0] == "万" else value


def true_cells(truth):
    """{path: Decimal or None} of every cell that the text shows; a path is like
    applications.3.1.total.
    """
    cells = {}
    for item, values in (truth.get("proactive") or {}).items():
        if not isinstance(values, dict):
            values = {"amount" if item == "fees" else "decisions": values}
        for column, value in values.items():
            if (item, column) == ("procurement", "amount"):
                value = yuan(value)
            cells[f"proactive.{item}.{column}"] = value
    for group, columns in (("applications", APPLICANTS), ("disputes", OUTCOMES)):
        for row, values in (truth.get(group) or {}).items():
            cells.update((f"{group}.{row}.{column}", value)
                         for column, value in zip(columns, values or []))
    return {path: None if value is None else Decimal(str(value)) for path, value in cells.items()}


def cell_path(section, number, item, column):
    """The path of a cell that report_cells or report_evidence gives."""
    row = {2: f"proactive.{item}", 3: f"applications.{number}"}.get(section)
    return f"{row or 'disputes.' + DISPUTES[number]}.{column}"


def parsed_cells(result):
    """{path: Decimal} of every value that parse_report gave."""
    return {cell_path(*place): Decimal(value) for *place, value in result.get("cells") or []}


class Ambiguous:
    """The cells that a truth's `ambiguous` names: one by one, by their row, or either by a
    wildcard.
    """

    def __init__(self, truth):
        names = truth.get("ambiguous") or []
        self._exact = set(names)
        self._patterns = [name for name in names if "*" in name]

    def __contains__(self, path):
        row = path.rpartition(".")[0]
        return (path in self._exact or row in self._exact
                or any(fnmatchcase(path, p) or fnmatchcase(row, p) for p in self._patterns))


def names_agency(text, truth):
    """Whether the text has the agency's name, whole where it stands first; some converters destroy
    a character of it.
    """
    squeezed = "".join(text.split())
    names = [truth["agency"], *(truth.get("agency_alt") or [])]
    for name in ("".join(name.split()) for name in names):
        first = squeezed.find(name[1:])
        if first > 0 and squeezed[first - 1] == name[0]:
            return True
    return False


class Tally:
    """Counts of right, NULL and wrong, and the failures among them."""

    def __init__(self):
        self.files = self.right = self.null = self.wrong = 0
        self.facts = {"right": 0, "NULL": 0, "wrong": 0}
        self.failures = []

    @property
    def coverage(self):
        """The share of the values that could be read that were."""
        counted = self.right + self.null + self.wrong
        return self.right / counted if counted else 1.0

    def add(self, document, result):
        """Count one document; returns whether it is free of wrong values."""
        before = len(self.failures)
        self.files += 1
        if "error" in result:
            self.wrong += 1
            self.failures.append(Failure(document, "error", "a report", result["error"]))
        self._add_cells(document, result)
        self._add_facts(document, result)
        return len(self.failures) == before

    def _add_cells(self, document, result):
        wanted, got = true_cells(document.truth), parsed_cells(result)
        soft = Ambiguous(document.truth)
        for path in {**wanted, **got}:
            expected, value = wanted.get(path), got.get(path)
            if value == expected:
                self.right += expected is not None
            elif value is None:
                self.null += path not in soft
            elif expected is not None or path not in soft:
                self.wrong += 1
                self.failures.append(Failure(document, path, expected, value))

    def _add_facts(self, document, result):
        truth = document.truth
        for fact in ("form", "year", "agency"):
            expected, value = truth.get(fact), result.get(fact)
            if expected is None or fact == "agency" and not names_agency(document.text, truth):
                continue
            others = truth.get("agency_alt") or [] if fact == "agency" else []
            is_right = str(value) == str(expected) or value in others
            if is_right or value is None and fact in (truth.get("ambiguous") or []):
                self.facts["right"] += 1
            elif value is None:
                self.facts["NULL"] += 1
            else:
                self.facts["wrong"] += 1
                self.failures.append(Failure(document, fact, expected, value))

    def merge(self, other):
        for name in ("files", "right", "null", "wrong"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name, count in other.facts.items():
            self.facts[name] += count
        self.failures += other.failures


def tally(documents, results):
    """{group: Tally}."""
    groups = {}
    for document, result in zip(documents, results):
        groups.setdefault(document.group, Tally()).add(document, result)
    return groups


def total_of(groups):
    total = Tally()
    for group in groups.values():
        total.merge(group)
    return total


def print_table(groups, total, out=sys.stdout):
    """One line per group, and all together."""
    print(f"{'group':<24}{'files':>6}{'right':>9}{'NULL':>8}{'wrong':>7}{'coverage':>10}   facts: "
          f"right  NULL wrong", file=out)
    for name, t in sorted(groups.items()) + [("all", total)]:
        print(f"{name[-23:]:<24}{t.files:>6}{t.right:>9}{t.null:>8}{t.wrong:>7}{t.coverage:>10.2%}"
              f"{t.facts['right']:>15}{t.facts['NULL']:>6}{t.facts['wrong']:>6}", file=out)


def print_failures(failures, most, out=sys.stdout):
    for failure in failures[:most]:
        expected = "NULL" if failure.expected is None else failure.expected
        print(f"  {failure.document.name}: {failure.what}: expected {expected}, got {failure.got}",
              file=out)
    if len(failures) > most:
        print(f"  … {len(failures) - most} more", file=out)


def read_folder(folder, by="group"):
    """The documents of a folder; texts without a truth beside them are passed over."""
    documents = []
    for path in sorted(glob.glob(os.path.join(glob.escape(folder), "*.txt"))):
        stem = path[:-len(".txt")]
        name, _, tool = os.path.basename(stem).partition(".")
        truths = [f for f in (stem + ".json", os.path.join(folder, name + ".json"))
                  if os.path.exists(f)]
        if not truths:
            continue
        group = {"group": tool or os.path.basename(os.path.abspath(folder)), "folder": folder,
                 "file": path}[by]
        with open(path, encoding="utf-8", errors="replace", newline="") as text, \
                open(truths[0], encoding="utf-8") as truth:
            documents.append(Document(path, group, text.read(), json.load(truth)))
    return documents


def add_threshold_options(parser):
    parser.add_argument("--min-coverage", type=float, default=0, metavar="SHARE",
                        help="least coverage over all cells, 0 to 1")
    parser.add_argument("--min-group-coverage", type=float, default=0, metavar="SHARE",
                        help="least coverage of every group")
    parser.add_argument("--failures", type=int, default=20, metavar="N",
                        help="how many failures to list")


def report_and_judge(groups, options):
    """Print the table and the failures; the exit status."""
    total = total_of(groups)
    print_table(groups, total)
    print_failures(total.failures, options.failures)
    low = [name for name, t in groups.items() if t.coverage < options.min_group_coverage]
    if total.coverage < options.min_coverage:
        low.append("all")
    if low:
        print("coverage too low: " + ", ".join(sorted(low)))
    return 1 if total.failures or low else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--by", choices=("group", "folder", "file"), default="group")
    add_threshold_options(parser)
    parser.add_argument("folders", nargs="+", metavar="DIR")
    options = parser.parse_args()
    documents = [document for folder in options.folders
                 for document in read_folder(folder, options.by)]
    return report_and_judge(tally(documents, parse(documents)), options)


if __name__ == "__main__":
    database.exit_with(main)
