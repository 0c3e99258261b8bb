-- report_metrics, metric_dictionary, name_dictionary, view_dictionary
SET client_min_messages = warning;

\i test/sql/include/report.sql

SELECT * FROM report_metrics(pg_temp.report(2021,
	'applications.received.total=90',
	'applications.carried_in.total=10',
	'applications.granted.total=40',
	'applications.partly_granted.total=7',
	'applications.denied_state_secret.total=1',
	'applications.denied_administrative_query.total=20',
	'applications.unavailable_not_held.total=9',
	'applications.not_processed_petition.total=3',
	'applications.concluded.total=80',
	'applications.carried_out.total=20',
	'disputes.reconsideration upheld=4 corrected=2 pending=3 total=9',
	'disputes.litigation_direct corrected=1 pending=3 total=4',
	'disputes.litigation_after_reconsideration corrected=1 other=2 total=3'));
-- a missing cell is not 0, few cases tell nothing, and the form does not matter
SELECT metric, numerator, base, rate FROM report_metrics(pg_temp.report(2019,
	'applications.received.total=9',
	'applications.granted.total=',
	'applications.concluded.total=10',
	'applications.denied_state_secret.total=',
	'applications.unavailable_not_held.total=1',
	'applications.carried_out.total=-1',
	'disputes.reconsideration pending= total=5'));
SELECT metric, numerator, base, rate FROM report_metrics(pg_temp.report(2021,
	'applications.received.total=9223372036854775807',
	'applications.carried_in.total=9223372036854775807',
	'applications.granted.total=9223372036854775807')) LIMIT 1;
SELECT count(*), count(numerator), count(base), count(rate)
FROM report_metrics(jsonb_populate_record(NULL::disclosure_report, '{}'));
SELECT count(*) FROM report_metrics(NULL);

SELECT metric, label, formula FROM metric_dictionary();
SELECT DISTINCT source FROM metric_dictionary();
SELECT count(*), count(DISTINCT metric) AS metrics, count(DISTINCT label) AS labels,
	count(nullif(note, '')) AS notes, count(nullif(note_english, '')) AS english
FROM metric_dictionary();
-- each has its words
SELECT kind, count(*), count(DISTINCT name) AS names,
	bool_and(label <> '' AND english <> '') AS named
FROM name_dictionary() GROUP BY kind ORDER BY kind;
SELECT name, label, english FROM name_dictionary() WHERE kind IN ('category', 'applicant', 'level');
SELECT count(*) FROM view_dictionary() WHERE label = '' OR description = '';
-- the results and the items that reports have are among them
SELECT category, item FROM report_outcomes(pg_temp.report(2019))
EXCEPT SELECT c.name, i.name
FROM name_dictionary() c, name_dictionary() i WHERE c.kind = 'category' AND i.kind = 'item';
SELECT item FROM report_cells(pg_temp.report(2021))
UNION SELECT item FROM report_cells(pg_temp.report(2019))
EXCEPT SELECT name FROM name_dictionary() WHERE kind = 'item';
