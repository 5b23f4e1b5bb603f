"""The base class of every table and the columns that many tables share."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from sqlalchemy import BigInteger, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase, mapped_column

from portal.db.types import CODE, CanonicalJson, ExactDecimal, Tonnes, TZDateTime

# Every constraint has a name, so that a migration can drop it on every database.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

# SQLite numbers rows by itself only in a column of exactly INTEGER.
LONG = BigInteger().with_variant(Integer, "sqlite")

Key = Annotated[int, mapped_column(LONG, primary_key=True)]
CreatedAt = Annotated[datetime, mapped_column(TZDateTime)]
TonnesCO2e = Annotated[Decimal, mapped_column(Tonnes)]
Quantity = Annotated[Decimal, mapped_column(ExactDecimal)]
JsonObject = Annotated[dict[str, Any], mapped_column(CanonicalJson)]
JsonList = Annotated[list[Any], mapped_column(CanonicalJson)]
Code = Annotated[str, mapped_column(String(40))]
Name = Annotated[str, mapped_column(String(200))]
Sha256 = Annotated[str, mapped_column(String(64))]


class Base(DeclarativeBase):
    """What every table has in common."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: TZDateTime(),
        StrEnum: CODE,
    }


class StaleRowError(Exception):
    """Somebody else changed the row since it was read."""
