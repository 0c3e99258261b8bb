-- what the pages of a registry are made of: words, and text in HTML

CREATE FUNCTION page_text(name text, VARIADIC arguments text[] DEFAULT '{}') RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000
BEGIN ATOMIC
	SELECT format(d.label, VARIADIC page_text.arguments)
	FROM name_dictionary('page') d WHERE d.name = page_text.name;
END;
COMMENT ON FUNCTION page_text(text, text[]) IS
	'Part of the pages of a registry: the Chinese words of this name in name_dictionary(''page''), '
	'with what they speak of';

CREATE FUNCTION page_line(name text, names text[], most integer DEFAULT 200) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000
BEGIN ATOMIC
	SELECT page_text(page_line.name, array_to_string(names[:most], page_text('list'))
		|| CASE WHEN cardinality(names) > most
			THEN page_text('and_more', cardinality(names)::text) ELSE '' END)
	WHERE names IS NOT NULL;
END;
COMMENT ON FUNCTION page_line(text, text[], integer) IS
	'Part of the pages of a registry: words with a list of names in them, so many of the names and '
	'how many they are if that is more; NULL if there are none';
