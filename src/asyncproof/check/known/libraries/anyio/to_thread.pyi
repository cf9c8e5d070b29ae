# Made by tools/known_libraries.py: what is async in anyio.to_thread.
from typing import Any

async def run_sync(*args, **kwargs) -> Any: ...
