import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import portal

ROOT = Path(portal.__file__).parent


def _written_pairs() -> Iterator[tuple[str, str, str]]:
    """Where, Chinese and English of every `Text` written out in the source."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="Text"),
                    args=[ast.Constant(value=str(zh)), ast.Constant(value=str(en))],
                ):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", zh, en


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_both_halves_of_a_sentence_name_the_same_places() -> None:
    pairs = list(_written_pairs())

    differing = [where for where, zh, en in pairs if _places(zh) != _places(en)]

    assert pairs
    assert differing == []


def test_no_half_of_a_sentence_is_empty() -> None:
    empty = [where for where, zh, en in _written_pairs() if bool(zh.strip()) != bool(en.strip())]

    assert empty == []
