"""Explains a failure for a resource that was collected before anybody closed it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.wording import short

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure

_UNCLOSED = re.compile(r"[Uu]nclosed ((?:client |event |running )?[\w.<]+[^\n]*)")


class UnclosedResource(Case):
    """Something was collected that nobody had closed, and the warning for it became the failure of a test.

    Under `-W error` (or `filterwarnings = error`) a `ResourceWarning` fails the test during which the
    garbage collector came by. That need not be the test that made the thing.

    ```python title="test_port.py"
    import gc
    import socket

    import pytest


    @pytest.mark.asyncproof(leaks="off")
    def test_port():
        sock = socket.socket()
        sock.bind(("127.0.0.1", 0))
        assert sock.getsockname()[1]
        del sock
        gc.collect()
    ```

    ```console
    $ pytest -W error test_port.py
    ...
    What happened: a `socket.socket` was collected that nobody had closed.
    ...
    More: asyncproof explain unclosed-resource
    ...
    ```

    ## What to do instead

    Close it where it was made: `async with` or `with`, or the tear-down of its fixture. The guards of
    asyncproof tell which test left it, and where it was made.
    """

    slug: ClassVar[str] = "unclosed-resource"
    texts: ClassVar[tuple[str, ...]] = (
        "ResourceWarning: unclosed ...",
        "PytestUnraisableExceptionWarning: ...",
    )
    order: ClassVar[int] = 80

    def story(self, failure: Failure) -> Story | None:
        """Tell it where the warning has become an error."""
        error = failure.error
        name = type(error).__name__
        warning = error if isinstance(error, ResourceWarning) else error.__cause__
        if not isinstance(warning, ResourceWarning):
            if name != "PytestUnraisableExceptionWarning" or "ResourceWarning" not in failure.message:
                return None
            warning = error
        found = _UNCLOSED.search(str(warning))
        if found is None:
            return None
        return Story(
            what=f"a `{_kind(found[1])}` was collected that nobody had closed.",
            why="the warning comes when the garbage collector comes by; the test that it hits need not be "
            "the one that "
            "made the thing.",
            do="close it where it was made: with `async with` or `with`, or in the tear-down of its fixture. "
            "Without `-W error` the guards tell which test left it.",
        )


def _kind(text: str) -> str:
    """Return the class of what a warning speaks of: `<socket.socket fd=3, ...>`."""
    return (
        short(text.lstrip("<").partition(" ")[0].rstrip(">,.:"))
        if text.startswith("<")
        else short(text.partition("<")[0].strip())
    )
