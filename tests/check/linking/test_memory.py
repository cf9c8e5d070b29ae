"""What is remembered, and what is a guess."""

from __future__ import annotations

from asyncproof.check.linking.memory import Memory
from asyncproof.check.linking.value import UNKNOWN, Plain, Value

INT = Plain("int")


class Circle:
    """Things that ask for one another; each is worth the first that answers, else an int."""

    def __init__(self, asks: dict[str, tuple[str, ...]]) -> None:
        self.memory = Memory()
        self.asks = asks
        self.worked: list[str] = []

    def get(self, name: str) -> Value:
        """Ask for one."""
        return self.memory.get(name, self._work, name)

    def _work(self, name: str) -> Value:
        self.worked.append(name)
        found = [self.get(other) for other in self.asks[name]]
        return next((value for value in found if value != INT), INT)


def test_what_is_known_is_not_worked_out_again() -> None:
    """Nor what it is made of."""
    circle = Circle({"a": ("b",), "b": ()})
    assert [circle.get("a"), circle.get("a"), circle.get("b")] == [INT, INT, INT]
    assert circle.worked == ["a", "b"]


def test_what_asks_for_itself_is_a_guess() -> None:
    """It is answered, and remembered for who asks the same."""
    circle = Circle({"a": ("a",)})
    assert [circle.get("a"), circle.get("a")] == [UNKNOWN, UNKNOWN]
    assert circle.worked == ["a"]


def test_it_does_not_matter_who_asks_first() -> None:
    """What came of a guess is not used for others."""
    asks = {"a": ("b", "c"), "b": ("a",), "c": ()}
    orders = (("a", "b", "c"), ("b", "a", "c"), ("c", "b", "a"))
    answers = []
    for order in orders:
        circle = Circle(asks)
        found = {name: circle.get(name) for name in order}
        answers.append([found[name] for name in asks])
    assert answers[0] == answers[1] == answers[2]


def test_within_one_question_a_guess_is_made_once() -> None:
    """Many that ask for one another would be worked out again and again otherwise."""
    names = [f"n{number}" for number in range(30)]
    circle = Circle({name: tuple(names) for name in names})
    circle.get("n0")
    assert len(circle.worked) <= len(names)


def test_what_is_found_to_be_a_guess_elsewhere_counts_as_one() -> None:
    """As where it is too deep."""
    memory = Memory()
    calls: list[int] = []

    def work() -> Value:
        calls.append(1)
        memory.guess()
        return INT

    assert memory.get("outer", memory.get, "a", work) == INT
    assert memory.get("a", work) == INT
    assert len(calls) == len(("within", "outside"))
