"""Counts what the tests of a project do, and what their code does that they ought to test."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from enum import Flag, auto
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.check.facts import term_of
from asyncproof.check.facts.nodes import last_name
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.configuration import Configuration
    from asyncproof.check.pytesting.tests import Runner, Test


class Trait(Flag):
    """What a piece of code does."""

    NONE = 0
    CONCURRENT = auto()
    """Begins several things that run at the same time."""
    LIMITS = auto()
    """Sets a timeout."""
    CANCELS = auto()
    """Cancels something, or says what is to happen when it is cancelled."""
    EXPECTS_ERROR = auto()
    EXPECTS_TIMEOUT = auto()
    EXPECTS_CANCELLATION = auto()


_FOLDERS = {"test", "tests", "testing", "conftest.py"}
_LIBRARIES = ("asyncio", "anyio", "trio", "async_timeout")
_TOGETHER = frozenset(
    ("gather", "TaskGroup", "create_task_group", "open_nursery", "wait", "as_completed", "Barrier")
)
_TASKS = frozenset(("create_task", "ensure_future", "start_soon", "run_coroutine_threadsafe"))
_LIMITS = frozenset(
    ("wait_for", "timeout", "timeout_at", "move_on_after", "fail_after", "move_on_at", "fail_at")
)
_EXPECTING = frozenset(("raises", "assertRaises", "assertRaisesRegex", "RaisesGroup", "RaisesExc"))
_TIMEOUTS = frozenset(("TimeoutError", "timeout", "ReadTimeout", "ConnectTimeout", "TooSlowError"))
_CANCELLED = frozenset(("CancelledError", "Cancelled", "get_cancelled_exc_class"))


@dataclass(frozen=True, slots=True)
class CountedTest:
    """One test: where it is, who runs it, and what it does."""

    path: str
    line: int
    end_line: int
    name: str
    is_async: bool
    runner: Runner
    traits: Trait


@dataclass(frozen=True, slots=True)
class CountedCode:
    """One place of the code under test that does something which tests should try."""

    path: str
    line: int
    traits: Trait


@dataclass(slots=True)
class Census:
    """All that was counted."""

    tests: list[CountedTest] = field(default_factory=list)
    code: list[CountedCode] = field(default_factory=list)
    configurations: dict[str, Configuration] = field(default_factory=dict)
    """By rootdir, for the folders with async tests."""
    fixtures: int = 0
    async_fixtures: int = 0

    @property
    def async_tests(self) -> list[CountedTest]:
        """The tests that are `async def`."""
        return [test for test in self.tests if test.is_async]


class Counting(Rule):
    """Finds nothing, and counts."""

    code = "AP999"
    name = "counting"

    def __init__(self) -> None:
        """Begin at nought."""
        self.census = Census()

    def on_module(self, node: ast.Module, here: Here) -> None:
        """Count the places of a file that is none of the tests'."""
        if here.configuration.is_test_file(here.shown_path) or _FOLDERS & {
            *Path(here.module.facts.path).parts
        }:
            return
        for function in ast.walk(node):
            if isinstance(function, ast.AsyncFunctionDef):
                traits = _traits_of(function, here)
                if traits is not Trait.NONE:
                    self.census.code.append(CountedCode(here.shown_path, function.lineno, traits))

    def on_test(self, node: ast.FunctionDef | ast.AsyncFunctionDef, test: Test, here: Here) -> None:
        """Count a test."""
        if test.is_async:
            self.census.configurations.setdefault(here.configuration.rootdir, here.configuration)
        self.census.tests.append(
            CountedTest(
                here.shown_path,
                node.lineno,
                node.end_lineno or node.lineno,
                test.function.facts.qualname,
                test.is_async,
                test.runner,
                _traits_of(node, here),
            )
        )

    def on_fixture(self, node: ast.FunctionDef | ast.AsyncFunctionDef, *_: object) -> None:
        """Count a fixture."""
        self.census.fixtures += 1
        self.census.async_fixtures += isinstance(node, ast.AsyncFunctionDef)


def _traits_of(function: ast.FunctionDef | ast.AsyncFunctionDef, here: Here) -> Trait:
    found, tasks = Trait.NONE, 0
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            name = last_name(node.func)
            tasks += name in _TASKS
            found |= _of_call(node, name, here)
        elif isinstance(node, ast.ExceptHandler) and _names(node.type) & _CANCELLED:
            found |= Trait.CANCELS
    return found | Trait.CONCURRENT if tasks > 1 else found


def _of_call(node: ast.Call, name: str, here: Here) -> Trait:
    if name in _EXPECTING and node.args:
        expected = _names(node.args[0])
        found = Trait.EXPECTS_ERROR
        found |= Trait.EXPECTS_TIMEOUT if expected & _TIMEOUTS else Trait.NONE
        return found | (Trait.EXPECTS_CANCELLATION if expected & _CANCELLED else Trait.NONE)
    if name in {"cancel", "shield"}:
        return Trait.CANCELS
    if name in _TOGETHER | _LIMITS and _is_of_a_library(node.func, here):
        return Trait.CONCURRENT if name in _TOGETHER else Trait.LIMITS
    return Trait.NONE


def _is_of_a_library(node: ast.expr, here: Here) -> bool:
    full = here.evaluator.full_name(term_of(node), here.scope) or ""
    return full.partition(".")[0] in _LIBRARIES


def _names(node: ast.expr | None) -> set[str]:
    """Return the names of the exceptions that are meant."""
    return set(_all_names(node))


def _all_names(node: ast.expr | None) -> Iterator[str]:
    if isinstance(node, ast.Tuple):
        for item in node.elts:
            yield from _all_names(item)
    elif isinstance(node, ast.Call):
        yield last_name(node.func)
    elif node is not None:
        yield last_name(node)
