"""Claims about the stand-ins for UUIDs that tell the time, also where `uuid` lacks the original."""

from __future__ import annotations

import uuid

import pytest

from asyncproof.loop.randomness import identifiers, seeded

KINDS = [identifiers.uuid1, identifiers.uuid6, identifiers.uuid7]


@pytest.mark.parametrize(("kind", "version"), [*zip(KINDS, (1, 6, 7), strict=True)])
def test_they_are_valid_seeded_and_in_order(kind: object, version: int) -> None:
    """Version and variant are right, the seed decides, and each is later than the one before."""
    assert callable(kind)
    runs = []
    for _ in range(2):
        with seeded(1):
            runs.append([kind() for _ in range(20)])
    assert runs[0] == runs[1]
    assert {(made.version, made.variant) for made in runs[0]} == {(version, uuid.RFC_4122)}
    assert len({made.int for made in runs[0]}) == 20
    if version > 1:
        assert runs[0] == sorted(runs[0])


def test_what_is_given_is_kept() -> None:
    """Node and clock sequence are the caller's where they are given."""
    with seeded(1):
        one, six = identifiers.uuid1(0x1234, 99), identifiers.uuid6(node=0x1234, clock_seq=99)
    assert (one.node, one.clock_seq) == (0x1234, 99)
    assert six.int & 0x3FFF_FFFF_FFFF_FFFF == 99 << 48 | 0x1234


def test_without_a_seed_they_are_the_originals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a seeded block every stand-in asks its original."""
    monkeypatch.setattr(identifiers, "UUID6", lambda node, clock_seq: ("six", node, clock_seq))
    monkeypatch.setattr(identifiers, "UUID7", lambda: "seven")
    assert identifiers.uuid1(node=5).node == 5
    assert identifiers.uuid6(1, 2) == ("six", 1, 2)
    assert identifiers.uuid7() == "seven"
