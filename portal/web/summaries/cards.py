"""The four answers on top of a summary, each with its definition and who is in it."""

from dataclasses import dataclass
from decimal import Decimal

from portal.aggregation.definitions import Definition
from portal.aggregation.figures import Figure
from portal.language import Text
from portal.plans.amounts import Missing
from portal.reports import formats
from portal.reports.values import NOTHING, Form
from portal.web.summaries.board import FAR, NEAR, Board
from portal.web.summaries.calls import Calls
from portal.web.summaries.disclosure import EMISSIONS, HELD_BACK, WHY


@dataclass(frozen=True, slots=True)
class Explained:
    """A definition with who is in the figure and who is not."""

    definition: Definition
    key: str
    counted: int
    left_out: int
    left_out_names: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One of the four answers on top."""

    label: Text
    value: str
    unit: Text
    notes: tuple[Text, ...]
    coverage: Text
    explained: tuple[Explained, ...]
    trace: str = ""
    link: tuple[str, Text] | None = None
    held_back: bool = False
    tone: str = ""
    lead: str = ""


def cards(board: Board, calls: Calls) -> tuple[Card, ...]:
    """The four answers: handed in, emitted, promised for 2030, net zero by 2050."""
    return (_handed_in(board, calls), _emitted(board), _promised(board), _net_zero(board))


def _handed_in(board: Board, calls: Calls) -> Card:
    figures, late = board.summary.figures, calls.overdue
    members = calls.everyone.members
    said = Text(f"催收名單 {members} 家", f"{members} members to call")
    rate = formats.percent(_ratio(figures.submitted, figures.members))
    return Card(
        Text("收件", "Handed in"),
        formats.number(figures.submitted),
        Text(f"／ {figures.members} 家", f"of {figures.members}"),
        (
            Text(
                f"審查通過 {figures.accepted} 家 · 逾期未交 {late} 件",
                f"{figures.accepted} accepted · {late} overdue",
            ),
        ),
        Text(f"繳交率 {rate}", f"{rate} of the members due"),
        (),
        link=("#waiting", said) if board.reader.groups else None,
    )


def _emitted(board: Board) -> Card:
    found, form = board.summary.figures.emissions, Form.TONNES
    label = Text("範疇一＋二排放量", "Scope 1 and 2 emissions")
    explained = (_explained(board, found.total), _explained(board, found.change))
    if board.is_held_back(EMISSIONS):
        return _held(board, label, explained)
    change = board.written(found.change.value, Form.CHANGE)
    if board.hides("change"):
        change = HELD_BACK[board.language]
    same = found.change.counted
    return Card(
        label,
        board.written(found.total.value, form),
        form.unit(board.summary.unit),
        (Text(f"較前一年度（同 {same} 家）", f"on the year before (same {same})"),),
        _of(found.total.counted, board.summary.figures.members),
        explained,
        board.trace("emissions"),
        tone=_direction(found.change),
        lead=change,
    )


def _promised(board: Board) -> Card:
    found, form = board.summary.figures.horizons[NEAR], Form.TONNES_A_YEAR
    label = Text("2030 減量貢獻（T1）", "Contribution to 2030 (T1)")
    explained = tuple(_explained(board, one, NEAR) for one in (found.t1, found.t3, found.t4))
    if board.is_held_back(NEAR):
        return _held(board, label, explained)
    less, common = _said(board, found.t3, NEAR), _said(board, found.t4, NEAR)
    covered = board.written(found.coverage.emissions_share, Form.SHARE)
    if board.hides("covered", NEAR):
        covered = HELD_BACK[board.language]
    return Card(
        label,
        board.written(found.t1.value, form),
        form.unit(board.summary.unit),
        (
            Text(f"扣除重複計算 {less}（T3）", f"{less} without overlap (T3)"),
            Text(f"以 2022 年為共同基準 {common}（T4）", f"{common} since 2022 (T4)"),
        ),
        Text(
            f"{found.quantified}／{found.with_target} 家可量化，涵蓋排放量 {covered}",
            f"{found.quantified} of {found.with_target} in tonnes, {covered} of emissions",
        ),
        explained,
        board.trace("t1", NEAR),
    )


def _net_zero(board: Board) -> Card:
    found = board.summary.figures.horizons[FAR]
    net, gross = _said(board, found.net, FAR), _said(board, found.gross, FAR)
    silent = found.residual_not_stated
    amounts = Text(f"淨減量 {net} · 實質減量 {gross}", f"Net cut {net} · gross cut {gross}")
    return Card(
        Text("2050 淨零目標", "Net zero by 2050"),
        formats.number(found.net_zero),
        Text("家", "members"),
        (amounts,),
        Text(
            f"{found.with_target} 家訂有 2050 年目標 · 殘餘排放未填報 {silent} 家",
            f"{found.with_target} with a 2050 target · {silent} state no residual",
        ),
        tuple(_explained(board, one, FAR) for one in (found.net, found.gross, found.residual)),
        board.trace("net", FAR),
    )


def _said(board: Board, figure: Figure, horizon: int) -> str:
    """A figure beside the large one, unless it would give a member away."""
    if board.hides(figure.key, horizon):
        return HELD_BACK[board.language]
    return board.written(figure.value, Form.TONNES_A_YEAR)


def _held(board: Board, label: Text, explained: tuple[Explained, ...]) -> Card:
    word = HELD_BACK[board.language]
    return Card(label, word, NOTHING, (WHY,), NOTHING, explained, held_back=True)


def _explained(board: Board, figure: Figure, horizon: int | None = None) -> Explained:
    """The definition of a figure, with names where the reader may see them."""
    names = board.left_out(figure.key, horizon)
    return Explained(figure.about, figure.key, figure.counted, figure.missing, names)


def _ratio(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / whole if whole else None


def _of(counted: int, whole: int) -> Text:
    return Text(
        f"計入 {counted}／{whole} 家，缺漏不推估", f"{counted} of {whole} members; gaps not filled"
    )


def _direction(change: Figure) -> str:
    if isinstance(change.value, Missing) or not change.value:
        return ""
    return "rise" if change.value > 0 else "fall"
