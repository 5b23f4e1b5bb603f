"""People and their roles, for administrators."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.accounts import operations, queries
from portal.accounts.errors import AddressTakenError, LastAdministratorError
from portal.accounts.figures import UserRow
from portal.accounts.models import User
from portal.accounts.operations import Person
from portal.accounts.permissions import Role
from portal.accounts.tokens import new_token
from portal.db.base import StaleRowError
from portal.language import Language, Text
from portal.members.queries import companies
from portal.web.account.views import invitation_link
from portal.web.clock import now
from portal.web.database import session
from portal.web.forms import Choice
from portal.web.identity import signed_in_user
from portal.web.people.forms import InviteForm, RoleForm
from portal.web.preferences import t
from portal.web.turning import page_link

blueprint = Blueprint("people", __name__, url_prefix="/people")

TAKEN = Text("這個電子郵件已有帳號。", "There is an account with this address already.")
LAST = Text(
    "這是唯一的系統管理員；請先指定另一位。",
    "This is the only administrator; appoint another one first.",
)


@blueprint.get("/")
def index() -> str:
    """Everybody with an account; the filters are in the address."""
    role, words = request.args.get("role", ""), request.args.get("q", "").strip()
    page = queries.user_page(
        session(),
        request.args.get("page", 1, type=int),
        role=Role(role) if role in set(Role) else None,
        words=words,
    )
    return render_template(
        "people/index.html",
        page=page,
        role=role,
        words=words,
        roles=Role,
        link=page_link(),
    )


@blueprint.route("/invite", methods=["GET", "POST"])
def invite() -> Response | str | tuple[str, int]:
    """Invite somebody by a link that works once."""
    form = InviteForm.sent(company=request.args.get("company", ""))
    form.offer(_companies())
    if request.method == "POST" and form.validate():
        try:
            user = operations.invite(
                session(),
                signed_in_user(),
                _person(form),
                token=new_token(),
                link=invitation_link,
                at=now(),
            )
        except AddressTakenError:
            form.email.errors = [TAKEN]
        else:
            session().commit()
            flash(t("邀請信已寄出。", "The invitation is on its way."), "good")
            return redirect(url_for("people.show", user_id=user.id), 303)
    page = render_template("people/invite.html", form=form)
    return (page, 422) if request.method == "POST" else page


def _person(form: InviteForm) -> Person:
    return Person(
        email=form.email.data,
        name=form.name.data.strip(),
        role=Role(form.role.data),
        company_id=int(form.company.data) if form.company.data else None,
        groups=form.chosen_groups,
        language=Language(form.language.data),
        organisation=form.chosen_organisation,
    )


def _companies() -> list[Choice]:
    return [
        (str(row.id), Text(f"{row.code} {row.name_zh}", f"{row.code} {row.name_en}"))
        for row in companies(session())
    ]


@blueprint.get("/<int:user_id>")
def show(user_id: int) -> str:
    """One person, with the form that changes the role."""
    row = queries.user_row(session(), user_id) or abort(404)
    return _page(row, _role_form(row))


def _role_form(row: UserRow) -> RoleForm:
    form = RoleForm.sent(
        role=row.role.value,
        company=str(row.company_id or ""),
        organisation=row.organisation or "",
        groups=[group.value for group in row.groups],
        row_version=row.row_version,
    )
    form.offer(_companies())
    return form


def _page(row: UserRow, form: RoleForm) -> str:
    return render_template("people/show.html", one=row, form=form)


def _user(user_id: int) -> User:
    return queries.user(session(), user_id) or abort(404)


@blueprint.post("/<int:user_id>/role")
def change_role(user_id: int) -> Response | tuple[str, int]:
    """Give a person another role, company or groups; their sessions end."""
    row = queries.user_row(session(), user_id) or abort(404)
    form = _role_form(row)
    if form.validate() and _changed(user_id, form):
        session().commit()
        flash(
            t("角色已變更，對方須重新登入。", "The role was changed; the person signs in again."),
            "good",
        )
        return redirect(url_for("people.show", user_id=user_id), 303)
    return _page(row, form), 422


def _changed(user_id: int, form: RoleForm) -> bool:
    try:
        operations.change_role(
            session(),
            signed_in_user(),
            _user(user_id),
            role=Role(form.role.data),
            company_id=int(form.company.data) if form.company.data else None,
            groups=form.chosen_groups,
            at=now(),
            row_version=form.version,
            organisation=form.chosen_organisation,
        )
    except LastAdministratorError:
        form.role.errors = [LAST]
        return False
    except StaleRowError:
        abort(409)
    return True


@blueprint.post("/<int:user_id>/disable")
def disable(user_id: int) -> Response:
    """Keep a person out from the next request on."""
    try:
        operations.disable(session(), signed_in_user(), _user(user_id), at=now())
    except LastAdministratorError:
        flash(t(LAST), "error")
        return redirect(url_for("people.show", user_id=user_id), 303)
    session().commit()
    flash(t("帳號已停用。", "The account is disabled."), "good")
    return redirect(url_for("people.show", user_id=user_id), 303)


@blueprint.post("/<int:user_id>/enable")
def enable(user_id: int) -> Response:
    """Let a person in again."""
    operations.enable(session(), signed_in_user(), _user(user_id), at=now())
    session().commit()
    flash(t("帳號已恢復。", "The account is open again."), "good")
    return redirect(url_for("people.show", user_id=user_id), 303)


@blueprint.post("/<int:user_id>/invite")
def invite_again(user_id: int) -> Response:
    """Send the invitation once more; earlier links end."""
    user = _user(user_id)
    if user.password_hash:
        abort(409)
    operations.invite_again(
        session(), signed_in_user(), user, token=new_token(), link=invitation_link, at=now()
    )
    session().commit()
    flash(t("已重新寄出邀請信。", "A new invitation is on its way."), "good")
    return redirect(url_for("people.show", user_id=user_id), 303)
