# The identities in C: identity.gen.c.
package Rules;
use strict;
use warnings;
use utf8;
use Exporter qw(import);
use Tables;
use Forms;
use Identities;
use Labels;

our @EXPORT = qw(print_rules print_published);

sub cell_set
{
	my @words = (0) x int((@cells + 63) / 64);
	$words[ $_ >> 6 ] |= 1 << ($_ & 63) for @_;
	return '{{' . join(', ', map { sprintf '0x%016XU', $_ } @words) . '}}';
}

my $numeral = qr/[一二三四五六七八九十]/;
my %is_in_flow = map { $_->{item} => 1 } map { rows_with('flow', $_) } qw(left right);

# How a sum names a row: by its number ("三（七）") where a flow ends, else in words ("属于国家秘密").
sub short_label
{
	my ($row) = @_;
	my $label = newest($row->{label});
	my ($ordinal) = $label =~ /^(（$numeral+）|$numeral+(?=、))/;
	my ($results) = official('group', '3.results') =~ /^($numeral)、/;
	return ($row->{number} =~ /\./ ? $results : '') . $ordinal if $is_in_flow{ $row->{item} };
	$label =~ s/^(?:[0-9]+[.、]|（$numeral+）)//;
	$label =~ s/[（、，].*// if $row->{section} == 3;
	return $label;
}

# What has become of an application: the group of each row that the results add up from, else NULL.
sub categories
{
	my %is_result = map { $_->{item} => 1 } rows_with('outcomes', 'right');
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

# Cells of the sections that have identities, in rows that only other forms have.
sub foreign_cells
{
	my ($form, @identities) = @_;
	my %has_identity = map { $_->{section} => 1 } @identities;
	my @foreign = grep { $has_identity{ $_->{section} } && !$_->{label}{$form} } @rows;
	return map { $_->{index} } map { @{ $_->{cells} } } @foreign;
}

# Gives what gd_rule_sets says of it.
sub print_rule_set
{
	my ($form, $is_mixed) = @_;
	my $name = $is_mixed ? "mixed_$form" : $form;
	my @identities = rule_set($form, $is_mixed);
	my $of_cell = orient($form, @identities);
	my ($index) = grep { $by_year[$_] == $form } 0 .. $#by_year;
	print "static const GdIdentity identities_$name\[] = {\n";
	print_identity($_) for @identities;
	print "};\n\n";
	print_list("static const GdArc arcs_$name\[GD_CELL_COUNT]", arcs($of_cell, @identities));
	return sprintf "{%d, %d, %d, identities_$name, arcs_$name,\n\t\t%s,\n\t\t%s}",
	  $form{$form}{rules}, $index, scalar @identities,
	  cell_set(map { keys %{ $_->{sign} } } @identities),
	  cell_set(foreign_cells($form, @identities));
}

sub print_rules
{
	print_banner();
	print "#include \"form/identity.h\"\n\n";
	print "const char *const gd_rule_names[GD_RULE_COUNT] = {",
	  join(', ', map { quoted($_) } rule_names()), "};\n\n";
	print_list('const char *const gd_short_labels[GD_ROW_COUNT]',
		map { quoted(short_label($_)) } @rows);
	print_list('const char *const gd_categories[GD_ROW_COUNT]', categories());
	my @sets = map { print_rule_set($_, 0) } @by_year;
	print_list('const GdRuleSet gd_rule_sets[GD_FORM_COUNT]', @sets);
	@sets = map { print_rule_set($_, 1) } @by_year;
	print_list('const GdRuleSet gd_mixed_rule_sets[GD_FORM_COUNT]', @sets);
	my @counts = map { $_->{index} } grep { unit_of($_) eq 'GD_UNIT_COUNT' } @cells;
	print "const GdCellSet gd_counts = ", cell_set(@counts), ";\n";
}

# All identities in words, for the test that a published version never changes.
sub print_published
{
	my $names = sub { return join ' ', map { "$_->{item}.$_->{column}" } @_ };
	for my $form (@by_year)
	{
		for my $identity (rule_set($form))
		{
			my ($left, $right) = map { $names->(@{ $identity->{$_} }) } qw(left right);
			print "$form{$form}{rules} $form $identity->{rule}: $left = $right\n";
		}
	}
}

1;
