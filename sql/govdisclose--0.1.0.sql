\echo Use "CREATE EXTENSION govdisclose" to load this file. \quit

-- types: made from src/form by "make script"
CREATE TYPE proactive_disclosure AS (
	regulations_issued bigint,
	regulations_repealed bigint,
	regulations_in_force bigint,
	regulations_made bigint,
	regulations_disclosed bigint,
	regulations_total_disclosed bigint,
	normative_documents_issued bigint,
	normative_documents_repealed bigint,
	normative_documents_in_force bigint,
	normative_documents_made bigint,
	normative_documents_disclosed bigint,
	normative_documents_total_disclosed bigint,
	licensing_decisions bigint,
	licensing_previous bigint,
	licensing_change bigint,
	other_services_previous bigint,
	other_services_change bigint,
	other_services_decisions bigint,
	penalty_decisions bigint,
	penalty_previous bigint,
	penalty_change bigint,
	coercion_decisions bigint,
	coercion_previous bigint,
	coercion_change bigint,
	fees_amount numeric,
	fees_previous bigint,
	fees_change bigint,
	procurement_projects bigint,
	procurement_amount numeric
);
COMMENT ON TYPE proactive_disclosure IS '第二部分 主动公开政府信息情况: the cells of section 2 in both forms; what the form of the report lacks is NULL';
COMMENT ON COLUMN proactive_disclosure.regulations_issued IS '2021: 规章：本年制发件数 (件)';
COMMENT ON COLUMN proactive_disclosure.regulations_repealed IS '2021: 规章：本年废止件数 (件)';
COMMENT ON COLUMN proactive_disclosure.regulations_in_force IS '2021: 规章：现行有效件数 (件)';
COMMENT ON COLUMN proactive_disclosure.regulations_made IS '2019: 规章：本年新制作数量 (件)';
COMMENT ON COLUMN proactive_disclosure.regulations_disclosed IS '2019: 规章：本年新公开数量 (件)';
COMMENT ON COLUMN proactive_disclosure.regulations_total_disclosed IS '2019: 规章：对外公开总数量 (件)';
COMMENT ON COLUMN proactive_disclosure.normative_documents_issued IS '2021: 行政规范性文件：本年制发件数 (件)';
COMMENT ON COLUMN proactive_disclosure.normative_documents_repealed IS '2021: 行政规范性文件：本年废止件数 (件)';
COMMENT ON COLUMN proactive_disclosure.normative_documents_in_force IS '2021: 行政规范性文件：现行有效件数 (件)';
COMMENT ON COLUMN proactive_disclosure.normative_documents_made IS '2019: 规范性文件：本年新制作数量 (件)';
COMMENT ON COLUMN proactive_disclosure.normative_documents_disclosed IS '2019: 规范性文件：本年新公开数量 (件)';
COMMENT ON COLUMN proactive_disclosure.normative_documents_total_disclosed IS '2019: 规范性文件：对外公开总数量 (件)';
COMMENT ON COLUMN proactive_disclosure.licensing_decisions IS '2021: 行政许可：本年处理决定数量; 2019: 行政许可：处理决定数量 (件)';
COMMENT ON COLUMN proactive_disclosure.licensing_previous IS '2019: 行政许可：上一年项目数量 (项)';
COMMENT ON COLUMN proactive_disclosure.licensing_change IS '2019: 行政许可：本年增/减 (项)';
COMMENT ON COLUMN proactive_disclosure.other_services_previous IS '2019: 其他对外管理服务事项：上一年项目数量 (项)';
COMMENT ON COLUMN proactive_disclosure.other_services_change IS '2019: 其他对外管理服务事项：本年增/减 (项)';
COMMENT ON COLUMN proactive_disclosure.other_services_decisions IS '2019: 其他对外管理服务事项：处理决定数量 (件)';
COMMENT ON COLUMN proactive_disclosure.penalty_decisions IS '2021: 行政处罚：本年处理决定数量; 2019: 行政处罚：处理决定数量 (件)';
COMMENT ON COLUMN proactive_disclosure.penalty_previous IS '2019: 行政处罚：上一年项目数量 (项)';
COMMENT ON COLUMN proactive_disclosure.penalty_change IS '2019: 行政处罚：本年增/减 (项)';
COMMENT ON COLUMN proactive_disclosure.coercion_decisions IS '2021: 行政强制：本年处理决定数量; 2019: 行政强制：处理决定数量 (件)';
COMMENT ON COLUMN proactive_disclosure.coercion_previous IS '2019: 行政强制：上一年项目数量 (项)';
COMMENT ON COLUMN proactive_disclosure.coercion_change IS '2019: 行政强制：本年增/减 (项)';
COMMENT ON COLUMN proactive_disclosure.fees_amount IS '2021: 行政事业性收费：本年收费金额（单位：万元） (万元)';
COMMENT ON COLUMN proactive_disclosure.fees_previous IS '2019: 行政事业性收费：上一年项目数量 (项)';
COMMENT ON COLUMN proactive_disclosure.fees_change IS '2019: 行政事业性收费：本年增/减 (项)';
COMMENT ON COLUMN proactive_disclosure.procurement_projects IS '2019: 政府集中采购：采购项目数量 (项)';
COMMENT ON COLUMN proactive_disclosure.procurement_amount IS '2019: 政府集中采购：采购总金额 (元; the text may say 元 or 万元)';

CREATE TYPE applicant_counts AS (
	natural_person bigint,
	business bigint,
	research bigint,
	public_interest bigint,
	legal_service bigint,
	other bigint,
	total bigint
);
COMMENT ON TYPE applicant_counts IS 'One row of section 3: applications by applicant; NULL is a blank, missing or unreadable cell';
COMMENT ON COLUMN applicant_counts.natural_person IS '自然人 (件)';
COMMENT ON COLUMN applicant_counts.business IS '商业企业 (件)';
COMMENT ON COLUMN applicant_counts.research IS '科研机构 (件)';
COMMENT ON COLUMN applicant_counts.public_interest IS '社会公益组织 (件)';
COMMENT ON COLUMN applicant_counts.legal_service IS '法律服务机构 (件)';
COMMENT ON COLUMN applicant_counts.other IS '其他 (件)';
COMMENT ON COLUMN applicant_counts.total IS '总计 (件)';

CREATE TYPE application_outcomes AS (
	received applicant_counts,
	carried_in applicant_counts,
	granted applicant_counts,
	partly_granted applicant_counts,
	denied_state_secret applicant_counts,
	denied_forbidden_by_law applicant_counts,
	denied_security_stability applicant_counts,
	denied_third_party_rights applicant_counts,
	denied_internal_affairs applicant_counts,
	denied_process_information applicant_counts,
	denied_enforcement_file applicant_counts,
	denied_administrative_query applicant_counts,
	unavailable_not_held applicant_counts,
	unavailable_must_be_created applicant_counts,
	unavailable_still_unclear applicant_counts,
	not_processed_petition applicant_counts,
	not_processed_repeated applicant_counts,
	not_processed_publication applicant_counts,
	not_processed_excessive applicant_counts,
	not_processed_reissue applicant_counts,
	other_undivided applicant_counts,
	other_correction_overdue applicant_counts,
	other_fee_overdue applicant_counts,
	other_unspecified applicant_counts,
	concluded applicant_counts,
	carried_out applicant_counts
);
COMMENT ON TYPE application_outcomes IS '第三部分 收到和处理政府信息公开申请情况: one attribute for each row of section 3 in both forms';
COMMENT ON COLUMN application_outcomes.received IS '一、本年新收政府信息公开申请数量';
COMMENT ON COLUMN application_outcomes.carried_in IS '二、上年结转政府信息公开申请数量';
COMMENT ON COLUMN application_outcomes.granted IS '（一）予以公开';
COMMENT ON COLUMN application_outcomes.partly_granted IS '（二）部分公开（区分处理的，只计这一情形，不计其他情形）';
COMMENT ON COLUMN application_outcomes.denied_state_secret IS '1.属于国家秘密';
COMMENT ON COLUMN application_outcomes.denied_forbidden_by_law IS '2.其他法律行政法规禁止公开';
COMMENT ON COLUMN application_outcomes.denied_security_stability IS '3.危及“三安全一稳定”';
COMMENT ON COLUMN application_outcomes.denied_third_party_rights IS '4.保护第三方合法权益';
COMMENT ON COLUMN application_outcomes.denied_internal_affairs IS '5.属于三类内部事务信息';
COMMENT ON COLUMN application_outcomes.denied_process_information IS '6.属于四类过程性信息';
COMMENT ON COLUMN application_outcomes.denied_enforcement_file IS '7.属于行政执法案卷';
COMMENT ON COLUMN application_outcomes.denied_administrative_query IS '8.属于行政查询事项';
COMMENT ON COLUMN application_outcomes.unavailable_not_held IS '1.本机关不掌握相关政府信息';
COMMENT ON COLUMN application_outcomes.unavailable_must_be_created IS '2.没有现成信息需要另行制作';
COMMENT ON COLUMN application_outcomes.unavailable_still_unclear IS '3.补正后申请内容仍不明确';
COMMENT ON COLUMN application_outcomes.not_processed_petition IS '1.信访举报投诉类申请';
COMMENT ON COLUMN application_outcomes.not_processed_repeated IS '2.重复申请';
COMMENT ON COLUMN application_outcomes.not_processed_publication IS '3.要求提供公开出版物';
COMMENT ON COLUMN application_outcomes.not_processed_excessive IS '4.无正当理由大量反复申请';
COMMENT ON COLUMN application_outcomes.not_processed_reissue IS '5.要求行政机关确认或重新出具已获取信息';
COMMENT ON COLUMN application_outcomes.other_undivided IS '（六）其他处理';
COMMENT ON COLUMN application_outcomes.other_correction_overdue IS '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请';
COMMENT ON COLUMN application_outcomes.other_fee_overdue IS '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请';
COMMENT ON COLUMN application_outcomes.other_unspecified IS '3.其他';
COMMENT ON COLUMN application_outcomes.concluded IS '（七）总计';
COMMENT ON COLUMN application_outcomes.carried_out IS '四、结转下年度继续办理';

CREATE TYPE dispute_counts AS (
	upheld bigint,
	corrected bigint,
	other bigint,
	pending bigint,
	total bigint
);
COMMENT ON TYPE dispute_counts IS 'One block of section 4: reconsideration or litigation by result';
COMMENT ON COLUMN dispute_counts.upheld IS '结果维持 (件)';
COMMENT ON COLUMN dispute_counts.corrected IS '结果纠正 (件)';
COMMENT ON COLUMN dispute_counts.other IS '其他结果 (件)';
COMMENT ON COLUMN dispute_counts.pending IS '尚未审结 (件)';
COMMENT ON COLUMN dispute_counts.total IS '总计 (件)';

CREATE TYPE dispute_outcomes AS (
	reconsideration dispute_counts,
	litigation_direct dispute_counts,
	litigation_after_reconsideration dispute_counts
);
COMMENT ON TYPE dispute_outcomes IS '第四部分 政府信息公开行政复议、行政诉讼情况: the three blocks of section 4';
COMMENT ON COLUMN dispute_outcomes.reconsideration IS '行政复议';
COMMENT ON COLUMN dispute_outcomes.litigation_direct IS '行政诉讼：未经复议直接起诉';
COMMENT ON COLUMN dispute_outcomes.litigation_after_reconsideration IS '行政诉讼：复议后起诉';

CREATE TYPE disclosure_report AS (
	title text,
	agency text,
	year integer,
	form integer,
	overview text,
	proactive proactive_disclosure,
	applications application_outcomes,
	disputes dispute_outcomes,
	problems text,
	other_matters text
);
COMMENT ON TYPE disclosure_report IS 'One 政府信息公开工作年度报告, as its text says it: NULL is what the text does not say';
COMMENT ON COLUMN disclosure_report.title IS 'The title as printed, without line breaks and spaces';
COMMENT ON COLUMN disclosure_report.agency IS 'The administrative organ that the title (or else the narrative) names';
COMMENT ON COLUMN disclosure_report.year IS 'The year that the report is about, not the year of its publication';
COMMENT ON COLUMN disclosure_report.form IS '2021 (国办公开办函〔2021〕30号) or 2019 (国办公开办函〔2019〕60号), as the tables show';
COMMENT ON COLUMN disclosure_report.overview IS '第一部分 总体情况: the narrative, one paragraph a line';
COMMENT ON COLUMN disclosure_report.proactive IS '第二部分 主动公开政府信息情况';
COMMENT ON COLUMN disclosure_report.applications IS '第三部分 收到和处理政府信息公开申请情况';
COMMENT ON COLUMN disclosure_report.disputes IS '第四部分 政府信息公开行政复议、行政诉讼情况';
COMMENT ON COLUMN disclosure_report.problems IS '第五部分 存在的主要问题及改进情况: the narrative, one paragraph a line';
COMMENT ON COLUMN disclosure_report.other_matters IS '第六部分 其他需要报告的事项: the narrative, one paragraph a line';

-- end of types

CREATE FUNCTION parse_report(body text, strict boolean DEFAULT false) RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'parse_report_text'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION parse_report(text, boolean) IS
	'The report that a text holds: every cell as printed, or NULL. NULL if the text holds no part of the form; with strict an error (invalid_text_representation) says so';

CREATE FUNCTION parse_report(body bytea, strict boolean DEFAULT false) RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'parse_report_bytes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION parse_report(bytea, boolean) IS
	'The report that a file holds, whatever its encoding (see report_encoding): otherwise as from text. No bytes are an error by themselves';

CREATE FUNCTION report_cells(
	report disclosure_report,
	OUT section integer, OUT number text, OUT item text, OUT column_name text, OUT label text, OUT value numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'report_cells'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 200;
COMMENT ON FUNCTION report_cells(disclosure_report) IS
	'One row for each cell of the report''s form, in the form''s order; value is NULL where the report has none';

CREATE FUNCTION report_evidence(
	body text,
	OUT section integer, OUT number text, OUT item text, OUT column_name text,
	OUT value numeric, OUT kind text, OUT raw text, OUT line integer, OUT "position" integer)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'report_evidence_text'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 200;
COMMENT ON FUNCTION report_evidence(text) IS
	'The proof behind each cell: kind is number, blank, not_applicable, text, absent or ambiguous; raw is the text that was read, line and position (in characters, from 1) are where it stands';

CREATE FUNCTION report_evidence(
	body bytea,
	OUT section integer, OUT number text, OUT item text, OUT column_name text,
	OUT value numeric, OUT kind text, OUT raw text, OUT line integer, OUT "position" integer)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'report_evidence_bytes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 200;
COMMENT ON FUNCTION report_evidence(bytea) IS
	'The same from the bytes of a file; line and position are places in decode_report(body)';

CREATE FUNCTION decode_report(body bytea) RETURNS text
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION decode_report(bytea) IS
	'The text that parse_report reads from the bytes of a file: what no character can be made of is U+FFFD, or ? where the encoding of the database lacks it';

CREATE FUNCTION report_encoding(body bytea, OUT encoding text, OUT basis text, OUT undecodable bigint)
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION report_encoding(bytea) IS
	'How the bytes of a file are decoded: encoding; basis, what decided for it (byte order mark, well-formed, zero bytes, declaration, content, detection, none); undecodable, how many stretches of bytes became U+FFFD';

-- checks

CREATE FUNCTION report_checks(
	report disclosure_report,
	OUT rule text, OUT severity text, OUT item text, OUT column_name text, OUT expression text,
	OUT lhs numeric, OUT rhs numeric, OUT difference numeric, OUT verdict boolean)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'report_checks'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 30000 ROWS 240;
COMMENT ON FUNCTION report_checks(disclosure_report) IS
	'Every check of the report: 勾稽关系 (flow and outcomes by column, applicants and disputes by item) and domain (counts are not negative), with the values in it; lhs, rhs and difference are NULL where a cell is missing, verdict where it depends on missing cells. Severity is error. Source: 国办公开办函〔2021〕30号, 国办公开办函〔2019〕60号';

CREATE FUNCTION report_violations(
	report disclosure_report,
	OUT rule text, OUT severity text, OUT item text, OUT column_name text, OUT expression text,
	OUT lhs numeric, OUT rhs numeric, OUT difference numeric, OUT verdict boolean)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'report_violations'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 5;
COMMENT ON FUNCTION report_violations(disclosure_report) IS
	'The checks of the report whose verdict is false, as report_checks gives them; no row if there are none';

CREATE FUNCTION is_balanced(report disclosure_report) RETURNS boolean
	AS 'MODULE_PATHNAME', 'is_balanced'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION is_balanced(disclosure_report) IS
	'true: all checks of the report hold; false: one cannot hold, whatever the missing cells are; NULL: it depends on missing cells';

CREATE FUNCTION assert_balanced(report disclosure_report) RETURNS boolean
	AS 'MODULE_PATHNAME', 'assert_balanced'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION assert_balanced(disclosure_report) IS
	'is_balanced for a CHECK: instead of false, the error check_violation names agency, year and the first checks that fail. A NULL, which depends on missing cells, passes a CHECK';

CREATE FUNCTION complete_report(report disclosure_report) RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'complete_report'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000;
COMMENT ON FUNCTION complete_report(disclosure_report) IS
	'The report with those missing cells filled that can have one value only if all 勾稽关系 are to hold; all others stay NULL, and all if a check is violated. A value that is too large for a bigint stays NULL';

CREATE FUNCTION suggest_repairs(
	report disclosure_report,
	OUT rank integer, OUT kind text, OUT changes jsonb, OUT explanation text, OUT repaired disclosure_report)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'suggest_repairs'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 10;
COMMENT ON FUNCTION suggest_repairs(disclosure_report) IS
	'Corrections that end every contradiction of the report, the most plausible first: single cells, else pairs of cells, and slips that move a row; kind names the slip, changes lists item, column_name, from and to. No row if no check is violated; a single one of kind none, without changes, if more than two cells must be wrong';
