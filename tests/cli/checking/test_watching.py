from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest

from asyncproof.cli import ExitCode, main
from asyncproof.cli.checking.watching import look, watch
from asyncproof.cli.console import make_console
from asyncproof.cli.parser import parse
from asyncproof.core import UsageError
from tests.check.world import write
from tests.cli.checking.checked import BAD, LINE

AGAIN = f"{'-' * 40} again, as a file has changed\n"


class Terminal(StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        """Tell that somebody looks at it."""
        return True


def watched(*changes: Callable[[], object], file: StringIO | None = None, words: tuple[str, ...] = ()) -> str:
    """Watch the current folder, with a change each time that it waits, and Ctrl-C after the last."""
    file = file or StringIO()
    pending: Iterator[Callable[[], object]] = iter(changes)

    def wait(spent: float) -> None:
        assert spent >= 0
        for change in pending:
            change()
            return
        raise KeyboardInterrupt

    args = parse(["check", "--watch", "--no-cache", "--format=concise", *words])
    assert watch([Path()], args, make_console("never", file=file), wait) == ExitCode.OK
    return file.getvalue()


def nothing() -> None:
    """Change nothing."""


@pytest.mark.usefixtures("here")
def test_it_checks_once_and_waits() -> None:
    """As long as nothing changes."""
    assert watched(nothing, nothing) == LINE


def test_it_checks_again_when_a_file_changes(here: Path) -> None:
    """When one is written, comes, or goes, and when only its time has changed."""
    changes = [
        lambda: write(here, {"test_it.py": f"# moved\n{BAD}"}),
        nothing,
        lambda: write(here, {"test_new.py": BAD}),
        (here / "test_it.py").unlink,
        lambda: os.utime(here / "test_new.py", (1, 1)),
    ]
    moved, new = LINE.replace(":3:", ":4:"), LINE.replace("it.py", "new.py", 1)
    assert watched(*changes).split(AGAIN) == [LINE, moved, moved + new, new, new]


def test_settings_count_as_well(here: Path) -> None:
    """While somebody writes them they may be wrong: that is told, and it goes on."""
    text = "[tool.asyncproof.check]\nignore = ['{}']\n"
    first, second, third = watched(
        lambda: write(here, {"pyproject.toml": text.format("mising-await")}),
        lambda: write(here, {"pyproject.toml": text.format("missing-await")}),
    ).split(AGAIN)
    assert (first, third) == (LINE, "")
    assert second.startswith("asyncproof: ")
    assert "Did you mean 'missing-await'?" in second


def test_the_rest_of_the_project_is_watched_too(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test imports may be anywhere in it."""
    write(here, {"src/work.py": "async def work(): ...\n", "tests/test_a.py": "x = 1\n"})
    before = look([here / "tests"])
    assert str(here / "src/work.py") in before
    write(here, {"src/work.py": "def work(): ...\n"})
    assert look([here / "tests"]) != before
    assert look([here / "gone"]) == {}


@pytest.mark.usefixtures("here")
def test_a_terminal_is_cleared() -> None:
    """Each check begins at its top."""
    assert (
        watched(lambda: os.utime("test_it.py", (1, 1)), file=Terminal()) == f"\x1b[2J\x1b[3J\x1b[H{LINE}" * 2
    )


@pytest.mark.usefixtures("here")
def test_ctrl_c_ends_a_check_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is waited for then."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("asyncproof.check.checker.Checker._look_at", interrupted)
    assert watched(nothing) == ""


@pytest.mark.usefixtures("here")
def test_a_wrong_call_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing could ever be found."""
    assert main(["check", "--watch", "--select=mising-await"]) == ExitCode.USAGE
    assert "There is no rule 'mising-await'" in capsys.readouterr().err
    with pytest.raises(UsageError, match="gone is not there"):
        watch([Path("gone")], parse(["check", "--watch"]), make_console("never", file=StringIO()))


@pytest.mark.usefixtures("here")
def test_it_looks_twice_a_second_and_seldom_where_that_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that looking takes a tenth of the time at most."""
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 2:
            raise KeyboardInterrupt

    times = iter([0.0, 1.0])
    monkeypatch.setattr("asyncproof.cli.checking.watching.time.sleep", sleep)
    monkeypatch.setattr("asyncproof.cli.checking.watching.time.perf_counter", lambda: next(times))
    args = parse(["check", "--watch", "--no-cache"])
    assert watch([Path()], args, make_console("never", file=StringIO())) == ExitCode.OK
    assert slept == [0.5, 9.0]
