from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from asyncproof.core import Finding, Place
from asyncproof.guard import Owner
from asyncproof.plugin.guarding.baseline import Baseline, line_of

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

LIES = """
async def fetch():
    pass

def test_one():
    fetch()

def test_two():
    fetch()

@pytest.fixture(scope="module")
def prepared():
    kept = fetch()
    yield
    assert kept

def test_three(prepared):
    pass
"""
WRITE = ("--asyncproof-baseline=known.txt", "--asyncproof-write-baseline")
KNOWN = """\
never-awaited: fixture `prepared` (module scope): coroutine `fetch` was made and never awaited
never-awaited: test_it.py::test_one: coroutine `fetch` was made and never awaited
never-awaited: test_it.py::test_two: coroutine `fetch` was made and never awaited
"""
WORKERS = pytest.mark.parametrize("workers", [(), ("-p", "xdist", "-n", "2")])


@pytest.fixture
def known(suite: Suite) -> Path:
    """The file, of a suite with three lies."""
    suite.ini(warnings="ignore")
    suite.file(LIES)
    return suite.pytester.path / "known.txt"


@WORKERS
def test_it_is_written_readable_and_sorted(suite: Suite, known: Path, workers: tuple[str, ...]) -> None:
    """Writing lets the run pass, and a line of the file says which guard found what in which test."""
    text = suite.run(*WRITE, *workers, passed=3)
    assert f"baseline: 3 known findings written to {known}" in text
    lines = known.read_text("utf-8").splitlines(keepends=True)
    assert "".join(line for line in lines if not line.startswith("#")) == KNOWN


@WORKERS
def test_known_findings_pass_and_new_ones_fail(suite: Suite, known: Path, workers: tuple[str, ...]) -> None:
    """What stands in the file is no error, what does not is one."""
    known.write_text("# a remark\n\n" + "".join(KNOWN.splitlines(keepends=True)[:2]))
    text = suite.run("--asyncproof-baseline=known.txt", *workers, passed=2, failed=1)
    assert "FAILED test_it.py::test_two" in text
    assert "baseline: 2 known findings let pass" in text


@WORKERS
def test_stale_lines_are_told(suite: Suite, known: Path, workers: tuple[str, ...]) -> None:
    """A line is stale if its test ran without it, or its file is gone; what did not run is not judged."""
    gone = "never-awaited: test_gone.py::test_x: coroutine `fetch` was made and never awaited"
    cured = "leaked-task: test_it.py::test_one: task: `poll` is pending"
    known.write_text(KNOWN + f"{gone}\n{cured}\n")
    text = suite.run("--asyncproof-baseline=known.txt", "-k", "one", *workers, passed=1)
    stale = text.partition("no longer found, remove from known.txt or write it anew:\n")[2].splitlines()
    assert stale[:2] == [f"    {cured}", f"    {gone}"]
    assert not stale[2].startswith("    ")


def test_writing_anew_keeps_what_did_not_run(suite: Suite, known: Path) -> None:
    """A run of a part of the suite replaces that part."""
    cured = "leaked-task: test_it.py::test_one: task `poll` is pending\n"
    known.write_text(cured + KNOWN)
    suite.run(*WRITE, "-k", "one", passed=1)
    assert known.read_text("utf-8").endswith(f"\n{KNOWN}")


def test_the_configuration_can_name_it(suite: Suite, known: Path) -> None:
    """The setting is relative to the root, and reads as the option does."""
    suite.ini("asyncproof_baseline = known.txt", warnings="ignore")
    known.write_text(KNOWN)
    suite.run(passed=3)


def test_a_missing_file_stops_the_run(suite: Suite) -> None:
    """A baseline that is not there is a mistake, told before any test runs; so is none to write."""
    suite.file(LIES)
    assert "known.txt. Write one: add --asyncproof-write-baseline once." in suite.ask(WRITE[0])
    assert "which file? Add --asyncproof-baseline=FILE." in suite.ask(WRITE[1])


def test_a_file_that_cannot_be_read_stops_the_run(suite: Suite, known: Path) -> None:
    """It is never taken for an empty one."""
    known.write_bytes(b"\xff\xfe\xff")
    assert "can't be read" in suite.ask(WRITE[0])
    assert "can't be read" in suite.ask(*WRITE)
    assert known.read_bytes() == b"\xff\xfe\xff"


def test_a_file_that_cannot_be_written_fails_the_run(suite: Suite, known: Path) -> None:
    """The findings were let pass, so a run that could not write them down must not look like a success."""
    result = suite.pytester.runpytest_inprocess("--asyncproof-baseline=no/such/place.txt", WRITE[1])
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stdout.fnmatch_lines(["baseline: *place.txt can't be written: *"])


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old file stays whole, and nothing else is left beside it."""
    path = tmp_path / "known.txt"
    path.write_text("old\n")
    baseline = Baseline(path, tmp_path, writing=True)

    def full(self: Path, *_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert not baseline.finish()
    assert "No space left on device" in baseline.written
    assert [each.name for each in tmp_path.iterdir()] == ["known.txt"]
    assert path.read_text() == "old\n"


def test_numbers_do_not_count() -> None:
    """Line numbers, addresses and durations change from run to run; a finding stays what it is."""
    owner = Owner("test_x.py::test_a[1]")
    lines = {
        line_of(owner, Finding("leaked-task", f"`Task-{n}` at 0x7f{n}a\n took {n}.5 s", Place("x.py", n)))
        for n in (1, 22)
    }
    assert lines == {"leaked-task: test_x.py::test_a[1]: `Task-#` at # took # s"}
