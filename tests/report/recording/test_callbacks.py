"""Callbacks are told by what they mean, and odd ones by their names."""

from __future__ import annotations

import asyncio
from contextvars import Context, copy_context
from functools import partial
from typing import Any

import pytest

from asyncproof.loop.handle import Arrival, Handle, Timer
from asyncproof.plugin.guarding.activation import read_settings
from asyncproof.report.recording.callbacks import ASIDE, describe
from asyncproof.report.recording.marks import MESSAGE, THREAD, TIMER


def handle(callback: Any, *args: Any, kind: Any = Handle) -> Any:
    """Return a handle of a callback."""
    return kind(callback, args, copy_context()) if kind is Handle else kind(1, callback, args, copy_context())


class Transport(asyncio.Transport):
    """A transport as asyncio has them."""

    def _read_ready(self) -> None: ...

    def _write_ready(self) -> None: ...

    def _accept_now(self) -> None: ...


for method in (Transport._read_ready, Transport._write_ready, Transport._accept_now):
    method.__module__ = "asyncio.selector_events"


class Rude:
    """A callable that answers no question about itself."""

    def __call__(self) -> None: ...

    def __getattr__(self, name: str) -> Any:
        if name in {"func", "__self__", "__name__", "__module__"}:
            raise AttributeError(name)
        raise RuntimeError(name)


@pytest.mark.parametrize(
    ("made", "mark", "words"),
    [
        (handle(asyncio.futures._set_result_unless_cancelled, kind=Timer), TIMER, "a sleep is over"),
        (handle(asyncio.base_events._run_until_complete_cb), ASIDE, ""),
        (handle(read_settings), ASIDE, ""),
        (handle(print), 0, "builtins.print"),
        (handle(print, kind=Timer), TIMER, "builtins.print"),
        (handle(print, kind=Arrival), MESSAGE, "builtins.print"),
        (handle(partial(print, 1)), 0, "builtins.print"),
        (handle(Context().run, print), 0, "builtins.print"),
        (handle(asyncio.new_event_loop), 0, "asyncio.events.new_event_loop"),
        (handle(Rude()), 0, "Rude"),
        (handle(Transport({"peername": ("10.0.0.7", 5432)})._read_ready), MESSAGE, "data from 10.0.0.7:5432"),
        (handle(Transport({"peername": "/run/db"})._read_ready), MESSAGE, "data from /run/db"),
        (handle(Transport()._read_ready), MESSAGE, "data"),
        (handle(Transport()._write_ready), MESSAGE, "there is room to send"),
        (handle(Transport()._accept_now), MESSAGE, "accept now"),
    ],
)
def test_a_callback_in_words(made: asyncio.Handle, mark: int, words: str) -> None:
    """Each kind of callback has its mark and its words."""
    assert describe(made) == (mark, words)


def test_a_job_that_is_done_is_told() -> None:
    """What a thread calls is told as such."""
    loop = asyncio.new_event_loop()
    try:
        assert describe(handle(loop._read_from_self)) == (THREAD, "a thread has called")  # type: ignore[attr-defined] # asyncio's own
    finally:
        loop.close()
