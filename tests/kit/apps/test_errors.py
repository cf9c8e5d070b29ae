from __future__ import annotations

import pytest

from asyncproof import AsyncproofError
from asyncproof.kit import AppFailed, LifespanFailed


@pytest.mark.parametrize(("kind", "slug"), [(AppFailed, "app-failed"), (LifespanFailed, "lifespan-failed")])
def test_each_points_to_its_page(kind: type[AsyncproofError], slug: str) -> None:
    """Both are errors of ours, and their text ends with where to read more."""
    assert str(kind("what happened")) == f"what happened\n(more: asyncproof explain {slug})"
