"""JUnit's XML, which nearly every CI service can show: a suite for each file, a case for each finding.

What should not stop anybody is a case that passes and says what was found.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from asyncproof.check.outcome import is_at_least
from asyncproof.check.output.place import column_of, shown_path
from asyncproof.check.output.rules import rule_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.hit import Hit
    from asyncproof.check.outcome import Outcome
    from asyncproof.check.reading.trouble import Trouble
    from asyncproof.core import Severity

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML has no way to say."""


def junit(outcome: Outcome, fail_on: Severity) -> Iterator[str]:
    """Yield the lines, in ASCII for pipes of any encoding; findings from a severity on are failures."""
    return (line.encode("ascii", "xmlcharrefreplace").decode("ascii") for line in _lines(outcome, fail_on))


def _lines(outcome: Outcome, fail_on: Severity) -> Iterator[str]:
    failures = sum(is_at_least(hit.severity, fail_on) for hit in outcome.hits)
    tests = len(outcome.hits) + len(outcome.troubles)
    yield '<?xml version="1.0" encoding="utf-8"?>'
    counts = {"tests": tests, "failures": failures, "errors": len(outcome.troubles)}
    yield f"<testsuites{_attributes(name='asyncproof check', **counts)}>"
    for path, troubles in groupby(outcome.troubles, key=lambda trouble: trouble.path):
        yield from _suite(path, [_trouble(one) for one in troubles], failures=0, errors=True)
    for path, hits in groupby(outcome.hits, key=lambda hit: hit.path):
        every = list(hits)
        failed = sum(is_at_least(hit.severity, fail_on) for hit in every)
        yield from _suite(path, [_hit(outcome, hit, fail_on) for hit in every], failures=failed, errors=False)
    yield "</testsuites>"


def _suite(path: str, cases: list[str], *, failures: int, errors: bool) -> Iterator[str]:
    counts = {"tests": len(cases), "failures": failures, "errors": len(cases) if errors else 0}
    yield f"  <testsuite{_attributes(name=shown_path(path), **counts)}>"
    yield from cases
    yield "  </testsuite>"


def _hit(outcome: Outcome, hit: Hit, fail_on: Severity) -> str:
    place = f"{shown_path(hit.path)}:{hit.span.line}:{column_of(outcome, hit)}"
    told = _text(f"{place}: {hit.severity.value}: {hit.message}\nto do: {hit.cure}")
    if is_at_least(hit.severity, fail_on):
        kind = _attributes(type=hit.severity.value, message=hit.message)
        inside = f"<failure{kind}>{told}</failure>"
    else:
        inside = f"<system-out>{told}</system-out>"
    return _case(f"{hit.rule} ({rule_named(hit.rule).code})", hit.path, hit.span.line, inside)


def _trouble(trouble: Trouble) -> str:
    told = _text(f"{shown_path(trouble.path)}: {trouble.message}\nto do: {trouble.cure}")
    inside = f"<error{_attributes(type='unreadable', message=trouble.message)}>{told}</error>"
    return _case("unreadable", trouble.path, trouble.line or 1, inside)


def _case(name: str, path: str, line: int, inside: str) -> str:
    shown = shown_path(path)
    named = _attributes(name=f"{name} line {line}", classname=shown, file=shown, line=line)
    return f"    <testcase{named}>{inside}</testcase>"


def _attributes(**values: object) -> str:
    return "".join(f" {name}={quoteattr(_allowed(str(value)), _SPACES)}" for name, value in values.items())


_SPACES = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def _text(text: str) -> str:
    return escape(_allowed(text), {"\r": "&#13;"})


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
