from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

TWO_SORTS = """
    @pytest.mark.asyncio
    async def test_plain():
        assert is_virtual() is {plain}

    @pytest.mark.real_time
    @pytest.mark.asyncio
    async def test_real():
        assert not is_virtual()

    @pytest.mark.virtual_time(False)
    @pytest.mark.asyncio
    async def test_real_too():
        assert not is_virtual()

    @pytest.mark.virtual_time
    @pytest.mark.asyncio
    async def test_virtual():
        assert is_virtual() is {marked}
"""


def test_nothing_happens_unasked(suite: Suite) -> None:
    """Without an option only marked tests run in virtual time, and the header says nothing."""
    suite.file(TWO_SORTS.format(plain=False, marked=True))
    assert "asyncproof 0" not in suite.run(passed=4)


@pytest.mark.parametrize("ini", [(), ("asyncproof_virtual_time = true",)])
def test_the_whole_run_in_virtual_time(suite: Suite, ini: tuple[str, ...]) -> None:
    """The option and the ini key turn virtual time on for all tests but those marked for real time."""
    suite.ini(*ini)
    suite.file(TWO_SORTS.format(plain=True, marked=True))
    text = suite.run(*(() if ini else ("--virtual-time",)), passed=4)
    assert "virtual time on for all tests" in text


def test_no_virtual_time_beats_all(suite: Suite) -> None:
    """--no-virtual-time wins over the ini key and the marks, and says so in the header."""
    suite.ini("asyncproof_virtual_time = true")
    suite.file(TWO_SORTS.format(plain=False, marked=False))
    assert "virtual time off for all tests" in suite.run("--no-virtual-time", passed=4)


def test_both_options_at_once(suite: Suite) -> None:
    """Contradicting options are refused before anything runs."""
    assert "--virtual-time and --no-virtual-time are both given" in suite.ask(
        "--virtual-time", "--no-virtual-time"
    )


def test_limits_and_network_from_the_ini_file(suite: Suite) -> None:
    """What the ini file says about limits and network is what the loop gets; a mark overrides it."""
    suite.ini(
        "asyncproof_steps = 77",
        "asyncproof_jumps = 78",
        "asyncproof_patience = 0.5",
        "asyncproof_hang = 9",
        "asyncproof_network = memory",
    )
    suite.file(
        """
        from asyncproof import Limits

        @pytest.mark.virtual_time
        @pytest.mark.asyncio
        async def test_ini():
            loop = asyncio.get_running_loop()
            assert loop.limits == Limits(steps=77, jumps=78, patience=0.5, hang=9.0)
            assert loop.network is not None

        @pytest.mark.virtual_time(steps=5000, network="real")
        @pytest.mark.asyncio
        async def test_mark():
            loop = asyncio.get_running_loop()
            assert loop.limits == Limits(steps=5000, jumps=78, patience=0.5, hang=9.0)
            assert loop.network is None
        """
    )
    suite.run(passed=2)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("asyncproof_steps = many", "asyncproof_steps = 'many'*is not a number"),
        ("asyncproof_steps = 0", "asyncproof_steps=0 is not possible. Give a positive integer."),
        ("asyncproof_network = none", "asyncproof_network='none' is not possible. Give 'real' or 'memory'."),
        ("asyncproof_wall_clock = noon", "asyncproof_wall_clock='noon' is not possible."),
    ],
)
def test_wrong_ini_values(suite: Suite, line: str, complaint: str) -> None:
    """A value that cannot be meant stops the run, with the key, the value and what to write."""
    suite.ini(line)
    suite.file("def test_it(): pass")
    result = suite.pytester.runpytest_inprocess("--virtual-time")
    result.stderr.fnmatch_lines([f"*{complaint}*"])
    assert result.ret == pytest.ExitCode.USAGE_ERROR


def test_wall_clock_from_the_ini_file(suite: Suite) -> None:
    """The ini file can set the date for all tests, and a mark can take it back."""
    suite.ini("asyncproof_wall_clock = 2026-01-01T00:00:00Z")
    suite.file(
        """
        import time

        @pytest.mark.virtual_time
        @pytest.mark.asyncio
        async def test_ini():
            assert time.time() == 1767225600

        @pytest.mark.virtual_time(wall_clock=False)
        @pytest.mark.asyncio
        async def test_mark():
            assert time.time() != 1767225600
        """
    )
    suite.run(passed=2)


def test_help(suite: Suite) -> None:
    """The options stand in one group of their own, and the ini keys each have a sentence."""
    text = suite.ask("--help")
    group = text.split("asyncproof: virtual time for async tests:")[1].split("\n\n")[0]
    assert "--virtual-time" in group
    assert "--no-virtual-time" in group
    for key in ("virtual_time", "wall_clock", "network", "steps", "jumps", "patience", "hang"):
        assert f"asyncproof_{key}" in text


def test_markers(suite: Suite) -> None:
    """The list of pytest --markers explains both marks."""
    text = suite.ask("--markers")
    assert "@pytest.mark.virtual_time(enabled=True, *, wall_clock=None" in text
    assert "@pytest.mark.real_time: run the test in real time" in text


def test_help_for_the_guards(suite: Suite) -> None:
    """The guards' options stand in a group of their own, and each ini key has a sentence."""
    text = suite.ask("--help")
    group = text.split("asyncproof: guards over every test:")[1].split("\n\n")[0]
    for option in ("--guard=NAME=LEVEL", "--no-guards", "--asyncproof-baseline=FILE"):
        assert option in group
    assert "--asyncproof-write-baseline" in group
    for key in ("guards", "allow", "baseline"):
        assert f"asyncproof_{key}" in text
    assert "@pytest.mark.asyncproof(*, allow=(), **levels)" in suite.ask("--markers")
