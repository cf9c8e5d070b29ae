"""`cli/project_path.py`: the argument of commands that look at one project as a whole."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from asyncproof.cli.project_path import add_project, find_project
from asyncproof.core import UsageError


def given(*words: str) -> argparse.Namespace:
    """Read a command line that has nothing but a project."""
    parser = argparse.ArgumentParser()
    add_project(parser, to="to paint")
    return parser.parse_args(words)


def test_a_project_is_the_current_directory_unless_one_is_named(tmp_path: Path) -> None:
    """Who names none means the one they are in."""
    assert find_project(given(), to="to paint") == Path()
    assert find_project(given(str(tmp_path)), to="to paint") == tmp_path


def test_a_project_that_is_not_there_is_named_with_what_was_to_be_done(tmp_path: Path) -> None:
    """The message has the path as it was typed, what for, and what to give instead."""
    missing = str(tmp_path / "none")
    with pytest.raises(UsageError) as caught:
        find_project(given(missing), to="to paint")
    said = f"There is no file or directory {missing!r} to paint. Give the project's directory."
    assert str(caught.value).startswith(said)
