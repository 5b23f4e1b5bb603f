"""A calculator's run as a diagnosis keeps it: complete, so that it prints when formulas changed."""

from collections.abc import Mapping
from typing import Any, TypedDict

from portal.calculators.runs import Run


class Kept(TypedDict):
    """The columns of a kept run."""

    calculator: str
    version: str
    inputs: dict[str, Any]
    outputs: dict[str, Any]
    warnings: list[Any]


def kept(run: Run) -> Kept:
    """A run as `operations.findings.keep_calculation` takes it."""
    stored = run.stored()
    return Kept(
        calculator=run.code,
        version=str(run.version),
        inputs=stored["inputs"],
        outputs={"formula": stored["formula"], "lines": stored["lines"]},
        warnings=stored["warnings"],
    )


def restored(
    calculator: str,
    version: str,
    inputs: Mapping[str, Any],
    outputs: Mapping[str, Any],
    warnings: list[Any],
) -> Run:
    """The run that was kept, line by line."""
    return Run.restored(
        {
            "calculator": calculator,
            "version": int(version),
            "formula": outputs["formula"],
            "inputs": inputs,
            "lines": outputs["lines"],
            "warnings": warnings,
            "refusals": [],
        }
    )
