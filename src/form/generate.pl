#!/usr/bin/env perl
#
# Turns the official forms (form-2021.tsv, form-2019.tsv), the labels that reports print for them (labels.tsv) and the
# sums that must hold between their cells (identities.tsv) into everything else that needs them:
#
#   generate.pl header   form.gen.h: the numbers of rows, columns and cells
#   generate.pl source   form.gen.c: the tables behind form.h, the trie of all labels, and the comments on the types
#   generate.pl rules    identity.gen.c: the tables behind identity.h
#   generate.pl agencies agency.gen.c: the words of agencies' names (agencies.tsv)
#   generate.pl layout   layout.gen.c: the tables behind layout.h
#   generate.pl sql      the composite types, as the extension script defines them
#
# A label that stands for two rows, or that one slip turns into the label of another row, fails the build.
#
use strict;
use warnings;
use utf8;
use File::Basename qw(dirname);
use lib dirname(__FILE__);
use Tables;

binmode STDOUT, ':encoding(UTF-8)';
binmode STDERR, ':encoding(UTF-8)';

my @forms = (2021, 2019);
my (@rows, %row_of_item, @cells, %cell_of, %form_rows);
my (%labels, %columns, @column_names, %official);

# The parts of a composite type are named after the item, with _ for the dots of the form's outline.
sub attribute { my ($name) = @_; $name =~ tr/./_/; return $name }

# What the parser compares: the ideographs of a label, without its number ("1.", "（一）", "一、").
sub ideographs
{
	my ($label) = @_;
	$label =~ s/^(?:[0-9]+[.、]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)//;
	return join '', $label =~ /\p{Script=Han}/g;
}

# The same with the number's own ideographs, for texts that lost the punctuation after it ("七总计").
sub ideographs_with_number { return join '', $_[0] =~ /\p{Script=Han}/g }

sub unit_of
{
	my ($cell) = @_;
	return 'GD_UNIT_CHANGE' if $cell->{column} eq 'change';
	return 'GD_UNIT_WAN_YUAN' if $cell->{unit} eq '万元';
	return 'GD_UNIT_YUAN' if $cell->{unit} =~ /^元/;
	return 'GD_UNIT_COUNT';
}

sub add_label
{
	my ($text, %meaning) = @_;
	my $label = $labels{$text} //= { text => $text, row => 'GD_NO_ROW', heading => 0, roles => {}, forms => {} };
	if (defined $meaning{row})
	{
		die "the label $text stands for two rows\n" if $label->{row} ne 'GD_NO_ROW' && $label->{row} ne $meaning{row};
		$label->{row} = $meaning{row};
	}
	if ($meaning{heading})
	{
		die "the label $text heads two sections\n" if $label->{heading} && $label->{heading} != $meaning{heading};
		$label->{heading} = $meaning{heading};
	}
	$label->{column} = $meaning{column} if $meaning{column};
	$label->{group} = $meaning{group} if $meaning{group};
	$label->{sections}{ $meaning{section} } = 1 if $meaning{section};
	$label->{roles}{ $meaning{role} } = 1;
	$label->{forms}{ $meaning{form} } = 1;
}

# Rows and cells of both forms, in the order of the outline; a cell that both forms have is one cell.
sub read_forms
{
	my %position;
	my $line = 0;
	for my $form (@forms)
	{
		for my $cell (read_table("form-$form.tsv"))
		{
			my $item = $cell->{item};
			if (!$row_of_item{$item})
			{
				my $row = { %$cell, enum => 'GD_ROW_' . uc attribute($item), cells => [] };
				$row_of_item{$item} = $row;
				push @rows, $row;
			}
			my $row = $row_of_item{$item};
			$row->{label}{$form} //= $cell->{item_label};
			my $key = "$item.$cell->{column}";
			if (!$cell_of{$key})
			{
				$cell_of{$key} = { %$cell, row => $row, form_labels => {} };
				push @{ $row->{cells} }, $cell_of{$key};
			}
			$cell_of{$key}{form_labels}{$form} = $cell->{column_label};
			push @{ $form_rows{$form} }, $row if !grep { $_ == $row } @{ $form_rows{$form} };
			push @{ $row->{form_cells}{$form} }, $cell_of{$key};
		}
	}
	my $outline = sub {
		my ($row) = @_;
		return sprintf '%d %s', $row->{section}, $row->{section} == 4 ? index('review direct after', $row->{number}) + 100
		  : join '.', map { sprintf '%02d', $_ } split /\./, $row->{number};
	};
	my $seen = 0;
	my %first = map { $_->{item} => $seen++ } @rows;
	@rows = sort { $outline->($a) cmp $outline->($b) || $first{ $a->{item} } <=> $first{ $b->{item} } } @rows;
	for my $row (@rows) { push @cells, @{ $row->{cells} } }
	for my $index (0 .. $#cells) { $cells[$index]{index} = $index }
	for my $cell (@cells)
	{
		next if exists $columns{ $cell->{column} };
		$columns{ $cell->{column} } = @column_names;
		push @column_names, $cell->{column};
	}
	for my $form (@forms)
	{
		my $rank = 0;
		my %rank = map { $_->{item} => $rank++ } @rows;
		@{ $form_rows{$form} } = sort { $rank{ $a->{item} } <=> $rank{ $b->{item} } } @{ $form_rows{$form} };
	}
}

sub read_labels
{
	for my $form (@forms)
	{
		my $only = sub { my ($has) = @_; return keys %$has == 1 ? $form : '-' };
		for my $row (@{ $form_rows{$form} })
		{
			my $label = $row->{label}{$form};
			my $proof = $only->($row->{form_cells});
			add_label(ideographs($label), role => 'row', row => $row->{enum}, section => $row->{section}, form => $proof);
			add_label(ideographs_with_number($label), role => 'row', row => $row->{enum}, section => $row->{section},
				form => $proof)
			  if ideographs($label) ne ideographs_with_number($label);
			for my $cell (@{ $row->{form_cells}{$form} })
			{
				my $proof = $cell->{section} == 2 ? $only->($cell->{form_labels}) : '-';
				$proof = $form if $cell->{column_label} =~ /^本年处理|^处理决定/;
				add_label(ideographs($cell->{form_labels}{$form}), role => 'column', column => "$cell->{section}.$cell->{column}",
					section => $cell->{section}, form => $proof);
			}
		}
	}
	for my $line (read_table('labels.tsv'))
	{
		push @{ $official{ $line->{role} }{ $line->{name} } }, $line->{label};
		my %meaning = (role => $line->{role}, form => $line->{form});
		if ($line->{role} eq 'row')
		{
			die "labels.tsv: no row $line->{name}\n" if !$row_of_item{ $line->{name} };
			$meaning{row} = $row_of_item{ $line->{name} }{enum};
			$meaning{section} = $row_of_item{ $line->{name} }{section};
		}
		$meaning{heading} = $line->{name} if $line->{role} eq 'heading';
		($meaning{section}, my $name) = $line->{name} =~ /^(\d)\.(\w+)$/ if $line->{role} =~ /^(?:column|group|note)$/;
		$meaning{group} = $name if $line->{role} eq 'group' || $line->{role} eq 'note';
		$meaning{column} = $line->{name} if $line->{role} eq 'column';
		my @texts = ideographs($line->{label});
		push @texts, ideographs_with_number($line->{label})
		  if $line->{role} ne 'group' && ideographs($line->{label}) ne ideographs_with_number($line->{label});
		add_label($_, %meaning) for @texts;
	}
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

sub check_labels
{
	my @of_rows = grep { $_->{row} ne 'GD_NO_ROW' } map { $labels{$_} } sort keys %labels;
	for my $i (0 .. $#of_rows)
	{
		for my $j ($i + 1 .. $#of_rows)
		{
			my ($a, $b) = @of_rows[ $i, $j ];
			next if $a->{row} eq $b->{row};
			die "one slip turns $a->{text} into $b->{text}, the label of another row\n"
			  if edit_distance($a->{text}, $b->{text}) < 2;
		}
	}
}

sub roles
{
	my ($label) = @_;
	return join ' | ', map { 'GD_ROLE_' . uc } sort keys %{ $label->{roles} };
}

sub forms_proved
{
	my ($label) = @_;
	my @proved = sort keys %{ $label->{forms} };
	return @proved == 1 && $proved[0] ne '-' ? $proved[0] : 0;
}

sub print_enum
{
	my ($name, @values) = @_;
	print "typedef enum $name\n{\n", (map { "\t$_,\n" } @values), "} $name;\n\n";
}

sub print_header
{
	my $labels = keys %labels;
	print "/* Made by src/form/generate.pl from the tables beside it; not to be edited. */\n#ifndef FORM_GEN_H\n#define FORM_GEN_H\n\n";
	print_enum('GdRow', (map { $_->{enum} } @rows), 'GD_ROW_COUNT');
	print "#define GD_NO_ROW GD_ROW_COUNT\n\n";
	print_enum('GdColumn', (map { 'GD_COLUMN_' . uc } @column_names), 'GD_COLUMN_COUNT');
	my %group = map { $_->{group} ? ($_->{group} => 1) : () } values %labels;
	print_enum('GdGroup', 'GD_NO_GROUP', map { 'GD_GROUP_' . uc } sort keys %group);
	my @rules = map { 'GD_RULE_' . uc $_->{rule} } read_table('identities.tsv');
	print_enum('GdRule', @rules, 'GD_RULE_DOMAIN', 'GD_RULE_COUNT');
	print "#define GD_CELL_COUNT ", scalar @cells, "\n#define GD_LABEL_COUNT $labels\n";
	print "#define GD_MONEY_COUNT ", scalar(grep { sql_type($_) eq 'numeric' } @cells), "\n";
	print "#define GD_IDENTITY_MAXIMUM ", (sort { $b <=> $a } map { scalar identities($_) } @forms)[0], "\n\n#endif\t\t\t\t\t\t\t/* FORM_GEN_H */\n";
}

# The trie in preorder: the first child of a node is the node behind it, its other children follow by their siblings.
sub add_trie_node
{
	my ($nodes, $ideograph, $labels, $depth) = @_;
	my $index = @$nodes;
	my %rows = map { $_->{row} => 1 } @$labels;
	my $node = { ideograph => $ideograph, label => 'GD_NO_LABEL', row => keys %rows == 1 ? (keys %rows)[0] : 'GD_NO_ROW', sibling => 0, leaf => 1 };
	push @$nodes, $node;
	my %behind;
	for my $label (@$labels)
	{
		if (length $label->{text} == $depth) { $node->{label} = $label->{index} }
		else { push @{ $behind{ substr $label->{text}, $depth, 1 } }, $label }
	}
	my $previous;
	for my $next (sort keys %behind)
	{
		my $child = add_trie_node($nodes, ord $next, $behind{$next}, $depth + 1);
		$nodes->[$previous]{sibling} = $child if defined $previous;
		$previous = $child;
		$node->{leaf} = 0;
	}
	return $index;
}

# The children of the root are many: they are found by the low bits of their ideographs.
sub print_trie
{
	my ($ordered) = @_;
	my @nodes;
	add_trie_node(\@nodes, 0, $ordered, 0);
	my (%first, %last);
	for (my $child = 1; $child; $child = $nodes[$child]{sibling_of_root})
	{
		my $bucket = $nodes[$child]{ideograph} & 63;
		my $next = $nodes[$child]{sibling};
		$nodes[$child]{sibling_of_root} = $next;
		$nodes[$child]{sibling} = 0;
		if ($last{$bucket}) { $nodes[ $last{$bucket} ]{sibling} = $child }
		else { $first{$bucket} = $child }
		$last{$bucket} = $child;
	}
	print "const uint16_t gd_trie_first[64] = {", join(', ', map { $first{$_} // 0 } 0 .. 63), "};\n\n";
	print "const GdTrieNode gd_trie_nodes[] = {\n";
	print "\t{$_->{ideograph}, $_->{sibling}, $_->{label}, $_->{row}, $_->{leaf}},\n" for @nodes;
	print "};\n";
}

sub print_source
{
	print "/* Made by src/form/generate.pl from the tables beside it; not to be edited. */\n#include \"form/form.h\"\n\n";
	print "const GdRowInfo gd_rows[GD_ROW_COUNT] = {\n";
	for my $row (@rows)
	{
		printf "\t{%d, %s, %s, {%s, %s}, %d, %d},\n", $row->{section}, quoted($row->{number}), quoted($row->{item}),
		  (map { $row->{label}{$_} ? quoted($row->{label}{$_}) : 'NULL' } 2019, 2021), $row->{cells}[0]{index}, scalar @{ $row->{cells} };
	}
	print "};\n\nconst GdCellInfo gd_cells[GD_CELL_COUNT] = {\n";
	for my $cell (@cells)
	{
		printf "\t{%s, GD_COLUMN_%s, %s, {%s, %s}},\n", $cell->{row}{enum}, uc $cell->{column}, unit_of($cell),
		  map { $cell->{form_labels}{$_} ? quoted($cell->{form_labels}{$_}) : 'NULL' } 2019, 2021;
	}
	print "};\n\nconst int gd_money_cells[GD_MONEY_COUNT] = {", join(', ', map { $_->{index} } grep { sql_type($_) eq 'numeric' } @cells), "};\n";
	print "\nconst char *const gd_column_names[GD_COLUMN_COUNT] = {\n", (map { "\t\"$_\",\n" } @column_names), "};\n\n";
	print "const GdFormRow gd_form_rows[2][GD_ROW_COUNT] = {\n";
	for my $form (2019, 2021)
	{
		print "\t{\n";
		for my $row (@rows)
		{
			my @of_form = @{ $row->{form_cells}{$form} // [] };
			printf "\t\t{%d, {%s}},\n", scalar @of_form, join ', ', @of_form ? map { $_->{index} } @of_form : 0;
		}
		print "\t},\n";
	}
	print "};\n\n";
	my @ordered = map { $labels{$_} } sort keys %labels;
	$ordered[$_]{index} = $_ for 0 .. $#ordered;
	print "const GdLabel gd_labels[GD_LABEL_COUNT] = {\n";
	for my $label (@ordered)
	{
		my @codes = map { sprintf '0x%04X', ord } split //, $label->{text};
		my @sections = keys %{ $label->{sections} };
		printf "\t{%s, %s, %s, %d, %d, %d, %s, %d, (const uint16_t[]) {%s}},\t/* %s */\n", $label->{row}, roles($label),
		  $label->{group} ? 'GD_GROUP_' . uc $label->{group} : 'GD_NO_GROUP', $label->{heading},
		  @sections == 1 ? $sections[0] : 0, forms_proved($label),
		  $label->{column} && $label->{column} =~ /^\d\.(\w+)/ ? 'GD_COLUMN_' . uc $1 : 'GD_COLUMN_COUNT', scalar @codes,
		  join(', ', @codes), $label->{text};
	}
	print "};\n\n";
	print_trie(\@ordered);
	print_comments();
}

# The cells of one side of a rule: rows are named by number, columns by name.
sub side_cells
{
	my ($side, $left, @cells) = @_;
	my %wanted = map { $_ => 1 } split / /, $side;
	my %taken = map { $_->{index} => 1 } @$left;
	return grep {
		my $name = $wanted{ $_->{column} } ? $_->{column} : $_->{row}{number};
		!$taken{ $_->{index} } && ($wanted{$name} || $wanted{'*'} || ($name =~ /^(\d+)\./ && $wanted{"$1.*"}))
	} @cells;
}

# The identities of a form: rule by rule, in the order of the form's columns and rows.
sub identities
{
	my ($form) = @_;
	my @identities;
	for my $rule (read_table('identities.tsv'))
	{
		my @of_section = grep { $_->{section} == $rule->{section} } @{ $form_rows{$form} };
		my @groups = $rule->{each} eq 'row' ? map { $_->{form_cells}{$form} } @of_section
		  : map { my $column = $_; [ map { $_->{form_cells}{$form}[$column] } @of_section ] } 0 .. $#{ $of_section[0]{form_cells}{$form} };
		for my $group (@groups)
		{
			my @left = side_cells($rule->{left}, [], @$group);
			my @right = side_cells($rule->{right}, \@left, @$group);
			die "the rule $rule->{rule} of $form has an empty side\n" if !@left || !@right;
			my %sign = ((map { $_->{index} => 1 } @left), (map { $_->{index} => -1 } @right));
			push @identities, { %$rule, left => \@left, right => \@right, sign => \%sign, first => $group->[0] };
		}
	}
	return @identities;
}

# The identities as a network: every cell leads from one identity to another, so that an identity says that as much comes
# in as goes out. That holds once the identity whose cells all stand in two others, and which follows from these, is left
# out, and each of the others is read forwards or backwards. Identities whose cells stand in no other stay apart.
sub orient
{
	my ($form, @identities) = @_;
	my %of_cell;
	for my $identity (@identities) { push @{ $of_cell{$_} }, $identity for keys %{ $identity->{sign} } }
	my @implied = grep { !grep { @{ $of_cell{$_} } < 3 } keys %{ $_->{sign} } } @identities;
	die "the identities of $form are no network\n" if @implied != 1;
	$_->{orientation} = 0 for @identities;
	for my $cell (keys %of_cell) { $of_cell{$cell} = [ grep { $_ != $implied[0] } @{ $of_cell{$cell} } ] }
	my @queue = $identities[0];
	$queue[0]{orientation} = 1;
	while (my $identity = shift @queue)
	{
		for my $cell (keys %{ $identity->{sign} })
		{
			my @others = grep { $_ != $identity } @{ $of_cell{$cell} };
			die "a cell of $form stands in too many identities\n" if @others != 1;
			my $wanted = -$identity->{orientation} * $identity->{sign}{$cell} * $others[0]{sign}{$cell};
			die "the identities of $form are no network\n" if $others[0]{orientation} == -$wanted;
			push @queue, $others[0] if !$others[0]{orientation};
			$others[0]{orientation} = $wanted;
		}
	}
	check_implied($form, $implied[0], \%of_cell);
	return \%of_cell;
}

# The identities on one side of the cells of the implied one add up to it.
sub check_implied
{
	my ($form, $implied, $of_cell) = @_;
	my ($start) = grep { exists $implied->{sign}{$_} } sort keys %$of_cell;
	my @queue = $of_cell->{$start}[0];
	my (%seen, %sum);
	while (my $identity = shift @queue)
	{
		next if $seen{$identity}++;
		for my $cell (keys %{ $identity->{sign} })
		{
			$sum{$cell} += $identity->{orientation} * $identity->{sign}{$cell};
			push @queue, @{ $of_cell->{$cell} } if !exists $implied->{sign}{$cell};
		}
	}
	my $factor = $sum{$start} * $implied->{sign}{$start};
	die "the identities of $form do not imply $implied->{rule}\n"
	  if grep { $sum{$_} != $factor * ($implied->{sign}{$_} // 0) } keys %sum;
}

sub cell_set
{
	my @words = (0) x 4;
	$words[ $_ >> 6 ] |= 1 << ($_ & 63) for @_;
	return '{{' . join(', ', map { sprintf '0x%016XU', $_ } @words) . '}}';
}

# How a sum names a row: by its number ("三（七）") where a flow ends, else in words ("属于国家秘密").
sub short_label
{
	my ($row) = @_;
	my $label = $row->{label}{2021} // $row->{label}{2019};
	return $1 if $row->{section} == 3 && $label =~ /^([一二三四])、/;
	return "三$1" if $row->{section} == 3 && $row->{number} eq '3.7' && $label =~ /^(（七）)/;
	$label =~ s/^(?:[0-9]+[.、]|（[一二三四五六七八九十]+）)//;
	$label =~ s/[（、，].*// if $row->{section} == 3;
	return $label;
}

sub print_identity
{
	my ($identity) = @_;
	my @cells = map { $_->{index} } @{ $identity->{left} }, @{ $identity->{right} };
	my $by_row = $identity->{each} eq 'row';
	printf "\t{GD_RULE_%s, %s, %s, %d, %d, %d,\n\t\t{%s},\n\t\t%s},\n", uc $identity->{rule},
	  $by_row ? $identity->{first}{row}{enum} : 'GD_NO_ROW', $by_row ? 'GD_COLUMN_COUNT' : 'GD_COLUMN_' . uc $identity->{first}{column},
	  $identity->{orientation}, scalar @{ $identity->{left} }, scalar @cells, join(', ', @cells), cell_set(@cells);
}

# What has become of an application: the group of each row that the results add up from, and NULL for every other row.
sub category
{
	my ($row) = @_;
	my %result = map { $_->{row}{item} => 1 } map { @{ $_->{right} } } grep { $_->{rule} eq 'outcomes' } map { identities($_) } @forms;
	return $result{ $row->{item} } ? quoted($row->{item} =~ s/\..*//r) : 'NULL';
}

sub print_rules
{
	print "/* Made by src/form/generate.pl from the tables beside it; not to be edited. */\n#include \"form/identity.h\"\n\n";
	die "too many cells\n" if @cells > 255;
	print "const char *const gd_rule_names[GD_RULE_COUNT] = {", join(', ', map { "\"$_\"" } (map { $_->{rule} } read_table('identities.tsv')), 'domain'), "};\n\n";
	print "const char *const gd_short_labels[GD_ROW_COUNT] = {\n", (map { "\t" . quoted(short_label($_)) . ",\n" } @rows), "};\n\n";
	print "const char *const gd_categories[GD_ROW_COUNT] = {\n", (map { "\t" . category($_) . ",\n" } @rows), "};\n\n";
	my %sets;
	for my $form (@forms)
	{
		my @identities = identities($form);
		my $of_cell = orient($form, @identities);
		my %number = map { $identities[$_] => $_ } 0 .. $#identities;
		print "static const GdIdentity identities_$form\[] = {\n";
		print_identity($_) for @identities;
		print "};\n\n";
		my @ends;
		for my $cell (0 .. $#cells)
		{
			my ($out, $in) = sort { $a->{orientation} * $a->{sign}{$cell} <=> $b->{orientation} * $b->{sign}{$cell} }
			  grep { $_->{orientation} } @{ $of_cell->{$cell} // [] };
			push @ends, $in ? "{$number{$out}, $number{$in}}" : '{GD_NO_IDENTITY, GD_NO_IDENTITY}';
		}
		print "static const GdArc arcs_$form\[GD_CELL_COUNT] = {\n", (map { "\t$_,\n" } @ends), "};\n\n";
		$sets{$form} = sprintf "\t{%d, %d, identities_$form, arcs_$form,\n\t\t%s},\n", $form, scalar @identities,
		  cell_set(map { keys %{ $_->{sign} } } @identities);
	}
	print "const GdRuleSet gd_rule_sets[2] = {\n$sets{2019}$sets{2021}};\n";
	print "\nconst GdCellSet gd_counts = ", cell_set(map { $_->{index} } grep { unit_of($_) eq 'GD_UNIT_COUNT' } @cells), ";\n";
}

# The words of agencies' names, the longest first.
sub print_agencies
{
	print "/* Made by src/form/generate.pl from the tables beside it; not to be edited. */\n#include \"prose/agency.h\"\n\n";
	my @words;
	for my $line (read_table('agencies.tsv'))
	{
		push @words, [ $_, "GD_AGENCY_\U$line->{kind}\E", $line ] for split / /, $line->{words};
	}
	my %seen;
	$seen{ $_->[0] }++ && die "agencies.tsv has $_->[0] twice\n" for @words;
	print "const GdAgencyWord gd_agency_words[] = {\n";
	printf "\t{%s, L%s, %s, %s},\n", $_->[1], map { quoted($_) } $_->[0], $_->[2]{name}, $_->[2]{label}
	  for sort { length $b->[0] <=> length $a->[0] || $a->[0] cmp $b->[0] } @words;
	print "\t{GD_AGENCY_PREFIX, NULL, NULL, NULL}\n};\n";
}

# The tables as the official form prints them: matrices of places. A place that a wider or higher one covers has no text.
sub place
{
	my ($kind, $text, %place) = @_;
	return { kind => $kind, text => $text, rows => 1, columns => 1, cell => 0, %place };
}

sub header { my ($text, %span) = @_; return place('HEADER', $text, %span) }
sub label { my ($text, %span) = @_; return place('LABEL', $text, %span) }
sub values_of { return map { place('VALUE', undef, cell => $_->{index}) } @_ }
sub official { my ($role, $name) = @_; return $official{$role}{$name}[0] // die "labels.tsv: no $role $name\n" }

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
	my @rows = @_;
	my @matrix = map { [] } @rows;
	for my $r (0 .. $#rows)
	{
		for my $place (@{ $rows[$r] })
		{
			my $column = free_column($matrix[$r]);
			for my $down (0 .. $place->{rows} - 1)
			{
				$matrix[ $r + $down ][ $column + $_ ] = place('COVERED') for 0 .. $place->{columns} - 1;
			}
			$matrix[$r][$column] = $place;
		}
	}
	die "the rows of a table differ in width\n" if grep { @$_ != @{ $matrix[0] } } @matrix;
	return \@matrix;
}

sub grid { my ($section, $labels, $headers, $title, @rows) = @_; return { section => $section, labels => $labels, headers => $headers, title => $title, matrix => fill_matrix(@rows) } }

# Section 2: one table for each item of article 20.
sub article_grids
{
	my ($form) = @_;
	my @numerals = split //, '零一二三四五六七八九';
	my (%of_article, @articles);
	for my $row (grep { $_->{section} == 2 } @{ $form_rows{$form} })
	{
		push @articles, $row->{number} if !$of_article{ $row->{number} };
		push @{ $of_article{ $row->{number} } }, $row;
	}
	my @grids;
	for my $article (@articles)
	{
		my $numeral = $numerals[ (split /\./, $article)[1] ];
		my ($title) = grep { /（$numeral）/ } @{ $official{group}{'2.article_20'} };
		my @rows = @{ $of_article{$article} };
		push @grids, grid(2, 1, 1, $title // die("labels.tsv: no article $article\n"),
			[ header(official('group', '2.items')), map { header($_->{form_labels}{$form}) } @{ $rows[0]{form_cells}{$form} } ],
			map { [ label($_->{label}{$form}), values_of(@{ $_->{form_cells}{$form} }) ] } @rows);
	}
	return @grids;
}

# Section 3: three columns of labels beside seven of values.
sub application_grid
{
	my ($form, @rows) = @_;
	my @columns = map { $_->{form_labels}{$form} } @{ $rows[0]{form_cells}{$form} };
	my @results = grep { $_->{number} =~ /^3\./ } @rows;
	my @lines = (
		[ place('NOTE', official('note', '3.reconciliation'), rows => 3, columns => 3), header(official('group', '3.applicants'), columns => 7) ],
		[ header($columns[0], rows => 2), header(official('group', '3.organizations'), columns => 5), header($columns[6], rows => 2) ],
		[ map { header($_) } @columns[ 1 .. 5 ] ]);
	my %seen;
	for my $row (@rows)
	{
		my @line;
		my ($group) = $row->{item} =~ /^(\w+)\./;
		push @line, label(official('group', '3.results'), rows => scalar @results) if $row == $results[0];
		push @line, label(official('group', "3.$group"), rows => scalar grep { $_->{item} =~ /^$group\./ } @rows)
		  if $group && $row->{number} =~ /\..*\./ && !$seen{$group}++;
		my $depth = split /\./, $row->{number};
		push @lines, [ @line, label($row->{label}{$form}, columns => 4 - $depth), values_of(@{ $row->{form_cells}{$form} }) ];
	}
	return grid(3, 3, 3, undef, @lines);
}

# Section 4: a single row of values under three of headers.
sub dispute_grid
{
	my ($form) = @_;
	my @rows = grep { $_->{section} == 4 } @{ $form_rows{$form} };
	my @columns = map { $_->{form_labels}{$form} } @{ $rows[0]{form_cells}{$form} };
	my @names = map { (split /：/, $_->{label}{$form})[-1] } @rows;
	return grid(4, 0, 3, undef,
		[ header($names[0], columns => 5), header(official('group', '4.litigation'), columns => 10) ],
		[ (map { header($_, rows => 2) } @columns), map { header($_, columns => 5) } @names[ 1 .. $#names ] ],
		[ map { header($_) } map { @columns } @names[ 1 .. $#names ] ],
		[ values_of(map { @{ $_->{form_cells}{$form} } } @rows) ]);
}

sub print_layout
{
	print "/* Made by src/form/generate.pl from the tables beside it; not to be edited. */\n#include \"form/layout.h\"\n\n";
	my %list;
	my %applications = map { my $form = $_; $form => [ grep { $_->{section} == 3 } @{ $form_rows{$form} } ] } 2019, 2021;
	my %grids = map { $_ => [ article_grids($_), application_grid($_, @{ $applications{$_} }), dispute_grid($_) ] } 2019, 2021;
	$grids{common} = [ application_grid(2021, grep { $_->{form_cells}{2019} } @{ $applications{2021} }), dispute_grid(2021) ];
	for my $form (2019, 2021, 'common')
	{
		my @grids = @{ $grids{$form} };
		for my $index (0 .. $#grids)
		{
			my $grid = $grids[$index];
			print "static const GdPlace places_${form}_$index\[] = {\n";
			for my $place (map { @$_ } @{ $grid->{matrix} })
			{
				printf "\t{GD_PLACE_%s, %d, %d, %d, %s},\n", @$place{qw(kind rows columns cell)}, $place->{text} ? quoted($place->{text}) : 'NULL';
			}
			print "};\n\n";
			push @{ $list{$form} }, sprintf "\t{%d, %d, %d, %d, %d, %s, places_${form}_$index},\n", $grid->{section}, scalar @{ $grid->{matrix} },
			  scalar @{ $grid->{matrix}[0] }, $grid->{headers}, $grid->{labels}, $grid->{title} ? quoted($grid->{title}) : 'NULL';
		}
		print "static const GdGrid grids_$form\[] = {\n", @{ $list{$form} }, "};\n\n";
	}
	print "const GdLayout gd_layouts[3] = {\n", (map { sprintf "\t{%d, grids_$_},\n", scalar @{ $list{$_} } } 2019, 2021, 'common'), "};\n\n";
	print "const char *const gd_headings[7] = {\n\tNULL,\n", (map { "\t" . quoted(official('heading', $_)) . ",\n" } 1 .. 6), "};\n\n";
	print "const char gd_notes_heading[] = ", quoted(official('note', '3.notes')), ";\n";
}

sub sql_type { my ($cell) = @_; return unit_of($cell) =~ /YUAN/ ? 'numeric' : 'bigint' }

# The types in SQL are ASCII; the library has their comments, which it makes in any encoding of a database.
sub print_composite
{
	my ($type) = @_;
	my @attributes = @{ $type->{attributes} };
	my $last = pop @attributes;
	print "CREATE TYPE $type->{name} AS (\n", (map { "\t$_->[0] $_->[1],\n" } @attributes), "\t$last->[0] $last->[1]\n);\n\n";
}

sub print_comments
{
	print "\nconst GdComment gd_comments[] = {\n";
	for my $type (composites())
	{
		printf "\t{%s, %s},\n", quoted("TYPE $type->{name}"), quoted($type->{comment});
		printf "\t{%s, %s},\n", quoted("COLUMN $type->{name}.$_->[0]"), quoted($_->[2]) for @{ $type->{attributes} };
	}
	print "\t{NULL, NULL}\n};\n";
}

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
	my @parts;
	for my $form (@forms)
	{
		push @parts, "$form: $cell->{row}{label}{$form}：$cell->{form_labels}{$form}" if $cell->{form_labels}{$form};
	}
	return join('; ', @parts) . " ($cell->{unit})";
}

# The composite types: attributes with their type and comment.
sub composites
{
	my %of = (2 => [], 3 => [], 4 => []);
	push @{ $of{ $_->{section} } }, $_ for @rows;
	return (
	composite('proactive_disclosure',
		'第二部分 主动公开政府信息情况: the cells of section 2 in both forms; what the form of the report lacks is NULL', map { [ attribute($_->{row}{item}) . "_$_->{column}", sql_type($_), cell_comment($_) ] }
		  map { @{ $_->{cells} } } @{ $of{2} }),
	composite('applicant_counts', 'One row of section 3: applications by applicant; NULL is a blank, missing or unreadable cell',
		map { [ $_->{column}, sql_type($_), "$_->{form_labels}{2021} ($_->{unit})" ] } @{ $of{3}[0]{cells} }),
	composite('application_outcomes', '第三部分 收到和处理政府信息公开申请情况: one attribute for each row of section 3 in both forms',
		map { [ attribute($_->{item}), 'applicant_counts', row_label($_) ] } @{ $of{3} }),
	composite('dispute_counts', 'One block of section 4: reconsideration or litigation by result',
		map { [ $_->{column}, sql_type($_), "$_->{form_labels}{2021} ($_->{unit})" ] } @{ $of{4}[0]{cells} }),
	composite('dispute_outcomes', '第四部分 政府信息公开行政复议、行政诉讼情况: the three blocks of section 4',
		map { [ attribute($_->{item}), 'dispute_counts', row_label($_) ] } @{ $of{4} }),
	composite(
		'disclosure_report',
		'One 政府信息公开工作年度报告, as its text says it: NULL is what the text does not say',
		[ 'title', 'text', 'The title as printed, without line breaks and spaces' ],
		[ 'agency', 'text', 'The administrative organ that the title (or else the narrative) names' ],
		[ 'year', 'integer', 'The year that the report is about, not the year of its publication' ],
		[ 'form', 'integer', '2021 (国办公开办函〔2021〕30号) or 2019 (国办公开办函〔2019〕60号), as the tables show' ],
		[ 'overview', 'text', '第一部分 总体情况: the narrative, one paragraph a line' ],
		[ 'proactive', 'proactive_disclosure', '第二部分 主动公开政府信息情况' ],
		[ 'applications', 'application_outcomes', '第三部分 收到和处理政府信息公开申请情况' ],
		[ 'disputes', 'dispute_outcomes', '第四部分 政府信息公开行政复议、行政诉讼情况' ],
		[ 'problems', 'text', '第五部分 存在的主要问题及改进情况: the narrative, one paragraph a line' ],
		[ 'other_matters', 'text', '第六部分 其他需要报告的事项: the narrative, one paragraph a line' ]));
}

sub print_sql
{
	print "-- types: made by src/form/generate.pl from the tables beside it; not to be edited\n\n";
	print_composite($_) for composites();
}

read_forms();
read_labels();
check_labels();
my %output = (header => \&print_header, source => \&print_source, rules => \&print_rules, agencies => \&print_agencies,
	layout => \&print_layout, sql => \&print_sql);
my $wanted = $output{ shift // '' } or die "usage: generate.pl header|source|rules|agencies|layout|sql\n";
$wanted->();
