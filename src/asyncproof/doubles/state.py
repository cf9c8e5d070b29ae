"""What one fake knows: what it stands for, its doubles, and the values of its attributes."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import re
import sys
import types
import typing
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import ref

from asyncproof.core.typed.annotations import UNKNOWN, resolved, type_variables
from asyncproof.core.typed.conforming import Meaning, conforms
from asyncproof.doubles.attributes import MISSING, annotated_type, is_open, names_of, static_attribute
from asyncproof.doubles.double import Double
from asyncproof.doubles.member import Member
from asyncproof.doubles.place import assigned_name

if TYPE_CHECKING:
    from asyncproof.doubles.place import Spot

_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_METHODS = (type, types.MemberDescriptorType, types.GetSetDescriptorType)


class State:
    """One fake, apart from its looks."""

    def __init__(self, kind: Any, spot: Spot | None, extra: frozenset[str] = frozenset()) -> None:
        """Take a class, with its type arguments if it has any, and names that only an instance had."""
        self.kind: type = typing.get_origin(kind) or kind
        self.spot = spot
        self.name = assigned_name(spot) or _WORDS.sub("_", self.kind.__name__).lower()
        self.doubles: dict[str, Double] = {}
        self.meaning = Meaning(self.kind, type_variables(kind))
        self._extra = extra
        self._fake: ref[Any] | None = None

    def belongs_to(self, fake: Any) -> None:
        """Know whose state it is, weakly."""
        self._fake = ref(fake)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all attributes that it may have."""
        return names_of(self.kind) | self._extra

    @cached_property
    def is_open(self) -> bool:
        """Whether nobody knows the names of all of them."""
        return is_open(self.kind)

    def method(self, name: str) -> Member | None:
        """Return what is known of a method; None if there is none of this name."""
        found = static_attribute(self.kind, name)
        if not is_method(found):
            return None
        return Member(name, self.kind.__name__, found, self.kind, self.meaning)

    def property(self, name: str) -> Member | None:
        """Return what is known of an attribute whose value a function computes."""
        found = static_attribute(self.kind, name)
        getter = getattr(found, "fget", None) or getattr(found, "func", None)
        if not isinstance(found, property | cached_property) or getter is None:
            return None
        return Member(name, self.kind.__name__, getter, self.kind, self.meaning, is_attribute=True)

    def constant(self, name: str) -> Any:
        """Return the value that the class gives to all its instances; `MISSING` if it has none."""
        field = getattr(self.kind, "__dataclass_fields__", {}).get(name)
        if field is not None and field.default is not dataclasses.MISSING:
            return field.default
        found = static_attribute(self.kind, name)
        is_plain = isinstance(found, type) or not hasattr(type(found), "__get__")
        return found if is_plain else MISSING

    def double_for(self, member: Member) -> Double:
        """Return the double of a method."""
        double = self.doubles.get(member.name)
        if double is None:
            is_called = member.name == "__call__"
            plain = self.name if is_called else f"{self.name}.{member.name}"
            written = f'{self.name}, "{member.name}"' if member.is_attribute else plain
            fake = None if self._fake is None else self._fake()
            double = self.doubles[member.name] = Double(member, written, fake)
        return double

    def allows(self, name: str, value: Any) -> tuple[bool, Any]:
        """Say whether an attribute may have a value, and what type it is annotated with."""
        getter = self.property(name)
        if getter is not None:
            return getter.allows(value), getter.told
        found = annotated_type(self.kind, name)
        if found is MISSING:
            return True, UNKNOWN
        given, base = found
        space = vars(sys.modules[base.__module__]) if base.__module__ in sys.modules else {}
        annotation = resolved(given, space, base)
        return annotation is UNKNOWN or conforms(value, annotation, self.meaning), annotation


def is_method(found: Any) -> bool:
    """Say whether what stands in a class is something that its instances call."""
    if isinstance(found, _NO_METHODS) or found is MISSING:
        return False
    if isinstance(found, staticmethod | classmethod):
        return True
    if isinstance(found, cached_property):
        return False
    return inspect.isroutine(found) or isinstance(
        found, functools.partialmethod | functools.singledispatchmethod
    )
