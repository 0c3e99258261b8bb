# The words of agencies' names (agencies.tsv) in C: agency.gen.c.
package Agencies;
use strict;
use warnings;
use utf8;
use Exporter qw(import);
use Tables;

our @EXPORT = qw(print_agencies);

# The longest first, because a longer word wins over a shorter one at the same place.
sub print_agencies
{
	print_banner();
	print "#include \"prose/agency.h\"\n\n";
	my @words;
	for my $line (read_table('agencies.tsv'))
	{
		push @words, [ $_, "GD_AGENCY_\U$line->{kind}\E", $line ] for split / /, $line->{words};
	}
	my %seen;
	$seen{ $_->[0] }++ && die "agencies.tsv has $_->[0] twice\n" for @words;
	print "const GdAgencyWord gd_agency_words[] = {\n";
	printf "\t{%s, L%s, %s, %s},\n", $_->[1],
	  map { quoted($_) } $_->[0], $_->[2]{name}, $_->[2]{label}
	  for sort { length $b->[0] <=> length $a->[0] || $a->[0] cmp $b->[0] } @words;
	print "\t{GD_AGENCY_PREFIX, NULL, NULL, NULL}\n};\n";
	print_starts(map { ord $_->[0] } @words);
}

# A bit for each first character, by its last ten bits: where it is not set no word begins.
sub print_starts
{
	my @bits = (0) x 32;
	$bits[ ($_ & 1023) >> 5 ] |= 1 << ($_ & 31) for @_;
	print "\nconst uint32_t gd_agency_starts[GD_AGENCY_STARTS] = {\n";
	printf "\t0x%08X, 0x%08X, 0x%08X, 0x%08X,\n", splice @bits, 0, 4 while @bits;
	print "};\n";
}

1;
