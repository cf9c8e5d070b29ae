"""The schedules in which tests have failed, kept in pytest's cache, to be run first next time."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest

MOST = 5


class Memory:
    """Knows for each test in which schedules it failed; a file for each, for several processes write."""

    def __init__(self, config: pytest.Config) -> None:
        """Use pytest's cache, unless it is switched off."""
        self._cache: Any = getattr(config, "cache", None)

    def of(self, test: str) -> list[str]:
        """Return the schedules that are known for a test, the latest failures first."""
        if self._cache is None:
            return []
        found = self._cache.get(_key(test), {})
        words = found.get("schedules") if isinstance(found, dict) else None
        return [word for word in words if isinstance(word, str)] if isinstance(words, list) else []

    def keep(self, test: str, schedules: list[str]) -> None:
        """Keep these schedules of a test, and forget those before."""
        if self._cache is not None and schedules != self.of(test):
            self._cache.set(_key(test), {"test": test, "schedules": schedules[:MOST]})


def _key(test: str) -> str:
    return f"asyncproof/explore/{hashlib.sha256(test.encode()).hexdigest()[:20]}"
