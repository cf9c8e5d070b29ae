"""What the command has found is drawn: both orders, the line, and the picture of the run that fails."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from asyncproof import explore
from asyncproof.cli import main
from asyncproof.cli.exploring.drawing import draw_result
from asyncproof.cli.exploring.options import add_arguments
from asyncproof.core import Certainty, Verdict
from asyncproof.exploring.result import Result
from asyncproof.report.file import read_json
from asyncproof.report.packing import unpack
from tests.cli.exploring import shop
from tests.house.sources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.report.run import Test

HERE = "tests.cli.exploring.shop"


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def only_test(path: Path) -> Test:
    """Return the one test of a report."""
    (test,) = read_json(path).tests
    return test


def test_a_failure_has_its_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report has what the terminal tells, and the run that fails; the page is named at its place."""
    page, data = tmp_path / "run.html", tmp_path / "run.json"
    words = ["explore", f"{HERE}:loud", "--runs=60", "--rungs=timing,latency"]
    assert main([*words, f"--report={page}", f"--report={data}"]) == 1
    printed = capsys.readouterr().out
    assert f"report: {page}#test={HERE}:loud\nreport: {data}\n" in printed
    assert "printed in every run" not in printed
    test = only_test(data)
    assert (test.id, test.outcome) == (f"{HERE}:loud", "failed")
    assert test.error in printed
    assert test.texts[0][0] == "the failure"
    assert test.explored is not None
    assert f"replay: {test.explored['failure']['replay']}\n" in printed
    assert test.explored["failure"]["orders"]["breaks"]["moments"]
    assert test.explored["runs"] > 1
    assert test.virtual
    picture = unpack(test.picture)
    names = [task[0] for task in picture["tasks"]]
    assert {moment["name"] for moment in test.explored["failure"]["orders"]["breaks"]["moments"]} <= set(
        names
    )
    assert f"{HERE}:loud" in page.read_text("utf-8")


def test_a_run_that_is_done_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report of a replay has that run; one that ends well has its picture alone."""
    assert main(["explore", f"{HERE}:fails", "--runs=60", "--rungs=latency"]) == 1
    word = capsys.readouterr().out.partition("--replay=")[2].split()[0]
    data = tmp_path / "run.json"
    assert main(["explore", f"{HERE}:fails", f"--replay={word}", f"--report={data}"]) == 1
    failed = only_test(data)
    assert failed.explored is not None
    assert failed.explored["failure"]["replay"].endswith(word)
    assert unpack(failed.picture)["tasks"]
    assert main(["explore", f"{HERE}:right", "--replay=stock:ap1.AAAA.npU95w", f"--report={data}"]) == 0
    passed = only_test(data)
    assert (passed.outcome, passed.explored) == ("passed", None)
    assert unpack(passed.picture)["tasks"]


def test_what_holds_is_drawn_as_stock_asyncio_runs_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a failure there are the verdict and one run; the page is named without a place."""
    page, data = tmp_path / "run.html", tmp_path / "run.json"
    words = ["explore", f"{HERE}:right", "--runs=50", "--rungs=timing"]
    assert main([*words, f"--report={data}", f"--report={page}"]) == 0
    assert f"report: {page}\n" in capsys.readouterr().out
    test = only_test(data)
    assert test.explored is not None
    assert (test.outcome, test.explored["failure"]) == ("passed", None)
    assert test.explored["verdict"]


def test_a_run_that_kills_is_not_drawn(tmp_path: Path) -> None:
    """What has killed two processes is told, and not done once more here."""
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    data = tmp_path / "run.json"
    args = parser.parse_args(["shop:killer", f"--report={data}"])
    result = Result([], Verdict(Certainty.SAMPLED, 3), 3, poisoned=["latency:ap1.AAAA.npU95w"])

    async def never() -> None:
        raise AssertionError("nobody runs it")

    assert list(draw_result(never, args, result, str)) == [f"report: {data}"]
    test = only_test(data)
    assert (test.outcome, test.picture) == ("failed", "")
    assert test.error.startswith("poisoned: ")


def test_failures_of_other_causes_are_named(tmp_path: Path) -> None:
    """The plainest one is drawn; of the others there are the error and the line."""
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    data = tmp_path / "run.json"
    args = parser.parse_args([f"{HERE}:fails", f"--report={data}"])
    result = explore(shop.fails, runs=60, rungs=["latency"])
    other = replace(result.failures[0], exception=KeyError("other"), schedule="cancel:word")
    result.failures.append(other)
    assert list(draw_result(shop.fails, args, result, "again {}".format)) == [f"report: {data}"]
    explored = only_test(data).explored
    assert explored is not None
    assert explored["failure"]["others"] == [
        f"also, {other.rung.value}: KeyError: 'other'\nreplay: again cancel:word"
    ]


def test_a_name_is_refused_before_anything_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """What can be no report is told at once."""
    assert main(["explore", f"{HERE}:loud", "--report=run.pdf"]) == 2
    assert "--report=run.pdf: a report is a page or JSON" in capsys.readouterr().err
