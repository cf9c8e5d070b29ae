# ruff: noqa: E501, F821, UP007, UP045 - the annotations that users write, one beside the other
from __future__ import annotations

import asyncio
import collections
import typing
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from typing import (
    Annotated,
    Any,
    ClassVar,
    Generic,
    Literal,
    NewType,
    Optional,
    Protocol,
    TypedDict,
    TypeVar,
    Union,
)

import pytest
from typing_extensions import LiteralString, Never, NotRequired, Self, TypeAliasType

from asyncproof import fake
from asyncproof.core.typed.conforming import Meaning, awaited, conforms, inner_of, type_name

T = TypeVar("T")
B = TypeVar("B", bound=int)
C = TypeVar("C", int, str)
S = TypeVar("S", bound="Unresolved")
UserId = NewType("UserId", int)
Pair = TypeAliasType("Pair", tuple[int, int])
PairOf = TypeAliasType("PairOf", list[T], type_params=(T,))


class Box(Generic[T]):
    """A generic class of one's own."""


class Row(TypedDict):
    name: str
    age: NotRequired[int]


class Broken(TypedDict):
    name: Nowhere  # type: ignore[name-defined]  # it can't be resolved


class Sized(Protocol):
    size: int

    def measure(self) -> int: ...


class Thing:
    size: int

    def measure(self) -> int:
        return 1


class Refuses(type):
    def __instancecheck__(cls, value: object) -> bool:
        raise TypeError

    def __subclasscheck__(cls, value: type) -> bool:
        raise TypeError


class Strange(metaclass=Refuses):
    pass


GOOD: list[tuple[Any, Any]] = [
    (1, int), (True, int), (1, float), (1, complex), (None, None), (object(), Any), (object(), object),
    (None, Optional[int]), ("x", Union[int, str]), (1, "int | str"), ("a", Literal["a", "b"]),
    ([1, 2], list[int]), ([], list[int]), ((1, "x"), tuple[int, str]), ((1, 2, 3), tuple[int, ...]), ((), tuple[()]),
    ((), tuple[int, ...]), ({"a": 1}, dict[str, int]), ({1}, set[int]), (frozenset({1}), frozenset[int]),
    (collections.deque([1]), collections.deque[int]), ([1], Sequence[int]), ({"a": 1}, Mapping[str, int]),
    ((1, 2), Sequence[int]), (iter([1]), Iterable[str]), ([1], PairOf[B]), (int, type[int]), (bool, type[int]), (len, Callable[..., int]),
    (1, Annotated[int, "x"]), (1, ClassVar[int]), (1, UserId), ((1, 2), Pair), ([1], PairOf[int]), (1, T), (1, B), ("x", C),
    (Box(), Box[int]), ({"name": "x"}, Row), ({"name": "x", "age": 1}, Row), ({"x": 1}, Broken), (Thing(), Sized),
    (Thing(), Self), ("x", LiteralString), (1, Strange), (1, type[Strange] | int), (int, type["Nowhere"]), (1, S),
    (int, type[Strange]), ("x", "Nowhere"), (1, typing.Final[int]), (1, typing.Concatenate),
]  # fmt: skip
BAD: list[tuple[Any, Any]] = [
    (1.5, int), ("1", int), (None, int), (1, None), (3, Optional[str]), (1.5, Union[int, str]), ("c", Literal["a", "b"]),
    (True, Literal[1]), (["x"], list[int]), ((1,), list[int]), ((1, 2), tuple[int, str]), ((1,), tuple[int, int]),
    ((1, "x"), tuple[int, ...]), ((1,), tuple[()]), ({"a": "x"}, dict[str, int]), ({1: 1}, dict[str, int]),
    ([["x"]], list[list[int]]), (["x"], Sequence[int]), (1, Iterable[int]), (str, type[int]), (1, type[int]),
    (1, Callable[..., int]), ("x", Annotated[int, "x"]), ("x", UserId), ((1, "x"), Pair), (["x"], PairOf[int]), ("x", B),
    (1.5, C), (1, Box[int]), ({}, Row), ({"name": 1}, Row), ({"name": "x", "more": 1}, Row), (1, Row), (1, Sized),
    (1, Self), (1, LiteralString), (1, Never), (1, typing.NoReturn),
]  # fmt: skip


def annotations(pairs: Sequence[tuple[Any, Any]]) -> list[str]:
    """Name pairs by their annotation, for the text of a value may say where it is in memory."""
    return [f"{number} {annotation}" for number, (_, annotation) in enumerate(pairs)]


@pytest.mark.parametrize(("value", "annotation"), GOOD, ids=annotations(GOOD))
def test_what_a_value_may_be(value: Any, annotation: Any) -> None:
    """A value of the type is let pass, and so is all that is not certain."""
    assert conforms(value, annotation, Meaning(Thing, {T: Any}))


@pytest.mark.parametrize(("value", "annotation"), BAD, ids=annotations(BAD))
def test_what_a_value_may_not_be(value: Any, annotation: Any) -> None:
    """A value of another type is told, also inside of a container."""
    assert not conforms(value, annotation, Meaning(Thing, {T: int}))


def test_type_variables_mean_what_a_class_says() -> None:
    """`T` of `Repository[User]` is `User`; of nobody it is anything."""
    assert conforms("x", T)
    assert not conforms("x", T, Meaning(None, {T: int}))


def test_a_fake_is_of_its_type() -> None:
    """Fakes may be given where their type is wanted, also where that is a Protocol; nothing of them is called."""
    assert conforms(fake(Thing), Thing)
    assert conforms(fake(Thing), Sized)
    assert conforms(fake(Sized), Sized)


def test_what_is_inside() -> None:
    """Items and results of generic annotations are found, where they are said."""
    assert inner_of(AsyncIterator[int]) is int
    assert awaited(Awaitable[int]) is int
    assert awaited(asyncio.Future[str]) is str
    assert awaited(int) is int
    assert type_name(awaited(Awaitable)) == "_empty"


def test_names_are_short() -> None:
    """Annotations are shown as a reader would write them."""
    assert type_name(Optional[Thing]) == "Optional[Thing]" or "Thing | None" in type_name(Optional[Thing])
    assert type_name(Thing) == "Thing"
    assert type_name(list[Thing]) == "list[Thing]"
