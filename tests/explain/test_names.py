from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from asyncproof.core import Place
from asyncproof.explain import Failure, Fixture, Test, names
from tests.explain.failing import failure_of

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
CLIENT = 1

def test_it(user=5):
    first, second = 1, 2
    for item in [3]:
        pass
    with open(__file__) as file:
        pass
    number: int = 4
    raise ValueError
    number = 7
"""


@pytest.mark.parametrize(
    ("name", "kind", "line", "value"),
    [
        ("CLIENT", "global", 1, "1"),
        ("user", "parameter", None, None),
        ("first", "local", 4, "1"),
        ("item", "local", 5, None),
        ("file", "local", 7, "open(__file__)"),
        ("number", "local", 9, "4"),
    ],
)
def test_sources(tmp_path: Path, name: str, kind: str, line: int | None, value: str | None) -> None:
    """A name comes from the last binding before the failure, from a parameter, or from the module."""
    failure = failure_of(tmp_path, SOURCE)
    frame = failure.user_frame
    assert frame is not None
    source = names.source_of(name, frame, failure)
    assert source is not None
    assert source.kind == kind
    assert (source.place.line if source.place else None) == line
    assert (ast.unparse(source.value) if source.value else None) == value
    assert f"`{name}`" in source.told(frame)


def test_a_parameter_of_the_test_is_a_fixture(tmp_path: Path) -> None:
    """Where the test has a fixture of that name, it is told, with its scope."""
    user = Fixture("user", "session", place=Place("conftest.py", 3))
    failure = failure_of(tmp_path, SOURCE, test=Test("test_module.py::test_it[1]", fixtures=(user,)))
    frame = failure.user_frame
    assert frame is not None
    source = names.source_of("user", frame, failure)
    assert source is not None
    assert source.told() == "`user` is the fixture at conftest.py:3 (session scope)"
    assert names.source_of("nowhere", frame, failure) is None
    assert names.global_source("nowhere", frame.file).place is None


def test_the_root_of_an_expression() -> None:
    """It is the name that comes first; a literal has none."""
    root = names.root_of(ast.parse("client.get(1)[2].json", mode="eval").body)
    assert root is not None
    assert root.id == "client"
    assert names.root_of(ast.parse("'a'.join(b)", mode="eval").body) is None


def test_who_holds_a_value() -> None:
    """A fixture holds what it gave, and what that has in its attributes or items."""

    class Pool:
        def __init__(self) -> None:
            self.lock = object()
            self.more = {"a": [object()]}

    pool = Pool()
    fixture = Fixture("pool", "module", value=pool)
    failure = Failure(ValueError(), test=Test(fixtures=(Fixture("other", "function", value=1), fixture)))
    assert names.holder_of(pool, failure) is fixture
    assert names.holder_of(pool.lock, failure) is fixture
    assert names.holder_of(pool.more["a"], failure) is fixture
    assert names.holder_of(object(), failure) is None
    listed = Fixture("all", "module", value=[pool])
    assert names.holder_of(pool.lock, Failure(ValueError(), test=Test(fixtures=(listed,)))) is listed
