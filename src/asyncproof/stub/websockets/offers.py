"""The subprotocols of a host, as a header of the handshake that has to offer one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HEADER = "sec-websocket-protocol"


class Offer:
    """Equal to every offer of subprotocols that has one of ours."""

    __hash__ = None  # type: ignore[assignment] # equal to many texts that are not equal to each other

    def __init__(self, ours: Sequence[str]) -> None:
        """Keep ours."""
        self._ours = ours

    def __eq__(self, other: object) -> bool:
        """Say whether text offers one of ours."""
        return isinstance(other, str) and not {each.strip() for each in other.split(",")}.isdisjoint(
            self._ours
        )

    def __repr__(self) -> str:
        """Show what is to be offered."""
        return " or ".join(self._ours)


def with_offer(headers: Mapping[str, Any] | None, subprotocols: Any) -> Any:
    """Return the headers that a handshake has to have, the offer among them."""
    if isinstance(subprotocols, str) or not all(isinstance(each, str) and each for each in subprotocols):
        raise UsageError(f"subprotocols is a list of names, not {subprotocols!r}; write ['chat'].")
    if not subprotocols:
        return headers
    return {**(headers or {}), HEADER: Offer(subprotocols)}
