from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from asyncproof.core.typed.annotations import (
    UNKNOWN,
    annotations_of,
    resolved,
    result_of,
    signature_of,
    type_variables,
)
from tests.doubles.shop import Repository, T, User, UserRepository, Users

if TYPE_CHECKING:
    from decimal import Decimal

K = TypeVar("K")


class Keyed(Repository[T], Generic[K, T]):
    """Two variables, one of which is its base's."""


class Named(Keyed[str, User]):
    """Both are known."""


def test_results_are_resolved() -> None:
    """Annotations that are text, in the names of the module and of the class."""
    assert result_of(Users.count, Users) is int
    assert result_of(Users.rows, Users) == AsyncIterator[int]
    assert result_of(Users.untyped, Users) is UNKNOWN
    assert result_of(len, None) is UNKNOWN


def test_what_cannot_be_resolved_is_unknown() -> None:
    """A name for type checkers only, and what goes wrong otherwise, is not checked."""

    def price() -> Decimal: ...

    def strange() -> 1 / 0: ...

    assert result_of(price, None) is UNKNOWN
    assert result_of(strange, None) is UNKNOWN


def test_other_annotations_do_no_harm() -> None:
    """A parameter that can't be resolved leaves the result as it is."""

    def charge(amount: Decimal) -> int: ...

    assert result_of(charge, None) is int


def test_names_around_a_function() -> None:
    """A class that is local to a function is found where the function closes over it."""

    class Local:
        """One of them."""

    def make() -> Local:
        return Local()

    assert result_of(make, None) is Local


def test_nothing_is_none() -> None:
    """A result that is annotated without being text is as good."""

    def plain() -> Any: ...

    plain.__annotations__ = {"return": None}
    assert result_of(plain, None) is None


def test_type_variables_through_bases() -> None:
    """What a class says of its bases' variables is known, through all of them."""
    assert type_variables(Repository[User]) == {T: User}
    assert type_variables(UserRepository) == {T: User}
    found = type_variables(Named)
    assert found[T] is User
    assert found[K] is str
    assert type_variables(Users) == {}
    assert type_variables("no class") == {}


def test_signatures() -> None:
    """A builtin that does not tell has none."""
    assert signature_of(dict.get) is not None
    assert signature_of(type) is None
    assert signature_of(3) is None


def test_annotations_of_what_has_none() -> None:
    """A class has its own annotations, not those of its bases."""
    assert annotations_of(UserRepository) == {}
    assert annotations_of(Users)["limit"] == "int"


def test_resolving_by_hand() -> None:
    """An annotation of an attribute is resolved in its module and class."""
    assert resolved("list[Users]", {}, Users) == list[Users]
