#!/usr/bin/env perl
#
# Turns the rates (metrics.tsv), the views of the registry (views.tsv) and the names of the forms into
#
#   dictionary.pl source   dictionary.gen.c: the tables behind dictionary.h
#   dictionary.pl english  docs/metrics.md
#   dictionary.pl chinese  docs/metrics.zh.md
#
# A rate of cells that no form has, and a view's column that is explained twice, fail it.
#
use strict;
use warnings;
use utf8;
use File::Basename qw(dirname);
use lib dirname(__FILE__);
use Tables;

binmode STDOUT, ':encoding(UTF-8)';
binmode STDERR, ':encoding(UTF-8)';

my @forms = (2021, 2019);
my (@items, %row_label, %column_label);

sub without_number { my ($label) = @_; $label =~ s/^(?:[0-9]+[.、]|（[一二三四五六七八九十]+）|[一二三四]、)//; return $label }
sub in_words { my ($name) = @_; $name =~ s/\./: /g; $name =~ tr/_/ /; return $name }

sub read_forms
{
	for my $form (@forms)
	{
		for my $cell (read_table("form-$form.tsv"))
		{
			push @items, $cell->{item} if !$row_label{ $cell->{item} };
			$row_label{ $cell->{item} } //= $cell->{item_label};
			$column_label{ $cell->{item} }{ $cell->{column} } //= $cell->{column_label};
		}
	}
}

# The results of applications by group: the label of the group, else that of its only row.
sub categories
{
	my %group = map { $_->{name} => $_->{label} } reverse grep { $_->{role} eq 'group' } read_table('labels.tsv');
	return map { [ 'category', $_, without_number($row_label{$_} // $group{"3.$_"} // die "no label of $_\n") =~ s/（.*//r, in_words($_) ] }
	  qw(granted partly_granted denied unavailable not_processed other);
}

sub names
{
	my %seen;
	my @agency = grep { $_->{name} ne '-' && $_->{kind} ne 'prefix' } read_table('agencies.tsv');
	return (
		categories(),
		(map { [ 'applicant', $_, $column_label{received}{$_}, in_words($_) ] } qw(natural_person business research public_interest legal_service other)),
		(map { [ 'item', $_, without_number($row_label{$_}), in_words($_) ] } @items),
		(map { [ $_->{kind}, $_->{name}, $_->{label}, in_words($_->{name}) ] } @agency));
}

# "denied.*.total" are the totals of all items in the group.
sub terms
{
	my ($list) = @_;
	my @terms;
	for my $term (split / /, $list)
	{
		my ($item, $column) = $term =~ /^(.*)\.(\w+)$/;
		my $group = $item =~ s/\.\*$//r;
		my @found = grep { exists $column_label{$_}{$column} && ($_ eq $item || ($item ne $group && /^\Q$group\E\./)) } @items;
		die "metrics.tsv: no form has $term\n" if !@found;
		push @terms, map { [ $_, $column ] } @found;
	}
	return @terms;
}

sub print_terms
{
	my ($name, $list) = @_;
	print "static const GdTerm $name\[] = {", (map { "{GD_ROW_" . uc($_->[0] =~ tr/./_/r) . ", GD_COLUMN_\U$_->[1]}, " } terms($list)), "{GD_NO_ROW, GD_COLUMN_COUNT}};\n";
}

sub term_label
{
	my ($term) = @_;
	my ($item, $column) = $term =~ /^(.*)\.(\w+)$/;
	my %category = map { $_->[1] => $_->[2] } categories();
	return $category{$1} if $item =~ /^(\w+)\.\*$/;
	return "三$row_label{$item}" if $item eq 'concluded';
	my $label = without_number($row_label{$item}) =~ s/（.*//r;
	return $column eq 'total' && !exists $column_label{$item}{upheld} ? $label : "$label：$column_label{$item}{$column}";
}

sub sum_of
{
	my @labels = @_;
	return @labels > 1 ? '（' . join(' + ', @labels) . '）' : $labels[0];
}

sub formula { my ($metric) = @_; return join ' ÷ ', map { sum_of(map { term_label($_) } split / /, $metric->{$_}) } qw(numerator base) }
sub english_formula { my ($metric) = @_; return join ' / ', map { my @t = split / /, $metric->{$_}; @t > 1 ? '(' . join(' + ', @t) . ')' : $t[0] } qw(numerator base) }

# Columns that several views have are explained once, under the view *.
sub view_columns
{
	my %seen;
	my @columns = read_table('views.tsv');
	for my $column (@columns) { die "views.tsv has $column->{view}.$column->{column} twice\n" if $seen{"$column->{view}.$column->{column}"}++ }
	return @columns;
}

sub print_source
{
	my @metrics = read_table('metrics.tsv');
	print "/* Made by src/form/dictionary.pl from the tables beside it; not to be edited. */\n#include \"form/dictionary.h\"\n\n";
	for my $metric (@metrics) { print_terms("$metric->{metric}_$_", $metric->{$_}) for qw(numerator base) }
	print "\nconst GdMetric gd_metrics[] = {\n";
	for my $metric (@metrics)
	{
		my @texts = map { quoted($_) } $metric->{metric}, $metric->{label}, $metric->{english}, formula($metric),
		  (map { join ' + ', split / /, $metric->{$_} } qw(numerator base)), $metric->{note}, $metric->{chinese_note};
		print "\t{", join(', ', @texts), ", $metric->{minimum}, $metric->{metric}_numerator, $metric->{metric}_base},\n";
	}
	print "\t{NULL}\n};\n\nconst GdName gd_names[] = {\n", (map { "\t{" . join(', ', map { quoted($_) } @$_) . "},\n" } names()), "\t{NULL}\n};\n";
	print "\nconst GdViewColumn gd_view_columns[] = {\n";
	print "\t{", join(', ', map { quoted($_) } $_->{view} eq '*' ? '' : $_->{view}, @$_{qw(column chinese english)}), "},\n" for view_columns();
	print "\t{NULL}\n};\n";
}

my %words = (
	english => {
		head => "# The rates and the views of a registry\n\nGenerated by `src/form/dictionary.pl` from `src/form/metrics.tsv` and `views.tsv`. [中文](metrics.zh.md)\n",
		rates => "## Rates\n\n`agency_metrics`, `report_metrics(report)` and, in SQL, this table: `metric_dictionary()`. The cells are those of [form.md](form.md).\n"
		  . "A numerator or base with a missing cell is NULL. A rate is a fraction, rounded to six places; it is NULL where its base is smaller than the minimum.\n",
		table => '| metric | | formula | minimum | note |',
		views => "## Views\n\nColumns that mean the same in all views are explained at the end. [How to use them](views.md)\n",
		any => 'Columns of several views', text => 'english', column => '| column | what it is |',
	},
	chinese => {
		head => "# 登记库的比率与视图\n\n由 `src/form/dictionary.pl` 根据 `src/form/metrics.tsv` 与 `views.tsv` 生成。[English](metrics.md)\n",
		rates => "## 比率\n\n`agency_metrics`、`report_metrics(report)`；在 SQL 中即 `metric_dictionary()`。单元格见 [form.md](form.md)。\n"
		  . "分子或分母缺任一格则为 NULL。比率为小数，保留六位；分母小于下限时为 NULL。\n",
		table => '| 指标 | | 公式 | 分母下限 | 说明 |',
		views => "## 视图\n\n多个视图共有的列在最后说明。[用法](views.zh.md)\n",
		any => '多个视图共有的列', text => 'chinese', column => '| 列 | 含义 |',
	});

sub print_metrics
{
	my ($language) = @_;
	my $words = $words{$language};
	print "$words->{head}\n$words->{rates}\n$words->{table}\n|---|---|---|---|---|\n";
	for my $metric (read_table('metrics.tsv'))
	{
		my @texts = $language eq 'english' ? ($metric->{english}, '`' . english_formula($metric) . '`', $metric->{minimum}, $metric->{note})
		  : ($metric->{label}, formula($metric), $metric->{minimum}, $metric->{chinese_note});
		print join(' | ', "| `$metric->{metric}`", @texts), " |\n";
	}
	my $view = '';
	print "\n$words->{views}";
	for my $column ((grep { $_->{view} ne '*' } view_columns()), grep { $_->{view} eq '*' } view_columns())
	{
		my $text = $column->{ $words->{text} } =~ s/\|/\\|/gr;
		if ($column->{column} eq '')
		{
			print "\n### $column->{view}\n\n$text\n";
		}
		else
		{
			print "\n### $words->{any}\n" if $column->{view} eq '*' && $view ne '*';
			print "\n$words->{column}\n|---|---|\n" if $column->{view} ne $view || !$view;
			print "| `$column->{column}` | $text |\n";
		}
		$view = $column->{column} eq '' ? '' : $column->{view};
	}
}

read_forms();
my %output = (source => \&print_source, english => sub { print_metrics('english') }, chinese => sub { print_metrics('chinese') });
my $wanted = $output{ shift // '' } or die "usage: dictionary.pl source|english|chinese\n";
$wanted->();
