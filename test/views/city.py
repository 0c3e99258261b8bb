"""A made-up city: the departments of eight districts report for five years, as reports do. One does
not add up, one is a picture, one is accepted all the same, two are missing.

It is what pages are shown of: browser_test looks at them, and takes the pictures of the documents.
"""
import json
import random

import database

CITY = "临川市人民政府"
FORM = 2021
YEARS = range(2021, 2026)
DISTRICTS = "东城区 西城区 南湖区 北山区 云溪县 青石县 白河县 金沙县".split()
DEPARTMENTS = {"教育局": 20, "公安局": 60, "财政局": 15, "民政局": 12, "卫生健康委员会": 25, "自然资源局": 120,
               "住房和城乡建设局": 150, "市场监督管理局": 90, "人力资源和社会保障局": 30}
APPLICANTS = {"natural_person": 0.82, "business": 0.12, "research": 0.01, "public_interest": 0.01,
              "legal_service": 0.02, "other": 0.02}
RESULTS = {"granted": 38, "partly_granted": 12, "denied.third_party_rights": 4,
           "denied.internal_affairs": 5, "denied.process_information": 4,
           "denied.administrative_query": 3, "unavailable.not_held": 20,
           "unavailable.must_be_created": 4, "unavailable.still_unclear": 3,
           "not_processed.petition": 5, "not_processed.repeated": 3}
MISSING = ["金沙县财政局", "白河县民政局"]
WRONG = "青石县教育局"
WAIVED = "云溪县公安局"
PICTURE = "北山区民政局"

SCRIPT = r"""
DROP SCHEMA IF EXISTS city CASCADE;
\i test/sql/include/report.sql
CALL create_registry('city');
CREATE TEMP TABLE drawn (agency text, year int, overview text, proactive jsonb, cells text[]);
\copy drawn FROM '{drawn}' WITH (FORMAT csv)
INSERT INTO city.agency (name, parent)
    SELECT DISTINCT '临川市' || agency, '{city}' FROM drawn;
INSERT INTO city.roster (agency, year, due)
    SELECT DISTINCT '临川市' || agency, year, make_date(year + 1, 2, 28) FROM drawn
    UNION SELECT DISTINCT '临川市' || agency, {year}, make_date({year} + 1, 2, 28) FROM drawn;
INSERT INTO city.filing (source, arrived, body)
SELECT format('%s/%s.docx', year, agency), make_date(year + 1, 2, 10),
    format_report(jsonb_populate_record(pg_temp.report({form}, VARIADIC cells), jsonb_build_object(
        'agency', '临川市' || agency, 'year', year, 'overview', overview, 'proactive', proactive,
        'problems',
        '主动公开的内容还不够全面，答复的说理还不够充分。下一步将完善工作制度，加强业务培训。',
        'other_matters', '本年度没有收取信息处理费。')))
FROM drawn;
INSERT INTO city.filing (source, agency, year, raw)
VALUES ('{year}/{picture}.png', '临川市{picture}', {year}, '\x89504e470d0a1a0a0000000d');
SELECT city.waive(filing_id, '已电话核实，原件如此') FROM city.rejection WHERE agency = '临川市{waived}';
ANALYZE;
"""


def shared_out(total, weights, rng):
    """{name: part} of a whole number, the parts with a value alone."""
    drawn = rng.choices(list(weights), weights.values(), k=total)
    return {name: drawn.count(name) for name in weights if name in drawn}


def row_cells(item, total, rng):
    parts = shared_out(total, APPLICANTS, rng)
    name = "applications." + item.replace(".", "_")
    return [f"{name}.{column}={value}" for column, value in parts.items()] + [
        f"{name}.total={total}"], parts


def added(rows):
    sums = {}
    for parts in rows:
        for column, value in parts.items():
            sums[column] = sums.get(column, 0) + value
    return sums


def named_cells(item, parts):
    return [f"applications.{item}.{column}={value}" for column, value in parts.items()] + [
        f"applications.{item}.total={sum(parts.values())}"]


def disputes(size, rng):
    cells = []
    for item in ("reconsideration", "litigation_direct"):
        parts = shared_out(rng.randint(0, size // 8), {
            "upheld": 70, "corrected": 12, "other": 12, "pending": 6}, rng)
        cells += [f"disputes.{item}.{column}={value}" for column, value in parts.items()]
        cells.append(f"disputes.{item}.total={sum(parts.values())}")
    return cells


def draw(agency, year, size, carried_in, rng):
    """The cells of a report, and what it carries out by applicant."""
    concluded = max(1, int(size * rng.uniform(0.7, 1.3)))
    results = shared_out(concluded, RESULTS, rng)
    rows = {item: row_cells(item, total, rng) for item, total in results.items()}
    carried_out = shared_out(rng.randint(0, size // 12), APPLICANTS, rng)
    done = added(parts for _, parts in rows.values())
    received = added([done, carried_out])
    for column, value in carried_in.items():
        received[column] = received.get(column, 0) - value
    if min(received.values(), default=0) < 0:
        return draw(agency, year, size, carried_in, rng)
    cells = sum((cells for cells, _ in rows.values()), [])
    cells += named_cells("received", {c: n for c, n in received.items() if n})
    cells += named_cells("carried_in", carried_in) + named_cells("concluded", done)
    cells += named_cells("carried_out", carried_out) + disputes(size, rng)
    overview = (f"{year}年，我单位认真贯彻落实政府信息公开条例。全年共收到政府信息公开申请"
                f"{sum(received.values())}件，上年结转{sum(carried_in.values())}件。"
                f"全年通过门户网站主动公开政府信息{rng.randint(40, 900)}条。")
    return cells, carried_out, overview


def proactive(size, year, rng):
    """Section 2, in which what is in force goes on from year to year."""
    figures = {"normative_documents_issued": 1, "normative_documents_repealed": 0,
               "normative_documents_in_force": 10 + year - FORM, "fees_amount": 0,
               "regulations_issued": 0, "regulations_repealed": 0, "regulations_in_force": 0}
    for name in ("licensing", "penalty", "coercion"):
        figures[name + "_decisions"] = rng.randint(int(size) * 3, int(size) * 4)
    return json.dumps(figures)


def reports():
    rng = random.Random(20)
    for district in DISTRICTS:
        for department, usual in DEPARTMENTS.items():
            agency, carried = district + department, {}
            size = usual * rng.uniform(0.4, 1.8)
            for year in YEARS:
                cells, carried, overview = draw(agency, year, int(size) + 4, carried, rng)
                size *= rng.uniform(0.9, 1.25)
                if year == YEARS[-1]:
                    if agency in MISSING or agency == PICTURE:
                        continue
                    if agency in (WRONG, WAIVED):
                        cells = [*cells, "applications.granted.total=7"]
                yield agency, year, overview, proactive(size, year, rng), cells


def array(words):
    return "{" + ",".join(words) + "}"


def build():
    """Fills the schema city of the database that psql's environment variables name."""
    rows = [(*start, array(cells)) for *start, cells in reports()]
    database.run_over(SCRIPT.replace("{city}", CITY).replace("{waived}", WAIVED)
                      .replace("{picture}", PICTURE).replace("{year}", str(YEARS[-1]))
                      .replace("{form}", str(FORM)), drawn=rows)
