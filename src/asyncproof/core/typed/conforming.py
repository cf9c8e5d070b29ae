"""Whether a value is of the type that an annotation names; what can't be told for certain is let pass."""

from __future__ import annotations

import collections
import collections.abc
import re
import types
import typing
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar, Union

from asyncproof.core.typed.annotations import UNKNOWN
from asyncproof.core.typed.protocols import members_of, missing_in

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping

_WIDER: dict[Any, tuple[type, ...]] = {float: (int,), complex: (int, float)}
"""What a type checker takes for a number of another type."""
_QUALIFIED = re.compile(r"\b(?:\w+\.|<locals>\.)+(?=\w)")
_LISTED = (list, set, frozenset, collections.deque)


class Meaning(NamedTuple):
    """What names stand for that mean something else in every class."""

    own: type | None = None
    """What `Self` is."""
    variables: Mapping[Any, Any] = types.MappingProxyType({})


def conforms(value: Any, annotation: Any, meaning: Meaning = Meaning()) -> bool:  # noqa: B008, PLR0911 - it never changes; a type a line
    """Say whether a value may be of a type; true wherever that is not certain."""
    if annotation is None:
        return value is None
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return _is_of_class(value, annotation, meaning)
    if _is_special(annotation, _SPECIAL):
        return _SPECIAL[_word(annotation)](value, meaning)
    if isinstance(annotation, TypeVar):
        return _is_of_variable(value, annotation, meaning)
    if hasattr(annotation, "__supertype__"):  # a NewType
        return conforms(value, annotation.__supertype__, meaning)
    origin = typing.get_origin(annotation)
    if origin is None:
        return not hasattr(annotation, "__value__") or conforms(value, annotation.__value__, meaning)
    return _is_of_generic(value, origin, typing.get_args(annotation), meaning)


_SPECIAL: dict[Any, Callable[[Any, Meaning], bool]] = {
    "Self": lambda value, meaning: meaning.own is None or isinstance(value, meaning.own),
    "NoReturn": lambda _value, _meaning: False,
    "Never": lambda _value, _meaning: False,
    "LiteralString": lambda value, _meaning: isinstance(value, str),
}


_AROUND = {"Annotated", "ClassVar", "Final", "NotRequired", "ReadOnly", "Required"}
"""Words that say something about a type that they stand around."""


def _is_of_class(value: Any, kind: type, meaning: Meaning) -> bool:
    if kind is Any or kind is UNKNOWN or kind is object:
        return True
    if typing.is_typeddict(kind):
        return _is_typed_dict(value, kind, meaning)
    if getattr(kind, "_is_protocol", False):
        return not missing_in(value, members_of(kind))
    return _is_instance(value, (kind, *_WIDER.get(kind, ())))


def _is_instance(value: Any, kinds: tuple[type, ...]) -> bool:
    try:
        return isinstance(value, kinds)
    except TypeError:  # a class that does not let itself be asked
        return True


def _is_special(annotation: Any, words: Container[Any]) -> bool:
    """Say whether an annotation is one of some words of typing."""
    return (
        getattr(annotation, "__module__", "") in {"typing", "typing_extensions"}
        and _word(annotation) in words
    )


def _is_typed_dict(value: Any, kind: Any, meaning: Meaning) -> bool:
    if not isinstance(value, dict):
        return False
    try:
        hints = typing.get_type_hints(kind, include_extras=True)
    except Exception:  # noqa: BLE001 - what can't be resolved is not checked
        return True
    optional = {key for key, hint in hints.items() if _word(typing.get_origin(hint)) == "NotRequired"}
    return set(kind.__required_keys__) - optional <= value.keys() <= hints.keys() and all(
        conforms(item, hints[key], meaning) for key, item in value.items()
    )


def _word(annotation: Any) -> Any:
    """Return the name of one of typing's own words: those of typing_extensions are others on old Pythons."""
    return getattr(annotation, "_name", None) or getattr(annotation, "__name__", None)


def _is_of_variable(value: Any, variable: Any, meaning: Meaning) -> bool:
    known = meaning.variables.get(variable, variable)
    if known is not variable:
        return conforms(value, known, meaning)
    if variable.__constraints__:
        return any(conforms(value, each, meaning) for each in variable.__constraints__)
    bound = variable.__bound__
    return bound is None or isinstance(bound, (str, typing.ForwardRef)) or conforms(value, bound, meaning)


def _is_of_generic(  # noqa: PLR0911 - a form of annotation a line
    value: Any, origin: Any, parts: tuple[Any, ...], meaning: Meaning
) -> bool:
    if origin in {Union, types.UnionType}:
        return any(conforms(value, part, meaning) for part in parts)
    if origin is Literal:
        return any(type(value) is type(part) and value == part for part in parts)
    if hasattr(origin, "__value__"):  # a generic alias, whose variables are its own
        variables = dict(zip(origin.__type_params__, parts, strict=False))
        return conforms(value, origin.__value__, Meaning(meaning.own, variables))
    if _is_special(origin, _AROUND):
        return conforms(value, parts[0], meaning)
    if origin is type:
        return isinstance(value, type) and all(_is_subclass(value, part) for part in parts)
    if not isinstance(origin, type):
        return True
    return _is_of_class(value, origin, meaning) and _holds(value, parts, meaning)


def _is_subclass(kind: type, part: Any) -> bool:
    try:
        return not isinstance(part, type) or issubclass(kind, part)
    except TypeError:
        return True


def _holds(value: Any, parts: tuple[Any, ...], meaning: Meaning) -> bool:
    """Look at what is in the containers that can be looked through without using them up."""
    if type(value) is tuple:
        if len(parts) == 2 and parts[1] is Ellipsis:  # noqa: PLR2004 - the two words of `tuple[int, ...]`
            return _all(value, parts[0], meaning)
        if len(parts) == 1 and not value:
            return parts == ((),)
        return len(parts) == 1 or (
            len(parts) == len(value)
            and all(conforms(item, part, meaning) for item, part in zip(value, parts, strict=True))
        )
    if type(value) in _LISTED and len(parts) == 1:
        return _all(value, parts[0], meaning)
    if type(value) is dict and len(parts) == 2:  # noqa: PLR2004 - keys and values
        return _all(value, parts[0], meaning) and _all(value.values(), parts[1], meaning)
    return True


def _all(items: Iterable[Any], part: Any, meaning: Meaning) -> bool:
    return all(conforms(item, part, meaning) for item in items)


def inner_of(annotation: Any, position: int = 0) -> Any:
    """Return what a generic annotation holds: the type of the items of `AsyncIterator[int]`."""
    parts = typing.get_args(annotation)
    return parts[position] if len(parts) > position else UNKNOWN


def awaited(annotation: Any) -> Any:
    """Return what awaiting something of a type gives."""
    origin = typing.get_origin(annotation) or annotation
    if isinstance(origin, type) and issubclass(origin, collections.abc.Awaitable):
        return inner_of(annotation, -1) if typing.get_args(annotation) else UNKNOWN
    return annotation


def type_name(annotation: Any) -> str:
    """Return an annotation as a reader would write it, without the modules of its names."""
    if isinstance(annotation, type) and not typing.get_args(annotation):
        return annotation.__qualname__.rpartition(".")[2]
    return _QUALIFIED.sub("", str(annotation)).replace("~", "")
