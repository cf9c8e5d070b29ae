"""How often each rule has found something, the most frequent first."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.output.rules import rule_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.outcome import Outcome


class Count(NamedTuple):
    """A rule, how bad its findings are, and how many there are."""

    findings: int
    code: str
    rule: str
    severity: str


def counts(outcome: Outcome) -> list[Count]:
    """Return the counts; a rule with findings of two severities is there twice."""
    found = Counter((hit.rule, hit.severity.value) for hit in outcome.hits)
    every = [
        Count(number, rule_named(rule).code, rule, severity) for (rule, severity), number in found.items()
    ]
    return sorted(every, key=lambda one: (-one.findings, one.code, one.severity))


def as_lines(outcome: Outcome) -> Iterator[str]:
    """Yield a table."""
    every = counts(outcome)
    width = max((len(str(one.findings)) for one in every), default=0)
    name = max((len(one.rule) for one in every), default=0)
    for one in every:
        yield f"{one.findings:>{width}}  {one.code}  {one.rule:<{name}}  {one.severity}"


def as_json(outcome: Outcome) -> str:
    """Return a list of objects."""
    return json.dumps([one._asdict() for one in counts(outcome)], indent=2)
