# Names with their labels, and the rates of metrics.tsv: what SQL and the documents say of them.
package Dictionary;
use strict;
use warnings;
use utf8;
use Exporter qw(import);
use Tables;
use Forms;
use Identities;
use Labels;

our @EXPORT = qw(names metrics terms formula english_formula view_columns);

my $numeral = qr/[一二三四五六七八九十]/;

sub without_number
{
	my ($label) = @_;
	$label =~ s/^(?:[0-9]+[.、]|（$numeral+）|$numeral、)//;
	return $label;
}

sub without_note { my ($label) = @_; return without_number($label) =~ s/（.*//r }
sub in_words { my ($name) = @_; $name =~ s/\./: /g; $name =~ tr/_/ /; return $name }
sub row_label { my ($item) = @_; return newest($row_of_item{$item}{label}) }

sub find_cell
{
	my ($item, $column) = @_;
	return (grep { $_->{column} eq $column } @{ $row_of_item{$item}{cells} })[0];
}

sub column_label { my $cell = find_cell(@_); return newest($cell->{form_labels}) }

# The groups of results of applications: their label, or else that of their only row.
sub category_label
{
	my ($category) = @_;
	my ($group) = official_labels('group', "3.$category");
	return without_note($row_of_item{$category} ? row_label($category) : $group);
}

sub categories
{
	my %seen;
	return grep { !$seen{$_}++ } map { $_->{item} =~ s/\..*//r } rows_with('outcomes', 'right');
}

# Who applies: the columns that the total adds up.
sub applicants
{
	my ($rule) = grep { $_->{rule} eq 'applicants' } rule_set($forms[0]);
	return map { $_->{column} } @{ $rule->{right} };
}

# Newer forms first, each in its own order.
sub items
{
	my %seen;
	return grep { !$seen{$_}++ } map { $_->{item} } map { form_rows($_) } @forms;
}

sub names
{
	my @agency = grep { $_->{name} ne '-' && $_->{kind} ne 'prefix' } read_table('agencies.tsv');
	my @evidence = map { [ @$_{qw(kind name label english)} ] }
	  map { read_table($_) } qw(evidence.tsv pages.tsv rules.tsv registry.tsv);
	return (
		(map { [ 'category', $_, category_label($_), in_words($_) ] } categories()),
		(map { [ 'applicant', $_, column_label('received', $_), in_words($_) ] } applicants()),
		(map { [ 'item', $_, without_number(row_label($_)), in_words($_) ] } items()),
		(map { [ $_->{kind}, $_->{name}, $_->{label}, in_words($_->{name}) ] } @agency), @evidence);
}

sub metrics { return read_table('metrics.tsv') }

# The cells of a list; "denied.*.total" are the totals of all items in the group.
sub terms
{
	my ($list) = @_;
	my @terms;
	for my $term (split / /, $list)
	{
		my ($item, $column) = $term =~ /^(.*)\.(\w+)$/;
		my $group = $item =~ s/\.\*$//r;
		my @found = grep { $_ eq $item || ($item ne $group && /^\Q$group\E\./) } items();
		@found = grep { find_cell($_, $column) } @found;
		die "metrics.tsv: no form has $term\n" if !@found;
		push @terms, map { [ $row_of_item{$_}, $column ] } @found;
	}
	return @terms;
}

sub term_label
{
	my ($term) = @_;
	my ($item, $column) = $term =~ /^(.*)\.(\w+)$/;
	return category_label($1) if $item =~ /^(\w+)\.\*$/;
	my ($results) = official('group', '3.results') =~ /^($numeral)、/;
	my %is_sum = map { $_->{item} => 1 } rows_with('outcomes', 'left');
	return $results . row_label($item) if $is_sum{$item};
	my $label = without_note(row_label($item));
	my $is_plain = $column eq 'total' && $row_of_item{$item}{section} == 3;
	return $is_plain ? $label : "$label：" . column_label($item, $column);
}

sub sum_of
{
	my ($brackets, @terms) = @_;
	my ($open, $close) = split //, $brackets;
	return @terms > 1 ? $open . join(' + ', @terms) . $close : $terms[0];
}

sub formula
{
	my ($metric) = @_;
	return join ' ÷ ', map { sum_of('（）', map { term_label($_) } split / /, $metric->{$_}) }
	  qw(numerator base);
}

sub english_formula
{
	my ($metric) = @_;
	return join ' / ', map { sum_of('()', split / /, $metric->{$_}) } qw(numerator base);
}

# Columns that several views have are explained once, under the view *.
sub view_columns
{
	my %seen;
	my @columns = read_table('views.tsv');
	for my $name (map { "$_->{view}.$_->{column}" } @columns)
	{
		die "views.tsv has $name twice\n" if $seen{$name}++;
	}
	return @columns;
}

1;
