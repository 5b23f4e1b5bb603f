"""The mails that accounts send."""

from portal.language import Language, Text

INVITATION_SUBJECT = Text(
    "邀請您使用產業淨零大聯盟申報平台", "Your invitation to the Net Zero Industry Alliance portal"
)
INVITATION = Text(
    "{name} 您好：\n\n產業淨零大聯盟申報平台已為您建立帳號。請在 7 天內開啟下列連結並設定密碼：\n\n"
    "{link}\n\n連結只能使用一次。若您未預期收到此信，請勿理會。\n",
    "Dear {name},\n\nAn account was made for you on the portal of the Net Zero Industry Alliance. "
    "Open this link within 7 days and choose a password:\n\n{link}\n\n"
    "The link works once. If you did not expect this mail, ignore it.\n",
)
RESET_SUBJECT = Text("重設密碼", "Choose a new password")
RESET = Text(
    "{name} 您好：\n\n有人要求重設您的密碼。請在 30 分鐘內開啟下列連結並設定新密碼：\n\n{link}\n\n"
    "連結只能使用一次。若不是您本人提出，請勿理會，原密碼仍然有效。\n",
    "Dear {name},\n\nSomebody asked for a new password for your account. Open this link within "
    "30 minutes and choose one:\n\n{link}\n\n"
    "The link works once. If it was not you, ignore this mail; your password stays as it is.\n",
)


def letter(body: Text, language: Language, *, name: str, link: str) -> str:
    """A mail in the reader's language, then in the other one."""
    said = body.format(name=name, link=link)
    other = Language.EN if language is Language.ZH else Language.ZH
    return f"{said[language]}\n---\n\n{said[other]}"
