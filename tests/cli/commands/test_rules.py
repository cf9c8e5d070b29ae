"""Claims about `asyncproof rules` as a user calls it."""

from __future__ import annotations

import json

import pytest

from asyncproof.check.page import summary_of
from asyncproof.check.registry import all_rules
from asyncproof.cli import ExitCode, main


def test_every_rule_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Code, a mark if it is off, name and summary, by codes."""
    assert main(["rules"]) == ExitCode.OK
    lines = capsys.readouterr().out.splitlines()
    assert [(line.split()[0], line[6] == "-") for line in lines] == [
        (rule.code, not rule.default) for rule in all_rules()
    ]
    assert all(
        rule.name in line and line.endswith(summary_of(rule))
        for rule, line in zip(all_rules(), lines, strict=True)
    )


def test_rules_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """All that a program may want to know of each."""
    assert main(["rules", "--json"]) == ExitCode.OK
    found = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in found] == [rule.name for rule in all_rules()]
    assert set(found[0]) == {"code", "name", "severity", "confidence", "default", "since", "also", "summary"}


def test_a_rule_that_is_off_has_a_mark(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that nobody wonders why it finds nothing."""
    rule = all_rules()[0]
    monkeypatch.setattr(type(rule), "default", False)
    main(["rules"])
    assert capsys.readouterr().out.startswith(f"{rule.code} - {rule.name}")
