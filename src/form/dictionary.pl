#!/usr/bin/env perl
#
# Turns the rates (metrics.tsv), the views of the registry (views.tsv) and the names of the forms
# into
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
use Dictionary;
use DictionaryPages;
use Forms;
use Tables;

binmode STDOUT, ':encoding(UTF-8)';
binmode STDERR, ':encoding(UTF-8)';

sub entry { return '{' . join(', ', map { quoted($_) } @_) . '}' }

sub print_terms
{
	my ($name, $list) = @_;
	my @terms = map { "{$_->[0]{enum}, GD_COLUMN_\U$_->[1]}" } terms($list);
	print "static const GdTerm $name\[] = {", (map { "$_, " } @terms),
	  "{GD_NO_ROW, GD_COLUMN_COUNT}};\n";
}

sub metric_entry
{
	my ($metric) = @_;
	my @cells = map { join ' + ', split / /, $metric->{$_} } qw(numerator base);
	my @texts = (@$metric{qw(metric label english)}, formula($metric), @cells,
		@$metric{qw(note chinese_note)});
	return '{' . join(', ', map { quoted($_) } @texts)
	  . ", $metric->{minimum}, $metric->{metric}_numerator, $metric->{metric}_base}";
}

sub view_entry
{
	my ($column) = @_;
	my $view = $column->{view} eq '*' ? '' : $column->{view};
	return entry($view, @$column{qw(column chinese english)});
}

sub print_source
{
	print "/* Made by src/form/dictionary.pl from the tables beside it; not to be edited. */\n";
	print "#include \"form/dictionary.h\"\n\n";
	for my $metric (metrics())
	{
		print_terms("$metric->{metric}_$_", $metric->{$_}) for qw(numerator base);
	}
	print "\n";
	print_list('const GdMetric gd_metrics[]', (map { metric_entry($_) } metrics()), '{NULL}');
	print_list('const GdName gd_names[]', (map { entry(@$_) } names()), '{NULL}');
	print_list('const GdViewColumn gd_view_columns[]', (map { view_entry($_) } view_columns()),
		'{NULL}');
	print 'const char gd_form_documents[] = ',
	  quoted(join '；', map { $form{$_}{document} } @forms), ";\n";
}

my %output = (source => \&print_source, english => sub { print_page('english') },
	chinese => sub { print_page('chinese') });
my $wanted = $output{ shift // '' } or die "usage: dictionary.pl source|english|chinese\n";
$wanted->();
