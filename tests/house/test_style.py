"""House style that no linter holds: small files, and sentences where a reader needs them."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from typing import TYPE_CHECKING

from tests.house.sources import files_of_tests, modules, parse, python_files, short

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_LINES = 350
EXCEPTION = re.compile(r"# *(noqa(: *[A-Z]+\d+(, *[A-Z]+\d+)*)?|type: *ignore(\[[^]]*\])?)")
VAGUE = {"utils", "util", "helpers", "common", "misc", "base"}


def claims_in(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Find the test functions of a file, in its classes too."""
    module = parse(path)
    classes = [node for node in module.body if isinstance(node, ast.ClassDef)]
    for body in (module.body, *(cls.body for cls in classes)):
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
                yield node


def bare_exceptions(text: str) -> Iterator[int]:
    """Find the lines of a file that switch a check off and do not say why."""
    if any(map(is_bare, text.splitlines())):  # or it is in a string
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT and is_bare(token.string):
                yield token.start[0]


def is_bare(line: str) -> bool:
    """Say whether nothing follows an exception at the end of a line."""
    found = EXCEPTION.search(line)
    return found is not None and not EXCEPTION.sub("", line[found.start() :]).strip(" #-")


def test_files_are_small() -> None:
    """No file is longer than a reader can hold in mind."""
    sizes = {short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert not {name: size for name, size in sizes.items() if size > MOST_LINES}


def test_exceptions_have_their_reason() -> None:
    """Beside each `noqa` and each `type: ignore` stands why a linter or mypy is not right there."""
    texts = {short(path): path.read_text(encoding="utf-8") for path in python_files()}
    bare = [f"{name}:{line}" for name, text in texts.items() for line in bare_exceptions(text)]
    assert not bare, "Write a reason behind it, as in CONTRIBUTING.md: " + ", ".join(bare)


def test_modules_say_what_they_are_for() -> None:
    """The first line of every module of the package is a sentence about it."""
    silent = [short(path) for path in modules() if not (ast.get_docstring(parse(path)) or "").strip()]
    assert not silent


def test_tests_say_what_they_claim() -> None:
    """Every test function has a docstring that states its claim."""
    silent = [
        f"{short(path)}:{node.lineno} {node.name}"
        for path in files_of_tests()
        for node in claims_in(path)
        if ast.get_docstring(node) is None
    ]
    assert not silent, "\n".join(silent)


def test_modules_are_named_for_what_they_hold() -> None:
    """No module has a name that could stand for anything."""
    assert not [short(path) for path in modules() if path.stem.strip("_") in VAGUE]
