"""A report has the form of its name, and a test in it an address that does not change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.core import UsageError
from asyncproof.report.file import read_json
from asyncproof.report.run import Run, Test
from asyncproof.report.writing import check, leads_to, write

if TYPE_CHECKING:
    from pathlib import Path


def test_the_name_says_the_form(tmp_path: Path) -> None:
    """A page or data, as its name ends."""
    run = Run()
    run.add(Test("test_a"))
    write(run, tmp_path / "run.html")
    write(run, tmp_path / "run.json")
    assert (tmp_path / "run.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert [test.id for test in read_json(tmp_path / "run.json").tests] == ["test_a"]


@pytest.mark.parametrize(
    ("name", "told"),
    [("run.pdf", "End the name in .html or .json"), ("folder.html", "that is a directory")],
)
def test_a_name_that_can_be_none_is_refused(tmp_path: Path, name: str, told: str) -> None:
    """Before anything runs, and in the words of the user."""
    (tmp_path / "folder.html").mkdir()
    check(tmp_path / "run.html", "--report=run.html")
    with pytest.raises(UsageError, match=f"^--report={name}: .*{told}"):
        check(tmp_path / name, f"--report={name}")


def test_an_address_can_be_read() -> None:
    """What people write in names stays, and what would end an address or hide in it does not."""
    assert leads_to("run.html", "tests/test_a.py::test_b[1-x=2]") == (
        "run.html#test=tests/test_a.py::test_b[1-x=2]"
    )
    assert leads_to("run.html", "test_a[a b%#\n'é]") == "run.html#test=test_a[a%20b%25%23%0A%27%C3%A9]"
