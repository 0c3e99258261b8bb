-- what stands in or beside a table and is none of its cells: numbers of pages, rows and columns, other columns, other tables
SET client_min_messages = warning;

-- the rows that have a value, with - for NULL
CREATE FUNCTION pg_temp.rows(body text) RETURNS TABLE (item text, figures text) LANGUAGE sql AS $$
	SELECT item, string_agg(coalesce(value::text, '-'), ' ' ORDER BY place)
	FROM (SELECT c.*, row_number() OVER () AS place FROM report_cells(parse_report(body)) c) cell
	GROUP BY item HAVING count(value) > 0 ORDER BY min(place)
$$;
\set head '三、收到和处理政府信息公开申请情况\n'
\set columns '项目\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n'

-- numbers of pages below a row with a blank cell
SELECT * FROM pg_temp.rows(:'head' || :'columns' || E'1.重复申请\t0\t\t4\t0\t0\t2\t6\n7\n2.要求提供公开出版物\t1\t0\t0\t0\t0\t0\t1\n');
SELECT * FROM pg_temp.rows(:'head' || E'| 1.重复申请 | 0 | 0 | 3 | 0 | 0 | 0 | |\n\n2024\n\n| 2.要求提供公开出版物 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n');
SELECT * FROM pg_temp.rows(:'head' || E'| 1.重复申请 |  | 0 |  |  | 0 | 0 | 0 |\n3 / 9\n| 2.要求提供公开出版物 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n');
SELECT * FROM pg_temp.rows(E'四、政府信息公开行政复议、行政诉讼情况\n0\t0\t0\t0\t0\t1\t0\t0\t0\t1\t\t0\t2\t3\t5\n6\n五、存在的主要问题及改进情况\n无。\n');

-- numbers of rows
SELECT * FROM pg_temp.rows(:'head' || E'| 序号 | 项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n|---|---|---|---|---|---|---|---|---|\n' ||
	E'| 11 | 重复申请 | 3 |  | 1 | 0 | 0 | 0 | 4 |\n| 12 | 要求提供公开出版物 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n');

-- numbers of columns
SELECT * FROM pg_temp.rows(E'四、政府信息公开行政复议、行政诉讼情况\n1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14\t15\n0\t1\t0\t0\t1\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n五、存在的主要问题及改进情况\n无。\n');

-- another column, in front and behind: with a blank cell there are seven numbers again
SELECT * FROM pg_temp.rows(:'head' || E'一、本年新收政府信息公开申请数量\t1\t9\t2\t\t1\t0\t0\t12\n二、上年结转政府信息公开申请数量\t2\t1\t0\t0\t0\t0\t0\t1\n（一）予以公开\t3\t7\t0\t\t0\t0\t0\t7\n');
SELECT * FROM pg_temp.rows(:'head' || E'| 一、本年新收政府信息公开申请数量 | 9 | 2 |  | 1 | 0 | 0 | 12 | 18 |\n| 二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 | 3 |\n');
SELECT * FROM pg_temp.rows(:'head' || E'一、本年新收政府信息公开申请数量 1 9 2 1 0 0 12\n二、上年结转政府信息公开申请数量 2 1 0 0 0 0 0 1\n（一）予以公开 3 7 0 0 0 0 0 7\n');

-- columns in another order, or not there
SELECT * FROM pg_temp.rows(:'head' || E'项目\t总计\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n一、本年新收政府信息公开申请数量\t12\t9\t2\t0\t0\t1\t0\n');
SELECT * FROM pg_temp.rows(:'head' || E'项目\t自然人\t总计\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n一、本年新收政府信息公开申请数量\t9\t12\t2\t0\t0\t1\t0\n');
SELECT * FROM pg_temp.rows(:'head' || E'项目\t自然人\t商业企业\t科研机构\t法律服务机构\t社会公益组织\t其他\t总计\n一、本年新收政府信息公开申请数量\t9\t2\t0\t0\t0\t1\t12\n');
SELECT * FROM pg_temp.rows(:'head' || E'项目\t自然人\t商业企业\t科研机构\t社会公益组织\t其他\t总计\n一、本年新收政府信息公开申请数量\t9\t2\t0\t0\t1\t12\n');
SELECT * FROM pg_temp.rows(:'head' || E'项目\t自然人\t法人或其他组织\t总计\n一、本年新收政府信息公开申请数量\t9\t3\t12\n');
SELECT * FROM pg_temp.rows(:'head' || E'项目\t总计\n一、本年新收政府信息公开申请数量\t12\n');
SELECT * FROM pg_temp.rows(E'二、主动公开政府信息情况\n信息内容\t现行有效件数\t本年制发件数\t本年废止件数\n规章\t53\t5\t1\n');
SELECT * FROM pg_temp.rows(E'二、主动公开政府信息情况\n信息内容\t本年制发件数\t现行有效件数\n规章\t5\t53\n');
SELECT * FROM pg_temp.rows(E'四、政府信息公开行政复议、行政诉讼情况\n类别\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\n行政复议\t3\t2\t1\t0\t0\n');
SELECT * FROM pg_temp.rows(E'四、政府信息公开行政复议、行政诉讼情况\n类别\t总计\n行政复议\t5\n未经复议直接起诉\t3\n复议后起诉\t2\n');
-- as the form has them, on two lines, and cut off on the right
SELECT * FROM pg_temp.rows(:'head' || E'\t自然人\t法人或其他组织\t\t\t\t\t总计\n\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\n一、本年新收政府信息公开申请数量\t9\t2\t0\t0\t1\t0\t12\n');
SELECT * FROM pg_temp.rows(:'head' || E'\t自然人\t法人或其他组织\n\t\t商业企业\t科研机构\n一、本年新收政府信息公开申请数量\t9\t2\t0\n二、上年结转政府信息公开申请数量\t1\t0\t0\n四、政府信息公开行政复议、行政诉讼情况\n');

-- another table of the same rows: it fills no gap
SELECT * FROM pg_temp.rows(:'head' || :'columns' || E'一、本年新收政府信息公开申请数量\t8\t/\t/\t/\t/\t/\t8\n（一）予以公开\t/\t/\t/\t/\t/\t/\t/\n（七）总计\t8\t0\t0\t0\t0\t0\t8\n' ||
	E'附件：上一年度数据\n' || :'columns' || E'一、本年新收政府信息公开申请数量\t5\t2\t0\t0\t0\t0\t7\n（一）予以公开\t3\t1\t0\t0\t0\t0\t4\n（七）总计\t8\t0\t0\t0\t0\t0\t8\n');

-- two numbers in one cell; a number that goes on below itself, and the number of a page there
SELECT * FROM pg_temp.rows(:'head' || E'| 一、本年新收政府信息公开申请数量 | 9 | 2 | 0 | 5 -> 6 | 1 | 0 | 18 |\n');
SELECT * FROM pg_temp.rows(:'head' || E'（七）总计   801   100    0    355    0     0    125\n                                                   6\n四、结转下年度继续办理   1   1   0   3   0   1   6\n');
SELECT * FROM pg_temp.rows(:'head' || E'（七）总计   801   100    0    355    0     0   1256\n                                                   6\n四、结转下年度继续办理   1   1   0   3   0   1   6\n');

-- bars in pairs
SELECT * FROM pg_temp.rows(:'head' || E'一、本年新收政府信息公开申请数量||9||2||0||0||1||0||12\n二、上年结转政府信息公开申请数量||1|| || ||0||0||0||1\n');

-- the unit in the header of an amount
SELECT * FROM pg_temp.rows(E'二、主动公开政府信息情况\n第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t3\n第二十条第（八）项\n信息内容\t本年收费金额（单位：元）\n行政事业性收费\t5000\n');
SELECT * FROM pg_temp.rows(E'二、主动公开政府信息情况\n第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t3\n第二十条第（八）项\n信息内容\t本年收费金额（单位：亿元）\n行政事业性收费\t1.2\n');

-- what stands behind a number in its cell: a unit, decimals that are nothing, the mark of a note
SELECT * FROM pg_temp.rows(:'head' || E'一、本年新收政府信息公开申请数量\t9 件\t2 件\t0件\t1 件次\t0 起\t0 件\t12 件\n二、上年结转政府信息公开申请数量 1 件 0 件 0 件 0 件 0 件 0 件 1 件\n');
SELECT * FROM pg_temp.rows(:'head' || E'| 一、本年新收政府信息公开申请数量 | 9.0 | 2.00 | 0.0 | 1.5 | 0 | 1.000 | 12.0 |\n');
SELECT * FROM pg_temp.rows(:'head' || E'| 一、本年新收政府信息公开申请数量 | 9 | 2① | 0 | 1（注1） | 0 | 0 | 12 |\n');
SELECT * FROM pg_temp.rows(:'head' || E'全年共收到 9 件 申请，其中商业企业 2 件 。\n一、本年新收政府信息公开申请数量 | 9 | 2 | 0 | 1 | 0 | 0 | 12 |\n');

-- other columns and other tables of a page
SELECT * FROM pg_temp.rows('<table><tr><td colspan=3></td><td>自然人</td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td><td>总计</td></tr>
<tr><td colspan=3>二、上年结转政府信息公开申请数量</td><td>0</td><td></td><td></td><td></td><td>10</td><td></td><td></td></tr></table>
<table><tr><td>年度</td><td>自然人</td><td>商业企业</td><td>总计</td></tr></table>');
SELECT * FROM pg_temp.rows('<table><tr><td>信息内容</td><td>本年处理决定数量</td><td>上年数</td></tr><tr><td>行政许可</td><td></td><td>54</td></tr><tr><td>其他对外管理服务事项</td><td>3</td><td>4</td></tr></table>');
SELECT * FROM pg_temp.rows('<table><tr><td>信息内容</td><td>上年同期数</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>57</td><td></td><td>0</td><td>233</td></tr></table>');
SELECT * FROM pg_temp.rows('<table><tr><td></td><td></td><td>自然人</td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td><td>总计</td><td>备注</td></tr>
<tr><td rowspan=2>三、本年度办理结果</td><td>（一）予以公开</td><td>1</td><td>2</td><td>0</td><td>0</td><td>0</td><td>0</td><td>3</td><td></td></tr>
<tr><td>（七）总计</td><td></td><td>540</td><td>478</td><td>400</td><td>514</td><td>540</td><td>3133</td><td>见附件1</td></tr></table>');
-- pieces of a cell that are not its number
SELECT * FROM pg_temp.rows('<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>5<span style="display: none">9</span></td><td><span hidden>7</span></td><td>3</td></tr>
<tr><td>行政规范性文件</td><td>23<sup>1</sup></td><td><del>4</del><ins>6</ins></td><td>1,1<br>72</td></tr></table>');
SELECT * FROM pg_temp.rows('<table><tr><td></td><td>总计</td><td>自然人</td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>
<tr><td>（一）予以公开</td><td>4</td><td>3</td><td>0</td><td>1</td><td>0</td><td>0</td><td>0</td></tr></table>');
SELECT * FROM pg_temp.rows('<table><tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政许可</td><td style="display:none">27</td><td></td></tr>
<tr><td>行政处罚</td><td style="DISPLAY : none">27</td><td>5</td></tr></table>');
