from __future__ import annotations

import asyncio
import itertools
import random

import pytest

import asyncproof
from asyncproof.oracles import searching
from asyncproof.oracles.operation import FOREVER, Operation, outcome_of
from asyncproof.oracles.searching import Search


class Register:
    """Keeps one number."""

    def __init__(self) -> None:
        self.value = 0

    def write(self, value: int) -> None:
        """Keep it."""
        self.value = value

    def read(self) -> int:
        """Return it."""
        return self.value


def operation(name: str, args: tuple[int, ...], begun: int, ended: float, result: object = None) -> Operation:
    """Return what was done once."""
    made = Operation(name, args, {}, "somebody", begun, 0.0, ended, result=result)
    made.outcome = outcome_of(result, None)
    return made


def random_history(dice: random.Random) -> list[Operation]:
    """Return operations that overlap as it comes, with results that may or may not fit."""
    moments = list(range(10))
    dice.shuffle(moments)
    found = []
    for place in range(0, len(moments), 2):
        begun, ended = sorted(moments[place : place + 2])
        end = FOREVER if dice.random() < 0.15 else ended
        if dice.random() < 0.5:
            found.append(operation("write", (dice.randrange(1, 3),), begun, end))
        else:
            found.append(operation("read", (), begun, end, dice.randrange(3)))
    return found


def explained_by_force(history: list[Operation], last: int | None) -> bool:
    """Try every order of every choice of those that are open."""
    closed = [each for each in history if not each.is_open]
    opened = [each for each in history if each.is_open]
    for size in range(len(opened) + 1):
        for chosen in itertools.combinations(opened, size):
            if any(fits(order, last) for order in itertools.permutations([*closed, *chosen])):
                return True
    return False


def fits(order: tuple[Operation, ...], last: int | None) -> bool:
    """Say whether an order keeps to time and gives these results."""
    register = Register()
    for place, each in enumerate(order):
        if any(later.ended < each.begun for later in order[place + 1 :]):
            return False
        result = getattr(register, each.name)(*each.args)
        if not each.is_open and result != each.result:
            return False
    return last is None or register.value == last


@pytest.mark.parametrize("seed", range(20))
def test_it_finds_an_order_exactly_if_there_is_one(seed: int) -> None:
    """Beside all orders tried one after the other, on random histories, with and without a last state."""
    dice = random.Random(seed)
    for _ in range(30):
        history = random_history(dice)
        last = dice.choice([None, 0, 1, 2])
        search = Search(history, Register, lambda model, last=last: last is None or model.value == last)
        assert search.explains() is explained_by_force(history, last)


def test_a_state_is_not_looked_at_twice() -> None:
    """Many operations that may come in any order are no trouble as long as they are alike."""
    history = [operation("write", (1,), number, 100 + number) for number in range(30)]
    history.append(operation("read", (), 200, 201, 2))
    search = Search(history, Register, lambda _: True)
    assert not search.explains()
    assert search.furthest is not None
    assert len(search.furthest.order) == 30
    assert search.furthest.would[0][1] == "-> 1"


def test_too_many_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    """What can't be looked at in full is said, and not taken for an order."""
    monkeypatch.setattr(searching, "MOST", 50)
    history = [operation("write", (number,), number, 100 + number) for number in range(12)]
    history.append(operation("read", (), 200, 201, 99))
    with pytest.raises(asyncproof.UsageError, match="13 operations have too many orders"):
        Search(history, Register, lambda _: True).explains()


def test_what_can_only_wait_comes_later() -> None:
    """An operation that waits for others can't be first; without others it has no place."""

    class Gate:
        def __init__(self) -> None:
            self.is_open = False

        async def open(self) -> None:
            self.is_open = True

        async def enter(self) -> None:
            if not self.is_open:
                await asyncio.get_running_loop().create_future()

    entered = operation("enter", (), 0, 3)
    opened = operation("open", (), 1, 2)
    assert Search([entered, opened], Gate, lambda _: True).explains()
    search = Search([entered], Gate, lambda _: True)
    assert not search.explains()
    assert search.furthest is not None
    assert search.furthest.would == [(entered, "would wait for ever")]
