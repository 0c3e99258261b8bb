-- what is doubtful

CREATE OR REPLACE VIEW @schema@.findings AS
	SELECT v.*, n.label AS rule_label, n.english AS rule_english
	FROM (
		SELECT r.filing_id, r.agency, r.year, 'report' AS origin,
			v.rule, v.item, v.column_name, v.expression, v.lhs, v.rhs, v.difference
		FROM @schema@.report r, @extension@.report_violations(r.report) v
		WHERE r.superseded_by IS NULL AND v.severity = 'finding'
		UNION ALL
		SELECT r.filing_id, r.agency, r.year, 'document',
			v.rule, v.item, v.column_name, v.expression, v.lhs, v.rhs, v.difference
		FROM @schema@.report r JOIN @schema@.filing f ON f.id = r.filing_id,
		LATERAL (
			SELECT * FROM @extension@.document_findings(f.body)
			UNION ALL
			SELECT *
			FROM @extension@.document_findings(CASE WHEN f.body IS NULL THEN f.raw END)) v
		WHERE r.superseded_by IS NULL) v
	LEFT JOIN @extension@.name_dictionary('rule'::text) n ON n.name = v.rule;
