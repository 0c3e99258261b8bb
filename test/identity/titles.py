"""Random titles and sentences of reports, each with the agency and the year that it names.

A case is (shape, text, agency, year); agency is None where the text does not name one. What a
shape prints is put together from names of places that exist nowhere, from organs of every kind,
and from verbs; so no list of sentences fits.
"""
import os
import random
from collections import namedtuple

Case = namedtuple("Case", "shape text agency year")

STEM = list("临青白松云江河安宁平昌永新长沙石林山海东西南北龙凤泉溪岭川原阳阴华清兴定顺康乐和文武嘉瑞福金银玉柳梅桃桂竹兰莲荷")
LONG = """平顶山 连云港 驻马店 石嘴山 乌兰察布 呼和浩特 锡林浩特 鄂尔多斯 齐齐哈尔 克拉玛依
张家界""".split()

CITY_ORGANS = """教育局 财政局 审计局 统计局 公安局 司法局 民政局 水利局 水务局 商务局 信访局 体育局 林业局 气象局 档案局 烟草专卖局
发展和改革委员会 发改委 卫生健康委员会 卫健委 教育体育局 人力资源和社会保障局 住房和城乡建设局 自然资源和规划局 生态环境局 交通运输局 农业农村局
文化广电旅游体育局 退役军人事务局 应急管理局 市场监督管理局 医疗保障局 城市管理综合行政执法局 行政审批服务局 政务服务和数据管理局 乡村振兴局
人民防空办公室 地方志办公室 金融工作办公室 机构编制委员会办公室 机关事务管理局 住房公积金管理中心 公共资源交易中心 政务服务中心 疾病预防控制中心
民族宗教事务局 供销合作社联合社 国有资产监督管理委员会 科学技术局 科学技术协会 工业和信息化局 大数据管理局 地震局 粮食和物资储备局 园林绿化管理局
人民政府 人民政府办公室 人民法院 中级人民法院 人民检察院 残联 残疾人联合会 妇联 妇女联合会 文联 工商业联合会 总工会 红十字会 科协 归国华侨联合会
第一中学 第二人民医院 中医院 实验小学 职业教育中心 图书馆 博物馆 幼儿园 妇幼保健院 中心血站 一中 市场监督管理所 公路管理站 农机推广站 自来水公司
公共交通集团有限公司 燃气有限公司 交通警察支队 消防救援支队 卫生监督所 环境监测站 社会主义学院 党校 水库管理处 国有林场 监狱 公路段 对外联络办公室
特殊教育学校 现代农业示范区管理委员会 互联网信息办公室 事业单位登记管理局 融媒体中心 就业指导中心 社会工作部 新闻发布中心""".split()
TOWN_ORGANS = ["人民政府", "人民政府", "", "便民服务中心", "卫生院", "财政所", "司法所", "中心小学"]
STREET_ORGANS = ["办事处", "办事处", ""]
ALONE = """海关总署 应急管理部 国家能源局 国家铁路局 中国气象局 交通运输部 国家税务总局 国家外汇管理局 国家统计局 最高人民法院 水利部 教育部""".split()


def read_heads():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "heads.tsv")
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if not line.startswith("#")][1:]
    return [line.split("\t") for line in lines]


# names of organs as they are, which no rule puts together; but for those of which nobody knows
# where they part: 镇政府信息公开, and a line 琅琊区人民政府 in front of 琅琊街道办事处
REAL = sorted({name for _, name, _ in read_heads()
               if len(name) > 3 and "政府" not in name.removesuffix("人民政府")})


def stem(r, sizes=(2, 2, 2, 2, 3)):
    return r.choice(LONG) if r.random() < 0.04 else "".join(r.sample(STEM, r.choice(sizes)))


def short(r):
    return "".join(r.sample(STEM, 2))


def agency(r):
    """A full name."""
    if r.random() < 0.15:
        return r.choice(REAL)
    city = stem(r) + "市"
    county = short(r) + r.choice(["县", "县", "区", "区", "市", "旗"])
    where = r.choice([city, city, city + county, county, short(r) + "省" + city, short(r) + "省"])
    kind = r.random()
    if kind < 0.55:
        organ = r.choice(CITY_ORGANS)
        return where + (organ if organ != "中级人民法院" else "审计局")
    if kind < 0.70:
        town = short(r) + r.choice(["镇", "乡"])
        return r.choice([county, city + county, ""]) + town + r.choice(TOWN_ORGANS)
    if kind < 0.78:
        district = r.choice([city + short(r) + "区", short(r) + "区", ""])
        return district + short(r) + "街道" + r.choice(STREET_ORGANS)
    if kind < 0.82:
        return "国家税务总局" + where + "税务局"
    if kind < 0.85:
        return short(r) + r.choice(["海关", "海事局", "经济技术开发区管理委员会",
                                    "高新技术产业开发区管理委员会", "新区管理委员会"])
    if kind < 0.88:
        return short(r) + r.choice(["盟行政公署", "自治州财政局", "蒙古族自治县人民政府", "旗民政局",
                                    "苏木人民政府"])
    if kind < 0.91:
        division = r.choice(["二", "六", "十二", "十四"])
        return f"新疆生产建设兵团第{division}师" + r.choice(["教育局", "财政局", "市场监督管理局"])
    if kind < 0.94:
        return city + "人民政府" + r.choice(["办公厅", "地方志办公室", "国有资产监督管理委员会",
                                             "研究室"])
    if kind < 0.96:
        return r.choice(["共青团", "中共"]) + city + r.choice(["委员会", "委办公室"])
    return r.choice(ALONE)


DIGITS = "〇一二三四五六七八九"


def year_text(r, year):
    kind = r.random()
    if kind < 0.7:
        return str(year)
    if kind < 0.8:
        return "".join(DIGITS[int(d)] for d in str(year))
    if kind < 0.87:
        return "".join("零一二三四五六七八九"[int(d)] for d in str(year))
    if kind < 0.95:
        return str(year).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return " ".join(str(year))


def report(r):
    return r.choice(["政府信息公开工作年度报告", "政府信息公开工作年度报告", "政府信息公开年度报告", "政府信息公开工作报告", "信息公开年报",
                     "政府信息公开年报", "政府信息公开工作情况报告", "政务信息公开工作年度报告"])


def spaced(r, text):
    space = r.choice([" ", "　", "\u00a0", "\u2003", "  ", "\u200b "])
    return space.join(text)


def wrapped(r, text, least=2):
    at = r.randint(least, len(text) - 2)
    return text[:at] + r.choice(["\n", "\n    ", "\r\n", "\n　　"]) + text[at:]


def year_first(r):
    return r.choice(["年", "年度"])


OPENINGS = ["根据《中华人民共和国政府信息公开条例》要求，", "按照《条例》和上级部署，", "依据国办公开办函〔2021〕30号文件规定，", "", "为保障公众知情权，"]
VERBS = """公布 发布 公开 编制 特编制 现公布 现公开 特向社会公布 现向社会公开 特此公布 现予公布 谨公布 兹公布 编写 形成 推出 现发布 特发布
制定 撰写 起草 编印 现向社会公众发布
向社会各界公开 正式发布 依法公布 刊发 刊登 公示 现公示 拟定 汇总 整理形成 认真编写 组织编写 精心编撰 出台 晒出 披露 公告""".split()
RARE_VERBS = "奉献 端出 抛出 呈献 谨呈 亮明 捧出 开列 铺陈 奉告 讲述 诉说 捎来 印就".split()
AFTER = ["现公布如下", "公布如下", "予以公布", "报告如下", "向社会公布", "公开如下，请监督", "发布如下"]

SHAPES = {}
RARE = {"rare_verb"}


def is_short_for(a, b):
    rest = iter(b)
    return all(c in rest for c in a)



def shape(function):
    SHAPES[function.__name__] = function
    return function


def title_of(r, a, y):
    return f"{a}{year_text(r, y)}{year_first(r)}{report(r)}"


@shape
def plain(r, a, y):
    return title_of(r, a, y)


@shape
def year_in_front(r, a, y):
    return f"{year_text(r, y)}{year_first(r)}{r.choice(['', ' '])}{a}{report(r)}"


@shape
def letter_spaced(r, a, y):
    return spaced(r, f"{a}{y}年{report(r)}")


@shape
def name_spaced(r, a, y):
    cut = r.choice([-3, -2]) if len(a) > 4 else 0
    return f"{a[:cut] if cut else ''}{spaced(r, a[cut:])}{y}年{report(r)}"


@shape
def broken(r, a, y):
    return wrapped(r, f"{a}{y}年{report(r)}", len(a))


@shape
def broken_name(r, a, y):
    at = r.randint(1, len(a) - 1)
    return f"{a[:at]}\n{a[at:]}{y}年{report(r)}"


@shape
def name_above(r, a, y):
    return f"{a}\n{y}年{report(r)}"


@shape
def three_lines(r, a, y):
    return f"{a}\n{report(r)}\n（{y}{year_first(r)}）"


@shape
def year_behind(r, a, y):
    opening, closing = r.choice(["（）", "()", "〔〕", "【】", "[]"])
    return f"{a}{report(r)}{opening}{y}{r.choice(['年', '年度', ''])}{closing}"


@shape
def name_in_brackets(r, a, y):
    opening, closing = r.choice(["【】", "（）", "〔〕", "[]", "()", "「」", "『』"])
    return f"{opening}{a}{closing}{y}年{report(r)}"


@shape
def year_in_brackets(r, a, y):
    opening, closing = r.choice(["【】", "（）", "〔〕", "[]", "()"])
    return f"{a}{opening}{y}{r.choice(['', '年', '年度'])}{closing}{r.choice(['', '年度'])}{report(r)}"


@shape
def name_behind(r, a, y):
    form = r.choice(["{y}年{p}（{a}）", "{y}年度{p}——{a}", "{y}年{p}({a})", "{y}年度{p}—{a}"])
    return form.format(y=y, p=report(r), a=a)


@shape
def before_colon(r, a, y):
    return f"{a}{r.choice('：:')}{y}年{report(r)}"


@shape
def about(r, a, y):
    return f"{a}关于{y}年政府信息公开工作的年度报告"


@shape
def notice_around(r, a, y):
    inner = r.choice([f"《{a}{y}年{report(r)}》", f"《{y}年{report(r)}》"])
    return f"{a}关于{r.choice(['印发', '发布', '公布', '报送'])}{inner}的{r.choice(['通知', '函', '公告', '报告'])}"


@shape
def other_issuer(r, a, y):
    return f"{short(r)}市人民政府办公室关于印发《{a}{y}年{report(r)}》的通知"


@shape
def quoted(r, a, y):
    return f"{r.choice(OPENINGS)}{r.choice(['编制', '现公布', '形成', '制定'])}《{title_of(r, a, y)}》。"


@shape
def sentence(r, a, y):
    return f"{r.choice(OPENINGS)}{r.choice(VERBS)}{a}{y}{year_first(r)}{report(r)}。"


@shape
def rare_verb(r, a, y):
    adverb = r.choice(["", "现", "特"])
    return f"{r.choice(OPENINGS)}{adverb}{r.choice(RARE_VERBS)}{a}{y}年{report(r)}。"


@shape
def sentence_year_first(r, a, y):
    return f"{r.choice(OPENINGS)}现将{y}年{a}{report(r)}{r.choice(AFTER)}。"


@shape
def sentence_after(r, a, y):
    return f"{r.choice(OPENINGS)}现{r.choice('将把')}{a}{y}年度{report(r)}{r.choice(AFTER)}。"


@shape
def subject(r, a, y):
    verb = r.choice(["编制了", "公布", "现公布", "向社会公布", "编写了", "现将", "发布", "起草了"])
    return f"{r.choice(OPENINGS)}{a}{verb}{y}年{report(r)}。"


@shape
def author(r, a, y):
    verb = r.choice(["编制", "负责编制", "编写", "根据《条例》编制", "依据有关规定编制并公布", "组织编写", "牵头起草"])
    return f"本{r.choice(['报告', '年度报告', '年报'])}由{a}{verb}。本报告所列数据的统计期限自{y}年1月1日起至{y}年12月31日止。"


@shape
def author_title(r, a, y):
    return f"{y}年{report(r)}\n根据条例，由{a}编制本年度报告。"


@shape
def labelled(r, a, y):
    label = r.choice(["标题：", "名 称 ", "标　题　", "信息名称: ", "文件下载 ", "首页 > 年报 > ",
                      "当前位置：首页 > 正文\n", "题名 | "])
    return f"{label}{a}{y}年{report(r)}"


@shape
def print_header(r, a, y):
    stamp = r.choice(["2026/1/15 下午4:15", "11/28/26, 4:15 PM", "2026-01-15 16:15:02",
                      "第 1 页 共 9 页 ", "1/9 "])
    return f"{stamp}{a}{y}年{report(r)}"


@shape
def period_against_headline(r, a, y):
    begin = r.choice(["期限", "时限", "时间"]) + r.choice(["自", "为", "从", "："])
    last = r.choice(["起至", "至", "到", "—"]) + r.choice([f"{y}年", ""])
    return (f"{a}{y + 1}年{report(r)}\n发布时间：{y + 1}-01-20 来源：本站\n"
            f"本报告所列数据的统计{begin}{y}年1月1日{last}12月31日{r.choice(['止', ''])}。")


@shape
def period_in_words(r, a, y):
    words = "".join(DIGITS[int(d)] for d in str(y))
    return f"{a}{report(r)}\n统计期限自{words}年一月一日至{r.choice([words + '年', ''])}十二月三十一日。"


@shape
def pronoun(r, a, y):
    us = r.choice(["我局", "本机关", "我市", "本单位", "我委", "12月31日我局", "全市", "我办", "本镇"])
    return f"{r.choice(OPENINGS)}现公布{us}{y}年{report(r)}。"


@shape
def dated(r, a, y):
    return f"发布日期：{y + 1}年1月15日 {a}{y}年{report(r)}"


@shape
def signed(r, a, y):
    return f"{y}年{report(r)}\n{a}\n（{y + 1}年1月20日）"


@shape
def twice(r, a, y):
    return f"{title_of(r, a, y)}\n字号：大 中 小\n{a}\n{y}年{report(r)}\n根据条例，编制{a}{y}年{report(r)}。"


@shape
def two_organs(r, a, y):
    other = agency(r)
    while is_short_for(a, other) or is_short_for(other, a):
        other = agency(r)
    return f"{a}{y}年{report(r)}\n根据条例，现公布{other}{y}年{report(r)}。"


@shape
def dates_around(r, a, y):
    """Years that are part of dates, document numbers and index numbers."""
    index = f"11{r.randint(100000, 999999)}/{y + 2}-00{r.randint(100, 999)}"
    return (f"索引号：{index}　发文日期：{y + 2}-02-26\n文号：政办函〔{y - 1}〕30号\n"
            f"{a}{y}年{report(r)}\n时间：{y + 1}/1/20 浏览：{y - 1}次")


@shape
def year_below(r, a, y):
    return f"{a}\n{report(r)}\n{r.choice(['{}年度', '{}年', '（{}年）', '({}年度)']).format(y)}\n{y + 1}年1月"


@shape
def narrative_only(r, a, y):
    verb = r.choice(["认真贯彻落实条例", "严格执行《条例》", "扎实推进政务公开", "坚持以公开为常态", "持续深化信息公开", "积极做好主动公开"])
    return f"一、总体情况\n{y}年，{a}{verb}，全年工作有序。"


@shape
def stale_narrative(r, a, y):
    return f"{a}{y}年{report(r)}\n一、总体情况\n{y - 1}年，主动公开信息30条。{y}年，主动公开信息25条。"


@shape
def headline_of_another(r, a, y):
    """A site's headline has another year; title, sentence and period of the report agree."""
    return (f"{a}{y + 1}年{report(r)}\n来源：本站\n{a}{y}年{report(r)}\n根据条例，现公布{a}{y}年{report(r)}。"
            f"统计期限自{y}年1月1日至{y}年12月31日。")


@shape
def about_what_others_write(r, a, y):
    """The sentence names another organ as who demands the report."""
    others = f"{short(r)}省人民政府办公厅要求和{short(r)}市政府办公室有关通知精神"
    return f"{a}{y}年{report(r)}\n根据{others}，现公布本机关{y}年{report(r)}。"


# shapes whose agency the text does not give, or contradicts
NO_AGENCY = {"pronoun", "two_organs"}

TAIL = """
一、总体情况
本年度工作平稳有序。
二、主动公开政府信息情况
第二十条第（一）项
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t0\t0\t0
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
无。
六、其他需要报告的事项
无。
"""


def heads():
    """Those of heads.tsv, which no random case has."""
    for head, agency_name, year in read_heads():
        yield Case("heads", head.replace("\\n", "\n") + TAIL,
                   None if agency_name == "-" else agency_name,
                   None if year == "-" else int(year))


def cases(seed, count):
    r = random.Random(seed)
    names = list(SHAPES)
    for i in range(count):
        name = names[i % len(names)]
        a, y = agency(r), r.randint(2009, 2029)
        text = SHAPES[name](r, a, y) + TAIL
        yield Case(name, text, None if name in NO_AGENCY else a, y)
