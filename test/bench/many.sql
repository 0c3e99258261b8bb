-- Makes a registry :schema of :agencies agencies, fifty to a city or county, with six years of
-- reports each: those of the table "stored" again and again; with their texts if :texts. Leaves
-- the table "name".
DROP TABLE fact;
CALL create_registry(:'schema');

-- as if each report had come and been accepted
ALTER TABLE :schema.report DROP CONSTRAINT report_filing_id_fkey, DROP CONSTRAINT balanced;
CREATE TABLE name AS
SELECT n, place || CASE n % 50 WHEN 0 THEN '人民政府' ELSE n || office END AS name,
	CASE n % 50 WHEN 0 THEN n / 1000 || '省' ELSE place END || '人民政府' AS parent
FROM generate_series(0, :agencies - 1) n, LATERAL (
	SELECT n / 50 || CASE n / 50 % 4 WHEN 0 THEN '市' ELSE '县' END AS place,
		(ARRAY['教育局', '财政局', '公安局', '民政局', '司法局', '水利局'])[1 + n % 6] AS office) p;
INSERT INTO :schema.agency (name, parent) SELECT name, parent FROM name;
CREATE TABLE numbered AS SELECT row_number() OVER () - 1 AS n, report FROM stored;
\if :texts
ALTER TABLE numbered ADD body text;
UPDATE numbered SET body = format_report(report, 'text');
ALTER TABLE :schema.filing DISABLE TRIGGER USER;
INSERT INTO :schema.filing (body, digest)
SELECT body, sha256(i::text::bytea)
FROM generate_series(1, :agencies * 6) i JOIN numbered s ON s.n = i % 1000;
\endif
INSERT INTO :schema.report (filing_id, agency, year, report)
SELECT a.n * 6 + year - 2018, a.name, year, jsonb_populate_record(report, '{}')
FROM name a, generate_series(2019, 2024) year, numbered s
WHERE s.n = (a.n * 6 + year - 2018) % 1000;
DROP TABLE stored, numbered;
VACUUM ANALYZE;
CALL :schema.keep_peer_groups();
ANALYZE :schema.kept_peer_group, :schema.changed_year;
