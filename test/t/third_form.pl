#!/usr/bin/env perl
#
# A third form, made up: one row and one identity more than that of 2021, and another label. It is
# data alone: three files of a copy of these sources, which is built and reads, checks, adds up,
# prints and stores reports of all three forms. What this version has stored is as valid as before.
# Runs within test/server.sh, and ends within that of the copy.
use strict;
use warnings;
use utf8;
use Cwd qw(abs_path);
use Encode qw(decode_utf8);
use File::Path qw(rmtree);
use File::Temp qw(tempdir);
use FindBin;
use lib $FindBin::Bin;
use Cluster;
use Test::More;

binmode STDOUT, ':encoding(UTF-8)';
my $top = abs_path("$FindBin::Bin/../..");

# The result of the last statement, as characters.
sub query { return decode_utf8(sql('postgres', @_)) }

# The form of 2021 with a ninth reason of denials, and another name for coercion.
sub third_form
{
	my ($form) = @_;
	my @ninth = grep { s/3\.3\.8\t\S+\t(\w+)\t\S+/3.3.9\tdenied.secret_of_work\t$1\t9.工作秘密/ }
	  split /^/m, $form;
	$form =~ s/(.*\t3\.3\.8\t[^\n]*\n)/$1 . join '', @ninth/es;
	$form =~ s/行政强制/行政强制措施/g;
	return $form;
}

sub make_copy
{
	my ($copy) = @_;
	my @sources = map { "$top/$_" }
	  qw(Makefile META.json CHANGELOG.md govdisclose.control src sql test);
	mkdir $copy or die "$copy: $!";
	system('cp', '-a', @sources, $copy) == 0 or die "cannot copy the sources\n";
	my %text = (
		'forms.tsv' => read_file("$top/src/form/forms.tsv") . "2026\t国办公开办函〔2026〕1号\t2\t2\n",
		'form-2026.tsv' => third_form(read_file("$top/src/form/form-2021.tsv")),
		'identities.tsv' => read_file("$top/src/form/identities.tsv")
		  . "2\t-\tstock\t2\trow\tin_force\tissued repealed\n");
	write_file("$copy/src/form/$_", $text{$_}) for keys %text;
}

# What differs between the sources and their copy, apart from what is made.
sub touched_files
{
	my ($copy) = @_;
	my @made = map { "-x '$_'" } qw(*.o *.bc *.so *.gen.* fold_generate govdisclose-load);
	my $differ = qx{diff -rq @made $top/src $copy/src} =~ s/\Q$copy\E\///gr;
	$differ =~ s/^Files \S+ and (\S+) differ$/$1/gm;
	$differ =~ s/^Only in (\S+): (\S+)$/$1\/$2/gm;
	return join "\n", sort split /\n/, $differ;
}

# A report as JSON with 0 in every cell of its form, but for the given ones.
my $setup = <<'SQL';
CREATE FUNCTION report(form int, proactive_form int, more jsonb) RETURNS disclosure_report
LANGUAGE sql AS $$
	WITH empty AS (SELECT jsonb_populate_record(NULL::disclosure_report, jsonb_build_object(
			'title', '某市某局' || form || '年政府信息公开工作年度报告', 'agency', '某市某局', 'year', form,
			'form', form, 'proactive_form', proactive_form)) AS r),
	part AS (SELECT CASE section WHEN 2 THEN 'proactive' WHEN 3 THEN 'applications'
			ELSE 'disputes' END AS part, translate(item, '.', '_') AS name, section, column_name
		FROM empty, report_cells(r)),
	nested AS (SELECT part, name, jsonb_object_agg(column_name, 0) AS cells
		FROM part WHERE section > 2 GROUP BY part, name),
	tree AS (SELECT jsonb_object_agg(part, rows) AS j FROM (
		SELECT part, jsonb_object_agg(name,
			cells || coalesce(more #> ARRAY[part, name], '{}')) AS rows
		FROM nested GROUP BY part
		UNION ALL SELECT part, jsonb_object_agg(name || '_' || column_name, 0)
			|| coalesce(more -> part, '{}') FROM part WHERE section = 2 GROUP BY part) s)
	SELECT jsonb_populate_record(r, j) FROM empty, tree $$;
CREATE TABLE stored (id int, report disclosure_report CHECK (assert_balanced(report)),
	figures disclosure_figures, printed text);
SQL
my $one = '"natural_person": 1, "total": 1';
my %report = map { my ($form, $row) = @$_; $form => "report($form, $form, '{\"applications\":
	{\"received\": {$one}, \"concluded\": {$one}, \"$row\": {$one}}}')" }
  ([ 2019, 'other_undivided' ], [ 2021, 'denied_state_secret' ], [ 2026, 'denied_secret_of_work' ]);

sub store
{
	my ($form) = @_;
	return "INSERT INTO stored SELECT $form, r, r::disclosure_figures, format_report(r)
		FROM CAST($report{$form} AS disclosure_report) r";
}

# A server with this version and reports of the two forms that it knows.
sub make_old_rows
{
	my ($folder) = @_;
	my $cluster = Cluster->new($folder);
	$cluster->init;
	$cluster->start or die "the server did not start\n";
	sql('postgres', 'CREATE EXTENSION govdisclose', $setup, store(2019), store(2021));
	$cluster->stop or die "the server did not stop\n";
}

sub test_old_rows
{
	my ($folder) = @_;
	my $host = $ENV{PGHOST};
	my $cluster = Cluster->new($folder);
	ok($cluster->start, 'the old server starts with the new library');
	my $again = 'ALTER TABLE stored ADD CONSTRAINT again CHECK (assert_balanced(report))';
	is(query( $again, 'SELECT count(*) FROM stored WHERE is_balanced(report)'), 2,
		'old rows are valid');
	is(query( 'SELECT count(*) FROM stored WHERE figures = report::disclosure_figures
		AND parse_report(printed)::disclosure_figures = figures
		AND format_report(report) = printed'), 2,
		'their figures, their text and what is printed of them are the same');
	$cluster->stop;
	$ENV{PGHOST} = $host;
}

sub test_reading
{
	is(query( 'SELECT id, (r).form, (r).proactive_form, r::disclosure_figures = figures
		FROM stored, parse_report(printed) r ORDER BY id'),
		join("\n", map { "$_|$_|$_|t" } 2019, 2021, 2026),
		'reports of each form are read in it');
	is(query( "SELECT label, value FROM stored, report_cells(report) WHERE id = 2026
		AND (item, column_name)
		IN (('denied.secret_of_work', 'total'), ('coercion', 'decisions'))"),
		"行政强制措施：本年处理决定数量|0\n9.工作秘密：总计|1", 'its row and its label are listed');
	is(query( "SELECT string_agg(number, ' ') FROM (SELECT DISTINCT number FROM stored,
		report_cells(report) WHERE id = 2026 AND number ~ '^3.3' ORDER BY 1) n"),
		join(' ', map { "3.3.$_" } 1 .. 9), 'where the outline has it');
	is(query( "SELECT count(*) FROM stored, report_cells(report)
		WHERE id < 2026 AND item = 'denied.secret_of_work'"), 0, 'and only there');
}

sub test_checks
{
	my $wrong = q('{"proactive": {"regulations_in_force": 3, "regulations_issued": 1},
		"applications": {"denied_secret_of_work": {"total": 1}}}');
	is(query( "SELECT rule, item, column_name FROM
		report_violations(report(2026, 2026, $wrong)) WHERE severity = 'error'"),
		"outcomes||total\napplicants|denied.secret_of_work|\nstock|regulations|",
		'its identities hold, that of its row and the new one, too');
	is(query( q(SELECT is_balanced(report(2021, 2021,
		'{"proactive": {"regulations_in_force": 3, "regulations_issued": 1}}')))), 't',
		'for reports of other forms the new one means nothing');
	is(query( "SELECT (complete_report(jsonb_populate_record(report, jsonb_build_object(
		'applications', to_jsonb((report).applications) || '{\"denied_secret_of_work\": null}'))))
		.applications.denied_secret_of_work FROM stored WHERE id = 2026"), '(1,0,0,0,0,0,1)',
		'its row is completed');
	is(query( 'SELECT id FROM stored, complete_report(report) r WHERE r IS DISTINCT FROM
		report'), '', 'nothing is completed where it is not');
}

sub test_sums
{
	is(query( 'SELECT (sum(report)).form, (sum(figures)).applications.received.total,
		(sum(report)).applications.denied_secret_of_work.total, (coverage(figures)).applications
		.denied_secret_of_work.total FROM stored'), '|3|1|1', 'reports of three forms add up');
	is(query( 'SELECT count(*) FROM stored WHERE figures::text::disclosure_figures = figures
		AND (figures::disclosure_report).form = id'), 3, 'figures are stored');
	is(query( 'SELECT (sum(state)).applications.denied_secret_of_work.total FROM (
		SELECT sum_state(figures)::text::disclosure_sum AS state FROM stored GROUP BY id) s'), 1,
		'and so are sums');
}

sub test_printing
{
	is(query( "SELECT count(*) FROM stored, unnest('{text,markdown,html}'::text[]) f
		WHERE parse_report(format_report(report, f))::disclosure_figures = figures"), 9,
		'all formats are read again');
	is(query( "SELECT id FROM stored WHERE printed LIKE '%9.工作秘密%行政强制措施%'
		OR printed LIKE '%行政强制措施%9.工作秘密%'"), 2026, 'its label and its row are printed');
	is(query( "SELECT (r).form, (r).proactive_form,
		r::disclosure_figures = given::disclosure_figures FROM CAST(report(2026, 2019,
		'{\"proactive\": {\"regulations_made\": 2}}') AS disclosure_report) given,
		parse_report(format_report(given)) r"), '2026|2019|t', 'and so is a report of two forms');
}

sub test_registry
{
	is(query( "CALL create_registry('next')",
		"SELECT count(*), count(col_description(attrelid, attnum)) FROM pg_attribute
			WHERE attrelid = 'next.figures_flat'::regclass
				AND attname LIKE 'applications\\_denied\\_secret\\_of\\_work\\_%'"), '7|7',
		'the flat view has its cells, explained');
	is(query(
		"INSERT INTO next.filing (body, agency) SELECT printed, '某市某局' || id FROM stored",
		"SELECT year, applications_denied_secret_of_work_total, (SELECT value FROM next.cell c
				WHERE item = 'denied.secret_of_work' AND column_name = 'total' AND c.year = f.year)
			FROM next.figures_flat f ORDER BY year"), "2019||\n2021||\n2026|1|1", 'and shows them');
}

if (($ARGV[0] // '') ne '--next')
{
	my $parent = $ENV{PGDATA} =~ s{/[^/]*$}{}r;
	my $folder = tempdir('third.XXXXXX', DIR => $parent);
	chmod 0755, $folder;
	make_old_rows($folder);
	$ENV{MAKEFLAGS} = 'with_llvm=no';
	make_copy("$folder/next");
	exec "$folder/next/test/server.sh", $^X, abs_path($0), '--next', $folder or die "exec: $!";
}
my $folder = $ARGV[1];
is(touched_files("$folder/next"), join("\n", map { "src/form/$_" } qw(form-2026.tsv forms.tsv
	identities.tsv)), 'a third form is three files, none of them C');
is(system("perl $folder/next/src/form/generate.pl published | head -n 82 |"
	  . " cmp -s - $top/expected/identities.txt"), 0, 'the published identities are as they were');
test_old_rows($folder);
sql('postgres', 'CREATE EXTENSION govdisclose', $setup, map { store($_) } sort keys %report);
test_reading();
test_checks();
test_sums();
test_printing();
test_registry();
my $score = "python3 $folder/next/test/layouts/score.py --min-coverage 1 $top/test/data";
is(system("$score >/dev/null"), 0, 'the samples of the two forms are read as before');
rmtree($folder);
done_testing();
