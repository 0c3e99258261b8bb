-- What a database holds when it is upgraded: a registry, tables with CHECKs, generated columns,
-- indexes on expressions, by btree and by hash, partitions and views. Of upgrade.pl, and of
-- test/chroot/upgrade.sql.
CREATE FUNCTION body(i int) RETURNS text LANGUAGE sql AS $$
	SELECT format(E'第%s局%s年政府信息公开工作年度报告\n一、总体情况\n共收到申请%s件。\n' ||
		E'三、收到和处理政府信息公开申请情况\n' ||
		E'一、本年新收政府信息公开申请数量 | %3$s | 0 | 0 | 0 | 0 | 2 | %4$s |\n' ||
		E'二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n' ||
		E'三、本年度办理结果 | （一）予以公开 | %3$s | 0 | 0 | 0 | 0 | 2 | %4$s |\n' ||
		E'（七）总计 | %3$s | 0 | 0 | 0 | 0 | 2 | %4$s |\n' ||
		E'四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n',
		translate(i::text, '0123456789', '零一二三四五六七八九'), 2021 + i % 4, i, i + 2)
$$;
CREATE TABLE report (id int, report disclosure_report CHECK (assert_balanced(report)),
	agency text GENERATED ALWAYS AS ((report).agency) STORED,
	figures disclosure_figures GENERATED ALWAYS AS (report::disclosure_figures) STORED);
CREATE INDEX ON report (((report).applications.granted.total));
INSERT INTO report SELECT i, parse_report(body(i)) FROM generate_series(1, 60) i;
UPDATE report SET report.proactive.fees_amount = id + 0.50 WHERE id % 3 = 0;
UPDATE report SET report.disputes.reconsideration = ROW(id, 0, 0, 1, id + 1) WHERE id % 5 = 1;
UPDATE report SET report.disputes.litigation_direct = ROW(1, 0, 0, 0, 1) WHERE id % 5 = 2;
CREATE TABLE kept AS SELECT id, figures FROM report;
CREATE INDEX kept_btree ON kept (figures);
CREATE INDEX kept_hash ON kept USING hash (figures);
CREATE TABLE parted (id int, figures disclosure_figures) PARTITION BY HASH (figures);
CREATE TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO parted SELECT * FROM kept;
CREATE TABLE part (applications application_outcomes, granted applicant_counts,
	disputes dispute_outcomes, proactive proactive_disclosure);
INSERT INTO part SELECT (report).applications, (report).applications.granted, (report).disputes,
	(report).proactive FROM report;
CREATE VIEW total AS SELECT (report).year, sum(report) AS report, coverage(figures) FROM report
	GROUP BY (report).year;
CALL create_registry('registry');
INSERT INTO registry.filing (body) SELECT body(i) FROM generate_series(1, 20) i;
