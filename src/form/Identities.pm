# The sums that must hold between the cells of a form (identities.tsv).
package Identities;
use strict;
use warnings;
use utf8;
use Exporter qw(import);
use Tables;
use Forms;

our @EXPORT = qw(rule_names rule_set rows_with orient);

# Those of identities.tsv, and that a count is never negative.
sub rule_names
{
	my %seen;
	return ((grep { !$seen{$_}++ } map { $_->{rule} } read_table('identities.tsv')), 'domain');
}

# The lines of a version.
sub rules_of
{
	my ($version) = @_;
	return grep { $_->{since} <= $version && ($_->{until} eq '-' || $_->{until} >= $version) }
	  read_table('identities.tsv');
}

# The cells of one side of a rule: rows are named by number, columns by name.
sub side_cells
{
	my ($side, $left, @of_group) = @_;
	my %wanted = map { $_ => 1 } split / /, $side;
	my %taken = map { $_->{index} => 1 } @$left;
	return grep {
		my $name = $wanted{ $_->{column} } ? $_->{column} : $_->{row}{number};
		!$taken{ $_->{index} }
		  && ($wanted{$name} || $wanted{'*'} || ($name =~ /^(\d+)\./ && $wanted{"$1.*"}))
	} @of_group;
}

# What a rule says one identity about, each: the rows of its section, or the columns.
sub groups_of
{
	my ($rule, @lines) = @_;
	return @lines if $rule->{each} eq 'row';
	return map { my $column = $_; [ map { $_->[$column] } @lines ] } 0 .. $#{ $lines[0] };
}

# The cells of the rows of a section: as the form has them, or for a report that shows rows of other
# forms beside those of its own ("mixed") of all rows, in the order of the outline.
sub lines_of
{
	my ($form, $section, $is_mixed) = @_;
	return map { $_->{form_cells}{$form} } section_rows($form, $section) if !$is_mixed;
	return map { $_->{form_cells}{$form} // newest($_->{form_cells}) } outline_rows($section);
}

# The identities of a form: rule by rule, in the order of the form's columns and rows. A rule is not
# about a row or a column that has none of its cells.
sub rule_set
{
	my ($form, $is_mixed) = @_;
	my @identities;
	for my $rule (rules_of($form{$form}{rules}))
	{
		for my $group (groups_of($rule, lines_of($form, $rule->{section}, $is_mixed)))
		{
			my @left = side_cells($rule->{left}, [], @$group);
			my @right = side_cells($rule->{right}, \@left, @$group);
			next if !@left && !@right;
			die "the rule $rule->{rule} of $form has an empty side\n" if !@left || !@right;
			my %sign = ((map { $_->{index} => 1 } @left), (map { $_->{index} => -1 } @right));
			push @identities, { %$rule, left => \@left, right => \@right, sign => \%sign,
				first => $group->[0] };
		}
	}
	return @identities;
}

# The rows that a rule has cells of on one side.
sub rows_with
{
	my ($name, $side) = @_;
	my @of_rule = grep { $_->{rule} eq $name } map { rule_set($_) } @forms;
	return map { $_->{row} } map { @{ $_->{$side} } } @of_rule;
}

# The identities as a network: every cell leads from one identity to another, so that an identity
# says that as much comes in as goes out. That holds once the identity whose cells all stand in two
# others, and which follows from these, is left out, and each of the others is read forwards or
# backwards. Identities whose cells stand in no other stay apart.
sub orient
{
	my ($form, @identities) = @_;
	my %of_cell;
	for my $identity (@identities)
	{
		push @{ $of_cell{$_} }, $identity for keys %{ $identity->{sign} };
	}
	my @implied = grep { !grep { @{ $of_cell{$_} } < 3 } keys %{ $_->{sign} } } @identities;
	die "the identities of $form are no network\n" if @implied != 1;
	$_->{orientation} = 0 for @identities;
	@$_ = grep { $_ != $implied[0] } @$_ for values %of_cell;
	$identities[0]{orientation} = 1;
	my @queue = $identities[0];
	while (my $identity = shift @queue)
	{
		push @queue, orient_neighbours($form, $identity, \%of_cell);
	}
	check_implied($form, $implied[0], \%of_cell);
	my @apart = grep { !$_->{orientation} && $_ != $implied[0] } @identities;
	die "a cell of $form stands in two identities outside the network\n"
	  if grep { @{ $of_cell{$_} } > 1 } map { keys %{ $_->{sign} } } @apart;
	return \%of_cell;
}

# Those that had no orientation yet.
sub orient_neighbours
{
	my ($form, $identity, $of_cell) = @_;
	my @oriented;
	for my $cell (keys %{ $identity->{sign} })
	{
		my ($other, @more) = grep { $_ != $identity } @{ $of_cell->{$cell} };
		die "a cell of $form stands in too many identities\n" if !$other || @more;
		my $wanted = -$identity->{orientation} * $identity->{sign}{$cell} * $other->{sign}{$cell};
		die "the identities of $form are no network\n" if $other->{orientation} == -$wanted;
		push @oriented, $other if !$other->{orientation};
		$other->{orientation} = $wanted;
	}
	return @oriented;
}

# The identities on one side of the cells of the implied one add up to it.
sub check_implied
{
	my ($form, $implied, $of_cell) = @_;
	my ($start) = grep { exists $implied->{sign}{$_} } sort keys %$of_cell;
	my @queue = $of_cell->{$start}[0];
	my (%seen, %sum);
	while (my $identity = shift @queue)
	{
		next if $seen{$identity}++;
		for my $cell (keys %{ $identity->{sign} })
		{
			$sum{$cell} += $identity->{orientation} * $identity->{sign}{$cell};
			push @queue, @{ $of_cell->{$cell} } if !exists $implied->{sign}{$cell};
		}
	}
	my $factor = $sum{$start} * $implied->{sign}{$start};
	die "the identities of $form do not imply $implied->{rule}\n"
	  if grep { $sum{$_} != $factor * ($implied->{sign}{$_} // 0) } keys %sum;
}

1;
