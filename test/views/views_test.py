#!/usr/bin/env python3
"""Fill a registry with random reports and compare every view that adds up or compares with values
worked out here.

usage: views_test.py [--seed N] [--agencies N]

The reports are those of sums_test: of either form, with values of the other one and missing cells;
here of some years, with earlier revisions that must not count, and of agencies with parents, some
of which consolidate. The rates come from metrics.tsv, the rest from the forms' own tables. The
database is the one that psql's environment variables name; the extension must be installed in it.
Exit status: 0 if all agree, 1 if not, 2 if it could not run.
"""
import csv
import json
import os
import random
import sys
from collections import Counter, defaultdict, namedtuple
from decimal import ROUND_HALF_UP, Decimal

here = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(here, ".."), os.path.join(here, "..", "sums")]
import arguments  # noqa: E402
import database  # noqa: E402
from sums_test import (ALL_CELLS, CELLS, FORMS, RESULTS, TABLES,  # noqa: E402
                       encode_amount, random_report, value_at)

YEARS = (2019, 2020, 2021, 2022)
APPLICANTS = ("natural_person", "business", "research", "public_interest", "legal_service", "other")
COLUMNS = APPLICANTS + ("total",)
KINDS = {"市": "city", "县": "county", "": None}
SECTORS = {"教育局": "education", "财政局": "finance", "公司": None}
NUMBERS = "零一二三四五六七八九"

Agency = namedtuple("Agency", "name parent level sector consolidates")
Filed = namedtuple("Filed", "agency year body is_current")

SQL = r"""
DROP SCHEMA IF EXISTS random_registry CASCADE;
CALL create_registry('random_registry');
SET search_path = random_registry, public;
\copy agency (name, parent, level, sector, consolidates) FROM '{agencies}' WITH (FORMAT csv)
CREATE TEMP TABLE filed (id int, agency text, year int, body jsonb, superseded_by int);
\copy filed FROM '{reports}' WITH (FORMAT csv)
SET govdisclose.ingest = 'deferred';
INSERT INTO filing (body) SELECT 'filing ' || id FROM filed ORDER BY id;
INSERT INTO decision (filing_id, kind, why) SELECT min(id), 'waive', 'a test' FROM filing;
INSERT INTO report (filing_id, agency, year, superseded_by, waiver, report)
    SELECT id, agency, year, superseded_by, (SELECT id FROM decision),
        jsonb_populate_record(NULL::disclosure_report, body)
    FROM filed;
TRUNCATE backlog;
ANALYZE;
{queries}
DROP SCHEMA random_registry CASCADE;
"""


def read_table(name):
    with open(os.path.join(TABLES, name), encoding="utf-8") as table:
        return list(csv.DictReader((line for line in table if not line.startswith("#")),
                                   delimiter="\t"))


METRICS = read_table("metrics.tsv")
ITEMS = {form: list(dict.fromkeys(cell.item for cell in CELLS[form].values()
                                  if cell.path[0] == "applications")) for form in FORMS}
RESULT_ITEMS = {cell.item: cell.item.split(".")[0] for cell in ALL_CELLS.values()
                if cell.path[0] == "applications" and cell.number.startswith(RESULTS)}


def make_agencies(count, rng):
    """Names that tell level and sector or not, some of them corrected; the first few are parents of
    others.
    """
    agencies = []
    for number in range(count):
        place, office = rng.choice(list(KINDS)), rng.choice(list(SECTORS))
        name = "".join(NUMBERS[int(digit)] for digit in str(number)) + place + office
        corrected = rng.random() < 0.2
        agencies.append(Agency(name, agencies[rng.randrange(min(25, number))].name if number
                               and rng.random() < 0.4 else None,
                               "team" if corrected else None, "sports" if corrected else None,
                               rng.choice([None, None, None, None, False, True])))
    return agencies


def make_reports(agencies, rng):
    reports = []
    for agency in agencies:
        for year in YEARS:
            if rng.random() < 0.2:
                continue
            for is_current in [False] * rng.choice([0, 0, 1]) + [True]:
                reports.append(Filed(agency.name, year, make_report(rng), is_current))
    rng.shuffle(reports)
    return reports


def make_report(rng):
    body = None
    while body is None:
        body = random_report(rng.choice(FORMS), rng)
    if body["form"] is None:
        # a report whose tables do not tell has no figures in rows that only older forms have
        newer = {cell.item for cell in CELLS[FORMS[0]].values()}
        for path in (path for path, cell in ALL_CELLS.items() if cell.item not in newer):
            (value_at(body, path[:-1]) or {}).pop(path[-1], None)
    return shrink(body)


def shrink(body):
    """Counts small enough for double precision, in which percentiles are interpolated."""
    if isinstance(body, dict):
        return {name: value if name in ("form", "proactive_form", "year") else shrink(value)
                for name, value in body.items()}
    return body % 10**6 if isinstance(body, int) and abs(body) > 10**6 else body


def row_of(body, item):
    return value_at(body, ("applications", item.replace(".", "_"))) or {}


def listed_items(body):
    """The results that the report's form has, and those of other forms that it has figures for."""
    of_form = ITEMS[body["form"] or FORMS[0]]
    filled = {item for item in RESULT_ITEMS
              if any(row_of(body, item).get(column) is not None for column in COLUMNS)}
    return [item for item in RESULT_ITEMS if item in of_form or item in filled]


def listed_cells(body):
    """{(item, column): path} of the cells as report_cells lists them: those of the form, and others
    with a value.
    """
    cells = {}
    for path, cell in ALL_CELLS.items():
        form = body["proactive_form" if path[0] == "proactive" else "form"] or FORMS[0]
        if path in CELLS[form] or value_at(body, path) is not None:
            cells[cell.item, path[-1][len(cell.item) + 1:] if path[0] == "proactive"
                  else path[-1]] = path
    return cells


def known_sum(values):
    """NULL where all are."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def whole_sum(values):
    """NULL where one is."""
    values = list(values)
    return None if None in values else sum(values)


def ratio(above, below):
    if above is None or not below:
        return None
    return (Decimal(above) / Decimal(below)).quantize(Decimal("0.000001"), ROUND_HALF_UP)


class Truth:
    """What each view must show, as {view: {key: values}}."""

    def __init__(self, agencies, reports):
        self.agencies = {agency.name: agency for agency in agencies}
        self.current = {(r.agency, r.year): r.body for r in reports if r.is_current}
        self.children = defaultdict(list)
        for agency in agencies:
            self.children[agency.parent].append(agency.name)
        self.counted = {key: body for key, body in self.current.items()
                        if not self.consolidates(key[0])}

    def consolidates(self, name):
        given = self.agencies[name].consolidates
        return bool(self.children.get(name)) if given is None else given

    def kind(self, name):
        agency = self.agencies[name]
        office = next(office for office in SECTORS if name.endswith(office))
        place = name[:-len(office)][-1]
        return agency.level or KINDS.get(place), agency.sector or SECTORS[office]

    def outcome(self):
        return {(agency, year, item): [RESULT_ITEMS[item]] + [row_of(body, item).get(column)
                                                              for column in COLUMNS]
                                                              + list(self.kind(agency))
                                                              + [self.consolidates(agency)]
                for (agency, year), body in self.current.items() for item in listed_items(body)}

    def outcomes_by_agency(self):
        groups = defaultdict(list)
        for (agency, year), body in self.current.items():
            for item in listed_items(body):
                groups[agency, year, RESULT_ITEMS[item]].append([row_of(body, item).get(column)
                                                                 for column in COLUMNS])
        return {key: [whole_sum(column) for column in zip(*rows)]
                + [sum(row.count(None) for row in rows)] for key, rows in groups.items()}

    def added_up(self, columns):
        """{(year, category, column): (sum, missing)} over the reports that count."""
        values, missing = defaultdict(list), Counter()
        for (_, year), body in self.counted.items():
            for item in listed_items(body):
                for column in columns:
                    value = row_of(body, item).get(column)
                    values[year, RESULT_ITEMS[item], column].append(value)
                    is_of_form = item in ITEMS[body["form"] or FORMS[0]]
                    missing[year, RESULT_ITEMS[item], column] += value is None and is_of_form
        return {key: (known_sum(found), missing[key]) for key, found in values.items()}

    def shares(self, columns):
        sums = self.added_up(columns)
        reports = Counter(year for _, year in self.counted)
        of_year = {year: known_sum(value for key, (value, _) in sums.items() if key[0] == year)
                   for year in YEARS}
        return {key: [value, ratio(value, of_year[key[0]]), reports[key[0]], missing]
                for key, (value, missing) in sums.items()}

    def outcomes_by_category(self):
        return self.shares(APPLICANTS)

    def outcomes_by_year(self):
        return {key[:2]: values for key, values in self.shares(("total",)).items()}

    def consolidated_outcome(self):
        groups = defaultdict(list)
        for (_, year), body in self.counted.items():
            groups[year, body["form"]].append(body)
        rows = {}
        for (year, form), bodies in groups.items():
            for item in RESULT_ITEMS:
                found = [[row_of(body, item).get(column) for body in bodies] for column in COLUMNS]
                is_of_form = item in ITEMS[form or FORMS[0]]
                if is_of_form or any(known_sum(values) is not None for values in found):
                    rows[year, form, item] = ([len(bodies)]
                                              + [known_sum(values) for values in found] +
                                              [values.count(None) if is_of_form else None
                                               for values in found])
        return rows

    def sums(self, reports, key_of):
        """{key: reports, sums and counts of all cells}."""
        groups = defaultdict(list)
        for (agency, year), body in reports.items():
            groups[key_of(agency, year, body)].append(body)
        return {key: [len(bodies)] + [f([value_at(body, path) for body in bodies])
                                      for path in ALL_CELLS
                                      for f in (known_sum, lambda values: len(values)
                                                - values.count(None))]
                                                for key, bodies in groups.items()}

    def consolidated(self):
        left_out = Counter(year for agency, year in self.current if self.consolidates(agency))
        return {key: [left_out[key[0]]] + values
                for key, values in self.sums(self.counted, lambda agency, year,
                                             body: (year,)).items()}

    def consolidated_by_form(self):
        return self.sums(self.counted, lambda agency, year, body: (year, body["form"]))

    def consolidated_by_level(self):
        return self.sums(self.counted, lambda agency, year, body: (year, self.kind(agency)[0]))

    def consolidated_by_sector(self):
        return self.sums(self.counted, lambda agency, year, body: (year, self.kind(agency)[1]))

    def consolidated_by_parent(self):
        children = {key: body for key, body in self.current.items() if self.agencies[key[0]].parent}
        return self.sums(children, lambda agency, year, body: (year, self.agencies[agency].parent))

    def agency_metrics(self):
        return {(agency, year, metric["metric"]): self.rate(metric, body)
                for (agency, year), body in self.current.items() for metric in METRICS}

    @staticmethod
    def rate(metric, body):
        above, below = (whole_sum(value_at(body, path) for term in metric[part].split()
                                  for path in cells_of(term)) for part in ("numerator", "base"))
        is_enough = None not in (above, below) and below >= int(metric["minimum"]) and above >= 0
        return [above, below, int(metric["minimum"]), ratio(above, below) if is_enough else None]

    def peer_percentiles(self):
        groups = defaultdict(dict)
        for (agency, year, metric), values in self.agency_metrics().items():
            if values[3] is not None and None not in self.kind(agency):
                groups[(year,) + self.kind(agency) + (metric,)][agency] = values[3]
        return {(agency,) + key: [rate, len(rates),
                                  1 + sum(other > rate for other in rates.values())] +
                [percentile(sorted(rates.values()), p) for p in (10, 25, 50, 75, 90)]
                for key, rates in groups.items() for agency, rate in rates.items()}

    def reason_shares(self):
        shares = {}
        for (agency, year), body in self.current.items():
            for category in ("denied", "unavailable", "not_processed"):
                totals = {item: row_of(body, item).get("total") for item in listed_items(body)
                          if RESULT_ITEMS[item] == category}
                whole = whole_sum(totals.values())
                shares.update({(agency, year, item): [value, whole, ratio(value, whole)]
                               for item, value in totals.items()})
        return shares

    def applicant_mix(self):
        received = {key: row_of(body, "received") for key, body in self.current.items()}
        return {key + (applicant,): [row.get(applicant), row.get("total"),
                                     ratio(row.get(applicant), row.get("total"))]
                for key, row in received.items() for applicant in APPLICANTS}

    def year_over_year(self):
        rows = {}
        for (agency, year), body in self.current.items():
            before = self.current.get((agency, year - 1))
            both = listed_cells(before).keys() & listed_cells(body).keys() if before else ()
            for item, column in both:
                path = listed_cells(body)[item, column]
                if path[0] == "proactive" or column == "total":
                    rows[agency, year, item, column] = compared(value_at(before, path),
                                                                value_at(body, path), column)
        return rows

    def pairs(self):
        """Each report with that of the year before."""
        return [(agency, year, self.current[agency, year - 1], body)
                for (agency, year), body in self.current.items()
                if (agency, year - 1) in self.current]

    def carryover(self):
        rows = {}
        for agency, year, before, body in self.pairs():
            for column in COLUMNS:
                known = [row_of(before, "carried_out").get(column),
                         row_of(body, "carried_in").get(column)]
                rows[agency, year, column] = known + [None if None in known else
                                                      known[1] - known[0]]
        return rows

    def stock(self):
        rows = {}
        for agency, year, before, body in self.pairs():
            for item in ("regulations", "normative_documents"):
                known = [value_at(report, ("proactive", f"{item}_{column}"))
                         for report, column in ((before, "in_force"), (body, "issued"),
                                                (body, "repealed"), (body, "in_force"))]
                rows[agency, year, item] = known + [None if None in known else known[3]
                                                    - (known[0] + known[1] - known[2])]
        return rows

    def consolidation(self):
        rows = {}
        for (agency, year), body in self.current.items():
            names = self.children.get(agency, [])
            bodies = [self.current[name, year] for name in names if (name, year) in self.current]
            for (item, column), path in listed_cells(body).items() if names else ():
                values = [value_at(child, path) for child in bodies]
                published, whole = value_at(body, path), known_sum(values)
                missing = len(names) - len(bodies), values.count(None)
                is_whole = missing == (0, 0) and published is not None
                difference = published - whole if is_whole else None
                rows[agency, year, item, column] = [published, whole, len(names),
                                                    *missing, difference]
        return rows

    def consolidation_gaps(self):
        return {key: values for key, values in self.consolidation().items() if values[-1]}


def cells_of(term):
    """The paths that a term of metrics.tsv stands for."""
    item, column = term.rsplit(".", 1)
    return [cell.path for cell in ALL_CELLS.values() if cell.path[-1] == column
            and cell.path[0] != "proactive" and
            (cell.item == item or item.endswith(".*") and cell.item.startswith(item[:-1]))]


def percentile(rates, percent):
    place = Decimal(percent) / 100 * (len(rates) - 1)
    low = int(place)
    high = min(low + 1, len(rates) - 1)
    return rates[low] + (rates[high] - rates[low]) * (place - low)


def compared(previous, current, column):
    if previous is None or current is None:
        return [previous, current, None, None, None]
    small, large = sorted((previous, current))
    is_jump = None if column == "change" else large - small >= 10 and large >= 3 * small
    return [previous, current, current - previous, ratio(current, previous) if previous > 0
            else None, is_jump]


def cells_of_sum():
    return ", ".join(f"({part}).{path[0]}.{'.'.join(path[1:])}" for path in ALL_CELLS
                     for part in ("figures", "coverage"))


OUTCOMES = ", ".join(COLUMNS)
# view: (columns of its key, its values)
QUERIES = {
    "outcome": ("agency, year, item", f"category, {OUTCOMES}, level, sector, consolidates"),
    "outcomes_by_agency": ("agency, year, category", f"{OUTCOMES}, missing"),
    "outcomes_by_category": ("year, category, applicant", "applications, share, reports, missing"),
    "outcomes_by_year": ("year, category", "applications, share, reports, missing"),
    "consolidated_outcome": ("year, form, item", f"reports, {OUTCOMES}, "
                             + ", ".join(column + "_missing" for column in COLUMNS)),
    "consolidated": ("year", "left_out, reports, " + cells_of_sum()),
    "consolidated_by_form": ("year, form", "reports, " + cells_of_sum()),
    "consolidated_by_level": ("year, level", "reports, " + cells_of_sum()),
    "consolidated_by_sector": ("year, sector", "reports, " + cells_of_sum()),
    "consolidated_by_parent": ("year, parent", "reports, " + cells_of_sum()),
    "agency_metrics": ("agency, year, metric", "numerator, base, minimum_base, rate"),
    "peer_percentiles": ("agency, year, level, sector, metric",
                         "rate, peers, rank, p10, p25, p50, p75, p90"),
    "reason_shares": ("agency, year, item", "applications, of_category, share"),
    "applicant_mix": ("agency, year, applicant", "received, of_all, share"),
    "year_over_year": ("agency, year, item, column_name",
                       "previous, current, difference, ratio, is_jump"),
    "carryover": ("agency, year, column_name", "carried_out_before, carried_in, difference"),
    "stock": ("agency, year, item", "in_force_before, issued, repealed, in_force, difference"),
    "consolidation": ("agency, year, item, column_name",
                      "published, children_sum, children, missing_children, missing_cells, "
                      "difference"),
    "consolidation_gaps": ("agency, year, item, column_name",
                           "published, children_sum, children, missing_children, missing_cells, "
                           "difference"),
}


def in_pieces(values):
    """A function takes a hundred arguments at most."""
    names = values.split(", ")
    return " || ".join(f"jsonb_build_array({', '.join(names[i:i + 90])})"
                       for i in range(0, len(names), 90))


def ask_for(agencies, reports, queries):
    """What queries give over a registry of these agencies and reports."""
    # those that are not current are superseded by any other number, which none has twice
    rows = [(number, report.agency, report.year, json.dumps(report.body, default=encode_amount),
             None if report.is_current else len(reports) + number)
            for number, report in enumerate(reports, 1)]
    script = SQL.replace("{queries}", queries)
    return database.values(database.run_over(script, agencies=agencies, reports=rows))


def ask(agencies, reports):
    """[view, key, values] of every row."""
    return ask_for(agencies, reports, "\n".join(
        f"SELECT jsonb_build_array('{view}', jsonb_build_array({key}), {in_pieces(values)}) "
        f"FROM {view};" for view, (key, values) in QUERIES.items()))


def agree(wanted, found, is_interpolated):
    if is_interpolated and None not in (wanted, found):
        return abs(wanted - found) <= Decimal("0.000002")
    return wanted == found and (wanted is None) == (found is None)


def compare(truth, rows):
    """Lines about what differs, and how many values were compared in each view."""
    lines, compared_values = [], Counter()
    found = defaultdict(dict)
    for view, key, values in rows:
        if tuple(key) in found[view]:
            lines.append(f"{view} {key}: twice")
        found[view][tuple(key)] = values
    for view in QUERIES:
        wanted = getattr(truth, view)()
        lines += [f"{view} {key}: {'missing' if key in wanted else 'unwanted'}"
                  for key in wanted.keys() ^ found[view].keys()]
        for key in wanted.keys() & found[view].keys():
            compared_values[view] += len(wanted[key])
            same = len(wanted[key]) == len(found[view][key]) and all(
                agree(a, b, view == "peer_percentiles" and i > 2)
                for i, (a, b) in enumerate(zip(wanted[key], found[view][key])))
            if not same:
                lines.append(f"{view} {key}: {found[view][key]} instead of {wanted[key]}"[:600])
    lines += [f"{view}: nothing to compare" for view in QUERIES if not compared_values[view]]
    return lines, compared_values


def main():
    parser = arguments.parser(__doc__, seed=1)
    parser.add_argument("--agencies", type=int, default=120, metavar="N")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    agencies = make_agencies(options.agencies, rng)
    reports = make_reports(agencies, rng)
    rows = ask(agencies, reports)
    differences, compared_values = compare(Truth(agencies, reports), rows)
    print("\n".join(differences[:20] + [f"{len(differences)} differences"]) if differences else
          f"ok: {sum(compared_values.values())} values of {len(QUERIES)} views over {len(reports)} "
          f"reports")
    return 1 if differences else 0


if __name__ == "__main__":
    database.exit_with(main)
