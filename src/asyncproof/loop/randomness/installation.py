"""Puts the stand-ins where Python code finds them, and takes every one of them away again."""

from __future__ import annotations

import os
import random
import sys
import tempfile
import uuid
from typing import TYPE_CHECKING, Any

from asyncproof.loop.randomness import functions, identifiers
from asyncproof.loop.randomness.streams import SHARED
from asyncproof.loop.usercode import Exchange, Ownership

if TYPE_CHECKING:
    from asyncproof.loop.randomness.streams import Randomness

_EVERY_PLACE: tuple[tuple[Any, str, Any, Any], ...] = (
    (os, "urandom", functions.URANDOM, functions.urandom),
    (os, "getrandom", functions.GETRANDOM, functions.getrandom),
    (random, "_urandom", functions.URANDOM, functions.urandom),
    (random, "seed", functions.SEED_FUNCTION, functions.seed_function),
    (random.Random, "seed", functions.SEED_METHOD, functions.seed_method),
    (uuid, "uuid1", identifiers.UUID1, identifiers.uuid1),
    (uuid, "uuid6", identifiers.UUID6, identifiers.uuid6),
    (uuid, "uuid7", identifiers.UUID7, identifiers.uuid7),
)
_PLACES = tuple(place for place in _EVERY_PLACE if place[2] is not None)
_NAMES = Exchange({original: stand_in for _, _, original, stand_in in _PLACES})


class Installation:
    """The stand-ins of one seeded block, and what was there before."""

    def __init__(self, randomness: Randomness) -> None:
        """Remember the states of the shared generators."""
        self._randomness = randomness
        self._ownership = Ownership()
        self._state = SHARED.getstate()
        self._numpy_random = sys.modules.get("numpy.random")
        self._numpy_state = self._numpy_random.get_state() if self._numpy_random else None
        _make_temporary_names_random()

    def put_in(self) -> None:
        """Put the stand-ins in, except where somebody has put their own, and seed what is shared."""
        for owner, name, original, stand_in in _PLACES:
            if getattr(owner, name) == original:
                setattr(owner, name, stand_in)
        _NAMES.apply(self._ownership.modules())
        self._randomness.seed_shared()

    def put_back(self) -> None:
        """Put everything back, and do it again if an interrupt comes in between."""
        try:
            self._put_back()
        except BaseException:
            self._put_back()
            raise

    def _put_back(self) -> None:
        for owner, name, original, stand_in in _PLACES:
            if getattr(owner, name) is stand_in:
                setattr(owner, name, original)
        SHARED.setstate(self._state)
        if self._numpy_random is not None:
            self._numpy_random.set_state(self._numpy_state)
        _NAMES.undo(self._ownership.modules())


def _make_temporary_names_random() -> None:
    """Let `tempfile` make its generator now, so that runs with one seed do not all try the same names."""
    next(tempfile._get_candidate_names())  # type: ignore[attr-defined] # tempfile has no public way to do it
