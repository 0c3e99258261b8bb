#!/usr/bin/env perl
#
# A province of three offices, each with a registry on a server of its own, and their sums in a
# fourth: what is added up and listed, what the offices are asked, and what becomes of it where one
# of them is away.
# Runs within test/server.sh; skipped where postgres_fdw is not installed.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8 encode_utf8);
use File::Temp qw(tempdir);
use FindBin;
use lib $FindBin::Bin;
use Cluster;
use Test::More;

binmode STDOUT, ':encoding(UTF-8)';
plan skip_all => 'postgres_fdw is not installed'
  if !sql('postgres', "SELECT count(*) FROM pg_available_extensions WHERE name = 'postgres_fdw'");

my $hub = $ENV{PGHOST};
my $parent = $ENV{PGDATA} =~ s{/[^/]*$}{}r;
my @offices = ('office_a', 'office_b', 'Office "C"');
my %cluster;

# Reports of three years, with cells that are missing, some of the other form; of agencies some of
# which consolidate others.
sub reports_of
{
	my ($office) = @_;
	return <<"SQL";
ALTER TABLE disclosure.report DROP CONSTRAINT report_filing_id_fkey, DROP CONSTRAINT balanced;
INSERT INTO disclosure.agency (name, parent) SELECT '$office' || n || '市教育局',
	'$office' || n / 100 * 100 || '市教育局' FROM generate_series(0, 399) n WHERE n % 100 > 0;
INSERT INTO disclosure.report (filing_id, agency, year, report)
SELECT -n, '$office' || n / 3 || CASE n % 2 WHEN 0 THEN '市' ELSE '县' END || '教育局',
	2022 + n % 3, jsonb_populate_record(NULL::disclosure_report, jsonb_build_object(
	'year', 2022 + n % 3, 'form', CASE WHEN n % 11 > 0 THEN 2021 ELSE 2019 END,
	'proactive', jsonb_build_object('fees_amount', n / 8.0), 'applications', jsonb_build_object(
		'granted', jsonb_build_object('total', nullif(n % 7, 3)))))
FROM generate_series(0, 1199) n;
ANALYZE
SQL
}

sub make_office
{
	my ($office) = @_;
	my $folder = tempdir('office.XXXXXX', DIR => $parent, CLEANUP => 1);
	chmod 0755, $folder;
	$cluster{$office} = Cluster->new($folder);
	$cluster{$office}->init;
	$cluster{$office}->start or die "an office does not start\n";
	sql('postgres', 'CREATE EXTENSION govdisclose', "CALL create_registry('disclosure')",
		reports_of($office =~ s/\W//gr));
	$ENV{PGHOST} = $hub;
}

sub make_hub
{
	my $names = join ', ', map { s/"/\\"/gr =~ s/.*/"$&"/r } @offices;
	sql('postgres', 'DROP DATABASE IF EXISTS hub', 'CREATE DATABASE hub');
	sql('hub', 'CREATE EXTENSION govdisclose', 'CREATE EXTENSION postgres_fdw',
		map({ my $name = s/"/""/gr; <<"SQL" } @offices),
CREATE SERVER "$name" FOREIGN DATA WRAPPER postgres_fdw
	OPTIONS (host '$cluster{$_}{data}', dbname 'postgres', connect_timeout '5',
		options '-c jit=off');
CREATE USER MAPPING FOR CURRENT_USER SERVER "$name" OPTIONS (user 'postgres')
SQL
		"CALL create_province('land', '{$names}')");
}

# What psql says in the hub, warnings and errors included.
sub said
{
	local $ENV{STATEMENT} = encode_utf8($_[0]);
	return decode_utf8(scalar qx{psql -XqAt -d hub -c "\$STATEMENT" 2>&1});
}

sub test_sums
{
	my $plan = sql('hub', 'EXPLAIN (VERBOSE, COSTS OFF) SELECT * FROM land.consolidated');
	my @remote = $plan =~ /Remote SQL: (SELECT .* FROM disclosure.sums_by_year)/g;
	is(scalar @remote, 3, 'each office adds up by itself') or diag($plan);
	note($remote[0]);
	for my $kind ('', '_by_form', '_by_level', '_by_sector')
	{
		my @async = sql('hub', "EXPLAIN SELECT year, reports FROM land.consolidated$kind") =~
		  /Async Foreign Scan/g;
		is(scalar @async, 3, "all at the same time, for consolidated$kind");
	}
	is(sql('hub', "SELECT count(*) FROM pg_foreign_server WHERE srvoptions @> ARRAY[
			'extensions=govdisclose', 'options=-c jit=off -c cursor_tuple_fraction=1']"), 3,
		'the servers have the options that are needed');
	like(sql('hub', 'EXPLAIN (VERBOSE) SELECT * FROM land.consolidated WHERE year = 2023'),
		qr/Remote SQL: .*\(year = 2023\)/, 'and of the years that are asked for');
	# the same from all reports, without asking an office to add up
	sql('hub', 'CREATE VIEW counted AS SELECT office, year, form, level, sector, figures FROM
		(SELECT * FROM land.current_figures OFFSET 0) f WHERE NOT consolidates');
	for my $kind ('', 'form', 'level', 'sector')
	{
		my ($view, $by) =
		  $kind ? ("consolidated_by_$kind", "year, $kind") : ('consolidated', 'year');
		is(sql('hub', "SELECT count(*) > 2, bool_and(v.reports = w.reports
				AND to_jsonb(v.figures) = w.figures AND to_jsonb(v.coverage) = w.coverage)
			FROM land.$view v FULL JOIN (SELECT $by, count(*) AS reports,
				to_jsonb(sum(figures)) AS figures, to_jsonb(coverage(figures)) AS coverage
				FROM counted GROUP BY $by) w USING ($by)"), 't|t',
			"$view is the sum of all reports");
	}
	is(sql('hub', 'SELECT sum(left_out), count(DISTINCT missing_offices) FROM land.consolidated'),
		sql('hub', 'SELECT count(*), 1 FROM land.current_figures WHERE consolidates'),
		'what is left out is counted');
	is(sql('hub', 'SELECT sum(o.applications) = sum((c.figures).applications.granted.total)
		FROM land.outcomes_by_year o JOIN land.consolidated c USING (year)
		WHERE o.category = \'granted\''), 't', 'results by year are made of these sums');
}

sub test_lists
{
	my $agency = sql('hub', 'SELECT max(agency) FROM land.current_figures');
	like(sql('hub', "EXPLAIN (VERBOSE) SELECT * FROM land.current_figures
			WHERE agency = '$agency'"),
		qr/Remote SQL: .*WHERE \(\(agency = /, 'an agency is looked for where it is');
	is(sql('hub', 'SELECT count(*), sum(current) FROM land.progress'), '3|3600', 'progress');
}

sub test_filing
{
	my $body = read_file("$FindBin::Bin/../data/health-2023.txt") =~ s/'/''/gr;
	sql('hub', "INSERT INTO land.filing (office, source, body)
		VALUES ('office_b', 'new', '$body')");
	is(sql('hub', "SELECT office, state, year FROM land.filing_state WHERE source = 'new'"),
		'office_b|current|2023', 'a filing goes to the office that it names, and is read there');
	like(said("INSERT INTO land.filing (office, body) VALUES ('nowhere', 'x')"),
		qr/there is no office "nowhere"/, 'and to no other');
}

sub test_rights
{
	sql('hub', 'CREATE ROLE clerk', 'GRANT USAGE ON SCHEMA land TO clerk',
		'GRANT SELECT ON land.consolidated, land.progress TO clerk');
	is(sql('hub', 'SET ROLE clerk', 'SELECT count(*) FROM land.consolidated'), '3',
		'who may read a view needs no account at the offices');
	like(said('SET ROLE clerk; SELECT * FROM land.office_a_report'), qr/permission denied/,
		'which gives no right to the reports');
	like(said("SET ROLE clerk; CALL create_province('land', '{}')"),
		qr/permission denied for schema land/, 'and no right to make another province there');
	like(said("CALL create_province('land', '{}')"), qr/already holds an object/,
		'a province is not made twice');
	like(said("CALL create_province('other', '{nowhere}')"), qr/no server "nowhere"/,
		'nor of a server that is not there');
	like(said("CALL create_province('', '{}')"), qr/the province needs a schema/, 'nor nowhere');
	sql('hub', 'DROP OWNED BY clerk', 'DROP ROLE clerk');
}

sub test_loss
{
	my $all = sql('hub', 'SELECT sum(reports) FROM land.consolidated');
	$cluster{office_b}->stop;
	my $rest = said('SELECT sum(reports), min(missing_offices) FROM land.consolidated');
	like($rest, qr/WARNING:  office "office_b" is left out\nDETAIL: .*could not connect to server/,
		'an office that is away is said');
	like($rest, qr/^(\d+)\|\{office_b\}$/m, 'and named beside the sum');
	like(said('SELECT year, min(missing_offices) FROM land.consolidated_by_form GROUP BY year'),
		qr/^2023\|\{office_b\}$/m, 'of each form');
	like(said('SELECT office, answers FROM land.office_state ORDER BY office'),
		qr/^Office "C"\|t\noffice_a\|t\n(.*\n)*office_b\|f$/m, 'and in office_state');
	like(said("INSERT INTO land.filing (office, body) VALUES ('office_b', 'x')"),
		qr/ERROR:  could not connect/, 'a filing for it is refused');
	$cluster{office_b}->start;
	$ENV{PGHOST} = $hub;
	is(sql('hub', 'SELECT sum(reports) FROM land.consolidated'), $all, 'and it is back when it is');
}

sub test_offices
{
	sql('hub', 'CREATE VIEW mine AS SELECT year, reports FROM land.consolidated',
		"DELETE FROM land.office WHERE office = 'Office \"C\"'",
		"CALL create_province_views('land')");
	is(sql('hub', 'SELECT sum(reports) FROM mine'),
		sql('hub', "SELECT count(*) FROM land.current_figures WHERE NOT consolidates"),
		'an office less, and views on top are kept');
	is(sql('hub', "SELECT count(*) FROM pg_foreign_table
		JOIN pg_foreign_server s ON s.oid = ftserver WHERE srvname = 'Office \"C\"'"), '0',
		'without its tables');
}

make_office($_) for @offices;
make_hub();
test_sums();
test_lists();
test_filing();
test_rights();
test_loss();
test_offices();
sql('postgres', 'DROP DATABASE hub WITH (FORCE)');
$_->stop for values %cluster;
done_testing();
