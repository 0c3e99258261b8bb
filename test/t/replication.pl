#!/usr/bin/env perl
#
# A registry whose filings come by logical replication, without triggers: ingest() settles them.
# Two servers of its own, within test/server.sh.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8 encode_utf8);
use File::Temp qw(tempdir);
use FindBin;
use lib $FindBin::Bin;
use Cluster;
use Test::More;
use Time::HiRes qw(sleep);

binmode STDOUT, ':encoding(UTF-8)';
binmode(Test::More->builder->$_, ':encoding(UTF-8)') for qw(output failure_output todo_output);
my $parent = $ENV{PGDATA} =~ s{/[^/]*$}{}r;
my %server = map { $_ => make_server($_) } qw(office city);

sub make_server
{
	my ($name) = @_;
	my $folder = tempdir("$name.XXXXXX", DIR => $parent, CLEANUP => 1);
	chmod 0755, $folder;
	my $cluster = Cluster->new($folder);
	$cluster->init;
	open(my $conf, '>>', "$folder/data/postgresql.conf") or die;
	print $conf "wal_level = logical\n";
	close $conf;
	$cluster->start or BAIL_OUT("the server of the $name did not start");
	ask_at("$folder/data", 'CREATE EXTENSION govdisclose', "CALL create_registry('disclosure')");
	return { cluster => $cluster, socket => "$folder/data" };
}

sub ask_at
{
	my ($socket, @statements) = @_;
	local $ENV{PGHOST} = $socket;
	return decode_utf8(sql('postgres', map { encode_utf8($_) } @statements));
}

sub ask
{
	my ($name, @statements) = @_;
	return ask_at($server{$name}{socket}, 'SET search_path = disclosure, public', @statements);
}

# However slow the machine is: it gives up after more than ten minutes.
sub wait_for_city
{
	my $position = ask('office', 'SELECT pg_current_wal_lsn()');
	for (1 .. 12000)
	{
		return 1 if ask('office', "SELECT bool_and(replay_lsn >= '$position') FROM
			pg_stat_replication WHERE application_name = 'filings'") eq 't'
		  && ask('city', "SELECT bool_and(srsubstate = 'r') FROM pg_subscription_rel") eq 't';
		sleep 0.05;
	}
	return 0;
}

# What has become of the filings; "city" reads them by itself.
sub outcomes
{
	my ($name) = @_;
	return ask($name, "SELECT string_agg(concat_ws(' ', filing_id, state, agency, year, reason,
		superseded_by), '; ' ORDER BY filing_id) FROM filing_state");
}

my $report = read_file("$FindBin::Bin/../data/police-2024.txt");
sub insert
{
	my ($source, $body) = @_;
	ask('office', "INSERT INTO filing (source, body) VALUES ('$source', \$body\$$body\$body\$)");
}

insert('police', $report);
insert('weather', '今天天气很好。');
ask('office', 'CREATE PUBLICATION filings FOR TABLE filing');
ask('city', "CREATE SUBSCRIPTION filings CONNECTION 'host=$server{office}{socket} dbname=postgres'
	PUBLICATION filings");
ok(wait_for_city(), 'what the office had comes');
is(ask('city', 'SELECT state, count(*) FROM filing_state GROUP BY state'), 'waiting|2',
	'and waits, because no trigger has seen it');
ask('city', 'CALL ingest()');
is(outcomes('city'), '1 current 临川市公安局 2024; 2 rejected not a report', 'ingest() settles it');
is(outcomes('city'), outcomes('office'), 'as it is at the office');

insert('corrected', "$report\n更正\n");
insert('unbalanced', read_file("$FindBin::Bin/../data/urban-management-2024.txt"));
ok(wait_for_city(), 'what is filed later comes');
is(ask('city', 'SELECT waiting, current FROM progress'), '2|1', 'and waits, too');
ask('city', 'CALL ingest()');
is(outcomes('city'), outcomes('office'), 'until ingest() settles it in order');
like(outcomes('city'), qr/^1 superseded .* 3; .*3 current .*unbalanced/, 'correction and all');

ask('office', "SELECT erase(1, '法院判决')");
ok(wait_for_city(), 'what the office erases');
is(ask('city', 'SELECT body IS NULL, raw IS NULL FROM filing WHERE id = 1'), 't|t',
	'is erased in the city');

ask('city', 'DROP SUBSCRIPTION filings');
done_testing();

END
{
	local $?;
	$_->{cluster}->stop for values %server;
}
