#!/usr/bin/env perl
#
# disclosure_figures over the wire: what was damaged on its way is refused, whichever byte it is.
# Runs within test/server.sh, in the server that is there.
use strict;
use warnings;
use File::Temp qw(tempdir);
use FindBin;
use lib $FindBin::Bin;
use Cluster;
use Test::More;

my $folder = tempdir(CLEANUP => 1);
my $database = 'figures_wire';
my $head = 19 + 2 + 4;			# of the file, and of its only row: the value's length ends there

sub read_bytes
{
	my ($path) = @_;
	open(my $in, '<:raw', $path) or die "$path: $!";
	local $/;
	return scalar <$in>;
}

# What psql says to each of the files, the names of which are given, in their order.
sub receive
{
	my (@paths) = @_;
	open(my $script, '>', "$folder/script") or die;
	print $script '\set VERBOSITY sqlstate', "\n";
	print $script "\\copy received FROM '$_' WITH (FORMAT binary)\n" for @paths;
	close $script;
	return split /\n/, qx{psql -Xq -d $database -f $folder/script 2>&1};
}

# The file with its value changed, and as long as it says it is.
sub write_value
{
	my ($path, $file, $value) = @_;
	my $length = length($file) - $head - 2;
	substr($file, $head - 4, 4 + $length) = pack('N', length $value) . $value;
	open(my $out, '>:raw', $path) or die "$path: $!";
	print $out $file;
	close $out;
	return $path;
}

sql('postgres', "CREATE DATABASE $database");
sql($database, 'CREATE EXTENSION govdisclose', 'CREATE TABLE received (figures disclosure_figures)',
	q{CREATE TABLE sent AS SELECT CAST('(,,2023,2021,2021,,"(' || repeat(',', 12) || '127' ||
	repeat(',', 12) || '10.50,,,,1e30)","(,,""(,-1,,,,,3000)""' || repeat(',', 23) ||
	')","(,,""(0,,,,1)"")",,)' AS disclosure_figures) AS figures});
sql($database, "\\copy sent TO '$folder/sent' WITH (FORMAT binary)");
my $file = read_bytes("$folder/sent");
my $value = substr $file, $head, length($file) - $head - 2;
is(join('', receive("$folder/sent")), '', 'what was sent is received');
is(sql($database, 'SELECT count(*) FROM sent JOIN received USING (figures)'), 1, 'as it was sent');

# CRC-32C, bit by bit.
sub checksum
{
	my ($bytes) = @_;
	my $sum = 0xFFFFFFFF;
	for my $byte (unpack 'C*', $bytes)
	{
		$sum ^= $byte;
		$sum = $sum & 1 ? $sum >> 1 ^ 0x82F63B78 : $sum >> 1 for 1 .. 8;
	}
	return $sum ^ 0xFFFFFFFF;
}

my (@damaged, @forged);
for my $at (0 .. length($value) - 1)
{
	for my $bit (0 .. 7)
	{
		my $other = $value;
		substr($other, $at, 1) ^= chr(1 << $bit);
		push @damaged, write_value("$folder/" . @damaged, $file, $other);
		substr($other, 1, 4) = pack 'N', checksum(substr $other, 5);
		push @forged, write_value("$folder/forged" . @forged, $file, $other);
	}
	push @damaged, write_value("$folder/" . @damaged, $file, substr $value, 0, $at);
}
my @answers = receive(@damaged);
is(scalar(@answers), scalar(@damaged), scalar(@damaged) . ' damaged values are refused');
is_deeply([ grep { !/ERROR:  (?:22P03|08P01)$/ } @answers ], [], 'with the error of bad bytes');
is(sql($database, 'SELECT count(*) FROM received'), 1, 'and none is stored');

# with a checksum that is right, as nobody but an attacker makes it
@answers = receive(@forged);
is_deeply([ grep { !/ERROR:  (?:22P03|08P01|22003)$/ } @answers ], [],
	'forged values are refused, or are figures');
cmp_ok(scalar(@answers), '>', 100, 'many are refused');
is(sql($database, 'SELECT count(*) - count(figures::text::disclosure_figures) FROM received'), 0,
	'and the others are written and read');
sql('postgres', "DROP DATABASE $database");
done_testing();
