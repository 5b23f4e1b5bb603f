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
    Event.ADVISORY_REQUESTED: Text("申請輔導", "Advice requested"),
    Event.ADVISORY_TRIAGED: Text("受理輔導申請", "Request taken up"),
    Event.ADVISORY_DECLINED: Text("婉拒輔導申請", "Request declined"),
    Event.ADVISORY_ASSIGNED: Text("指派輔導團隊", "Team assigned"),
    Event.ADVISORY_DECLARED: Text("聲明利益衝突", "Interests declared"),
    Event.ADVISORY_VISIT_PLANNED: Text("排定訪視", "Visit planned"),
    Event.ADVISORY_VISIT_RECORDED: Text("登錄訪視", "Visit recorded"),
    Event.ADVISORY_REPORTED: Text("提出診斷報告", "Report handed over"),
    Event.ADVISORY_CLOSED: Text("輔導結案", "Case closed"),
    Event.ADVISORY_REOPENED: Text("重啟輔導案", "Case opened again"),
    Event.EQUIPMENT_KEPT: Text("登錄設備", "Equipment registered"),
    Event.MEASUREMENT_RECORDED: Text("登錄量測值", "Measurement recorded"),
    Event.CALCULATION_KEPT: Text("保存試算", "Calculation kept"),
    Event.FINDING_KEPT: Text("登錄診斷發現", "Finding recorded"),
    Event.ADVICE_KEPT: Text("撰寫改善建議", "Recommendation written"),
    Event.ADVICE_PROPOSED: Text("送出改善建議", "Recommendation put forward"),
    Event.ADVICE_WITHDRAWN: Text("撤回改善建議", "Recommendation withdrawn"),
    Event.ADVICE_DECIDED: Text("回覆改善建議", "Recommendation answered"),
    Event.IMPLEMENTATION_REPORTED: Text("填報執行情形", "Implementation reported"),
    Event.FOLLOWED_UP: Text("追蹤執行結果", "Followed up"),
    Event.SAVING_VERIFIED: Text("節能量已查證", "Saving verified"),
    Event.DATA_ACTION_KEPT: Text("登錄待改善事項", "Action recorded"),
    Event.DATA_ACTION_CHECKED: Text("核對改善事項", "Action checked off"),
    Event.ATTACHMENT_ADDED: Text("附加檔案", "File attached"),
    Event.TEMPLATE_TAKEN: Text("下載範本", "Template taken"),
    Event.FILE_TAKEN: Text("下載檔案", "File taken"),
    Event.REPORT_TAKEN: Text("下載報表", "Report taken"),
    Event.SETTINGS_CHANGED: Text("變更設定", "Settings changed"),
    Event.BACKED_UP: Text("備份", "Backed up"),
    Event.VERIFIED: Text("驗證紀錄", "Log verified"),
}


def words(event: str) -> Text:
    """What an event is called; its code where it is none of ours."""
    known = set(Event)
    return EVENT_WORDS[Event(event)] if event in known else Text(event, event)
