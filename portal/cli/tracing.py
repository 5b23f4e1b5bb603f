"""The command that says where a figure comes from, to the cell."""

from collections.abc import Iterator, Mapping
from typing import Any

import click
import orjson

from portal.cli.storage import opened
from portal.publication.figure_id import FigureId, NoSuchFigureError, figure_id
from portal.publication.tracing import traced

Plain = Mapping[str, Any]
EXAMPLES = "2024/alliance/2030/t1, 2024/group:steel/emissions, 2024.r1/member:EL17/2030/t4"


@click.command()
@click.argument("figure")
@click.option("--json", "as_json", is_flag=True, help="輸出 JSON / Print JSON.")
def trace(figure: str, *, as_json: bool) -> None:
    """數值溯源至儲存格 / Say which members, versions, rows and cells a figure comes from.

    FIGURE is a figure's id, such as 2024/alliance/2030/t1; with .r1 after the year, as published.
    With --json the same content as the manifest of the evidence pack.
    """
    with opened() as database, database.reading() as session:
        found = traced(session, _named(figure))
    if found is None:
        raise click.ClickException(f"沒有這個數值：{figure}。 There is no figure {figure}.")
    made = found.manifest()
    click.echo(orjson.dumps(made).decode() if as_json else "\n".join(_lines(made)))


def _named(written: str) -> FigureId:
    try:
        return figure_id(written)
    except NoSuchFigureError as unknown:
        raise click.UsageError(
            f"無法辨識數值代號 {written}。 {written} is no figure id; such as {EXAMPLES}."
        ) from unknown


def _lines(made: Plain) -> Iterator[str]:
    yield f"{made['figure']}  {made['name']['zh']} {made['name']['en']}"
    yield f"{made['value']} {made['unit']['zh']} {made['unit']['en']}"
    yield f"{made['definition']['zh']}"
    yield f"{made['definition']['en']}"
    yield f"{made['formula']}"
    if made["publication"]:
        yield f"公布版本 Publication {made['publication']['id']} {made['publication']['digest']}"
    for member in made["members"]:
        yield ""
        yield from _member(member)


def _member(member: Plain) -> Iterator[str]:
    reason = member["reason"]
    said = f"{reason['zh']} {reason['en']}" if reason else member["amount"]
    yield f"{member['code']} {member['name']['zh']}  {said}"
    for source in member["sources"]:
        yield f"  {source['kind']} {source['year']} v{source['version']}  {source['sha256']}"
        for row in source["rows"]:
            place, what = f"{row['sheet']}!{row['cell']}", f"{row['item']} {row['detail']}"
            yield f"    {place}  {what}  {row['value']} {row['unit']}".rstrip()
