-- agency_kind
SELECT name, level, level_label, sector, sector_label
FROM unnest(ARRAY['临川市教育局', '松江省教育厅', '松江省临川市青岚县卫生健康局', '青岚县白石镇人民政府',
	'杭州市西湖区文化路街道办事处', '黄浦区人民政府打浦桥街道', '景德镇市自然资源和规划局',
	'国家税务总局临川市税务局', '国家能源局', '中华人民共和国临川海关', '临川市人民政府国有资产监督管理委员会', '临川市人民政府办公室', '临川高新技术产业开发区管理委员会',
	'松江省临川市昌平市公安局', '北京市海淀区教育委员会', '臨川市財政局', '恩施州审计局', '青岚县长河民族乡人民政府',
	'云溪自治州教育局', '乌兰察布市区域经济合作局', '市场监督管理局', '临川市红十字会', '信访局', ''])
	WITH ORDINALITY AS agency (name, number), agency_kind(name)
ORDER BY number;
SELECT agency_kind(NULL);
