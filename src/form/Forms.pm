# The forms (form-2021.tsv, form-2019.tsv): rows and cells of both, in the order of the outline.
#
# A row is a hash with section, number, item, enum (its name in C), label (by form), cells (of both
# forms) and form_cells (by form). A cell has row, column, unit, index and form_labels (by form); a
# cell that both forms have is one cell.
package Forms;
use strict;
use warnings;
use utf8;
use Exporter qw(import);
use Tables;

our @EXPORT = qw(@forms @rows @cells @column_names %row_of_item
  attribute unit_of is_money sql_type form_rows section_rows form_columns);

our @forms = (2021, 2019);
our (@rows, @cells, @column_names, %row_of_item);
my (%cell_of, %form_rows);

# The parts of a composite type are named after the item, with _ for the dots of the outline.
sub attribute { my ($name) = @_; $name =~ tr/./_/; return $name }

sub unit_of
{
	my ($cell) = @_;
	return 'GD_UNIT_CHANGE' if $cell->{column} eq 'change';
	return 'GD_UNIT_WAN_YUAN' if $cell->{unit} eq '万元';
	return 'GD_UNIT_YUAN' if $cell->{unit} =~ /^元/;
	return 'GD_UNIT_COUNT';
}

sub is_money { my ($cell) = @_; return unit_of($cell) =~ /YUAN/ }
sub sql_type { my ($cell) = @_; return is_money($cell) ? 'numeric' : 'bigint' }

# The rows that a form has, in the order of the outline, and those of one of its sections.
sub form_rows { my ($form) = @_; return @{ $form_rows{$form} } }

sub section_rows
{
	my ($form, $section) = @_;
	return grep { $_->{section} == $section } form_rows($form);
}

# The labels of the columns of a row.
sub form_columns
{
	my ($form, $row) = @_;
	return map { $_->{form_labels}{$form} } @{ $row->{form_cells}{$form} };
}

sub add_row
{
	my ($line) = @_;
	my $row = { %$line, enum => 'GD_ROW_' . uc attribute($line->{item}), cells => [] };
	$row_of_item{ $line->{item} } = $row;
	push @rows, $row;
	return $row;
}

sub add_cell
{
	my ($line, $row, $form) = @_;
	my $key = "$line->{item}.$line->{column}";
	if (!$cell_of{$key})
	{
		$cell_of{$key} = { %$line, row => $row, form_labels => {} };
		push @{ $row->{cells} }, $cell_of{$key};
	}
	$cell_of{$key}{form_labels}{$form} = $line->{column_label};
	push @{ $row->{form_cells}{$form} }, $cell_of{$key};
}

sub read_form
{
	my ($form) = @_;
	for my $line (read_table("form-$form.tsv"))
	{
		my $row = $row_of_item{ $line->{item} } // add_row($line);
		$row->{label}{$form} //= $line->{item_label};
		push @{ $form_rows{$form} }, $row if !$row->{form_cells}{$form};
		add_cell($line, $row, $form);
	}
}

sub outline
{
	my ($row) = @_;
	my $rank = $row->{section} == 4 ? index('review direct after', $row->{number}) + 100
	  : join '.', map { sprintf '%02d', $_ } split /\./, $row->{number};
	return "$row->{section} $rank";
}

sub sort_rows
{
	my $seen = 0;
	my %first = map { $_->{item} => $seen++ } @rows;
	my $rank = 0;
	@rows = sort { outline($a) cmp outline($b) || $first{ $a->{item} } <=> $first{ $b->{item} } }
	  @rows;
	my %rank = map { $_->{item} => $rank++ } @rows;
	@$_ = sort { $rank{ $a->{item} } <=> $rank{ $b->{item} } } @$_ for values %form_rows;
}

sub number_cells
{
	@cells = map { @{ $_->{cells} } } @rows;
	$cells[$_]{index} = $_ for 0 .. $#cells;
	my %seen;
	@column_names = grep { !$seen{$_}++ } map { $_->{column} } @cells;
}

read_form($_) for @forms;
sort_rows();
number_cells();

1;
