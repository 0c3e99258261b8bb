-- what has become of questions

CREATE TABLE @schema@.follow_up (
	agency      text NOT NULL CONSTRAINT agency_is_short CHECK (length(agency) <= 200),
	year        integer NOT NULL CONSTRAINT year_has_four_digits CHECK (year BETWEEN 1000 AND 9999),
	rule        text,
	item        text,
	column_name text,
	status      text CHECK (status IN ('open', 'asked', 'answered', 'accepted')),
	note        text,
	due         date,
	made_by     name NOT NULL DEFAULT current_user,
	made_at     timestamptz NOT NULL DEFAULT now(),
	id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	CONSTRAINT cell_has_a_rule CHECK (rule IS NOT NULL OR num_nonnulls(item, column_name) = 0)
);
CREATE INDEX ON @schema@.follow_up (agency, year);
COMMENT ON TABLE @schema@.follow_up IS
	'What has become of questions: INSERT or COPY a row whenever something happens. The last '
	'status, note and due of a question count, also after its report is read again or corrected';
COMMENT ON COLUMN @schema@.follow_up.agency IS
	'By any name that agency_name has: agency_key of what is written here';
COMMENT ON COLUMN @schema@.follow_up.year IS 'The year that is reported about';
COMMENT ON COLUMN @schema@.follow_up.rule IS
	'The question, with item and column_name, as question_item has them; NULL: all questions of '
	'this agency and year';
COMMENT ON COLUMN @schema@.follow_up.item IS 'As in question_item';
COMMENT ON COLUMN @schema@.follow_up.column_name IS 'As in question_item';
COMMENT ON COLUMN @schema@.follow_up.status IS
	'open, asked, answered or accepted; the last two are no more in letters. NULL: as it was';
COMMENT ON COLUMN @schema@.follow_up.note IS 'The answer, or anything. NULL: as it was';
COMMENT ON COLUMN @schema@.follow_up.due IS
	'The last day on which the answer may come. NULL: as it was';
COMMENT ON COLUMN @schema@.follow_up.made_by IS 'The role that wrote the row';
COMMENT ON COLUMN @schema@.follow_up.made_at IS 'When its transaction began';
CREATE TRIGGER spell_names BEFORE INSERT OR UPDATE ON @schema@.follow_up
	FOR EACH ROW EXECUTE FUNCTION @schema@.spell_names('agency');
COMMENT ON TRIGGER spell_names ON @schema@.follow_up IS 'One agency has one spelling';
