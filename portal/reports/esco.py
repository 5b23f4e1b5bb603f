"""What the yearly statement of an energy service contract is made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.esco.figures import Contract, LineRow, YearlyStatement, yearly_statement
from portal.esco.schedule import Payment
from portal.esco.vocabulary import WAITING, StatementOutcome
from portal.language import Text
from portal.reference.saved_energy import tonnes
from portal.reports.edition import Edition
from portal.submissions.attaching import Attached

TITLE: Final = Text("ESCO 年度績效報告", "ESCO yearly statement")
_OF_STATEMENT: Final = Text("年度申報", "Statement")
_OF_CONTRACT: Final = Text("契約", "Contract")
_GROUP: Final = 8
NOT_STATED: Final = Text("尚未申報", "Nothing stated yet")


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that a statement or its contract rests on, named by the hash of its bytes."""

    of: Text
    row: Attached

    @property
    def sha256(self) -> str:
        """The hash, in groups that can be read and compared."""
        return " ".join(
            self.row.sha256[start : start + _GROUP]
            for start in range(0, len(self.row.sha256), _GROUP)
        )


@dataclass(frozen=True, slots=True)
class EscoStatement:
    """One contract year, with the payments of the whole contract beside it.

    Attributes:
        files: that the statement of the year and the contract rest on.
    """

    yearly: YearlyStatement
    schedule: tuple[Payment, ...]
    edition: Edition
    files: tuple[AttachedFile, ...] = ()

    @property
    def lines(self) -> tuple[LineRow, ...]:
        """What is stated of each measure; nothing while nobody stated anything."""
        statement = self.yearly.statement
        return () if statement is None else statement.lines

    @property
    def state(self) -> Text:
        """Whether the year was stated and accepted."""
        statement = self.yearly.statement
        if statement is None:
            return NOT_STATED
        return WAITING if statement.outcome is None else statement.outcome.label

    @property
    def emissions(self) -> Decimal:
        """TCO2e of the year's lines that have a factor."""
        return sum((weight(self, one) or Decimal(0) for one in self.lines), Decimal(0))


def esco_statement(
    contract: Contract,
    number: int,
    edition: Edition,
    files: Mapping[int | None, Sequence[Attached]] | None = None,
) -> EscoStatement | None:
    """The statement of one contract year; None when the contract has no such year.

    Args:
        contract: with its statements.
        number: of the contract year.
        edition: when the document was made.
        files: of the contract by statement, under None its own.
    """
    found = yearly_statement(contract, number)
    if found is None:
        return None
    return EscoStatement(found, contract.payments, edition, tuple(_files(found, files or {})))


def _files(
    of: YearlyStatement, files: Mapping[int | None, Sequence[Attached]]
) -> Iterator[AttachedFile]:
    if of.statement is not None:
        yield from (AttachedFile(_OF_STATEMENT, one) for one in files.get(of.statement.id, ()))
    yield from (AttachedFile(_OF_CONTRACT, one) for one in files.get(None, ()))


def weight(of: EscoStatement, line: LineRow) -> Decimal | None:
    """Emissions of a line with the factor of the year in which its contract year begins, tCO2e."""
    statement = of.yearly.statement
    accepted = statement is not None and statement.outcome is StatementOutcome.ACCEPTED
    year = of.yearly.payment.year.first.year
    return tonnes(line.carrier, line.quantity, year, is_verified=accepted)


def parties(of: EscoStatement) -> Sequence[tuple[Text, Text]]:
    """The contract as names and what they hold."""
    row, content = of.yearly.contract, of.yearly.contract.content
    yes, no = Text("已聲明無重複補助", "Declared"), Text("未聲明", "Not declared")
    first, last = content.from_date.isoformat(), content.to_date.isoformat()
    return (
        (Text("契約", "Contract"), _same(f"{row.number} {content.title}")),
        (Text("成員與廠區", "Member and site"), _place(of)),
        (Text("ESCO", "ESCO"), row.organisation.name),
        (Text("類型", "Kind"), content.kind.label),
        (Text("簽約日", "Signed"), _same(content.signed_on.isoformat())),
        (Text("契約期間", "Runs"), Text(f"{first} 至 {last}", f"{first} to {last}")),
        (Text("投資額", "Investment"), _money(content.investment)),
        (Text("補助", "Subsidy"), _money(content.subsidy)),
        (Text("五年內無其他補助", "No other subsidy"), yes if content.no_other_subsidy else no),
        (Text("量測驗證單位", "Verifier"), _same(content.verifier or "—")),
    )


def _place(of: EscoStatement) -> Text:
    row = of.yearly.contract
    return Text(
        f"{row.company_name.zh}　{row.site_name.zh}（{row.site_number}）",
        f"{row.company_name.en}, {row.site_name.en} ({row.site_number})",
    )


def _same(words: str) -> Text:
    return Text(words, words)


def _money(value: Decimal) -> Text:
    return Text(f"{value:,.0f} 元", f"NT$ {value:,.0f}")
