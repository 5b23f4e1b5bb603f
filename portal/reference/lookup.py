"""One form for the many ways people write a label: a look-up is one dictionary access."""

import string
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

# Sign for sign the same words; only characters of the portal's labels and drop-downs.
_TRADITIONAL = (
    "氣電類質體廠場業務員產製動態環燒轉爐鋼鐵煉鑄礦燈機設備園區縣鄉鎮號碼數據單計劃畫標準額減"
    "濕熱濃縮廢棄處費還沒無爾貨賣買銷進與為會來車輛運輸軌線採購選擇換變頻壓調節約總護衛專項種"
    "樣複雜級權責證書驗監測儀際國內較後續實範圍圖認確點條從優導輔統編織紡膠紙漿麥飼養魚豬雞鴨"
    "雙對應發現開關閉過濾觸離網併獎勵補貼綠貸贊險預評審頒訂簽訊記錄誤報價營維齡壽歲歷給贏馬達"
    "顯譜積層異側邊間長遠圓鋁鎳鋅銅鉛鎂錳矽鈣鈉鉀銀鉻烴銨鹼鹽醣鋰鈦鎢鉬氫氬黃藍紅潤瀝煙億萬噸"
    "個臺灣遙訪談論議許諾該則註欄狀衝擊擬寫閱讀傳遞雲儲餘殘鍋飛餾凍庫鹵輪屬軸幾佔貢獻擔舊結構"
    "綫匯術幹濟盤試顧問絡負債創團協聯係倫別勢劑噴執塵學彙慣憑揮斷於時極檢歸況淨溫滅潛當籌糞紀"
    "終組絕經義聞蓋蝕裝規診証資財貫趨軋載輕辦連適鐘陽頓顆願風門東農醯塊乾頁鏡"
)
_SIMPLIFIED = (
    "气电类质体厂场业务员产制动态环烧转炉钢铁炼铸矿灯机设备园区县乡镇号码数据单计划画标准额减"
    "湿热浓缩废弃处费还没无尔货卖买销进与为会来车辆运输轨线采购选择换变频压调节约总护卫专项种"
    "样复杂级权责证书验监测仪际国内较后续实范围图认确点条从优导辅统编织纺胶纸浆麦饲养鱼猪鸡鸭"
    "双对应发现开关闭过滤触离网并奖励补贴绿贷赞险预评审颁订签讯记录误报价营维龄寿岁历给赢马达"
    "显谱积层异侧边间长远圆铝镍锌铜铅镁锰硅钙钠钾银铬烃铵碱盐糖锂钛钨钼氢氩黄蓝红润沥烟亿万吨"
    "个台湾遥访谈论议许诺该则注栏状冲击拟写阅读传递云储余残锅飞馏冻库卤轮属轴几占贡献担旧结构"
    "线汇术干济盘试顾问络负债创团协联系伦别势剂喷执尘学汇惯凭挥断于时极检归况净温灭潜当筹粪纪"
    "终组绝经义闻盖蚀装规诊证资财贯趋轧载轻办连适钟阳顿颗愿风门东农酰块干页镜"
)
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
# What remains of punctuation after NFKC; < and > stay, they tell labels apart.
_IGNORED = set(string.punctuation + string.whitespace) - set("<>+") | set(
    "、。・‧·「」『』《》〈〉【】〔〕–—―‐‘’“”…†‡•\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
)
_FOLDED = _TO_SIMPLIFIED | {ord(sign): None for sign in _IGNORED}
# 台, 制, 划, 后 and the like are also good traditional writing, so they prove nothing.
_BOTH = frozenset("台制划准后复并云占几干采注了系于范征")
_ONLY_SIMPLIFIED = {
    simplified: traditional
    for traditional, simplified in zip(_TRADITIONAL, _SIMPLIFIED, strict=True)
    if traditional != simplified and simplified not in _BOTH
}
_TO_TRADITIONAL = str.maketrans(_ONLY_SIMPLIFIED)


@lru_cache(maxsize=65_536)
def label_key(text: str) -> str:
    """The label without regard to width, case, spaces, punctuation, 臺/台 or simplified writing.

    The result is for comparing only; it is not meant to be read.
    """
    return unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)


def simplified(text: str) -> str:
    """The text in one unambiguous writing for comparing: the vocabulary's characters simplified."""
    return text.translate(_TO_SIMPLIFIED)


def traditional(text: str) -> str:
    """The text with the simplified characters of the portal's vocabulary written traditionally."""
    return text.translate(_TO_TRADITIONAL)


def has_simplified(text: str) -> bool:
    """Whether the text holds a character that only simplified writing uses."""
    return not _ONLY_SIMPLIFIED.keys().isdisjoint(text)


def index(entries: Iterable[tuple[T, Iterable[str]]]) -> dict[str, T]:
    """Entries by every way of writing them; the first entry that claims a writing keeps it."""
    found: dict[str, T] = {}
    for entry, writings in entries:
        for writing in writings:
            if key := label_key(writing):
                found.setdefault(key, entry)
    return found


def code_writings(code: str) -> tuple[str, ...]:
    """An official material code, also without the leading zero that spreadsheets drop."""
    return (code, code[1:]) if code.startswith("0") and not code.startswith("00") else (code,)
