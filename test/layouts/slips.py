"""Slips of the hand in labels, column headers and headings, at most one in each; and characters
that a converter destroyed.
"""
import re

import wording

# A slip in these changes what a figure means, so that the truth would no longer be the truth.
MEANINGFUL = set("万元增减+-0123456789０１２３４５６７８９")
NUMERALS = set("〇零一二三四五六七八九十百千万亿两元")
FAMILIAR = sorted({char for headings in wording.HEADINGS.values() for heading in headings
                   for char in heading
                   if "\u4e00" <= char <= "\u9fff"} - NUMERALS)


def stray_character(rng):
    """A CJK character that is no numeral; rarely a letter."""
    if rng.random() < 0.05:
        return rng.choice("abcdefghijklmnopqrstuvwxyz")
    if rng.random() < 0.5:
        return rng.choice(FAMILIAR)
    while True:
        char = chr(rng.randint(0x4E00, 0x9FA5))
        if char not in NUMERALS:
            return char


def slip(text, rng):
    """The text with one character deleted, inserted or replaced, or a space or line break inserted.
    """
    places = [i for i, char in enumerate(text) if char not in MEANINGFUL]
    if len(text) < 2 or not places:
        return text
    at = rng.choice(places)
    before, char, after = text[:at], text[at], text[at + 1:]
    kinds = ["delete", "insert", "replace", "space", "break"]
    # A number set apart from its label would be a figure.
    kind = rng.choice(kinds[:3] if before[-1:].isdigit() else kinds)
    if kind == "delete":
        return before + after
    if kind == "replace":
        return before + stray_character(rng) + after
    inserted = {"insert": stray_character(rng), "space": " ", "break": "\n"}[kind]
    return before + inserted + char + after


def make_slips(report, rng):
    """Let a random share of the report's labels, headers and headings slip.

    A layout that cannot hold a line break in a cell shows it as a space.
    """
    share = rng.choice([0.02, 0.05, 0.1, 0.3])
    for table in report.tables():
        for cell in (cell for row in table.rows for cell in row):
            if cell.role in ("label", "header") and rng.random() < share:
                cell.text = slip(cell.text, rng)
    for section in report.sections:
        if section.heading and rng.random() < share:
            section.heading = slip(section.heading, rng)


def destroy(text, rng):
    """The text with U+FFFD in the place of some of its digits or ideographs, or beside some of its
    digits; not within tags.
    """
    chars = list(text)
    tags = {i for tag in re.finditer(r"<[^>]*>", text) for i in range(*tag.span())}
    kind = rng.choice(["digits", "ideographs", "before", "behind"])
    places = [i for i, char in enumerate(chars)
              if i not in tags and ("\u4e00" <= char <= "\u9fff" if kind == "ideographs"
                                    else char.isdigit())]
    for i in rng.sample(places, min(len(places), rng.choice([1, 3, 10]))):
        beside = {"before": "\ufffd" + chars[i], "behind": chars[i] + "\ufffd"}
        chars[i] = beside.get(kind, "\ufffd")
    return "".join(chars)


def cut(text, rng):
    """The text up to the middle of one of the numbers of section three or behind, as an interrupted
    download leaves it.
    """
    numbers = [number for number in re.finditer(r"\d{2,}", text)
               if number.start() > text.find("三、")]
    if not numbers:
        return text
    number = rng.choice(numbers)
    return text[:rng.randrange(number.start() + 1, number.end())]


def garble(text, rng):
    """The text with something unreadable in the place of some of its numbers, from section three
    on; not within tags.
    """
    tags = {i for tag in re.finditer(r"<[^>]*>", text) for i in range(*tag.span())}
    numbers = [number for number in re.finditer(r"(?<![\d.,])\d+(?![\d.,])", text)
               if number.start() > text.find("三、") and number.start() not in tags]
    chosen = rng.sample(numbers, min(len(numbers), rng.choice([1, 1, 2, 5])))
    for number in sorted(chosen, key=lambda number: -number.start()):
        garbage = rng.choice(["丱", "瀵", "锟斤拷", "口", "x", "灏戞", "１x", "O", "l"])
        text = text[:number.start()] + garbage + text[number.end():]
    return text
