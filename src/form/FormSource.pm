# The tables of form.h in C: form.gen.h, the numbers of rows, columns and cells, and form.gen.c.
package FormSource;
use strict;
use warnings;
use utf8;
use Exporter qw(import);
use List::Util qw(max sum);
use Tables;
use Forms;
use Labels;
use Identities;
use Layout;
use Trie;
use Types;

our @EXPORT = qw(print_header print_source);

my @sections = (0 .. 6);

sub column_enum { my ($column) = @_; return 'GD_COLUMN_' . uc $column }

sub all_rule_sets { return map { ([ rule_set($_, 0) ], [ rule_set($_, 1) ]) } @forms }
sub width { my ($identity) = @_; return scalar keys %{ $identity->{sign} } }

# What arrays need to hold.
sub bounds
{
	my @sets = all_rule_sets();
	my @grids = map { form_grids($_) } @forms;
	my @lines = map { my @of_section = all_rows($_); scalar @of_section } @sections;
	my @disputes = map { @{ $_->{cells} } } all_rows(4);
	my %article = map { $_->{number} => 1 } all_rows(2);
	return (
		FORM_COUNT => scalar @forms, SECTIONS => scalar @sections,
		CELL_COUNT => scalar @cells, LABEL_COUNT => scalar keys %labels,
		MONEY_COUNT => scalar(grep { is_money($_) } @cells),
		ROW_WIDTH => max(map { scalar @{ $_->{cells} } } @rows),
		LINE_MAXIMUM => max(scalar @disputes, @lines),
		IDENTITY_MAXIMUM => max(map { scalar @$_ } @sets),
		IDENTITY_WIDTH => max(map { width($_) } map { @$_ } @sets),
		GRID_MAXIMUM => keys(%article) + 2,
		GRID_WIDTH => max(map { scalar @{ $_->{matrix}[0] } } @grids));
}

# Rows and columns of sections 2 to 4 as pack.h has them.
sub shape
{
	my $flat = grep { $_->{section} == 2 } @cells;
	my $block = sub { return '{' . @_ . ', ' . @{ $_[0]{cells} } . '}' };
	return "{{{1, $flat}, " . join(', ', map { $block->(all_rows($_)) } 3, 4) . '}}';
}

sub print_header
{
	print_banner();
	print "#ifndef FORM_GEN_H\n#define FORM_GEN_H\n\n";
	print_enum('GdRow', (map { $_->{enum} } @rows), 'GD_ROW_COUNT');
	print "#define GD_NO_ROW GD_ROW_COUNT\n\n";
	print_enum('GdColumn', (map { column_enum($_) } @column_names), 'GD_COLUMN_COUNT');
	my %group = map { $_->{group} ? ($_->{group} => 1) : () } values %labels;
	print_enum('GdGroup', 'GD_NO_GROUP', map { 'GD_GROUP_' . uc } sort keys %group);
	print_enum('GdRule', (map { 'GD_RULE_' . uc } rule_names()), 'GD_RULE_COUNT');
	my @bounds = bounds();
	print "#define GD_", shift @bounds, " ", shift @bounds, "\n" while @bounds;
	print '#define GD_SHAPE ', shape(), "\n";
	print "\n#endif\t\t\t\t\t\t\t/* FORM_GEN_H */\n";
}

# One label for each form, the oldest first.
sub label_list
{
	my ($labels) = @_;
	return '{' . join(', ', map { $labels->{$_} ? quoted($labels->{$_}) : 'NULL' } @by_year) . '}';
}

sub form_entry
{
	my ($form) = @_;
	return sprintf '{%d, %s, %d, %d}', $form, quoted($form{$form}{document}), $form{$form}{types},
	  $form{$form}{rules};
}

# The place of the column that is the sum of the others, by the rule about the rows of a section.
sub total_of
{
	my ($section, @columns) = @_;
	my ($rule) = grep { $_->{section} == $section && $_->{each} eq 'row' } rule_set($forms[0]);
	my $total = $rule ? $rule->{left}[0]{column} : '';
	return (grep { $columns[$_]{column} eq $total } 0 .. $#columns)[0] // -1;
}

sub section_entry
{
	my ($section) = @_;
	my @of_section = all_rows($section);
	return '{GD_NO_ROW, 0, 0, 0, 0, -1}' if !@of_section;
	my @of_all = map { @{ $_->{cells} } } @of_section;
	my @columns = $section == 2 ? () : @{ $of_section[0]{cells} };
	return sprintf '{%s, %d, %d, %d, %d, %d}', $of_section[0]{enum}, scalar @of_section,
	  $of_all[0]{index}, scalar @of_all, scalar @columns, total_of($section, @columns);
}

# Is the row's number that of a group of rows in another form?
sub is_group
{
	my ($row) = @_;
	return scalar grep { $_->{number} =~ /^\Q$row->{number}.\E/ } all_rows($row->{section});
}

# As bits, the oldest form lowest.
sub form_set
{
	my ($by_form) = @_;
	return sum map { 1 << $_ } grep { $by_form->{ $by_year[$_] } } 0 .. $#by_year;
}

sub row_entry
{
	my ($row) = @_;
	my $common = grep { keys %{ $_->{form_labels} } == @forms } @{ $row->{cells} };
	my ($first) = grep { $_->{number} eq $row->{number} } all_rows($row->{section});
	return sprintf '{%d, %s, %s, %s, %d, %d, %d, %d, %d, %s}', $row->{section},
	  quoted($row->{number}), quoted($row->{item}), label_list($row->{label}),
	  $row->{cells}[0]{index}, scalar @{ $row->{cells} }, is_group($row), form_set($row->{label}),
	  $common > 0 && $common < @{ $row->{cells} }, $first->{enum};
}

sub cell_entry
{
	my ($cell) = @_;
	return sprintf '{%s, %s, %s, %s}', $cell->{row}{enum}, column_enum($cell->{column}),
	  unit_of($cell), label_list($cell->{form_labels});
}

sub print_form_rows
{
	print "const GdFormRow gd_form_rows[GD_FORM_COUNT][GD_ROW_COUNT] = {\n";
	for my $form (@by_year)
	{
		print "\t{\n";
		for my $row (@rows)
		{
			my @of_form = map { $_->{index} } @{ $row->{form_cells}{$form} // [] };
			printf "\t\t{%d, {%s}},\n", scalar @of_form, join(', ', @of_form) || 0;
		}
		print "\t},\n";
	}
	print "};\n\n";
}

sub print_numbers
{
	my ($declaration, @numbers) = @_;
	print "$declaration = {", join(', ', @numbers), "};\n\n";
}

sub print_source
{
	print_banner();
	print "#include \"form/form.h\"\n\n";
	print_list('const GdForm gd_forms[GD_FORM_COUNT]', map { form_entry($_) } @by_year);
	print_list('const GdSectionInfo gd_sections[GD_SECTIONS]', map { section_entry($_) } @sections);
	print_list('const GdRowInfo gd_rows[GD_ROW_COUNT]', map { row_entry($_) } @rows);
	print_list('const GdCellInfo gd_cells[GD_CELL_COUNT]', map { cell_entry($_) } @cells);
	print_numbers('const GdCellIndex gd_money_cells[GD_MONEY_COUNT]',
		map { $_->{index} } grep { is_money($_) } @cells);
	my @ordered = map { outline_rows($_) } @sections;
	print_numbers('const uint8_t gd_row_order[GD_ROW_COUNT]', map { $_->{enum} } @ordered);
	print_numbers('const GdCellIndex gd_cell_order[GD_CELL_COUNT]',
		map { $_->{index} } map { @{ $_->{cells} } } @ordered);
	print_list('const char *const gd_column_names[GD_COLUMN_COUNT]',
		map { quoted($_) } @column_names);
	print_form_rows();
	print_labels();
	print "\n";
	print_comments();
}

1;
