"""Text compared by code point, so that every database has one order."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


class by_code_point(GenericFunction[str]):  # noqa: N801
    """A text whose order, and whose small letters, do not depend on the database's language."""

    type = String()
    inherit_cache = True


@compiles(by_code_point)
def _as_it_is(element: by_code_point, compiler: Any, **options: Any) -> str:
    # SQLite compares bytes, and UTF-8 keeps the order of code points.
    said: str = compiler.process(element.clauses, **options)
    return f"({said})"


@compiles(by_code_point, "postgresql")
def _in_no_language(element: by_code_point, compiler: Any, **options: Any) -> str:
    return f'({compiler.process(element.clauses, **options)}) COLLATE "C"'
