"""Finds what test files and conftests define that matters to the event loop, without importing them."""

from __future__ import annotations

import ast
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SKIPPED = frozenset({"build", "dist", "node_modules", "venv", "__pycache__", "site-packages"})
_WORTH_PARSING = (b"event_loop", b"pytest_plugins")


@dataclass(frozen=True, slots=True)
class Definition:
    """A fixture that a test file defines, or a name that it assigns."""

    name: str
    file: Path
    line: int
    scope: str | None = None
    """The fixture's scope where it is written out; None if it is not, or if this is no fixture."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What the files of a project define."""

    fixtures: tuple[Definition, ...]
    plugin_lists: tuple[Definition, ...]
    """The places where `pytest_plugins` is assigned."""


def read_sources(rootdir: Path) -> Sources:
    """Read the test files and conftests under *rootdir*; a file that cannot be parsed says nothing."""
    fixtures: list[Definition] = []
    plugin_lists: list[Definition] = []
    for file in test_files(rootdir):
        for node in _top_level(file):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                fixtures.extend(_fixture(node, file))
            elif "pytest_plugins" in _assigned_names(node):
                plugin_lists.append(Definition("pytest_plugins", file, node.lineno))
    return Sources(tuple(fixtures), tuple(plugin_lists))


def test_files(rootdir: Path) -> Iterator[Path]:
    """Yield the test files and conftests under *rootdir*, by their names."""
    for directory, subdirectories, names in os.walk(rootdir):
        subdirectories[:] = sorted(name for name in subdirectories if _is_entered(Path(directory, name)))
        for name in sorted(names):
            if (
                name == "conftest.py"
                or (name.startswith("test_") and name.endswith(".py"))
                or name.endswith("_test.py")
            ):
                yield Path(directory, name)


def _is_entered(directory: Path) -> bool:
    name = directory.name
    return not name.startswith(".") and name not in _SKIPPED and not (directory / "pyvenv.cfg").exists()


def _top_level(file: Path) -> list[ast.stmt]:
    try:
        source = file.read_bytes()
        if not any(word in source for word in _WORTH_PARSING):
            return []
        return ast.parse(source, filename=str(file)).body
    except (OSError, SyntaxError, ValueError, RecursionError):
        return []


def _assigned_names(node: ast.stmt) -> set[str]:
    targets = (
        node.targets
        if isinstance(node, ast.Assign)
        else [node.target]
        if isinstance(node, ast.AnnAssign)
        else []
    )
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _fixture(function: ast.FunctionDef | ast.AsyncFunctionDef, file: Path) -> Iterator[Definition]:
    for decorator in function.decorator_list:
        call = decorator if isinstance(decorator, ast.Call) else None
        called = ast.unparse(call.func if call else decorator)
        if called.rpartition(".")[2] != "fixture":
            continue
        options = {keyword.arg: keyword.value for keyword in call.keywords} if call else {}
        name = _constant(options.get("name")) or function.name
        yield Definition(name, file, function.lineno, _constant(options.get("scope")))


def _constant(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
