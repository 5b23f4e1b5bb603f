"""The events of the log in words."""

from collections.abc import Mapping
from typing import Final

from portal.audit.events import Event
from portal.language import Text

EVENT_WORDS: Final[Mapping[Event, Text]] = {
    Event.SIGNED_IN: Text("登入", "Signed in"),
    Event.SIGN_IN_FAILED: Text("登入失敗", "Sign-in failed"),
    Event.SIGN_IN_LOCKED: Text("登入鎖定", "Sign-in locked"),
    Event.SIGNED_OUT: Text("登出", "Signed out"),
    Event.SESSION_ENDED: Text("結束其他裝置的登入", "Session elsewhere ended"),
    Event.INVITED: Text("寄出邀請", "Invited"),
    Event.INVITATION_ACCEPTED: Text("接受邀請", "Invitation accepted"),
    Event.RESET_REQUESTED: Text("要求重設密碼", "Reset asked for"),
    Event.PASSWORD_RESET: Text("重設密碼", "Password reset"),
    Event.PASSWORD_CHANGED: Text("變更密碼", "Password changed"),
    Event.LINK_REFUSED: Text("一次性連結失效", "Link refused"),
    Event.USER_ADDED: Text("新增帳號", "Account added"),
    Event.ROLE_CHANGED: Text("變更角色", "Role changed"),
    Event.USER_DISABLED: Text("停用帳號", "Account disabled"),
    Event.USER_ENABLED: Text("恢復帳號", "Account enabled"),
    Event.ACCESS_DENIED: Text("拒絕存取", "Access denied"),
    Event.COMPANY_ADDED: Text("新增成員", "Member added"),
    Event.COMPANY_CHANGED: Text("變更成員資料", "Member changed"),
    Event.COMPANY_LEFT: Text("成員退出", "Member left"),
    Event.SITE_ADDED: Text("新增廠區", "Site added"),
    Event.SITE_CHANGED: Text("變更廠區資料", "Site changed"),
    Event.SITE_TRANSFERRED: Text("廠區移轉", "Site transferred"),
    Event.MEMBERS_IMPORTED: Text("匯入名冊", "Register imported"),
    Event.UPLOAD_RECEIVED: Text("收到檔案", "File received"),
    Event.UPLOAD_CHECKED: Text("完成檢核", "File checked"),
    Event.UPLOAD_UNREADABLE: Text("檔案無法讀取", "File cannot be read"),
    Event.UPLOAD_ABANDONED: Text("放棄檔案", "File put aside"),
    Event.UPLOAD_CORRECTED: Text("在網頁上更正", "Corrected on the page"),
    Event.UPLOAD_REFUSED: Text("拒收檔案", "Upload refused"),
    Event.SUBMITTED: Text("送出申報", "Handed in"),
    Event.RECALLED: Text("撤回", "Recalled"),
    Event.REVIEW_STARTED: Text("開始審查", "Review begun"),
    Event.ACCEPTED: Text("審查通過", "Accepted"),
    Event.RETURNED: Text("退回補正", "Returned"),
    Event.CYCLE_SET: Text("設定期限", "Deadline set"),
    Event.WARNINGS_EXPLAINED: Text("說明警告", "Warnings explained"),
    Event.RULE_SUSPENDED: Text("停用檢核規則", "Check suspended"),
    Event.RULE_APPLIED_AGAIN: Text("恢復檢核規則", "Check applied again"),
    Event.THRESHOLD_CHANGED: Text("調整門檻", "Limit changed"),
    Event.PUBLISHED: Text("公布數值", "Figures published"),
    Event.EVIDENCE_TAKEN: Text("下載佐證包", "Evidence taken"),
    Event.MV_PLAN_WRITTEN: Text("撰寫量測驗證計畫", "M&V plan written"),
    Event.MV_PLAN_APPROVED: Text("核定量測驗證計畫", "M&V plan approved"),
    Event.MV_DATA_RECEIVED: Text("收到量測資料", "Meter data received"),
    Event.MV_ADJUSTMENT_PROPOSED: Text("提出非例行調整", "Adjustment proposed"),
    Event.MV_ADJUSTMENT_DECIDED: Text("決定非例行調整", "Adjustment decided"),
    Event.MV_REPORT_SUBMITTED: Text("提出節能報告", "Saving reported"),
    Event.MV_REPORT_DECIDED: Text("決定節能報告", "Saving report decided"),
    Event.TEMPLATE_TAKEN: Text("下載範本", "Template taken"),
    Event.FILE_TAKEN: Text("下載檔案", "File taken"),
    Event.REPORT_TAKEN: Text("下載報表", "Report taken"),
    Event.DOCUMENTS_ASKED: Text("要求製作全年文件", "Documents of a year asked for"),
    Event.DOCUMENTS_TAKEN: Text("下載全年文件", "Documents of a year taken"),
    Event.SETTINGS_CHANGED: Text("變更設定", "Settings changed"),
    Event.BACKED_UP: Text("備份", "Backed up"),
    Event.VERIFIED: Text("驗證紀錄", "Log verified"),
}


def words(event: str) -> Text:
    """What an event is called; its code where it is none of ours."""
    known = set(Event)
    return EVENT_WORDS[Event(event)] if event in known else Text(event, event)
