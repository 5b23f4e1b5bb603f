"""Broken copies of the samples, checked in batches inside the limits of one check."""

import resource
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import orjson

from portal.demo.official_faults import FAULTS
from portal.demo.official_grid import as_ods
from portal.intake.background import Background
from portal.intake.checking import LIMITS, check
from portal.intake.report import Report
from portal.language import Language
from portal.workbook.child import Finished, run
from portal.workbook.marking import annotate, write_csv
from tests.workbooks.breaking import broken

FOLDER = Path(__file__).parents[2] / "sample_submissions"
SAMPLES = sorted(FOLDER.rglob("*.xlsx"))
# A marked workbook has notes and their boxes, which templates do not have.
MARKED = [one for one in SAMPLES if one.stem.startswith(("WB-113", "WB-201", "PLN-301"))]
IS_MARKED = 0.2
BATCH = 50


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one mutant.

    Attributes:
        word: the code of its refusal, `read`, or how it broke the check.
        seconds: processor time of reading, judging, storing and marking.
        megabytes: the most memory the process has had until then.
        is_broken: whether the check, its report or the marked copy failed.
    """

    seed: int
    word: str
    seconds: float
    megabytes: float
    is_broken: bool = False


def mutant(seed: int) -> bytes:
    """One broken copy of one sample; the same seed breaks the same one in the same way."""
    dice = Random(seed)  # noqa: S311 - not a secret
    if dice.random() < IS_MARKED:
        return broken(_marked(dice.choice(MARKED)), dice)
    return broken(dice.choice(SAMPLES).read_bytes(), dice)


def form_mutant(seed: int) -> bytes:
    """One broken copy of the official form as .ods, faulty and in part marked."""
    dice = Random(seed)  # noqa: S311 - not a secret
    return broken(_form(dice.randrange(len(FAULTS)), is_marked=dice.random() < IS_MARKED), dice)


@cache
def _form(number: int, *, is_marked: bool) -> bytes:
    data = as_ods(FAULTS[number].make())
    if not is_marked:
        return data
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.ods"
        path.write_bytes(data)
        return _marked(path)


MUTANTS = {".xlsx": mutant, ".ods": form_mutant}


@cache
def _marked(path: Path) -> bytes:
    made = BytesIO()
    annotate(path, check(path, path.name, Background()).findings, Language.ZH, made)
    return made.getvalue()


def fates(seeds: range, suffix: str = ".xlsx") -> list[Fate]:
    """What becomes of these mutants, checked in batches; a batch has the limits of one check."""
    found: list[Fate] = []
    for first in seeds[::BATCH]:
        found += _batch(range(first, min(first + BATCH, seeds.stop)), suffix)
    return found


def _batch(seeds: range, suffix: str) -> list[Fate]:
    outcome = run(judged, seeds, suffix, limits=LIMITS)
    if isinstance(outcome, Finished):
        values: list[list[Any]] = orjson.loads(outcome.answer)
        return [Fate(*each) for each in values]
    if len(seeds) == 1:
        return [Fate(seeds.start, repr(outcome), LIMITS.wall, 0, is_broken=True)]
    return [fate for seed in seeds for fate in _batch(range(seed, seed + 1), suffix)]


def judged(seeds: range, suffix: str) -> bytes:
    """The fates of a batch as JSON; runs in the child."""
    with tempfile.TemporaryDirectory() as folder:
        return orjson.dumps([_fate(seed, Path(folder) / f"{seed}{suffix}") for seed in seeds])


def _fate(seed: int, path: Path) -> tuple[int, str, float, float, bool]:
    path.write_bytes(MUTANTS[path.suffix](seed))
    began, is_broken = time.process_time(), False
    try:
        word = _word(path)
    except Exception:
        word, is_broken = traceback.format_exc(limit=-4), True
    seconds = time.process_time() - began
    path.unlink()
    return seed, word, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, is_broken


def _word(path: Path) -> str:
    """All that happens to a file that a member hands in, short of the database."""
    report = check(path, path.name, Background())
    assert Report.restored(report.stored(), report.stored_tables()).findings == report.findings
    annotate(path, report.findings, Language.ZH, BytesIO())
    write_csv(report.findings, Language.EN, BytesIO())
    return "read" if report.is_read else report.findings[0].code


def figures(found: Iterable[Fate]) -> str:
    """The fates in figures, and every broken one in full."""
    fates = list(found)
    words = Counter(one.word for one in fates if not one.is_broken)
    slowest = max(fates, key=lambda one: one.seconds)
    largest = max(fates, key=lambda one: one.megabytes)
    broken_ones = [one for one in fates if one.is_broken]
    lines = [
        f"{len(fates)} mutants: {words['read']} read, "
        f"{len(fates) - words['read'] - len(broken_ones)} refused, {len(broken_ones)} broken",
        *(f"  {word}: {count}" for word, count in words.most_common() if word != "read"),
        f"slowest: {slowest.seconds:.2f} s of processor (seed {slowest.seed})",
        f"most memory: {largest.megabytes:.0f} MB (by seed {largest.seed})",
        *(f"seed {one.seed}: {one.word}" for one in broken_ones),
    ]
    return "\n".join(lines)
