from __future__ import annotations

import asyncio

import pytest

from asyncproof.loop.stock import StockLoop

ATTRIBUTES = (
    "_debug",
    "_ready",
    "_selector",
    "_ssock",
    "_stopping",
    "_task_factory",
    "_thread_id",
    "_current_handle",
)
METHODS = (
    *("_add_reader", "_add_writer", "_remove_reader", "_remove_writer", "_check_callback", "_check_closed"),
    *("_check_running", "_check_thread", "_process_events", "_read_from_self", "_write_to_self"),
    *("_run_once", "_add_callback"),
)


@pytest.mark.parametrize("name", [*ATTRIBUTES, *METHODS])
def test_asyncio_still_has_what_the_engine_builds_upon(name: str) -> None:
    """Each private name that is declared or overridden exists on this interpreter's own loop."""
    loop = asyncio.SelectorEventLoop()
    assert hasattr(loop, name)
    loop.close()


def test_the_declared_loop_is_asyncio_s_own() -> None:
    """Declaring names for the type checker changes nothing at run time."""
    assert not [name for name, value in vars(StockLoop).items() if callable(value)]
