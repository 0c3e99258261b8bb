#!/usr/bin/env python3
"""The same reports as the bytes of web pages, in every style, encoding and database encoding: the
same cells everywhere.

usage: charsets.py [--seed N] [--reports N] [--databases NAME,NAME]

Each report is written in every style of styles.py and each of those in every encoding, declared
rightly, wrongly or not at all. The bytes are parsed in a database of each encoding; what the
encoding of a database can hold is parsed as text, too. Exit status: 0 if every cell is right, 1 if
not, 2 if it could not run.
"""
import os
import re
import sys
from collections import namedtuple

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import arguments  # noqa: E402
import database  # noqa: E402
import reports  # noqa: E402
import score  # noqa: E402
import script  # noqa: E402
from styles import STYLES  # noqa: E402

# charset: what the page declares, None for nothing; found: the encoding that report_encoding must
# give
Encoding = namedtuple("Encoding", "name codec charset found mark", defaults=[b""])

ENCODINGS = [
    Encoding("utf8", "utf-8", "utf-8", "UTF-8"),
    Encoding("utf8-undeclared", "utf-8", None, "UTF-8"),
    Encoding("utf8-mark", "utf-8", "utf-8", "UTF-8", b"\xef\xbb\xbf"),
    Encoding("utf8-as-gb2312", "utf-8", "gb2312", "UTF-8"),
    Encoding("utf8-as-latin1", "utf-8", "iso-8859-1", "UTF-8"),
    Encoding("gb18030", "gb18030", "gb18030", "GB18030"),
    Encoding("gb18030-as-gb2312", "gb18030", "gb2312", "GB18030"),
    Encoding("gb18030-as-gbk", "gb18030", "x-gbk", "GB18030"),
    Encoding("gb18030-undeclared", "gb18030", None, "GB18030"),
    Encoding("gb18030-as-utf8", "gb18030", "utf-8", "GB18030"),
    Encoding("gb18030-as-latin1", "gb18030", "windows-1252", "GB18030"),
    Encoding("gb18030-as-big5", "gb18030", "big5", "GB18030"),
    Encoding("gb18030-as-unknown", "gb18030", "no-such-charset", "GB18030"),
    Encoding("gb18030-behind-utf8-mark", "gb18030", "gb2312", "GB18030", b"\xef\xbb\xbf"),
    Encoding("big5", "big5hkscs", "big5", "Big5-HKSCS"),
    Encoding("big5-undeclared", "big5hkscs", None, "Big5-HKSCS"),
    Encoding("big5-as-gb2312", "big5hkscs", "gb2312", "Big5-HKSCS"),
    Encoding("big5-as-utf8", "big5hkscs", "utf-8", "Big5-HKSCS"),
    Encoding("utf16le-mark", "utf-16-le", "unicode", "UTF-16LE", b"\xff\xfe"),
    Encoding("utf16be-mark", "utf-16-be", "gb2312", "UTF-16BE", b"\xfe\xff"),
    Encoding("utf16le", "utf-16-le", None, "UTF-16LE"),
    Encoding("utf16be", "utf-16-be", "utf-8", "UTF-16BE"),
]

# the encodings of databases, with what Python calls them; None takes all bytes but NUL
DATABASES = {"UTF8": "utf-8", "EUC_CN": "gb2312", "EUC_TW": "big5", "LATIN1": "latin-1",
             "SQL_ASCII": None}

Page = namedtuple("Page", "document text body found")

READ = """
CREATE FUNCTION pg_temp.read(r disclosure_report) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('form', (r).form, 'year', (r).year, 'cells',
        (SELECT jsonb_agg(jsonb_build_array(section, number, item, column_name, value::text))
         FROM report_cells(r) WHERE value IS NOT NULL))
$$;
"""
BYTES = READ + r"""
CREATE TEMP TABLE page (id int, body bytea);
\copy page FROM '{page}' WITH (FORMAT csv)
SELECT jsonb_build_array(id, pg_temp.read(parse_report(body)), encoding, undecodable)
FROM page, report_encoding(body);
"""
TEXTS = READ + r"""
CREATE TEMP TABLE page (id int, body text);
\copy page FROM '{page}' WITH (FORMAT csv, ENCODING '{encoding}')
SELECT jsonb_build_array(id, pg_temp.read(parse_report(body))) FROM page;
"""


def declare(page, charset):
    """The page with the declaration that its style uses, or without any."""
    if charset is None:
        declaration = ""
    elif "Microsoft" in page:
        declaration = f'<meta http-equiv=Content-Type content="text/html; charset={charset}">'
    else:
        declaration = f'<meta charset="{charset}">'
    return re.sub(r"<meta charset=[^>]*>", declaration, page, count=1)


def make_pages(seed, count):
    """Every report in every style and encoding."""
    for number in range(count):
        for style, write in STYLES.items():
            for encoding in ENCODINGS:
                report, _ = reports.seeded_report(seed, number, "encodings")
                text = declare(write(report), encoding.charset)
                if encoding.codec == "big5hkscs":
                    text = script.traditional(text)
                body = encoding.mark + text.encode(encoding.codec, "xmlcharrefreplace")
                document = score.Document(f"{seed}-{number}.{style}", encoding.name, text,
                                          report.truth())
                yield Page(document, text, body, encoding.found)


def create_database(name, encoding):
    database.run(f"DROP DATABASE IF EXISTS {name};\n"
                 f"CREATE DATABASE {name} ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0;\n",
                 "postgres")
    database.run("CREATE EXTENSION govdisclose;\n", name)


def run(script, name, fields):
    """The rows that a script over the fields gives in a database, by their numbers."""
    return sorted(database.values(database.run_over(script, name, page=enumerate(fields))))


def judge(label, pages, found):
    """Whether all cells are right; prints what is not."""
    total = score.total_of(score.tally([page.document for page in pages], found))
    bad = total.null + total.wrong + total.facts["wrong"]
    print(f"{label:<24}{total.files:>6} pages {total.right:>8} right {total.null:>4} NULL "
          f"{total.wrong:>4} wrong")
    score.print_failures(total.failures, 5)
    if total.null:
        for page, result in zip(pages, found):
            lost = score.tally([page.document], [result])[page.document.group].null
            if lost:
                print(f"  {page.document.name} {page.document.group}: {lost} NULL")
                break
    return bad == 0 and total.files > 0


def test_bytes(name, pages):
    """The bytes in a database; also whether their encodings were found."""
    found = run(BYTES, name, ["\\x" + page.body.hex() for page in pages])
    good = judge(name + ", bytes", pages, [result for _, result, _, _ in found])
    for page, (_, _, encoding, undecodable) in zip(pages, found):
        if (encoding, undecodable) != (page.found, 0):
            print(f"  {page.document.name} {page.document.group}: decoded as {encoding}, "
                  f"{undecodable} undecodable")
            good = False
    return good


def test_texts(name, encoding, pages):
    """The pages as text, whatever encoding they declare; in SQL_ASCII the bytes as they are, but
    for those with NUL.
    """
    codec = DATABASES[encoding]
    if codec is None:
        pages = [page for page in pages if b"\0" not in page.body]
        bodies = [page.body.decode("utf-8", "surrogateescape") for page in pages]
    else:
        bodies = [page.text.encode(codec, "xmlcharrefreplace").decode(codec) for page in pages]
    script = TEXTS.replace("{encoding}", encoding if codec is None else "UTF8")
    return judge(name + ", text", pages, [result for _, result in run(script, name, bodies)])


def parse_options():
    parser = arguments.parser(__doc__, 2)
    parser.add_argument("--databases", default=",".join(DATABASES), help="default: %(default)s")
    return parser.parse_args()


def main():
    options = parse_options()
    print(f"seed {options.seed}")
    pages = list(make_pages(options.seed, options.reports))
    good = True
    for encoding in options.databases.split(","):
        name = "in_" + encoding.lower()
        create_database(name, encoding)
        good = test_bytes(name, pages) and good
        good = test_texts(name, encoding, pages) and good
        database.run(f"DROP DATABASE {name};\n", "postgres")
    return 0 if good else 1


if __name__ == "__main__":
    database.exit_with(main)
