"""The rule that a hit is of, by its name."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from asyncproof.check.registry import all_rules

if TYPE_CHECKING:
    from asyncproof.check.rule import Rule


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Rule]:
    return {rule.name: rule for rule in all_rules()}


def rule_named(name: str) -> Rule:
    """Return a rule."""
    return _by_name()[name]
