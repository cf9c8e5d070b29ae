# Made by tools/known_libraries.py: what is async in trio.testing._sequencer.
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

class Sequencer:
    @asynccontextmanager
    async def __call__(self, *args, **kwargs) -> AsyncGenerator[None, None]: ...
