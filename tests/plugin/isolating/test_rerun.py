from __future__ import annotations

import os

import pytest

from asyncproof.plugin.isolating.rerun import Rerun, Seen
from asyncproof.plugin.isolating.state import file_mask


def test_a_run_that_cannot_be_made(pytester: pytest.Pytester) -> None:
    """What pytest says then is kept, and nobody is said to have failed."""
    rerun = Rerun(pytester.parseconfig("-p", "no:randomly"))
    rerun._options += ["--no-such-option"]
    seen = rerun(["test_a.py::test_b"])
    assert "--no-such-option" in seen.trouble
    assert seen.failed == frozenset()


def test_a_run_that_hangs_is_a_failure(pytester: pytest.Pytester) -> None:
    """After the time that it may take, the last test is taken for failed."""
    rerun = Rerun(pytester.parseconfig("-p", "no:randomly"))
    assert rerun(["a", "b"], timeout=0.001) == Seen(frozenset("b"), frozenset("ab"))
    assert rerun.count == 1


@pytest.mark.skipif(os.name == "nt", reason="files have no such mask there")
def test_what_a_process_inherits_is_as_at_the_start(pytester: pytest.Pytester) -> None:
    """A mask of files that a test has changed meanwhile is not handed on to the runs."""
    mask = file_mask()
    pytester.makepyfile(test_mask=f"import os\ndef test_it(): assert os.umask({mask}) == {mask}\n")
    rerun = Rerun(pytester.parseconfig("-p", "no:randomly"))
    os.umask(mask ^ 0o005)
    try:
        seen = rerun(["test_mask.py::test_it"])
    finally:
        os.umask(mask)
    assert (seen.ran, seen.failed) == (frozenset({"test_mask.py::test_it"}), frozenset())
