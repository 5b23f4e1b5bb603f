"""The names of members that are left out of the figures of a page, the first of each figure."""

from typing import Final

from sqlalchemy.orm import Session

from portal.aggregation.tally import Tally
from portal.members.queries import names_of
from portal.web.summaries.board import FAR, NEAR, Names

# Every figure whose definition a card opens, with the part of the tally that it is made from.
_NAMED: Final = {
    ("emissions", None): "emissions",
    ("change", None): "change",
    ("t1", NEAR): "t1",
    ("t3", NEAR): "t1",
    ("t4", NEAR): "t4",
    ("net", FAR): "t1",
    ("gross", FAR): "gross",
    ("residual", FAR): "residual",
}


def names(session: Session, seen: Tally) -> Names:
    """Names by figure.

    Args:
        session: read only.
        seen: of the groups of the page whose members the reader may see.
    """
    codes = {figure: seen.at(part, figure[1]).left_out for figure, part in _NAMED.items()}
    known = names_of(session, {code for some in codes.values() for code in some})
    return {
        figure: tuple(known[code] for code in some if code in known)
        for figure, some in codes.items()
    }
