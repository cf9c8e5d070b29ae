from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from asyncproof.check.baseline import Compared, Known, baseline_text, compare, read_baseline
from asyncproof.check.outcome import Outcome
from asyncproof.check.reading.trouble import Trouble
from asyncproof.core import UsageError
from tests.check.output.reported import outcome_of

RULES = frozenset(("missing-await",))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder of a project, whose baseline is above."""
    (tmp_path / "app").mkdir()
    monkeypatch.chdir(tmp_path / "app")
    (tmp_path / "app/a.py").write_text("there\n", encoding="utf-8")
    return tmp_path


def compared(known: dict[Known, str], outcome: Outcome, *files: str, folder: Path) -> Compared:
    """Compare with a baseline in the folder above."""
    return compare(folder / "known.json", known, outcome, looked_at=files, rules=RULES)


def test_what_is_written_is_read_again(folder: Path) -> None:
    """As it was, one line for each finding, whatever is in names and messages; sorted."""
    odd = {
        Known("b.py", "x", "2:1"): 'a\n"b" \udcff é',
        Known("a\udcff.py", "x", "1:1"): "",
    }  # fmt: skip
    text = baseline_text(odd)
    (folder / "known.json").write_text(text, encoding="utf-8")
    assert read_baseline(folder / "known.json") == odd
    assert text.isascii()
    assert [line.partition('"path": ')[2][:5] for line in text.splitlines() if '"path"' in line] == [
        '"a\\ud',
        '"b.py',
    ]
    assert json.loads(baseline_text({}))["findings"] == []


def test_known_findings_are_not_new(folder: Path) -> None:
    """Nor are they when lines have come above them; the same line once more is new."""
    before = compared({}, outcome_of("work()\n", "work()"), "a.py", folder=folder)
    assert [known.path for known in before.entries] == ["app/a.py"]
    assert (len(before.new), before.known, before.gone) == (1, 0, {})
    outcome = outcome_of("import a\n\n  work()\n", "work()")
    after = compared(before.entries, outcome, "a.py", folder=folder)
    assert (after.new, after.known, after.gone) == ((), 1, {})
    assert after.entries == before.entries
    twice = replace(outcome, hits=outcome.hits * 2)
    assert compared(before.entries, twice, "a.py", folder=folder).new == outcome.hits


def test_a_baseline_may_stand_anywhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its paths lead upwards then; on another drive they are whole."""
    (folder / "ci").mkdir()
    outcome = outcome_of("work()\n", "work()")
    result = compare(folder / "ci/known.json", {}, outcome, looked_at=["a.py"], rules=RULES)
    assert [known.path for known in result.entries] == ["../app/a.py"]

    def no_way(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("os.path.relpath", no_way)
    (known,) = compared({}, outcome, "a.py", folder=folder).entries
    assert known.path == (folder / "app/a.py").as_posix()


def test_what_is_gone_is_told(folder: Path) -> None:
    """If its file was looked at, or is no longer there."""
    mended, moved = Known("app/a.py", "missing-await", "1:1"), Known("app/no.py", "missing-await", "1:1")
    result = compared({mended: "m", moved: "n"}, outcome_of(""), "a.py", folder=folder)
    assert result.gone == {mended: "m", moved: "n"}
    assert result.entries == {}


def test_what_was_not_looked_at_is_not_judged(folder: Path) -> None:
    """Other files, files that could not be read, rules that are off: they stay as they are."""
    other_rule, other_file = Known("app/a.py", "unrun-test", "1:1"), Known("app/c.py", "missing-await", "1:1")
    unread = Known("app/b.py", "missing-await", "1:1")
    for name in ("b.py", "c.py"):
        (folder / "app" / name).write_text("", encoding="utf-8")
    outcome = replace(outcome_of(""), troubles=(Trouble("b.py", 1, "is broken", "Mend it."),))
    known = {other_rule: "", other_file: "", unread: ""}
    result = compared(known, outcome, "a.py", "b.py", folder=folder)
    assert (result.gone, result.entries) == ({}, known)


def test_a_baseline_that_is_not_there_is_told(folder: Path) -> None:
    """And how to make it."""
    with pytest.raises(
        UsageError, match=r"There is no baseline .*no\.json\. Make it: asyncproof check --base"
    ):
        read_baseline(folder / "no.json")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"findings": [{}]}', '{"findings": [5]}', '{"findings": 5}']
)
def test_what_is_no_baseline_is_told(text: str, folder: Path) -> None:
    """With what was wrong, and what to do."""
    (folder / "known.json").write_text(text, encoding="utf-8")
    with pytest.raises(
        UsageError, match=r"known\.json is no baseline of asyncproof check: .*--write-baseline"
    ):
        read_baseline(folder / "known.json")
    with pytest.raises(UsageError, match="is no baseline"):
        read_baseline(folder)
