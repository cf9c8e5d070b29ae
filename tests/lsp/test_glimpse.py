from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asyncproof.check.checker import Checker
from asyncproof.lsp import glimpse
from asyncproof.lsp.workspace import Workspace
from tests.check.test_fuzz import sources
from tests.check.world import write

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
import asyncio

async def work(): ...

async def test_a():
    work()
    x = 1

def helper(): ...

async def test_b():
    helper()
    work()
"""


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows with each time that all of a file is looked at."""
    seen: list[str] = []
    whole = Checker.look

    def look(self: Checker, path: Path) -> object:
        seen.append(path.name)
        return whole(self, path)

    monkeypatch.setattr(Checker, "look", look)
    return seen


def found(workspace: Workspace, path: Path, *, at_once: bool = False) -> list[tuple[str, int]]:
    """Return the hits in a file: rule and line."""
    hits = workspace.check(str(path), at_once=at_once).hits
    return [(hit.rule, hit.span.line) for hit in hits]


def typed(tmp_path: Path, *texts: str) -> tuple[Workspace, Path]:
    """Return a workspace in which texts were typed one after the other, each checked but the last."""
    path = tmp_path / "test_it.py"
    path.touch()
    workspace = Workspace()
    for text in texts[:-1]:
        workspace.put(str(path), text)
        workspace.check(str(path), at_once=True)
    workspace.put(str(path), texts[-1])
    return workspace, path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("async def work(): ...", "def work(): ..."),
        ("async def test_a():", "async def test_a(tmp_path):"),
        ("import asyncio\n", "import asyncio\nimport os\n"),
        ("import asyncio\n", "# a comment\nimport asyncio\n"),
        ("def helper(): ...\n", "@asyncio.coroutine\nasync def helper(): ...\n"),
        ("def helper(): ...\n", ""),
        ("    x = 1\n", "    x = 1\n\nasync def test_c():\n    work()\n"),
        ("async def test_b():", "async def test_d():"),
        ("    helper()\n    work()\n", "    helper()\n    work()\n\nasync def test_e():\n    work()\n"),
    ],
)
def test_a_change_that_others_can_see_is_answered_without_a_look_at_all(
    tmp_path: Path, looks: list[str], old: str, new: str
) -> None:
    """In a small file what is said at once is all there is, and a look at all of it finds the same."""
    text = TEXT.replace(old, new, 1)
    workspace, path = typed(tmp_path, TEXT, text)
    here = found(workspace, path, at_once=True)
    assert looks == ["test_it.py"]
    assert here == found(*typed(tmp_path, text))
    assert workspace.look_again()
    assert found(workspace, path, at_once=True) == here
    assert looks == ["test_it.py"] * 3
    assert not workspace.look_again()


def test_what_names_the_change_is_looked_at_as_far_as_there_is_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest is told as it was, on the lines where it is now, until nobody types."""
    monkeypatch.setattr(glimpse, "MOST", 2)
    text = TEXT.replace("async def work(): ...", "# once\ndef work(): ...")
    workspace, path = typed(tmp_path, TEXT, text)
    assert found(workspace, path, at_once=True) == [("missing-await", 14)]
    assert workspace.look_again()
    assert found(workspace, path) == []


def test_somebody_who_does_not_ask_again_is_told_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was said at once to another one is not repeated."""
    monkeypatch.setattr(glimpse, "MOST", 0)
    workspace, path = typed(tmp_path, TEXT, TEXT.replace("async def work", "def work"))
    assert found(workspace, path, at_once=True) == [("missing-await", 13)]
    assert found(workspace, path) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("import asyncio\n", "from os import *\n"),
        ("import asyncio\n", "import asyncio\n__all__ = ['work']\n"),
        ("import asyncio\n", "import asyncio; import os\n"),
    ],
)
def test_what_names_alone_do_not_tell_is_looked_at_as_a_whole(
    tmp_path: Path, looks: list[str], old: str, new: str
) -> None:
    """What a star brings, and what is exported; and lines with two statements, at the next change."""
    text = TEXT.replace(old, new, 1)
    last = text.replace("async def test_b", "async def test_c")
    workspace, path = typed(tmp_path, TEXT, text, last)
    assert found(workspace, path, at_once=True) == found(*typed(tmp_path, last))
    assert len(looks) == 3


def test_half_a_line_costs_what_is_around_it(tmp_path: Path, looks: list[str]) -> None:
    """At the top of a module, too: what is elsewhere stays, and the next change is as cheap."""
    half = TEXT.replace("def helper(): ...", "def helper(): ...\n\ndef other(")
    whole = TEXT.replace("def helper(): ...", "def helper(): ...\n\ndef other(): ...")
    workspace, path = typed(tmp_path, TEXT, half)
    outcome = workspace.check(str(path), at_once=True)
    assert outcome.troubles
    assert [hit.span.line for hit in outcome.hits][:1] == [6]
    workspace.put(str(path), whole)
    assert found(workspace, path, at_once=True) == found(*typed(tmp_path, whole))
    assert looks == ["test_it.py", "test_it.py"]


def test_other_files_are_told_of_later(tmp_path: Path, looks: list[str]) -> None:
    """A key in one costs no look at another, until nobody types."""
    write(
        tmp_path,
        {"work.py": TEXT, "test_other.py": "from work import work\nasync def test_it():\n    work()\n"},
    )
    workspace, work, other = Workspace(), tmp_path / "work.py", tmp_path / "test_other.py"
    for path in (work, other):
        workspace.put(str(path), path.read_text("utf-8"))
        workspace.check(str(path))
    workspace.put(str(work), TEXT.replace("async def work", "def work"))
    assert found(workspace, other, at_once=True) == [("missing-await", 3)]
    assert looks == ["work.py", "test_other.py"]
    assert workspace.look_again()
    assert found(workspace, other, at_once=True) == []


@pytest.mark.parametrize("old", ["def helper(): ...\n", "class Some:\n    def helper(): ...\n"])
def test_what_a_function_does_may_be_told_elsewhere_later(tmp_path: Path, looks: list[str], old: str) -> None:
    """It looks the same from outside, but who calls it may be to blame."""
    text = TEXT.replace("def helper(): ...\n", old.replace(" ...", "\n        x = 1"))
    workspace, path = typed(tmp_path, text, text.replace("        x = 1", "        open('file')"))
    workspace.check(str(path), at_once=True)
    assert looks == ["test_it.py"]
    assert workspace.look_again()


def test_a_file_that_is_saved_costs_nothing(tmp_path: Path, looks: list[str]) -> None:
    """What is typed counts, and that is no other than before."""
    workspace, path = typed(tmp_path, TEXT)
    before, generation = workspace.check(str(path)), workspace.generation
    write(tmp_path, {"test_it.py": TEXT})
    workspace.changed_on_disk(str(path))
    assert workspace.check(str(path)) is before
    assert workspace.generation == generation
    assert looks == ["test_it.py"]


def test_a_file_that_is_closed_is_told_of_later(tmp_path: Path) -> None:
    """What was typed into it and not saved no longer counts."""
    write(
        tmp_path,
        {"work.py": "", "test_other.py": "from work import work\nasync def test_it():\n    work()\n"},
    )
    workspace, work, other = Workspace(), tmp_path / "work.py", tmp_path / "test_other.py"
    workspace.put(str(work), TEXT)
    assert found(workspace, other) == [("missing-await", 3)]
    workspace.close(str(work))
    assert found(workspace, other, at_once=True) == [("missing-await", 3)]
    assert workspace.look_again()
    assert found(workspace, other, at_once=True) == []


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_when_nobody_types_there_is_what_is_found_at_once(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever lines came and went by chance, and whatever was said meanwhile."""
    chance = random.Random(seed)
    path = tmp_path_factory.mktemp("typed") / "test_it.py"
    path.touch()
    workspace = Workspace()
    lines = chance.choice(sources()).splitlines()
    for _ in range(6):
        at = chance.randrange(len(lines)) if lines else 0
        if chance.random() < 0.5 and lines:
            lines.insert(at, chance.choice(lines))
        elif lines:
            del lines[at]
        workspace.put(str(path), "\n".join(lines) + "\n")
        shown = workspace.check(str(path), at_once=True)
        assert all(1 <= hit.span.line <= len(lines) + 1 for hit in shown.hits)
    workspace.look_again()
    fresh = Workspace()
    fresh.put(str(path), "\n".join(lines) + "\n")
    if not fresh.check(str(path)).troubles:
        assert found(workspace, path, at_once=True) == found(fresh, path)
