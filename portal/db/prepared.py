"""One constant select that every page asks: compiled once, run without the object mapper.

A row costs a tenth of what it costs through a session. There is no transaction around it: it is
for a single statement, whose answer is consistent in itself.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Dialect, Engine, Select

Process = Callable[[Any], Any] | None


class Prepared:
    """A select with named parameters, ready for the database it is first asked on."""

    def __init__(self, statement: Select[*tuple[Any, ...]], *names: str) -> None:
        """Prepare a select.

        Args:
            statement: with a `bindparam` for each name.
            names: of its parameters.
        """
        self._statement = statement.params(dict.fromkeys(names))
        self._names = names
        self._compiled: dict[str, _Compiled] = {}

    def one(self, engine: Engine, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """The row that the select finds; None when there is none."""
        compiled = self._on(engine.dialect)
        connection = engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(compiled.sql, compiled.bound(values))
            row = cursor.fetchone()
            cursor.close()
        finally:
            connection.close()
        return None if row is None else compiled.read(row)

    def _on(self, dialect: Dialect) -> "_Compiled":
        if dialect.name not in self._compiled:
            self._compiled[dialect.name] = _Compiled(self._statement, dialect)
        return self._compiled[dialect.name]


class _Compiled:
    """The text of a select in one dialect, with what turns values into the driver's and back."""

    def __init__(self, statement: Select[*tuple[Any, ...]], dialect: Dialect) -> None:
        found: Any = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        self.sql = str(found)
        self._constant: dict[str, Any] = {name: one.value for name, one in found.binds.items()}
        self._order: list[str] | None = found.positiontup
        self._bind: dict[str, Process] = {
            name: parameter.type.dialect_impl(dialect).bind_processor(dialect)
            for name, parameter in found.binds.items()
        }
        self._result: list[Process] = [
            column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in statement.selected_columns
        ]

    def bound(self, values: Mapping[str, Any]) -> Any:
        """The parameters as the driver takes them."""
        given = {**self._constant, **values}
        found = {name: _applied(self._bind.get(name), value) for name, value in given.items()}
        return found if self._order is None else tuple(found[name] for name in self._order)

    def read(self, row: Any) -> tuple[Any, ...]:
        """The row as the columns' types give it."""
        return tuple(
            _applied(process, value) for process, value in zip(self._result, row, strict=True)
        )


def _applied(process: Process, value: Any) -> Any:
    return value if process is None else process(value)
