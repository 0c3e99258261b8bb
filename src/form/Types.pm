# The composite types: in SQL, and what the library says of them. SQL is ASCII; the comments come
# from the library, which makes them in any encoding of a database.
package Types;
use strict;
use warnings;
use utf8;
use Exporter qw(import);
use Tables;
use Forms;

our @EXPORT = qw(print_types print_comments);

sub composite
{
	my ($name, $comment, @attributes) = @_;
	return { name => $name, comment => $comment, attributes => \@attributes };
}

sub row_label
{
	my ($row) = @_;
	my %seen;
	return join ' / ', grep { !$seen{$_}++ } map { $row->{label}{$_} // () } @forms;
}

sub cell_comment
{
	my ($cell) = @_;
	my @parts = map { "$_: $cell->{row}{label}{$_}：$cell->{form_labels}{$_}" }
	  grep { $cell->{form_labels}{$_} } @forms;
	return join('; ', @parts) . " ($cell->{unit})";
}

sub row_attributes
{
	my ($row) = @_;
	return map { [ $_->{column}, sql_type($_), newest($_->{form_labels}) . " ($_->{unit})" ] }
	  @{ $row->{cells} };
}

my @report = (
	[ 'title', 'text', 'The title as printed, without line breaks and spaces' ],
	[ 'agency', 'text', 'The administrative organ that the title (or else the narrative) names' ],
	[ 'year', 'integer', 'The year that the report is about, not the year of its publication' ],
	[ 'form', 'integer',
		'Of section 3: ' . join(' or ', map { "$_ ($form{$_}{document})" } @forms)
		  . ', as its table shows' ],
	[ 'proactive_form', 'integer',
		'Of section 2, likewise; NULL also where its tables follow different forms' ],
	[ 'overview', 'text', '第一部分 总体情况: the narrative, one paragraph a line' ],
	[ 'proactive', 'proactive_disclosure', '第二部分 主动公开政府信息情况' ],
	[ 'applications', 'application_outcomes', '第三部分 收到和处理政府信息公开申请情况' ],
	[ 'disputes', 'dispute_outcomes', '第四部分 政府信息公开行政复议、行政诉讼情况' ],
	[ 'problems', 'text', '第五部分 存在的主要问题及改进情况: the narrative, one paragraph a line' ],
	[ 'other_matters', 'text', '第六部分 其他需要报告的事项: the narrative, one paragraph a line' ]);

# Attributes with their type and comment.
sub composites
{
	my $flat = sub { my ($cell) = @_; return attribute($cell->{row}{item}) . "_$cell->{column}" };
	my @proactive = map { [ $flat->($_), sql_type($_), cell_comment($_) ] }
	  grep { $_->{section} == 2 } @cells;
	my $rows_of = sub
	{
		my ($section, $type) = @_;
		return map { [ attribute($_->{item}), $type, row_label($_) ] } all_rows($section);
	};
	return (
		composite('proactive_disclosure', '第二部分 主动公开政府信息情况: the cells of section 2 in all forms; '
			  . 'what the form of the report lacks is NULL', @proactive),
		composite('applicant_counts', 'One row of section 3: applications by applicant; '
			  . 'NULL is a blank, missing or unreadable cell', row_attributes((all_rows(3))[0])),
		composite('application_outcomes', '第三部分 收到和处理政府信息公开申请情况: '
			  . 'one attribute for each row of section 3 in all forms',
			$rows_of->(3, 'applicant_counts')),
		composite('dispute_counts',
			'One block of section 4: reconsideration or litigation by result',
			row_attributes((all_rows(4))[0])),
		composite('dispute_outcomes',
			'第四部分 政府信息公开行政复议、行政诉讼情况: the three blocks of section 4',
			$rows_of->(4, 'dispute_counts')),
		composite('disclosure_report',
			'One 政府信息公开工作年度报告, as its text says it: NULL is what the text does not say', @report));
}

sub print_types
{
	print "-- types: made by src/form/generate.pl from the tables beside it; not to be edited\n\n";
	for my $type (composites())
	{
		my @attributes = map { "\t$_->[0] $_->[1]" } @{ $type->{attributes} };
		print "CREATE TYPE $type->{name} AS (\n", join(",\n", @attributes), "\n);\n\n";
	}
}

sub print_comments
{
	print "const GdComment gd_comments[] = {\n";
	for my $type (composites())
	{
		printf "\t{%s, %s},\n", quoted("TYPE $type->{name}"), quoted($type->{comment});
		printf "\t{%s, %s},\n", quoted("COLUMN $type->{name}.$_->[0]"), quoted($_->[2])
		  for @{ $type->{attributes} };
	}
	print "\t{NULL, NULL}\n};\n";
}

1;
