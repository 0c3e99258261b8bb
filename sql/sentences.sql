-- the words of reports: report_sentences

CREATE FUNCTION report_sentences(report disclosure_report) RETURNS bigint[]
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3000;
COMMENT ON FUNCTION report_sentences(disclosure_report) IS
	'A number for each sentence of sections 1 and 5, in order, each once: the same for the same '
	'sentence, whatever its figures, its punctuation and the name of the agency. Sentences of '
	'fewer than eight characters are left out';
