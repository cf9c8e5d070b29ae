"""What an unconfigured call is told: what was called, what was told so far, and what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core.typed.annotations import UNKNOWN
from asyncproof.doubles.call import as_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from asyncproof.doubles.call import Call
    from asyncproof.doubles.member import Member
    from asyncproof.doubles.roles import Asked, Told

_MOST_SHOWN = 5


def story_of(double: Asked, call: Call, fitting: Sequence[Told]) -> str:
    """Tell of a call that no rule is for."""
    written = as_written(double.member.full_name, call.args, call.kwargs)
    lines = [f"{written} was called, {_problem(fitting, double)}", f"    at {call.spot}"]
    lines += _told(fitting or double.rules)
    if not any(rule.forbids for rule in fitting):
        lines.append(f"    do: {how_to_tell(double, call)}")
    return "\n".join(lines)


def _problem(fitting: Sequence[Told], double: Asked) -> str:
    if any(rule.forbids for rule in fitting):
        return "and must never be"
    if any(rule.is_half_written for rule in fitting):
        return "and what it gives was only half said"
    if fitting:
        return "and all that was told for it is used up"
    if double.rules:
        return "and nobody has said what it gives for these arguments"
    return "and nobody has said what it gives"


def _told(rules: Sequence[Told]) -> Iterator[str]:
    for rule in rules[-_MOST_SHOWN:]:
        yield f"    told: {rule}" + ("" if rule.spot is None else f"  ({rule.spot.short})")


def how_to_tell(double: Asked, call: Call | None = None) -> str:
    """Say what to write so that a call gives something."""
    member = double.member
    if member.is_attribute:
        owner = member.full_name.rpartition(".")[0]
        return f"fake({owner}, {member.name}=...), or when({double.written}).{way_to_tell(member)}"
    given = "" if call is None or not double.rules else as_written("", call.args, call.kwargs)
    return f"when({double.written}){given}.{way_to_tell(member)}"


def way_to_tell(member: Member) -> str:
    """Return the words that fit to what a function gives."""
    what = "..." if member.told is UNKNOWN else f"<{member.told_name}>"
    if member.kind.has_items:
        return "yields(...)" if what == "..." else f"yields({what}, ...)"
    return f"enters({what})" if member.kind.is_entered else f"returns({what})"
