-- results of applications, one report at a time

CREATE OR REPLACE VIEW @schema@.outcome AS
	SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label,
		r.consolidates, o.category, c.label AS category_label, c.english AS category_english,
		o.item, o.label, i.english AS item_english, o.natural_person, o.business, o.research,
		o.public_interest, o.legal_service, o.other, o.total
	FROM @schema@.current_report r
	CROSS JOIN LATERAL @extension@.report_outcomes(r.figures) o
	JOIN @extension@.name_dictionary('category'::text) c ON c.name = o.category
	JOIN @extension@.name_dictionary('item'::text) i ON i.name = o.item;

CREATE OR REPLACE VIEW @schema@.outcomes_by_agency AS
	SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label,
		r.consolidates, o.category, c.label AS category_label, c.english AS category_english,
		o.natural_person, o.business, o.research, o.public_interest, o.legal_service, o.other,
		o.total, o.missing
	FROM @schema@.current_report r
	CROSS JOIN LATERAL (
		SELECT category,
			CASE WHEN count(natural_person) = count(*)
				THEN sum(natural_person)
			END AS natural_person,
			CASE WHEN count(business) = count(*) THEN sum(business) END AS business,
			CASE WHEN count(research) = count(*) THEN sum(research) END AS research,
			CASE WHEN count(public_interest) = count(*)
				THEN sum(public_interest)
			END AS public_interest,
			CASE WHEN count(legal_service) = count(*)
				THEN sum(legal_service)
			END AS legal_service,
			CASE WHEN count(other) = count(*) THEN sum(other) END AS other,
			CASE WHEN count(total) = count(*) THEN sum(total) END AS total,
			sum(num_nulls(natural_person, business, research, public_interest, legal_service, other,
				total)) AS missing
		FROM @extension@.report_outcomes(r.figures)
		GROUP BY category) o
	JOIN @extension@.name_dictionary('category'::text) c ON c.name = o.category;

CREATE OR REPLACE VIEW @schema@.reason_shares AS
	SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label,
		r.consolidates, o.category, c.label AS category_label, c.english AS category_english,
		o.item, o.label, i.english AS item_english, o.applications, o.of_category,
		round(o.applications / nullif(o.of_category, 0), 6) AS share
	FROM @schema@.current_report r
	CROSS JOIN LATERAL (
		SELECT category, item, label, total AS applications,
			CASE WHEN count(total) OVER reasons = count(*) OVER reasons
				THEN sum(total) OVER reasons
			END AS of_category
		FROM @extension@.report_outcomes(r.figures)
		WHERE category IN ('denied', 'unavailable', 'not_processed')
		WINDOW reasons AS (PARTITION BY category)) o
	JOIN @extension@.name_dictionary('category'::text) c ON c.name = o.category
	JOIN @extension@.name_dictionary('item'::text) i ON i.name = o.item;

CREATE OR REPLACE VIEW @schema@.applicant_mix AS
	SELECT r.agency, r.year, r.parent, r.region, r.level, r.level_label, r.sector, r.sector_label,
		r.consolidates, a.applicant, n.label, n.english, a.received,
		(line.received).total AS of_all,
		round(a.received / nullif((line.received).total, 0)::numeric, 6) AS share
	FROM @schema@.current_report r
	CROSS JOIN LATERAL (
		SELECT (@extension@.disclosure_report(r.figures)).applications.received OFFSET 0) line
	CROSS JOIN LATERAL (VALUES
		('natural_person', (line.received).natural_person),
		('business', (line.received).business),
		('research', (line.received).research),
		('public_interest', (line.received).public_interest),
		('legal_service', (line.received).legal_service),
		('other', (line.received).other)) a (applicant, received)
	JOIN @extension@.name_dictionary('applicant'::text) n ON n.name = a.applicant;
