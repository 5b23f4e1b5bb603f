"""The command that says where a figure comes from, to the cell."""

from collections.abc import Iterator, Mapping
from typing import Any

import click
import orjson
from sqlalchemy.orm import Session

from portal.cli.storage import opened
from portal.publication.figure_id import NoSuchFigureError, figure_id
from portal.publication.tracing import traced
from portal.savings.tracing.figure_id import is_of_savings, savings_figure
from portal.savings.tracing.manifest import manifest, papers_behind
from portal.savings.tracing.trace import traced as traced_savings

Plain = Mapping[str, Any]
EXAMPLES = (
    "2024/alliance/2030/t1, 2024/group:steel/emissions, 2024.r1/member:EL17/2030/t4, "
    "2023/alliance/in_year/verified/kwh"
)


@click.command()
@click.argument("figure")
@click.option("--json", "as_json", is_flag=True, help="輸出 JSON / Print JSON.")
def trace(figure: str, *, as_json: bool) -> None:
    """數值溯源至儲存格 / Say which members, versions, rows and cells a figure comes from.

    FIGURE is a figure's id, such as 2024/alliance/2030/t1; with .r1 after the year, as published.
    With --json the same content as the manifest of the evidence pack. Figures of savings, such as
    2023/alliance/in_year/verified/kwh, lead to streams, their documents, meter rows and cells; with
    .closed after the year, as the year was closed.
    """
    is_savings = is_of_savings(figure)
    with opened() as database, database.reading() as session:
        try:
            made = _of_savings(session, figure) if is_savings else _of_members(session, figure)
        except NoSuchFigureError as unknown:
            raise click.UsageError(
                f"無法辨識數值代號 {figure}。 {figure} is no figure id; such as {EXAMPLES}."
            ) from unknown
    if made is None:
        raise click.ClickException(f"沒有這個數值：{figure}。 There is no figure {figure}.")
    lines = _savings_lines(made) if is_savings else _lines(made)
    click.echo(orjson.dumps(made).decode() if as_json else "\n".join(lines))


def _of_members(session: Session, written: str) -> Plain | None:
    found = traced(session, figure_id(written))
    return None if found is None else found.manifest()


def _of_savings(session: Session, written: str) -> Plain | None:
    found = traced_savings(session, savings_figure(written))
    return None if found is None else manifest(found, papers_behind(session, found))


def _lines(made: Plain) -> Iterator[str]:
    yield from _heading(made)
    if made["publication"]:
        yield f"公布版本 Publication {made['publication']['id']} {made['publication']['digest']}"
    for member in made["members"]:
        yield ""
        yield from _member(member)


def _heading(made: Plain) -> Iterator[str]:
    formula = made["formula"]
    yield f"{made['figure']}  {made['name']['zh']} {made['name']['en']}"
    yield f"{made['value']} {made['unit']['zh']} {made['unit']['en']}"
    yield f"{made['definition']['zh']}"
    yield f"{made['definition']['en']}"
    yield f"{formula}" if isinstance(formula, str) else f"{formula['zh']}  {formula['en']}"


def _member(member: Plain) -> Iterator[str]:
    reason = member["reason"]
    said = f"{reason['zh']} {reason['en']}" if reason else member["amount"]
    yield f"{member['code']} {member['name']['zh']}  {said}"
    for source in member["sources"]:
        yield f"  {source['kind']} {source['year']} v{source['version']}  {source['sha256']}"
        for row in source["rows"]:
            place, what = f"{row['sheet']}!{row['cell']}", f"{row['item']} {row['detail']}"
            yield f"    {place}  {what}  {row['value']} {row['unit']}".rstrip()


def _savings_lines(made: Plain) -> Iterator[str]:
    yield from _heading(made)
    for one in made["streams"]:
        yield ""
        yield from _stream(one)
    for one in made["corrections"]:
        yield ""
        why = f"{one['reason']}（{one['evidence']}）"
        yield f"更正 Correction {one['group']}  {one['amount']}  {why}"
        yield f"  {one['at']} {one['by']}"


def _stream(one: Plain) -> Iterator[str]:
    note = one["note"]
    said = f"{note['zh']} {note['en']}" if one["amount"] is None and note else one["amount"]
    over = f" / {one['over']}" if "over" in one else ""
    place = f"{one['member']['code']} {one['site']['number']}"
    yield f"{one['stream']} {place} {one['title']}  {said}{over}"
    for step in one["working"]:
        yield f"  {step['zh']}"
    for paper in one["counted"]["documents"] if one["counted"] else ():
        yield from _paper(paper)


def _paper(one: Plain) -> Iterator[str]:
    file = one["file"]
    yield f"  {one['kind']} {one['name']}  {file['sha256'] if file else ''}".rstrip()
    for each in one["entered"]:
        yield f"    {each['what']['zh']} {each['at']} {each['by']}（{each['form']['zh']}）"
    for row in one["rows"]:
        if row["is_amount"]:
            yield f"    {row['sheet']}!{row['cell']}  {row['item']['zh']}  {row['value']}"
