from __future__ import annotations

import argparse
import io
import sys

import pytest

from asyncproof.cli.exploring.options import add_arguments
from asyncproof.cli.exploring.running import LEAST, affordable, explore_quietly, replay_aloud, told_aloud
from asyncproof.exploring import meter
from asyncproof.exploring.explorer import RUNS
from tests.cli.exploring import shop


def read(*words: str) -> argparse.Namespace:
    """Read a command line."""
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(["shop:open", *words])


class Terminal(io.StringIO):
    """A stream that is looked at."""

    def isatty(self) -> bool:
        return True


def test_what_runs_print_is_dropped(capsys: pytest.CaptureFixture[str]) -> None:
    """Only the one run that is done again is heard."""
    result = explore_quietly(shop.loud, read("--runs=60"))
    assert result.failure is not None
    assert capsys.readouterr().out == ""
    failure = replay_aloud(shop.loud, read(f"--replay={result.failure.schedule}"))
    assert failure is not None
    told = told_aloud(failure)
    assert "calls append() of `seen` (list)" in told
    assert "it works in this order:" in told
    assert capsys.readouterr().out == "printed in every run\n"
    assert told.startswith("Traceback (most recent call last):")
    assert 'assert seen == ["a", "b"]' in told
    assert result.failure.rung.sentence in told


def test_a_run_that_ends_well() -> None:
    """There is nothing to tell of it."""
    assert replay_aloud(shop.right, read("--replay=stock:ap1.AAAA.npU95w")) is None


def test_a_terminal_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, written over, and gone in the end; nowhere else anything is shown."""
    monkeypatch.setattr(meter, "PAUSE", -1.0)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    explore_quietly(shop.right, read("--runs=30"))
    assert "answers tried" in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[K")
    quiet = io.StringIO()
    monkeypatch.setattr(sys, "stderr", quiet)
    explore_quietly(shop.right, read("--runs=30"))
    assert quiet.getvalue() == ""


def test_seconds_alone_make_a_number_of_runs() -> None:
    """As many as there is time for, if all are as long as the first; some in any case, more with workers."""
    assert affordable(shop.right, read()) == RUNS
    assert affordable(shop.right, read("--seconds=0.000001")) == LEAST
    assert affordable(shop.right, read("--seconds=600", "--workers=4")) % 4 == 0
    result = explore_quietly(shop.right, read("--seconds=600", "--rungs=timing"))
    assert result.verdict.certainty.value == "bounded"
