#!/usr/bin/env perl
#
# Prints the part of the extension script about sums: the same aggregates and operators for each
# type that has cells.
#
use strict;
use warnings;
use File::Basename qw(dirname);
use lib dirname(__FILE__) . '/../src/form';
use Forms;

sub cells_of { return map { @{ $_->{cells} } } @_ }

# What has cells, the cells, what several are called, and what it costs to add one to a sum.
my @parts = (
	[ 'disclosure_report', \@cells, 'reports', 500 ],
	[ 'disclosure_figures', \@cells, 'reports', 100 ],
	[ 'proactive_disclosure', [ cells_of(all_rows(2)) ], 'sections 2', 100 ],
	[ 'application_outcomes', [ cells_of(all_rows(3)) ], 'sections 3', 300 ],
	[ 'dispute_outcomes', [ cells_of(all_rows(4)) ], 'sections 4', 50 ],
	[ 'applicant_counts', [ cells_of((all_rows(3))[0]) ], 'rows of section 3', 20 ],
	[ 'dispute_counts', [ cells_of((all_rows(4))[0]) ], 'rows of section 4', 20 ]);

my $overflow = 'A count that is too large for a bigint is the error numeric_value_out_of_range';

# A literal, in several lines if it is long.
sub literal
{
	my ($text) = @_;
	return join("\n", map { "\t'$_'" } $text =~ /.{1,88}(?: |$)/g);
}

sub print_function
{
	my ($signature, $result, $symbol, $options, $comment) = @_;
	my $name = $symbol ? "'MODULE_PATHNAME', '$symbol'" : "'MODULE_PATHNAME'";
	print "CREATE FUNCTION $signature\n\tRETURNS $result\n",
		"\tAS $name\n\tLANGUAGE C IMMUTABLE $options;\n";
	print "COMMENT ON FUNCTION $signature IS\n", literal($comment), ";\n\n";
}

sub print_aggregate
{
	my ($aggregate, $type, $space, $comment) = @_;
	my $words = literal($comment);
	print <<SQL;
CREATE AGGREGATE $aggregate($type) (
	SFUNC = sum_add, STYPE = internal, SSPACE = $space,
	FINALFUNC = ${aggregate}_result, FINALFUNC_EXTRA,
	COMBINEFUNC = sum_combine, SERIALFUNC = sum_serialize, DESERIALFUNC = sum_deserialize,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = internal, MSSPACE = $space,
	MFINALFUNC = ${aggregate}_result, MFINALFUNC_EXTRA,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE $aggregate($type) IS
$words;

SQL
}

sub print_operator
{
	my ($operator, $function, $symbol, $type, $cost, $options, $comment) = @_;
	print_function("$function($type, $type)", $type, "${symbol}_$type",
		"STRICT PARALLEL SAFE COST $cost", "Implementation of $operator");
	print "CREATE OPERATOR $operator (\n",
		"\tLEFTARG = $type, RIGHTARG = $type,\n\tFUNCTION = $function$options);\n",
		"COMMENT ON OPERATOR $operator ($type, $type) IS\n",
		literal("$comment. $overflow"), ";\n\n";
}

print "-- sums: sum, coverage, + and -\n\n";
print_function('sum_combine(internal, internal)', 'internal', undef, 'PARALLEL SAFE COST 300',
	'Part of sum and coverage: the states of two workers in one');
print_function('sum_serialize(internal)', 'bytea', undef, 'STRICT PARALLEL SAFE COST 300',
	'Part of sum and coverage: the state of a worker as bytes');
print_function('sum_deserialize(bytea, internal)', 'internal', undef,
	'STRICT PARALLEL SAFE COST 300', 'Part of sum and coverage: the state of a worker from bytes');
for (@parts)
{
	my ($type, $cells, $name, $cost) = @$_;
	my $result = $type eq 'disclosure_figures' ? 'disclosure_report' : $type;
	my $amounts = grep { is_money($_) } @$cells;
	my $space = 160 + 24 * @$cells + 160 * $amounts;	# a SumState, see sums.c
	my $words = $result ne 'disclosure_report' ? '' : ': year and form are NULL unless all have '
		. 'the same; title, agency and narrative are NULL';
	my $options = "PARALLEL SAFE COST $cost";

	print_function("sum_add(internal, $type)", 'internal', "sum_add_$type", $options,
		'Part of sum and coverage: one input more');
	print_function("sum_remove(internal, $type)", 'internal', "sum_remove_$type", $options,
		'Part of sum and coverage: an input that leaves the frame of a window');
	print_function("sum_result(internal, $type)", $result, undef, $options,
		'Part of sum: what has been added up');
	print_function("coverage_result(internal, $type)", $result, undef, $options,
		'Part of coverage: what has been counted');
	print_aggregate('sum', $type, $space, "The sum of each cell over those $name that have a value "
		. "in it; NULL where none has one, and over nothing but NULLs$words. $overflow");
	print_aggregate('coverage', $type, $space, "How many $name have a value in each cell, 0 where "
		. "none has; NULL only if there are no rows at all$words");
	# figures become reports first
	next if $result ne $type;
	print_operator('+', 'add_cells', 'add', $type, 4 * $cost, ', COMMUTATOR = +',
		"The sum of each cell, NULL where either has no value$words");
	print_operator('-', 'subtract_cells', 'subtract', $type, 4 * $cost, '',
		"The difference of each cell, which may be negative; NULL where either has no value$words");
}
