from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from asyncproof.check.output.gitlab import gitlab
from tests.check.output.reported import TROUBLES, outcome_of


def test_each_finding_is_an_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With all fields that GitLab wants; paths from the top of the repository."""
    (tmp_path / "app").mkdir()
    monkeypatch.chdir(tmp_path / "app")
    outcome = replace(outcome_of("a\nb\nc\n", "a", "b", "c"), troubles=TROUBLES)
    entries = json.loads(gitlab(outcome, str(tmp_path)))
    assert [entry["severity"] for entry in entries] == ["critical", "critical", "major", "minor", "info"]
    assert [entry["location"]["lines"] for entry in entries] == [
        {"begin": 3},
        {"begin": 1},
        {"begin": 1, "end": 1},
        {"begin": 2, "end": 2},
        {"begin": 3, "end": 3},
    ]
    assert entries[0]["location"]["path"] == "app/b.py"
    assert entries[0]["check_name"] == "unreadable"
    assert entries[2] == {
        "description": "it is lost (to do: await it)",
        "check_name": "missing-await",
        "fingerprint": entries[2]["fingerprint"],
        "severity": "major",
        "location": {"path": "app/a.py", "lines": {"begin": 1, "end": 1}},
    }


def test_no_two_entries_have_one_fingerprint() -> None:
    """GitLab would drop one of them: the same line in two files, two troubles of one file."""
    outcome = outcome_of("a\n", "a")
    (hit,) = outcome.hits
    elsewhere = replace(hit, path="b.py")
    sources = {**outcome.sources, "b.py": outcome.sources["a.py"]}
    troubles = (TROUBLES[0], replace(TROUBLES[0], line=4), replace(TROUBLES[0], message="is empty"))
    outcome = replace(outcome, hits=(hit, hit, elsewhere), troubles=troubles, sources=sources)
    marks = [entry["fingerprint"] for entry in json.loads(gitlab(outcome, "."))]
    assert len(set(marks)) == len(marks) == 6
