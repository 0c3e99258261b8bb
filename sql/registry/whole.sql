-- report as one table

ALTER TABLE @schema@.report ADD PRIMARY KEY (filing_id);
-- reports lie apart: who adds figures up, or moves a row on, does not read or copy them
ALTER TABLE @schema@.report SET (toast_tuple_target = 1024);
-- of one year the pages: reports arrive year by year, and this index costs next to nothing
CREATE INDEX ON @schema@.report USING brin (year) WITH (pages_per_range = 32, autosummarize);
