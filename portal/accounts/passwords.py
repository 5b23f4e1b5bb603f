"""Hashing passwords, and the two rules of what a password must be."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from portal.language import Text

# OWASP Password Storage Cheat Sheet, Argon2id, second of the equal configurations.
HASHER = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)
# Of a password nobody has: verifying against it costs what a real one costs.
DUMMY_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdCEhIQ"
    "$b2Ygbm9ib2R5LCBmb3IgdW5rbm93biBhY2NvdW50cyE"
)
LONGEST = 128


@dataclass(frozen=True, slots=True)
class PasswordPolicy:
    """What a password must be.

    Attributes:
        shortest: characters.
        classes: how many of the four kinds of character it must mix; 0 for no such rule.
        remembered: how many former passwords may not come back.
        oldest: after which a new one is asked for; None for never.
        youngest: before which it may not be changed again; None for no wait.
        guessable: whether common words, runs and the member's names are refused.
    """

    code: str
    shortest: int
    classes: int = 0
    remembered: int = 0
    oldest: timedelta | None = None
    youngest: timedelta | None = None
    guessable: bool = False


# OWASP ASVS 5.0, 6.2.1 to 6.2.12: length instead of composition, no rotation.
ASVS = PasswordPolicy("asvs", shortest=15, guessable=True)
# Taiwan's 資通安全責任等級分級辦法, annex 10 (附表十), level 中.
TW_ANNEX10 = PasswordPolicy(
    "tw-annex10",
    shortest=8,
    classes=3,
    remembered=3,
    oldest=timedelta(days=90),
    youngest=timedelta(days=1),
)
POLICIES = {policy.code: policy for policy in (ASVS, TW_ANNEX10)}

CLASSES = (str.isupper, str.islower, str.isdigit)
# Words that a guesser tries first here; a policy that looks for them strips them and counts the
# characters that are left.
COMMON = (
    "password",
    "passw0rd",
    "p@ssw0rd",
    "qwertyuiop",
    "qwerty",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx",
    "letmein",
    "welcome",
    "iloveyou",
    "administrator",
    "admin",
    "changeme",
    "default",
    "secret",
    "kaohsiung",
    "netzero",
    "net zero",
    "taiwan",
    "portal",
    "carbon",
    "ji3g4go6",
    "au4a83",
    "高雄",
    "淨零",
    "產業",
    "大聯盟",
    "密碼",
)


def normalised(password: str) -> str:
    """One writing of a password, whatever keyboard made it."""
    return unicodedata.normalize("NFC", password)


def hash_password(password: str) -> str:
    """The Argon2id hash that is kept."""
    return HASHER.hash(normalised(password))


def matches(password_hash: str, password: str) -> bool:
    """Whether a password is the one that was hashed; takes as long for an unknown account.

    Args:
        password_hash: empty for an account that is unknown or has none.
    """
    if len(password) > LONGEST:
        return False
    try:
        HASHER.verify(password_hash or DUMMY_HASH, normalised(password))
    except (VerificationError, InvalidHashError):
        return False
    return bool(password_hash)


def is_outdated(password_hash: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(password_hash)


def problems(
    password: str,
    policy: PasswordPolicy,
    *,
    names: Iterable[str] = (),
    former: Iterable[str] = (),
) -> tuple[Text, ...]:
    """Everything that keeps a password from being taken.

    Args:
        names: of the person, the company and the account, which must not carry the password.
        former: hashes of passwords that may not come back, the present one among them.
    """
    if len(password) > LONGEST:
        return (
            Text("密碼最多 {most} 個字元。", "A password has at most {most} characters.").format(
                most=LONGEST
            ),
        )
    plain = normalised(password)
    return tuple(_problems(plain, policy, tuple(names), tuple(former)))


def _problems(
    plain: str, policy: PasswordPolicy, names: tuple[str, ...], former: tuple[str, ...]
) -> Iterator[Text]:
    if len(plain) < policy.shortest:
        yield Text(
            "密碼至少要有 {least} 個字元，目前有 {found} 個。",
            "A password has at least {least} characters; this one has {found}.",
        ).format(least=policy.shortest, found=len(plain))
    if _classes(plain) < policy.classes:
        yield Text(
            "密碼須包含大寫字母、小寫字母、數字、符號其中至少 {least} 種。",
            "A password mixes at least {least} of capitals, small letters, digits and signs.",
        ).format(least=policy.classes)
    if policy.guessable and _is_guessable(plain, names):
        yield Text(
            "這個密碼容易猜到（常見字詞、重複、連號，或公司與個人名稱）。請改用數個不相干的詞。",
            "This password is easy to guess: common words, repeats, runs or the names of the "
            "company and the person. Use several unrelated words.",
        )
    if any(matches(known, plain) for known in former[: policy.remembered + 1]):
        yield Text(
            "這個密碼最近用過，請換一個。", "This password was in use lately. Choose another."
        )


def _classes(plain: str) -> int:
    kinds: tuple[Callable[[str], bool], ...] = CLASSES
    found = sum(any(kind(character) for character in plain) for kind in kinds)
    return found + any(not character.isalnum() for character in plain)


def _is_guessable(plain: str, names: tuple[str, ...]) -> bool:
    """Whether fewer than eight characters are left without words, names, repeats and runs."""
    left = plain.casefold()
    words = [*COMMON, *(part for name in names for part in _parts(name))]
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word.casefold(), "")
    # A unit said over and over counts once.
    left = re.sub(r"(.{1,8}?)\1+", r"\1", left)
    steps = [ord(after) - ord(before) for before, after in pairwise(left)]
    runs = sum(step in {-1, 0, 1} for step in steps)
    return len(left) - runs < 8


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\W_]+", name) if len(part) >= 2]
