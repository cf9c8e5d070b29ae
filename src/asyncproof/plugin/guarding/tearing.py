"""The rest of a tear-down in which a guard has ended a wait.

What is raised then is no `Exception`: pytest gives up the tear-down, and tests that follow would go on with
what was not torn down. So the rest is done here. Private names of pytest that are used: `_setupstate` of a
session, and its `teardown_exact` with the local name `finalizers`; where they are gone, nothing is done.
"""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

_PLACE = "teardown_exact"


def tear_down_the_rest(error: BaseException, item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Call what an error has kept pytest from calling; who has ended the wait tells why it was raised."""
    state = getattr(item.session, "_setupstate", None)
    tear_down = getattr(state, _PLACE, None)
    left: BaseException | None = error
    while left is not None and tear_down is not None and _is_given_up(left):
        for finalizer in _left_over(left):
            _try(finalizer)
        left = _try(tear_down, nextitem)


def _is_given_up(error: BaseException) -> bool:
    """Say whether pytest lets an error through at once; the user's own wish to stop is to be heard."""
    return not isinstance(error, (Exception, KeyboardInterrupt, SystemExit))


def _left_over(error: BaseException) -> list[Callable[[], object]]:
    """Return the finalizers that were not called, those to be called first at the front."""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_name == _PLACE:
            finalizers: list[Callable[[], object]] = frame.f_locals.get("finalizers", [])
            found = finalizers[::-1]
            finalizers.clear()
            return found
    return []


def _try(call: Callable[..., Any], *arguments: Any) -> BaseException | None:
    """Call something, and return what it raises; a wish to stop is passed on."""
    try:
        call(*arguments)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - whatever it is, the rest is to be torn down too
        return error
    return None
