from __future__ import annotations

from asyncproof.check.output.rules import rule_named
from asyncproof.check.registry import all_rules


def test_every_rule_is_found_by_its_name() -> None:
    """That of comments that allow nothing as well, which is found by no walk."""
    assert all(rule_named(rule.name) is rule for rule in all_rules())
    assert rule_named("unused-suppression").code == "AP000"
