from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from asyncproof.check.settings.applying import apply
from asyncproof.check.settings.settings import Settings
from asyncproof.core import Severity
from tests.check.output.reported import outcome_of


def test_severities_are_set(tmp_path: Path) -> None:
    """For the rules that are named; the others keep theirs."""
    outcome = outcome_of("a\nb\n", "a", "b")
    settings = Settings(tmp_path, severities={"missing-await": Severity.INFO})
    assert [hit.severity for hit in apply(settings, outcome).hits] == [Severity.INFO] * 2
    assert apply(Settings(tmp_path), outcome) == outcome


def test_what_is_off_for_a_file_is_left_out(tmp_path: Path) -> None:
    """There, and nowhere else."""
    outcome = outcome_of("a\nb\n", "a", "b")
    first, second = outcome.hits
    elsewhere = replace(second, path=str(tmp_path / "b.py"))
    outcome = replace(outcome, hits=(replace(first, path=str(tmp_path / "a.py")), elsewhere))
    settings = Settings(tmp_path, per_file_ignores=(("a.py", frozenset(("missing-await",))),))
    assert apply(settings, outcome).hits == (elsewhere,)


def test_comments_that_allow_nothing_can_be_ignored(tmp_path: Path) -> None:
    """They are found whatever rules are on."""
    outcome = outcome_of("a\n", "a")
    unused = replace(outcome.hits[0], rule="unused-suppression")
    outcome = replace(outcome, hits=(*outcome.hits, unused))
    assert apply(Settings(tmp_path), outcome, ["AP000"]).hits == outcome.hits[:1]
