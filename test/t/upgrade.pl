#!/usr/bin/env perl
#
# From this version to the next, in which the types have gained attributes: a made-up one, built of
# a copy of these sources. A dump of this version is restored into a new server by the script of
# this version, and updated; and the files of this version's server are opened by the next one's
# library.
# Runs within test/server.sh, and ends within that of the copy.
use strict;
use warnings;
use utf8;
use Cwd qw(abs_path);
use File::Path qw(rmtree);
use File::Temp qw(tempdir);
use FindBin;
use lib $FindBin::Bin;
use Cluster;
use Test::More;

binmode STDOUT, ':encoding(UTF-8)';
my $top = abs_path("$FindBin::Bin/../..");
my ($old) = read_file("$top/govdisclose.control") =~ /^default_version = '(.*)'/m;
my $new = '99.0.0';
my $reports = 60;

# The next version knows a form that has, in its middle, a row and a cell more than that of 2021,
# and an attribute of a report beside them.
my $label = '9.涉及个人隐私的政府信息';

# What must be the same in every version: what the stored values are, not how a report is written.
my $figures_of = "(SELECT string_agg(concat_ws('.', item, column_name, value), ' ' ORDER BY item,
	column_name) FROM report_cells(%s) WHERE value IS NOT NULL)";
my %content = (
	'reports' => "SELECT md5(string_agg(concat_ws('|', id, (report).title, agency, (report).year,
		(report).overview, figures, is_balanced(report), " . sprintf($figures_of, 'report') . "),
		'/' ORDER BY id)) FROM report",
	'figures' => "SELECT md5(string_agg(id || figures::text || disclosure_figures_hash(figures)
		|| encode(disclosure_figures_send(figures), 'hex'), '/' ORDER BY id)) FROM kept",
	'the order of figures' => "SELECT string_agg(id::text, ' ' ORDER BY figures, id) FROM kept",
	'parts' => "SELECT md5(string_agg(concat_ws('|', p.granted, (p.applications).concluded,
		(p.proactive).fees_amount), '/' ORDER BY (p.granted).total)) FROM part p",
	'sums' => "SELECT md5(string_agg(year || " . sprintf($figures_of, 'report') . ", '/'
		ORDER BY year)) FROM total",
	'sums of figures' => "SELECT " . sprintf($figures_of, 's') . " FROM (SELECT sum(figures) AS s
		FROM kept) k",
	'sums of parts' => "SELECT sum(granted)::text || (sum(applications)).granted.total FROM part",
	'the registry' => "SELECT md5(string_agg(state, '/' ORDER BY filing_id)) || (SELECT count(*)
		FROM registry.report WHERE figures IS NOT NULL) FROM registry.filing_state",
);

sub content
{
	my ($database) = @_;
	return { map { $_ => sql($database, $content{$_}) } keys %content };
}

# Changes a file of the copy; what is to be changed must be there.
sub change
{
	my ($path, $from, $to) = @_;
	my $text = read_file($path);
	$text =~ s/$from/$to->()/e or die "$path has no $from\n";
	write_file($path, $text);
}

# Attributes by type, as a script creates them.
sub attributes
{
	my ($script) = @_;
	my %attributes;
	while ($script =~ /^CREATE TYPE (\w+) AS \(\n(.*?)\n\);/gms)
	{
		my ($type, $list) = ($1, $2);
		$attributes{$type} = [ $list =~ /^\t(\w+ \w+),?$/gm ];
	}
	return \%attributes;
}

# What an update has to do: types gain attributes, and these their comments.
sub update_script
{
	my ($before, $after) = map { attributes($_) } @_;
	my @commands;
	for my $type (sort keys %$after)
	{
		my @gained = @{ $after->{$type} };
		my @kept = splice @gained, 0, scalar @{ $before->{$type} };
		die "$type has lost attributes, or has them in another order\n"
		  if "@kept" ne "@{ $before->{$type} }";
		push @commands, map { "ALTER TYPE $type ADD ATTRIBUTE $_ CASCADE;" } @gained;
	}
	die "nothing was gained\n" if !@commands;
	return join "\n", @commands,
	  "CREATE FUNCTION comment_on_types() RETURNS void AS 'MODULE_PATHNAME' LANGUAGE C;",
	  'SELECT comment_on_types();', 'DROP FUNCTION comment_on_types();', '';
}

# The form of 2021 with the licences that were renewed, and a ninth reason of denials.
sub later_form
{
	my ($form) = @_;
	my (@lines, @ninth);
	for my $line (split /^/m, $form)
	{
		push @lines, $line;
		push @lines, $line =~ s/decisions/renewed/r =~ s/本年处理决定数量/本年延续数量/r
		  if $line =~ /\tlicensing\t/;
		push @ninth, $line =~ s/3\.3\.8\tdenied\.\w+/3.3.9\tdenied.personal_privacy/r =~
		  s/8\.属于行政查询事项/$label/r if $line =~ /\t3\.3\.8\t/;
		push @lines, splice @ninth if @ninth == 7;
	}
	return join '', @lines;
}

# The next version: its sources, with the script of this version kept beside its own.
sub make_next_version
{
	my ($copy) = @_;
	my @sources = map { "$top/$_" }
	  qw(Makefile META.json CHANGELOG.md govdisclose.control debian src sql test);
	mkdir $copy or die "$copy: $!";
	system('cp', '-a', @sources, $copy) == 0 or die "cannot copy the sources\n";
	run_quietly("make -s -C $copy freeze") or die "cannot keep the script\n";
	for my $file (map { "$copy/$_" } qw(govdisclose.control META.json))
	{
		write_file($file, read_file($file) =~ s/\Q$old\E/$new/gr);
	}
	change("$copy/debian/changelog", qr/\([0-9.]+\)/, sub { "($new)" });
	change("$copy/CHANGELOG.md", qr/^## /m, sub { "## $new\n\n- made up\n\n## " });
	write_file("$copy/src/form/forms.tsv", read_file("$copy/src/form/forms.tsv") .
		"2099\t国办公开办函〔2099〕1号\t2\t1\n");
	write_file("$copy/src/form/form-2099.tsv",
		later_form(read_file("$copy/src/form/form-2021.tsv")));
	change("$copy/src/form/Types.pm", qr/('other_matters'.*?\])\);/s,
		sub { "$1,\n\t[ 'remark', 'text', 'What the made-up version adds' ]);" });
	change("$copy/src/pg/composites.h", qr/(REPORT_OTHER_MATTERS,)/,
		sub { "$1\n\tREPORT_REMARK," });
	run_quietly("make -s -C $copy sql/types.gen.sql") or die "no types\n";
	write_file("$copy/sql/govdisclose--$old--$new.sql",
		update_script(map { read_file("$copy/sql/$_") } "released/govdisclose--$old.sql",
			'types.gen.sql'));
}

# This version: a server in the folder with reports in it, its dump, and figures as binary.
sub make_this_version
{
	my ($folder) = @_;
	my $cluster = Cluster->new($folder);
	$cluster->init;
	$cluster->start or die "the server did not start\n";
	sql('postgres', "CREATE EXTENSION govdisclose VERSION '$old'");
	run_quietly("psql -Xq -v ON_ERROR_STOP=1 -f $FindBin::Bin/upgrade.sql") or die "no reports\n";
	my $content = content('postgres');
	write_file("$folder/content", join '', map { "$_\t$content->{$_}\n" } sort keys %content);
	run_quietly("pg_dump -f $folder/dump.sql postgres") or die "pg_dump failed\n";
	sql('postgres', "\\copy kept TO '$folder/kept.bin' WITH (FORMAT binary)");
	$cluster->stop or die "the server did not stop\n";
}

sub same_content
{
	my ($database, $wanted, $when) = @_;
	my $content = content($database);
	is($content->{$_}, $wanted->{$_}, "$when: $_") for sort keys %content;
}

# What has been stored stays valid and is found, by indexes, too.
sub still_valid
{
	my ($database, $when) = @_;
	my $check = 'ALTER TABLE report ADD CONSTRAINT again CHECK (assert_balanced(report))';
	is(sql($database, $check, 'ALTER TABLE report DROP CONSTRAINT again', 'SELECT 1'), 1,
		"$when: old rows are valid");
	my $self = 'SELECT count(*) FROM kept k WHERE figures = (SELECT f.figures FROM kept f WHERE
		f.figures = k.figures)';
	for my $index (qw(kept_btree kept_hash))
	{
		my $other = $index eq 'kept_btree' ? 'kept_hash' : 'kept_btree';
		is(sql($database, 'BEGIN', "DROP INDEX $other", 'SET enable_seqscan = off', $self),
			$reports, "$when: $index finds all old rows");
	}
	is(sql($database, 'SELECT count(*) FROM kept k JOIN parted p ON p.figures = k.figures
		AND p.id = k.id AND satisfies_hash_partition(\'parted\'::regclass, 2,
		CASE p.tableoid::regclass::text WHEN \'parted_0\' THEN 0 ELSE 1 END, k.figures)'), $reports,
		"$when: old rows are in their partitions");
	is(sql($database, 'SELECT count(*) FROM report WHERE parse_report(body(id)) = report AND
		parse_report(body(id))::disclosure_figures = figures'), $reports * 2 / 5,
		"$when: texts are read as before");
}

# The types have what they have gained, and old rows have none of it.
sub takes_new_rows
{
	my ($database, $when) = @_;
	my ($one, $concluded) = ('| 0 | 0 | 0 | 0 | 0 | 1 | 1', '（七）总计 | 7 | 0 | 0 | 0 | 0');
	my $text = "replace(replace(body(7), '$concluded | 2 | 9', E'（三）不予公开 | $label $one |\\n"
		. "$concluded | 3 | 10'), '数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0', '数量 $one')";
	is(sql($database, "INSERT INTO report SELECT 1000, parse_report($text)",
		'UPDATE report SET report.proactive.licensing_renewed = 5 WHERE id = 1000',
		'INSERT INTO kept SELECT id, figures FROM report WHERE id = 1000',
		'SELECT (report).form, (report).applications.denied_personal_privacy,
			(r).applications.denied_personal_privacy, (r).proactive.licensing_renewed
			FROM report, CAST(figures AS disclosure_report) r WHERE id = 1000'),
		'2099|(0,0,0,0,0,1,1)|(0,0,0,0,0,1,1)|5', "$when: new rows have new cells");
	is(sql($database, 'SELECT count(*), count((report).applications.denied_personal_privacy.total),
		(sum(report)).applications.denied_personal_privacy.total, (sum(figures)).proactive
		.licensing_renewed, (coverage(figures)).applications.denied_personal_privacy.total
		FROM report'), $reports + 1 . '|1|1|5|1', "$when: old ones have none, and sums take both");
	is(sql($database, "SELECT figures::text::disclosure_figures = figures, to_jsonb(figures) #>
		'{applications,denied_personal_privacy,total}' FROM kept WHERE id IN (1000, 1)
		ORDER BY id"), "t|null\nt|1", "$when: text and JSON of both");
	is(sql($database, 'SELECT count(*), count(DISTINCT figures) FROM kept'),
		$reports + 1 . '|' . ($reports + 1), "$when: they differ in a new cell");
	is(sql($database, "UPDATE report SET report.remark = 'x' WHERE id IN (1, 1000)",
		'SELECT count(*) FROM report WHERE (report).remark IS NOT NULL'), 2,
		"$when: old rows take new attributes");
	sql($database, 'DELETE FROM report WHERE id = 1000', 'DELETE FROM kept WHERE id = 1000',
		'UPDATE report SET report.remark = NULL');
}

my $members = "SELECT string_agg(pg_describe_object(classid, objid, 0) || coalesce((SELECT
	string_agg(concat_ws(' ', attname, atttypid::regtype, col_description(attrelid, attnum)), ','
	ORDER BY attnum) FROM pg_attribute a JOIN pg_type t ON t.typrelid = attrelid WHERE attnum > 0
	AND classid = 'pg_type'::regclass AND t.oid = objid), ''), chr(10) ORDER BY 1) FROM pg_depend
	WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e' AND refobjid = (SELECT oid FROM
	pg_extension WHERE extname = 'govdisclose')";

# The dump in a new server, as docs/upgrading.md says.
sub test_dump
{
	my ($folder, $wanted) = @_;
	my $restore = "psql -Xq -v ON_ERROR_STOP=1 -f $folder/dump.sql -d";
	sql('postgres', 'CREATE DATABASE too_new');
	is(system("$restore too_new >/dev/null 2>&1") >> 8, 3,
		'a dump of reports is not restored by a script whose types have more attributes');
	sql('postgres', 'CREATE DATABASE restored');
	sql('restored', "CREATE EXTENSION govdisclose VERSION '$old'");
	ok(run_quietly("$restore restored"), 'by that of its own version it is');
	same_content('restored', $wanted, 'restored');
	still_valid('restored', 'restored');
	sql('restored', 'ALTER EXTENSION govdisclose UPDATE');
	is(sql('restored', "SELECT extversion FROM pg_extension WHERE extname = 'govdisclose'"), $new,
		'the extension is updated');
	same_content('restored', $wanted, 'updated');
	still_valid('restored', 'updated');
	takes_new_rows('restored', 'updated');
	sql('restored', 'CREATE TABLE sent (LIKE kept)',
		"\\copy sent FROM '$folder/kept.bin' WITH (FORMAT binary)");
	is(sql('restored', 'SELECT count(*) FROM sent JOIN kept USING (id, figures)'), $reports,
		'bytes of the version before are received');
	sql('postgres', 'CREATE DATABASE fresh');
	sql('fresh', 'CREATE EXTENSION govdisclose');
	is(sql('restored', $members), sql('fresh', $members),
		'an update is the same as a new installation');
	sql('postgres', 'CREATE DATABASE again');
	ok(run_quietly("pg_dump restored | psql -Xq -v ON_ERROR_STOP=1 -d again"),
		'a dump of the new version is restored');
	same_content('again', $wanted, 'restored again');
}

# The files of the old server under the new library, as after an update of packages or pg_upgrade.
sub test_files
{
	my ($folder, $wanted) = @_;
	my $cluster = Cluster->new($folder);
	ok($cluster->start, 'the old server starts with the new library');
	same_content('postgres', $wanted, 'new library');
	still_valid('postgres', 'new library');
	sql('postgres', 'ALTER EXTENSION govdisclose UPDATE');
	same_content('postgres', $wanted, 'updated in place');
	still_valid('postgres', 'updated in place');
	takes_new_rows('postgres', 'updated in place');
	$cluster->stop;
}

# What must not happen to a released version is found by the test of the files.
sub test_files_agree
{
	my ($next) = @_;
	my $check = "python3 $next/test/metadata.py";
	ok(run_quietly($check), 'the files of the next version agree');
	for my $damage (
		[ "released/govdisclose--$old.sql", 's/^\tbusiness bigint,\n//m',
			'an attribute was put between others' ],
		[ "govdisclose--$old--$new.sql", undef, 'no script updates the old version' ])
	{
		my ($file, $edit, $what) = @$damage;
		rename "$next/sql/$file", "$next/kept" or die "$file: $!";
		system("perl -0pe '$edit' $next/kept >$next/sql/$file") if defined $edit;
		isnt(system("$check >/dev/null"), 0, "they do not where $what");
		rename "$next/kept", "$next/sql/$file" or die "$file: $!";
	}
	ok(run_quietly($check), 'and agree again');
}

if (($ARGV[0] // '') ne '--next')
{
	my $parent = $ENV{PGDATA} =~ s{/[^/]*$}{}r;
	my $folder = tempdir('upgrade.XXXXXX', DIR => $parent);
	chmod 0755, $folder;
	make_this_version($folder);
	make_next_version("$folder/next");
	$ENV{MAKEFLAGS} = 'with_llvm=no';
	exec "$folder/next/test/server.sh", $^X, abs_path($0), '--next', $folder or die "exec: $!";
}
my $folder = $ARGV[1];
my %wanted = map { chomp; split /\t/, $_, 2 } split /^/m, read_file("$folder/content");
test_files_agree("$folder/next");
test_dump($folder, \%wanted);
test_files($folder, \%wanted);
rmtree($folder);
done_testing();
