"""Finds sockets that a test opened and never closed."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.core.frames import frame_above
from asyncproof.guard.holding.making import making_here
from asyncproof.guard.keeper import Keeper
from asyncproof.guard.seams import unclosed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType

    from asyncproof.guard.holding.belongings import Belonging
    from asyncproof.guard.owner import Owner

_DYING = re.compile(r"unclosed <[\w.]+ fd=(\d+),")
_NAMES: dict[tuple[object, object], str] = {
    (socket.AF_INET, socket.SOCK_STREAM): "a TCP socket",
    (socket.AF_INET6, socket.SOCK_STREAM): "a TCP socket",
    (socket.AF_INET, socket.SOCK_DGRAM): "a UDP socket",
    (socket.AF_INET6, socket.SOCK_DGRAM): "a UDP socket",
}


class LeakedSocket(Keeper):
    """A socket was opened and never closed.

    ```python title="test_port.py"
    import socket


    def free_port():
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


    def test_port():
        assert free_port() > 0
    ```

    ```console
    $ pytest test_port.py
    ...
    leaked-socket: a TCP socket was never closed
        test_port.py:5:  listener = socket.socket()
    ...
    ```

    ## What it sees

    Every socket that the code of the tests, or the code under test, opens, accepts or gets as one of a
    pair: still open when the test and its fixtures are done, or thrown away open before. What a wider
    fixture opens is judged when that fixture ends. The line it blames is the one that made the socket.

    ## Why it is bad

    An open socket holds its port and its peer: the next test that wants the port gets "Address already in
    use", a server waits for ever for a client that is gone, and a long run ends with "Too many open
    files". When the collector closes it at last, Python's warning goes to whatever test happens to run
    then, or to nobody.

    ## What to do instead

    Give it an owner that closes it: `with socket.socket() as listener:`, or `with closing(...)`, or a
    fixture that closes it after its `yield`. Whoever hands a socket to a server or a transport need not
    close it: they do.

    ## What it cannot see

    Sockets that asyncio or an installed library opened on a test's behalf; transports, servers and
    clients have guards of their own. Sockets made by number with `os` functions, or in C.
    """

    name: ClassVar[str] = "leaked-socket"
    texts: ClassVar[tuple[str, ...]] = ("unclosed <socket.socket ...>",)
    group: ClassVar[str] = "leaks"
    of_an_end: ClassVar[bool] = True
    why: ClassVar[str] = "an open socket holds its port, its peer and a file descriptor"
    cure: ClassVar[str] = "close it, best by `with`: `with socket.socket() as s: ...`"

    def audits(self) -> Mapping[str, Callable[[tuple[object, ...]], None]]:
        """Hear of every new socket."""
        return {"socket.__new__": self._made}

    def run_begins(self) -> None:
        """Hear of sockets that die open."""
        unclosed.listen(self._died)

    def run_ends(self) -> None:
        """Hear of none any more."""
        unclosed.forget(self._died)

    def test_begins(self, test: Owner) -> None:
        """Listen before the test's own filters of warnings."""
        unclosed.come_first()

    def judge(self, belonging: Belonging, thing: Any) -> None:
        """Look whether a socket is open."""
        if thing.fileno() != -1:
            self._tell(belonging)

    def _made(self, arguments: tuple[object, ...]) -> None:
        thing, family, kind, *_ = arguments
        if _is_asyncios():
            return
        making = making_here()
        if making.origin is not None and not making.by_library("anyio") and not making.passed("asyncio"):
            self.keep(thing, making, _NAMES.get((family, kind), "a socket"))

    def _died(self, text: str) -> None:
        found = _DYING.match(text)
        if found is None:
            return
        descriptor = int(found[1])
        gone: Belonging | None = None
        for belonging in self.belongings:
            thing = belonging.thing()
            if thing is None:
                gone = belonging  # of a circle: its weak references are cleared before its finalizer runs
            elif thing.fileno() == descriptor:
                self._tell(belonging)
                return
        if gone is not None:
            self._tell(gone)

    def _tell(self, belonging: Belonging) -> None:
        making = belonging.making
        self.tell(
            belonging.owner,
            f"{belonging.facts} was never closed",
            place=making.place,
            subjects=["socket.socket", making.name],
        )


def _is_asyncios() -> bool:
    """Say at once whether asyncio makes a socket for itself: it does for every loop, so for most tests."""
    frame: FrameType | None = frame_above(3)
    while frame is not None and frame.f_globals.get("__name__") == "socket":
        frame = frame.f_back
    return frame is not None and str(frame.f_globals.get("__name__")).startswith("asyncio.")
