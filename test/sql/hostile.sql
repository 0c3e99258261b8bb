-- texts that no agency wrote: an answer, and soon
SELECT parse_report(repeat('0 ', 1000000)) IS NULL AS numbers;
SELECT parse_report(repeat('规章 0 ', 300000)) IS NULL AS labels;
SELECT parse_report(repeat('|', 1000000)) IS NULL AS pipes;
SELECT parse_report(repeat(E'\t', 1000000)) IS NULL AS tabs;
SELECT parse_report(repeat('（', 500000)) IS NULL AS brackets;
SELECT parse_report(repeat('一、', 500000)) IS NULL AS ordinals;
SELECT parse_report(repeat(E'一、总体情况\n', 100000)) IS NULL AS headings;
SELECT parse_report(repeat(E'三、收到X处理政府信息公开申请情况\n', 20000)) IS NULL AS damaged_headings;
SELECT parse_report(repeat(E'属于国X秘密 0 0 0 0 0 0 0\n', 50000)) IS NULL AS damaged_rows;
SELECT parse_report(repeat('政府信息公开工作年度报告', 100000)) IS NULL AS titles;
SELECT parse_report(repeat('9', 1000000)) IS NULL AS digits;
SELECT parse_report(repeat('─│┼', 300000)) IS NULL AS boxes;
SELECT parse_report(repeat(E'\n', 2000000)) IS NULL AS line_ends;
SELECT parse_report(repeat('公开', 1000000)) IS NULL AS one_word;

-- it can be cancelled
SET statement_timeout = '200ms';
SELECT count(parse_report(repeat(E'三、收到X处理政府信息公开申请情况\n', 400000) || n)) FROM generate_series(1, 20) n;
RESET statement_timeout;
