# Made by tools/known_libraries.py: what is async in aio_pika.pool.
from typing import Any
from collections.abc import Awaitable

class PoolInstance:
    def close(self, *args, **kwargs) -> Awaitable[Any]: ...
