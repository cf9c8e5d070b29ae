from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asyncproof.lsp import workspace as home
from asyncproof.lsp.retouching import Change, change_between
from asyncproof.lsp.workspace import Workspace
from tests.check.test_fuzz import sources
from tests.check.world import write

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
import asyncio

async def work(): ...

async def test_a():
    await work()
    x = 1

@decorated
async def test_b():
    work()

class TestC:
    async def test_c(self):
        work()
"""


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows with each time that all of a file is looked at."""
    seen: list[str] = []
    whole = home.Checker.look

    def look(self: home.Checker, path: Path) -> object:
        seen.append(path.name)
        return whole(self, path)

    monkeypatch.setattr(home.Checker, "look", look)
    return seen


def found(workspace: Workspace, path: Path) -> list[tuple[str, int, int, str]]:
    """Return the hits in a file: rule, line, end and message."""
    hits = workspace.check(str(path)).hits
    return [(hit.rule, hit.span.line, hit.span.end_line, hit.message) for hit in hits]


def typed(tmp_path: Path, *texts: str) -> tuple[Workspace, Path]:
    """Return a workspace in which texts were typed one after the other, each checked but the last."""
    path = tmp_path / "test_it.py"
    path.touch()
    workspace = Workspace()
    for text in texts[:-1]:
        workspace.put(str(path), text)
        workspace.check(str(path))
    workspace.put(str(path), texts[-1])
    return workspace, path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    x = 1\n", "    work()\n"),
        ("    x = 1\n", "    x = 1\n    work()\n    y = 2\n"),
        ("    await work()\n    x = 1\n", "    work()\n"),
        ("    x = 1\n", "    x = 1\n\n    work()\n\n"),
        ("    work()\n\nclass", "    await work()\n\nclass"),
        ("        work()\n", "        await work()\n"),
        ("        work()\n", "        work()\n        work()\n"),
        ("    x = 1\n", "    x = (\n        work()\n    )[0]\n"),
    ],
)
def test_a_change_inside_of_a_function_is_looked_at_alone(
    tmp_path: Path, looks: list[str], old: str, new: str
) -> None:
    """And what is found is what is found by looking at all of the file."""
    text = TEXT.replace(old, new, 1)
    workspace, path = typed(tmp_path, TEXT, text)
    here = found(workspace, path)
    assert looks == ["test_it.py"]
    assert here == found(*typed(tmp_path, text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("async def work(): ...", "def work(): ..."),
        ("async def work(): ...", "async def work(): return work"),
        ("import asyncio\n", "import asyncio\nimport os\n"),
        ("async def test_a():", "async def test_a(x):"),
        ("    x = 1\n", "    x = 1\ny = 2\n"),
        ("    x = 1\n", "    global work\n    work = 1\n"),
        ("@decorated", "@other"),
        ("    x = 1\n", "    return 1\n"),
        ("    async def test_c(self):", "    async def test_d(self):"),
        ("        work()\n", "        self.x = work\n"),
        ("        work()\n", ""),
    ],
)
def test_a_change_that_others_can_see_is_looked_at_everywhere(
    tmp_path: Path, looks: list[str], old: str, new: str
) -> None:
    """A name, a parameter, what is returned, what a class has, what is global."""
    text = TEXT.replace(old, new, 1)
    workspace, path = typed(tmp_path, TEXT, text)
    here = found(workspace, path)
    assert looks == ["test_it.py", "test_it.py"]
    assert here == found(*typed(tmp_path, text))


def test_half_a_line_costs_its_function_only(tmp_path: Path, looks: list[str]) -> None:
    """It is told, the findings elsewhere stay, and the next change is small again."""
    half = TEXT.replace("    x = 1\n", "    x = work(\n")
    workspace, path = typed(tmp_path, TEXT, half)
    outcome = workspace.check(str(path))
    assert [trouble.line for trouble in outcome.troubles] == [7]
    assert [hit.span.line for hit in outcome.hits] == [11, 15]
    workspace.put(str(path), TEXT.replace("    x = 1\n", "    x = work()\n    x.real\n"))
    assert [line for _, line, _, _ in found(workspace, path)] == [8, 12, 16]
    assert looks == ["test_it.py"]


def test_other_files_are_left_alone_by_a_small_change(tmp_path: Path, looks: list[str]) -> None:
    """What was found in them is still so."""
    write(
        tmp_path,
        {"work.py": TEXT, "test_other.py": "from work import work\nasync def test_it():\n    work()\n"},
    )
    workspace, work, other = Workspace(), tmp_path / "work.py", tmp_path / "test_other.py"
    for path in (work, other):
        workspace.put(str(path), path.read_text("utf-8"))
        workspace.check(str(path))
    workspace.put(str(work), TEXT.replace("x = 1", "x = 2"))
    assert [rule for rule, *_ in found(workspace, other)] == ["missing-await"]
    assert looks == ["work.py", "test_other.py"]


def test_what_was_moved_is_looked_at_anew_when_there_is_time(tmp_path: Path, looks: list[str]) -> None:
    """The line of a definition that a finding names has moved, too."""
    text = TEXT.replace("async def work(): ...\n\n", "") + "\nasync def work(): ...\n"
    workspace, path = typed(tmp_path, text, text.replace("    x = 1\n", "    x = 1\n    y = 2\n"))
    workspace.check(str(path))
    assert workspace.look_again()
    assert not workspace.look_again()
    (hit, _) = workspace.check(str(path)).hits
    assert hit.related[0].span.line == 16
    assert looks == ["test_it.py", "test_it.py"]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("abc", "abc", (4, 3, 0)),
        ("abc", "axc", (2, 2, 0)),
        ("abc", "abxc", (3, 2, 1)),
        ("abc", "ac", (2, 2, -1)),
        ("aaa", "aaaa", (4, 3, 1)),
        ("", "a", (1, 0, 1)),
        ("abc", "xyz", (1, 3, 0)),
    ],
)
def test_lines_that_differ(old: str, new: str, change: tuple[int, int, int]) -> None:
    """Those between what is the same above and below."""
    assert change_between(old, new) == Change(*change)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_small_steps_lead_to_what_is_found_at_once(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Lines that come and go by chance, while the text can be parsed."""
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
        text = "\n".join(lines) + "\n"
        workspace.put(str(path), text)
        outcome = workspace.check(str(path))
        fresh = Workspace()
        fresh.put(str(path), text)
        if not fresh.check(str(path)).troubles:
            assert found(workspace, path) == found(fresh, path), text
            assert not outcome.troubles
