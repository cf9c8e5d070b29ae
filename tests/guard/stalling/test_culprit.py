from __future__ import annotations

import queue
import sys
from itertools import islice
from typing import TYPE_CHECKING

from asyncproof.guard.stalling.culprit import blame, call_text
from asyncproof.loop.real.stacks import outward

if TYPE_CHECKING:
    from asyncproof.guard.stalling.culprit import Blame


def here(*_: object) -> Blame | None:
    """Blame whoever calls."""
    return blame(islice(outward(sys._getframe(1)), 1))


def test_the_nearest_line_of_the_user_is_blamed() -> None:
    """The line that calls is blamed, and its function can be allowed by name."""
    found = here()
    assert found is not None
    assert found.place.file == __file__
    assert "test_the_nearest_line_of_the_user_is_blamed" in found.names[0]


def test_the_call_is_shown_as_it_is_written() -> None:
    """The text of the call is shown, without what stands around it."""
    text = str(call_text(sys._getframe()))
    assert text == "call_text(sys._getframe())" or sys.version_info < (3, 11)


def test_what_the_standard_library_calls_is_named() -> None:
    """A function of the standard library between the user's line and the call is the callee."""
    frames = [sys._getframe()]
    library = {"__name__": "queue", "frames": frames, "sys": sys}
    exec(compile("def get(): frames.insert(0, sys._getframe())", queue.__file__, "exec"), library)
    library["get"]()
    found = blame(frames)
    assert found is not None
    assert found.callee == "queue.get"


def test_imports_are_excused() -> None:
    """What happens while a module is imported is nobody's fault."""
    code = compile("found = here()", "module.py", "exec")
    namespace = {
        "__name__": "importlib.pretended",
        "here": lambda: blame(islice(outward(sys._getframe(1)), 1)),
    }
    exec(code, namespace)
    assert namespace["found"] is None
