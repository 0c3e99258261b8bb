# What the generators of this folder share: the tables beside them, and strings of C.
package Tables;
use strict;
use warnings;
use utf8;
use Exporter qw(import);
use File::Basename qw(dirname);

our @EXPORT = qw(read_table quoted);
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

1;
