"""Functions to be named on a command line: some that fail, some that can't be explored."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from tests.exploring import scenarios

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

fails = scenarios.inversion
right = scenarios.in_order
number = 7


async def loud() -> None:
    """Print in every run, and fail in some."""
    print("printed in every run")
    await scenarios.inversion()


async def with_default(seconds: float = 0.1, *rest: int, **named: int) -> None:
    """Need no argument."""


async def with_arguments(shop: object, *, buyer: str) -> None:
    """Need two."""


def not_async() -> None:
    """Be of no use."""


async def generator() -> AsyncIterator[int]:
    """Be awaited by nobody."""
    yield 1


class Shop:
    """Something with functions inside."""

    @staticmethod
    async def open() -> None:
        """Be a function by a longer name."""

    async def __call__(self) -> None:
        """Be a function, too."""


shop = Shop()
partly = functools.partial(with_arguments, None, buyer="me")
