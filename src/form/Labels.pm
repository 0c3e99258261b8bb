# The labels that reports print: those of the forms and those of labels.tsv.
#
# A label that stands for two rows, or that one slip turns into the label of another row, is an
# error.
package Labels;
use strict;
use warnings;
use utf8;
use Exporter qw(import);
use Tables;
use Forms;

our @EXPORT = qw(%labels official official_labels ordered_labels);

our %labels;
my %official;

# What the parser compares: the ideographs of a label, without its number ("1.", "（一）", "一、").
sub ideographs
{
	my ($label) = @_;
	my $numeral = qr/[一二三四五六七八九十]+/;
	$label =~ s/^(?:[0-9]+[.、]|（$numeral）|$numeral、)//;
	return join '', $label =~ /\p{Script=Han}/g;
}

# The same with the number's own ideographs, for texts that lost the punctuation after it ("七总计").
sub ideographs_with_number { return join '', $_[0] =~ /\p{Script=Han}/g }

# Both, if they differ.
sub texts_of
{
	my ($label) = @_;
	my %seen;
	return grep { !$seen{$_}++ } ideographs($label), ideographs_with_number($label);
}

# One text has one meaning of each kind.
sub add_meaning
{
	my ($label, $kind, $value) = @_;
	die "the label $label->{text} stands for two ${kind}s\n"
	  if ($label->{$kind} // $value) ne $value;
	$label->{$kind} = $value;
}

sub add_label
{
	my ($text, %meaning) = @_;
	my $label = $labels{$text} //= { text => $text, roles => {}, forms => {} };
	add_meaning($label, $_, $meaning{$_}) for grep { defined $meaning{$_} } qw(row heading);
	$label->{column} = $meaning{column} if $meaning{column};
	$label->{group} = $meaning{group} if $meaning{group};
	$label->{sections}{ $meaning{section} } = 1 if $meaning{section};
	$label->{roles}{ $meaning{role} } = 1;
	$label->{forms}{$_} = 1 for @{ $meaning{forms} };
}

# The label of a row proves the forms that have the row; the label of a column those that print it,
# in section 2, where the forms have different columns.
sub add_row_labels
{
	my ($form, $row) = @_;
	my %label = (section => $row->{section});
	my @have_row = keys %{ $row->{form_cells} };
	add_label($_, %label, role => 'row', row => $row->{enum}, forms => \@have_row)
	  for texts_of($row->{label}{$form});
	for my $cell (@{ $row->{form_cells}{$form} })
	{
		add_label(ideographs($cell->{form_labels}{$form}), %label, role => 'column',
			column => "$cell->{section}.$cell->{column}",
			forms => $cell->{section} == 2 ? [$form] : \@forms);
	}
}

# What labels.tsv says that another label proves, it proves of the later forms that have its row or
# column, too.
sub proved_forms
{
	my ($line) = @_;
	my ($form, $name) = @$line{qw(form name)};
	return \@forms if $form eq '-';
	my ($section, $column) = $name =~ /^(\d)\.(\w+)$/;
	my $has = sub
	{
		my ($later) = @_;
		return grep { $_->{item} eq $name } form_rows($later) if !$column;
		my @in_section = map { @{ $_->{form_cells}{$later} } } section_rows($later, $section);
		return grep { $_->{column} eq $column } @in_section;
	};
	return [ grep { $_ == $form || ($_ > $form && $has->($_)) } @forms ];
}

sub add_other_label
{
	my ($line) = @_;
	my ($role, $name) = @$line{qw(role name)};
	my %meaning = (role => $role, forms => proved_forms($line));
	push @{ $official{$role}{$name} }, $line->{label};
	if ($role eq 'row')
	{
		my $row = $row_of_item{$name} // die "labels.tsv: no row $name\n";
		@meaning{qw(row section)} = @$row{qw(enum section)};
	}
	$meaning{heading} = $name if $role eq 'heading';
	($meaning{section}, my $part) = $name =~ /^(\d)\.(\w+)$/ if $role =~ /^(?:column|group|note)$/;
	$meaning{group} = $part if $role eq 'group' || $role eq 'note';
	$meaning{column} = $name if $role eq 'column';
	my @texts = $role eq 'group' ? ideographs($line->{label}) : texts_of($line->{label});
	add_label($_, %meaning) for @texts;
}

# What the official form prints: the first label of its name, or all of them.
sub official_labels { my ($role, $name) = @_; return @{ $official{$role}{$name} // [] } }

sub official
{
	my ($role, $name) = @_;
	return (official_labels($role, $name))[0] // die "labels.tsv: no $role $name\n";
}

sub edit_distance
{
	my ($a, $b) = @_;
	my @previous = (0 .. length $b);
	for my $i (1 .. length $a)
	{
		my @current = ($i);
		for my $j (1 .. length $b)
		{
			my $best = $previous[ $j - 1 ] + (substr($a, $i - 1, 1) ne substr($b, $j - 1, 1));
			$best = $previous[$j] + 1 if $previous[$j] + 1 < $best;
			$best = $current[ $j - 1 ] + 1 if $current[ $j - 1 ] + 1 < $best;
			push @current, $best;
		}
		@previous = @current;
	}
	return $previous[-1];
}

sub check_slips
{
	my @of_rows = grep { defined $_->{row} } map { $labels{$_} } sort keys %labels;
	while (my $a = shift @of_rows)
	{
		for my $b (grep { $_->{row} ne $a->{row} } @of_rows)
		{
			die "one slip turns $a->{text} into $b->{text}, the label of another row\n"
			  if edit_distance($a->{text}, $b->{text}) < 2;
		}
	}
}

# In the order of their texts, numbered.
sub ordered_labels
{
	my @ordered = map { $labels{$_} } sort keys %labels;
	$ordered[$_]{index} = $_ for 0 .. $#ordered;
	return @ordered;
}

for my $form (@forms) { add_row_labels($form, $_) for form_rows($form) }
add_other_label($_) for read_table('labels.tsv');
check_slips();

1;
