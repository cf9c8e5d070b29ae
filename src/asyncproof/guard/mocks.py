"""What mocks of `unittest.mock` tell of themselves: their names and how they were called."""

from __future__ import annotations

import re
from typing import Any

_NAME = re.compile(r"^<\w+ (?:spec(?:_set)?='[^']*' )?name='(?P<name>[^']*)'")


def name_of_mock(mock: Any) -> str:
    """Return the name of a mock as its user knows it: `client.fetch`; `mock` if it was given none."""
    base: Any = next((kind for kind in type(mock).__mro__ if kind.__qualname__ == "NonCallableMock"), None)
    found = (
        None if base is None else _NAME.match(base.__repr__(mock))
    )  # a mock may be told how to show itself
    return "mock" if found is None else found["name"].removeprefix("mock.")


def call_text(coroutine: Any) -> str | None:
    """Return the name of the mock whose call made a coroutine."""
    frame = getattr(coroutine, "cr_frame", None)
    mock = None if frame is None else frame.f_locals.get("self")
    return None if mock is None else name_of_mock(mock)
