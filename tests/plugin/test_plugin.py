from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from tests.plugin.suite import Suite

MARKED = """
    @pytest.mark.virtual_time
    @pytest.mark.asyncio
    async def test_it():
        assert is_virtual()
"""


def test_installed_is_active(suite: Suite) -> None:
    """Nothing has to be written anywhere: the mark works."""
    suite.file(MARKED)
    suite.run("--strict-markers", passed=1)


def test_switched_off_it_is_gone(suite: Suite) -> None:
    """With -p no:asyncproof the options and fixtures are unknown, and nothing of ours is loaded."""
    suite.file("def test_it(clock): pass")
    off = ("-p", "no:asyncproof")
    assert "unrecognized arguments: --virtual-time" in suite.ask(*off, "--virtual-time")
    assert "asyncproof" not in suite.ask(*off, "--markers")
    assert "fixture 'clock' not found" in suite.run(*off, errors=1)


def test_switched_off_the_mark_is_unknown(suite: Suite) -> None:
    """With -p no:asyncproof the mark is one that pytest does not know, and the test runs in real time."""
    suite.file(MARKED.replace("assert is_virtual()", "assert not is_virtual()"))
    # In a process of its own: pytest remembers for ever which marks it has seen.
    result = suite.pytester.runpytest_subprocess("-p", "no:asyncproof", "-W", "default")
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines(["*PytestUnknownMarkWarning: Unknown pytest.mark.virtual_time*"])
    strict = suite.pytester.runpytest_subprocess("-p", "no:asyncproof", "--strict-markers")
    strict.stdout.fnmatch_lines(["*'virtual_time' not found in `markers` configuration option*"])


def test_nothing_is_loaded_unasked(pytester: pytest.Pytester) -> None:
    """A run that asks for nothing, not even for guards, loads neither our loop nor the plugin's parts."""
    pytester.makeconftest(
        """
        import sys

        def pytest_terminal_summary():
            print("LOADED", *sorted(name for name in sys.modules if name.startswith("asyncproof.")))
        """
    )
    pytester.makepyfile("def test_it(): pass")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "--no-guards")
    (line,) = (line for line in result.outlines if line.startswith("LOADED"))
    parts = {"asking", "explaining", "exploring", "fixtures", "importing", "late_doubles", "options"}
    waiting = {"core", "core.first_use", "core.late"}  # for the first double
    names = {"_version", "plugin", *waiting, *(f"plugin.{part}" for part in parts)}
    assert set(line.split()[1:]) == {f"asyncproof.{name}" for name in names}


def test_rerun_of_an_activated_configuration(suite: Suite) -> None:
    """Two suites in one process do not disturb each other."""
    suite.file(MARKED)
    suite.run(passed=1)
    suite.run("--virtual-time", passed=1)


def test_garbage_is_collected_again_when_all_is_loaded(suite: Suite) -> None:
    """The collector rests while the plugin's parts are imported, and then is as it was."""
    suite.file("import gc\n\ndef test_it():\n    assert gc.isenabled()")
    suite.run(passed=1)
    suite.file("import gc\ngc.disable()\n\ndef test_it():\n    assert not gc.isenabled()\n    gc.enable()")
    suite.pytester.runpytest_subprocess("--no-guards").assert_outcomes(passed=1)
