#!/usr/bin/env python3
"""Fill a registry with random reports and compare every figure of its pages with one worked out
here.

usage: pages_test.py [--seed N] [--agencies N]

The reports are those of views_test, all of the newest form, some of them turned down; the pages are
those of all agencies and of those below one. Of a page the figures, how many reports are behind
each, and the lists of names are compared. The database is the one that psql's environment variables
name; the extension must be installed in it. Exit status: 0 if all agree, 1 if not, 2 if it could
not run.
"""
import html
import os
import random
import re
import sys
from collections import Counter, defaultdict
from decimal import Decimal

here = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(here, ".."), os.path.join(here, "..", "sums")]
import arguments  # noqa: E402
import database  # noqa: E402
import views_test  # noqa: E402
from sums_test import CELLS, FORMS, value_at  # noqa: E402

YEAR = views_test.YEARS[-1]
FORM = CELLS[FORMS[0]]

PAGES = """
DELETE FROM report WHERE (agency, year) IN (SELECT agency, year FROM refused_report);
INSERT INTO rejection (filing_id, reason, hint, agency, year)
    SELECT (SELECT min(id) FROM filing) + row_number() OVER (), 'unbalanced', '', agency, year
    FROM refused_report;
SELECT jsonb_build_array(parent, hand_in({year}, parent), dashboard({year}, parent))
FROM (SELECT NULL AS parent UNION SELECT parent FROM agency) p;
"""


def counted_reports(truth, parent):
    """{agency: body} of the reports that a page about a year adds up."""
    if parent is None:
        return {agency: body for (agency, year), body in truth.counted.items() if year == YEAR}
    return {agency: truth.current[agency, YEAR] for agency in truth.children[parent]
            if (agency, YEAR) in truth.current}


def expected_agencies(truth, parent):
    if parent is None:
        return {name for name in truth.agencies if not truth.consolidates(name)}
    return set(truth.children[parent])


def number(text):
    return Decimal(text) if text else None


def shown_sums(page):
    """(sum, reports that have it, or None where the page says nothing) of each cell."""
    for cell in re.findall(r'<td(?! class="note")[^>]*>(.*?)</td>', page):
        share = re.search(r"<small>(\d+)/\d+</small>", cell)
        figure = re.sub(r"<(small|span).*?</\1>|<br>|\*", "", cell)
        yield number(figure), int(share.group(1)) if share else None


def true_sums(bodies):
    for path in FORM:
        values = [value_at(body, path) for body in bodies]
        known = len(values) - values.count(None)
        yield views_test.known_sum(values), None if known == len(values) else known


def named(page, before):
    """The names that a list of the page has, without what is in brackets."""
    found = re.search(before + r"：([^<]*)。</p>", page)
    return set(re.sub(r"（[^）]*）", "", html.unescape(found.group(1))).split("、")) if found else set()


def hand_in_faults(truth, refused, parent, page):
    bodies = counted_reports(truth, parent)
    wanted, found = list(true_sums(bodies.values())), list(shown_sums(page))
    if len(wanted) != len(found):
        yield f"{len(found)} cells instead of {len(wanted)}"
    for path, one, other in zip(FORM, wanted, found):
        if one != other:
            yield f"{'.'.join(path)}: {other} instead of {one}"
    expected = expected_agencies(truth, parent)
    turned_down = {agency for agency in expected if (agency, YEAR) in refused}
    lists = {"未报": expected - bodies.keys() - turned_down, "退回": turned_down,
             "核准接受": set(bodies)}
    for name, names in lists.items():
        if named(page, name) != names:
            yield f"{name}: {named(page, name) ^ names}"
    counts = [len(expected), len(bodies), len(bodies), len(turned_down), len(lists["未报"])]
    said = re.search(r"应报 (\d+) 个单位：已汇总 (\d+) 个（其中核准接受 (\d+) 个），退回 (\d+) 个，未报 (\d+) 个", page)
    if list(map(int, said.groups())) != counts:
        yield f"{said.group()} instead of {counts}"


def column_sums(bodies, item, columns):
    """{name of the figure: (sum, basis)} of cells."""
    for column in columns:
        path = next(path for path in FORM if FORM[path].item == item and path[-1] == column)
        values = [value_at(body, path) for body in bodies]
        yield (f"{item}.{column}", views_test.known_sum(values),
               f"{len(values) - values.count(None)}/{len(values)}")


def category_sums(bodies):
    """The same of categories; a row that the form lacks is not missing."""
    totals, gaps = defaultdict(list), Counter()
    for body in bodies:
        for item in views_test.listed_items(body):
            value = views_test.row_of(body, item).get("total")
            totals[views_test.RESULT_ITEMS[item]].append(value)
            is_of_form = item in views_test.ITEMS[FORMS[0]]
            gaps[views_test.RESULT_ITEMS[item]] += value is None and is_of_form
    for category, values in totals.items():
        missing = gaps[category]
        yield (f"outcome.{category}", views_test.known_sum(values),
               f"{len(bodies)} 份，" + (f"缺 {missing} 个数" if missing else "无缺数"))


def true_figures(truth, refused, parent):
    """{name of a figure: (figure, what stands for its basis)} of a dashboard."""
    reports = counted_reports(truth, parent)
    bodies = list(reports.values())
    rows = list(category_sums(bodies))
    for item in ("received", "carried_in", "concluded", "carried_out"):
        rows += column_sums(bodies, item, ["total"])
    rows += column_sums(bodies, "received", views_test.APPLICANTS)
    for item in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        rows += column_sums(bodies, item, ["upheld", "corrected", "other", "pending", "total"])
    return {name: (figure, basis) for name, figure, basis in rows} if bodies else {}


def dashboard_faults(truth, refused, parent, page):
    wanted = true_figures(truth, refused, parent)
    found = {}
    for name, figure, rest in re.findall(
            r'data-figure="([^"]*)">(-?[\d.]*)(.*?)(?=data-figure|</tr>|</li>)', page):
        small = re.search(r"<small>([^<]*)</small>", rest)
        found[name] = number(figure), small and small.group(1)
    for name, value in wanted.items():
        if found.get(name) != value:
            yield f"{name}: {found.get(name)} instead of {value}"
    expected = expected_agencies(truth, parent)
    accepted = counted_reports(truth, parent).keys()
    turned_down = {agency for agency in expected if (agency, YEAR) in refused}
    missing = expected - accepted - turned_down
    for name, names in (("expected", expected), ("accepted", accepted), ("waived", accepted),
                        ("refused", turned_down), ("missing", missing)):
        if found[f"standing.{name}"][0] != len(names):
            yield f"{name}: {found[f'standing.{name}']} instead of {len(names)}"
    chased = re.search(r'<section id="chase">.*?</section>', page, re.S).group()
    if set(re.findall(r'<th scope="row">(.*?)</th>', chased)) != missing | turned_down:
        yield "those who are chased are others"
    if re.search(r"<script|<link|<img|src=|http", page):
        yield "the page needs something else"


def make_reports(agencies, rng):
    reports = []
    for report in views_test.make_reports(agencies, rng):
        report.body.update(form=FORMS[0], proactive_form=FORMS[0])
        reports.append(report)
    return reports


def ask(agencies, reports, refused):
    script = PAGES.replace("{year}", str(YEAR))
    names = ", ".join(f"('{agency}', {year})" for agency, year in sorted(refused))
    script = f"CREATE TEMP TABLE refused_report (agency, year) AS VALUES {names};\n{script}"
    return views_test.ask_for(agencies, reports, script)


def main():
    parser = arguments.parser(__doc__, seed=1)
    parser.add_argument("--agencies", type=int, default=120, metavar="N")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    agencies = views_test.make_agencies(options.agencies, rng)
    reports = make_reports(agencies, rng)
    refused = {(agency.name, YEAR) for agency in agencies if rng.random() < 0.1}
    truth = views_test.Truth(agencies, [report for report in reports
                                        if (report.agency, report.year) not in refused])
    faults, pages = [], Counter()
    for parent, *both in ask(agencies, reports, refused):
        for name, check, page in zip(("hand_in", "dashboard"), (hand_in_faults, dashboard_faults),
                                     both):
            found = check(truth, refused, parent, page)
            faults += [f"{name} below {parent}: {fault}"[:300] for fault in found]
            pages[name] += 1
    print("\n".join(faults[:20] + [f"{len(faults)} differences"]) if faults else
          f"ok: {sum(pages.values())} pages over {len(reports)} reports")
    return 1 if faults or not pages["hand_in"] else 0


if __name__ == "__main__":
    database.exit_with(main)
