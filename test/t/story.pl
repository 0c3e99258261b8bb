#!/usr/bin/env perl
#
# A registry as an office sees it: an agency that is renamed, two districts whose offices have the
# same short name, a correction that takes a cell back, and a year that is approved.
# Runs within test/server.sh.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8 encode_utf8);
use FindBin;
use lib $FindBin::Bin;
use Cluster;
use Test::More;

binmode STDOUT, ':encoding(UTF-8)';
binmode(Test::More->builder->$_, ':encoding(UTF-8)') for qw(output failure_output todo_output);

# The last statement's result, in the registry.
sub ask
{
	my @statements = map { encode_utf8($_) } 'SET search_path = city, public', @_;
	return decode_utf8(sql('story', @statements));
}

# What a statement is refused with.
sub refusal
{
	my ($statement) = @_;
	my $text = encode_utf8("SET search_path = city, public; $statement");
	open(my $psql, '-|', 'sh', '-c', 'psql -XqAt -d story -c "$0" 2>&1', $text) or die;
	local $/;
	my $output = decode_utf8(<$psql>);
	close $psql;
	return $output;
}

# A report with three rows of figures, all in the first column and the last.
sub report
{
	my ($agency, $year, %row) = @_;
	my $line = sub { "$_[0] | " . join(' | ', $_[1], (0) x 5, $_[1]) . " |\n" };
	return "$agency${year}年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
	  . "| 项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n"
	  . $line->('一、本年新收政府信息公开申请数量', $row{received})
	  . $line->('二、上年结转政府信息公开申请数量', $row{carried_in})
	  . (defined $row{granted} ? $line->('三、本年度办理结果 | （一）予以公开', $row{granted}) : '')
	  . $line->('（七）总计', $row{concluded})
	  . $line->('四、结转下年度继续办理', $row{carried_out}) . ($row{more} // '');
}

sub file_report
{
	my ($source, $body, $parent) = @_;
	ask(sprintf 'INSERT INTO filing (source, body, parent) VALUES ($a$%s$a$, $a$%s$a$, %s)',
		$source, $body, $parent ? "\$a\$$parent\$a\$" : 'NULL');
	return state($source);
}

sub state
{
	my ($source) = @_;
	return ask("SELECT concat_ws(': ', state, reason) FROM filing_state WHERE source = '$source'");
}

sub sum_of
{
	my ($year) = @_;
	return ask("SELECT reports, figure(figures, 'received', 'total') FROM consolidated
		WHERE year = $year");
}

sub test_rename
{
	my $series = "SELECT string_agg(concat(agency, ' ', year, ' ', carried_out_before, '→',
		carried_in), '; ' ORDER BY year) FROM carryover WHERE column_name = 'total'";
	file_report('2022', report('临川市教育局', 2022,
		received => 20, carried_in => 0, granted => 18, concluded => 18, carried_out => 2));
	file_report('2023', report('临川市教育局', 2023,
		received => 30, carried_in => 2, granted => 29, concluded => 29, carried_out => 3));
	file_report('2024', report('临川市教育体育局', 2024,
		received => 40, carried_in => 3, granted => 42, concluded => 42, carried_out => 1));
	is(ask($series), '临川市教育局 2023 2→2', 'after a reform an agency has another name');
	ask("INSERT INTO agency (name, successor) VALUES ('临川市教育局', '临川市教育体育局')");
	is(ask($series), '临川市教育局 2023 2→2; 临川市教育体育局 2024 3→3',
		'its successor goes on with what it left');
	ask("DELETE FROM agency");
	ask("INSERT INTO agency_name (name, agency, kind, last_year)
		VALUES ('临川市教育局', '临川市教育体育局', 'former', 2023)");
	is(ask($series), '临川市教育体育局 2023 2→2; 临川市教育体育局 2024 3→3',
		'or all of its reports are those of the agency under its new name');
	is(ask("SELECT string_agg(year::text, ' ' ORDER BY year) FROM figures_flat
		WHERE agency = '临川市教育体育局'"), '2022 2023 2024', 'which is one series');
}

sub test_districts
{
	my %row = (carried_in => 0, carried_out => 0);
	my $east = report('区科学技术局', 2024, %row, received => 5, granted => 5, concluded => 5);
	my $west = report('区科学技术局', 2024, %row, received => 9, granted => 9, concluded => 9);
	is(file_report('east', $east, '东区人民政府'), 'rejected: no agency',
		'a short name is the name of no agency');
	is(file_report('west', $west, '西区人民政府'), 'rejected: no agency', 'nor in another district');
	like(ask("SELECT hint FROM filing_state WHERE source = 'east'"), qr/agency_name/,
		'what to do about it is said');
	is(sum_of(2024), '1|40', 'they are in no sum');
	ask("INSERT INTO agency_name (name, agency, kind, parent) VALUES
		('区科学技术局', '临川市东区科学技术局', 'short', '东区人民政府'),
		('区科学技术局', '临川市西区科学技术局', 'short', '西区人民政府')");
	is(ask("SELECT string_agg(concat(source, ' ', state, ' ', agency), '; ' ORDER BY source)
		FROM filing_state WHERE source IN ('east', 'west')"),
		'east current 临川市东区科学技术局; west current 临川市西区科学技术局',
		'each district has its own, once somebody says so');
	is(sum_of(2024), '3|54', 'and both are in the sum');
}

sub test_correction
{
	my %row = (received => 41, carried_in => 3, concluded => 43, carried_out => 1);
	is(file_report('without a row', report('临川市教育体育局', 2024, %row)),
		'rejected: fewer figures', 'a correction that lost a row does not replace the report');
	like(ask("SELECT detail FROM filing_state WHERE source = 'without a row'"),
		qr/^3: granted\.natural_person .*予以公开.*\(7\)$/, 'which cells it lost is said');
	is(sum_of(2024), '3|54', 'the sum stays what it was');
	is(ask("SELECT prefer(filing_id, '以更正为准') FROM filing_state WHERE source = 'without a row'"),
		'current', 'unless the office prefers it');
	is(sum_of(2024), '3|55', 'with what it says');
	is(ask("SELECT withdraw(filing_id, '误') FROM filing_state WHERE source = 'without a row'"),
		'rejected', 'which can be withdrawn');
	is(state('2024'), 'current', 'so that the complete report counts again');
	is(file_report('blank', report('临川市教育体育局', 2024, %row,
		more => "注：更正后重新发布。\n", granted => '/')), 'current',
		'one that shows the cells blank takes them back');
	is(ask("SELECT received, granted IS NULL FROM (SELECT figure(figures, 'received', 'total')
		AS received, figure(figures, 'granted', 'total') AS granted FROM report
		WHERE superseded_by IS NULL AND agency = '临川市教育体育局' AND year = 2024) r"), '41|t',
		'and they are unknown, not 0');
}

sub test_approval
{
	my %row = (received => 50, carried_in => 3, granted => 52, concluded => 52, carried_out => 1);
	is(ask("SELECT approve(2024, '市政府常务会议审定')"), 'approved', 'the year is approved');
	my $before = ask("SELECT md5(string_agg(r::text, '' ORDER BY filing_id)) FROM report r");
	is(file_report('too late', report('临川市教育体育局', 2024, %row)), 'rejected: approved',
		'what comes afterwards does not count');
	my $error = refusal("SELECT reject(filing_id, 'x') FROM filing_state WHERE source = 'blank'");
	like($error, qr/ERROR: .*2024.*HINT: .*reopen/s, 'decisions are refused, and how to is said');
	is(ask("SELECT md5(string_agg(r::text, '' ORDER BY filing_id)) FROM report r"), $before,
		'nothing has changed');
	ask("INSERT INTO agency_name (name, agency) VALUES ('临川市东区科学技术局', '临川市东区科技局')");
	is(ask("SELECT md5(string_agg(r::text, '' ORDER BY filing_id)) FROM report r"), $before,
		'nor does a name change it');
	is(ask("SELECT reopen(2024, '补报')"), 'open', 'it is opened again');
	is(state('too late'), 'current', 'and what came meanwhile counts');
	is(ask("SELECT agency FROM filing_state WHERE source = 'east'"), '临川市东区科技局',
		'with the names of now');
}

sql('postgres', 'CREATE DATABASE story');
sql('story', 'CREATE EXTENSION govdisclose', "CALL create_registry('city')");
test_rename();
test_districts();
test_correction();
test_approval();
is(ask("SELECT count(*) FROM filing_state WHERE state IS NULL"), '0', 'every filing has a state');
sql('postgres', 'DROP DATABASE story');
done_testing();
