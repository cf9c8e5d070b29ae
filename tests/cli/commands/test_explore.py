from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from asyncproof import explore
from asyncproof.cli import main
from asyncproof.exploring import Interrupted
from tests.cli.exploring import shop
from tests.house.sources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

HERE = "tests.cli.exploring.shop"


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_nothing_fails(capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is 0, and what was tried is told."""
    assert main(["explore", f"{HERE}:right", "--runs=50", "--rungs=timing,latency"]) == 0
    assert capsys.readouterr().out.startswith("no failure in ")


@pytest.mark.parametrize("how", [[], ["--workers=2"]])
def test_a_failure_and_its_line(capsys: pytest.CaptureFixture[str], how: list[str]) -> None:
    """The exit code is 1, and the line that is printed does the run again; workers change nothing."""
    assert main(["explore", f"{HERE}:fails", "--runs=90", "--cancel=none", *how]) == 1
    printed = capsys.readouterr().out
    found = re.search(r"^replay: asyncproof (.*)$", printed, re.MULTILINE)
    assert found is not None
    words = found[1].split()
    assert words[:3] == ["explore", f"{HERE}:fails", "--cancel=none"]
    assert main(words) == 1
    again = capsys.readouterr().out
    assert "AssertionError" in again
    assert "latency: it takes something in the outside world" in again


def test_a_run_that_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    """Doing it again is no failure."""
    assert main(["explore", f"{HERE}:right", "--replay=stock:ap1.AAAA.npU95w"]) == 0
    assert capsys.readouterr().out == "the run ends well\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([f"{HERE}:not_async"], "is not async"),
        ([f"{HERE}:right", "--workers=0"], "workers is a number of processes from 1 up, not 0"),
        ([f"{HERE}:right", "--rungs=luck"], "there is no rung 'luck'"),
        ([f"{HERE}:right", "--replay=luck"], "is no rung of a schedule"),
        ([f"{HERE}:right", "--runs=many"], "--runs: invalid int value: 'many'"),
        ([], "the following arguments are required: MODULE:FUNCTION"),
    ],
)
def test_what_is_not_understood(capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
    """The exit code is 2, and nothing was run."""
    assert main(["explore", *words]) == 2
    assert said in capsys.readouterr().err


def test_what_was_found_by_then(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stops it is told first, then it ends as other commands do."""
    found = explore(shop.fails, runs=60)

    def stop(*_: object) -> None:
        raise Interrupted(found)

    monkeypatch.setattr("asyncproof.cli.exploring.running.explore_quietly", stop)
    assert main(["explore", f"{HERE}:fails"]) == 130
    printed = capsys.readouterr()
    assert f"replay: asyncproof explore {HERE}:fails --replay=latency:" in printed.out
    assert printed.err == "asyncproof: interrupted\n"


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent to a process of its own group")
@pytest.mark.parametrize("how", [[], ["--workers=2"]])
def test_ctrl_c_tells_what_was_found(tmp_path: Path, how: list[str]) -> None:
    """The result so far is printed, with the line of the failure, and the exit code is 130."""
    fifo = tmp_path / "found"
    os.mkfifo(fifo)
    (tmp_path / "patient_shop.py").write_text(PATIENT.format(fifo=str(fifo)))
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "asyncproof",
            "explore",
            "patient_shop:fails",
            "--runs=10000000",
            "--rungs=latency",
            *how,
        ],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    signalled = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    assert select.select([signalled], [], [], 60)[0]
    os.killpg(process.pid, signal.SIGINT)  # as a terminal sends it: to the workers as well
    out, err = process.communicate(timeout=60)
    os.close(signalled)
    assert process.returncode == 130, err
    assert "replay: asyncproof explore patient_shop:fails --replay=latency:ap1." in out
    assert err.strip() == "asyncproof: interrupted"


PATIENT = """\
import asyncio, os

runs = 0


async def fails():
    global runs
    runs += 1
    seen = []

    async def get(name, seconds):
        for _ in range(4):
            await asyncio.sleep(seconds)
        seen.append(name)

    await asyncio.gather(*(get(name, number + 1) for number, name in enumerate("abcd")))
    if runs == 400:
        with open({fifo!r}, "w") as file:
            file.write("well under way")
    assert seen == sorted(seen)
"""
