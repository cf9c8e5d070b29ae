from __future__ import annotations

import json
from dataclasses import replace

from asyncproof.check.hit import Edit, Fix, Related, Span
from asyncproof.check.output.json_form import json_form
from tests.check.output.reported import TROUBLES, outcome_of


def test_all_is_told_in_fields() -> None:
    """Of a finding and of what could not be read; columns count characters."""
    related = Related("b.py", Span(7, 4, 7, 4), "defined here")
    outcome = replace(outcome_of("é = sell()\n", "sell()", related=(related,)), troubles=TROUBLES[:1])
    data = json.loads(json_form(outcome))
    assert data == {
        "version": 1,
        "files": 1,
        "findings": [
            {
                "rule": "missing-await",
                "code": "AP101",
                "severity": "error",
                "confidence": "certain",
                "path": "a.py",
                "line": 1,
                "column": 5,
                "end_line": 1,
                "end_column": 11,
                "fingerprint": data["findings"][0]["fingerprint"],
                "message": "it is lost",
                "cure": "await it",
                "related": [{"path": "b.py", "line": 7, "text": "defined here"}],
                "fix": None,
            }
        ],
        "unreadable": [{"path": "b.py", "line": 3, "message": "is broken", "cure": "Mend it."}],
    }


def test_a_fix_is_told_with_its_edits() -> None:
    """What has to be imported, whether it is safe, and what to put where; columns count characters."""
    outcome = outcome_of("é = sell()\n", "sell()")
    fix = Fix("await it", (Edit(Span(1, 5, 1, 5), "await "),), imports=("import asyncio",), safe=True)
    data = json.loads(json_form(replace(outcome, hits=(replace(outcome.hits[0], fix=fix),))))
    edit = {"line": 1, "column": 5, "end_line": 1, "end_column": 5, "text": "await "}
    assert data["findings"][0]["fix"] == {
        "title": "await it",
        "safe": True,
        "imports": ["import asyncio"],
        "edits": [edit],
    }


def test_a_finding_of_no_rule_has_a_code_too() -> None:
    """A comment that allows nothing is found by no rule."""
    outcome = outcome_of("x\n", "x")
    unused = replace(outcome.hits[0], rule="unused-suppression")
    assert json.loads(json_form(replace(outcome, hits=(unused,))))["findings"][0]["code"] == "AP000"
