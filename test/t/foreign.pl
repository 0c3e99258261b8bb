#!/usr/bin/env perl
#
# Two offices, each with a registry in a database of its own, and a server over them that asks each
# for its sums: postgres_fdw lets the offices add up, and what travels are rows of disclosure_sum.
# Runs within test/server.sh; skipped where postgres_fdw is not installed.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use FindBin;
use lib $FindBin::Bin;
use Cluster;
use Test::More;

binmode STDOUT, ':encoding(UTF-8)';
plan skip_all => 'postgres_fdw is not installed'
  if !sql('postgres', "SELECT count(*) FROM pg_available_extensions WHERE name = 'postgres_fdw'");

my @offices = ('office_a', 'office_b');

# Three years of many agencies, some of whose cells are missing.
sub make_office
{
	my ($office) = @_;
	sql('postgres', "CREATE DATABASE $office");
	sql($office, 'CREATE EXTENSION govdisclose', "CALL create_registry('disclosure')", <<'SQL');
ALTER TABLE disclosure.report DROP CONSTRAINT report_filing_id_fkey, DROP CONSTRAINT balanced;
INSERT INTO disclosure.report (filing_id, agency, year, report)
SELECT n, current_database() || n / 3, 2022 + n % 3, jsonb_populate_record(
	NULL::disclosure_report, jsonb_build_object('year', 2022 + n % 3, 'form', 2021,
	'proactive', jsonb_build_object('fees_amount', n / 8.0), 'applications', jsonb_build_object(
		'granted', jsonb_build_object('total', nullif(n % 7, 3)))))
FROM generate_series(0, 1199) n;
ANALYZE disclosure.report;
SQL
}

sub make_hub
{
	sql('postgres', 'CREATE DATABASE hub');
	sql('hub', 'CREATE EXTENSION govdisclose', 'CREATE EXTENSION postgres_fdw',
		map { <<SQL } @offices);
CREATE SERVER $_ FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '$ENV{PGHOST}',
	port '$ENV{PGPORT}', dbname '$_', extensions 'govdisclose', async_capable 'true',
	use_remote_estimate 'true');
CREATE USER MAPPING FOR CURRENT_USER SERVER $_ OPTIONS (user '$ENV{PGUSER}');
CREATE FOREIGN TABLE $_ (agency text, year integer, superseded_by bigint,
	figures disclosure_figures) SERVER $_
	OPTIONS (schema_name 'disclosure', table_name 'report');
SQL
}

my $states = join ' UNION ALL ', map { "SELECT year, count(*) AS reports,
	sum_state(figures) AS state FROM $_ WHERE superseded_by IS NULL GROUP BY year" } @offices;
my $sums = 'SELECT year, sum(reports) AS reports, to_jsonb(sum(state)) AS figures,
	to_jsonb(coverage(state)) AS coverage FROM offices GROUP BY year';

sub test_sums
{
	my $plan = sql('hub', "EXPLAIN (VERBOSE, COSTS OFF) WITH offices AS ($states) $sums");
	my @remote = $plan =~ /Remote SQL: (.*sum_state.*GROUP BY.*)/g;
	is(scalar @remote, 2, 'each office adds up by itself') or diag($plan);
	SKIP:
	{
		skip 'PostgreSQL 14 asks for sums of foreign tables one after the other', 1
		  if sql('hub', 'SHOW server_version_num') < 150000;
		my @async = $plan =~ /Async Foreign Scan/g;
		is(scalar @async, 2, 'and both at the same time') or diag($plan);
	}
	my $reports = join ' UNION ALL ', map { "SELECT * FROM $_" } @offices;
	is(sql('hub', "WITH offices AS ($states), sums AS ($sums),
		whole AS (SELECT year, count(*) AS reports, to_jsonb(sum(figures)) AS figures,
			to_jsonb(coverage(figures)) AS coverage FROM ($reports) r GROUP BY year)
		SELECT count(*), bool_and(s.figures = w.figures AND s.coverage = w.coverage
			AND s.reports = w.reports) FROM sums s JOIN whole w USING (year)"), '3|t',
		'their sums added up are the sums of all reports');
}

sub test_figure
{
	my $query = "SELECT year, sum(figure(figures, 'granted', 'total')) FROM office_a
		WHERE figure(figures, 'fees', 'amount') > 10 GROUP BY year";
	like(sql('hub', "EXPLAIN (VERBOSE) $query"),
		qr/Remote\ SQL:\ .*sum\(public\.figure\(figures,\ 'granted'::cstring,\ 'total'::cstring\)\)
			.*WHERE\ .*'fees'::cstring.*GROUP\ BY/x, 'an office looks up cells by itself');
	is(sql('hub', "SELECT count(*) FROM ($query EXCEPT
		SELECT year, sum((report).applications.granted.total)
		FROM (SELECT year, figures::disclosure_report AS report FROM office_a OFFSET 0) r
		WHERE (report).proactive.fees_amount > 10 GROUP BY year) d"), '0', 'and finds them');
	my $result = qx{psql -XqAt -d hub -c "SELECT figure(figures, 'grant', 'x') FROM office_a" 2>&1};
	like($result, qr/no form has an item "grant"/, 'but none that is not there');
}

sub test_loss
{
	sql('hub', "ALTER SERVER office_b OPTIONS (SET dbname 'nowhere')");
	my $result = qx{psql -XqAt -d hub -c "SELECT count(*) FROM office_b" 2>&1};
	like(decode_utf8($result), qr/could not connect to server "office_b"/,
		'an office that is away is said');
}

make_office($_) for @offices;
make_hub();
test_sums();
test_figure();
test_loss();
sql('postgres', "DROP DATABASE $_ WITH (FORCE)") for @offices, 'hub';
done_testing();
