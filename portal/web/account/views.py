"""Signing in and out, passwords, one-time links and a person's own choices."""

from flask import (
    Blueprint,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as browser
from werkzeug.wrappers import Response

from portal.accounts import operations, queries, sign_in
from portal.accounts.models import LinkPurpose
from portal.accounts.passwords import POLICIES, PasswordPolicy
from portal.accounts.tokens import new_token
from portal.language import Language, Text
from portal.reports.formats import Unit
from portal.web import identity, preferences
from portal.web.account.forms import ChangePasswordForm, NewPasswordForm, ResetForm, SignInForm
from portal.web.clock import now
from portal.web.database import session
from portal.web.identity import signed_in_user
from portal.web.preferences import local_path, t
from portal.web.settings import chosen

blueprint = Blueprint("account", __name__)

REFUSED = Text(
    "電子郵件或密碼不正確。連續 5 次失敗後，須等 15 分鐘才能再試。",
    "The address and the password do not belong together. After 5 failures, "
    "15 minutes must pass before the next try.",
)
RESET_SENT = Text(
    "若這個帳號存在，重設連結已寄出，30 分鐘內有效。請查看信箱。",
    "If there is such an account, a reset link is on its way; it works for 30 minutes.",
)
PASSWORD_SAVED = Text("密碼已儲存，請登入。", "The password was saved. Please sign in.")
PASSWORD_CHANGED = Text(
    "密碼已變更，其他裝置都已登出。請用新密碼登入。",
    "The password was changed and every session has ended. Sign in with the new one.",
)
TOO_OLD = Text(
    "密碼已使用超過 90 天，請變更密碼。", "Your password is older than 90 days: please change it."
)
RULES = {
    "asvs": Text(
        "至少 15 個字元；不必混用大小寫與符號，但不可用常見字詞、公司或個人名稱。"
        "數個不相干的詞最好記。",
        "At least 15 characters; no mix of signs is needed, but no common words and no names of "
        "the company or yourself. Several unrelated words are easiest to remember.",
    ),
    "tw-annex10": Text(
        "至少 8 個字元，包含大寫、小寫、數字、符號其中三種；不可與前三次密碼相同。",
        "At least 8 characters, three of capitals, small letters, digits and signs; "
        "none of the last three passwords.",
    ),
}


def policy() -> PasswordPolicy:
    """The password rules of this installation."""
    return POLICIES[chosen().password_profile]


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in_page() -> Response | str | tuple[str, int]:
    """Sign in with address and password."""
    next_path = local_path(request.args.get("next"))
    if request.method == "GET" and identity.person() is not None:
        return redirect(next_path, 303)
    form = SignInForm.sent()
    if request.method == "POST" and form.validate():
        token = new_token()
        attempt = _attempt(form.email.data, form.password.data, token)
        if attempt.user_id is not None:
            identity.begin(token)
            return _welcome(attempt.user_id, next_path)
        form.form_errors = [REFUSED]
    page = render_template("account/sign_in.html", form=form, next_path=next_path)
    return (page, 422) if request.method == "POST" else page


def _welcome(user_id: int, next_path: str) -> Response:
    """Where a person goes after signing in: first to the password when it has grown too old."""
    user = queries.user(session(), user_id)
    if user is not None and operations.is_password_too_old(user, policy(), now()):
        flash(t(TOO_OLD), "error")
        return redirect(url_for("account.show"), 303)
    return redirect(next_path, 303)


def _attempt(email: str, password: str, token: str) -> sign_in.Attempt:
    """One attempt; it is committed whatever its outcome, or the count of failures is lost."""
    attempt = sign_in.sign_in(
        session(),
        email,
        password,
        token=token,
        network=request.remote_addr or "",
        user_agent=request.user_agent.string,
        at=now(),
    )
    session().commit()
    return attempt


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End this browser's session."""
    user = signed_in_user()
    sign_in.sign_out(session(), user, user.session_id, at=now())
    session().commit()
    identity.end()
    return redirect(url_for("account.sign_in_page"), 303)


@blueprint.route("/forgotten", methods=["GET", "POST"])
def ask_reset() -> Response | str | tuple[str, int]:
    """Ask for a link that resets a lost password; the answer says nothing about who exists."""
    form = ResetForm.sent()
    if request.method == "GET":
        return render_template("account/ask_reset.html", form=form)
    if not form.validate():
        return render_template("account/ask_reset.html", form=form), 422
    operations.request_reset(
        session(), form.email.data, token=new_token(), link=reset_link, at=now()
    )
    session().commit()
    flash(t(RESET_SENT), "good")
    return redirect(url_for("account.sign_in_page"), 303)


def reset_link(token: str) -> str:
    """The address of a reset link; its host comes from the settings, never from a request."""
    return _link(LinkPurpose.RESET, token)


def invitation_link(token: str) -> str:
    """The address of an invitation."""
    return _link(LinkPurpose.INVITATION, token)


def _link(purpose: LinkPurpose, token: str) -> str:
    return chosen().base_url + url_for("account.open_link", purpose=purpose.value, token=token)


@blueprint.get("/link/<purpose>/<token>")
def open_link(purpose: str, token: str) -> Response:
    """Take the token of a one-time link out of the address, where it could be seen or logged."""
    if purpose not in (LinkPurpose.INVITATION, LinkPurpose.RESET):
        abort(404)
    browser["link"] = [purpose, token[:200]]
    return redirect(url_for("account.choose_password"), 303)


@blueprint.route("/new-password", methods=["GET", "POST"])
def choose_password() -> Response | str | tuple[str, int]:
    """Choose a password through an invitation or a reset link."""
    purpose, token = browser.get("link", ["", ""])
    found = queries.link_user(session(), token, LinkPurpose(purpose), now()) if token else None
    if found is None:
        return render_template("account/bad_link.html"), 404
    form, email = NewPasswordForm.sent(), found[1].email
    if request.method == "POST" and form.validate():
        wrong = operations.use_link(
            session(), token, LinkPurpose(purpose), form.password.data, policy=policy(), at=now()
        )
        if not wrong:
            return _link_used(worked=wrong is not None)
        form.password.errors = wrong
    page = _new_password_page(form, purpose, email)
    return (page, 422) if request.method == "POST" else page


def _link_used(*, worked: bool) -> Response:
    session().commit()
    browser.pop("link", None)
    if not worked:
        return redirect(url_for("account.choose_password"), 303)
    flash(t(PASSWORD_SAVED), "good")
    return redirect(url_for("account.sign_in_page"), 303)


def _new_password_page(form: NewPasswordForm, purpose: str, email: str) -> str:
    return render_template(
        "account/new_password.html",
        form=form,
        purpose=purpose,
        email=email,
        password_rules=RULES[policy().code],
    )


@blueprint.get("/account")
def show() -> str:
    """A person's own account."""
    return _account_page(ChangePasswordForm.sent())


@blueprint.post("/account/password")
def change_password() -> Response | tuple[str, int]:
    """Change one's own password."""
    form = ChangePasswordForm.sent()
    if not form.validate():
        return _account_page(form), 422
    wrong = operations.change_password(
        session(),
        signed_in_user(),
        form.present.data,
        form.password.data,
        policy=policy(),
        at=now(),
    )
    if wrong:
        form.password.errors = wrong
        return _account_page(form), 422
    session().commit()
    identity.end()
    flash(t(PASSWORD_CHANGED), "good")
    return redirect(url_for("account.sign_in_page"), 303)


def _account_page(form: ChangePasswordForm) -> str:
    user = signed_in_user()
    return render_template(
        "account/show.html",
        form=form,
        sessions=queries.open_sessions(session(), user.user_id, now(), identity.session_limits()),
        password_rules=RULES[policy().code],
    )


@blueprint.post("/account/sessions/<int:session_id>/end")
def end_session(session_id: int) -> Response:
    """End another of one's own sessions."""
    if not sign_in.end_session(session(), signed_in_user(), session_id, at=now()):
        abort(404)
    session().commit()
    flash(t("已結束該裝置的登入。", "That session has ended."), "good")
    return redirect(url_for("account.show"), 303)


@blueprint.post("/preferences")
def keep() -> Response:
    """Keep the language or the unit, and go back to the same page."""
    response = make_response(redirect(local_path(request.form.get("next")), 303))
    language, unit = request.form.get("language"), request.form.get("unit")
    wanted = Language(language) if language in (Language.ZH, Language.EN) else None
    preferences.keep(
        response,
        language=wanted,
        unit=Unit(unit) if unit in (Unit.TONNES, Unit.WAN) else None,
    )
    user = identity.person()
    if user is not None and wanted is not None:
        operations.choose_language(session(), user, wanted)
        session().commit()
    return response
