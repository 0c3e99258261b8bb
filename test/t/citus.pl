#!/usr/bin/env perl
#
# Reports in a table that Citus distributes by agency over two nodes: its CHECK, its sums, and what
# is joined by agency are those of a table of one server, and shards add up by themselves.
# Runs within test/server.sh, with servers of its own; skipped where Citus is not installed.
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
plan skip_all => 'Citus is not installed'
  if !sql('postgres', "SELECT count(*) FROM pg_available_extensions WHERE name = 'citus'");

# A node reaches the others by TCP; on this machine alone.
my $parent = $ENV{PGDATA} =~ s{/[^/]*$}{}r;
my @ports = map { 20000 + ($$ * 3 + $_) % 10000 } 0 .. 2;
my @nodes = map { make_node($_) } @ports;

sub make_node
{
	my ($port) = @_;
	my $folder = tempdir('citus.XXXXXX', DIR => $parent, CLEANUP => 1);
	chmod 0755, $folder;
	my $node = Cluster->new($folder);
	$node->init;
	open(my $conf, '>>', "$node->{data}/postgresql.conf") or die;
	print $conf "shared_preload_libraries = 'citus'\nlisten_addresses = '127.0.0.1'\n",
		"port = $port\ncitus.node_conninfo = 'sslmode=disable'\n";
	close $conf;
	$ENV{PGPORT} = $port;
	$node->start or BAIL_OUT('a server with Citus does not start');
	sql('postgres', 'CREATE EXTENSION citus', 'CREATE EXTENSION govdisclose');
	return $node;
}

# The first one is asked, the others have the shards.
($ENV{PGHOST}, $ENV{PGPORT}) = ($nodes[0]{data}, $ports[0]);
my $columns = 'agency text NOT NULL, year integer NOT NULL, report disclosure_report NOT NULL
	CONSTRAINT balanced CHECK (assert_balanced(report)), figures disclosure_figures
	GENERATED ALWAYS AS (report::disclosure_figures) STORED, PRIMARY KEY (agency, year)';
my $cells = q{jsonb_build_object('received', jsonb_build_object('total', n % 7),
	'concluded', jsonb_build_object('total', n % 7), 'carried_in', jsonb_build_object('total', 0),
	'carried_out', jsonb_build_object('total', 0))};
sql('postgres', "SELECT citus_set_coordinator_host('127.0.0.1', $ports[0])",
	(map { "SELECT citus_add_node('127.0.0.1', $_)" } @ports[1, 2]),
	"CREATE TABLE single ($columns)", "CREATE TABLE report ($columns)",
	"SELECT create_distributed_table('report', 'agency', shard_count => 4)", <<"SQL",
INSERT INTO single (agency, year, report)
SELECT 'agency ' || n / 3, 2022 + n % 3, jsonb_populate_record(NULL::disclosure_report,
	jsonb_build_object('year', 2022 + n % 3, 'form', 2021, 'applications', $cells))
FROM generate_series(0, 599) n
SQL
	'INSERT INTO report (agency, year, report) SELECT agency, year, report FROM single');

# What psql says, errors included.
sub said
{
	local $ENV{STATEMENT} = encode_utf8($_[0]);
	return decode_utf8(scalar qx{psql -XqAt -d postgres -c "\$STATEMENT" 2>&1});
}

is(sql('postgres', 'SELECT count(*), bool_and(s.figures = r.figures) FROM single s
	JOIN report r USING (agency, year)'), '600|t', 'reports are kept as they are');
like(said(q{INSERT INTO report (agency, year, report) VALUES ('x', 2024,
	jsonb_populate_record(NULL::disclosure_report, '{"form": 2021, "applications":
	{"received": {"total": 1}, "carried_in": {"total": 0}, "concluded": {"total": 3},
	"carried_out": {"total": 0}}}'))}), qr/ERROR:  report of an unnamed agency .*fails 1 check/,
	'the CHECK of a shard refuses what does not add up');

for my $sum ('sum(figures)', 'coverage(figures)', 'sum(report)', 'coverage(report)',
	"sum(figure(figures, 'received', 'total'))")
{
	is(sql('postgres', "SELECT md5(string_agg(s::text, ';' ORDER BY year)) FROM
			(SELECT year, $sum AS s FROM report GROUP BY year OFFSET 0) x"),
		sql('postgres', "SELECT md5(string_agg(s::text, ';' ORDER BY year)) FROM
			(SELECT year, $sum AS s FROM single GROUP BY year OFFSET 0) x"), "$sum");
}
my $plan = sql('postgres', 'EXPLAIN (VERBOSE, COSTS OFF) SELECT year, sum(figures),
	coverage(figures) FROM report GROUP BY year');
like($plan, qr/Query: SELECT .*worker_partial_agg/, 'shards add up by themselves') or diag($plan);
is(sql('postgres', 'SELECT count(*), sum(difference) FROM report r
		JOIN report b ON b.agency = r.agency AND b.year + 1 = r.year,
		year_changes(b.figures, r.figures) c WHERE r.year = 2023'),
	sql('postgres', 'SELECT count(*), sum(difference) FROM single r
		JOIN single b ON b.agency = r.agency AND b.year + 1 = r.year,
		year_changes(b.figures, r.figures) c WHERE r.year = 2023'),
	'years are compared in a shard');

# What is known of agencies is on every node, so that views that leave some out go where shards are.
sql('postgres', 'SET client_min_messages = error',
	'CREATE TABLE agency (name text PRIMARY KEY, parent text)',
	"SELECT create_reference_table('agency')",
	"INSERT INTO agency SELECT 'agency ' || n, 'agency ' || n / 50 * 50
		FROM generate_series(0, 199) n WHERE n % 50 > 0",
	map { "CREATE VIEW consolidated_$_ AS
		SELECT year, count(*) AS reports, sum(figures) AS figures, coverage(figures) AS coverage
		FROM $_ r WHERE NOT EXISTS (SELECT FROM agency a WHERE a.parent = r.agency) GROUP BY year"
	} qw(single report));
is(sql('postgres', 'SELECT min(reports), bool_and(s IS NOT DISTINCT FROM r)
		FROM consolidated_single s JOIN consolidated_report r USING (year, reports)'), '196|t',
	'a view leaves agencies out that consolidate others');
$plan = sql('postgres', 'EXPLAIN (VERBOSE, COSTS OFF) SELECT * FROM consolidated_report');
like($plan, qr/Query: SELECT .*worker_partial_agg.*Anti Join/s, 'and shards add up by themselves')
  or diag($plan);
$_->stop for @nodes;
done_testing();
