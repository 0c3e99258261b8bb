#!/usr/bin/env perl
#
# Turns the official forms (forms.tsv, form-YEAR.tsv), the labels that reports print for them
# (labels.tsv) and the sums that must hold between their cells (identities.tsv) into everything else
# that needs them:
#
#   generate.pl header   form.gen.h: the numbers of rows, columns and cells
#   generate.pl source   form.gen.c: the tables behind form.h, the trie of all labels, and the
#                        comments on the types
#   generate.pl rules    identity.gen.c: the tables behind identity.h
#   generate.pl agencies agency.gen.c: the words of agencies' names (agencies.tsv)
#   generate.pl layout   layout.gen.c: the tables behind layout.h
#   generate.pl sql      the composite types, as the extension script defines them
#   generate.pl published   expected/identities.txt: all identities in words
#
use strict;
use warnings;
use utf8;
use File::Basename qw(dirname);
use lib dirname(__FILE__);
use Agencies;
use FormSource;
use LayoutSource;
use Rules;
use Types;

binmode STDOUT, ':encoding(UTF-8)';
binmode STDERR, ':encoding(UTF-8)';

my %output = (header => \&print_header, source => \&print_source, rules => \&print_rules,
	agencies => \&print_agencies, layout => \&print_layout, sql => \&print_types,
	published => \&print_published);
my $wanted = $output{ shift // '' }
  or die "usage: generate.pl ", join('|', sort keys %output), "\n";
$wanted->();
