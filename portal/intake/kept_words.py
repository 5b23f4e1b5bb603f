"""Sentences of ours that are kept with a version, so that a page can say them in its language."""

from typing import Final

from portal.language import Text

CERTIFICATION: Final = Text(
    "本檔案由管理者以指令匯入，內容依成員提供之原檔。",
    "Imported by an administrator's command from the member's original file.",
)
EXPLAINED: Final = Text("匯入時未逐項說明。", "Not explained one by one on import.")
CERTIFIED: Final = f"{CERTIFICATION.zh} {CERTIFICATION.en}"
"""What an import keeps instead of a certification."""
_OURS: Final = {CERTIFIED: CERTIFICATION, EXPLAINED.zh: EXPLAINED}


def in_both(kept: str) -> Text:
    """What is kept, in both languages when it is ours; what a person wrote stays as it is."""
    return _OURS.get(kept, Text(kept, kept))
