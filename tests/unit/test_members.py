import subprocess
import sys

import pytest

from portal.members.figures import is_control_number


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("E5600123", True),
        ("S32A0123", True),
        ("e5600123", False),
        ("E560012", False),
        ("E56001234", False),
        ("5E600123", False),
        ("E5600123\n", False),
        ("E５600123", False),
        ("", False),
    ],
)
def test_a_control_number_has_a_letter_and_seven_more_signs(text: str, is_one: bool) -> None:
    assert is_control_number(text) is is_one


def test_master_data_is_there_without_a_database() -> None:
    code = (
        "import sys, portal.members.figures, portal.submissions.states, "
        "portal.accounts.permissions; print('sqlalchemy' in sys.modules)"
    )

    said = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout

    assert said == "False\n"
