"""What the many runs do is nobody's business: output, warnings, guards, finalizers, reports."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from asyncproof.guard.session import Session
from asyncproof.plugin.exploring.silence import Nowhere, silence

if TYPE_CHECKING:
    import pytest

    from tests.plugin.suite import Suite


def test_output_of_the_many_runs_is_not_shown(suite: Suite) -> None:
    """With -s only the last run prints."""
    suite.file("""
        @pytest.mark.asyncio
        @pytest.mark.explore(runs=20)
        async def test_prints():
            print("here I am")
            await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))
    """)
    assert suite.run("-s", passed=1).count("here I am") == 1


def test_a_warning_is_told_once(suite: Suite) -> None:
    """What every run warns of is one warning."""
    suite.ini(warnings="default")
    suite.file("""
        import warnings

        @pytest.mark.asyncio
        @pytest.mark.explore(runs=20)
        async def test_warns():
            warnings.warn("only once")
            await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))
    """)
    suite.run(passed=1, warnings=1)


def test_what_finalizers_raise_is_told_once(suite: Suite) -> None:
    """An error in a finalizer of every run is that of the last one."""
    suite.ini(warnings="default")
    suite.file("""
        class Odd:
            def __del__(self):
                raise ValueError("odd")

        @pytest.mark.asyncio
        @pytest.mark.explore(runs=20)
        async def test_odd():
            Odd()
            await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))
    """)
    hook = sys.unraisablehook
    assert suite.run("--no-guards", passed=1, warnings=1).count("ValueError: odd") == 1
    assert sys.unraisablehook is hook


def test_without_guards(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Where no guards watch there are none to be set aside."""
    monkeypatch.setattr(Session, "active", [])
    style = request.config.option.tbstyle
    with silence(request.config):
        assert request.config.option.tbstyle == "value"
    assert request.config.option.tbstyle == style


def test_output_goes_nowhere() -> None:
    """What is written is taken, and not kept."""
    nowhere = Nowhere()
    assert nowhere.write("four") == len("four")
    nowhere.flush()
