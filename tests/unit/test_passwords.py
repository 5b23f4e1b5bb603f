import pytest

from portal.accounts.passwords import (
    ASVS,
    DUMMY_HASH,
    LONGEST,
    TW_ANNEX10,
    PasswordPolicy,
    hash_password,
    is_outdated,
    matches,
    problems,
)

NAMES = ("王小明", "ming@harboursteel.example", "M001", "港都鋼鐵", "Harbour Steel Works")

TAKEN = {
    "four words": "umbrella lantern orchid quartz",
    "no composition is asked for": "ordinarysentence",
    "Chinese": "清晨六點的渡輪載滿單車和魚販笑聲",
    "blanks at both ends": " seven wet bicycles ",
    "emoji": "🚲🌊🎋🍵🧭🪁🦢🌋🎏🪔🛶🧊🪵🥁🪶",
    "exactly long enough": "rt8Kd0vQ2mZx5Lw",
    "the longest": "rt8Kd0vQ2mZx5Lw!" * 2 + "a9Wq-_7ZpLm3XvB6" * 6,
}
REFUSED = {
    "too short": "umbrella lan",
    "empty": "",
    "one letter": "a" * 20,
    "a repeated word": "abcabcabcabcabcabc",
    "a run": "abcdefghijklmnopqrst",
    "digits in a row": "12345678901234567890",
    "keyboard": "qwertyuiopasdfghjkl",
    "common word and year": "password2026!!!",
    "city and aim": "高雄淨零大聯盟產業高雄淨零大聯盟",
    "the company": "HarbourSteelWorks1",
    "the company in Chinese": "港都鋼鐵港都鋼鐵港都鋼鐵港都鋼鐵",
    "the address": "ming.harboursteel.example",
    "too long": "rt8Kd0vQ2mZx5Lw!" * 9,
    "a megabyte": "x" * 1_000_000,
}


@pytest.mark.parametrize("password", TAKEN.values(), ids=TAKEN)
def test_long_passwords_are_taken_whatever_they_mix(password: str) -> None:
    assert problems(password, ASVS, names=NAMES) == ()


@pytest.mark.parametrize("password", REFUSED.values(), ids=REFUSED)
def test_passwords_that_are_easy_to_guess_are_refused(password: str) -> None:
    assert problems(password, ASVS, names=NAMES)


@pytest.mark.parametrize(
    ("password", "is_taken"),
    [
        ("Harbour1", True),
        ("harbour-1", True),
        ("HARBOUR-x", True),
        ("Hb-1", False),
        ("harbour1", False),
        ("harbourharbour", False),
        ("12345678", False),
    ],
)
def test_annex_10_asks_for_three_kinds_of_character(password: str, is_taken: bool) -> None:
    assert (problems(password, TW_ANNEX10) == ()) is is_taken


def test_every_problem_is_named_at_once() -> None:
    assert len(problems("abc", TW_ANNEX10)) == 2


def test_a_hash_has_the_parameters_we_chose() -> None:
    assert hash_password("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert not is_outdated(DUMMY_HASH)


def test_two_writings_of_one_password_match() -> None:
    composed, decomposed = "caf\u00e9 au lait matinal", "cafe\u0301 au lait matinal"

    assert matches(hash_password(composed), decomposed)


@pytest.mark.parametrize("kept", ["", DUMMY_HASH, "not a hash"])
def test_an_account_without_password_never_matches(kept: str) -> None:
    assert not matches(kept, "")
    assert not matches(kept, "anything")


def test_an_overlong_password_is_not_hashed() -> None:
    assert not matches(DUMMY_HASH, "x" * (LONGEST + 1))


@pytest.mark.parametrize("policy", [ASVS, TW_ANNEX10], ids=lambda policy: policy.code)
def test_a_problem_is_said_in_both_languages(policy: PasswordPolicy) -> None:
    for problem in problems("a", policy):
        assert problem.zh.endswith("。")
        assert problem.en.endswith(".")
