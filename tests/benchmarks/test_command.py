from __future__ import annotations

import json
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest

from benchmarks import __main__ as command
from benchmarks.__main__ import BENCHMARKS, main
from benchmarks.pytest_run import compiling_once

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def compiled() -> Iterator[None]:
    """What the first benchmark compiles the others have."""
    with compiling_once(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "compiling_once", nullcontext)
        yield


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("name", BENCHMARKS)
def test_every_benchmark_runs(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With next to no work each one still comes to figures, and says which goals it is held against."""
    found = tmp_path / "found.json"
    assert main(["--quick", "--json", str(found), name]) == 0
    measured = json.loads(found.read_text())["measurements"][name]
    assert all(value > 0 for figure in measured["figures"] for value in figure["values"])
    assert measured["goals"]
    assert measured["goals"][0]["claim"][:20] in capsys.readouterr().out


def test_sections_for_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    """On request what is printed is what a page would have."""
    assert main(["--quick", "--markdown", "explore-cancel"]) == 0
    printed = capsys.readouterr().out
    assert "### Until a cancellation has lost a slot" in printed
    assert "| | ms | spread | to asyncproof |" in printed
    assert "- Goal met: lost within" in printed


def test_a_name_that_is_no_benchmark_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The message lists the names that there are."""
    with pytest.raises(SystemExit):
        main(["speed"])
    assert "no benchmark is called 'speed'; there are counter, sleep" in capsys.readouterr().err


def test_a_page_takes_all_figures_or_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page with some figures from now and some from then would mix machines."""
    with pytest.raises(SystemExit):
        main(["--page", str(tmp_path / "page.md"), "counter"])
    assert "leave out the names" in capsys.readouterr().err
