"""What the tests of the explanations share: failures that leave coroutines unawaited on purpose."""

from __future__ import annotations

import gc
from types import CoroutineType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def closed_coroutines() -> Iterator[None]:
    """Close the coroutines that the failing code has made and dropped."""
    yield
    for thing in gc.get_objects():
        if type(thing) is CoroutineType and thing.cr_code.co_filename.endswith("test_module.py"):
            thing.close()
