"""Claims about `asyncproof explain` as a user calls it."""

from __future__ import annotations

import pytest

from asyncproof.cli import ExitCode, main


def test_without_a_name_everything_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Three lists, a name and a sentence a line, and no line is too long or has spaces at its end."""
    assert main(["explain"]) == ExitCode.OK
    lines = capsys.readouterr().out.splitlines()
    assert {"guards", "explanations", "errors"} <= set(lines)
    assert any(line.startswith("  never-awaited ") for line in lines)
    assert not [line for line in lines if line != line.rstrip() or len(line) > 100]


@pytest.mark.parametrize("name", ["never-awaited", "closed-loop", "deadlock"])
def test_a_page_in_a_pipe_is_its_markdown(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A guard, an explanation, an error: its text, as it is in the documentation."""
    assert main(["explain", name]) == ExitCode.OK
    page = capsys.readouterr().out
    assert page.startswith(f"# {name}\n")
    assert "\x1b" not in page
    assert "<!--" not in page


def test_pages_of_one_name_are_all_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A guard and a rule about the same thing; one of them by its folder or its code."""
    assert main(["explain", "dropped-task"]) == ExitCode.OK
    page = capsys.readouterr().out
    assert page.startswith("# dropped-task\n")
    assert "\n\n# dropped-task (AP401)\n" in page
    assert main(["explain", "rules/dropped-task"]) == main(["explain", "AP401"]) == ExitCode.OK
    assert "# dropped-task\n" not in capsys.readouterr().out


def test_a_page_in_a_terminal_is_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    """With colours there are headings and blocks instead of marks."""
    assert main(["explain", "--color=always", "deadlock"]) == ExitCode.OK
    page = capsys.readouterr().out
    assert "\x1b[" in page
    assert "```" not in page


def test_a_group_lists_its_guards(capsys: pytest.CaptureFixture[str]) -> None:
    """The name of a group is what a setting may say, so it is answered too."""
    assert main(["explain", "leaks"]) == ExitCode.OK
    out = capsys.readouterr().out
    assert out.startswith("leaks\n")
    assert "leaked-task" in out
    assert "never-awaited" not in out


def test_a_misspelt_name_is_recognised(capsys: pytest.CaptureFixture[str]) -> None:
    """It is a wrong call, answered with the close name and where all of them are."""
    assert main(["explain", "deadlok"]) == ExitCode.USAGE
    assert capsys.readouterr().err == (
        "asyncproof: There is no page 'deadlok'. Did you mean 'deadlock'?\nAll of them: asyncproof explain\n"
    )
    assert main(["explain", "qqqqqq"]) == ExitCode.USAGE
    assert "Did you mean" not in capsys.readouterr().err
