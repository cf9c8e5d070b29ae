"""What pytester keeps of a pytest that runs inside of a test: little, where its own recorder keeps all.

With each call of a hook that keeps the errors of an exploration's failing runs, and so their tasks and loops:
`asyncio.all_tasks`, which a loop that is explored asks at every step, takes longer with each of them.
"""

from __future__ import annotations

from typing import Any

import pytest


class Hearing:
    """Keeps what pytester itself asks for: which tests were collected, and whether Ctrl-C was pressed."""

    ret: int | None = None

    def __init__(self, manager: pytest.PytestPluginManager) -> None:
        """Listen to a run."""
        self.calls: list[pytest.RecordedHookCall] = []
        manager.register(self, "hearing")

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        """Keep a test."""
        self._keep("pytest_itemcollected", item=item)

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Keep that it was interrupted."""
        self._keep("pytest_keyboard_interrupt", excinfo=excinfo)

    def getcalls(self, name: str) -> list[pytest.RecordedHookCall]:
        """Return the calls of one of these hooks."""
        return [call for call in self.calls if call._name == name]

    def _keep(self, name: str, **arguments: Any) -> None:
        self.calls.append(pytest.RecordedHookCall(name, arguments))
