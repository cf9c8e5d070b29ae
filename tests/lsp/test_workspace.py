from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.lsp.workspace import Workspace
from tests.check.world import write

if TYPE_CHECKING:
    from pathlib import Path

WORK = "async def work(): ...\n"
TEST = "from work import work\nasync def test_it():\n    work()\n"


def rules(workspace: Workspace, path: Path) -> list[str]:
    """Return which rules find something in a file."""
    return [hit.rule for hit in workspace.check(str(path)).hits]


def test_what_is_typed_counts_and_not_what_is_saved(tmp_path: Path) -> None:
    """In the file itself and for others, until it is closed."""
    write(tmp_path, {"work.py": "def work(): ...\n", "test_it.py": TEST})
    test, work = tmp_path / "test_it.py", tmp_path / "work.py"
    workspace = Workspace()
    assert rules(workspace, test) == []
    workspace.put(str(work), WORK)
    assert rules(workspace, test) == ["missing-await"]
    workspace.put(str(test), TEST.replace("    work", "    await work"))
    assert rules(workspace, test) == []
    workspace.close(str(test))
    assert rules(workspace, test) == ["missing-await"]
    workspace.close(str(work))
    assert rules(workspace, test) == []
    assert workspace.open_files == []


def test_half_a_line_hides_nothing_from_other_files(tmp_path: Path) -> None:
    """They see the last text that could be parsed, whichever file is looked at first."""
    write(tmp_path, {"test_it.py": TEST, "work.py": ""})
    test, work = tmp_path / "test_it.py", tmp_path / "work.py"
    workspace = Workspace()
    workspace.put(str(work), WORK)
    assert rules(workspace, test) == ["missing-await"]
    workspace.put(str(work), WORK + "class Half(")
    assert rules(workspace, test) == ["missing-await"]
    workspace.put(str(work), "async def wor")
    assert workspace.check(str(work)).troubles
    assert rules(workspace, test) == ["missing-await"]


def test_an_answer_is_kept_until_something_changes(tmp_path: Path) -> None:
    """An editor asks for findings, for actions and for pages of one and the same text."""
    write(tmp_path, {"test_it.py": TEST, "work.py": WORK})
    workspace, test = Workspace(), str(tmp_path / "test_it.py")
    first, generation = workspace.check(test), workspace.generation
    assert workspace.check(test) is first
    assert workspace.generation == generation
    workspace.changed_on_disk(str(tmp_path / "work.py"))
    assert workspace.check(test) is not first
    assert workspace.generation > generation


def test_a_new_file_is_found(tmp_path: Path) -> None:
    """Also one that was looked for in vain before."""
    write(tmp_path, {"test_it.py": TEST})
    workspace = Workspace()
    assert rules(workspace, tmp_path / "test_it.py") == []
    write(tmp_path, {"work.py": WORK})
    workspace.changed_on_disk(str(tmp_path / "work.py"))
    assert rules(workspace, tmp_path / "test_it.py") == ["missing-await"]


def test_settings_are_read_again_and_may_be_wrong(tmp_path: Path) -> None:
    """Then none of them holds, and what is wrong can be told."""
    write(tmp_path, {"test_it.py": TEST, "work.py": WORK})
    workspace, test = Workspace(), tmp_path / "test_it.py"
    for text, complaint, found in (
        ('ignore = ["AP101"]', "", []),
        ('ignore = ["AP1', "pyproject.toml", ["missing-await"]),
        ("", "", ["missing-await"]),
    ):
        write(tmp_path, {"pyproject.toml": f"[tool.asyncproof.check]\n{text}\n"})
        workspace.changed_on_disk(str(tmp_path / "pyproject.toml"))
        assert rules(workspace, test) == found
        assert complaint in workspace.complaint
        assert bool(complaint) == bool(workspace.complaint)


def test_a_file_that_is_gone_has_no_source(tmp_path: Path) -> None:
    """It is a trouble for who checks it, and no crash."""
    workspace, path = Workspace(), str(tmp_path / "gone.py")
    assert workspace.source(path) is None
    (trouble,) = workspace.check(path).troubles
    assert "can't be read" in trouble.message
