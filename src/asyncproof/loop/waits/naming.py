"""What a person calls a thing: the expression that stands for it where it is waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits.identity import same
from asyncproof.loop.waits.peek import evaluate, own_values
from asyncproof.loop.waits.source import names_at
from asyncproof.loop.waits.spot import is_users

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.loop.waits.chain import Link


def name_of(thing: Any, links: Sequence[Link]) -> str | None:
    """Return the best name of *thing* in the frames of who waits for it, the user's frames first."""
    inwards = list(reversed(links))
    inwards.sort(key=lambda link: not is_users(link.code.co_filename))
    for link in inwards:
        name = _on_the_line(thing, link) or _in_reach(thing, link)
        if name is not None:
            return name
    return None


def _on_the_line(thing: Any, link: Link) -> str | None:
    return next((text for text, node in names_at(link) if same(evaluate(node, link.frame), thing)), None)


def _in_reach(thing: Any, link: Link) -> str | None:
    for name, value in link.frame.f_locals.items():
        if same(value, thing) and name != "self":
            return name
    owner = link.local("self")
    for name, value in own_values(owner).items():
        if same(value, thing):
            return f"self.{name}"
    return None
