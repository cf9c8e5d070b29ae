from __future__ import annotations

from asyncproof.loop import ControlledLoop, Limits


def test_a_loop_without_limits_has_the_usual_ones() -> None:
    """A run may take a hundred thousand steps at one moment, and silent work may take a minute."""
    loop = ControlledLoop()
    assert loop.limits == Limits(steps=100_000, jumps=100_000, patience=2.0, hang=60.0)
    loop.close()


def test_waiting_for_the_certain_is_longer_than_for_the_uncertain() -> None:
    """The defaults are in the order that their meaning asks for."""
    assert 0 < Limits().patience < Limits().hang
