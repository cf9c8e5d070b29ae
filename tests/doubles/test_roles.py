from __future__ import annotations

from typing import Any

import pytest

from asyncproof.core.typed.conforming import Meaning
from asyncproof.core.typed.protocols import members_of, missing_in
from asyncproof.doubles import roles
from asyncproof.doubles.double import Double
from asyncproof.doubles.errors import UnconfiguredCall
from asyncproof.doubles.member import Member
from asyncproof.doubles.refusals import Refused
from asyncproof.doubles.rooms import Room
from asyncproof.doubles.rule import Rule
from tests.doubles.shop import parse

DOUBLE = Double(Member("parse", "", parse, None, Meaning()), "parse")


@pytest.mark.parametrize(
    ("role", "part"),
    [
        (roles.Judge, Room()),
        (roles.Told, Rule(DOUBLE, None, None)),
        (roles.Asked, DOUBLE),
        (roles.Noting, Refused(UnconfiguredCall("x"), None)),
    ],
)
def test_parts_play_their_roles(role: type, part: Any) -> None:
    """Each part has what the others ask of it."""
    assert missing_in(part, members_of(role)) == []
