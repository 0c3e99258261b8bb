#!/bin/sh
# Prints the sample texts as CSV: where from, and the text. Where from is the file's name, or $1.
for file in test/data/*.txt; do
	echo "${1:-$(basename "$file" .txt)},\"$(sed 's/"/""/g' "$file")\""
done
