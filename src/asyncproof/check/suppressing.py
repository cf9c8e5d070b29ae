"""Leaves out what comments in a file allow, and says which of these comments allow nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from asyncproof.check.hit import Edit, Fix, Hit, Span
from asyncproof.check.reading.comments import Kind, Suppression, read_suppressions
from asyncproof.check.registry import all_rules
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.check.reading.source import Source
    from asyncproof.check.reading.trouble import Trouble
    from asyncproof.check.rule import Rule

UNUSED = "unused-suppression"
_NOQA = re.compile(r"#\s*noqa\s*:\s*(?P<codes>\w+(?:,\w+)*)", re.IGNORECASE)


def suppress(source: Source, hits: Iterable[Hit], rules: Iterable[Rule]) -> tuple[list[Hit], list[Trouble]]:
    """Return the hits that no comment allows, and comments that can't be understood."""
    told = [hit for hit in hits if not _is_told_to_another(source, hit)]
    said = read_suppressions(source, bare=bool(told))
    if not said.found:
        return told, list(said.troubles)
    codes = {rule.name: rule.code for rule in all_rules()}
    used: set[int] = set()
    kept: list[Hit] = []
    for hit in told:
        allowing = [number for number, one in enumerate(said.found) if _allows(one, hit, codes)]
        used.update(allowing)
        if not allowing:
            kept.append(hit)
    on = {name for rule in rules for name in (rule.name, rule.code)}
    for number, one in enumerate(said.found):
        if number not in used and _could_be_used(one, on):
            kept.append(_unused(source, one))
    return kept, list(said.troubles)


@lru_cache(maxsize=1)
def _others() -> dict[str, frozenset[str]]:
    """Return the codes of other tools for the same mistakes, by rule."""
    return {rule.name: frozenset(code.lower() for code in rule.also) for rule in all_rules()}


def _is_told_to_another(source: Source, hit: Hit) -> bool:
    """Tell whether a `noqa` allows the same mistake to another tool."""
    codes = _others().get(hit.rule, frozenset())
    ends = {hit.span.line, hit.span.end_line} if codes else set()
    found = (
        _NOQA.search(source.lines[line - 1].replace(", ", ",")) for line in ends if line <= len(source.lines)
    )
    return any(match and not codes.isdisjoint(match["codes"].lower().split(",")) for match in found)


def _allows(one: Suppression, hit: Hit, codes: dict[str, str]) -> bool:
    names = {name.text.lower() for name in one.names}
    is_meant = not names or bool(names & {hit.rule, codes.get(hit.rule, "").lower()})
    return is_meant and one.covers(hit.span.line)


def _could_be_used(one: Suppression, on: set[str]) -> bool:
    """Tell whether a comment is for us, and for rules that are on: others can't know whether it is needed."""
    if one.kind is Kind.NOQA and not one.names:
        return False
    known = {name.lower() for name in on}
    return all(name.text.lower() in known for name in one.names)


def _unused(source: Source, one: Suppression) -> Hit:
    line = source.lines[one.line - 1]
    span = _span(one.line, line, one.column, one.end_column)
    return Hit(
        UNUSED,
        source.path,
        span,
        f"`{line[one.column : one.end_column].strip()}` allows nothing: no rule finds anything there",
        "remove the comment",
        Severity.WARNING,
        fix=Fix("remove the comment", (_removal(line, one),), safe=True),
    )


def _removal(line: str, one: Suppression) -> Edit:
    """Return the edit that leaves no trace of a comment, and all of what stands beside it."""
    before, after = line[: one.column], line[one.end_column :]
    if after.strip():
        end = len(line) - len(after.lstrip())
        return Edit(_span(one.line, line, one.column, end), "" if after.lstrip().startswith("#") else "# ")
    if before.strip() or not line.endswith("\n"):
        return Edit(
            _span(one.line, line, len(before.rstrip()), one.end_column + len(after.rstrip("\r\n"))), ""
        )
    return Edit(Span(one.line, 0, one.line + 1, 0), "")


def _span(number: int, line: str, start: int, end: int) -> Span:
    return Span(number, len(line[:start].encode()), number, len(line[:end].encode()))
