"""The catalogue of checks and the data dictionary, as pages and as documents."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.cli.documents import ABOVE
from portal.cli.documents import documents as command
from portal.intake.catalogue import BESIDE, chapters
from portal.intake.documents import FOLDER, documents
from portal.intake.kinds import CATALOGUE, KINDS
from tests.web.world import Browser

SignedIn = Callable[[str], Browser]
ENGLISH = {"Accept-Language": "en"}


def test_every_rule_stands_in_one_chapter() -> None:
    codes = [entry.rule.code for chapter in chapters() for entry in chapter.entries]

    assert sorted(codes) == sorted({*CATALOGUE, *(rule.code for rule in BESIDE)})
    assert len(codes) == len(set(codes))


def test_every_rule_that_names_limits_shows_them() -> None:
    missing = [
        entry.rule.code
        for chapter in chapters()
        for entry in chapter.entries
        if set(entry.rule.thresholds) != {limit.key for limit in entry.limits}
    ]

    assert missing == []


def test_the_page_of_rules_shows_every_rule_under_its_own_anchor(signed_in: SignedIn) -> None:
    page = signed_in("preparer").get("/rules").get_data(as_text=True)

    assert all(f'id="{code}"' in page for code in (*CATALOGUE, "FLD-101", "MV-001", "BUD-001"))


def test_the_page_of_rules_finds_a_rule_by_its_code(signed_in: SignedIn) -> None:
    code = next(iter(CATALOGUE))

    page = signed_in("preparer").get(f"/rules?q={code.lower()}").get_data(as_text=True)

    assert f'id="{code}"' in page
    assert page.count("<article") == 1


def test_a_filter_without_a_match_says_so(signed_in: SignedIn) -> None:
    page = signed_in("preparer").get("/rules?q=nothing-says-this").get_data(as_text=True)

    assert "沒有符合的規則" in page


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("headers", [{}, ENGLISH], ids=["zh", "en"])
def test_the_dictionary_shows_every_column_with_both_headings(
    signed_in: SignedIn, kind: str, headers: dict[str, str]
) -> None:
    page = signed_in("auditor").get(f"/dictionary/{kind}", headers=headers).get_data(as_text=True)

    for sheet in KINDS[kind].template.sheets:
        assert f'id="{sheet.key}"' in page
        for column in sheet.columns:
            assert f"<code>{column.key}</code>" in page


def test_an_unknown_workbook_has_no_dictionary(signed_in: SignedIn) -> None:
    assert signed_in("auditor").get("/dictionary/letter").status_code == 404


@pytest.mark.parametrize("path", ["/rules", "/dictionary"])
def test_a_guest_is_asked_to_sign_in(guest: Browser, path: str) -> None:
    assert guest.get(path).status_code == 303


def test_the_committed_documents_say_what_the_declarations_say() -> None:
    made = documents(ABOVE)

    committed = {name: (FOLDER / name).read_text(encoding="utf-8") for name in made}

    assert committed == made


def test_the_document_of_rules_holds_what_the_page_of_rules_holds(signed_in: SignedIn) -> None:
    page = signed_in("auditor").get("/rules").get_data(as_text=True)
    document = documents(ABOVE)["rules.md"]

    shown = set(re.findall(r'<article[^>]* id="([A-Z]+-\d+)"', page))
    assert {"BUD-001", "MV-001", "FLD-101"} < shown
    assert shown == set(re.findall(r"^### ([A-Z]+-\d+) ", document, re.MULTILINE))


def test_the_command_writes_the_documents_with_plain_line_ends(tmp_path: Path) -> None:
    CliRunner().invoke(command, ["-o", str(tmp_path / "docs")], catch_exceptions=False)

    written = (tmp_path / "docs" / "rules.md").read_bytes()
    assert b"BUD-004" in written
    assert b"\r" not in written
