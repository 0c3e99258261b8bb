# The identities in C: identity.gen.c.
package Rules;
use strict;
use warnings;
use utf8;
use Exporter qw(import);
use Tables;
use Forms;
use Identities;

our @EXPORT = qw(print_rules);

my @by_year = sort { $a <=> $b } @forms;

sub cell_set
{
	my @words = (0) x 4;
	$words[ $_ >> 6 ] |= 1 << ($_ & 63) for @_;
	return '{{' . join(', ', map { sprintf '0x%016XU', $_ } @words) . '}}';
}

# How a sum names a row: by its number ("三（七）") where a flow ends, else in words ("属于国家秘密").
sub short_label
{
	my ($row) = @_;
	my $label = $row->{label}{2021} // $row->{label}{2019};
	return $1 if $row->{section} == 3 && $label =~ /^([一二三四])、/;
	return "三$1" if $row->{section} == 3 && $row->{number} eq '3.7' && $label =~ /^(（七）)/;
	$label =~ s/^(?:[0-9]+[.、]|（[一二三四五六七八九十]+）)//;
	$label =~ s/[（、，].*// if $row->{section} == 3;
	return $label;
}

# What has become of an application: the group of each row that the results add up from, else NULL.
sub categories
{
	my @outcomes = grep { $_->{rule} eq 'outcomes' } map { identities($_) } @forms;
	my %is_result = map { $_->{row}{item} => 1 } map { @{ $_->{right} } } @outcomes;
	return map { $is_result{ $_->{item} } ? quoted($_->{item} =~ s/\..*//r) : 'NULL' } @rows;
}

sub print_identity
{
	my ($identity) = @_;
	my @indices = map { $_->{index} } @{ $identity->{left} }, @{ $identity->{right} };
	my $by_row = $identity->{each} eq 'row';
	my $first = $identity->{first};
	printf "\t{GD_RULE_%s, %s, %s, %d, %d, %d,\n\t\t{%s},\n\t\t%s},\n", uc $identity->{rule},
	  $by_row ? $first->{row}{enum} : 'GD_NO_ROW',
	  $by_row ? 'GD_COLUMN_COUNT' : 'GD_COLUMN_' . uc $first->{column},
	  $identity->{orientation}, scalar @{ $identity->{left} }, scalar @indices,
	  join(', ', @indices), cell_set(@indices);
}

# The identities between which each cell leads.
sub arcs
{
	my ($of_cell, @identities) = @_;
	my %number = map { $identities[$_] => $_ } 0 .. $#identities;
	my @arcs;
	for my $cell (0 .. $#cells)
	{
		my ($out, $in) = map { $_->[1] } sort { $a->[0] <=> $b->[0] }
		  map { [ $_->{orientation} * $_->{sign}{$cell}, $_ ] }
		  grep { $_->{orientation} } @{ $of_cell->{$cell} // [] };
		push @arcs, $in ? "{$number{$out}, $number{$in}}" : '{GD_NO_IDENTITY, GD_NO_IDENTITY}';
	}
	return @arcs;
}

# Gives what gd_rule_sets says of it.
sub print_rule_set
{
	my ($form) = @_;
	my @identities = identities($form);
	my $of_cell = orient($form, @identities);
	print "static const GdIdentity identities_$form\[] = {\n";
	print_identity($_) for @identities;
	print "};\n\n";
	print_list("static const GdArc arcs_$form\[GD_CELL_COUNT]", arcs($of_cell, @identities));
	return sprintf "{%d, %d, identities_$form, arcs_$form,\n\t\t%s}", $form, scalar @identities,
	  cell_set(map { keys %{ $_->{sign} } } @identities);
}

sub print_rules
{
	print_banner();
	print "#include \"form/identity.h\"\n\n";
	die "too many cells\n" if @cells > 255;
	print "const char *const gd_rule_names[GD_RULE_COUNT] = {",
	  join(', ', map { quoted($_) } rule_names()), "};\n\n";
	print_list('const char *const gd_short_labels[GD_ROW_COUNT]',
		map { quoted(short_label($_)) } @rows);
	print_list('const char *const gd_categories[GD_ROW_COUNT]', categories());
	my %sets = map { $_ => print_rule_set($_) } @forms;
	print_list('const GdRuleSet gd_rule_sets[2]', map { $sets{$_} } @by_year);
	my @counts = map { $_->{index} } grep { unit_of($_) eq 'GD_UNIT_COUNT' } @cells;
	print "const GdCellSet gd_counts = ", cell_set(@counts), ";\n";
}

1;
