"""What a signatory certifies, kept with the version word for word."""

from collections.abc import Mapping
from typing import Final

from portal.language import Text
from portal.submissions.states import Kind

CERTIFICATION: Final[Mapping[Kind, Text]] = {
    Kind.INVENTORY: Text(
        "本人為本公司授權之簽核主管，已確認本盤查清冊之盤查邊界、活動數據、排放係數與計算結果，"
        "就本人所知均屬真實完整，並同意產業淨零大聯盟用於審查、彙整與公布彙總數據。",
        "As the signatory authorised by this company I have confirmed the boundary, activity "
        "data, factors and results of this inventory. To my knowledge they are true and complete, "
        "and the Net Zero Industry Alliance may review them and publish totals made with them.",
    ),
    Kind.PLAN: Text(
        "本人為本公司授權之簽核主管，已確認本自主減量計畫之基準年、目標、減量措施與期程，"
        "就本人所知均屬真實完整，並同意產業淨零大聯盟用於審查、彙整與公布彙總數據。",
        "As the signatory authorised by this company I have confirmed the base years, targets, "
        "measures and dates of this reduction plan. To my knowledge they are true and complete, "
        "and the Net Zero Industry Alliance may review them and publish totals made with them.",
    ),
}
