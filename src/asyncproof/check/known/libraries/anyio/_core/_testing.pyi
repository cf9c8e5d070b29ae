# Made by tools/known_libraries.py: what is async in anyio._core._testing.

class TaskInfo:
    def has_pending_cancellation(self, *args, **kwargs) -> bool: ...
