"""Traditional characters, plain and with pinyin glosses, for the words that wording.py and the form
use.
"""

PAIRS = """
专專 个個 为為 举舉 乡鄉 书書 云雲 产產 仅僅 从從 会會 传傳 体體 关關 册冊 军軍 决決 况況 减減 划劃 动動 区區 医醫
华華 协協 单單 卫衛 县縣 参參 发發 号號 员員 图圖 场場 复復 够夠 头頭 实實 审審 对對 将將 属屬 岚嵐 岭嶺 广廣 应應
废廢 开開 强強 归歸 录錄 态態 总總 执執 护護 报報 据據 数數 无無 时時 权權 条條 来來 构構 标標 栏欄 档檔 气氣 泽澤
济濟 浏瀏 现現 电電 疗療 监監 码碼 确確 称稱 税稅 稳穩 简簡 类類 级級 纪紀 纠糾 纳納 组組 细細 织織 经經 结結 络絡
统統 继繼 维維 编編 缴繳 网網 罚罰 职職 联聯 获獲 规規 览覽 计計 订訂 认認 议議 训訓 许許 设設 访訪 评評 识識 诉訴
话話 询詢 请請 读讀 财財 账賬 购購 费費 资資 转轉 过過 还還 这這 进進 邮郵 采採 针針 镇鎮 长長 门門 问問 间間 阅閱
际際 雾霧 页頁 项項 预預 领領 题題 额額 临臨 与與 业業 务務 国國 处處 续續 没沒 补補 后後 范範 万萬 机機 办辦 达達 当當 内內 点點 户戶 术術
""".split()

# Some web sites show these characters with their pinyin.
GLOSSES = {"據": "jù", "數": "shù", "發": "fā", "規": "guī", "業": "yè", "現": "xiàn",
           "聯": "lián", "鎮": "zhèn",
           "經": "jīng", "監": "jiān", "職": "zhí", "縣": "xiàn", "醫": "yī", "舉": "jǔ"}

TO_TRADITIONAL = str.maketrans(dict(PAIRS))
TO_GLOSSED = str.maketrans({char: f"{char}({pinyin})" for char, pinyin in GLOSSES.items()})


def traditional(text):
    """The text in traditional characters, one for one."""
    return text.translate(TO_TRADITIONAL)


def glossed(text):
    """The text in traditional characters, some followed by their pinyin in brackets."""
    return traditional(text).translate(TO_GLOSSED)
