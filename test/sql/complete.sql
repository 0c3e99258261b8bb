-- complete_report: the cells that can have one value only
SET client_min_messages = warning;
\i test/sql/include/report.sql

-- the cells that were filled
CREATE FUNCTION pg_temp.filled(report disclosure_report) RETURNS text LANGUAGE sql AS $$
	SELECT coalesce(
		string_agg(format('%s.%s=%s', after.item, after.column_name, after.value), ' '
			ORDER BY place), 'nothing')
	FROM report_cells(report) before
		JOIN report_cells(complete_report(report)) WITH ORDINALITY
			AS after (section, number, item, column_name, label, value, place)
		USING (section, item, column_name)
	WHERE before.value IS DISTINCT FROM after.value
$$;

-- a single unknown, of any kind
SELECT pg_temp.filled(pg_temp.report(2021,
	'applications.received business=4 total=',
	'applications.carried_out business=4 total=4'));
SELECT pg_temp.filled(pg_temp.report(2021, 'disputes.reconsideration upheld=2 corrected= total=5'));
-- a sum that is 0
SELECT pg_temp.filled(pg_temp.report(2021, 'disputes.litigation_direct upheld= other='));
-- two unknowns of one row, told by their columns
SELECT pg_temp.filled(pg_temp.report(2021,
	'applications.received business= other= total=7',
	'applications.carried_out business=3 other=4 total=7'));
-- no single identity forces anything here, but all of them together do: business and other take
-- all of granted
SELECT pg_temp.filled(pg_temp.report(2021,
	'applications.granted business= other= total=5',
	'applications.denied_state_secret business= other= research= total=3',
	'applications.unavailable_not_held research= legal_service= total=3',
	'applications.not_processed_repeated research= legal_service= total=2',
	'applications.concluded business=2 other=3 research=6 legal_service=2 total=13',
	'applications.received business=2 other=3 research=6 legal_service=2 total=13'));
-- two ways, so neither
SELECT pg_temp.filled(pg_temp.report(2021,
	'applications.received business= other= total=7',
	'applications.carried_out business= other= total=7'));
-- a contradiction anywhere: nothing
SELECT pg_temp.filled(pg_temp.report(2021,
	'applications.received business=4 total=',
	'disputes.reconsideration.total=1'));
SELECT pg_temp.filled(jsonb_populate_record(
	pg_temp.report(2021, 'applications.denied_state_secret.total='),
	'{"proactive": {"licensing_decisions": -1}}'));
-- too large for a bigint
SELECT pg_temp.filled(pg_temp.report(2021,
	'applications.received business=9223372036854775807 other=9223372036854775807 total=',
	'applications.carried_out business=9223372036854775807 other=9223372036854775807 total='));
-- nothing known: it stays so, and rows of the other form are not touched
SELECT pg_temp.filled(jsonb_populate_record(NULL::disclosure_report, '{"form": 2021}'));
SELECT complete_report(jsonb_populate_record(NULL::disclosure_report, '{"form": 2021}'));
SELECT (complete).applications.other_undivided, (complete).applications.other_unspecified,
	(complete).title
FROM (SELECT complete_report(jsonb_populate_record(pg_temp.report(2021,
	'applications.other_undivided.total=9',
	'applications.other_unspecified.total='), '{"title": "年报"}')) AS complete) s;
-- a row that is NULL altogether
SELECT (complete_report(jsonb_populate_record(r, jsonb_build_object(
		'disputes', to_jsonb((r).disputes) || '{"litigation_direct": null}')))).disputes,
	(complete_report(jsonb_populate_record(r, jsonb_build_object(
		'applications', to_jsonb((r).applications) || '{"unavailable_not_held": null}'
	)))).applications.unavailable_not_held
FROM (SELECT pg_temp.report(2021) AS r) s;
-- what is filled makes the report balanced where it was before
SELECT is_balanced(r), is_balanced(complete_report(r)),
	complete_report(complete_report(r)) = complete_report(r)
FROM (SELECT pg_temp.report(2021,
	'applications.denied_state_secret.total=',
	'applications.received.other=') AS r) s;
