"""Runs a story in virtual time on a network in memory."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import asyncproof
from asyncproof import Network


def run(story: Callable[[], Awaitable[Any]], **options: Any) -> Any:
    """Run a coroutine function."""

    async def main() -> Any:
        return await story()

    return asyncproof.run(main(), network=Network(**options))
