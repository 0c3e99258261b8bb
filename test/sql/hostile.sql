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

-- the same in HTML: each within a time that is many times what it takes
SET statement_timeout = '60s';
SELECT parse_report(repeat('<div>', 100000)) IS NULL AS open_tags;
SELECT parse_report(repeat('<table><tr><td>', 100000)) IS NULL AS open_tables;
SELECT parse_report(repeat('<b><i>', 50000) || repeat('</b></i>', 50000)) IS NULL AS crossed_tags;
SELECT parse_report(repeat('</table></td></p>', 100000)) IS NULL AS closed_tags;
SELECT parse_report('<table>' ||
	repeat('<tr><td colspan=1000000>1<td rowspan=1000000>2</tr>', 20000)) IS NULL AS wide_and_high;
SELECT parse_report('<table>' ||
	repeat('<tr><td rowspan=0 colspan=-5>1<td rowspan=99999999999999999999>2</tr>', 20000)
	) IS NULL AS spans_without_sense;
SELECT parse_report('<table><tr>' || repeat('<td>', 12500000)) IS NULL AS cells_of_50_megabytes;
SELECT parse_report('<table>' || repeat('<tr>', 2000000)) IS NULL AS rows_without_cells;
SELECT parse_report('<p ' || repeat('a=1 ', 500000) || '>') IS NULL AS attributes;
SELECT parse_report('<p title="' || repeat('x', 10000000)) IS NULL AS attribute_without_end;
SELECT parse_report('<p>' || repeat('<', 2000000)) IS NULL AS tags_without_names;
SELECT parse_report('<p>' || repeat('&amp;&#20844;&nosuch;&', 200000)) IS NULL AS entities;
SELECT parse_report('<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">' ||
	string_agg(format('<!ENTITY %s "%s">',
		chr(98 + n), repeat('&' || chr(97 + n) || ';', 10)), '') ||
	']><p>&l;&k;&j;</p>') IS NULL AS entity_bomb
FROM generate_series(0, 10) n;
SELECT parse_report('<!DOCTYPE html SYSTEM "file:///etc/passwd" ' ||
	'[<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p>') IS NULL AS foreign_entity;
SELECT parse_report('<p><!--' || repeat('- -', 1000000)) IS NULL AS comment_without_end;
SELECT parse_report('<script>' || repeat('</scrip', 300000)) IS NULL AS script_without_end;
RESET statement_timeout;

-- it can be cancelled
SET statement_timeout = '200ms';
SELECT count(parse_report(repeat(E'三、收到X处理政府信息公开申请情况\n', 400000) || n))
FROM generate_series(1, 20) n;
RESET statement_timeout;
SET statement_timeout = '200ms';
SELECT count(parse_report(repeat('<table><tr><td>规章<td>1<td>2', 500000) || n))
FROM generate_series(1, 20) n;
RESET statement_timeout;
