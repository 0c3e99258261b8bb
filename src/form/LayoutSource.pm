# The tables of layout.h in C: layout.gen.c.
package LayoutSource;
use strict;
use warnings;
use utf8;
use Exporter qw(import);
use Tables;
use Forms;
use Labels;
use Layout;

our @EXPORT = qw(print_layout);

sub place_entry
{
	my ($place) = @_;
	return sprintf '{GD_PLACE_%s, %d, %d, %d, %s}', @$place{qw(kind rows columns cell)},
	  $place->{text} ? quoted($place->{text}) : 'NULL';
}

sub grid_entry
{
	my ($grid, $places) = @_;
	my $matrix = $grid->{matrix};
	my ($first) = grep { $_->{kind} eq 'VALUE' } map { @$_ } @$matrix;
	return sprintf '{%d, %d, %d, %d, %d, %s, %s, %s}', $grid->{section}, scalar @$matrix,
	  scalar @{ $matrix->[0] }, $grid->{headers}, $grid->{labels},
	  $cells[ $first->{cell} ]{row}{enum},
	  $grid->{title} ? quoted($grid->{title}) : 'NULL', $places;
}

# Gives what gd_layouts says of it.
sub print_grids
{
	my ($name, @grids) = @_;
	my @entries;
	for my $index (0 .. $#grids)
	{
		my $places = "places_${name}_$index";
		print_list("static const GdPlace $places\[]",
			map { place_entry($_) } map { @$_ } @{ $grids[$index]{matrix} });
		push @entries, grid_entry($grids[$index], $places);
	}
	print_list("static const GdGrid grids_$name\[]", @entries);
	return '{' . @grids . ", grids_$name}";
}

sub print_layout
{
	print_banner();
	print "#include \"form/layout.h\"\n\n";
	my @layouts = map { print_grids($_, form_grids($_)) } @by_year;
	my $common = print_grids('common', common_grids());
	print_list('const GdLayout gd_layouts[GD_FORM_COUNT]', @layouts);
	print "const GdLayout gd_common_layout = $common;\n\n";
	my @headings = map { quoted(official('heading', $_)) } 1 .. 6;
	print_list('const char *const gd_headings[GD_SECTIONS]', 'NULL', @headings);
	print "const char gd_notes_heading[] = ", quoted(official('note', '3.notes')), ";\n";
}

1;
