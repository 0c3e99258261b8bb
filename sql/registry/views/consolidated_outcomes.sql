-- from the sums, however many reports are in them

CREATE OR REPLACE VIEW @schema@.consolidated_outcome AS
	SELECT s.year, s.form, s.reports, s.reports_of_year, o.category, c.label AS category_label,
		c.english AS category_english, o.item, o.label, i.english AS item_english, o.natural_person,
		o.business, o.research, o.public_interest, o.legal_service, o.other, o.total,
		of_form.reports - h.natural_person AS natural_person_missing,
		of_form.reports - h.business AS business_missing,
		of_form.reports - h.research AS research_missing,
		of_form.reports - h.public_interest AS public_interest_missing,
		of_form.reports - h.legal_service AS legal_service_missing,
		of_form.reports - h.other AS other_missing, of_form.reports - h.total AS total_missing
	FROM @schema@.consolidated_by_form s
	CROSS JOIN LATERAL @extension@.report_outcomes(s.figures) o
	JOIN LATERAL @extension@.report_outcomes(s.coverage) h ON h.item = o.item
	-- a row of the other form is missing nowhere
	LEFT JOIN LATERAL (
		SELECT item, s.reports
		FROM @extension@.report_outcomes(jsonb_populate_record(
			NULL::@extension@.disclosure_report, jsonb_build_object('form', s.form)))) of_form
		ON of_form.item = o.item
	JOIN @extension@.name_dictionary('category'::text) c ON c.name = o.category
	JOIN @extension@.name_dictionary('item'::text) i ON i.name = o.item;

CREATE OR REPLACE VIEW @schema@.outcomes_by_category AS
	SELECT year, category, category_label, category_english, applicant, label, english,
		applications,
		round(applications / nullif(sum(applications) OVER (PARTITION BY year), 0), 6) AS share,
		reports, missing
	FROM (
		SELECT o.year, o.category, o.category_label, o.category_english, a.applicant, n.label,
			n.english, sum(a.applications) AS applications, min(o.reports_of_year) AS reports,
			coalesce(sum(a.missing), 0)::bigint AS missing
		FROM @schema@.consolidated_outcome o,
		LATERAL (VALUES
			('natural_person', natural_person, natural_person_missing),
			('business', business, business_missing),
			('research', research, research_missing),
			('public_interest', public_interest, public_interest_missing),
			('legal_service', legal_service, legal_service_missing),
			('other', other, other_missing)) a (applicant, applications, missing)
		JOIN @extension@.name_dictionary('applicant'::text) n ON n.name = a.applicant
		GROUP BY o.year, o.category, o.category_label, o.category_english, a.applicant, n.label,
			n.english) c;

CREATE OR REPLACE VIEW @schema@.outcomes_by_year AS
	SELECT year, category, category_label, category_english, applications,
		round(applications / nullif(sum(applications) OVER (PARTITION BY year), 0), 6) AS share,
		reports, missing
	FROM (
		SELECT year, category, category_label, category_english, sum(total) AS applications,
			min(reports_of_year) AS reports, coalesce(sum(total_missing), 0)::bigint AS missing
		FROM @schema@.consolidated_outcome
		GROUP BY year, category, category_label, category_english) c;
