"""Claims about a run that is started as another one was."""

from __future__ import annotations

import pytest

from asyncproof.plugin.again import _for_plugins, options_again


def options_of(pytester: pytest.Pytester, *arguments: str) -> list[str]:
    """Return the options for another run like one that was started with these arguments."""
    config = pytester.parseconfig("-p", "no:randomly", *arguments)
    return options_again(config)


def test_what_would_end_or_report_the_run_is_left_out(pytester: pytest.Pytester) -> None:
    """Options that stop early, write files or choose are dropped with their values; all others stay."""
    options = options_of(
        pytester,
        "-x",
        "--maxfail",
        "3",
        "--junitxml",
        "out.xml",
        "--lf",
        "-W",
        "ignore",
        "--asyncproof-isolate",
    )
    assert not {"-x", "3", "--junitxml", "out.xml", "--lf", "--asyncproof-isolate"} & set(options)
    assert options[options.index("-W") + 1] == "ignore"


def test_what_was_run_is_left_out(pytester: pytest.Pytester) -> None:
    """Paths are replaced by the names of tests, also one that follows the option."""
    pytester.makepyfile(test_a="", test_b="")
    assert not {"test_a.py", "test_b.py"} & set(options_of(pytester, "test_a.py", "-v", "test_b.py"))
    assert "test_a.py" not in options_of(pytester, "--asyncproof-isolate", "test_a.py")


def test_the_configuration_is_that_of_the_run(pytester: pytest.Pytester) -> None:
    """File and root are named, unless the run has named them itself."""
    ini = pytester.makeini("[pytest]\n")
    options = options_of(pytester)
    assert options[options.index("-c") + 1] == str(ini)
    assert f"--rootdir={pytester.path}" in options
    assert options_of(pytester, "-c", "tox.ini").count("-c") == 1


def test_the_root_that_was_asked_for_stays(pytester: pytest.Pytester) -> None:
    """It is not named a second time."""
    options = options_of(pytester, f"--rootdir={pytester.path}")
    assert [option for option in options if option.startswith("--rootdir")] == [f"--rootdir={pytester.path}"]


def test_other_plugins_keep_their_hands_off(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part of the run is one process, in the order that was asked for; who is not there gets nothing."""
    config = pytester.parseconfig("-p", "no:randomly")
    monkeypatch.setattr(config.pluginmanager, "hasplugin", lambda name: name in {"xdist", "pytest_cov"})
    assert _for_plugins(config) == ["-n0", "--no-cov"]
    monkeypatch.setattr(config.pluginmanager, "hasplugin", lambda _: False)
    assert _for_plugins(config) == []
