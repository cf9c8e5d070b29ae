from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from asyncproof.check.hit import Edit, Fix, Related, Span
from asyncproof.check.outcome import Outcome
from asyncproof.check.output import sarif as module
from asyncproof.check.output.sarif import sarif
from asyncproof.check.registry import all_rules
from tests.check.output.reported import TROUBLES, outcome_of

EDIT = Edit(Span(1, 5, 1, 5), "await ")


@pytest.fixture(autouse=True)
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder of the repository."""
    (tmp_path / "app").mkdir()
    monkeypatch.chdir(tmp_path / "app")
    return tmp_path


def run_of(outcome: Outcome, top: Path) -> dict[str, Any]:
    """Return the only run of a log, which the model made from the official schema has taken."""
    data = json.loads(sarif(outcome, str(top)))
    Sarif.model_validate(data)
    assert data["version"] == "2.1.0"
    assert data["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = data["runs"]
    assert isinstance(run, dict)
    return run


def full() -> Outcome:
    """Return an outcome with one of everything that a log can say."""
    related = Related("src/b.py", Span(7, 4, 7, 9), "defined here")
    outcome = outcome_of(
        "é = b()\nc\n", "b()", "c", related=(related, replace(related, path="a.py", span=EDIT.span))
    )
    error, warning = outcome.hits
    fixed = replace(error, fix=Fix("await it", (EDIT,)))
    imports = replace(warning, fix=Fix("import it", (EDIT,), imports=("import asyncio",)))
    return replace(outcome, hits=(imports, fixed), troubles=TROUBLES)


def test_a_result_has_all_that_a_viewer_shows(top: Path) -> None:
    """Rule, level, place in characters, related places, a fix and a fingerprint; the worst comes first."""
    run = run_of(full(), top)
    first, second = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("AP101", 0, "error")
    assert second["level"] == "warning"
    assert first["message"] == {"text": "it is lost. To do: await it."}
    region = {"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 8}
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "app/a.py", "uriBaseId": "SRCROOT"},
                "region": region,
            }
        }
    ]
    far, near = first["relatedLocations"]
    assert far["physicalLocation"]["region"] == {"startLine": 7}
    assert near["physicalLocation"]["region"]["startColumn"] == 5
    ((change,),) = (fix["artifactChanges"] for fix in first["fixes"])
    assert change["replacements"] == [
        {"deletedRegion": {**region, "endColumn": 5}, "insertedContent": {"text": "await "}}
    ]
    assert "fixes" not in second  # it needs an import, for which SARIF has no words
    assert set(first["partialFingerprints"]) == {"primaryLocationLineHash"}


def test_the_rules_that_found_something_are_described(top: Path) -> None:
    """With their pages as Markdown, and no more tags than GitHub shows."""
    outcome = outcome_of("a\n", "a")
    every = tuple(replace(outcome.hits[0], rule=rule.name) for rule in all_rules())
    run = run_of(replace(outcome, hits=every), top)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in all_rules()]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    for rule in rules:
        assert "## What it does" in rule["help"]["markdown"]
        assert len(rule["properties"]["tags"]) <= 20


def test_what_could_not_be_read_is_a_notification(top: Path) -> None:
    """And the run was no success."""
    (invocation,) = run_of(replace(outcome_of("a\n"), troubles=TROUBLES), top)["invocations"]
    assert invocation["executionSuccessful"] is False
    first, second = invocation["toolExecutionNotifications"]
    assert first["message"]["text"] == "is broken. To do: Mend it."
    assert first["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}
    assert "region" not in second["locations"][0]["physicalLocation"]
    assert run_of(outcome_of("a\n"), top)["invocations"][0]["executionSuccessful"] is True


def test_what_github_does_not_take_is_left_out_and_said(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The errors stay, and a notification counts the rest."""
    assert (module.MOST_RESULTS, module.MOST_LOCATIONS) == (25_000, 100)
    monkeypatch.setattr(module, "MOST_RESULTS", 1)
    monkeypatch.setattr(module, "MOST_LOCATIONS", 1)
    run = run_of(replace(full(), troubles=()), top)
    assert [result["level"] for result in run["results"]] == ["error"]
    assert len(run["results"][0]["relatedLocations"]) == 1
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "1 more findings do not fit: GitHub takes 1 of a run."


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b%.py", "app/a%20b%25.py"),
        ("é#?.py", "app/%C3%A9%23%3F.py"),
        ("\udcff.py", "app/%FF.py"),
        ("../x:y.py", "x%3Ay.py"),
    ],
)
def test_a_path_is_a_uri(path: str, uri: str, top: Path) -> None:
    """Relative to the top of the repository, each sign encoded that means something else in a URI."""
    outcome = outcome_of("a\n", "a")
    run = run_of(replace(outcome, hits=(replace(outcome.hits[0], path=path),)), top)
    (location,) = run["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_a_file_elsewhere_has_its_whole_path(top: Path) -> None:
    """As a file URI, without a base."""
    outcome = outcome_of("a\n", "a")
    path = str(top.parent / "a b.py")
    run = run_of(replace(outcome, hits=(replace(outcome.hits[0], path=path),)), top)
    (location,) = run["results"][0]["locations"]
    artifact = location["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": f"file://{top.parent.as_posix()}/a%20b.py"}
