# The labels in C: a table of them, and the trie by which the reader finds them.
package Trie;
use strict;
use warnings;
use utf8;
use Exporter qw(import);
use List::Util qw(sum);
use Tables;
use Forms;
use Labels;

our @EXPORT = qw(print_labels);

sub row_of { my ($label) = @_; return $label->{row} // 'GD_NO_ROW' }

sub roles
{
	my ($label) = @_;
	return join ' | ', map { 'GD_ROLE_' . uc } sort keys %{ $label->{roles} };
}

# As bits, the oldest form lowest; 0 for what all have.
sub forms_proved
{
	my ($label) = @_;
	my @proved = grep { $label->{forms}{ $by_year[$_] } } 0 .. $#by_year;
	return @proved == @by_year ? 0 : sum(map { 1 << $_ } @proved);
}

sub column_of
{
	my ($label) = @_;
	return 'GD_COLUMN_COUNT' if !$label->{column} || $label->{column} !~ /^\d\.(\w+)/;
	return 'GD_COLUMN_' . uc $1;
}

sub print_label
{
	my ($label) = @_;
	my @codes = map { sprintf '0x%04X', ord } split //, $label->{text};
	my @sections = keys %{ $label->{sections} };
	printf "\t{%s, %s, %s, %d, %d, %d, %s, %d, (const uint16_t[]) {%s}},\t/* %s */\n",
	  row_of($label), roles($label),
	  $label->{group} ? 'GD_GROUP_' . uc $label->{group} : 'GD_NO_GROUP', $label->{heading} // 0,
	  @sections == 1 ? $sections[0] : 0, forms_proved($label), column_of($label), scalar @codes,
	  join(', ', @codes), $label->{text};
}

# In preorder: the first child of a node is the node behind it, its other children follow by their
# siblings.
sub add_node
{
	my ($nodes, $ideograph, $labels, $depth) = @_;
	my $index = @$nodes;
	my %rows = map { row_of($_) => 1 } @$labels;
	my $node = { ideograph => $ideograph, label => 'GD_NO_LABEL', sibling => 0, leaf => 1,
		row => keys %rows == 1 ? (keys %rows)[0] : 'GD_NO_ROW' };
	push @$nodes, $node;
	my %behind;
	for my $label (@$labels)
	{
		if (length $label->{text} == $depth) { $node->{label} = $label->{index} }
		else { push @{ $behind{ substr $label->{text}, $depth, 1 } }, $label }
	}
	my $previous;
	for my $next (sort keys %behind)
	{
		my $child = add_node($nodes, ord $next, $behind{$next}, $depth + 1);
		$nodes->[$previous]{sibling} = $child if defined $previous;
		$previous = $child;
		$node->{leaf} = 0;
	}
	return $index;
}

# The children of the root are many: they are found by the low bits of their ideographs.
sub sort_into_buckets
{
	my ($nodes) = @_;
	my (%first, %last);
	my $next;
	for (my $child = 1; $child; $child = $next)
	{
		my $bucket = $nodes->[$child]{ideograph} & 63;
		$next = $nodes->[$child]{sibling};
		$nodes->[$child]{sibling} = 0;
		if ($last{$bucket}) { $nodes->[ $last{$bucket} ]{sibling} = $child }
		else { $first{$bucket} = $child }
		$last{$bucket} = $child;
	}
	return map { $first{$_} // 0 } 0 .. 63;
}

sub print_labels
{
	my @ordered = ordered_labels();
	print "const GdLabel gd_labels[GD_LABEL_COUNT] = {\n";
	print_label($_) for @ordered;
	print "};\n\n";
	my @nodes;
	add_node(\@nodes, 0, \@ordered, 0);
	my @first = sort_into_buckets(\@nodes);
	die "the labels are too many for the trie\n" if @nodes >= 65535 || @ordered >= 65535;
	print "const uint16_t gd_trie_first[64] = {", join(', ', @first), "};\n\n";
	print "const GdTrieNode gd_trie_nodes[] = {\n";
	print "\t{$_->{ideograph}, $_->{sibling}, $_->{label}, $_->{row}, $_->{leaf}},\n" for @nodes;
	print "};\n";
}

1;
