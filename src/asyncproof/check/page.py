"""The page of a rule, made from its docstring: for docs/rules/ and for `asyncproof explain`."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.check.rule import Rule

_KIND = re.compile(r"^(```\w+) (?:bad|good)\b", re.MULTILINE)


def summary_of(rule: Rule) -> str:
    """Return the one sentence that says what a rule finds."""
    return " ".join(_docstring(rule).split("\n\n", 1)[0].split())


def page_of(rule: Rule, *, made: str = "") -> str:
    """Return a rule's page as Markdown; *made* is a remark for who would edit it."""
    _, _, text = _docstring(rule).partition("\n\n")
    head = [f"# {rule.name} ({rule.code})", *([made] if made else []), summary_of(rule), _settings(rule)]
    return "\n\n".join([*head, _KIND.sub(r"\1", text.strip())]).rstrip() + "\n"


def _settings(rule: Rule) -> str:
    default = "on" if rule.default else "off"
    return (
        f"**Rule** `{rule.name}` or `{rule.code}`; severity `{rule.severity.value}`, confidence "
        f"`{rule.confidence.value}`; {default} by default; since {rule.since}. {_others(rule)}"
        f"What the guides teach: {rule.guide[0].lower()}{rule.guide[1:]}"
    )


def _others(rule: Rule) -> str:
    """Say which codes of other tools find the same, or a part of it."""
    return f"Others that find it, or a part of it: {', '.join(rule.also)}. " if rule.also else ""


def _docstring(rule: Rule) -> str:
    return inspect.cleandoc(rule.__doc__ or "")
