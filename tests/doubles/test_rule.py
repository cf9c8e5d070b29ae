from __future__ import annotations

import pytest

from asyncproof.core.typed.conforming import Meaning
from asyncproof.doubles.actions import Never, Returns
from asyncproof.doubles.double import Double
from asyncproof.doubles.member import Member
from asyncproof.doubles.rooms import Room
from asyncproof.doubles.rule import Rule, default_rule
from tests.doubles.shop import parse

DOUBLE = Double(Member("parse", "", parse, None, Meaning()), "parse")


def rule_for(*args: object, most: int | None = None, room: Room | None = None) -> Rule:
    """Return a rule, for some arguments or for all."""
    rule = Rule(DOUBLE, None, room)
    rule.given = DOUBLE.bind(args, {}) if args else None
    rule.most = most
    rule.action = Returns((1,))
    return rule


def test_who_says_more_comes_first() -> None:
    """Arguments before none, a number of times before any; then the order, or the last word."""
    rules = [rule_for(), rule_for(), rule_for(most=1), rule_for(most=1), rule_for("x"), rule_for("x", most=1)]
    order = [rules.index(rule) for rule in sorted(rules, key=lambda rule: rule.rank)]
    assert order == [5, 4, 2, 3, 1, 0]


@pytest.mark.parametrize(
    ("newer", "older", "does"),
    [
        ((), (), True),
        (("x",), ("x",), True),
        (("x",), (), False),
        ((), ("x",), False),
        (("x",), ("y",), False),
    ],
)
def test_what_replaces_what(newer: tuple[str, ...], older: tuple[str, ...], does: bool) -> None:
    """A newer line replaces an older one for the same calls, if it holds for ever."""
    old = rule_for(*older)
    assert rule_for(*newer).replaces(old) is does
    assert not rule_for(*newer, most=1).replaces(old)


def test_how_many_calls_there_must_be() -> None:
    """One, unless it is said, or a fixture says it, or there must be none."""
    lenient = Room()
    lenient.is_lenient = True
    assert rule_for().demanded == 1
    assert rule_for(room=lenient).demanded == 0
    counted = rule_for(room=lenient)
    counted.least = 2
    assert counted.demanded == 2
    never = rule_for()
    never.action = Never()
    assert never.forbids
    assert never.demanded == 0


def test_half_a_rule_answers_nothing() -> None:
    """Until it says what a call gives, it is as if it were used up."""
    rule = Rule(DOUBLE, None, None)
    assert rule.is_half_written
    assert rule.is_used_up
    assert str(rule) == "when(parse)"
    rule.let_go()


def test_what_goes_without_saying() -> None:
    """A default is a rule of nobody."""
    assert str(default_rule(DOUBLE)) == "when(parse).returns(None)"
