"""Master data of members: companies, their sites and what became of them."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.accounts import queries as accounts
from portal.accounts.permissions import Permission
from portal.aggregation.keeping import rewrite_sums
from portal.db.base import StaleRowError
from portal.intake.renumbering import renumber
from portal.language import Text
from portal.members import operations, queries
from portal.members.figures import SiteRecord
from portal.members.models import Company
from portal.members.operations import (
    AlreadyKnownError,
    NotAControlNumberError,
    TransferOrderError,
)
from portal.reference.groups import Group
from portal.web.clock import now
from portal.web.database import session
from portal.web.forms import Choice
from portal.web.identity import signed_in_user
from portal.web.members.forms import (
    CompanyForm,
    NewCompanyForm,
    RenumberForm,
    SiteForm,
    TransferForm,
)
from portal.web.preferences import t
from portal.web.scopes import company
from portal.web.turning import page_link
from portal.web.verification.scopes import has_site_of

blueprint = Blueprint("members", __name__, url_prefix="/members")

CODE_TAKEN = Text("這個代碼已有成員使用。", "Another member has this code.")
SITE_TAKEN = Text(
    "這個管制編號已經登錄；若廠區易主，請在原公司的頁面辦理移轉。",
    "This control number is on file; if the site changed hands, transfer it on its owner's page.",
)
NO_NUMBER = Text(
    "管制編號為 1 個英文字母、2 個數字、1 個英數字、4 個數字，例：E5600123。",
    "A control number has a letter, two digits, a letter or digit and four digits: E5600123.",
)
TOO_EARLY = Text(
    "移轉日不能早於目前公司取得的日期。", "The day is before the present owner got the site."
)


@blueprint.get("/")
def index() -> str:
    """All members within the person's scope; the filters are in the address."""
    group, words = request.args.get("group", ""), request.args.get("q", "").strip()
    page = queries.company_page(
        session(),
        accounts.companies_of(signed_in_user()),
        request.args.get("page", 1, type=int),
        group=Group(group) if group in set(Group) else None,
        words=words,
    )
    return render_template(
        "members/index.html",
        page=page,
        group=group,
        words=words,
        groups=Group,
        link=page_link(),
    )


@blueprint.route("/add", methods=["GET", "POST"])
def add() -> Response | str | tuple[str, int]:
    """Add a member."""
    form = NewCompanyForm.sent()
    form.offer()
    if request.method == "POST" and form.validate():
        try:
            _add(form)
        except AlreadyKnownError:
            form.code.errors = [CODE_TAKEN]
        else:
            session().commit()
            flash(t("已新增成員。", "The member was added."), "good")
            return redirect(url_for("members.show", code=form.code.data), 303)
    page = render_template("members/add.html", form=form)
    return (page, 422) if request.method == "POST" else page


def _add(form: NewCompanyForm) -> None:
    operations.add_company(
        session(),
        signed_in_user().user_id,
        code=form.code.data,
        name_zh=form.name_zh.data,
        name_en=form.name_en.data,
        group=Group(form.group.data),
        joined_on=form.joined_on.data,
        at=now(),
        resum=rewrite_sums,
    )


@blueprint.get("/<code>/register")
def show(code: str) -> str:
    """One member: names, group, sites with their history, people."""
    return _page(company())


def _page(
    one: Company,
    *,
    names: CompanyForm | None = None,
    site: SiteForm | None = None,
    transfer: TransferForm | None = None,
    renumbering: RenumberForm | None = None,
) -> str:
    user = signed_in_user()
    record = queries.member_record(session(), one.code) or abort(404)
    manages = user.may(Permission.MANAGE_MEMBERS)
    people = accounts.users(session(), company_id=one.id)
    return render_template(
        "members/show.html",
        one=one,
        record=record,
        histories={
            row.control_number: queries.ownerships(session(), row.control_number)
            for row in record.sites
        },
        people=[row for row in people if row.disabled_at is None],
        manages=manages,
        names=names or _company_form(one),
        site=site or SiteForm.sent(),
        transfer=transfer or _transfer_form(one),
        renumbering=renumbering or RenumberForm(),
        former=queries.former_numbers(session(), one.id),
        has_savings=has_site_of(user, one.code),
    )


def _company_form(one: Company) -> CompanyForm:
    form = CompanyForm.sent(
        name_zh=one.name_zh,
        name_en=one.name_en,
        group=one.group.value,
        row_version=one.row_version,
    )
    form.offer()
    return form


def _transfer_form(one: Company) -> TransferForm:
    form = TransferForm.sent()
    form.offer(_others(one))
    return form


def _others(one: Company) -> list[Choice]:
    return [
        (row.code, Text(f"{row.code} {row.name_zh}", f"{row.code} {row.name_en}"))
        for row in queries.companies(session())
        if row.id != one.id
    ]


@blueprint.post("/<code>/register")
def change(code: str) -> Response | tuple[str, int]:
    """Give a member its present names and group."""
    form = _company_form(company())
    if not form.validate():
        return _page(company(), names=form), 422
    try:
        operations.change_company(
            session(),
            signed_in_user().user_id,
            company(),
            name_zh=form.name_zh.data,
            name_en=form.name_en.data,
            group=Group(form.group.data),
            at=now(),
            resum=rewrite_sums,
            row_version=form.version,
        )
    except StaleRowError:
        abort(409)
    return _saved(code)


@blueprint.post("/<code>/sites")
def add_site(code: str) -> Response | tuple[str, int]:
    """Add a site to a member."""
    form = SiteForm.sent()
    if form.validate():
        try:
            operations.add_site(
                session(),
                signed_in_user().user_id,
                company(),
                _site(form),
                from_date=form.from_date.data,
                at=now(),
            )
        except NotAControlNumberError:
            form.control_number.errors = [NO_NUMBER]
        except AlreadyKnownError:
            form.control_number.errors = [SITE_TAKEN]
        else:
            return _saved(code)
    return _page(company(), site=form), 422


def _site(form: SiteForm) -> SiteRecord:
    return SiteRecord(
        control_number=form.control_number.data.strip().upper(),
        name_zh=form.site_zh.data,
        name_en=form.site_en.data,
        address=form.address.data,
        in_kaohsiung=form.in_kaohsiung.data,
    )


@blueprint.post("/<code>/transfer")
def transfer_site(code: str) -> Response | tuple[str, int]:
    """Give one of a member's sites to another member from a day on."""
    form = _transfer_form(company())
    if not form.validate():
        return _page(company(), transfer=form), 422
    record = queries.member_record(session(), code)
    owned = {row.control_number for row in record.sites if row.current} if record else set[str]()
    if form.number.data not in owned:
        abort(404)
    site = queries.site_by_control_number(session(), form.number.data) or abort(404)
    to = queries.company_by_code(session(), form.to.data) or abort(404)
    try:
        operations.transfer_site(
            session(), signed_in_user().user_id, site, to, on=form.on.data, at=now()
        )
    except TransferOrderError:
        form.on.errors = [TOO_EARLY]
        return _page(company(), transfer=form), 422
    return _saved(code)


@blueprint.post("/<code>/renumber")
def renumber_site(code: str) -> Response | tuple[str, int]:
    """Give one of a member's sites another control number; the old one stays on record."""
    form = RenumberForm.sent()
    if form.validate():
        try:
            _renumber(form)
        except NotAControlNumberError:
            form.renumbered.errors = [NO_NUMBER]
        except AlreadyKnownError:
            form.renumbered.errors = [SITE_TAKEN]
        else:
            return _saved(code)
    return _page(company(), renumbering=form), 422


def _renumber(form: RenumberForm) -> None:
    record = queries.member_record(session(), company().code)
    owned = {row.control_number for row in record.sites if row.current} if record else set[str]()
    if form.present.data not in owned:
        abort(404)
    renumber(
        session(),
        signed_in_user(),
        company(),
        queries.site_by_control_number(session(), form.present.data) or abort(404),
        form.renumbered.data.strip().upper(),
        on=form.since.data,
        reason=form.why.data,
        at=now(),
        resum=rewrite_sums,
    )


def _saved(code: str) -> Response:
    session().commit()
    flash(t("已儲存。", "Saved."), "good")
    return redirect(url_for("members.show", code=code), 303)
