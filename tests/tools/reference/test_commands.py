from __future__ import annotations

from asyncproof.cli.registry import command_names
from tools.reference.commands import commands_page, described


def test_every_command_is_on_the_page_with_its_options() -> None:
    """With what an option takes, and what holds without it."""
    page = commands_page()
    assert [name for name in command_names() if f"## `asyncproof {name}`" not in page] == []
    assert "| `--runs=N` | At most so many runs (default: 1000). |" in page
    assert "from this severity on (default: error). One of: error, warning, info. |" in page
    assert "| `-q`, `--quiet` |" in page


def test_what_all_commands_take_is_told_once() -> None:
    """The table of a command has what is its own."""
    assert commands_page().count("| `--traceback` |") == 1


def test_lines_to_copy_stay_lines() -> None:
    """What is indented in a description is shown as it stands there."""
    assert described("Do:\n\n  a   b\n  c") == ["Do:", "", "```text", "a   b", "c", "```"]
