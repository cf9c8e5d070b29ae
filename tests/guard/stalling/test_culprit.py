from __future__ import annotations

import asyncio
import queue
import sys
import threading
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest

import asyncproof
from asyncproof.core.frames import outward
from asyncproof.guard.stalling.culprit import _only_call, blame, call_text

if TYPE_CHECKING:
    from types import FrameType

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


def test_nobody_is_blamed_for_a_context_of_tls() -> None:
    """It reads all certificates once; what a socket of `ssl` does is blamed like any other."""
    for name, is_blamed in (("create_default_context", False), ("do_handshake", True)):
        frames = [sys._getframe()]
        library = {"__name__": "ssl", "frames": frames, "sys": sys}
        exec(compile(f"def {name}(): frames.insert(0, sys._getframe())", queue.__file__, "exec"), library)
        library[name]()
        assert (blame(frames) is not None) is is_blamed


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


OURS = asyncproof.__file__
LIBRARY = "/lib/python3/site-packages/{}/api.py"


def frame_of(module: str, file: str, function: str = "function") -> FrameType:
    """Return the frame of a function of this name, in such a module and file."""
    namespace: dict[str, Any] = {"__name__": module, "sys": sys}
    exec(compile(f"def {function}(): return sys._getframe()", file, "exec"), namespace)
    found: FrameType = namespace[function]()
    return found


def test_a_client_that_the_user_called_is_named() -> None:
    """What blocks in a package that is made for it was asked for by the user's line."""
    frames = [
        frame_of("socket", "<frozen socket>", "readinto"),
        frame_of("requests.api", LIBRARY.format("requests"), "get"),
        sys._getframe(),
    ]
    found = blame(frames)
    assert found is not None
    assert (found.library, found.callee) == ("requests", "requests.api.get")


@pytest.mark.parametrize(
    ("module", "file", "function"),
    [
        ("some_framework.core", LIBRARY.format("some_framework"), "dispatch"),
        ("asyncio.subprocess", asyncio.__file__, "communicate"),
        ("threading", threading.__file__, "start"),
    ],
)
def test_nobody_is_blamed_for_what_others_have_thought_about(module: str, file: str, function: str) -> None:
    """Other packages, asyncio itself and the start of a thread know why they wait."""
    assert blame([frame_of(module, file, function), sys._getframe()]) is None


def test_our_own_frames_and_made_code_are_looked_through() -> None:
    """Neither a stand-in of ours nor a function that was made from a text hides the user's line."""
    frames = [frame_of("queue", "<made>", "get"), frame_of("asyncproof.x", OURS, "sleep"), sys._getframe()]
    found = blame(frames)
    assert found is not None
    assert (found.file, found.callee) == (__file__, "queue.get")


def test_who_looks_at_it_in_a_debugger_is_excused() -> None:
    """A debugger anywhere below the user's line is the one that waits."""
    assert blame([sys._getframe(), frame_of("pdb", "/lib/python3/pdb.py")]) is None
    assert blame([sys._getframe(), frame_of("runner", "/home/me/runner.py")]) is not None


def test_a_call_over_several_lines_is_shown_by_its_first() -> None:
    """Half a call is not cut out of it."""
    text = call_text(
        sys._getframe(),
    )
    assert text in {"text = call_text(", "sys._getframe(),"}


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("while client.get(1):", "client.get(1)"),
        ("x = f(g(1))", "f(g(1))"),
        ("x = 1", ""),
        ("client.get(", ""),
    ],
)
def test_where_python_tells_no_columns_the_first_call_is_shown(line: str, call: str) -> None:
    """A line that can be read alone is searched for it, the head of a block too."""
    assert _only_call(line) == call
