"""Many documents are made side by side, and are the same as made one by one."""

from pathlib import Path

import pytest

from portal.config import settings
from portal.language import Language
from portal.reports import RECEIPT
from portal.reports.collection import MANY, Order, built
from portal.reports.font import register
from portal.reports.report import Format
from tests.reports import examples


@pytest.mark.slow
def test_documents_made_side_by_side_are_those_made_alone(tmp_path: Path) -> None:
    chosen = settings({"PORTAL_INSTANCE": str(tmp_path)})
    font = register(chosen)
    alone = {
        language: RECEIPT.build(Format.PDF, examples.RECEIPT, language, font)
        for language in Language
    }
    orders = [
        Order(f"{number}.pdf", RECEIPT, "EL17", Format.PDF, language, examples.RECEIPT)
        for number in range(MANY // 2)
        for language in Language
    ]

    made = list(built(orders, chosen))

    assert [order for order, _ in made] == orders
    assert all(data == alone[order.language] for order, data in made)
