from __future__ import annotations

import json

import pytest

from asyncproof.plugin.isolating.child import FEW
from asyncproof.plugin.isolating.rerun import CHILD, INSIDE
from tests.neighbours import without_slow


def notes(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, source: str) -> dict[str, object]:
    """Run a suite with the plugin inside, and return what it has written."""
    pytester.makepyfile(test_it=source)
    target = pytester.path / "seen.json"
    monkeypatch.setenv(INSIDE, str(target))
    pytester.runpytest_subprocess("-p", CHILD, "-p", "no:cacheprovider", *without_slow())
    return dict(json.loads(target.read_text("utf-8")))


def test_who_failed_and_what_was_left(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """Failures of a test's own are told, those by guards are not; changes stand by who made them."""
    seen = notes(
        pytester,
        monkeypatch,
        "import os\nS = []\n"
        "def test_a():\n    S.append(1)\n    os.environ['CHILD'] = '1'\n"
        "def test_b():\n    assert not S\n",
    )
    assert seen["ran"] == ["test_it.py::test_a", "test_it.py::test_b"]
    assert seen["failed"] == ["test_it.py::test_b"]
    assert seen["changes"] == {
        "test_it.py::test_a": ["`test_it.S`: [] -> [1]", "`os.environ['CHILD']`: nothing -> '1'"],
        "test_it.py::test_b": [],
    }


def test_long_runs_are_only_asked_for_their_outcome(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With many tests no pictures are taken."""
    source = "S = []\n" + "".join(f"def test_{number}():\n    S.append(1)\n" for number in range(FEW + 1))
    assert notes(pytester, monkeypatch, source)["changes"] == {}
