"""Finds calls that wait, made where an event loop runs: nothing else of the loop runs until they return."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
from asyncio import _get_running_loop as running_loop
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.core.frames import frame_above
from asyncproof.guard.preparing import is_preparing
from asyncproof.guard.reading.owncode import line_with
from asyncproof.guard.seams import sleeps
from asyncproof.guard.stalling.alternatives import OTHERWISE, alternative_to
from asyncproof.guard.stalling.culprit import blame
from asyncproof.guard.stalling.turn import Doing
from asyncproof.guard.stalling.watching import Watching

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType

    from asyncproof.guard.owner import Owner
    from asyncproof.guard.stalling.alternatives import Alternative
    from asyncproof.guard.stalling.culprit import Blame
    from asyncproof.guard.stalling.turn import Turn
    from asyncproof.guard.stalling.watchdog import Step

_SHORTEST_SLEEP = 0.005
"""Seconds; who sleeps for less does not mean to wait."""
_ASLEEP = 0.035
"""Seconds for which a thread has to stand still in a call that is known to wait."""
_RUNS = frozenset({"run", "call", "check_call", "check_output", "getoutput", "getstatusoutput", "popen"})
_LOCAL = frozenset({"localhost", "localhost.localdomain", "ip6-localhost", "", "0.0.0.0", "::"})  # noqa: S104 - names, nothing is bound


class BlockingCall(Watching):
    """A call that waits was made on the event loop, which could do nothing else meanwhile.

    ## What it sees

    While an event loop runs in the thread of the tests, and the nearest line outside of libraries is yours:

    - `time.sleep()` of five milliseconds or more, also by way of a library that retries;
    - HTTP and other clients that block: `requests`, `urllib`, `httpx.Client`, `redis.Redis`, a bare socket
      that connects; looking up a host name;
    - `subprocess.run()` and its like, `os.system()`, `sqlite3.connect()`, `input()`;
    - whatever else is known to wait, once it really has waited for a few hundredths of a second: locks,
      events and queues of `threading` and `queue`, `Future.result()`, `Thread.join()`, `Popen.wait()`,
      `socket.recv()`.

    ## Why it is bad

    A loop runs one thing at a time. While a call blocks, no other task, timeout or connection of the loop
    gets a turn: a server answers nobody, heartbeats stop, timeouts come late. A test rarely notices;
    production does.

    ## What to do instead

    ```python title="test_report.py"
    import time

    import pytest


    async def report():
        time.sleep(0.02)
        return "ready"


    @pytest.mark.asyncio
    async def test_report():
        assert await report() == "ready"
    ```

    ```console
    $ pytest test_report.py
    ...
    blocking-call: `time.sleep(0.02)` blocked the event loop
        test_report.py:7:  time.sleep(0.02)
        why: until it returns, no other task, timeout or connection of the loop gets a turn
        do:  `await asyncio.sleep(...)`, which lets the others run
    ...
    ```

    What has no async counterpart goes to a thread: `await asyncio.to_thread(function, ...)`. Where the call
    is meant, say so: `@pytest.mark.asyncproof(blocking_call="off")`, or `allow="app.warm_up"` with the
    function's name.

    ## What it cannot see

    Calls that wait for less than a few hundredths of a second and are not in the first three lines of the
    list; calls that an installed library makes on its own account. What the set-up of a fixture for several
    tests does is let pass, and so is a loop that another thread runs for one task alone: nobody waits for it.
    """

    name: ClassVar[str] = "blocking-call"
    group: ClassVar[str] = "blocking"
    order: ClassVar[int] = 20
    why: ClassVar[str] = "until it returns, no other task, timeout or connection of the loop gets a turn"
    cure: ClassVar[str] = OTHERWISE.cure

    def run_begins(self) -> None:
        """Hear of `time.sleep` also where Python does not tell."""
        super().run_begins()
        if not sleeps.IS_TOLD:
            sleeps.listen(self._sleeps)

    def run_ends(self) -> None:
        """Put it back."""
        if not sleeps.IS_TOLD:
            sleeps.forget()
        super().run_ends()

    def test_begins(self, test: Owner) -> None:
        """Forget what was told of the test before."""
        self.dog.told.clear()

    def audits(self) -> Mapping[str, Callable[[tuple[object, ...]], None]]:
        """Hear of calls that wait."""
        return {
            "time.sleep": self._sleeps,
            "socket.connect": self._connects,
            "socket.getaddrinfo": self._looks_up,
            "socket.gethostbyname": self._looks_up,
            "socket.gethostbyaddr": self._looks_up,
            "subprocess.Popen": self._starts,
            "os.system": self._calls,
            "sqlite3.connect": self._opens_sqlite,
            "builtins.input": self._calls,
        }

    # ------------------------------------------------------------------ what Python tells

    def _sleeps(self, arguments: tuple[object, ...]) -> None:
        if running_loop() is not None and arguments and _seconds(arguments[0]) >= _SHORTEST_SLEEP:
            frame = frame_above(1)
            if not self._is_callback(frame):
                self._called(frame)

    def _is_callback(self, frame: FrameType | None) -> bool:
        """Tell of `call_soon(time.sleep, 1)`, where no line of the user's runs any more."""
        while frame is not None and frame.f_globals.get("__name__", "").startswith("asyncproof."):
            frame = frame.f_back
        if frame is None or (frame.f_globals.get("__name__"), frame.f_code.co_name) != (
            "asyncio.events",
            "_run",
        ):
            return False
        owner = self.session.owner_now()
        place = (
            None
            if owner is None
            else line_with(owner, r"\bcall_\w+\(.*sleep", r"_callback\(.*sleep", "sleep")
        )
        self.tell(
            owner,
            "`time.sleep`, as a callback of the event loop, blocked it",
            place=place,
            subjects=["time.sleep"],
            cure="`loop.call_later(...)` for what comes later, or a task that awaits `asyncio.sleep(...)`",
        )
        return True

    def _opens_sqlite(self, _: tuple[object, ...]) -> None:
        if running_loop() is not None:
            self._called(frame_above(1), alternative_to("sqlite3.connect", "", ""))

    def _connects(self, arguments: tuple[object, ...]) -> None:
        if running_loop() is None:
            return
        sock = arguments[0]
        if isinstance(sock, socket.socket) and sock.gettimeout() != 0 and sock.type == socket.SOCK_STREAM:
            self._called(frame_above(1))

    def _looks_up(self, arguments: tuple[object, ...]) -> None:
        if running_loop() is not None and not _is_at_hand(arguments[0]):
            self._called(frame_above(1))

    def _starts(self, _: tuple[object, ...]) -> None:
        if running_loop() is None:
            return
        frame = frame_above(1)
        caller: Any = frame
        while caller is not None and caller.f_globals.get("__name__") != "subprocess":
            caller = caller.f_back
        while caller is not None and caller.f_globals.get("__name__") in {"subprocess", "os"}:
            if caller.f_code.co_name in _RUNS:
                self._called(frame)
                return
            caller = caller.f_back

    def _calls(self, _: tuple[object, ...]) -> None:
        if running_loop() is not None:
            self._called(frame_above(1))

    def _called(self, frame: Any, known: Alternative | None = None) -> None:
        turn = self.dog.turn_at(frame)
        if turn is not None and turn.doing is Doing.STEPPING and not _is_alone_elsewhere(turn):
            self._judge(turn, self.session.owner_now(), known)

    # ------------------------------------------------------------------ what the watchdog sees

    def stepping(self, step: Step, turn: Turn) -> None:
        """Look at a step that stands still."""
        if step.asleep >= _ASLEEP and not step.told and self._judge(turn, step.owner):
            step.told = True

    # ------------------------------------------------------------------ both

    def _judge(self, turn: Turn, owner: Owner | None, known: Alternative | None = None) -> bool:
        blamed = blame(turn.frames)
        if blamed is None or is_preparing(turn.frames, owner):
            return False
        known = known or alternative_to(blamed.callee, blamed.library, blamed.call)
        if known is None:
            return False
        self._tell(blamed, known.cure, owner)
        return True

    def _tell(self, blamed: Blame, cure: str, owner: Owner | None) -> None:
        key = (id(owner), blamed.file, blamed.line)
        if key in self.dog.told:
            return
        self.dog.told.add(key)
        by = f" by way of {blamed.library}" if blamed.library else ""
        self.tell(
            owner,
            f"`{blamed.call}` blocked the event loop{by}",
            place=blamed.place,
            subjects=blamed.names,
            cure=cure,
        )


def _is_alone_elsewhere(turn: Turn) -> bool:
    """Say whether another thread runs a loop for this one task, as in `to_thread(asyncio.run, ...)`."""
    if threading.current_thread() is threading.main_thread():
        return False
    main = turn.main
    return main is not None and asyncio.all_tasks(running_loop()) == {main}


def _seconds(value: object) -> float:
    return value if isinstance(value, (int, float)) else 0.0


def _is_at_hand(host: object) -> bool:
    """Tell whether a host's address is known without asking anybody."""
    if not isinstance(host, (str, bytes)):
        return True
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name.lower() in _LOCAL:
        return True
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True
