"""Where CPython's own asyncio tests go another way on our loop, and why; `cpython_tests.py` checks it."""

from __future__ import annotations

from tools.cpython_differences import Expected

EXPECTED: tuple[Expected, ...] = ()
