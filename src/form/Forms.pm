# The forms (forms.tsv, form-YEAR.tsv): rows and cells of all of them.
#
# A row is a hash with section, number, item, enum (its name in C), label (by form), cells (of all
# forms) and form_cells (by form). A cell has row, column, unit, index and form_labels (by form); a
# cell that several forms have is one cell. Rows, and cells of section 2, that later versions of the
# types add stand behind those of the ones before, section by section; else they are in the order of
# the outline.
package Forms;
use strict;
use warnings;
use utf8;
use Exporter qw(import);
use Tables;

our @EXPORT = qw(@forms @by_year %form @rows @cells @column_names %row_of_item
  attribute unit_of is_money sql_type newest form_rows section_rows all_rows outline_rows
  form_columns types_of);

our %form = map { $_->{form} => $_ } read_table('forms.tsv');
our @by_year = sort { $a <=> $b } keys %form;
our @forms = reverse @by_year;
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

# What the newest form says of those that say anything.
sub newest { my ($by_form) = @_; return (map { $by_form->{$_} // () } @forms)[0] }

# The rows that a form has, in its own order, and those of one of its sections.
sub form_rows { my ($form) = @_; return @{ $form_rows{$form} } }

sub section_rows
{
	my ($form, $section) = @_;
	return grep { $_->{section} == $section } form_rows($form);
}

# The rows of a section in all forms, in the order of the types, and in that of the outline.
sub all_rows { my ($section) = @_; return grep { $_->{section} == $section } @rows }

sub outline_rows
{
	my ($section) = @_;
	return sort { outline($a) cmp outline($b) } all_rows($section);
}

# The labels of the columns of a row.
sub form_columns
{
	my ($form, $row) = @_;
	return map { $_->{form_labels}{$form} } @{ $row->{form_cells}{$form} };
}

# The version of the types that has a cell first, or one of the cells of a row.
sub types_of
{
	my ($by_form) = @_;
	return (sort { $a <=> $b } map { $form{$_}{types} } keys %$by_form)[0];
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
		die "form-$form.tsv: $line->{item} is $row->{number} in another form\n"
		  if $line->{number} ne $row->{number} || $line->{section} ne $row->{section};
		$row->{label}{$form} //= $line->{item_label};
		push @{ $form_rows{$form} }, $row if !$row->{form_cells}{$form};
		add_cell($line, $row, $form);
	}
}

# Rows without numbers of the outline stay as they were read.
sub outline
{
	my ($row) = @_;
	my @parts = $row->{number} =~ /^[\d.]+$/ ? split /\./, $row->{number} : ();
	return sprintf '%d ' . '%02d.' x @parts . ' %03d', $row->{section}, @parts, $row->{first};
}

sub sort_rows
{
	$rows[$_]{first} = $_ for 0 .. $#rows;
	my $key = sub { my ($row) = @_; return "$row->{section} " . types_of($row->{label}) };
	@rows = sort { $key->($a) cmp $key->($b) || outline($a) cmp outline($b) } @rows;
}

sub number_cells
{
	my $types = sub { my ($cell) = @_; return types_of($cell->{form_labels}) };
	my @flat = sort { $types->($a) <=> $types->($b) } map { @{ $_->{cells} } } all_rows(2);
	@cells = (@flat, map { @{ $_->{cells} } } grep { $_->{section} != 2 } @rows);
	$cells[$_]{index} = $_ for 0 .. $#cells;
	my %seen;
	@column_names = grep { !$seen{$_}++ } map { $_->{column} } @cells;
}

# The rows of sections 3 and 4 are values of one type each.
sub check_columns
{
	for my $section (3, 4)
	{
		my %columns = map { join(' ', map { $_->{column} } @{ $_->{cells} }) => 1 }
		  all_rows($section);
		die "the rows of section $section differ in their columns\n" if keys %columns > 1;
	}
}

read_form($_) for sort { $form{$a}{types} <=> $form{$b}{types} || $b <=> $a } @forms;
sort_rows();
number_cells();
check_columns();

1;
