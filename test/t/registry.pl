#!/usr/bin/env perl
#
# The registry under what no single session can show: a crash during ingest, sessions side by side,
# dump and restore.
# Runs within test/server.sh, with a server of its own.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;
use Time::HiRes qw(sleep);

my $filings = 12000;
my @as_server = split / /, $ENV{GOVDISCLOSE_AS_SERVER} // '';
my $parent = $ENV{PGDATA} =~ s{/[^/]*$}{}r;
my $folder = tempdir('registry.XXXXXX', DIR => $parent, CLEANUP => 1);
my $data = "$folder/data";

# texts, as many as wanted: all of them reports of few agencies, every tenth unbalanced, every
# seventeenth no report
my $bodies = <<'SQL';
CREATE FUNCTION public.body(i int) RETURNS text LANGUAGE sql AS $$
	SELECT CASE WHEN i % 17 = 0 THEN '公告第' || i || '号' ELSE format(
		E'第%s局%s年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n' ||
		E'一、本年新收政府信息公开申请数量 | %s | 0 | 0 | 0 | 0 | 0 | %3$s |\n' ||
		E'二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n' ||
		E'三、本年度办理结果 | （一）予以公开 | %3$s | 0 | 0 | 0 | 0 | 0 | %3$s |\n' ||
		E'（七）总计 | %3$s | 0 | 0 | 0 | 0 | 0 | %3$s |\n' ||
		E'四、结转下年度继续办理 | %4$s | 0 | 0 | 0 | 0 | 0 | %4$s |\n',
		translate((i % 1000)::text, '0123456789', '零一二三四五六七八九'), 2021 + i % 4, i,
		CASE WHEN i % 10 = 0 THEN 1 ELSE 0 END) END
$$;
SQL

# what must come of filings 1 to n, by the rules above, and what has come of them
my $wanted = <<"SQL";
SELECT count(*) FILTER (WHERE i % 17 > 0 AND i % 10 > 0) AS accepted,
	count(*) FILTER (WHERE i % 17 = 0) AS no_report,
	count(*) FILTER (WHERE i % 17 > 0 AND i % 10 = 0) AS unbalanced,
	count(DISTINCT (i % 1000, i % 4)) FILTER (WHERE i % 17 > 0 AND i % 10 > 0) AS current
FROM generate_series(1, $filings) i
SQL
my $outcome = <<'SQL';
SELECT (SELECT count(*) FROM report),
	(SELECT count(*) FROM rejection WHERE reason = 'not a report'),
	(SELECT count(*) FROM rejection WHERE reason = 'unbalanced'),
	(SELECT count(*) FROM report WHERE superseded_by IS NULL)
SQL

# filings with no outcome or more than one, and reports whose successor is not the next filing of
# their agency and year
my $broken_series = <<'SQL';
SELECT count(*) FROM (
	SELECT superseded_by,
		lead(filing_id) OVER (PARTITION BY agency, year ORDER BY filing_id) AS next
	FROM report) r
	WHERE superseded_by IS DISTINCT FROM next
SQL
my $disorder = <<"SQL";
SELECT (SELECT count(*) FROM filing WHERE
		(SELECT count(*) FROM backlog WHERE filing_id = id) +
		(SELECT count(*) FROM report WHERE filing_id = id) +
		(SELECT count(*) FROM rejection WHERE filing_id = id) <> 1) +
	($broken_series)
SQL

sub run_quietly
{
	my @command = @_;
	return system("(@command) >$folder/log 2>&1") == 0 || do { diag(`cat $folder/log`); 0 };
}

sub start_server
{
	return run_quietly(@as_server, "pg_ctl -D $data -l $data/server.log -w start");
}

sub command_line
{
	my ($database, $schema, @statements) = @_;
	return (qw(psql -X -q -A -t -v ON_ERROR_STOP=1 -d), $database,
		map { ('-c', $_) } "SET search_path = $schema, public", @statements);
}

# The last statement's result.
sub sql
{
	open(my $psql, '-|', command_line(@_)) or die "cannot run psql: $!";
	local $/;
	my $result = <$psql> // '';
	close $psql or die "psql failed: @_\n";
	return $result =~ s/\n\z//r;
}

# Starts a session; finish gives its output, notices and errors included.
sub start
{
	my @command = command_line(@_);
	my $pid = open(my $psql, '-|') // die "cannot fork: $!";
	return $psql if $pid;
	open(STDERR, '>&', \*STDOUT);
	exec(@command) or die "cannot run psql: $!";
}

sub finish
{
	my ($psql) = @_;
	local $/;
	my $output = <$psql> // '';
	close $psql;
	return $output;
}

# A gate at which sessions wait until it is opened, however long the others take: a lock that one
# more session holds.
my $at_gate = 'SELECT pg_advisory_lock_shared(1)';

sub close_gate
{
	my $holder = start('postgres', 'public', 'SELECT pg_advisory_lock(1), pg_sleep(86400)');
	wait_for("SELECT count(*) = 1 FROM pg_locks WHERE locktype = 'advisory'
		AND mode = 'ExclusiveLock' AND granted");
	return $holder;
}

sub open_gate
{
	my ($holder) = @_;
	sql('postgres', 'public', "SELECT pg_terminate_backend(pid) FROM pg_locks
		WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND granted AND objid = 1");
	finish($holder);
}

# Until so many sessions wait for others, at the gate or elsewhere.
sub wait_for_waiting
{
	my ($count) = @_;
	wait_for("SELECT count(*) >= $count FROM pg_stat_activity WHERE wait_event_type = 'Lock'
		AND backend_type = 'client backend'");
}

# However slow the machine is: it gives up after more than ten minutes.
sub wait_for
{
	my ($question) = @_;
	for (1 .. 12000)
	{
		return if sql('postgres', 'public', $question) eq 't';
		sleep 0.05;
	}
	die "not so after a long time: $question\n";
}

sub fill
{
	my ($schema) = @_;
	sql('postgres', 'public', "CALL create_registry('$schema')");
	sql('postgres', $schema, "SET govdisclose.ingest = 'deferred'",
		"INSERT INTO filing (body) SELECT body(i) FROM generate_series(1, $filings) i");
}

# The server's processes die without a chance to write anything.
sub crash
{
	open(my $pid_file, '<', "$data/postmaster.pid") or die;
	chomp(my $postmaster = <$pid_file>);
	my @children = split /,/,
		sql('postgres', 'public', "SELECT string_agg(pid::text, ',') FROM pg_stat_activity");
	kill 'KILL', $postmaster, @children;
	for (1 .. 200)
	{
		last if !grep { kill 0, $_ } $postmaster, @children;
		sleep 0.05;
	}
}

mkdir $data;
chmod 0755, $folder;
chmod 0700, $data;
if (@as_server)
{
	my ($user) = map { /^--reuid=(.*)/ ? $1 : () } @as_server;
	chown((getpwnam $user)[2, 3], $data);
}
run_quietly(@as_server,
	"initdb -D $data -U postgres --auth=trust --encoding=UTF8 --locale=C --no-sync")
	or BAIL_OUT('initdb failed');
open(my $conf, '>>', "$data/postgresql.conf") or die;
print $conf "listen_addresses = ''\nunix_socket_directories = '$data'\n",
	"fsync = off\nsynchronous_commit = on\nautovacuum = on\n";
close $conf;
$ENV{PGHOST} = $data;
start_server() or BAIL_OUT('the server did not start');
sql('postgres', 'public', 'CREATE EXTENSION govdisclose', $bodies);
my $expected = sql('postgres', 'public', $wanted);

# a crash in the middle of ingest
fill('crashed');
my $ingest = start('postgres', 'crashed', 'CALL ingest(batch_size => 20)');
my $waiting = $filings;
for (1 .. 2000)
{
	$waiting = sql('postgres', 'crashed', 'SELECT waiting FROM progress');
	last if $waiting < 0.8 * $filings;
	sleep 0.01;
}
crash();
unlike(finish($ingest), qr/ingest: \d+ settled/, 'ingest did not come to its end');
ok(start_server(), 'the server starts after the crash');
$waiting = sql('postgres', 'crashed', 'SELECT waiting FROM progress');
ok($waiting > 0 && $waiting < $filings, "ingest stopped half way: $waiting wait");
is(sql('postgres', 'crashed', $disorder), 0, 'nothing is lost or doubled by the crash');
like(finish(start('postgres', 'crashed', 'CALL ingest()')), qr/ingest: $waiting settled/,
	'ingest goes on where it stopped');
is(sql('postgres', 'crashed', $outcome), $expected, 'the counts add up');
is(sql('postgres', 'crashed', $disorder), 0,
	'one outcome for each filing, one current report for each agency and year');

# four sessions, whose batches have agencies and years in common
fill('shared');
my @sessions = map { start('postgres', 'shared', 'CALL ingest(batch_size => 100)') } 1 .. 4;
my @output = map { finish($_) } @sessions;
my @settled = map { /ingest: (\d+) settled/ ? $1 : diag($_) && 0 } @output;
my $sum = 0;
$sum += $_ for @settled;
is($sum, $filings, "four sessions settle each filing once (@settled)");
cmp_ok(scalar(grep { $_ > 0 } @settled), '>', 1, 'more than one of them worked');
is(sql('postgres', 'shared', $outcome), $expected, 'the counts add up');
is(sql('postgres', 'shared', $disorder), 0, 'their order is that of the filings');
my $columns = 'filing_id, agency, year, superseded_by, report';
is(sql('postgres', 'public', "SELECT count(*) FROM (
		SELECT $columns FROM shared.report EXCEPT SELECT $columns FROM crashed.report) r"),
	0, 'the result is the same as that of one session');

# corrections that several sessions file at the same time, and decisions beside them
sql('postgres', 'public', "CALL create_registry('direct')");
@sessions = map {
	my $session = $_;
	start('postgres', 'direct',
		map { "INSERT INTO filing (body, agency, year) SELECT body($_), '甲局', 2024" }
		map { 1 + $session + 20 * $_ } 0 .. 19)
} 0 .. 3;
is(join('', map { finish($_) } @sessions), '', 'no session fails');
is(sql('postgres', 'direct', $disorder), 0,
	'reports filed at the same time supersede one another in order');
# the first reports of agencies, each agency's in four sessions at once
@sessions = map {
	my $session = $_;
	start('postgres', 'direct',
		map { "INSERT INTO filing (body, agency, year) SELECT body(" . (1 + $session + 10 * ($_ % 3))
			. "), '新' || " . int($_ / 3) . " || '局', 2024" } 0 .. 89)
} 0 .. 3;
is(join('', map { finish($_) } @sessions), '', 'nor does one that is not the first');
is(sql('postgres', 'direct', $disorder), 0, 'and their order is that of the filings');
my $gate = close_gate();
my $earlier = start('postgres', 'direct', 'BEGIN', "SELECT reject(1, 'x')", $at_gate, 'COMMIT');
wait_for_waiting(1);
my $later = start('postgres', 'direct', "SELECT assign(1, '乙局')");
wait_for_waiting(2);
open_gate($gate);
finish($earlier);
is(finish($later), "rejected\n", 'decisions about one filing wait for one another');
is(sql('postgres', 'direct', $disorder), 0, 'the filing has one outcome');

# a transaction that cannot see a report filed meanwhile: the filing is not to blame
$gate = close_gate();
my $blind = start('postgres', 'direct', 'BEGIN ISOLATION LEVEL REPEATABLE READ',
	'SELECT count(*) FROM report', $at_gate,
	"INSERT INTO filing (body, agency, year) SELECT body(6003), '丙局', 2024", 'COMMIT');
wait_for_waiting(1);
sql('postgres', 'direct',
	"INSERT INTO filing (body, agency, year) SELECT body(6002), '丙局', 2024");
open_gate($gate);
like(finish($blind), qr/duplicate key/, 'a blind transaction fails');
is(sql('postgres', 'direct', "SELECT string_agg(state, ' ') FROM filing_state WHERE agency = '丙局'"),
	'current', 'and leaves no trace');

# the same file twice
is(sql('postgres', 'direct', "WITH again AS (
		INSERT INTO filing (body, source, agency, year)
			SELECT body, 'again', agency, year FROM filing RETURNING 1)
	SELECT count(*) FROM again"), 0, 'a file that is here already is not filed again');
my $two = "INSERT INTO filing (body) VALUES ('two at once')";
$gate = close_gate();
my $first = start('postgres', 'direct', 'BEGIN', $two, $at_gate, 'COMMIT');
wait_for_waiting(1);
my $second = start('postgres', 'direct', $two);
wait_for_waiting(2);
open_gate($gate);
finish($first);
$second = finish($second);
like($second, qr/^$|duplicate key/, 'at the same time it is refused');
is(sql('postgres', 'direct', "SELECT count(*) FROM filing WHERE body = 'two at once'"), 1,
	'and filed once');

# four sessions that ingest beside four that decide, through a crash
my @decisions = (
	"SELECT assign(%d, agency => '甲局', year => 2024)", "SELECT waive(%d, '原件如此')",
	"SELECT prefer(%d, '以此为准')", "SELECT withdraw(%d, '误')",
	"SELECT assign(%d, agency => '乙局')", "SELECT waive(%d, '又')", "SELECT reject(%d, '撤回')");

sub start_deciders
{
	my ($begin) = @_;
	return map {
		my $session = $_;
		start('postgres', 'busy', map { sprintf $decisions[($session + $_) % @decisions],
			1 + ($session * 997 + $_ * 331) % $filings } $begin .. $begin + 79)
	} 1 .. 4;
}

fill('busy');
@sessions = ((map { start('postgres', 'busy', 'CALL ingest(batch_size => 50)') } 1 .. 4),
	start_deciders(0));
for (1 .. 6000)
{
	last if sql('postgres', 'busy', 'SELECT count(*) FROM decision') > 40
	  && sql('postgres', 'busy', 'SELECT waiting FROM progress') < 0.8 * $filings;
	sleep 0.01;
}
crash();
finish($_) for @sessions;
ok(start_server(), 'the server starts after it was killed beneath ingest and decisions');
is(sql('postgres', 'busy', 'SELECT count(*) FROM report JOIN rejection USING (filing_id)'), 0,
	'no filing has two outcomes');
is(sql('postgres', 'busy', $broken_series), 0, 'and no series is broken');
@sessions = ((map { start('postgres', 'busy', 'CALL ingest(batch_size => 50)') } 1 .. 4),
	start_deciders(80));
unlike(join('', map { finish($_) } @sessions), qr/ERROR|FATAL/,
	'neither ingest nor a decision fails beside the others');
sql('postgres', 'busy', 'CALL ingest()');
is(sql('postgres', 'busy', $disorder), 0, 'one outcome for each filing, and series in order');
cmp_ok(sql('postgres', 'busy', 'SELECT count(*) FROM decision'), '>', 320, 'with many decisions');
# the same filings and decisions, one after the other
sql('postgres', 'public', "CALL create_registry('calm')", 'SET session_replication_role = replica',
	'INSERT INTO calm.filing OVERRIDING SYSTEM VALUE SELECT * FROM busy.filing',
	'INSERT INTO calm.decision OVERRIDING SYSTEM VALUE SELECT * FROM busy.decision');
sql('postgres', 'calm', 'CALL ingest()');
$columns = 'filing_id, state, agency, year, superseded_by, reason, detail, waived_because';
is(sql('postgres', 'public', "SELECT count(*) FROM (SELECT $columns FROM busy.filing_state
	EXCEPT SELECT $columns FROM calm.filing_state) s"), 0,
	'what has become of them does not depend on who came first');

# dump and restore
sql('postgres', 'shared', "SELECT waive(10, '原件如此'), assign(17, '乙局', 2024), reject(1, '撤回')");
my $content = 'SELECT md5(string_agg(o::text, chr(10) ORDER BY filing_id)) FROM filing_state o';
my $before = sql('postgres', 'shared', $content);
ok(run_quietly('createdb restored && pg_dump postgres | psql -X -v ON_ERROR_STOP=1 -d restored'),
	'a dump of registries is restored');
is(sql('restored', 'shared', $content), $before, 'with all outcomes and decisions');
is(sql('restored', 'shared', 'SELECT count(*) FROM decision'), 3, 'and none twice');
is(sql('restored', 'shared',
		'SELECT count(*) > 0 AND bool_and(figures = report::disclosure_figures) FROM report'),
	't', 'and with the figures of each report');
is(sql('restored', 'shared',
		"INSERT INTO filing (body)
			SELECT body(i) FROM generate_series($filings - 9, $filings + 1) i",
		'SELECT filings FROM progress'),
	$filings + 1, 'it takes new filings, and the old ones once');
is(sql('restored', 'shared', $disorder), 0, 'and settles them');
$before = sql('restored', 'shared', $content);
like(finish(start('restored', 'shared', 'CALL ingest(again => true)')), qr/settled/,
	'all of them are read again');
is(sql('restored', 'shared', $content), $before, 'which changes nothing');

run_quietly(@as_server, "pg_ctl -D $data -m immediate -w stop");
done_testing();
