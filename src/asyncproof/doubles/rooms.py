"""Who judges doubles: the test, or the `with fakes():`, in which they were told something or called."""

from __future__ import annotations

from contextvars import ContextVar, Token
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import CodeType

    from asyncproof.doubles.call import Call
    from asyncproof.doubles.refusals import Refused
    from asyncproof.doubles.roles import Asked, Told


class Room:
    """What was told to doubles and asked of them in one test."""

    def __init__(self, name: str = "") -> None:
        """Begin with nothing."""
        self.name = name
        self.is_lenient = False
        """Whether what is told now may stay unused: fixtures tell what not every test needs."""
        self.homes: set[CodeType] = set()
        """The code that counts as the test: what it has caught itself was no secret."""
        self.rules: list[Any] = []
        self.calls: list[Call] = []
        self.refusals: list[Refused] = []
        self._touched: dict[int, Asked] = {}

    def told(self, rule: Told) -> None:
        """Take what a double was told."""
        self.rules.append(rule)
        self._touched[id(rule.double)] = rule.double

    def called(self, double: Asked, call: Call) -> None:
        """Take a call."""
        self.calls.append(call)
        self._touched[id(double)] = double

    def close_coroutines(self) -> None:
        """End the coroutines that nobody has awaited: Python need not tell of them once more."""
        for call in self.calls:
            call.close()

    def close(self) -> None:
        """Take back from doubles that live on what this room has told them, and let everything go."""
        for double in self._touched.values():
            double.forget(self)
        for rule in self.rules:
            rule.let_go()
        self._touched.clear()
        self.rules.clear()
        self.calls.clear()
        self.refusals.clear()


_inner: ContextVar[Room | None] = ContextVar("asyncproof.fakes", default=None)
_hosts: list[Room] = []


def room_now() -> Room | None:
    """Return who judges what happens now; None if nobody does."""
    inner = _inner.get()
    return inner if inner is not None else _hosts[-1] if _hosts else None


def open_room(room: Room) -> None:
    """Let a room judge from now on; for who runs tests one after the other."""
    _hosts.append(room)


def leave_room(room: Room) -> None:
    """Let a room judge no longer; what it has heard, it keeps."""
    if room in _hosts:
        _hosts.remove(room)


def is_hosted() -> bool:
    """Say whether somebody who runs tests judges now."""
    return bool(_hosts)


def enter_room(room: Room) -> Token[Room | None]:
    """Let a room judge what this task and those that it starts do."""
    return _inner.set(room)


def quit_room(token: Token[Room | None]) -> None:
    """Let the one judge that did before."""
    _inner.reset(token)
