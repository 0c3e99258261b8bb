#!/usr/bin/env python3
"""Add up random reports here and in the database, serially and in parallel, and compare every cell.

usage: sums_test.py [--seed N] [--reports N]

The reports follow either form, have values of the other one, lack cells, rows and sections or are
NULL altogether; counts may be negative and large, amounts have all kinds of decimals. Compared are
sum, coverage and their parts, and both over disclosure_figures, for each group and for all reports,
and the sums over the rows of report_outcomes. The names come from the forms' own tables, and the
sums from the JSON that the reports are made of. The database is the one that psql's environment
variables name; the extension must be installed in it. Exit status: 0 if all agree, 1 if not, 2 if
it could not run.
"""
import csv
import json
import os
import random
import sys
from collections import Counter, defaultdict, namedtuple
from decimal import Decimal

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import arguments  # noqa: E402
import database  # noqa: E402
from forms import FORMS  # noqa: E402

TABLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src", "form")
SECTIONS = {"2": "proactive", "3": "applications", "4": "disputes"}
GROUPS = 12
RESULTS = ("3.1", "3.2", "3.3", "3.4", "3.5", "3.6")

Cell = namedtuple("Cell", "path number item is_money")

SQL = r"""
DROP TABLE IF EXISTS random_reports;
CREATE TABLE random_reports (id int, grp int, report disclosure_report,
    figures disclosure_figures GENERATED ALWAYS AS (report::disclosure_figures) STORED);
CREATE TEMP TABLE body (id int, grp int, body jsonb);
\copy body FROM '{body}' WITH (FORMAT csv)
INSERT INTO random_reports
    SELECT id, grp, CASE WHEN body IS NOT NULL
        THEN jsonb_populate_record(NULL::disclosure_report, body) END FROM body;
ALTER TABLE random_reports SET (parallel_workers = 3);
ANALYZE random_reports;

CREATE FUNCTION pg_temp.plan(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY EXECUTE 'EXPLAIN (COSTS OFF) ' || query;
END $$;
-- each is a group and an answer about it
CREATE TEMP TABLE question (kind text, answer text, source text DEFAULT 'random_reports');
INSERT INTO question VALUES
    ('report', 'to_jsonb(sum(report)), to_jsonb(coverage(report))'),
    ('packed', 'to_jsonb(sum(figures)), to_jsonb(coverage(figures))'),
    ('part', $$
        jsonb_build_object('proactive', sum((report).proactive),
            'applications', sum((report).applications), 'disputes', sum((report).disputes)),
        jsonb_build_object('proactive', coverage((report).proactive),
            'applications', coverage((report).applications),
            'disputes', coverage((report).disputes))$$),
    ('row', $$
        jsonb_build_object(
            'applications', jsonb_build_object('granted', sum((report).applications.granted)),
            'disputes', jsonb_build_object(
                'litigation_direct', sum((report).disputes.litigation_direct)))$$);
INSERT INTO question VALUES
    ('outcomes', 'category, count(*), sum(natural_person), count(natural_person), sum(total)',
        'random_reports, report_outcomes(report)');
CREATE FUNCTION pg_temp.answers(q question, how text) RETURNS SETOF jsonb LANGUAGE plpgsql AS $$
DECLARE
    extra text := CASE q.kind WHEN 'outcomes' THEN 'category' END;
    sums text := format('jsonb_build_array(%s) FROM %s', q.answer, q.source);
BEGIN
    IF how = 'parallel' AND q.kind <> 'outcomes'
        AND NOT EXISTS (SELECT FROM pg_temp.plan('SELECT ' || sums) line WHERE line ~ 'Partial')
    THEN
        RAISE 'the plan is not parallel: %', sums;
    END IF;
    RETURN QUERY EXECUTE format('SELECT jsonb_build_array(%L, %L, grp, answer)
        FROM (SELECT grp, %s GROUP BY %s UNION ALL SELECT -1, %s GROUP BY %s) a (grp, answer)',
        how, q.kind, sums, concat_ws(', ', 'grp', extra), sums, coalesce(extra, '()'));
END $$;
SET max_parallel_workers_per_gather = 0;
SELECT pg_temp.answers(q, 'serial') FROM question q;
SET max_parallel_workers_per_gather = 3;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT pg_temp.answers(q, 'parallel') FROM question q;
DROP TABLE random_reports;
"""


def read_form(form):
    """{path: Cell} of a form; a path leads through the attributes of disclosure_report."""
    cells = {}
    with open(os.path.join(TABLES, f"form-{form}.tsv"), encoding="utf-8") as table:
        for line in csv.DictReader(table, delimiter="\t"):
            name = line["item"].replace(".", "_")
            place = name, line["column"]
            place = ("_".join(place),) if line["section"] == "2" else place
            path = (SECTIONS[line["section"]],) + place
            cells[path] = Cell(path, line["number"], line["item"], line["column"] == "amount")
    return cells


CELLS = {form: read_form(form) for form in FORMS}
ALL_CELLS = {path: cell for form in sorted(FORMS) for path, cell in CELLS[form].items()}


def random_value(cell, rng):
    if cell.is_money:
        return Decimal(rng.randint(-10**rng.randint(1, 12),
                                   10**rng.randint(1, 12))).scaleb(-rng.randint(0, 8))
    return rng.choice([0, 0, rng.randint(0, 9), rng.randint(0, 1000), rng.randint(-10**15, 10**15)])


def random_report(form, rng):
    """The report as JSON takes it, None for NULL."""
    if rng.random() < 0.03:
        return None
    body = {"title": "a title", "agency": "an agency", "form": rng.choice([form, form, form, None]),
            "proactive_form": form if rng.random() < 0.9 else rng.choice(FORMS)}
    density = rng.choice([0.05, 0.5, 0.95, 1])
    for path, cell in ALL_CELLS.items():
        if rng.random() < (density if path in CELLS[form] else 0.02):
            level = body
            for step in path[:-1]:
                level = level.setdefault(step, {})
            level[path[-1]] = random_value(cell, rng)
    for section in SECTIONS.values():
        if rng.random() < 0.03:
            body[section] = None
        elif section != "proactive":
            for name in body.get(section, {}):
                if rng.random() < 0.02:
                    body[section][name] = None
    return body


def random_reports(count, seed):
    """[(group, body)]; the reports of a group are of the same year or not, in the same form or not.
    """
    rng = random.Random(seed)
    reports = []
    for _ in range(count):
        group = rng.randrange(GROUPS)
        body = random_report(FORMS[group % 2] if group < 4 else rng.choice(FORMS), rng)
        if body is not None:
            body["year"] = 2023 if group % 3 else rng.choice([2019, 2024])
            if group < 2:
                body["form"] = FORMS[group]
        reports.append((group, body))
    return reports


def value_at(body, path):
    for step in path:
        body = body.get(step) if body is not None else None
    return body


def agreed(bodies, name):
    numbers = {body.get(name) for body in bodies}
    return numbers.pop() if len(numbers) == 1 else None


def expected_sums(bodies):
    """{path: sum}, {path: how many} over all that are not NULL."""
    present = [body for body in bodies if body is not None]
    sums, counts = {}, {}
    for path in ALL_CELLS:
        values = [value for value in (value_at(body, path) for body in present)
                  if value is not None]
        sums[path], counts[path] = (sum(values) if values else None), len(values)
    for name in ("year", "form", "proactive_form"):
        sums[name,] = counts[name,] = agreed(present, name)
    return sums, counts


def form_of(body):
    """The form of a report that says none: the newest that lacks no older row with figures."""
    if body.get("form"):
        return body["form"]
    items = {form: {cell.item for cell in CELLS[form].values()} for form in FORMS}
    for place, form in enumerate(FORMS[:-1]):
        older = set().union(*(items[older] for older in FORMS[place + 1:])) - items[form]
        paths = [path for path, cell in ALL_CELLS.items() if cell.item in older]
        if all(value_at(body, path) is None for path in paths):
            return form
    return FORMS[-1]


def expected_outcomes(bodies):
    """{category: (rows, natural persons, how many rows say so, total)}."""
    tally = defaultdict(lambda: {"rows": 0, "natural_person": [], "total": []})
    items = {cell.item: cell for cell in ALL_CELLS.values() if cell.path[0] == "applications"
             and cell.number.startswith(RESULTS)}
    for body in filter(None, bodies):
        own = {cell.item for cell in CELLS[form_of(body)].values()}
        for item, cell in items.items():
            figures = value_at(body, cell.path[:2]) or {}
            if item not in own and all(value is None for value in figures.values()):
                continue
            entry = tally[item.split(".")[0]]
            entry["rows"] += 1
            for column in ("natural_person", "total"):
                if figures.get(column) is not None:
                    entry[column].append(figures[column])
    return {category: [entry["rows"], sum(entry["natural_person"]) if entry["natural_person"]
                       else None, len(entry["natural_person"]),
                       sum(entry["total"]) if entry["total"] else None]
                       for category, entry in tally.items()}


def ask(reports):
    """[how, kind, group, answer] of every question."""
    rows = ((i, group, "" if body is None else json.dumps(body, default=encode_amount))
            for i, (group, body) in enumerate(reports))
    return database.values(database.run_over(SQL, body=rows))


def encode_amount(amount):
    """As a string, which a numeric is read from without loss."""
    return str(amount)


def compare_values(kind, wanted, found):
    """Lines that say which cells differ. A part has no year and form, and a row only its own cells.
    """
    lines = []
    for path, value in wanted.items():
        if kind not in ("report", "packed") and len(path) == 1:
            continue
        if kind == "row" and path[:2] not in (("applications", "granted"),
                                              ("disputes", "litigation_direct")):
            continue
        if value_at(found, path) != value:
            lines.append(f"{'.'.join(path)}: {value_at(found, path)} instead of {value}")
    return lines


def compare(reports, answers):
    """(how many values were compared, lines about those that differ)."""
    groups = defaultdict(list)
    for group, body in reports:
        groups[group].append(body)
        groups[-1].append(body)
    wanted = {group: (expected_sums(bodies), expected_outcomes(bodies))
              for group, bodies in groups.items()}
    differences, compared = [], Counter()
    for how, kind, group, answer in answers:
        compared[how, kind] += 1
        (sums, counts), outcomes = wanted[group]
        if kind == "outcomes":
            lines = [] if outcomes[answer[0]] == answer[1:] else [f"{answer} instead of "
                                                                  f"{outcomes[answer[0]]}"]
        else:
            lines = [line for values, found in zip((sums, counts), answer)
                     for line in compare_values(kind, values, found)]
        differences += [f"{how} {kind} of group {group}: {line}" for line in lines]
    for how in ("serial", "parallel"):
        expected = {"report": len(groups), "packed": len(groups), "part": len(groups),
                    "row": len(groups), "outcomes": sum(len(outcomes)
                                                        for _, outcomes in wanted.values())}
        differences += [f"{how} {kind}: {compared[how, kind]} answers instead of {count}"
                        for kind, count in expected.items()
                        if compared[how, kind] != count]
    return sum(compared.values()), differences


def main():
    options = arguments.parser(__doc__, 10000, seed=1).parse_args()
    reports = random_reports(options.reports, options.seed)
    answers = ask(reports)
    compared, differences = compare(reports, answers)
    print("\n".join(differences[:20] + [f"{len(differences)} differences"]) if differences else
          f"ok: {compared} answers about {options.reports} reports")
    return 1 if differences else 0


if __name__ == "__main__":
    database.exit_with(main)
