-- the foreign tables of a province, and what its offices list, one behind the other

-- A foreign table is named after its office, and behind the stroke after what it has.
DO $$
DECLARE
	here regnamespace := (
		SELECT typnamespace FROM pg_type WHERE oid = pg_typeof(NULL::@schema@.office));
	extension regnamespace := (
		SELECT typnamespace FROM pg_type
		WHERE oid = pg_typeof(NULL::@extension@.disclosure_figures));
	figures text := format('figures %s.disclosure_figures', extension);
	state text := format('state %s.disclosure_sum', extension);
	part record;
	one record;
BEGIN
	FOR part IN
		SELECT * FROM (VALUES
			('version', 'pg_extension', '{extname name, extversion text}'::text[]),
			('filing', 'filing', '{source text, body text, raw bytea, agency text, year integer, '
				'parent text}'),
			('report', 'current_figures', '{agency text, year integer, form integer, parent text, '
				'region text, level text, sector text, consolidates boolean}'::text[] || figures),
			('year_sums', 'sums_by_year',
				'{year integer, reports bigint, left_out bigint}'::text[] || state),
			('form_sums', 'sums_by_form',
				'{year integer, form integer, reports bigint}'::text[] || state),
			('level_sums', 'sums_by_level',
				'{year integer, level text, reports bigint}'::text[] || state),
			('sector_sums', 'sums_by_sector',
				'{year integer, sector text, reports bigint}'::text[] || state),
			('state', 'filing_state', '{filing_id bigint, source text, state text, agency text, '
				'year integer, superseded_by bigint, reason text, detail text, hint text, '
				'cells_known integer, cells_expected integer}'),
			('progress', 'progress', '{filings bigint, waiting bigint, current bigint, '
				'superseded bigint, rejected bigint}'),
			('missing', 'missing_reports', '{agency text, year integer, due date, '
				'is_overdue boolean, rejected bigint}'),
			('finding', 'findings', '{filing_id bigint, agency text, year integer, origin text, '
				'rule text, item text, column_name text, expression text, lhs numeric, '
				'rhs numeric, difference numeric, rule_label text, rule_english text}')
		) v (suffix, remote, columns)
	LOOP
		FOR one IN
			SELECT office AS server, format('%s.%I', here, office || '_' || part.suffix) AS name,
				CASE part.remote WHEN 'pg_extension' THEN 'pg_catalog' ELSE registry END AS remote
			FROM @schema@.office
		LOOP
			IF to_regclass(one.name) IS NULL THEN
				EXECUTE format('CREATE FOREIGN TABLE %s (%s) SERVER %I OPTIONS (schema_name %L, '
						'table_name %L, async_capable ''true'', fetch_size ''1000'')',
					one.name, array_to_string(part.columns, ', '), one.server, one.remote,
					part.remote);
			ELSE
				EXECUTE format('ALTER FOREIGN TABLE %s OPTIONS (SET schema_name %L)', one.name,
					one.remote);
			END IF;
		END LOOP;
		CONTINUE WHEN part.suffix = 'version';
		EXECUTE (
			SELECT format('CREATE OR REPLACE VIEW %s.%I AS SELECT * FROM (%s) o '
					'WHERE o.office <> ALL (%1$s.absent_offices())', here, part.remote,
				coalesce(string_agg(format('SELECT %L::name AS office, t.* FROM %s.%I t', office,
						here, office || '_' || part.suffix), ' UNION ALL ' ORDER BY office),
					-- of no office
					(SELECT 'SELECT NULL::name AS office, ' || string_agg(format('NULL::%s AS %s',
							substr(c, strpos(c, ' ') + 1), split_part(c, ' ', 1)), ', '
							ORDER BY place) || ' WHERE false'
						FROM unnest(part.columns) WITH ORDINALITY u (c, place))))
			FROM @schema@.office);
	END LOOP;
END $$;

CREATE OR REPLACE TRIGGER pass_on INSTEAD OF INSERT ON @schema@.filing
	FOR EACH ROW EXECUTE FUNCTION @schema@.pass_on();
COMMENT ON TRIGGER pass_on ON @schema@.filing IS 'A filing goes to the office that it names';
COMMENT ON VIEW @schema@.filing IS
	'To INSERT filings into, with the office that they are for; reading it fetches every text';
