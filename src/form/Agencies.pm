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
}

1;
