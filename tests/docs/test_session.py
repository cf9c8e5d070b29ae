from __future__ import annotations

from tests.docs.session import check_session, split_session

FILES = {"test_x.py": "def test_x():\n    assert True\n"}
SHOWN = """\
$ pytest -q test_x.py
.
1 passed in 0.01s
"""


def test_splits_commands_and_what_they_show() -> None:
    """Lines after the prompt are commands, the lines below are what each prints."""
    assert list(split_session("$ a\n1\n2\n$ b\n")) == [("a", "1\n2"), ("b", "")]


def test_a_true_session_passes() -> None:
    """A session that shows what really happens is fine."""
    assert check_session(SHOWN, FILES) is None


def test_a_false_session_is_found() -> None:
    """A session that shows something else is named with its command and the difference."""
    difference = check_session(SHOWN.replace("1 passed", "2 passed"), FILES)
    assert difference is not None
    assert difference.startswith("$ pytest -q test_x.py\n")
    assert "-2 passed in 0.01s\n+1 passed in 0.01s" in difference


def test_files_in_directories_are_written() -> None:
    """A shown file may have a path."""
    assert check_session("$ python -c 'import package.thing'\n", {"package/thing.py": "x = 1\n"}) is None


def test_unknown_programs_are_refused() -> None:
    """A console block shows only programs that can be run here."""
    difference = check_session("$ rm -r /\n", {})
    assert difference is not None
    assert "cannot run 'rm'" in difference


def test_a_session_without_a_command_is_refused() -> None:
    """A block that would check nothing is an error, not a pass."""
    assert check_session("1 passed in 0.01s\n", {}) == (
        "A console block starts with a command: a line that begins with '$ '"
    )
