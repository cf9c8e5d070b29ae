"""Which rules are on: by default, and by what a user selects or ignores by name, code or prefix."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from asyncproof.check.registry import all_rules
from asyncproof.core import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from asyncproof.check.rule import Rule

_PREFIX = re.compile(r"AP\d{0,3}", re.IGNORECASE)
ALL = "all"


def selected(
    select: Collection[str] = (),
    ignore: Iterable[str] = (),
    *,
    extend: Collection[str] = (),
    found_by_others: Collection[str] = (),
) -> list[Rule]:
    """Return the rules that are on, by their codes.

    Those of *extend* are on beside the others. Of *found_by_others*, the names of rules that another tool is
    set to replace, those are on that a user asks for by their own name.
    """
    chosen = [rule for word in select for rule in named(word)]
    on = {rule.code for rule in chosen} if chosen else {rule.code for rule in all_rules() if rule.default}
    on |= {rule.code for word in extend for rule in named(word)}
    left_out = {rule.code for word in ignore for rule in named(word)}
    asked_for = {word.lower() for word in (*select, *extend)}
    return [
        rule
        for rule in all_rules()
        if rule.code in on - left_out
        and (rule.name not in found_by_others or asked_for & {rule.name, rule.code.lower()})
    ]


def named(word: str) -> list[Rule]:
    """Return the rules that a word means: a name, a code, the beginning of codes, or `all`."""
    if word.lower() == ALL:
        return list(all_rules())
    found = [
        rule
        for rule in all_rules()
        if rule.name == word.lower() or (_PREFIX.fullmatch(word) and rule.code.startswith(word.upper()))
    ]
    if not found:
        raise UsageError(f"There is no rule {word!r}. {hint_for(word)}")
    return found


def hint_for(word: str) -> str:
    """Return what to do about a word that means no rule."""
    names = [name for rule in all_rules() for name in (rule.name, rule.code)]
    close = get_close_matches(word, names, n=1)
    return f"Did you mean {close[0]!r}?" if close else "All of them: asyncproof rules"
