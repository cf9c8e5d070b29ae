"""Tests for knowing which guards look at which class."""

from __future__ import annotations

from typing import Any, ClassVar

from asyncproof.guard import Session, lookers
from asyncproof.guard.guard import Guard
from asyncproof.guard.lookers import Lookers


class _Thing:
    pass


class _Part(_Thing):
    pass


class _Looks(Guard):
    name: ClassVar[str] = "looks"
    group: ClassVar[str] = "leaks"
    looks_at: ClassVar[tuple[str, ...]] = (f"{__name__}._Thing",)


class _Passes(Guard):
    name: ClassVar[str] = "passes"
    group: ClassVar[str] = "leaks"


def _lookers() -> tuple[Guard, Lookers]:
    session = Session([])
    looks = _Looks(session)
    return looks, Lookers([_Passes(session), looks])


def test_the_guard_that_names_a_class_looks_at_it_and_at_what_derives_from_it() -> None:
    """A class is known by its own name and by those of its bases, and by no other."""
    looks, known = _lookers()

    assert [known.at(kind) for kind in (_Thing, _Part)] == [(looks.left,), (looks.left,)]
    assert known.at(int) == ()


def test_what_was_found_out_is_not_found_out_again(monkeypatch: Any) -> None:
    """The second question about a class asks no guard any more."""
    looks, known = _lookers()
    known.at(_Thing)
    monkeypatch.setattr(_Looks, "looks_at", ())

    assert known.at(_Thing) == (looks.left,)


def test_a_class_of_a_test_is_not_kept_for_ever(monkeypatch: Any) -> None:
    """Beyond some number of classes all are forgotten, and are found out anew."""
    _, known = _lookers()
    monkeypatch.setattr(lookers, "_MOST", 1)
    known.at(_Thing)
    known.at(int)
    monkeypatch.setattr(_Looks, "looks_at", ())

    assert known.at(_Thing) == ()
