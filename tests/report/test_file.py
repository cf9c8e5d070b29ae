"""A run survives in a file, and a file that is none is told as what it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from asyncproof.core import UsageError
from asyncproof.report.file import as_data, read_json, replace, write_json
from asyncproof.report.packing import pack, unpack
from asyncproof.report.run import Run, Test
from tests.report.scenes import queue_and_workers, recorded

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def run() -> Run:
    """A run with all that a file may hold."""
    run = Run(about={"python": "3.11"}, texts_cut=3)
    picture = recorded(queue_and_workers)
    run.add(Test("test_a[\u2028</script>\udcff]", "failed", 0.5, 7, "oops", picture=pack(picture)))
    run.add(Test("test_b"))
    return run


def test_what_is_written_is_read(run: Run, tmp_path: Path) -> None:
    """A run is the same again, and written again it is the same file."""
    path = tmp_path / "new" / "run.json"
    write_json(run, path)
    again = read_json(path)
    assert as_data(again) == as_data(run)
    assert unpack(again.tests[0].picture) == unpack(run.tests[0].picture)
    assert [each.name for each in path.parent.iterdir()] == ["run.json"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<html>", "is no report of asyncproof"),
        ("[]", "is no report of asyncproof"),
        ("{}", "is no report of asyncproof"),
        (
            '{"format": "asyncproof-report", "version": 9}',
            "is a report of version 9, and this asyncproof reads 1",
        ),
        ('{"format": "asyncproof-report", "version": 1}', "is a damaged report"),
        ('{"format": "asyncproof-report", "version": 1, "overview": {"about": {}}, "tests": [3]}', "damaged"),
        ("\x00", "is no report of asyncproof"),
    ],
)
def test_a_file_that_is_no_report_is_told(tmp_path: Path, text: str, told: str) -> None:
    """What a file is, and what to do, is said."""
    path = tmp_path / "run.json"
    path.write_text(text)
    with pytest.raises(UsageError, match=told):
        read_json(path)


def test_a_file_of_bytes_is_told(tmp_path: Path) -> None:
    """A file that is no text is no report."""
    path = tmp_path / "run.json"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="is no report"):
        read_json(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A path that leads nowhere is said to."""
    with pytest.raises(UsageError, match=r"run.json can't be read: No such file or directory. Give a file"):
        read_json(tmp_path / "run.json")


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    """Where a file can't be written, that is said, and nothing is left behind."""
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=r"can't be written: .*Give another place"):
        replace(tmp_path / "file" / "run.html", "")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match="can't be written"):
        replace(tmp_path / "folder", "text")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "folder"]


def test_unknown_parts_are_passed_over(run: Run, tmp_path: Path) -> None:
    """What a later release adds to a test does not keep this one from reading it."""
    data = as_data(run)
    data["tests"][0]["later"] = 1
    (tmp_path / "run.json").write_text(json.dumps(data))
    assert len(read_json(tmp_path / "run.json").tests) == 2
