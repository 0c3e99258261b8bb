-- What somebody would write without the extension: section 3 by regular expressions, for one
-- layout, a line of a printed table for each row, and its two identities. True if all of them hold.
CREATE FUNCTION section_3_adds_up(body text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	labels text[] := ARRAY['一、本年新收', '二、上年结转', '（一）予以公开', '（二）部分公开',
		'1.属于国家秘密', '2.其他法律行政法规禁止公开', '3.危及', '4.保护第三方合法权益',
		'5.属于三类内部事务信息', '6.属于四类过程性信息', '7.属于行政执法案卷',
		'8.属于行政查询事项', '1.本机关不掌握', '2.没有现成信息', '3.补正后', '1.信访举报投诉',
		'2.重复申请', '3.要求提供公开出版物', '4.无正当理由', '5.要求行政机关', '1.申请人无正当理由',
		'2.申请人逾期', '3.其他', '（七）总计', '四、结转下年度'];
	figures text[];
	counts bigint[] := '{}';
BEGIN
	FOR i IN 1 .. cardinality(labels) LOOP
		figures := regexp_match(body, replace(labels[i], '.', '\.') ||
			'[^\n|]*\|[ ]*(\d+)\D+(\d+)\D+(\d+)\D+(\d+)\D+(\d+)\D+(\d+)\D+(\d+)');
		IF figures IS NULL THEN
			RETURN NULL;
		END IF;
		counts := counts || figures::bigint[];
	END LOOP;
	FOR c IN 1 .. 7 LOOP
		IF counts[c] + counts[7 + c] <> counts[23 * 7 + c] + counts[24 * 7 + c] OR
			counts[23 * 7 + c] <> (SELECT sum(counts[r * 7 + c]) FROM generate_series(2, 22) r) THEN
			RETURN false;
		END IF;
	END LOOP;
	RETURN true;
END $$;
