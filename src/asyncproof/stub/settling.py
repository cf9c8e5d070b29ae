"""The last moments of a test: what is on its way when it ends arrives, before anything is told."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.loop.network.network import Network
    from asyncproof.stub.book import Book

TURNS = 20
"""Enough for a task of a host to hear and answer."""


def is_unsettled(book: Book) -> bool:
    """Say whether a moment more may change what is to be told."""
    return any(expectation.is_unsettled for expectation in book.expectations)


async def settle(network: Network, book: Book) -> None:
    """Let hosts hear what clients have sent, and so much time pass as it needs on its way."""
    await _turn(book)
    links = [network.link_to(each.host, each.port) for each in network.connections]
    longest = max((link.latency + link.jitter for link in links), default=0)
    if longest and is_unsettled(book):
        await asyncio.sleep(longest)
        await _turn(book)


async def _turn(book: Book) -> None:
    for _ in range(TURNS):
        if not is_unsettled(book):
            return
        await asyncio.sleep(0)
