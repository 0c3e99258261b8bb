-- what the pages of a registry are made of: words, text in HTML, and small charts in SVG

CREATE FUNCTION page_text(name text, VARIADIC arguments text[] DEFAULT '{}') RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 300
BEGIN ATOMIC
	SELECT format(d.label, VARIADIC page_text.arguments)
	FROM name_dictionary('page') d WHERE d.name = page_text.name;
END;
COMMENT ON FUNCTION page_text(text, text[]) IS
	'Part of the pages of a registry: the Chinese words of this name in name_dictionary(''page''), '
	'with what they speak of';

CREATE FUNCTION page_line(name text, names text[], most integer DEFAULT 200) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 300
BEGIN ATOMIC
	SELECT page_text(page_line.name, array_to_string(names[:most], page_text('list'))
		|| CASE WHEN cardinality(names) > most
			THEN page_text('and_more', cardinality(names)::text) ELSE '' END);
END;
COMMENT ON FUNCTION page_line(text, text[], integer) IS
	'Part of the pages of a registry: words with a list of names in them, so many of the names and '
	'how many they are if that is more';

CREATE FUNCTION page_phrase(name text, word text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 300
BEGIN ATOMIC
	SELECT page_text(page_phrase.name, word);
END;
COMMENT ON FUNCTION page_phrase(text, text) IS
	'Part of the pages of a registry: words about one thing; NULL if there is none';

CREATE FUNCTION page_date(day date) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 300
BEGIN ATOMIC
	SELECT page_text('date', extract(year FROM day)::text, extract(month FROM day)::text,
		extract(day FROM day)::text);
END;
COMMENT ON FUNCTION page_date(date) IS
	'Part of the pages of a registry: a day as one writes it in Chinese';

CREATE FUNCTION page_places(places jsonb[]) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
BEGIN ATOMIC
	WITH place AS (
		SELECT p #>> '{}' AS word, jsonb_typeof(p) = 'number' AS is_line, min(i) AS i
		FROM unnest(places) WITH ORDINALITY u (p, i) WHERE p IS NOT NULL GROUP BY p),
	line AS (
		SELECT string_agg(word, page_text('list') ORDER BY word::integer) AS words
		FROM place WHERE is_line),
	-- a sheet or a table is named once, in front of its cells or rows
	part AS (
		SELECT min(i) AS i, substring(word, '^.*[! ]') || string_agg(
			regexp_replace(word, '^.*[! ]', ''), page_text('list') ORDER BY i) AS words
		FROM place WHERE NOT is_line GROUP BY substring(word, '^.*[! ]'))
	SELECT nullif(concat_ws(page_text('list'), (SELECT page_phrase('lines', words) FROM line),
		(SELECT string_agg(words, page_text('list') ORDER BY i) FROM part)), '');
END;
COMMENT ON FUNCTION page_places(jsonb[]) IS
	'Part of the pages of a registry: places of a document, numbers of lines or words as in '
	'disclosure_evidence.place, each once; NULL if there are none';

CREATE FUNCTION page_repairs(report disclosure_report, places jsonb) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
BEGIN ATOMIC
	SELECT string_agg(r.explanation || coalesce((
			SELECT page_phrase('in_place', page_places(array_agg(
				places -> concat_ws(' ', c ->> 'item', c ->> 'column_name'))))
			FROM jsonb_array_elements(r.changes) c), ''), page_text('or') ORDER BY r.rank)
	FROM suggest_repairs(report) r WHERE r.rank <= 3;
END;
COMMENT ON FUNCTION page_repairs(disclosure_report, jsonb) IS
	'Part of the pages of a registry: the three likeliest corrections of a report, with the places '
	'of their cells';

CREATE FUNCTION page_escape(plain text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
	SELECT replace(replace(replace(replace(plain, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'),
		'"', '&quot;');
END;
COMMENT ON FUNCTION page_escape(text) IS
	'Part of the pages of a registry: a text as HTML has it, also within quotes';

CREATE FUNCTION page_percent(share numeric) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
	SELECT round(share * 100, 1)::text || '%';
END;
COMMENT ON FUNCTION page_percent(numeric) IS
	'Part of the pages of a registry: a share in percent, with one decimal';

CREATE FUNCTION page_bar(share numeric) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT format('<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" '
		'aria-hidden="true"><rect class="track" width="100" height="10"/>'
		'<rect class="fill" width="%s" height="10"/></svg>',
		round(least(greatest(coalesce(share, 0), 0), 1) * 100, 1));
END;
COMMENT ON FUNCTION page_bar(numeric) IS
	'Part of the pages of a registry: a share of one as a bar of SVG';

CREATE FUNCTION page_curve(first_year integer, figures numeric[]) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 2000
BEGIN ATOMIC
	WITH point AS (
		SELECT place, figure,
			round(4 + 92 * (place - 1) / greatest(cardinality(figures) - 1, 1)::numeric, 1) AS x,
			round(24 - 20 * figure / greatest(max(figure) OVER (), 1), 1) AS y,
			lag(figure) OVER (ORDER BY place) IS NULL AS begins
		FROM unnest(figures) WITH ORDINALITY f (figure, place))
	SELECT format('<svg class="curve" viewBox="0 0 100 28" role="img"><title>%s</title>'
		'<path d="%s"/>%s</svg>',
		string_agg(page_escape(page_text('point', (first_year + place - 1)::text, figure::text)),
			'; ' ORDER BY place) FILTER (WHERE figure IS NOT NULL),
		string_agg(CASE WHEN begins THEN 'M' ELSE 'L' END || x || ' ' || y, '' ORDER BY place)
			FILTER (WHERE figure IS NOT NULL),
		string_agg(format('<circle cx="%s" cy="%s" r="2"/>', x, y), '' ORDER BY place)
			FILTER (WHERE figure IS NOT NULL))
	FROM point;
END;
COMMENT ON FUNCTION page_curve(integer, numeric[]) IS
	'Part of the pages of a registry: the figures of years from the first one on as a line of SVG, '
	'from 0 up, with a gap where one is not known';

CREATE FUNCTION page_range(
	p10 numeric, p25 numeric, p50 numeric, p75 numeric, p90 numeric, rate numeric) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
	WITH place AS (
		SELECT array_agg(round(least(greatest(p, 0), 1) * 96 + 2, 1) ORDER BY i) AS x
		FROM unnest(ARRAY[p10, p25, p50, p75, p90, rate]) WITH ORDINALITY v (p, i))
	SELECT format('<svg class="range" viewBox="0 0 100 12" role="img">'
		'<title>P10 %s, P25 %s, P50 %s, P75 %s, P90 %s</title>'
		'<path class="all" d="M%s 6H%s"/><path class="most" d="M%s 6H%s"/>'
		'<path class="middle" d="M%s 2V10"/><circle cx="%s" cy="6" r="2.5"/></svg>',
		page_percent(p10), page_percent(p25), page_percent(p50), page_percent(p75),
		page_percent(p90), x[1], x[5], x[2], x[4], x[3], x[6])
	FROM place;
END;
COMMENT ON FUNCTION page_range(numeric, numeric, numeric, numeric, numeric, numeric) IS
	'Part of the pages of a registry: percentiles of peers and the rate of one of them, of SVG';

CREATE FUNCTION page_table(
	name text, title text, heads text[], lines text, note text DEFAULT NULL,
	words integer DEFAULT 1) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT format(E'<section id="%s">\n<h2>%s</h2>\n%s%s</section>\n', page_escape(name),
		page_escape(title), '<p>' || page_escape(note) || E'</p>\n',
		CASE
			WHEN lines IS NULL THEN '<p>' || page_text('none') || E'</p>\n'
			ELSE format(E'<div class="wide"><table><thead><tr>%s</tr></thead>\n'
				'<tbody>\n%s</tbody></table></div>\n',
				(SELECT string_agg(format('<th scope="col"%s>%s</th>',
						CASE WHEN i <= words THEN ' class="word"' END, page_escape(head)), ''
					ORDER BY i) FROM unnest(heads) WITH ORDINALITY h (head, i)), lines)
		END);
END;
COMMENT ON FUNCTION page_table(text, text, text[], text, text, integer) IS
	'Part of the pages of a registry: a section with a table, or the word that there is nothing; '
	'the first columns, so many, hold words';

CREATE FUNCTION page_share_row(
	name text, label text, figure numeric, whole numeric, year integer, figures numeric[],
	basis text) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 3000
BEGIN ATOMIC
	SELECT format(E'<tr><th scope="row">%s</th><td data-figure="%s">%s</td><td>%s</td><td>%s</td>'
		'<td>%s</td><td><small>%s</small></td></tr>\n',
		page_escape(label), page_escape(name), figure, page_percent(figure / nullif(whole, 0)),
		page_bar(figure / nullif(whole, 0)),
		page_curve(year + 1 - cardinality(figures), figures), basis);
END;
COMMENT ON FUNCTION page_share_row(text, text, numeric, numeric, integer, numeric[], text) IS
	'Part of the pages of a registry: a row of page_share_table: a figure of a year, its share of '
	'the whole, and the figures up to this year as a line';

CREATE FUNCTION page_share_table(name text, title text, year integer, lines text) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT page_table(name, title, ARRAY[page_text('head_name'), page_text('head_count'),
			page_text('head_share'), '',
			page_text('head_five_years', (year - 4)::text, year::text), page_text('head_basis')],
		lines);
END;
COMMENT ON FUNCTION page_share_table(text, text, integer, text) IS
	'Part of the pages of a registry: a table of what a whole is made of, with the four years '
	'before';

CREATE FUNCTION page_html(title text, VARIADIC parts text[]) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT format(E'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
		'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
		'<title>%1$s</title>\n<style>\n%2$s</style>\n</head>\n<body>\n<main>\n<h1>%1$s</h1>\n'
		'%3$s</main>\n</body>\n</html>\n',
		page_escape(title),
		E':root{color-scheme:light dark;--paper:#fff;--ink:#1a1a1a;--soft:#5b6470;--line:#d5dae1;'
		'--track:#e8ecf1;--fill:#2f6fb3;--warn:#b3402f}\n'
		'@media (prefers-color-scheme:dark){:root{--paper:#16181c;--ink:#e8e8e8;--soft:#a8b0bc;'
		'--line:#3a404a;--track:#2a2f37;--fill:#6aa8e8;--warn:#ef8a78}}\n'
		'*{box-sizing:border-box}\n'
		'body{margin:0 auto;max-width:68rem;padding:1rem;background:var(--paper);color:var(--ink);'
		'line-height:1.5;overflow-wrap:anywhere;font-family:"Noto Sans CJK SC",'
		'"Source Han Sans SC",'
		'"Microsoft YaHei","PingFang SC",sans-serif}\n'
		'h1{font-size:1.5rem;line-height:1.3}h2{font-size:1.1rem;margin:1.8rem 0 .5rem;'
		'break-after:avoid}\np{margin:.3rem 0;color:var(--soft);font-size:.875rem}\n'
		'.tiles{display:flex;flex-wrap:wrap;gap:.6rem;list-style:none;padding:0;margin:.6rem 0}\n'
		'.tiles li{flex:1 1 6rem;border:1px solid var(--line);border-radius:.4rem;'
		'padding:.5rem .7rem;'
		'font-size:.875rem;color:var(--soft)}\n'
		'.tiles b{display:block;font-size:1.5rem;line-height:1.2;color:var(--ink);'
		'font-variant-numeric:tabular-nums}\n'
		'.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.875rem}\n'
		'th,td{border-bottom:1px solid var(--line);padding:.3rem .4rem;text-align:right;'
		'font-variant-numeric:tabular-nums;vertical-align:middle;white-space:nowrap}\n'
		'tbody th,td.word{white-space:normal}th{font-weight:normal;text-align:left}'
		'thead th{color:var(--soft);white-space:nowrap;text-align:right}'
		'thead th.word{text-align:left}\n'
		'td.word{text-align:left}td small{color:var(--soft)}\n'
		'tbody th{position:sticky;left:0;background:var(--paper);min-width:7em;max-width:18em}\n'
		'svg{display:block;margin-left:auto}svg.bar{width:100%;min-width:5rem;height:.7rem}'
		'svg.curve{width:7rem;height:2rem}svg.range{width:9rem;height:1.1rem}\n'
		'svg .track{fill:var(--track)}svg .fill{fill:var(--fill)}\n'
		'svg path{fill:none;stroke:var(--fill);stroke-width:1.5}svg circle{fill:var(--fill)}\n'
		'svg .all{stroke:var(--soft);stroke-width:1}svg .most{stroke:var(--soft);stroke-width:4;'
		'opacity:.45}svg .middle{stroke:var(--ink);stroke-width:1}'
		'svg.range circle{fill:var(--warn)}\n'
		'.refused,.missing{color:var(--warn)}\n'
		'@media screen and (max-width:40rem){body{padding:.75rem}h1{font-size:1.25rem}'
		'table{font-size:.8125rem}th,td{padding:.25rem .2rem;white-space:normal;'
		'overflow-wrap:normal}thead th{white-space:normal}tbody th{min-width:5.5em;max-width:8.5em}'
		'svg.bar{min-width:2.5rem}svg.curve{width:4.5rem}svg.range{width:5.5rem}}\n'
		'@page{size:A4 portrait;margin:14mm 12mm;@bottom-center{'
		-- page 1 of 3, in Chinese
		'content:"\\7B2C\\20" counter(page) "\\20\\9875\\FF0C\\5171\\20" counter(pages) '
		'"\\20\\9875";font-size:9pt}}\n'
		'@media print{:root{--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--track:#e8e8e8;'
		'--fill:#335;--warn:#000}body{max-width:none;padding:0;font-size:10pt}'
		'.wide{overflow:visible}'
		'table{font-size:8.5pt}th,td{padding:.5mm 1mm}tr{break-inside:avoid}'
		'thead{display:table-header-group}h2{margin:5mm 0 1.5mm}h2+p{break-after:avoid}'
		'tbody th{position:static;min-width:11em}}\n',
		array_to_string(parts, ''));
END;
COMMENT ON FUNCTION page_html(text, text[]) IS
	'Part of the pages of a registry: a page of HTML that needs nothing else, for a screen of any '
	'width, light or dark, and for A4';
