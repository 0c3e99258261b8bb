-- what parents publish otherwise than their children

CREATE OR REPLACE VIEW @schema@.consolidation AS
	SELECT agency, year, section, item, column_name, label, published, children_sum, children,
		missing_children, missing_cells,
		CASE WHEN missing_children = 0 AND missing_cells = 0
			THEN published - children_sum
		END AS difference
	FROM (
		SELECT p.agency, p.year, cell.section, cell.item, cell.column_name, cell.label,
			cell.published, cell.children_sum, c.children,
			c.children - coalesce(s.reports, 0) AS missing_children,
			(coalesce(s.reports, 0) - coalesce(cell.present, 0))::bigint AS missing_cells
		FROM (
			SELECT parent, count(*) AS children FROM @schema@.agency
			WHERE parent IS NOT NULL GROUP BY parent) c
		JOIN @schema@.report p ON p.agency = c.parent AND p.superseded_by IS NULL
		LEFT JOIN @schema@.consolidated_by_parent s ON s.parent = p.agency AND s.year = p.year
		-- in the parent's forms, whatever those of its children are
		CROSS JOIN LATERAL (
			SELECT x.section, x.item, x.column_name, x.label, x.value AS published,
				@extension@.figure(sums.figures, x.item, x.column_name) AS children_sum,
				@extension@.figure(sums.coverage, x.item, x.column_name) AS present
			FROM @extension@.report_cells(p.figures) x
			CROSS JOIN (
				SELECT @extension@.disclosure_figures(s.figures) AS figures,
					@extension@.disclosure_figures(s.coverage) AS coverage OFFSET 0) sums
			OFFSET 0) cell) compared;

CREATE OR REPLACE VIEW @schema@.consolidation_gaps AS
	SELECT * FROM @schema@.consolidation WHERE difference <> 0;
