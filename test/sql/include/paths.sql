-- Cells as PATH=VALUE, in their order. One alone is given as 'applications.received.total=3',
-- several of a row as 'applications.received natural_person=1 total=3'.
CREATE OR REPLACE FUNCTION pg_temp.paths(cells text[]) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT CASE WHEN words[2] IS NULL THEN cell ELSE words[1] || '.' || cell END
	FROM unnest(cells) WITH ORDINALITY AS given (cells, place),
		LATERAL string_to_array(cells, ' ') AS words,
		LATERAL unnest(coalesce(nullif(words[2:], '{}'), words))
			WITH ORDINALITY AS w (cell, place_in_row)
	ORDER BY place, place_in_row
$$;
