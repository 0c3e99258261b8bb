#!/usr/bin/env perl
#
# usage: test/bench/province.pl [AGENCIES ...]
#
# Times the sums of a province of offices beside those of the largest of them: so many agencies
# each, with six reports, in registries on servers of their own. The fastest of fifteen runs, in
# turn, for whatever else the machine does makes three processes slower than one; without parallel
# queries, because the offices share the cores of this machine, which those of a province do not.
use strict;
use warnings;
use File::Temp qw(tempdir);
use FindBin;
use lib "$FindBin::Bin/../t";
use Cluster;
use List::Util qw(min);

my $bench = $FindBin::Bin;
exec "$bench/../server.sh", $0, @ARGV, '--in-server'
  if !@ARGV || $ARGV[-1] ne '--in-server';
pop @ARGV;
my @agencies = @ARGV ? @ARGV : (16000, 8000, 8000);
my $hub = $ENV{PGHOST};
my $parent = $ENV{PGDATA} =~ s{/[^/]*$}{}r;
my @cluster;
my @queries = ('SELECT * FROM disclosure.consolidated',
	'SELECT * FROM disclosure.consolidated WHERE year = 2023',
	'SELECT * FROM disclosure.consolidated_by_level',
	'SELECT * FROM disclosure.outcomes_by_category');

sub make_office
{
	my ($number, $agencies) = @_;
	my $folder = tempdir('office.XXXXXX', DIR => $parent, CLEANUP => 1);
	chmod 0755, $folder;
	my $cluster = Cluster->new($folder);
	$cluster->init;
	$cluster->start or die "an office does not start\n";
	system(qw(psql -XqAt -v ON_ERROR_STOP=1 -d postgres -v reports=1000 -v schema=disclosure),
		'-v', "seed=$number", '-v', "agencies=$agencies", '-v', 'texts=false', '-f',
		"$bench/stored.sql", '-f', "$bench/many.sql") == 0 or die "an office has no reports\n";
	push @cluster, $cluster;
}

sub make_hub
{
	$ENV{PGHOST} = $hub;
	my @names = map { "office_$_" } 0 .. $#cluster;
	my $list = join ', ', @names;
	sql('postgres', 'CREATE EXTENSION govdisclose', 'CREATE EXTENSION postgres_fdw',
		map({ my $name = $names[$_]; <<"SQL" } 0 .. $#cluster),
CREATE SERVER $name FOREIGN DATA WRAPPER postgres_fdw
	OPTIONS (host '$cluster[$_]{data}', dbname 'postgres', options '-c jit=off');
CREATE USER MAPPING FOR CURRENT_USER SERVER $name OPTIONS (user 'postgres')
SQL
		"CALL create_province('disclosure', '{$list}')");
}

# Milliseconds of a query on a server, after one that is not counted.
sub milliseconds
{
	my ($host, $query) = @_;
	local $ENV{PGHOST} = $host;
	return sql('postgres', 'SET jit = off', 'SET max_parallel_workers_per_gather = 0', <<'SQL',
CREATE FUNCTION pg_temp.milliseconds(query text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
	started timestamptz;
BEGIN
	EXECUTE query;
	started := clock_timestamp();
	EXECUTE query;
	RETURN extract(epoch FROM clock_timestamp() - started) * 1000;
END $$
SQL
		"SELECT pg_temp.milliseconds(\$\$$query\$\$)");
}

make_office($_, $agencies[$_]) for 0 .. $#agencies;
make_hub();
my ($largest) = sort { $agencies[$b] <=> $agencies[$a] } 0 .. $#agencies;
printf "%s reports\n%-52s %10s %10s %6s\n", join(', ', map { $_ * 6 } @agencies), 'query',
	'office ms', 'province', 'ratio';
for my $query (@queries)
{
	my (@office, @province);
	for (1 .. 15)
	{
		push @office, milliseconds($cluster[$largest]{data}, $query);
		push @province, milliseconds($hub, $query);
	}
	printf "%-52s %10.1f %10.1f %6.2f\n", $query =~ s/SELECT \* FROM disclosure.//r,
		min(@office), min(@province), min(@province) / min(@office);
}
$_->stop for @cluster;
