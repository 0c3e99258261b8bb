-- the sums of a province: what its offices have added up, added up

-- The planner would have each office put its rows in order and merge them, which asks one office
-- after the other. What is beneath a column that is new at every look is in no order, so that all
-- of them are asked at once; a year that is asked for still goes to the offices.
CREATE OR REPLACE VIEW @schema@.consolidated AS
	SELECT s.year, s.reports, s.left_out, s.figures, s.coverage,
		@schema@.other_offices(s.offices) AS missing_offices
	FROM (
		SELECT year, sum(reports)::bigint AS reports, sum(left_out)::bigint AS left_out,
			@extension@.sum(state) AS figures, @extension@.coverage(state) AS coverage,
			array_agg(office) AS offices
		FROM (SELECT *, clock_timestamp() AS seen FROM @schema@.sums_by_year) o
		GROUP BY year) s;

-- Which offices have reports of the year is asked before its forms are told apart.
CREATE OR REPLACE VIEW @schema@.consolidated_by_form AS
	SELECT s.year, s.form, s.reports, sum(s.reports) OVER (PARTITION BY s.year)::bigint
			AS reports_of_year, s.figures, s.coverage,
		@schema@.other_offices(s.offices) AS missing_offices
	FROM (
		SELECT year, form, sum(reports)::bigint AS reports, @extension@.sum(state) AS figures,
			@extension@.coverage(state) AS coverage, min(offices) AS offices
		FROM (
			SELECT year, form, reports, state, array_agg(office) OVER (PARTITION BY year) AS offices
			FROM (SELECT *, clock_timestamp() AS seen FROM @schema@.sums_by_form) o) f
		GROUP BY year, form) s;

CREATE OR REPLACE VIEW @schema@.consolidated_by_level AS
	SELECT s.year, s.level, l.label AS level_label, s.reports, s.figures, s.coverage,
		@schema@.other_offices(s.offices) AS missing_offices
	FROM (
		SELECT year, level, sum(reports)::bigint AS reports, @extension@.sum(state) AS figures,
			@extension@.coverage(state) AS coverage, min(offices) AS offices
		FROM (
			SELECT year, level, reports, state,
				array_agg(office) OVER (PARTITION BY year) AS offices
			FROM (SELECT *, clock_timestamp() AS seen FROM @schema@.sums_by_level) o) f
		GROUP BY year, level) s
	LEFT JOIN @extension@.name_dictionary('level'::text) l ON l.name = s.level;

CREATE OR REPLACE VIEW @schema@.consolidated_by_sector AS
	SELECT s.year, s.sector, l.label AS sector_label, s.reports, s.figures, s.coverage,
		@schema@.other_offices(s.offices) AS missing_offices
	FROM (
		SELECT year, sector, sum(reports)::bigint AS reports, @extension@.sum(state) AS figures,
			@extension@.coverage(state) AS coverage, min(offices) AS offices
		FROM (
			SELECT year, sector, reports, state,
				array_agg(office) OVER (PARTITION BY year) AS offices
			FROM (SELECT *, clock_timestamp() AS seen FROM @schema@.sums_by_sector) o) f
		GROUP BY year, sector) s
	LEFT JOIN @extension@.name_dictionary('sector'::text) l ON l.name = s.sector;
