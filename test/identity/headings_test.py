#!/usr/bin/env python3
"""Headings in other words, numbered in other ways, with slips: the sections are told apart.

usage: headings_test.py [--seed N] [--cases N]

Each case is a report of test/data whose six headings are worded and numbered anew, with its tables
or without (pictures). It must be recognised, with the same agency, year, narratives and figures as
the report itself. The database is the one that psql's environment variables name; the extension
must be installed in it. Exit status: 0 if all this holds, 1 if not, 2 if it could not run.
"""
import csv
import glob
import os
import random
import re
import sys

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
sys.path.append(TOP)
import arguments  # noqa: E402
import database  # noqa: E402

WORDS = {
    1: """总体情况 概述 信息公开总体情况 政府信息公开总体情况 基本情况 2024年政府信息公开工作总体情况 总体工作情况 工作开展情况 年度工作概述
    主要工作情况 总体情况概述 政府信息公开工作基本情况 本年度政府信息公开工作总体情况 全年总体情况 我局政府信息公开工作总体情况 工作概况 总体情况及主要做法
    整体情况 总体情况：""",
    2: """主动公开政府信息情况 主动公开情况 政府信息主动公开情况 行政机关主动公开政府信息情况 主动公开政府信息工作情况 主动公开信息情况""",
    3: """收到和处理政府信息公开申请情况 政府信息公开申请办理情况 依申请公开情况 收到与处理政府信息公开申请情况 依申请公开政府信息情况 申请办理情况""",
    4: """政府信息公开行政复议、行政诉讼情况 因政府信息公开工作被申请行政复议、提起行政诉讼情况 行政复议和行政诉讼情况 复议诉讼情况
    因政府信息公开申请行政复议、提起行政诉讼的情况""",
    5: """存在的主要问题及改进情况 政府信息公开工作存在的主要问题及改进情况 存在问题及改进措施 主要问题和改进措施 问题与改进
    存在的困难和问题及下一步打算 存在的不足及改进措施 政府信息公开工作中存在的主要问题及改进方向 存在的问题和下一步工作 不足之处及改进措施
    存在的薄弱环节及改进措施 目前存在的主要问题及改进情况""",
    6: """其他需要报告的事项 需要报告的其他事项 其它需要报告的事项 其他事项 其他需报告事项 其他有关需要报告的事项 其他需要说明的事项 其它事项
    其他应报告的事项 其他重要事项 其他情况说明 其他报告事项""",
}
WORDS = {section: words.split() for section, words in WORDS.items()}
BY_NUMBER = {1: ["年度工作回顾与展望", "这一年"], 5: ["努力方向"], 6: ["其他", "补充"]}
NUMBERS = "一二三四五六"
NUMBERINGS = [
    lambda i: NUMBERS[i] + "、", lambda i: NUMBERS[i] + ".", lambda i: f"（{NUMBERS[i]}）",
    lambda i: f"{i + 1}、", lambda i: f"{i + 1}. ", lambda i: f"第{NUMBERS[i]}部分 ",
    lambda i: f"第{NUMBERS[i]}部分：", lambda i: "ⅠⅡⅢⅣⅤⅥ"[i] + "、", lambda i: "壹贰叁肆伍陆"[i] + "、",
    lambda i: "## " + NUMBERS[i] + "、", lambda i: NUMBERS[i] + "　", lambda i: "①②③④⑤⑥"[i],
    lambda i: f"（{i + 1}）", lambda i: f"第{i + 1}章 "]

SQL = r"""
CREATE TEMP TABLE text(id int, body text);
\copy text FROM '{text}' WITH (FORMAT csv)
COPY (SELECT id, (r).agency, (r).year, (r).overview, (r).problems, (r).other_matters,
    (SELECT count(value) FROM report_cells(r))
    FROM (SELECT id, parse_report(body) AS r FROM text OFFSET 0) s ORDER BY id)
TO STDOUT WITH (FORMAT csv);
"""


def heading(r, section):
    words = r.choice(WORDS[section])
    if section in BY_NUMBER and r.random() < 0.1:
        words = r.choice(BY_NUMBER[section])
    elif r.random() < 0.1 and len(words) > 7:
        at = r.randrange(1, len(words) - 1)
        words = words[:at] + r.choice("甲乙丙丁") + words[at + 1:]
    elif r.random() < 0.1 and len(words) < 7:
        words = " ".join(words)
    return words


def sections_of(text):
    """The text in front of all headings, and behind each."""
    parts = re.split(r"^[# *]*[一二三四五六]、(?:总体情况|主动公开|收到和处理|政府信息公开行政复议|因政府信息|存在的|政府信息公开工作存在|其他需要).*$",
                     text, flags=re.MULTILINE)
    return parts if len(parts) == 7 else None


def reworded(r, parts, with_tables):
    # what a narrative numbers itself, its headings are not numbered by
    number = r.choice([how for how in NUMBERINGS if not any(how(0) in part for part in parts)])
    headings = [number(i) + heading(r, i + 1) for i in range(6)]
    text = parts[0]
    for section in range(1, 7):
        body = parts[section] if with_tables or section not in (2, 3, 4) else "\n"
        text += headings[section - 1] + body
    return text, headings


def main():
    parser = arguments.parser(__doc__, seed=1)
    parser.add_argument("--cases", type=int, default=600)
    args = parser.parse_args()
    r = random.Random(args.seed)
    files = sorted(glob.glob(os.path.join(TOP, "data", "*.txt")))
    texts = [open(name, encoding="utf-8").read() for name in files]
    reports = [parts for parts in map(sections_of, texts) if parts]
    official = ["".join([parts[0]] + [NUMBERINGS[0](i) + WORDS[i + 1][0] + parts[i + 1]
                                      for i in range(6)]) for parts in reports]
    cases = []
    for _ in range(args.cases):
        which = r.randrange(len(reports))
        with_tables = r.random() < 0.7
        cases.append((which, with_tables, *reworded(r, reports[which], with_tables)))
    texts = official + [case[2] for case in cases]
    printed = database.run_over(SQL, text=enumerate(texts))
    rows = [row[1:] for row in csv.reader(printed.splitlines(keepends=True))]
    wrong = 0
    for (which, with_tables, _, headings), row in zip(cases, rows[len(official):]):
        want = rows[which] if with_tables else rows[which][:5] + ["0"]
        if row != want:
            wrong += 1
            differ = [f"{got[:12]!r}, not {right[:12]!r}" for got, right in zip(row, want)
                      if got != right]
            print("wrong:", *headings, *differ, sep="\n    ")
    print(f"seed {args.seed}: {len(cases)} of {len(reports)} reports, {wrong} wrong")
    print("not ok" if wrong else "ok")
    return 1 if wrong else 0


if __name__ == "__main__":
    database.exit_with(main)
