"""One glance at all that many mappings hold: whether it is still the same, which it nearly always is."""

from __future__ import annotations

from operator import is_, itemgetter
from types import GenericAlias, GetSetDescriptorType, MemberDescriptorType
from typing import TYPE_CHECKING, Any
from weakref import ref

from asyncproof.guard.holding.globals import module_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, ValuesView

_address = object.__hash__
"""Tells objects apart as `id` does, of whose every call Python tells its audit hooks."""
_PARTS = frozenset(
    {property, classmethod, staticmethod, GetSetDescriptorType, MemberDescriptorType, GenericAlias}
)
"""What classes are made of, and their annotations."""
_NAMES_ONLY = frozenset({"typing", "typing_extensions"})
"""Modules whose objects stand for types."""


class Glance:
    """Remembers what stands in some mappings, without holding all of it.

    All values are put in one list and compared at once, which takes a third of looking at one mapping after
    the other.
    """

    def __init__(
        self, parts: Iterable[tuple[Mapping[Any, Any], Sequence[Any] | None, Collection[Any]]]
    ) -> None:
        """Take mappings, which names to look at if not at all, and which of their values may be held."""
        self._members: list[Mapping[Any, Any]] = []
        """Those that are looked at in part: what is added to the others is seen in them."""
        self._views: list[ValuesView[Any]] = []
        self._some: list[tuple[Callable[[Any], tuple[Any, ...]], Mapping[Any, Any]]] = []
        whole, some = list[bool](), list[bool]()
        for members, names, held in parts:
            if names is None:
                self._views.append(members.values())
                whole += [name in held for name in members]
                continue
            self._members.append(members)
            if names:
                self._some.append((_getter(names), members))
                some += [name in held for name in names]
        self._sizes = [*map(len, self._members)]
        self._remember([*whole, *some])

    def is_same(self) -> bool:
        """Say whether every name holds what it held; where the order has changed, it may say no."""
        if [*map(len, self._members)] != self._sizes:
            return False
        if not self._held and not self._views:
            return True
        try:
            now = self._look()
            # Comparing lists asks for equality only what is not the same object.
            return (not self._passing or self._has_passing(now)) and now == self._held
        except Exception:  # noqa: BLE001 - a name is gone, or it was the `__eq__` of what stands there now
            return False

    def _has_passing(self, now: list[Any]) -> bool:
        """Say whether what may not be held here is still there, and take it out.

        At the address of what has not died there can be nothing else.
        """
        if self._dead:
            return False
        passing = self._get_passing(now)
        for number in self._passing:
            now[number] = None
        return all(map(is_, self._get_weak(passing), [one() for one in self._weak])) and (
            self._addresses == [*map(_address, self._get_plain(passing))]
        )

    def _look(self) -> list[Any]:
        now: list[Any] = []
        for view in self._views:
            now += view
        for get, held in self._some:
            now += get(held)
        return now

    def _remember(self, is_held: Sequence[bool]) -> None:
        now = self._look()
        passing, weak, plain = list[int](), list[int](), list[int]()
        self._weak: list[ref[Any]] = []
        self._dead: list[ref[Any]] = []
        for number, value in enumerate(now):
            if not is_held[number] and not _is_constant(value):
                try:
                    self._weak.append(ref(value, self._dead.append))
                    weak.append(len(passing))
                except TypeError:  # it has no room for weak references
                    plain.append(len(passing))
                passing.append(number)
        self._get_passing, self._get_weak, self._get_plain = map(_getter, (passing, weak, plain))
        self._addresses = [*map(_address, self._get_plain(self._get_passing(now)))]
        self._passing = tuple(passing)
        for number in self._passing:
            now[number] = None
        self._held = now


def _is_constant(value: object) -> bool:
    """Say whether a value holds nothing that anybody would miss the end of, such as `__slots__`."""
    kind = type(value)
    if kind is tuple:
        return all(type(one) in (str, int) for one in value)  # type: ignore[attr-defined] # a tuple, as just asked
    return kind in _PARTS or module_of(kind) in _NAMES_ONLY


def _getter(names: Sequence[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what gets the values of some names, or at some places."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda held: tuple(held[name] for name in names)
