"""Commands of an administrator: the schema, people, members, settings."""

import os
from pathlib import Path

import click

from portal.accounts.errors import AccountsError
from portal.accounts.operations import Person, SystemAccount, add_user, invite
from portal.accounts.permissions import Role
from portal.accounts.tokens import new_token
from portal.aggregation.keeping import rewrite_sums
from portal.cli.options import LANGUAGE
from portal.cli.storage import acting, now, opened, unknown_member
from portal.config import describe, settings
from portal.db.migrate import UnknownRevisionError, upgrade
from portal.language import Language
from portal.members.queries import company_by_code
from portal.members.register import import_members
from portal.publication.keeping import kept_anew
from portal.reference.groups import Group

INVITATION = "/link/invitation/"


@click.group()
def db() -> None:
    """資料庫 / The database."""


@db.command(name="upgrade")
def upgrade_database() -> None:
    """建立或升級資料庫結構 / Create the database or bring it to the newest schema.

    Safe to run again; data are kept.
    """
    chosen = settings()
    chosen.instance.mkdir(parents=True, exist_ok=True)
    try:
        click.echo(f"✓ 資料庫結構 database schema {upgrade(chosen.database_url)}")
    except UnknownRevisionError as newer:
        raise click.ClickException(str(newer)) from newer
    with opened(chosen) as database:
        made = kept_anew(database)
    if made:
        click.echo(f"✓ 年度彙整 sums of years: {made}")


@click.group()
def user() -> None:
    """使用者帳號 / People and their accounts."""


@user.command(name="add")
@click.argument("email")
@click.option("--name", required=True, help="姓名 / Name as shown to others.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    required=True,
    help="角色 / What the person does in the portal.",
)
@click.option("--member", help="成員代碼，成員的人員必填 / Member code, for its people.")
@click.option(
    "--group",
    "groups",
    multiple=True,
    type=click.Choice([group.value for group in Group]),
    help="承辦人、輔導委員限定的組別，可重複 / Limit a coordinator or advisor to groups.",
)
@click.option(
    "--password",
    prompt=False,
    help="直接設定密碼；省略則寄出邀請連結 / Omit to send an invitation.",
)
def add_person(
    email: str,
    name: str,
    role: str,
    member: str | None,
    groups: tuple[str, ...],
    password: str | None,
) -> None:
    """新增帳號 / Add a person; without --password a one-time invitation goes out by mail."""
    with opened() as database:
        actor = acting(database, SystemAccount.IMPORT)
        with database.transaction() as session:
            company = company_by_code(session, member) if member else None
            if member is not None and company is None:
                raise click.ClickException(unknown_member(member))
            person = Person(
                email,
                name,
                Role(role),
                company.id if company else None,
                frozenset(Group(group) for group in groups),
            )
            try:
                if password is None:
                    invite(session, actor, person, token=new_token(), link=_invitation, at=now())
                else:
                    add_user(session, actor.user_id, person, at=now(), password=password)
            except AccountsError as refused:
                raise click.ClickException(f"{type(refused).__name__}: {refused}") from refused
    click.echo(f"✓ {email}")


def _invitation(token: str) -> str:
    """The address a one-time invitation opens at."""
    return f"{settings().base_url.rstrip('/')}{INVITATION}{token}"


@click.group()
def members() -> None:
    """聯盟成員 / Members of the Alliance."""


@members.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def import_register(file: Path) -> None:
    """由 CSV 匯入成員與廠區 / Add and change members and sites from a CSV file.

    One line a site, in UTF-8, with these headings (or the Chinese ones): code, name_zh, name_en,
    group, control_number (管制編號), site_name_zh, site_name_en, address, in_kaohsiung (yes or no).
    The English names may be left out. A second run changes nothing. Every problem is listed with
    its line, and then nothing is imported.
    """
    with opened() as database:
        actor = acting(database, SystemAccount.IMPORT)
        with database.transaction() as session, file.open(encoding="utf-8-sig") as rows:
            report = import_members(
                session, actor.user_id, rows, on=now().date(), at=now(), resum=rewrite_sums
            )
    for problem in report.problems:
        said = problem.message
        click.echo(f"第 {problem.line} 行 line {problem.line}: {said.zh} {said.en}")
    if report.problems:
        raise click.ClickException("沒有匯入任何資料。 Nothing was imported.")
    click.echo(
        f"✓ 新增 {report.added}、變更 {report.changed}、不變 {report.unchanged}；"
        f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged"
    )


@click.command(name="settings")
@LANGUAGE
def show_settings(language: str) -> None:
    """列出設定與意義 / List the settings, environment variables PORTAL_*, with their meaning."""
    for row in describe(Language(language), os.environ):
        value = row.value if row.is_set else f"({row.default})"
        click.secho(f"{row.variable}={value}", bold=row.is_set)
        click.echo(f"    {row.meaning}")
