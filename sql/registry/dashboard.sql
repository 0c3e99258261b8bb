-- one page about a year: who has reported, what is in it, and who is to be asked

CREATE OR REPLACE FUNCTION @schema@.dashboard_sum(
		first_year integer, last_year integer, parent text DEFAULT NULL)
	RETURNS TABLE (year integer, form integer, reports bigint,
		figures @extension@.disclosure_report, coverage @extension@.disclosure_report)
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT m.year, m.form, count(*),
		@extension@.sum(m.figures), @extension@.coverage(m.figures)
	FROM @schema@.member_report(
		dashboard_sum.first_year, dashboard_sum.last_year, dashboard_sum.parent) m
	GROUP BY m.year, m.form;
END;
COMMENT ON FUNCTION @schema@.dashboard_sum(integer, integer, text) IS
	'Part of dashboard: the sums of years, by form, so that a row which a form lacks '
	'is not missing';

CREATE OR REPLACE FUNCTION @schema@.dashboard_outcome(
		first_year integer, last_year integer, parent text DEFAULT NULL)
	RETURNS TABLE (year integer, category text, item text, place bigint, label text,
		applications numeric, reports bigint, known numeric, missing numeric)
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT s.year, o.category, o.item, min(o.place), min(o.label), sum(o.total),
		sum(s.reports)::bigint, sum(h.total),
		sum(s.reports - h.total) FILTER (WHERE own.item IS NOT NULL)
	FROM @schema@.dashboard_sum(dashboard_outcome.first_year, dashboard_outcome.last_year,
		dashboard_outcome.parent) s
	CROSS JOIN LATERAL @extension@.report_outcomes(s.figures) WITH ORDINALITY
		o (category, item, label, natural_person, business, research, public_interest,
			legal_service, other, total, place)
	JOIN LATERAL @extension@.report_outcomes(s.coverage) h ON h.item = o.item
	LEFT JOIN LATERAL @extension@.report_outcomes(jsonb_populate_record(
		NULL::@extension@.disclosure_report, jsonb_build_object('form', s.form))) own
		ON own.item = o.item
	GROUP BY s.year, o.category, o.item;
END;
COMMENT ON FUNCTION @schema@.dashboard_outcome(integer, integer, text) IS
	'Part of dashboard: the results of applications by year and row, how many reports there are, '
	'in how many its total is known, and in how many it is missing although their form has it';

CREATE OR REPLACE FUNCTION @schema@.dashboard_cell(first_year integer, last_year integer,
		parent text, items text[], columns text[])
	RETURNS TABLE (year integer, item text, column_name text, figure numeric, known numeric,
		reports bigint)
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT s.year, i.item, c.column_name,
		sum(@extension@.figure(s.figures, i.item, c.column_name)),
		sum(@extension@.figure(s.coverage, i.item, c.column_name)), sum(s.reports)::bigint
	FROM @schema@.dashboard_sum(dashboard_cell.first_year, dashboard_cell.last_year,
		dashboard_cell.parent) s
	CROSS JOIN unnest(dashboard_cell.items) i (item)
	CROSS JOIN unnest(dashboard_cell.columns) c (column_name)
	GROUP BY s.year, i.item, c.column_name;
END;
COMMENT ON FUNCTION @schema@.dashboard_cell(integer, integer, text, text[], text[]) IS
	'Part of dashboard: the sums of some cells by year, and how many of the reports have each';

-- The parts below are functions, each a section of the page. What a test looks for has a name in
-- data-figure.

CREATE OR REPLACE FUNCTION @schema@.dashboard_standing(year integer, parent text DEFAULT NULL)
	RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH s AS (
		SELECT t.* FROM @schema@.standing(dashboard_standing.year, dashboard_standing.parent) t),
	tile AS (
		SELECT 1 AS place, 'expected' AS name, count(*) FILTER (WHERE is_expected) AS n FROM s
		UNION ALL
		SELECT k.place, k.name, count(s.agency)
		FROM (VALUES (2, 'accepted'), (3, 'waived'), (4, 'refused'), (5, 'missing'))
			k (place, name)
		LEFT JOIN s ON s.standing = k.name OR k.name = 'accepted' AND s.standing = 'waived'
		GROUP BY k.place, k.name),
	cell AS (
		SELECT c.*
		FROM @schema@.dashboard_cell(dashboard_standing.year, dashboard_standing.year,
			dashboard_standing.parent, '{received,carried_in,concluded,carried_out}', '{total}') c)
	SELECT format(E'<section id="standing">\n<h2>%s</h2>\n<ul class="tiles">\n%s</ul>\n'
		'<ul class="tiles">\n%s</ul>\n</section>\n',
		@extension@.page_text('standing_title'),
		(SELECT string_agg(format(
			E'<li class="%1$s"><b data-figure="standing.%1$s">%2$s</b>%3$s</li>\n',
			name, n, @extension@.page_text('standing_' || name)), '' ORDER BY place) FROM tile),
		(SELECT string_agg(format(
			E'<li><b data-figure="%s.total">%s</b>%s <small>%s</small></li>\n',
			item, figure, @extension@.page_text('total_' || item),
			@extension@.page_text('basis', known::text, reports::text)), ''
			ORDER BY array_position('{received,carried_in,concluded,carried_out}', item))
		FROM cell));
END;
COMMENT ON FUNCTION @schema@.dashboard_standing(integer, text) IS
	'Part of dashboard: how many agencies have reported, and the totals of applications';

CREATE OR REPLACE FUNCTION @schema@.dashboard_outcomes(year integer, parent text DEFAULT NULL)
	RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH c AS (
		SELECT o.year, o.category, min(o.place) AS place, sum(o.applications) AS n,
			sum(o.missing) AS missing
		FROM @schema@.dashboard_outcome(dashboard_outcomes.year - 4, dashboard_outcomes.year,
			dashboard_outcomes.parent) o
		GROUP BY o.year, o.category),
	line AS (
		SELECT c.place, @extension@.page_share_row('outcome.' || c.category, d.label, c.n, w.n,
			dashboard_outcomes.year, ARRAY(
				SELECT b.n FROM generate_series(dashboard_outcomes.year - 4,
					dashboard_outcomes.year) y
				LEFT JOIN c b ON b.year = y AND b.category = c.category ORDER BY y),
			CASE WHEN c.missing > 0
				THEN @extension@.page_text('basis_missing', r.reports::text, c.missing::text)
				ELSE @extension@.page_text('basis_whole', r.reports::text)
			END) AS html
		FROM c
		JOIN @extension@.name_dictionary('category'::text) d ON d.name = c.category
		CROSS JOIN (SELECT sum(n) AS n FROM c WHERE c.year = dashboard_outcomes.year) w
		CROSS JOIN (
			SELECT count(*) AS reports FROM @schema@.member_report(dashboard_outcomes.year,
				dashboard_outcomes.year, dashboard_outcomes.parent)) r
		WHERE c.year = dashboard_outcomes.year)
	SELECT @extension@.page_share_table('outcomes', @extension@.page_text('outcome_title'),
		dashboard_outcomes.year, (SELECT string_agg(html, '' ORDER BY place) FROM line));
END;
COMMENT ON FUNCTION @schema@.dashboard_outcomes(integer, text) IS
	'Part of dashboard: what became of the applications, with the four years before';

CREATE OR REPLACE FUNCTION @schema@.dashboard_applicants(year integer, parent text DEFAULT NULL)
	RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH applicant AS (
		SELECT d.name, d.label, d.place
		FROM @extension@.name_dictionary('applicant'::text)
			WITH ORDINALITY d (kind, name, label, english, place)),
	c AS (
		SELECT x.*
		FROM @schema@.dashboard_cell(dashboard_applicants.year - 4, dashboard_applicants.year,
			dashboard_applicants.parent, '{received}',
			ARRAY(SELECT a.name FROM applicant a)) x),
	line AS (
		SELECT a.place, @extension@.page_share_row('received.' || a.name, a.label, c.figure,
			w.figure, dashboard_applicants.year, ARRAY(
				SELECT b.figure FROM generate_series(dashboard_applicants.year - 4,
					dashboard_applicants.year) y
				LEFT JOIN c b ON b.year = y AND b.column_name = c.column_name ORDER BY y),
			@extension@.page_text('basis', c.known::text, c.reports::text)) AS html
		FROM c JOIN applicant a ON a.name = c.column_name
		CROSS JOIN (
			SELECT sum(figure) AS figure FROM c WHERE c.year = dashboard_applicants.year) w
		WHERE c.year = dashboard_applicants.year)
	SELECT @extension@.page_share_table('applicants', @extension@.page_text('applicant_title'),
		dashboard_applicants.year, (SELECT string_agg(html, '' ORDER BY place) FROM line));
END;
COMMENT ON FUNCTION @schema@.dashboard_applicants(integer, text) IS
	'Part of dashboard: who applied, with the four years before';

CREATE OR REPLACE FUNCTION @schema@.dashboard_reasons(year integer, parent text DEFAULT NULL)
	RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH o AS (
		SELECT x.*, sum(x.applications) OVER (PARTITION BY x.category) AS of_category,
			min(x.place) OVER (PARTITION BY x.category) AS category_place
		FROM @schema@.dashboard_outcome(
			dashboard_reasons.year, dashboard_reasons.year, dashboard_reasons.parent) x
		WHERE x.category IN ('denied', 'unavailable', 'not_processed', 'other')),
	line AS (
		SELECT o.category_place, o.applications, o.place,
			format(E'<tr><th scope="row">%s</th><td class="word">%s</td>'
				'<td data-figure="reason.%s">%s</td><td>%s</td><td>%s</td>'
				'<td><small>%s</small></td></tr>\n',
				@extension@.page_escape(o.label), d.label, o.item, o.applications,
				@extension@.page_percent(o.applications / nullif(o.of_category, 0)),
				@extension@.page_bar(o.applications / nullif(o.of_category, 0)),
				@extension@.page_text('basis', o.known::text, o.reports::text)) AS html
		FROM o JOIN @extension@.name_dictionary('category'::text) d ON d.name = o.category
		WHERE o.applications > 0)
	SELECT @extension@.page_table('reasons', @extension@.page_text('reason_title'),
		ARRAY[@extension@.page_text('head_name'), @extension@.page_text('head_category'),
			@extension@.page_text('head_count'), @extension@.page_text('head_share'), '',
			@extension@.page_text('head_basis')],
		(SELECT string_agg(html, '' ORDER BY category_place, applications DESC, place) FROM line),
		words => 2);
END;
COMMENT ON FUNCTION @schema@.dashboard_reasons(integer, text) IS
	'Part of dashboard: why applications were not granted, the most frequent reasons first';

CREATE OR REPLACE FUNCTION @schema@.dashboard_disputes(year integer, parent text DEFAULT NULL)
	RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH shape AS (
		SELECT ARRAY['reconsideration', 'litigation_direct', 'litigation_after_reconsideration']
				AS items,
			ARRAY['upheld', 'corrected', 'other', 'pending', 'total'] AS columns),
	c AS (
		SELECT x.*, array_position(shape.items, x.item) AS place,
			array_position(shape.columns, x.column_name) AS column_place
		FROM shape, LATERAL @schema@.dashboard_cell(dashboard_disputes.year - 4,
			dashboard_disputes.year, dashboard_disputes.parent, shape.items, shape.columns) x),
	rate AS (
		-- of sums that have the same reports in them
		SELECT item, sum(figure) AS base,
			CASE WHEN min(known) = max(known) AND sum(figure) >= (
					SELECT minimum_base FROM @extension@.metric_dictionary() m
					WHERE m.metric = 'reconsideration_corrected_of_decided')
				THEN sum(figure) FILTER (WHERE column_name = 'corrected') / sum(figure)
			END AS rate
		FROM c WHERE c.year = dashboard_disputes.year
			AND column_name IN ('upheld', 'corrected', 'other')
		GROUP BY item),
	line AS (
		SELECT c.place, format(
			E'<tr><th scope="row">%s</th>%s<td data-figure="rate.%s">%s</td><td>%s</td></tr>\n',
			min(d.label), string_agg(format(
				'<td data-figure="%s.%s">%s <small>%s</small></td>', c.item, c.column_name,
				c.figure, @extension@.page_text('basis', c.known::text, c.reports::text)),
				'' ORDER BY c.column_place),
			c.item, @extension@.page_percent(min(r.rate)),
			@extension@.page_curve(dashboard_disputes.year - 4, ARRAY(
				SELECT b.figure FROM generate_series(dashboard_disputes.year - 4,
					dashboard_disputes.year) y
				LEFT JOIN c b ON b.year = y AND b.item = c.item AND b.column_name = 'total'
				ORDER BY y))) AS html
		FROM c
		JOIN rate r USING (item)
		JOIN @extension@.name_dictionary('item'::text) d ON d.name = c.item
		WHERE c.year = dashboard_disputes.year
		GROUP BY c.place, c.item)
	SELECT @extension@.page_table('disputes', @extension@.page_text('dispute_title'),
		ARRAY[@extension@.page_text('head_name'), @extension@.page_text('head_upheld'),
			@extension@.page_text('head_corrected'), @extension@.page_text('head_other'),
			@extension@.page_text('head_pending'), @extension@.page_text('head_total'),
			@extension@.page_text('head_correction'),
			@extension@.page_text('head_five_years', (dashboard_disputes.year - 4)::text,
				dashboard_disputes.year::text)],
		(SELECT string_agg(html, '' ORDER BY place) FROM line));
END;
COMMENT ON FUNCTION @schema@.dashboard_disputes(integer, text) IS
	'Part of dashboard: reconsideration and litigation, and the share of decided cases that were '
	'corrected';

CREATE OR REPLACE FUNCTION @schema@.dashboard_ranking(
		year integer, parent text DEFAULT NULL, metric text DEFAULT 'granted_of_concluded')
	RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH ranked AS (
		SELECT p.*, m.numerator, m.base,
			row_number() OVER (ORDER BY p.rate DESC, p.agency COLLATE "C") AS place,
			count(*) OVER () AS agencies
		FROM @schema@.member_report(
			dashboard_ranking.year, dashboard_ranking.year, dashboard_ranking.parent) r
		JOIN @schema@.peer_percentiles p ON p.agency = r.agency AND p.year = r.year
		JOIN LATERAL @extension@.report_metrics(r.figures) m ON m.metric = p.metric
		WHERE p.year = dashboard_ranking.year AND p.metric = dashboard_ranking.metric),
	line AS (
		SELECT place, format(E'<tr><th scope="row">%s</th><td data-figure="rate">%s</td>'
			'<td><small>%s/%s</small></td><td>%s/%s</td><td>%s</td></tr>\n',
			@extension@.page_escape(agency), @extension@.page_percent(rate), numerator, base,
			rank, peers, @extension@.page_range(p10, p25, p50, p75, p90, rate)) AS html
		FROM ranked WHERE place <= 10 OR place > agencies - 10)
	SELECT @extension@.page_table('ranking',
		@extension@.page_text('ranking_title', d.label),
		ARRAY[@extension@.page_text('head_agency'), @extension@.page_text('head_rate'),
			@extension@.page_text('head_cases'), @extension@.page_text('head_rank'),
			@extension@.page_text('head_range')],
		(SELECT string_agg(html, '' ORDER BY place) FROM line),
		@extension@.page_text('ranking_note', d.minimum_base::text) || coalesce(
			(SELECT @extension@.page_text('ranking_part', max(agencies)::text, '10')
			FROM ranked HAVING max(agencies) > 20), ''))
	FROM @extension@.metric_dictionary() d WHERE d.metric = dashboard_ranking.metric;
END;
COMMENT ON FUNCTION @schema@.dashboard_ranking(integer, text, text) IS
	'Part of dashboard: the agencies by a rate of metric_dictionary, among their peers';

CREATE OR REPLACE FUNCTION @schema@.dashboard_jumps(year integer, parent text DEFAULT NULL)
	RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH jump AS (
		SELECT j.*, count(*) OVER () AS jumps, row_number() OVER (
			ORDER BY abs(j.difference) DESC, j.agency COLLATE "C", j.item, j.column_name) AS place
		FROM @schema@.member_report(
			dashboard_jumps.year, dashboard_jumps.year, dashboard_jumps.parent) r
		JOIN @schema@.year_over_year j ON j.agency = r.agency
		WHERE j.year = dashboard_jumps.year AND j.is_jump),
	line AS (
		SELECT place, format(E'<tr><th scope="row">%s</th><td class="word">%s</td><td>%s</td>'
			'<td data-figure="jump">%s</td><td>%s</td></tr>\n',
			@extension@.page_escape(agency), @extension@.page_escape(label), previous, current,
			round(ratio, 1)) AS html
		FROM jump WHERE place <= 20)
	SELECT @extension@.page_table('jumps', @extension@.page_text('jump_title'),
		ARRAY[@extension@.page_text('head_agency'), @extension@.page_text('head_name'),
			@extension@.page_text('head_previous'), @extension@.page_text('head_current'),
			@extension@.page_text('head_ratio')],
		(SELECT string_agg(html, '' ORDER BY place) FROM line),
		(SELECT @extension@.page_text('jump_part', max(jumps)::text, '20')
			FROM jump HAVING max(jumps) > 20), 2);
END;
COMMENT ON FUNCTION @schema@.dashboard_jumps(integer, text) IS
	'Part of dashboard: the largest jumps since the year before, as year_over_year has them';

CREATE OR REPLACE FUNCTION @schema@.dashboard_chase(year integer, parent text DEFAULT NULL)
	RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH s AS (
		SELECT t.agency, t.standing, coalesce(d.label, t.reason) AS reason, t.detail,
			count(*) OVER () AS agencies,
			row_number() OVER (ORDER BY t.standing DESC, t.agency COLLATE "C") AS place
		FROM @schema@.standing(dashboard_chase.year, dashboard_chase.parent) t
		LEFT JOIN @extension@.name_dictionary('reason'::text) d ON d.name = t.reason
		WHERE t.standing IN ('refused', 'missing')),
	line AS (
		SELECT place, format(E'<tr><th scope="row">%s</th><td class="word %s">%s</td>'
			'<td class="word">%s</td></tr>\n',
			@extension@.page_escape(agency), standing,
			@extension@.page_text('standing_' || standing),
			@extension@.page_escape(concat_ws(@extension@.page_text('colon'), reason,
				coalesce(k.label, detail)))) AS html
		FROM s
		LEFT JOIN @extension@.name_dictionary('file_kind'::text) k
			ON s.detail = concat_ws(' / ', k.label, k.english)
		WHERE place <= 200)
	SELECT @extension@.page_table('chase', @extension@.page_text('chase_title'),
		ARRAY[@extension@.page_text('head_agency'), @extension@.page_text('head_state'),
			@extension@.page_text('head_reason')],
		(SELECT string_agg(html, '' ORDER BY place) FROM line),
		(SELECT @extension@.page_text('chase_part', max(agencies)::text, '200')
			FROM s HAVING max(agencies) > 200), 3);
END;
COMMENT ON FUNCTION @schema@.dashboard_chase(integer, text) IS
	'Part of dashboard: who is missing and who is turned down, and why';

CREATE OR REPLACE FUNCTION @schema@.dashboard(year integer, parent text DEFAULT NULL)
	RETURNS text
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT @extension@.page_html(
		CASE
			WHEN dashboard.parent IS NULL
				THEN @extension@.page_text('dashboard_title', dashboard.year::text)
			ELSE @extension@.page_text('dashboard_title_below', dashboard.year::text,
				dashboard.parent)
		END,
		'<p>' || @extension@.page_text('dashboard_basis') || E'</p>\n',
		@schema@.dashboard_standing(dashboard.year, dashboard.parent),
		@schema@.dashboard_outcomes(dashboard.year, dashboard.parent),
		@schema@.dashboard_applicants(dashboard.year, dashboard.parent),
		@schema@.dashboard_reasons(dashboard.year, dashboard.parent),
		@schema@.dashboard_disputes(dashboard.year, dashboard.parent),
		@schema@.dashboard_ranking(dashboard.year, dashboard.parent),
		@schema@.dashboard_jumps(dashboard.year, dashboard.parent),
		@schema@.dashboard_chase(dashboard.year, dashboard.parent))
	WHERE dashboard.year IS NOT NULL;
END;
COMMENT ON FUNCTION @schema@.dashboard(integer, text) IS
	'One page of HTML about a year, of the children of a parent or of all agencies that do not add '
	'up others: who has reported, outcomes and applicants with the four years before, reasons, '
	'disputes, ranking among peers, jumps, and who is to be chased. Every figure has its basis';
