-- the texts of test/texts
CREATE TEMP TABLE text_file (name text COLLATE "C", body text);
\copy text_file FROM PROGRAM 'test/csv.sh test/texts' WITH (FORMAT csv)
