"""The tables of the page: made of what was measured and judged, and nothing else is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.field.page import BEGIN, END, changed, guarded, tried_so_far, write
from benchmarks.field.project import Project

if TYPE_CHECKING:
    from pathlib import Path


def result() -> dict[str, Any]:
    """A small result: one test was failed by a guard, one went another way by itself, one by the plugin."""
    run = {"outcomes": "3 passed", "seconds": 1.0, "crashes": []}
    differ = [
        {"test": "a::x", "guards": ["leaked-loop"]},
        {"test": "a::y", "guards": []},
        {"test": "a::z", "guards": []},
    ]
    leak = {"guard": "leaked-loop", "where": "app.py:3", "test": "a::x", "message": ""}
    return {
        "check": {"files": 1, "seconds": 1.0, "crashes": [], "findings": [{"severity": "info"}]},
        "suite": {
            "off": run,
            "off again": {**run, "differ": [{"test": "a::y"}]},
            "on": {**run, "differ": differ},
            "virtual": {**run, "differ": []},
            "guards": [leak, {**leak, "test": "a::w"}],
        },
        "explore": {**run, "tests": 1, "runs": 20, "failures": []},
    }


def test_what_counts() -> None:
    """A finding of one line counts once; a test that a guard failed, or that is unsteady, has not changed."""
    assert guarded(result()) == {("leaked-loop", "app.py:3")}
    assert [one["test"] for one in changed(result(), "on")] == ["a::z"]


def test_writing(tmp_path: Path) -> None:
    """What stands around the results stays."""
    page = tmp_path / "page.md"
    page.write_text(f"# Title\n\n{BEGIN}\nold\n{END}\n\nend\n")
    project = Project("a", "driver", "https://github.com/a/a", "1234567", [], note="a part")
    write(page, [(project, result())])
    text = page.read_text()
    assert text.startswith(f"# Title\n\n{BEGIN}\n")
    assert text.endswith(f"- **a**: a part\n\n{END}\n\nend\n")
    assert "| [a](https://github.com/a/a) | driver | 1234567 | 3 passed | 1.0 |" in text
    assert "| a | 0 | 1 | 1 | 1 | 20 | 0 | 1 | 0 | 0 |\n| all | 0 | 1 | 1 | 1 | 20 | 0 | 1 | 0 | 0 |" in text
    assert "| a | 0 | 0 | 0 | 0 | 0 |" in text
    assert "old" not in text


def test_a_page_without_a_place(tmp_path: Path) -> None:
    """It is told which lines are missing."""
    page = tmp_path / "page.md"
    page.write_text("# Title\n")
    with pytest.raises(ValueError, match="no place for the results: add the lines"):
        write(page, [])


def test_only_whole_results(tmp_path: Path) -> None:
    """A project of which a part is missing stays out of the tables."""
    assert tried_so_far(tmp_path) == []
