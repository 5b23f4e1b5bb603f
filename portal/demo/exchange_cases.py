"""How cases of the exchange register are worked off in the demonstration, by their own people."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.aggregation.keeping import rewrite_sums
from portal.demo.accounts import Team
from portal.demo.tables import Cells, table
from portal.exchange.figures import Verdict
from portal.exchange.models import Said
from portal.exchange.operations import answer, settle
from portal.exchange.queries import case

FIRST = datetime(2025, 6, 9, 1, 30, tzinfo=UTC)
APART = timedelta(days=2, hours=5)


def work_off(session: Session, coordinator: Actor, teams: dict[str, Team]) -> int:
    """Answers and settlements in order; flows that were not loaded are left out.

    Returns:
        How many statements were made.
    """
    made = 0
    for number, row in enumerate(table("exchange_cases")):
        made += _say(session, row, coordinator, teams, FIRST + APART * number)
    return made


def _say(
    session: Session, row: Cells, coordinator: Actor, teams: dict[str, Team], at: datetime
) -> bool:
    key = (row["seller"], row["buyer"], row["carrier"])
    one = case(session, coordinator, int(row["year"]), int(row["horizon"]), key)
    if one is None or not one.is_case:
        return False
    if row["by"] == "coordinator":
        verdict = Verdict(row["said"])
        settle(session, coordinator, one, verdict, row["reason"], at=at, resum=rewrite_sums)
    else:
        speaker = teams[row[row["by"]]].preparer
        answer(session, speaker, one, Said(row["said"]), row["reason"], at=at)
    return True
