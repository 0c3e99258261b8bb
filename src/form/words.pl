#!/usr/bin/perl
#
# words.pl
#	  Prints src/prose/words.gen.c: the words of prose.tsv, and those of sectors in agencies.tsv,
#	  found by their first character; and those of headings.tsv.
#
use strict;
use warnings;
use utf8;
use File::Basename qw(dirname);
use lib dirname(__FILE__);
use Tables;

binmode STDOUT, ':encoding(UTF-8)';

my %kinds;
for my $line (read_table('prose.tsv'))
{
	for my $word (split / /, $line->{words})
	{
		$kinds{$word}{"GD_WORD_\U$line->{kind}\E"}++
		  && die "prose.tsv has $word twice as $line->{kind}\n";
	}
}

$kinds{$_}{GD_WORD_FIELD} = 1
  for map { split / /, $_->{words} } grep { $_->{kind} eq 'sector' } read_table('agencies.tsv');

# The place in the index is the low byte of the first character; the longest words of a place
# come first.
sub place { return ord($_[0]) & 0xFF }
my @words = sort { place($a) <=> place($b) || length $b <=> length $a || $a cmp $b } keys %kinds;

print "/* Made by src/form/words.pl from prose.tsv and headings.tsv; not to be edited. */\n";
print "#include \"prose/headings.h\"\n#include \"prose/words.h\"\n\n";
print "const GdWord gd_words[] = {\n";
printf "\t{L%s, %s, 0x%X, 0x%X, %d},\n", quoted($_), join(' | ', sort keys %{ $kinds{$_} }), ord,
  ord substr($_, -1), length $_
  for @words;
print "};\n\nconst uint16_t gd_word_index[257] = {\n";
print_index(@words);
print "};\n";

# The same words by their last character.
my @ends = sort
{
	place(substr $words[$a], -1) <=> place(substr $words[$b], -1)
	  || length $words[$b] <=> length $words[$a]
	  || $a <=> $b
} 0 .. $#words;
print "\nconst uint16_t gd_words_by_end[] = {\n";
print "\t", join(', ', splice @{ [ @ends ] }, $_ * 16, 16), ",\n" for 0 .. $#ends / 16;
print "};\n\nconst uint16_t gd_word_end_index[257] = {\n";
print_index(map { substr $words[$_], -1 } @ends);
print "};\n";

# Those of headings, in the same order.
my @headings;
for my $line (read_table('headings.tsv'))
{
	my $kind = $line->{kind} =~ /^\d$/ ? $line->{kind} : "GD_HEADING_\U$line->{kind}\E";
	my $older = $line->{older} eq '+' ? 'true' : 'false';
	push @headings, map { [ $_, $kind, $older ] } split / /, $line->{words};
}
@headings = sort
{
	place($a->[0]) <=> place($b->[0]) || length $b->[0] <=> length $a->[0] || $a->[0] cmp $b->[0]
} @headings;
print "\nconst GdHeadingWord gd_heading_words[] = {\n";
printf "\t{L%s, %d, %s, %s},\n", quoted($_->[0]), length $_->[0], $_->[1], $_->[2] for @headings;
print "};\n\nconst uint16_t gd_heading_index[257] = {\n";
print_index(map { $_->[0] } @headings);
print "};\n";

# Where the words of each place begin, and behind the last one.
sub print_index
{
	my @begin = (0) x 257;
	$begin[ place($_) + 1 ]++ for @_;
	$begin[$_] += $begin[ $_ - 1 ] for 1 .. 256;
	print "\t$_,\n" for map { join ', ', @begin[ 16 * $_ .. 16 * $_ + 15 ] } 0 .. 15;
	print "\t$begin[256]\n";
}
