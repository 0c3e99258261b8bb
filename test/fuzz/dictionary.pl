# Prints a dictionary for libFuzzer: the words of the form's tables, and what markup is made of.
use strict;
use warnings;
use utf8;
use FindBin qw($Bin);
use lib "$Bin/../../src/form";
use Tables qw(read_table);

my %seen;

# As libFuzzer reads it: ASCII as it is, other bytes as \xNN.
sub put
{
	my ($word) = @_;
	utf8::encode($word);
	return if $word eq '' || length $word > 128 || $seen{$word}++;
	$word =~ s/([^ -~]|["\\])/sprintf '\\x%02X', ord $1/eg;
	print "\"$word\"\n";
}

# The columns of a table whose fields are words, or words between spaces.
sub put_columns
{
	my ($file, @columns) = @_;
	for my $line (read_table($file))
	{
		put($_) for map { split / /, $line->{$_} } @columns;
	}
}

put_columns('form-2021.tsv', 'item_label', 'column_label', 'unit');
put_columns('form-2019.tsv', 'item_label', 'column_label', 'unit');
put_columns('labels.tsv', 'label');
put_columns('prose.tsv', 'words');
put_columns('agencies.tsv', 'words');
put($_) for map { s/\\n/\n/r =~ s/\\t/\t/r } map { split / /, $_ } (
	'<table> </table> <tr> </tr> <td> </td> <th> colspan="2" rowspan=2 rowspan=0',
	'style="display:none"',
	'&nbsp; &#20844; <!-- --> <![CDATA[ ]]> <br> <p> </p> <!DOCTYPE <?xml charset=gbk',
	'<w:p> </w:p> <w:tbl> <w:tr> <w:tc> <w:t> <w:del> <w:vMerge/> <w:gridSpan',
	'<w:gridBefore w:val="3"',
	'<row> <c t="s" r="A1" <v> <f> <is> <t> <si> <mergeCell ref="A1:B2" hidden="1" <col',
	'min="1" max="9"',
	'<table:table-row table:number-rows-repeated="9" table:number-columns-repeated="99"',
	'<table:table-cell office:value="0.1" <table:covered-table-cell/> <text:p> <text:s',
	'text:c="9"/>',
	'Content-Type: multipart/related; boundary="x" quoted-printable base64 MIME-Version:',
	'--x =\n =E4',
	'<Workbook <Row> <Cell ss:MergeAcross="2" ss:Index="3" <Data </Data> <pkg:package',
	'<w:wordDocument',
	'\n \t | │ ┼ ─ + - / 、 （一） 1. 2024年 ０ — 增 减 万元 元 件');
