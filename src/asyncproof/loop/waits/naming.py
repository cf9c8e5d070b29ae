"""What a person calls a thing: the expression that stands for it where it is waited for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits.identity import same
from asyncproof.loop.waits.peek import evaluate, own_values
from asyncproof.loop.waits.source import names_at
from asyncproof.loop.waits.spot import is_users

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.loop.waits.chain import Link


@dataclass(frozen=True)
class Name:
    """A name, what bears it (the thing itself, or a condition whose lock it is), and where it is used."""

    text: str
    bearer: Any
    link: Link


def name_of(thing: Any, links: Sequence[Link]) -> Name | None:
    """Return the best name of *thing* in the frames of who waits for it, the user's frames first."""
    inwards = list(reversed(links))
    inwards.sort(key=lambda link: not is_users(link.code.co_filename))
    for link in inwards:
        found = _on_the_line(thing, link) or _in_reach(thing, link)
        if found is not None:
            return Name(*found, link)
    return None


def _on_the_line(thing: Any, link: Link) -> tuple[str, Any] | None:
    seen = ((text, evaluate(node, link.frame)) for text, node in names_at(link))
    return next(((text, value) for text, value in seen if same(value, thing)), None)


def _in_reach(thing: Any, link: Link) -> tuple[str, Any] | None:
    for name, value in link.frame.f_locals.items():
        if same(value, thing) and name != "self":
            return name, value
    owner = link.local("self")
    for name, value in own_values(owner).items():
        if same(value, thing):
            return f"self.{name}", value
    return None
