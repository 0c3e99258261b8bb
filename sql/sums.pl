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
	my $result =
	  $aggregate eq 'sum_state' ? '' : "FINALFUNC = ${aggregate}_result, FINALFUNC_EXTRA,";
	my $moving = $result =~ s/FINAL/MFINAL/gr;
	print <<SQL =~ s/\n\t\n/\n/gr;
CREATE AGGREGATE $aggregate($type) (
	SFUNC = sum_add, STYPE = disclosure_sum, SSPACE = $space,
	$result
	COMBINEFUNC = sum_combine,
	MSFUNC = sum_add, MINVFUNC = sum_remove, MSTYPE = disclosure_sum, MSSPACE = $space,
	$moving
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

print <<'SQL';
-- sums: sum, coverage, + and -

CREATE TYPE disclosure_sum;
SQL
print_function('disclosure_sum_in(cstring)', 'disclosure_sum', undef,
	'STRICT PARALLEL SAFE COST 10000', 'Input: what disclosure_sum_out of this version wrote');
print_function('disclosure_sum_out(disclosure_sum)', 'cstring', undef,
	'STRICT PARALLEL SAFE COST 10000', 'Output: the name of a type, and numbers');
print_function('disclosure_sum_recv(internal)', 'disclosure_sum', undef,
	'STRICT PARALLEL SAFE COST 3000',
	'Binary input: what disclosure_sum_send of this version wrote');
print_function('disclosure_sum_send(disclosure_sum)', 'bytea', undef,
	'STRICT PARALLEL SAFE COST 3000', 'Binary output: the same on every machine');
print <<'SQL';
CREATE TYPE disclosure_sum (
	INPUT = disclosure_sum_in, OUTPUT = disclosure_sum_out,
	RECEIVE = disclosure_sum_recv, SEND = disclosure_sum_send,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended);
COMMENT ON TYPE disclosure_sum IS
	'What sum and coverage have added up so far: made by sum_state on one server, added up by sum '
	'and coverage on another. It is no form to keep: other versions do not read it';

SQL
print_function('sum_combine(disclosure_sum, disclosure_sum)', 'disclosure_sum', undef,
	'PARALLEL SAFE COST 300', 'Part of sum and coverage: both sums together');
for (@parts)
{
	my ($type, $cells, $name, $cost) = @$_;
	my $result = $type eq 'disclosure_figures' ? 'disclosure_report' : $type;
	my $amounts = grep { is_money($_) } @$cells;
	my $space = 160 + 24 * @$cells + 160 * $amounts;	# a SumState, see sums.c
	my $words = $result ne 'disclosure_report' ? '' : ': year and form are NULL unless all have '
		. 'the same; title, agency and narrative are NULL';
	my $options = "PARALLEL SAFE COST $cost";

	print_function("sum_add(disclosure_sum, $type)", 'disclosure_sum', "sum_add_$type", $options,
		'Part of sum and coverage: one input more');
	print_function("sum_remove(disclosure_sum, $type)", 'disclosure_sum', "sum_remove_$type",
		$options, 'Part of sum and coverage: an input that leaves the frame of a window');
	print_function("sum_result(disclosure_sum, $type)", $result, "sum_result_$type", $options,
		'Part of sum: what has been added up');
	print_function("coverage_result(disclosure_sum, $type)", $result, "coverage_result_$type",
		$options, 'Part of coverage: what has been counted');
	print_aggregate('sum', $type, $space, "The sum of each cell over those $name that have a value "
		. "in it; NULL where none has one, and over nothing but NULLs$words. $overflow");
	print_aggregate('coverage', $type, $space, "How many $name have a value in each cell, 0 where "
		. "none has; NULL only if there are no rows at all$words");
	print_aggregate('sum_state', $type, $space,
		"The sum of $name before it is shown, so that another "
		  . 'server can add it to its own: see sum(disclosure_sum)');
	# figures become reports first
	next if $result ne $type;
	print_operator('+', 'add_cells', 'add', $type, 4 * $cost, ', COMMUTATOR = +',
		"The sum of each cell, NULL where either has no value$words");
	print_operator('-', 'subtract_cells', 'subtract', $type, 4 * $cost, '',
		"The difference of each cell, which may be negative; NULL where either has no value$words");
}

# What several servers have added up, of reports.
for my $aggregate ('sum', 'coverage')
{
	my $what =
	  $aggregate eq 'sum' ? 'The sum of reports' : 'How many reports have a value in each cell';
	print_function("${aggregate}_result(disclosure_sum)", 'disclosure_report',
		"${aggregate}_result_disclosure_report", 'PARALLEL SAFE COST 3000',
		"Part of $aggregate: of sums that are added up");
	print <<SQL;
CREATE AGGREGATE $aggregate(disclosure_sum) (
	SFUNC = sum_combine, STYPE = disclosure_sum, SSPACE = 8192,
	FINALFUNC = ${aggregate}_result, COMBINEFUNC = sum_combine, PARALLEL = SAFE);
COMMENT ON AGGREGATE $aggregate(disclosure_sum) IS
	'$what, from what sum_state has added up of parts of them, '
	'on other servers for example';

SQL
}
