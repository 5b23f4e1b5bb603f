"""Column types that mean the same in every database: aware times, exact tonnes, codes, JSON."""

from collections.abc import Set
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast

import orjson
from sqlalchemy import BigInteger, DateTime, Dialect, Enum, String, Text
from sqlalchemy.types import TypeDecorator

GRAMS_PER_TONNE = 1_000_000


class NaiveTimeError(ValueError):
    """A time without a zone was about to be stored."""


class TooPreciseError(ValueError):
    """A quantity has more decimals than its column keeps."""


class TZDateTime(TypeDecorator[datetime]):
    """An aware time, stored and given back in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The same instant in UTC.

        Raises:
            NaiveTimeError: when the time has no zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveTimeError(f"{value.isoformat()} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The stored instant, aware; SQLite forgets the zone it was given."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Tonnes(TypeDecorator[Decimal]):
    """Tonnes, stored as whole grams, so that sums are exact in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Grams of a quantity in tonnes.

        Raises:
            TooPreciseError: when the quantity is finer than a gram or not a number.
        """
        return None if value is None else grams(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Tonnes of stored grams. PostgreSQL's sum() of grams arrives as a Decimal."""
        return None if value is None else tonnes(int(value))


def grams(quantity: Decimal) -> int:
    """Whole grams of a quantity in tonnes.

    Raises:
        TooPreciseError: when the quantity is finer than a gram or not a number.
    """
    if not quantity.is_finite():
        raise TooPreciseError(f"{quantity} is not a quantity")
    scaled = quantity.scaleb(6)
    whole = int(scaled)
    if whole != scaled:
        raise TooPreciseError(f"{quantity} t is finer than a gram")
    return whole


def tonnes(whole_grams: int) -> Decimal:
    """Tonnes of whole grams, without needless zeros behind the point."""
    quantity = Decimal(whole_grams).scaleb(-6).normalize()
    exponent = quantity.as_tuple().exponent
    return quantity.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else quantity


class ExactDecimal(TypeDecorator[Decimal]):
    """A quantity of any unit, stored as it was written; shown, never summed, by the database."""

    impl = String(60)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """The digits of the quantity."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """The quantity of the digits."""
        return None if value is None else Decimal(value)


class CanonicalJson(TypeDecorator[Any]):
    """JSON with sorted keys and no spaces: equal values are equal text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """The canonical text of a value."""
        return None if value is None else canonical_json(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The value of a stored text."""
        return None if value is None else orjson.loads(value)


def canonical_json(value: object) -> bytes:
    """JSON of a value with sorted keys; decimals are written as text, dataclasses as objects."""
    # Left to itself, orjson writes the fields of a dataclass in their own order.
    option = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS
    return orjson.dumps(value, default=_plain, option=option)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Set):
        return sorted(cast("Set[str]", value))
    raise TypeError(f"{type(value).__name__} has no JSON form")


def codes(kind: type[StrEnum]) -> list[str]:
    """The values of a closed set, which are what its column holds."""
    return [member.value for member in kind]


CODE = Enum(StrEnum, native_enum=False, length=40, values_callable=codes)
