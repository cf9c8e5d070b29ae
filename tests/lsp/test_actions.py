from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from asyncproof.lsp.actions import FIX_ALL, Actions
from asyncproof.lsp.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

EVERYWHERE = types.Range(types.Position(0, 0), types.Position(99, 0))
WORK = "async def work(*_): ...\nasync def test_it():\n"


def titles(path: Path, text: str, only: list[str] | None = None) -> list[str]:
    """Return what can be done about a text."""
    workspace = Workspace()
    workspace.put(str(path), text)
    source = workspace.source(str(path))
    assert source is not None
    actions = Actions(path.as_uri(), 1, source, workspace.check(str(path)).hits, "utf-16")
    return [action.title for action in actions.within(EVERYWHERE, only)]


def test_a_finding_can_be_mended_or_allowed(tmp_path: Path) -> None:
    """Both are offered, the better first."""
    assert titles(tmp_path / "test_it.py", f"{WORK}    work()\n") == [
        "asyncproof: await the call",
        "asyncproof: allow missing-await in this line",
    ]


def test_a_comment_is_only_offered_where_one_can_stand(tmp_path: Path) -> None:
    """In a call of several lines it stands at the end; behind a backslash there is no place."""
    text = f'{WORK}    work("""\n    """)\n'
    assert "asyncproof: allow missing-await in this line" in titles(tmp_path / "test_it.py", text)
    assert titles(tmp_path / "test_it.py", f"{WORK}    work(); \\\n    x = 1\n") == [
        "asyncproof: await the call"
    ]


def test_an_editor_asks_for_kinds(tmp_path: Path) -> None:
    """Or for a family of kinds; what is safe is one action."""
    text = f"{WORK}    await work()  # asyncproof: ignore[missing-await]\n"
    path = tmp_path / "test_it.py"
    assert titles(path, text, ["quickfix"]) == ["asyncproof: remove the comment"]
    assert titles(path, text, ["source"]) == ["asyncproof: mend all that is safe to mend"]
    assert titles(path, text, [FIX_ALL]) == titles(path, text, ["source.fixAll"])
    assert titles(path, text, ["refactor"]) == []
    assert titles(path, f"{WORK}    work()\n", ["source"]) == []
