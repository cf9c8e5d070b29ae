from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

LIES = """
async def fetch():
    pass

@pytest.mark.asyncio
async def test_lie():
    fetch()
"""
LEGACY = "legacy/test_old"


def write(suite: Suite, *lines: str) -> None:
    """Write a suite with the same lie in two places."""
    suite.ini(*lines, warnings="ignore")
    suite.pytester.mkdir("legacy")
    suite.file(LIES, "test_new")
    suite.file(LIES, LEGACY)


def test_a_lie_fails_unless_something_is_said(suite: Suite) -> None:
    """Without settings guards have their default level."""
    write(suite)
    assert "never-awaited: coroutine `fetch` was made and never awaited" in suite.run(failed=2)


@pytest.mark.parametrize(
    "lines",
    [["never_awaited = warn"], ["all = off", "never-awaited=warn"], ["never_awaited=warn, leaks=off"]],
)
def test_the_file_sets_levels_for_all_tests(suite: Suite, lines: list[str]) -> None:
    """A line gives a guard or a group another level; the narrower name wins, whatever the order."""
    write(suite, "asyncproof_guards =", *(f"    {line}" for line in lines))
    assert "2 warnings; no test failed for it" in suite.run(passed=2)


@pytest.mark.parametrize("pattern", ["legacy", "./legacy/", "leg*", "legacy/test_*.py", "**/test_old.py"])
def test_a_line_may_be_for_a_folder_or_file(suite: Suite, pattern: str) -> None:
    """A pattern before the colon, relative to the root, says for which tests the levels are."""
    write(suite, "asyncproof_guards =", f"    {pattern}: all = off", "    all = error")
    assert "FAILED test_new.py::test_lie" in suite.run(passed=1, failed=1)


def test_the_nearest_folder_wins(suite: Suite) -> None:
    """What is said of a file beats what is said of its folder, in whatever order it is written."""
    write(
        suite,
        "asyncproof_guards =",
        "    legacy/test_old.py: all = error",
        "    legacy: all = off",
        "    all = off",
    )
    assert "FAILED legacy/test_old.py::test_lie" in suite.run(passed=1, failed=1)


def test_the_command_line_beats_the_file(suite: Suite) -> None:
    """What is typed is about this run; of two words the last one holds."""
    write(suite, "asyncproof_guards =", "    legacy: all = off")
    suite.run("--guard", "never-awaited=error", failed=2)
    suite.run("--guard", "all=error", "--guard", "never_awaited=off", passed=2)


@pytest.mark.parametrize(
    "line", ["*fetch", "fetch", "never_awaited: *fetch", "never-awaited:fetch", "all: f*"]
)
def test_the_allow_list_lets_pass_by_name(suite: Suite, line: str) -> None:
    """A pattern names what is to be let pass, by all guards or by one."""
    write(suite, "asyncproof_allow =", f"    {line}")
    suite.run(passed=2)


@pytest.mark.parametrize("line", ["fetcher", "leaks: fetch"])
def test_the_allow_list_allows_nothing_else(suite: Suite, line: str) -> None:
    """Another name, or another guard, is not let pass."""
    write(suite, "asyncproof_allow =", f"    {line}")
    suite.run(failed=2)


@pytest.mark.parametrize(
    ("setting", "line", "complaint"),
    [
        ("guards", "never_awited = warn", "no guard and no group of guards is called 'never_awited'."),
        ("guards", "never_awited = warn", "Did you mean 'never_awaited'?"),
        ("guards", "xyzzy = warn", "All names are listed by: asyncproof explain"),
        ("guards", "never_awaited = warning", "'warning' is no level. Write 'error', 'warn' or 'off'."),
        ("guards", "never_awaited", "this is no level for a guard. Write it as 'leaks = warn'."),
        ("guards", ": all = off", "there is no folder before the colon."),
        ("allow", "never_awaited:", "there is no pattern."),
        ("allow", "never_awited: x", "Did you mean 'never_awaited'?"),
    ],
)
def test_mistakes_stop_the_run_before_it_starts(
    suite: Suite, setting: str, line: str, complaint: str
) -> None:
    """A mistake is told with the setting, the file, the line and what to write, and no test runs."""
    write(suite, f"asyncproof_{setting} =", f"    {line}")
    result = suite.pytester.runpytest_inprocess()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    (error,) = [text for text in result.errlines if text]
    assert error.startswith(f"ERROR: asyncproof_{setting} in {suite.pytester.path / 'tox.ini'}: {line!r}: ")
    assert complaint in error
    assert "test_new" not in result.stdout.str()


def test_mistakes_on_the_command_line(suite: Suite) -> None:
    """They are told in the same way."""
    write(suite)
    result = suite.pytester.runpytest_inprocess("--guard", "leeks=off")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "ERROR: --guard: 'leeks=off': no guard" in result.stderr.str()


def test_a_mistake_is_told_once_with_workers(suite: Suite) -> None:
    """With pytest-xdist the run stops before a worker is started."""
    write(suite, "asyncproof_guards = leeks = off")
    result = suite.pytester.runpytest_inprocess("-p", "xdist", "-n", "2")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert result.stderr.str().count("leeks") == 2  # the line, and the name in the complaint


def test_empty_lines_say_nothing(suite: Suite) -> None:
    """They may part the lines of the file."""
    write(
        suite,
        "asyncproof_guards =",
        "    all = off",
        "    # as long as we move",
        "",
        "    never_awaited = warn",
    )
    assert "2 warnings; no test failed for it" in suite.run(passed=2)
