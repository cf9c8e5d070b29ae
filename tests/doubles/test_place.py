from __future__ import annotations

import os
import sys

import pytest

from asyncproof.doubles.place import Spot, assigned_name, ending, spot_of_caller


def spot_of(line: str, monkeypatch: pytest.MonkeyPatch) -> Spot:
    """Return a spot whose line is this text."""
    monkeypatch.setattr("linecache.getline", lambda *_: f"    {line}\n")
    return Spot(sys._getframe().f_code, 3)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("repo = fake(Repo)", "repo"),
        ("repo: Repo = fake(Repo)", "repo"),
        ("fake(Repo)", ""),
        ("return fake(Repo)", ""),
        ("a, b = fake(A), fake(B)", ""),
        ("assert repo == fake(Repo)", ""),
    ],
)
def test_the_name_that_a_line_binds(line: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages call a fake as the test does, where its line shows it."""
    assert assigned_name(spot_of(line, monkeypatch)) == name


def test_nobody_has_called() -> None:
    """Without a line there is no name."""
    assert assigned_name(None) == ""


def test_the_line_of_the_caller() -> None:
    """The nearest line that is not ours is told, from where the run was started."""
    spot = spot_of_caller()
    assert spot is not None
    assert str(spot).startswith("tests/doubles/test_place.py:")
    assert str(spot).endswith("spot = spot_of_caller()")
    assert ending("it").endswith("\n    do: it")


def test_lines_that_cannot_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file elsewhere, one that is gone, and a directory that is gone are told all the same."""
    spot = spot_of("", monkeypatch)
    assert str(spot) == "tests/doubles/test_place.py:3"
    monkeypatch.setattr(os.path, "relpath", lambda _: "../elsewhere.py")
    assert spot.short == f"{__file__}:3"

    def gone(_: str) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(os.path, "relpath", gone)
    assert spot.short == f"{__file__}:3"


def test_no_python_has_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all frames are ours, there is no line."""
    monkeypatch.setattr("asyncproof.doubles.place._OURS", "")
    assert spot_of_caller() is None
