"""How far the exploration of a test has come: on a terminal, behind what its line says already."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from asyncproof.exploring.meter import Meter
from asyncproof.exploring.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest


@contextmanager
def shown(item: pytest.Item) -> Iterator[Progress | None]:
    """Return who counts the runs of a test, if there is a terminal to show it."""
    terminal: Any = item.config.pluginmanager.get_plugin("terminalreporter")
    writer: Any = item.config.get_terminal_writer()
    file = getattr(writer, "_file", None)  # where pytest writes while it captures what tests print
    if terminal is None or file is None or not file.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    meter = Meter(file, lambda: writer.fullwidth - writer.width_of_current_line)
    try:
        yield Progress(lambda progress: meter.show(f" {item.name}: {progress}"))
    finally:
        meter.clear()
