from __future__ import annotations

from asyncproof.exploring.nowhere import Nowhere


def test_output_goes_nowhere() -> None:
    """It is taken, as by any stream, and nothing of it is kept."""
    nowhere = Nowhere()
    assert nowhere.write("text") == 4
    print("more", file=nowhere)
