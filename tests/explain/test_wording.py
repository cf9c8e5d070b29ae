from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from asyncproof.core import Place
from asyncproof.explain import wording
from tests.explain.failing import failure_of


def test_places_are_shown_from_where_the_run_began() -> None:
    """Files below the current directory are relative, all others are absolute."""
    here = str(Path.cwd() / "tests" / "x.py")
    assert wording.shown(Place(here, 3)) == str(Path("tests") / "x.py") + ":3"
    assert wording.shown(Place("/elsewhere/x.py", 3)) == "/elsewhere/x.py:3"
    assert wording.shown(Place(here)) == str(Path("tests") / "x.py")
    assert wording.shown(None) == ""


def test_places_are_shown_where_the_directory_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A test may have removed the directory in which it stands."""
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    (tmp_path / "sub").rmdir()
    assert wording.shown(Place("/app/x.py", 3)) == "/app/x.py:3"


def test_a_place_in_the_same_file_is_a_line(tmp_path: Path) -> None:
    """In a sentence about a file, only the line is told."""
    frame = failure_of(tmp_path, "def test_it():\n    raise ValueError").user_frame
    assert frame is not None
    assert wording.at(Place(frame.file, 1), frame) == " in line 1"
    assert wording.at(Place("/elsewhere/x.py", 1), frame) == " at /elsewhere/x.py:1"
    assert wording.at(None) == wording.at(Place("x.py")) == ""
    assert wording.line_of(None) == ""


def test_code_is_shown_on_one_line() -> None:
    """Long code is cut."""
    assert wording.short("a\n   b") == "a b"
    assert wording.short("x" * 100).endswith(" ...")
    assert len(wording.short("x" * 100)) == len(wording.short("y" * 200))


def test_articles() -> None:
    """A class gets the article that its name takes."""
    assert wording.a("int") == "an `int`"
    assert wording.a("_AsyncThing") == "an `_AsyncThing`"
    assert wording.a("dict") == "a `dict`"


def test_tasks_have_their_plain_name() -> None:
    """Tasks and futures of any kind are called what the documentation calls them."""

    async def main() -> list[str]:
        gathered = asyncio.gather(asyncio.sleep(0))
        task = asyncio.ensure_future(asyncio.sleep(0))
        names = [wording.kind_name(one) for one in (gathered, task)]
        await gathered
        await task
        return names

    assert asyncio.run(main()) == ["Future", "Task"]
    assert wording.kind_name(5) == "int"


def test_a_file_on_another_drive_is_shown_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows there is no way from one drive to another."""

    def relpath(_: str) -> str:
        raise ValueError

    monkeypatch.setattr("asyncproof.explain.wording.os.path.relpath", relpath)
    assert wording.shown(Place("D:/tests/x.py", 3)) == "D:/tests/x.py:3"
