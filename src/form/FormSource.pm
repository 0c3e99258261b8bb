# The tables of form.h in C: form.gen.h, the numbers of rows, columns and cells, and form.gen.c.
package FormSource;
use strict;
use warnings;
use utf8;
use Exporter qw(import);
use List::Util qw(max);
use Tables;
use Forms;
use Labels;
use Identities;
use Trie;
use Types;

our @EXPORT = qw(print_header print_source);

my @by_year = sort { $a <=> $b } @forms;

sub column_enum { my ($column) = @_; return 'GD_COLUMN_' . uc $column }

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
	my @numbers = (CELL_COUNT => scalar @cells, LABEL_COUNT => scalar keys %labels,
		MONEY_COUNT => scalar(grep { is_money($_) } @cells),
		IDENTITY_MAXIMUM => max map { scalar identities($_) } @forms);
	print "#define GD_", shift @numbers, " ", shift @numbers, "\n" while @numbers;
	print "\n#endif\t\t\t\t\t\t\t/* FORM_GEN_H */\n";
}

# One label for each form, the oldest first.
sub label_list
{
	my ($labels) = @_;
	return '{' . join(', ', map { $labels->{$_} ? quoted($labels->{$_}) : 'NULL' } @by_year) . '}';
}

sub row_entry
{
	my ($row) = @_;
	return sprintf '{%d, %s, %s, %s, %d, %d}', $row->{section}, quoted($row->{number}),
	  quoted($row->{item}), label_list($row->{label}), $row->{cells}[0]{index},
	  scalar @{ $row->{cells} };
}

sub cell_entry
{
	my ($cell) = @_;
	return sprintf '{%s, %s, %s, %s}', $cell->{row}{enum}, column_enum($cell->{column}),
	  unit_of($cell), label_list($cell->{form_labels});
}

sub print_form_rows
{
	print "const GdFormRow gd_form_rows[2][GD_ROW_COUNT] = {\n";
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

sub print_source
{
	print_banner();
	print "#include \"form/form.h\"\n\n";
	print_list('const GdRowInfo gd_rows[GD_ROW_COUNT]', map { row_entry($_) } @rows);
	print_list('const GdCellInfo gd_cells[GD_CELL_COUNT]', map { cell_entry($_) } @cells);
	my @money = map { $_->{index} } grep { is_money($_) } @cells;
	print "const int gd_money_cells[GD_MONEY_COUNT] = {", join(', ', @money), "};\n\n";
	print_list('const char *const gd_column_names[GD_COLUMN_COUNT]',
		map { quoted($_) } @column_names);
	print_form_rows();
	print_labels();
	print "\n";
	print_comments();
}

1;
