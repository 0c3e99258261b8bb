#!/usr/bin/env python3
"""Print random reports and read them again: parse_report(format_report(r, f)) = r in every format.

usage: round_trip_test.py [--seed N] [--reports N] [--show N] [--files]

With --files, the formats are those of format_report_file.

The reports follow either form, or do not say which; cells are missing one by one, by row, by column
or all; figures agree or do not, are negative or as long as any that is read; narratives hold what
means something in Markdown or HTML. The database is the one that psql's environment variables name.
Exit status: 0 if every report comes back, 1 if not, 2 if it could not run.
"""
import json
import os
import random
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(here, ".."), os.path.join(here, "..", "layouts")]
import arguments  # noqa: E402
import database  # noqa: E402
import forms  # noqa: E402
import reports  # noqa: E402
import wording  # noqa: E402

FORMATS = ["text", "markdown", "html"]
FILE_FORMATS = ["docx", "xlsx"]
GROUPS = {2: "proactive", 3: "applications", 4: "disputes"}
NAME = "政府信息公开工作年度报告"

# Pieces of narratives, none of them a line that any text would have as its own heading or row.
ODD = [
    "公开栏目为“要闻 | 政策 | 服务”三类", "按期答复率<100%且>90%的单位有2家", "A&B公司、&lt;与&amp;原样保留", "见<b>附件</b>与<br>标签",
    "详见[公开指南](https://example.gov.cn/zn?a=1&b=2)", "*重点*工作和_专项_工作", "1. 第一项；2. 第二项",
    "- 列表项", "> 引用",
    "第`一`类", "路径为C:\\公开\\目录", "金额￥1,000.50元，同比增长12.5%", "〔2021〕30号、【公告】、《条例》",
    "（一）主动公开方面。", "①②③三类",
    "中间  两个空格", "全角　空格", "中间\t制表", "“三审三校”……——《办法》", "📢政务新媒体😀", "𠮷野家街道",
    "!@$%^&()+=[]{};:'\",.<>/?~`",
    "增10项、减少3项", "100", "<table><tr><td>5</td></tr></table>等代码", "新收申请25件，办结24件，结转1件。", "a<b 且 c>d",
    "<!-- 注释 -->正文",
    "&nbsp;空格实体", "&#20013;数字实体", "~~删除~~", "| 竖线在行中 | 也在", "2024年1月1日至12月31日", "+8个", "=等号",
    "$x$公式", "<p>段落</p>", "</div>",
]


def attribute(cell):
    """(attribute of disclosure_report, its attributes …) of a form's cell."""
    item = cell.item.replace(".", "_")
    if cell.section == 2:
        return "proactive", f"{item}_{cell.column}"
    return GROUPS[cell.section], item, cell.column


def random_figure(cell, rng):
    if cell.column == "amount":
        if rng.random() < 0.7:
            text = f"{rng.randint(0, 10 ** rng.randint(1, 9))}.{rng.randint(0, 9999)}"
        else:
            text = str(rng.randint(0, 500))
        return float(text) if len(text) < 14 else int(float(text))
    figure = rng.choice([0, rng.randint(0, 9), rng.randint(0, 10 ** rng.randint(1, 18) - 1)])
    return -figure if rng.random() < (0.5 if cell.column == "change" else 0.02) else figure


def balanced_figures(cells, rng):
    """{cell: figure} with every identity holding, or None for an amount that names no unit."""
    values = reports.random_values(cells, reports.Scale(rng), rng)
    figures = {}
    for cell in cells:
        value = values[reports.key_of(cell)]
        if isinstance(value, str):
            value = rng.randint(0, 10 ** 8)
        elif cell.column == "amount":
            value = float(value)
        figures[cell] = value
    return figures


def blank_some(figures, rng):
    """Take figures away: none, some, most or all, whole rows or whole columns."""
    how = rng.choice(["none", "none", "some", "some", "rows", "columns", "most", "all", "one"])
    share = {"none": 0, "some": rng.choice([0.02, 0.1, 0.4]), "most": 0.95, "all": 1}.get(how, 0)
    names = {"rows": {cell.item for cell in figures}, "columns": {cell.column for cell in figures}}
    names = sorted(names.get(how, ()))
    gone = set(rng.sample(names, rng.randint(1, len(names) // 2)) if names else ())
    only = rng.choice(list(figures)) if how == "one" else None
    for cell in figures:
        is_gone = cell.item in gone or cell.column in gone or (only and cell != only)
        if rng.random() < share or is_gone:
            figures[cell] = None
    return figures


def random_narrative(templates, facts, rng):
    if rng.random() < 0.05:
        return rng.choice([None, ""])
    paragraphs = [wording.fill(template, rng, **facts)
                  for template in rng.sample(templates, rng.randint(1, min(4, len(templates))))]
    if rng.random() < 0.6:
        for _ in range(rng.randint(1, 4)):
            paragraphs.insert(rng.randint(0, len(paragraphs)), "本年度" + rng.choice(ODD)
                              + rng.choice(["。", "等", "", "（详见附表）。"]))
    return "\n".join(paragraph.strip(" \t#*_`|=　") for paragraph in paragraphs)


FORMS = forms.FORMS
ALL_CELLS = [cell for form in FORMS for cell in reports.form_cells(form)]


def name_of(cell):
    return cell.section, cell.item, cell.column


COMMON = set.intersection(*({name_of(cell) for cell in reports.form_cells(form)} for form in FORMS))


def random_report(rng):
    """A report as JSON."""
    form = rng.choice(FORMS)
    proactive_form = form if rng.random() < 0.9 else rng.choice(FORMS)
    year = rng.randint(2008, 2035)
    agency = rng.choice(wording.REGIONS) + rng.choice(wording.ORGANS)
    cells = [cell for cell in reports.form_cells(proactive_form) if cell.section == 2]
    cells += [cell for cell in reports.form_cells(form) if cell.section > 2]
    is_balanced = rng.random() < 0.5
    figures = (balanced_figures(cells, rng) if is_balanced
               else {cell: random_figure(cell, rng) for cell in cells})
    report = {"agency": agency, "year": year, "form": form, "proactive_form": proactive_form,
              "title": f"{agency}{year}年{NAME}"}
    # what parse_report gives has every row, even those of other forms
    for cell in ALL_CELLS:
        attributes = attribute(cell)
        section = report.setdefault(attributes[0], {})
        if len(attributes) == 3:
            section[attributes[1]] = {}
    figures = blank_some(figures, rng)
    if rng.random() < 0.1:
        # without its form, a report has only figures in section 3 that all forms know
        report["form"] = None
        figures = {cell: value for cell, value in figures.items()
                   if cell.section == 2 or name_of(cell) in COMMON}
    if rng.random() < 0.1:
        # without a section 2, it has no form of that
        report["proactive_form"] = None
        figures = {cell: value for cell, value in figures.items() if cell.section > 2}
    for cell, figure in figures.items():
        path = attribute(cell)
        inner = report
        for name in path[:-1]:
            inner = inner.setdefault(name, {})
        inner[path[-1]] = figure
    facts = {"a": agency, "y": year, "p": year - 1, "n": year + 1, "c": wording.chinese_year(year),
             "s": rng.choice(wording.REGIONS) + "人民政府网"}
    is_bare = report["form"] and rng.random() < 0.1
    for name, templates in (("overview", wording.OVERVIEW), ("problems", wording.PROBLEMS),
                            ("other_matters", wording.OTHERS)):
        report[name] = None if is_bare else random_narrative(templates, facts, rng)
    return report


SQL = r"""
CREATE TEMP TABLE given (id int, j jsonb);
\copy given FROM '{given}' WITH (FORMAT csv)
CREATE TEMP TABLE report AS
SELECT id, j, jsonb_populate_record(NULL::disclosure_report, j) AS report FROM given;
CREATE TEMP TABLE printed AS
SELECT id, format, {function}(report, format) AS body
FROM report, unnest('{formats}'::text[]) format;
CREATE TEMP TABLE back AS SELECT id, format, to_jsonb(parse_report(body)) AS j FROM printed;
SELECT jsonb_build_array(id, format, to_jsonb(report), b.j)
FROM back b JOIN report r USING (id) WHERE to_jsonb(report) IS DISTINCT FROM b.j
ORDER BY id, format;
"""


def differences(given, back, path=""):
    """The places where two JSON values differ."""
    if isinstance(given, dict) and isinstance(back, dict):
        for key in given:
            yield from differences(given[key], back.get(key), f"{path}.{key}" if path else key)
    elif given != back:
        yield f"{path}: {given!r} came back as {back!r}"


def failures(documents, function, formats):
    """(number, format, differences) of the reports that do not come back."""
    sql = SQL.replace("{formats}", "{" + ",".join(formats) + "}").replace("{function}", function)
    given = ((i, json.dumps(d, ensure_ascii=False)) for i, d in enumerate(documents))
    for number, name, given, back in database.values(database.run_over(sql, given=given)):
        yield number, name, list(differences(given, back or {}))


def main():
    parser = arguments.parser(__doc__, 5000)
    parser.add_argument("--show", type=int, default=20, metavar="N", help="differences to be shown")
    parser.add_argument("--files", action="store_true", help="print files of office programs")
    options = parser.parse_args()
    documents = [random_report(random.Random(f"{options.seed}/{i}"))
                 for i in range(options.reports)]
    function, formats = (("format_report_file", FILE_FORMATS) if options.files
                         else ("format_report", FORMATS))
    count = shown = 0
    for number, name, found in failures(documents, function, formats):
        count += 1
        for difference in found:
            if shown < options.show:
                print(f"report {number} as {name}: {difference[:600]}")
            shown += 1
    print(f"seed {options.seed}: {options.reports} reports in {len(formats)} formats, {count} not "
          f"the same")
    return 1 if count else 0


if __name__ == "__main__":
    database.exit_with(main)
