"""How far a change spreads."""

from __future__ import annotations

from asyncproof.check.cache.spreading import reached_from
from asyncproof.check.cache.state import State

STATE = State(
    modules={
        "a": (b"", (("", "b"), ("", "none"))),
        "b": (b"", (("", "c"),)),
        "c": (b"", (("", "b"),)),
        "d": (b"", ()),
    },
    places={("", "b"): "b", ("", "c"): "c", ("", "none"): None},
)


def test_a_change_spreads_to_its_readers_and_theirs() -> None:
    """In circles, too; and not to what it reads itself."""
    assert reached_from({"c"}, STATE, {}) == {"a", "b", "c"}
    assert reached_from({"a"}, STATE, {}) == {"a"}
    assert reached_from((), STATE, {}) == set()


def test_a_conftest_is_read_by_all_tests_below_it() -> None:
    """Without being imported."""
    assert reached_from({"c"}, STATE, {"d": ["b"], "e": ["x"]}) == {"a", "b", "c", "d"}
