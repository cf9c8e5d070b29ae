"""Tests mirror the package: who looks for the tests of a module finds them at once."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tests.house.sources import PACKAGE, ROOT, modules, parse, short

if TYPE_CHECKING:
    from pathlib import Path

ELSEWHERE: dict[str, str] = {
    # "loop/thing.py": "why its tests are not in tests/loop/test_thing.py, and where they are",
    "core/chooser.py": "a protocol without code",
    "core/watcher.py": "a protocol without code",
}


def is_empty(path: Path) -> bool:
    """Tell whether a module defines no function and no class, so that there is nothing to test."""
    return not any(
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) for node in parse(path).body
    )


def mirrored_tests(path: Path) -> Path:
    """Say where the tests of a module belong."""
    inside = path.relative_to(PACKAGE)
    name = inside.parent.name or "asyncproof" if inside.name == "__init__.py" else inside.stem.strip("_")
    return ROOT / "tests" / inside.parent / f"test_{name}.py"


def test_every_module_has_its_tests() -> None:
    """Each module with code has a mirrored test file, or is listed with the reason why not."""
    missing = [
        f"{short(path)} has no {short(mirrored_tests(path))}"
        for path in modules()
        if not is_empty(path)
        and path.relative_to(PACKAGE).as_posix() not in ELSEWHERE
        and not mirrored_tests(path).exists()
    ]
    assert not missing, "\n".join(missing)


def test_the_list_of_exceptions_is_true() -> None:
    """Each listed exception exists and really has no mirrored test file."""
    paths = [PACKAGE / name for name in ELSEWHERE]
    assert not [short(path) for path in paths if not path.exists() or mirrored_tests(path).exists()]
