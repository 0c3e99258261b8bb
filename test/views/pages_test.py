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
from decimal import ROUND_HALF_UP, Decimal

here = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(here, ".."), os.path.join(here, "..", "sums")]
import arguments  # noqa: E402
import database  # noqa: E402
import views_test  # noqa: E402
from sums_test import CELLS, FORMS, value_at  # noqa: E402

YEAR = views_test.YEARS[-1]
FORM = CELLS[FORMS[0]]
FORM_PATHS = {(cell.item, path[-1]): path for path, cell in FORM.items()}
RANKED = "granted_of_concluded"

PAGES = """
DELETE FROM report WHERE (agency, year) IN (SELECT agency, year FROM refused_report);
INSERT INTO rejection (filing_id, reason, hint, agency, year)
    SELECT (SELECT min(id) FROM filing) + row_number() OVER (), 'unbalanced', '', agency, year
    FROM refused_report;
SELECT jsonb_build_array(parent, hand_in({year}, parent), dashboard({year}, parent))
FROM (SELECT NULL AS parent UNION SELECT parent FROM agency) p;
"""


def counted_reports(truth, parent, of_year=YEAR):
    """{agency: body} of the reports that a page about a year adds up."""
    if parent is None:
        return {agency: body for (agency, year), body in truth.counted.items() if year == of_year}
    return {agency: truth.current[agency, of_year] for agency in truth.children[parent]
            if (agency, of_year) in truth.current}


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
    yield from table_faults(truth, parent, page)
    if re.search(r"<script|<link|<img|src=|http", page):
        yield "the page needs something else"


def percent(share):
    return "" if share is None else f"{(share * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def part_of(value, whole):
    return None if value is None or not whole else Decimal(value) / Decimal(whole)


def section(page, name):
    return re.search(f'<section id="{name}">.*?</section>', page, re.S).group()


def table_rows(page, name):
    """The cells of the rows of a section's table, a curve or a range as its words."""
    for row in re.findall(r'<tr><th scope="row">(.*?)</tr>', section(page, name)):
        cells = re.sub(r"<svg.*?(?:<title>(.*?)</title>.*?)?</svg>", r"\1", row)
        cells = re.split(r"</th><td[^>]*>|</td><td[^>]*>", cells)
        yield [html.unescape(re.sub(r"<[^>]*>", "", cell)) for cell in cells]


def yearly(truth, parent, sum_of):
    """The words of a curve: the sums of five years, without those that are not known."""
    points = []
    for year in range(YEAR - 4, YEAR + 1):
        value = sum_of(list(counted_reports(truth, parent, year).values()))
        points += [] if value is None else [f"{year}年 {value}"]
    return "; ".join(points)


def cell_sum(item, column):
    def sum_of(bodies):
        return views_test.known_sum(views_test.value_at(body, FORM_PATHS[item, column])
                                    for body in bodies)
    return sum_of


def category_sum(category):
    def sum_of(bodies):
        sums = {name: value for name, value, _ in category_sums(bodies)}
        return sums.get(f"outcome.{category}")
    return sum_of


def share_rows(truth, parent):
    """{section: rows of (share, curve)} in the order of the page."""
    bodies = list(counted_reports(truth, parent).values())
    if not bodies:
        return {"outcomes": [], "applicants": []}
    categories = {c: category_sum(c) for c in dict.fromkeys(views_test.RESULT_ITEMS.values())}
    applicants = {a: cell_sum("received", a) for a in views_test.APPLICANTS}
    rows = {}
    for name, sums in (("outcomes", categories), ("applicants", applicants)):
        values = {part: sum_of(bodies) for part, sum_of in sums.items()}
        whole = views_test.known_sum(values.values())
        rows[name] = [(percent(part_of(values[part], whole)), yearly(truth, parent, sum_of))
                      for part, sum_of in sums.items()]
    return rows


def reason_rows(bodies):
    """(figure, share, basis) of each reason, in no order."""
    sums = {item: [views_test.row_of(body, item).get("total") for body in bodies]
            for item, category in views_test.RESULT_ITEMS.items()
            if category in ("denied", "unavailable", "not_processed", "other")}
    of_category = defaultdict(list)
    for item, values in sums.items():
        of_category[views_test.RESULT_ITEMS[item]].append(views_test.known_sum(values))
    for item, values in sums.items():
        value = views_test.known_sum(values)
        if value is not None and value > 0:
            whole = views_test.known_sum(of_category[views_test.RESULT_ITEMS[item]])
            yield (str(value), percent(part_of(value, whole)),
                   f"{len(values) - values.count(None)}/{len(values)}")


def dispute_rows(truth, parent):
    """(share of what was corrected, curve of the totals), a row each."""
    bodies = list(counted_reports(truth, parent).values())
    least = next(int(metric["minimum"]) for metric in views_test.METRICS
                 if metric["metric"] == "reconsideration_corrected_of_decided")
    for item in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        found = [[views_test.value_at(body, FORM_PATHS[item, column]) for body in bodies]
                 for column in ("corrected", "upheld", "other")]
        known = {len(values) - values.count(None) for values in found}
        sums = [views_test.known_sum(values) for values in found]
        base = views_test.known_sum(sums)
        rate = part_of(sums[0], base) if len(known) == 1 and (base or 0) >= least else None
        yield percent(rate), yearly(truth, parent, cell_sum(item, "total"))


def ranked_rows(truth, parent):
    """(agency, rate, cases, rank, peers' percentiles) of the ten highest and the ten lowest."""
    members = counted_reports(truth, parent)
    rates = truth.agency_metrics()
    rows = sorted((-values[0], key[0], values)
                  for key, values in truth.peer_percentiles().items()
                  if key[1] == YEAR and key[-1] == RANKED and key[0] in members)
    for place, (_, agency, values) in enumerate(rows):
        if place < 10 or place >= len(rows) - 10:
            above, below, *_ = rates[agency, YEAR, RANKED]
            yield [agency, percent(values[0]), f"{above}/{below}", f"{values[2]}/{values[1]}",
                   [float(percentile) * 100 for percentile in values[3:]]]


def jump_rows(truth, parent):
    members = counted_reports(truth, parent)
    rows = [(-abs(values[2]), key[0], key[2], key[3], values)
            for key, values in truth.year_over_year().items()
            if key[1] == YEAR and key[0] in members and values[4]]
    for _, agency, _, _, values in sorted(rows)[:20]:
        rate = "" if values[3] is None else str(values[3].quantize(Decimal("0.1"), ROUND_HALF_UP))
        rate = "0.0" if rate == "-0.0" else rate
        yield agency, str(values[0]), str(values[1]), rate


def is_ranked_alike(one, other):
    ranges = [float(p) for p in re.findall(r"P\d+ (-?[\d.]+)%", other[4])]
    return one[:4] == other[:4] and all(abs(a - b) <= 0.1 for a, b in zip(one[4], ranges))


def table_faults(truth, parent, page):
    """What the tables of a dashboard show otherwise: shares, curves, reasons, ranks, jumps."""
    bodies = list(counted_reports(truth, parent).values())
    for name, wanted in share_rows(truth, parent).items():
        found = [(row[2], row[4]) for row in table_rows(page, name)]
        if found != wanted:
            yield f"{name}: {found} instead of {wanted}"
    wanted = {
        "reasons": Counter(reason_rows(bodies)),
        "disputes": Counter(dispute_rows(truth, parent)) if bodies else Counter(),
        "jumps": Counter(jump_rows(truth, parent)),
    }
    found = {
        "reasons": Counter((row[2], row[3], row[5]) for row in table_rows(page, "reasons")),
        "disputes": Counter(tuple(row[6:8]) for row in table_rows(page, "disputes")),
        "jumps": Counter((row[0], *row[2:5]) for row in table_rows(page, "jumps")),
    }
    for name, rows in wanted.items():
        if rows != found[name]:
            yield f"{name}: {found[name] - rows} instead of {rows - found[name]}"
    ranked = list(ranked_rows(truth, parent)), list(table_rows(page, "ranking"))
    if len(ranked[0]) != len(ranked[1]) or not all(map(is_ranked_alike, *ranked)):
        yield f"ranking: {ranked[1]} instead of {ranked[0]}"


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
