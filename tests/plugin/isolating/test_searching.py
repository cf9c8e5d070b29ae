from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.plugin.isolating import searching
from asyncproof.plugin.isolating.rerun import Seen
from asyncproof.plugin.isolating.searching import Isolation
from tests.plugin.isolating.test_order import report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Terminal:
    """Keeps what is written."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def section(self, title: str) -> None:
        """Keep a title."""
        self.lines.append(title)

    def write_line(self, line: str) -> None:
        """Keep a line."""
        self.lines.append(line)


class Runs:
    """Answers in place of real runs."""

    def __init__(self, fails: Callable[[Sequence[str]], bool]) -> None:
        self.count = 0
        self._fails = fails

    def __call__(self, tests: Sequence[str], timeout: float | None = None) -> Seen:
        """Say whether the last one fails."""
        self.count += 1
        return Seen(frozenset(tests[-1:] if self._fails(tests) else ()), frozenset(tests))

    def spelled(self, tests: Sequence[str]) -> str:
        """Return a command."""
        return " ".join(tests)


@pytest.fixture
def search(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Search for the culprits of tests that failed after `a`, `b` and `c`, and return what is written."""

    def search(
        fails: Callable[[Sequence[str]], bool],
        victims: Sequence[str] = ("v",),
        only: str = "",
        earlier: Sequence[str] = ("a", "b", "c"),
    ) -> list[str]:
        runs = Runs(fails)
        monkeypatch.setattr(searching, "Rerun", lambda _: runs)
        isolation = Isolation(SimpleNamespace(), only)
        for test in earlier:
            isolation.pytest_runtest_logreport(report(test))
        for test in victims:
            isolation.pytest_runtest_logreport(report(test, "failed", message="AssertionError"))
        terminal: Any = Terminal()
        isolation.pytest_terminal_summary(terminal)
        return terminal.lines

    return search


def test_the_same_culprit_again_is_found_at_once(search: Callable[..., list[str]]) -> None:
    """Who was to blame for one is tried first for the next: alone, with all, with the known one."""
    lines = search(lambda tests: "b" in tests, victims=("v", "w"))
    assert "v passes alone, and fails after b" in lines
    assert "w passes alone, and fails after b" in lines
    assert lines[-1].startswith("(8 runs in ")


def test_interrupted(search: Callable[..., list[str]]) -> None:
    """What was found stays, and it is said how far it got."""

    def fails(tests: Sequence[str]) -> bool:
        if tests[-1] == "w":
            raise KeyboardInterrupt
        return True

    lines = search(fails, victims=("v", "w"))
    assert "v fails alone, too: no earlier test is to blame" in lines
    assert "interrupted after 2 runs; what was found is above." in lines


def test_out_of_budget(search: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """The search ends after its number of runs, and says so."""
    monkeypatch.setattr(searching, "MOST_RUNS", 2)
    lines = search(lambda tests: "b" in tests)
    assert "stopped after 2 runs; the others were not looked at." in lines


def test_too_many_victims(search: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the first ones are looked at."""
    monkeypatch.setattr(searching, "MOST_VICTIMS", 1)
    lines = search(lambda _: True, victims=("v", "w", "x"))
    assert "2 more failing tests were not looked at; name one: --asyncproof-isolate=NODEID" in lines


def test_the_first_test_has_nobody_before_it(search: Callable[..., list[str]]) -> None:
    """Then it fails now and then by itself."""
    lines = search(lambda _: False, earlier=())
    assert "v passes alone, and was the first to run: it fails now and then by itself" in lines


def test_nobody_is_to_blame(search: Callable[..., list[str]]) -> None:
    """What passes alone and after the others is not the others' fault."""
    lines = search(lambda _: False)
    assert "v passes alone, and after the 3 tests before it, too" in lines


def test_a_test_that_cannot_be_run_alone(
    search: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What pytest said to it is passed on; where it said nothing, the name is the trouble."""
    monkeypatch.setattr(Runs, "__call__", lambda *_: Seen(trouble="no such file"))
    lines = search(lambda _: True)
    assert lines[1:3] == ["v could not be run alone", "    no such file"]
    monkeypatch.setattr(Runs, "__call__", lambda *_: Seen())
    assert search(lambda _: True)[2] == "    pytest did not find it by its name"


def test_what_takes_too_many_cannot_be_narrowed_down(search: Callable[..., list[str]]) -> None:
    """A failure for which it takes seven tests together is not blamed on some of them."""
    lines = search(lambda tests: set("abcdefg") < set(tests), earlier="abcdefg")
    assert lines[1] == "v passes alone; which earlier tests it takes could not be narrowed down"


def test_another_culprit_than_before(search: Callable[..., list[str]]) -> None:
    """The known one is tried first, and the search goes on if it was not that one."""
    lines = search(lambda tests: {"v": "b", "w": "c"}[tests[-1]] in tests, victims=("v", "w"))
    assert "v passes alone, and fails after b" in lines
    assert "w passes alone, and fails after c" in lines


def test_many_changes_are_cut(search: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """A culprit that changes a lot does not fill the screen."""
    changes = [f"`app.name{number}`" for number in range(100)]

    def run(_: Runs, tests: Sequence[str], timeout: float | None = None) -> Seen:
        return Seen(frozenset(tests[-1:] if "b" in tests else ()), frozenset(tests), {"b": changes})

    monkeypatch.setattr(Runs, "__call__", run)
    lines = [line.strip() for line in search(lambda _: True)]
    shown = [line for line in lines if " leaves " in line]
    assert f"... and {100 - len(shown)} more changes" in lines


def test_a_test_that_is_not_found(search: Callable[..., list[str]]) -> None:
    """A name that did not run is told to be one."""
    assert "q did not run" in search(lambda _: True, only="q")[-1]
    assert "a did not fail in this run." in search(lambda _: True, only="a")
