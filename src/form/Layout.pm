# The tables as the official form prints them, as matrices of places. A place that a wider or higher
# one covers has no text.
package Layout;
use strict;
use warnings;
use utf8;
use Exporter qw(import);
use Tables;
use Forms;
use Labels;

our @EXPORT = qw(form_grids common_grids);

sub place
{
	my ($kind, $text, %place) = @_;
	return { kind => $kind, text => $text, rows => 1, columns => 1, cell => 0, %place };
}

sub header { my ($text, %span) = @_; return place('HEADER', $text, %span) }
sub label { my ($text, %span) = @_; return place('LABEL', $text, %span) }
sub values_of { return map { place('VALUE', undef, cell => $_->{index}) } @_ }

# The first column that is still free in a row.
sub free_column
{
	my ($row) = @_;
	my $column = 0;
	$column++ while $row->[$column];
	return $column;
}

# Rows that name only what begins in them become a matrix.
sub fill_matrix
{
	my @lines = @_;
	my @matrix = map { [] } @lines;
	for my $r (0 .. $#lines)
	{
		for my $place (@{ $lines[$r] })
		{
			my $column = free_column($matrix[$r]);
			my @columns = $column .. $column + $place->{columns} - 1;
			for my $covered ($r .. $r + $place->{rows} - 1)
			{
				$matrix[$covered][$_] = place('COVERED') for @columns;
			}
			$matrix[$r][$column] = $place;
		}
	}
	die "the rows of a table differ in width\n" if grep { @$_ != @{ $matrix[0] } } @matrix;
	die "a table is too large\n" if @matrix > 255 || @{ $matrix[0] } > 255;
	return \@matrix;
}

sub grid
{
	my ($section, $labels, $headers, $title, @lines) = @_;
	return { section => $section, labels => $labels, headers => $headers, title => $title,
		matrix => fill_matrix(@lines) };
}

sub article_title
{
	my ($article) = @_;
	my $numeral = substr '零一二三四五六七八九', (split /\./, $article)[1], 1;
	my ($title) = grep { /（$numeral）/ } official_labels('group', '2.article_20');
	return $title // die "labels.tsv: no article $article\n";
}

# Section 2: one table for each item of article 20.
sub article_grids
{
	my ($form) = @_;
	my (%of_article, @articles);
	for my $row (section_rows($form, 2))
	{
		push @articles, $row->{number} if !$of_article{ $row->{number} };
		push @{ $of_article{ $row->{number} } }, $row;
	}
	my @grids;
	for my $article (@articles)
	{
		my @of_article = @{ $of_article{$article} };
		my @columns = form_columns($form, $of_article[0]);
		my @headers = map { header($_) } official('group', '2.items'), @columns;
		my @lines = map { [ label($_->{label}{$form}), values_of(@{ $_->{form_cells}{$form} }) ] }
		  @of_article;
		push @grids, grid(2, 1, 1, article_title($article), \@headers, @lines);
	}
	return @grids;
}

# The labels of the groups that begin with a row of section 3.
sub group_labels
{
	my ($row, $seen, @of_table) = @_;
	my @begun;
	my @results = grep { $_->{number} =~ /^3\./ } @of_table;
	push @begun, label(official('group', '3.results'), rows => scalar @results)
	  if $row == $results[0];
	my ($group) = $row->{item} =~ /^(\w+)\./;
	return @begun if !$group || $row->{number} !~ /\..*\./ || $seen->{$group}++;
	my $rows = grep { $_->{item} =~ /^$group\./ } @of_table;
	return (@begun, label(official('group', "3.$group"), rows => $rows));
}

# Section 3: three columns of labels beside those of values, of which all but the first and the last
# are kinds of organizations.
sub application_grid
{
	my ($form, @of_table) = @_;
	my @columns = form_columns($form, $of_table[0]);
	my @organizations = @columns[ 1 .. $#columns - 1 ];
	my $note = place('NOTE', official('note', '3.reconciliation'), rows => 3, columns => 3);
	my @lines = (
		[ $note, header(official('group', '3.applicants'), columns => scalar @columns) ],
		[ header($columns[0], rows => 2),
			header(official('group', '3.organizations'), columns => scalar @organizations),
			header($columns[-1], rows => 2) ],
		[ map { header($_) } @organizations ]);
	my %seen;
	for my $row (@of_table)
	{
		my $depth = split /\./, $row->{number};
		push @lines, [ group_labels($row, \%seen, @of_table),
			label($row->{label}{$form}, columns => 4 - $depth),
			values_of(@{ $row->{form_cells}{$form} }) ];
	}
	return grid(3, 3, 3, undef, @lines);
}

# Section 4: a single row of values under three of headers.
sub dispute_grid
{
	my ($form) = @_;
	my @of_section = section_rows($form, 4);
	my @columns = form_columns($form, $of_section[0]);
	my ($first, @others) = map { (split /：/, $_->{label}{$form})[-1] } @of_section;
	my $litigation = header(official('group', '4.litigation'), columns => @columns * @others);
	return grid(4, 0, 3, undef,
		[ header($first, columns => scalar @columns), $litigation ],
		[ (map { header($_, rows => 2) } @columns),
			map { header($_, columns => scalar @columns) } @others ],
		[ map { header($_) } map { @columns } @others ],
		[ values_of(map { @{ $_->{form_cells}{$form} } } @of_section) ]);
}

sub form_grids
{
	my ($form) = @_;
	my $applications = application_grid($form, section_rows($form, 3));
	return (article_grids($form), $applications, dispute_grid($form));
}

# What all forms have alike, so that nothing in it tells the form.
sub common_grids
{
	my @common = grep { keys %{ $_->{label} } == @forms } section_rows($forms[0], 3);
	return (application_grid($forms[0], @common), dispute_grid($forms[0]));
}

1;
