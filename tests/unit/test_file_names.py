"""Names of files as they are kept."""

from portal.files.names import LONGEST, printable


def test_a_name_keeps_its_letters_and_spaces() -> None:
    assert printable("銘牌 2023 (1).jpg", "file") == "銘牌 2023 (1).jpg"


def test_what_cannot_be_printed_is_left_out() -> None:
    assert printable("meter\u202egnp.\x00xlsx", "file") == "metergnp.xlsx"


def test_a_long_name_keeps_its_end() -> None:
    assert printable("a" * 300 + ".pdf", "file") == "a" * (LONGEST - 4) + ".pdf"


def test_a_name_of_which_nothing_is_left_gets_another() -> None:
    assert printable("\r\n", "photo.jpg") == "photo.jpg"
