"""Work on site through the front door: workbook out and back, photos, drafts, phone pages."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from PIL import Image
from sqlalchemy import select

from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.audit.models import AuditEntry
from portal.db.engine import Database
from portal.members.figures import SiteRecord
from portal.members.operations import add_site
from tests.web import scenes
from tests.web.test_advisory import SITE, page, post
from tests.web.world import NOW, PASSWORD, PEOPLE, Browser, Clock

SignIn = Callable[[str], Browser]
MACHINE = {"tag": "AC-1", "carrier": "electricity", "annual_use": "600000", "in_use": "y"}
HEADINGS = 4


@pytest.fixture
def team(opened: Database, signed_in: SignIn) -> SignIn:
    """A site, a request with two advisors, a survey planned, one compressor registered."""
    with opened.transaction() as session:
        record = SiteRecord(SITE, "小港廠", "Siaogang Works", "高雄市小港區", True)
        company = scenes.member(session, "M001")
        add_site(session, None, company, record, from_date=NOW.date(), at=NOW)
        first = scenes.person(session, PEOPLE["advisor"].email).user_id
        person = Person("second@city.example", "第二委員", Role.ADVISOR)
        second = add_user(session, None, person, at=NOW, password=PASSWORD).id
    ask = {
        "site": SITE,
        "topic": "energy",
        "systems": ["air"],
        "subject": "空壓系統耗電偏高",
        "contact": "王工程師",
    }
    case = post(signed_in("preparer"), "/advisory/ask", ask)
    coordinator = signed_in("coordinator")
    post(coordinator, f"{case}/triage", {"row_version": "1"})
    chosen = {"team": "節能輔導團", "lead": str(first), "members": [str(second)]}
    post(coordinator, f"{case}/assign", {**chosen, "due": "2025-12-31", "row_version": "2"})

    def sign_in(who: str) -> Browser:
        if who != "second":
            return signed_in(who)
        PEOPLE["second"] = person
        try:
            return signed_in("second")
        finally:
            del PEOPLE["second"]

    for who in ("advisor", "second"):
        post(sign_in(who), f"{case}/declare", {"conflict": "no"})
    advisor = sign_in("advisor")
    post(advisor, f"{case}/visits", {"visit_kind": "survey", "planned_on": "2025-05-06"})
    post(advisor, f"/sites/{SITE}/equipment/add/compressor", MACHINE)
    return sign_in


def workbook(browser: Browser) -> Workbook:
    answer = browser.get("/field/visits/1/workbook/air")
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.get_data()))


def columns(book: Workbook, sheet: str) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in book[sheet][3] if cell.value}


def fill(book: Workbook, sheet: str, row: int, **values: Any) -> None:
    """Type into a row below the headings, counted from 1."""
    known = columns(book, sheet)
    for name, value in values.items():
        book[sheet].cell(HEADINGS + row, known[name], value)


def fill_visit(book: Workbook, **values: Any) -> None:
    for row in book["訪視"].iter_rows():
        if row[0].value in values:
            row[3].value = values[str(row[0].value)]


def upload(browser: Browser, book: Workbook, status: int = 303) -> str:
    stream = io.BytesIO()
    book.save(stream)
    file = (io.BytesIO(stream.getvalue()), "現場.xlsx")
    return post(browser, "/field/visits/1/upload", {"file": file}, status)


def digest(text: str) -> str:
    return text.split('name="shown" value="')[1].split('"')[0]


def confirmed(browser: Browser, preview: str, status: int = 303) -> None:
    shown = {"shown": digest(page(browser, preview))}
    post(browser, f"{preview}/confirm", shown, status)


def filled(browser: Browser) -> Workbook:
    """A workbook as it comes back: visit held, a value, a new machine, a finding, a photo."""
    book = workbook(browser)
    fill_visit(book, held_on=NOW.date(), of_site="王小明、課長；林小華", notes="夜間仍有負載")
    measured = {"instrument": "壓力計 P-12", "calibrated_on": NOW.date(), "method": "現場量測"}
    fill(book, "量測", 1, value=7.2, **measured)
    fill(book, "設備", 2, kind="空壓機", tag="AC-2", carrier="電力", vsd="是", in_use="是")
    fill(book, "發現與建議", 1, number=1, tag="AC-1", text="夜間仍有負載", severity="高")
    advice = {"title": "修復洩漏", "measure_class": "設備汰換（需投資）", "electricity": 60000}
    fill(book, "發現與建議", 1, price=3.5, capex=80000, **advice)
    fill(book, "照片", 1, name="IMG_1.jpg", tag="AC-1", finding=1, caption="洩漏點")
    return book


def test_a_workbook_goes_out_comes_back_is_previewed_and_confirmed(team: SignIn) -> None:
    advisor = team("advisor")

    preview = upload(advisor, filled(advisor))
    shown = page(advisor, preview)
    before = page(advisor, "/field/visits/1/")
    confirmed(advisor, preview)

    assert "AC-2" in shown
    assert "王小明、課長；林小華" in shown
    assert "確認採用 6 列" in shown
    assert "未量測" in before
    after = page(advisor, "/field/visits/1/")
    assert "已量 1 項" in after
    assert "夜間仍有負載" in after
    assert "AC-2" in after
    assert "修復洩漏" in page(advisor, "/advisory/1")
    assert "IMG_1.jpg" in page(advisor, "/field/visits/1/photos")


def test_every_row_that_is_taken_over_is_in_the_log(team: SignIn, opened: Database) -> None:
    advisor = team("advisor")

    confirmed(advisor, upload(advisor, filled(advisor)))

    with opened.transaction() as session:
        events = set(session.scalars(select(AuditEntry.event)))
    assert {
        "field.workbook_uploaded",
        "field.workbook_confirmed",
        "advisory.visit_recorded",
        "advisory.equipment_kept",
        "advisory.measurement_recorded",
        "advisory.finding_kept",
        "advisory.recommendation_kept",
        "field.photo_described",
    } <= events


def test_confirming_twice_writes_nothing_again(team: SignIn) -> None:
    advisor = team("advisor")
    preview = upload(advisor, filled(advisor))
    shown = {"shown": digest(page(advisor, preview))}
    post(advisor, f"{preview}/confirm", shown)

    again = advisor.post(f"{preview}/confirm", shown, via="/account")

    assert again.status_code == 409
    assert "已經採用過" in again.get_data(as_text=True)
    assert "沒有要更改的" in again.get_data(as_text=True)


def test_the_same_workbook_brought_back_again_changes_nothing(team: SignIn) -> None:
    advisor = team("advisor")
    book = filled(advisor)
    confirmed(advisor, upload(advisor, book))

    again = page(advisor, upload(advisor, book))

    assert "沒有要更改的" in again


def test_a_fresh_workbook_brought_back_untouched_changes_nothing(team: SignIn) -> None:
    advisor = team("advisor")
    confirmed(advisor, upload(advisor, filled(advisor)))

    assert "沒有要更改的" in page(advisor, upload(advisor, workbook(advisor)))


def test_a_change_between_preview_and_confirmation_shows_the_new_preview(team: SignIn) -> None:
    advisor, colleague = team("advisor"), team("second")
    book = workbook(advisor)
    fill(book, "設備", 1, maker="甲牌")
    preview = upload(advisor, book)
    shown = {"shown": digest(page(advisor, preview))}
    change = {**MACHINE, "maker": "乙牌", "row_version": "1"}
    post(colleague, f"/sites/{SITE}/equipment/1", change)

    answer = advisor.post(f"{preview}/confirm", shown, via="/account")

    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "衝突" in text
    assert "乙牌" in text
    assert "乙牌" in page(advisor, f"/sites/{SITE}/equipment/1")


def test_two_people_bring_back_workbooks_of_the_same_day(team: SignIn) -> None:
    advisor, colleague = team("advisor"), team("second")
    mine, theirs = workbook(advisor), workbook(colleague)
    measured = {"instrument": "壓力計 P-12", "calibrated_on": NOW.date(), "method": "現場量測"}
    for book in (mine, theirs):
        fill_visit(book, held_on=NOW.date())
    fill(mine, "量測", 1, value=7.2, **measured)
    fill(theirs, "量測", 1, value=6.9, **measured)
    fill(theirs, "量測", 2, value=75, **measured)
    confirmed(advisor, upload(advisor, mine))

    preview = upload(colleague, theirs)
    shown = page(colleague, preview)
    confirmed(colleague, preview)

    assert "衝突" in shown
    text = page(colleague, "/advisory/visits/1")
    assert "<b>7.2</b>" in text
    assert "<b>75</b>" in text
    assert "<b>6.9</b>" not in text


def test_a_row_left_out_stays_on_file(team: SignIn) -> None:
    advisor = team("advisor")
    book = workbook(advisor)
    book["設備"].delete_rows(HEADINGS + 1)
    for row in range(1, 8):
        fill(book, "量測", row, tag=None)

    shown = page(advisor, upload(advisor, book))

    assert "平台保留" in shown
    assert "E1" in shown


def test_a_faulty_workbook_is_not_taken_and_says_where(team: SignIn) -> None:
    advisor = team("advisor")
    book = workbook(advisor)
    fill_visit(book, held_on=NOW.date())
    fill(book, "量測", 1, value=-3, method="銘牌")

    answer = post_file(advisor, book)

    assert answer[0] == 422
    assert "FLD-103" in answer[1]
    assert "量測" in answer[1]


def post_file(browser: Browser, book: Workbook) -> tuple[int, str]:
    stream = io.BytesIO()
    book.save(stream)
    file = (io.BytesIO(stream.getvalue()), "現場.xlsx")
    answer = browser.post("/field/visits/1/upload", {"file": file}, via="/account")
    return answer.status_code, answer.get_data(as_text=True)


def test_a_workbook_of_another_visit_is_sent_where_it_belongs(team: SignIn) -> None:
    advisor = team("advisor")
    book = workbook(advisor)
    post(advisor, "/advisory/1/visits", {"visit_kind": "follow_up", "planned_on": "2025-06-06"})
    stream = io.BytesIO()
    book.save(stream)

    file = (io.BytesIO(stream.getvalue()), "現場.xlsx")
    answer = advisor.post("/field/visits/2/upload", {"file": file}, via="/account")

    assert answer.status_code == 422
    assert "另一次訪視" in answer.get_data(as_text=True)


def test_blank_forms_of_every_system_can_be_taken(team: SignIn) -> None:
    advisor = team("advisor")

    for system in ("boiler", "air", "cooling", "power", "other"):
        book = load_workbook(io.BytesIO(advisor.get(f"/field/forms/{system}").get_data()))
        for name in ("訪視", "設備", "量測", "發現與建議", "已有建議", "照片"):
            assert book[name].page_setup.orientation == "landscape"
        assert book["量測"].print_title_rows == "$4:$4"
    assert advisor.get("/field/forms/steam").status_code == 404


def a_photo(colour: str = "red", width: int = 40) -> bytes:
    """A JPEG taken sideways, with the place where it was taken."""
    image = Image.new("RGB", (width, 20), colour)
    image.paste("blue", (0, 0, 10, 20))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Secret Phone"
    exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 37.0, 1.0), 3: "E", 4: (120.0, 18.0, 2.0)})
    stream = io.BytesIO()
    image.save(stream, "JPEG", exif=exif, comment=b"Kaohsiung", quality=95)
    return stream.getvalue()


def add_photos(browser: Browser, *photos: tuple[bytes, str], **more: str) -> str:
    data = {"photos": [(io.BytesIO(one), name) for one, name in photos], **more}
    return post(browser, "/field/visits/1/photos", data)


def test_several_photos_are_kept_without_their_place(team: SignIn) -> None:
    advisor = team("advisor")
    first, second = a_photo(), a_photo("green")

    add_photos(advisor, (first, "IMG_1.jpg"), (second, "IMG_2.jpg"), caption="機房", equipment="1")

    kept = advisor.get("/field/photos/1/picture").get_data()
    image = Image.open(io.BytesIO(kept))
    assert b"Secret Phone" in first
    assert b"Secret Phone" not in kept
    assert b"Kaohsiung" not in kept
    assert not image.getexif()
    assert image.size == (20, 40)
    red, _, blue = image.getpixel((10, 2))  # type: ignore[misc]
    assert blue > 200 > 100 > red
    text = page(advisor, "/field/visits/1/photos")
    assert text.count("/thumbnail") == 2
    assert "機房" in text


def test_a_photo_that_a_workbook_announced_gets_its_caption(team: SignIn) -> None:
    advisor = team("advisor")
    confirmed(advisor, upload(advisor, filled(advisor)))

    add_photos(advisor, (a_photo(), "img_1.JPG"))

    text = page(advisor, "/field/visits/1/photos")
    assert 'alt="洩漏點"' in text
    assert "尚未上傳" not in text


def test_a_photo_that_cannot_be_read_says_why_and_others_are_kept(team: SignIn) -> None:
    advisor = team("advisor")
    heic = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40

    add_photos(advisor, (heic, "IMG_3.HEIC"), (a_photo(), "IMG_4.jpg"), (b"MZ", "x.jpg"))

    text = page(advisor, "/field/visits/1/photos")
    assert "HEIC" in text
    assert "不是 JPEG" in text
    assert text.count("/thumbnail") == 1


def test_photos_are_there_for_the_member_and_for_nobody_else(team: SignIn) -> None:
    add_photos(team("advisor"), (a_photo(), "IMG_1.jpg"))

    assert team("preparer").get("/field/photos/1/thumbnail").status_code == 200
    assert team("other_preparer").get("/field/photos/1/thumbnail").status_code == 404
    assert team("preparer").get("/field/visits/1/").status_code == 403


def test_what_a_photo_shows_is_not_overwritten(team: SignIn) -> None:
    advisor, colleague = team("advisor"), team("second")
    add_photos(advisor, (a_photo(), "IMG_1.jpg"))
    version = {"row_version": "1"}
    post(advisor, "/field/photos/1", {"caption": "壓力錶", **version})

    answer = colleague.post("/field/photos/1", {"caption": "別的", **version}, via="/account")

    assert answer.status_code == 409
    assert "壓力錶" in page(advisor, "/field/visits/1/photos")


def values(**more: str) -> dict[str, object]:
    return {
        "value_pressure": "7.2",
        "method": "measured",
        "instrument": "壓力計",
        "calibrated_on": "2025-01-06",
        "taken_at": "2025-05-06T10:30",
        **more,
    }


def test_values_of_a_machine_are_entered_on_one_page(team: SignIn) -> None:
    advisor = team("advisor")
    form = page(advisor, "/field/visits/1/equipment/1")

    post(advisor, "/field/visits/1/equipment/1", values(value_power_kw="75"))

    assert 'inputmode="decimal"' in form
    assert "一般 4–13" in form
    assert "已量 2 項" in page(advisor, "/field/visits/1/")


def test_an_impossible_value_stays_in_the_form_with_its_reason(team: SignIn) -> None:
    advisor = team("advisor")
    wrong = values(value_pressure="-3")

    answer = advisor.post("/field/visits/1/equipment/1", wrong, via="/account")

    assert answer.status_code == 422
    assert "不可能" in answer.get_data(as_text=True)
    assert 'value="-3"' in answer.get_data(as_text=True)


def test_a_page_without_any_value_asks_for_one(team: SignIn) -> None:
    answer = team("advisor").post(
        "/field/visits/1/equipment/1", values(value_pressure=""), via="/account"
    )

    assert answer.status_code == 422
    assert "請至少填一個數值" in answer.get_data(as_text=True)


def test_a_value_that_a_colleague_entered_meanwhile_is_shown(team: SignIn) -> None:
    post(team("second"), "/field/visits/1/equipment/1", values(value_pressure="6.9"))

    answer = team("advisor").post("/field/visits/1/equipment/1", values(), via="/account")

    assert answer.status_code == 422
    assert "同事已登錄 6.9" in answer.get_data(as_text=True)


def test_notes_overtaken_by_a_colleague_are_not_lost(team: SignIn) -> None:
    notes = {"planned_on": "2025-05-06", "held_on": "2025-05-06", "row_version": "1"}
    post(team("second"), "/field/visits/1/notes", {**notes, "notes": "先寫的"})

    mine = {**notes, "notes": "後寫的"}
    answer = team("advisor").post("/field/visits/1/notes", mine, via="/account")

    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "先寫的" in text
    assert "後寫的" in text
    post(team("advisor"), "/field/visits/1/notes", {**mine, "row_version": "2"})


def draft(browser: Browser, form: str, **typed: str) -> tuple[int, str]:
    answer = browser.client.post(
        f"/field/drafts/{form}",
        data={**typed, "csrf_token": token(browser)},
        headers={"Accept": "application/json"},
    )
    return answer.status_code, str(answer.get_json().get("said"))


def token(browser: Browser) -> str:
    return page(browser, "/account").split('name="csrf_token" value="')[1].split('"')[0]


OPENED = NOW.isoformat()


def test_a_draft_is_offered_when_the_form_opens_again(team: SignIn) -> None:
    advisor = team("advisor")

    status, said = draft(advisor, "finding-1", text="寫到一半", opened_at=OPENED)
    offered = page(team("advisor"), "/field/visits/1/findings")
    taken = page(team("advisor"), "/field/visits/1/findings?draft=1")

    assert status == 200
    assert "草稿已存" in said
    assert "未送出的草稿" in offered
    assert "寫到一半" not in offered
    assert "寫到一半" in taken


def test_a_draft_is_gone_once_its_form_is_sent(team: SignIn) -> None:
    advisor = team("advisor")
    draft(advisor, "finding-1", text="寫到一半", opened_at=OPENED)

    found = {"system": "air", "text": "寫完了", "severity": "high", "equipment": ""}
    post(advisor, "/field/visits/1/findings", found)

    assert "未送出的草稿" not in page(advisor, "/field/visits/1/findings")


def test_the_newer_window_wins_and_the_older_one_is_told(team: SignIn) -> None:
    advisor = team("advisor")
    later = (NOW - timedelta(minutes=1)).isoformat()
    earlier = (NOW - timedelta(minutes=9)).isoformat()
    draft(advisor, "finding-1", text="新的", opened_at=later)

    status, said = draft(advisor, "finding-1", text="舊的", opened_at=earlier)

    assert status == 409
    assert "另一個視窗" in said
    assert "新的" in page(advisor, "/field/visits/1/findings?draft=1")


def test_a_draft_is_ones_own(team: SignIn) -> None:
    draft(team("advisor"), "finding-1", text="寫到一半", opened_at=OPENED)

    assert "草稿" not in page(team("second"), "/field/visits/1/findings").split("存草稿")[0]
    assert draft(team("advisor"), "finding-99", text="x", opened_at=OPENED)[0] == 404
    assert draft(team("advisor"), "other-1", text="x", opened_at=OPENED)[0] == 404


def test_drafts_work_by_button_too(team: SignIn, clock: Clock) -> None:
    advisor = team("advisor")
    typed = {"notes": "筆記", "planned_on": "2025-05-06", "row_version": "1"}

    where = post(advisor, "/field/drafts/notes-1", {**typed, "opened_at": OPENED})
    shown = page(advisor, where)
    clock.now = NOW + timedelta(minutes=2)
    post(advisor, "/field/drafts/notes-1/discard", {})

    assert "筆記" in shown
    assert "未送出的草稿" not in page(advisor, "/field/visits/1/notes")


@pytest.mark.parametrize(
    "path",
    ["", "equipment/1", "findings", "notes", "photos", "upload"],
)
def test_every_page_reads_in_english_too(team: SignIn, path: str) -> None:
    answer = team("advisor").get(f"/field/visits/1/{path}", headers={"Accept-Language": "en"})

    assert answer.status_code == 200
