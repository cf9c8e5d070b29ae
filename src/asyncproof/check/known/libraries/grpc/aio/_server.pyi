# Made by tools/known_libraries.py: what is async in grpc.aio._server.
from typing import Any

def server(*args, **kwargs) -> Any: ...
