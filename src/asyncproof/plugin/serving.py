"""The `asgi` fixture: apps for one test, and what went wrong in them as the failure of that test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from asyncproof.kit.apps import Apps
    from asyncproof.loop import ControlledLoop

APPS = pytest.StashKey["Apps"]()
TITLE = "app"


def serve(item: pytest.Item, loop: ControlledLoop) -> Iterator[Apps]:
    """Let a test serve apps, and end them after it."""
    __tracebackhide__ = True
    from asyncproof.kit.apps import Apps

    apps = item.stash[APPS] = Apps()
    try:
        yield apps
    finally:
        del item.stash[APPS]
        loop.run_until_complete(apps.close())


class ServedTests:
    """Fails a test whose app failed, and shows what the app raised in a test that fails anyway."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Look at the apps when the test is over; what they do later is told when they are ended."""
        __tracebackhide__ = True
        try:
            result = yield
        except BaseException:
            apps = item.stash.get(APPS, None)
            verdict = apps and apps.verdict()
            if verdict:
                item.add_report_section("call", TITLE, verdict.message)
            raise
        apps = item.stash.get(APPS, None)
        verdict = apps and apps.verdict()
        if verdict:
            raise verdict
        return result
