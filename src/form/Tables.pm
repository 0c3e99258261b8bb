# What the generators of this folder share: the tables beside them, and what they print into C.
package Tables;
use strict;
use warnings;
use utf8;
use Exporter qw(import);
use File::Basename qw(dirname);

our @EXPORT = qw(read_table quoted print_banner print_enum print_list);
my $directory = dirname(__FILE__);

# The lines of a table, each a hash by the names in its first line.
sub read_table
{
	my ($file) = @_;
	open my $in, '<:encoding(UTF-8)', "$directory/$file" or die "$file: $!\n";
	my ($head, @lines);
	while (my $line = <$in>)
	{
		chomp $line;
		next if $line =~ /^#/ || $line eq '';
		$line =~ s/·/：/g;		# not every encoding of a database has the middle dot
		my @fields = split /\t/, $line, -1;
		if (!$head) { $head = \@fields; next }
		die "$file: $fields[0] has " . @fields . " fields\n" if @fields != @$head;
		my %record;
		@record{@$head} = @fields;
		push @lines, \%record;
	}
	return @lines;
}

# As a string of C.
sub quoted { my ($text) = @_; $text =~ s/(["\\])/\\$1/g; return "\"$text\"" }

sub print_banner
{
	print "/* Made by src/form/generate.pl from the tables beside it; not to be edited. */\n";
}

sub print_enum
{
	my ($name, @values) = @_;
	print "typedef enum $name\n{\n", (map { "\t$_,\n" } @values), "} $name;\n\n";
}

# An array of C with one entry a line.
sub print_list
{
	my ($declaration, @entries) = @_;
	print "$declaration = {\n", (map { "\t$_,\n" } @entries), "};\n\n";
}

1;
