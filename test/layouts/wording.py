"""Words for generated reports: agency names, titles, narratives, headings and the spellings of
labels.

All of it is made up for the tests: no agency, place or figure here is a real one.
"""
import random
import re

REGIONS = ["临川市", "松江省", "云溪自治州", "西岭区", "青岚县", "白石镇", "雾山旗", "长渡新区",
           "云泽经济技术开发区", "南屏自治县", "松江省临川市", "临川市西岭区", "青岚县白石镇"]

ORGANS = ["人民政府", "人民政府办公室", "教育局", "卫生健康委员会", "住房和城乡建设局", "市场监督管理局",
          "退役军人事务局", "气象局", "公安局", "信访局", "统计局", "海关（本级）", "人民政府澄湖街道办事处",
          "规划和自然资源局", "文化广电旅游体育局", "医疗保障局", "行政审批服务局", "应急管理局",
          "城市管理行政执法局", "国有资产监督管理委员会", "税务局第二税务分局"]

# {a} agency, {y} year, {c} year in Chinese numerals, {s} a site's name
TITLES = [
    "{a}{y}年政府信息公开工作年度报告",
    "{a}{y}年政府信息公开工作年度报告",
    "{a}{y}年度政府信息公开工作年度报告",
    "{y}年{a}政府信息公开工作年度报告",
    "{y}年度{a}政府信息公开工作年度报告",
    "{a}{y}政府信息公开工作年度报告",
    "{a}关于{y}年政府信息公开工作的年度报告",
    "{a}{y}年政府信息公开年度报告",
    "{y}年{a}信息公开年报",
    "{a}{c}年政府信息公开工作年度报告",
    "{c}年{a}政府信息公开工作年度报告",
    "{a} {y} 年政府信息公开工作年度报告",
    "{a}\n{y}年政府信息公开工作年度报告",
    "{a}\n\n{y}年度政府信息公开工作年度报告",
    "{a}{y}年政府信息公开工作\n年度报告",
    "{a}{y}年度政府\n信息公开工作年度报告",
    "{y}年{a}政府信息公开\n工作年度报告",
    "{a}政府信息公开工作年度报告\n（{y}年度）",
    "{a}政府信息公开工作年度报告（{y}年）",
    "名称 {a}{y}年政府信息公开工作年度报告",
    "# {a}{y}年政府信息公开工作年度报告",
    "标题：{a}{y}年政府信息公开工作年度报告",
    "{a}{y}年政府信息公开工作年度报告_{s}",
    "{a}{y}年政府信息公开工作年度报告-{s}",
    "{a}{y}年政府信息公开工作年度报告 - {s}",
    "{a}关于报送{y}年政府信息公开工作年度报告的函\n"
    "有关单位：\n现将《{a}{y}年政府信息公开工作年度报告》报上，请查收。\n{a}\n{n}年1月{D}日\n"
    "{a}{y}年政府信息公开工作年度报告",
]

# {n} the year after
NAVIGATION = [
    "首页 > 政务公开 > 政府信息公开年报 > 正文",
    "当前位置：首页 / 法定主动公开内容 / 年度报告",
    "登录 | 注册    无障碍    长者模式",
    "发布时间：{n}-01-{D} 1{M}:0{M}    来源：{a}    浏览次数：{k}",
    "索引号：XX{n}0{M}/{n}-0{k}    发布日期：{n}年1月{D}日",
    "字体：大 中 小    打印本页",
    "发文字号：无",
]

LEADS = [
    "本报告所列数据的统计期限自{y}年1月1日起至{y}年12月31日止，联系电话：0{k}-{t}。",
    "根据《中华人民共和国政府信息公开条例》，现公布{a}{y}年度政府信息公开工作年度报告。统计期限自{y}年1月1日起至{y}年12月31日止。",
    "按照条例第五十条和国办公开办函〔2021〕30号的要求，由{a}编制。数据的统计期限为{y}年1月1日至12月31日，全文共六个部分。",
]

OVERVIEW = [
    "{y}年，本机关把公开透明放进日常工作，全年发布各类信息{k}条，比{p}年增加{k}条，增长{d}%。",
    "（一）主动公开。在门户网站发布通知公告{k}条、政策解读{k}篇，政务新媒体推送{k}次，阅读{d}万人次。",
    "（二）依申请公开。全年收到书面申请{k}件，其中自然人{k}件、商业企业{k}件，上年结转{k}件，已办结{k}件。",
    "（三）政府信息管理。修订公开目录，清理失效文件{k}件，归档{k}卷，按{f}办理。",
    "（四）平台建设。专栏改版{k}次，新设栏目{k}个，咨询电话0{k}-{t}，传真{t}，邮编{k}00。",
    "（五）监督保障。1.开展培训{k}次，参训{k}人；2.考核占{k}分；3.社会评议得分{d}分。",
    "全年办理行政许可{k}件、行政处罚{k}件，规章0件，行政强制{k}件，行政事业性收费{d}万元。",
    "截至{y}年12月31日，现行有效行政规范性文件{k}件，本年制发{k}件，本年废止{k}件。",
    "1、予以公开{k}件；2、部分公开{k}件；3、不予公开{k}件（属于国家秘密{k}件）；4、结转下年度继续办理{k}件。",
    "{p}年结转的{k}件申请已于{y}年{M}月{D}日前全部答复，总计{k}件。",
    "一是充实专栏{k}个；二是答复网民留言{k}条；三是举办开放日{k}场，{k}人参加。",
    "{y}年办理建议提案{k}件，其中建议{k}件、提案{k}件，办结率{d}%，已公开复文{k}件。",
    "会议纪要〔{p}〕{k}号明确，每月{D}日前报送公开清单，第{k}期简报刊发于{y}-0{M}-{D}。",
    "{p}年，我单位公开信息{k}条；{y}年公开{k}条，其中机构职能{k}条、财政预决算{k}条。",
]

PROBLEMS = [
    "一是更新不够及时，{y}年抽查{k}条信息，有{k}条超过20个工作日；二是人手不足，专职人员仅{M}名。",
    "（一）存在的主要问题。1.解读形式单一，图解仅占{d}%；2.栏目划分不细，重复栏目{k}个。",
    "（二）改进情况。下一步，一是开展培训{M}次；二是对{k}项事项逐条核对；三是完善台账。",
    "针对{p}年报告提出的{M}个问题，已整改{M}个，其余将在{n}年{M}月底前完成。",
    "1、公开意识有待加强。2、答复文书还不够规范，被纠正{k}件。",
    "2．其他法律文书的公开还不够，今后将按{f}逐步规范。",
]

OTHERS = [
    "{y}年发出收费通知{M}件，总金额{k}元，实际收取信息处理费{k}元。",
    "本年度未收取信息处理费。",
    "按照{f}，{y}年依申请公开政府信息收取信息处理费0元。",
    "（一）{y}年牵头办理人大建议{k}件、政协提案{k}件，均已公开。",
    "（二）落实年度要点{k}项，重点领域公开{k}条，规章规范性文件集中公开{k}件。",
    "除上述情况外，无其他需要报告的事项。联系地址：云溪路{k}号，邮编{k}00。",
]

# Between a heading and its table
BESIDE_TABLES = {
    2: ["（数据核定时间点为{y}年12月31日）",
        "本年度无制发“规章”，办理行政许可{k}件，无行政处罚、行政强制情况。",
        "{y}年主动公开政府信息{k}条，其中行政许可{k}条、行政处罚{k}条，比{p}年增加{k}条。"],
    3: ["{y}年度收到依申请公开{k}件，均为网络申请，均按时答复。",
        "本年新收政府信息公开申请{k}件，上年结转{M}件，予以公开{k}件，结转下年度{M}件。"],
    4: ["{y}年因政府信息公开被申请行政复议{M}件，提起行政诉讼{M}件，尚未审结{M}件。",
        "注：行政复议、行政诉讼数量含上年度结转数量。"],
}

DOCUMENTS = ["国办公开办函〔2021〕30号", "国办函〔2020〕109号", "临政办发〔{p}〕{k}号", "松府规〔{y}〕{M}号"]

HEADINGS = {
    1: ["一、总体情况", "一、总体情况", "一、概述", "一、工作开展情况"],
    2: ["二、主动公开政府信息情况"],
    3: ["三、收到和处理政府信息公开申请情况"],
    4: ["四、政府信息公开行政复议、行政诉讼情况", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"],
    5: ["五、存在的主要问题及改进情况", "五、政府信息公开工作存在的主要问题及改进情况", "五、存在问题及改进情况"],
    6: ["六、其他需要报告的事项"],
}

# Whole labels that agencies print instead of the form's
SYNONYMS = {
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请":
        ["2.申请人逾期未按收费通知要求缴纳费用、行政机关不再受理其政府信息公开申请"],
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请":
        ["1.申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请"],
    "行政规范性文件": ["规范性文件"],
    "规范性文件": ["行政规范性文件"],
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": ["（二）部分公开"],
    "3.危及“三安全一稳定”": ['3.危及"三安全一稳定"', "3.危及三安全一稳定"],
    "对外公开总数量": ["对外公开数量"],
    "现行有效件数": ["现行有效件"],
    "其他对外管理服务事项": ["其他对外管理服务"],
    "本年增/减": ["本年增/", "本年增／减"],
    "本年收费金额（单位：万元）": ["本年收费金额（万元）"],
    "（六）其他处理": ["（六）其他"],
    "（七）总计": ["（七）合计"],
}

NUMERALS = "〇一二三四五六七八九"


def chinese_year(year):
    """2024 → 二〇二四."""
    return "".join(NUMERALS[int(digit)] for digit in str(year))


def fill(template, rng, **facts):
    """The template with its facts put in, and a new misleading figure for every other placeholder.

    {k} a count, {d} a decimal, {t} a telephone number, {M} a month, {D} a day, {f} a document
    number.
    """
    def figure(match):
        name = match.group(1)
        if name in facts:
            return str(facts[name])
        if name == "f":
            return fill(rng.choice(DOCUMENTS), rng, **facts)
        return {"k": lambda: str(rng.randint(0, 10 ** rng.randint(1, 4))),
                "d": lambda: f"{rng.uniform(1, 99):.1f}",
                "t": lambda: str(rng.randint(2000000, 89999999)),
                "M": lambda: str(rng.randint(1, 9)),
                "D": lambda: str(rng.randint(10, 28))}[name]()
    return re.sub(r"\{(\w)\}", figure, template)


class Spelling:
    """How one report spells the form's labels; the same label is always spelled the same way."""

    def __init__(self, rng, year):
        self._rng = random.Random(rng.random())
        self._dated = f"本年（{year}）" if rng.random() < 0.05 else "本年"
        self._half_width = rng.random() < 0.25
        self._number_mark = rng.choice([".", ".", ".", ". ", "、", "．"])
        self._synonyms = rng.random() < 0.3
        self._header_gap = rng.choice(["", "", " ", "\n"])
        self._known = {}

    def label(self, label):
        """A row label, or the heading of a block of rows."""
        if label not in self._known:
            self._known[label] = self._spell(label)
        return self._known[label]

    def header(self, label):
        """A column header; narrow columns break it in the middle."""
        label = self.label(label)
        if label.endswith("件数"):
            return label.replace("本年", self._dated)
        if label.startswith("本年新"):
            return label[:3] + self._header_gap + label[3:]
        if len(label) == 4 and re.match("商业|科研|结果|其他|尚未", label):
            return label[:2] + self._header_gap + label[2:]
        return label

    def _spell(self, label):
        if self._synonyms and label in SYNONYMS and self._rng.random() < 0.5:
            label = self._rng.choice(SYNONYMS[label])
        if self._number_mark != ".":
            label = re.sub(r"^(\d)\.", rf"\1{self._number_mark}", label)
        if self._half_width:
            label = label.translate(str.maketrans("（）：，", "():,"))
        return label
