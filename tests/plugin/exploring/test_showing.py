from __future__ import annotations

import io
import re
from types import SimpleNamespace
from typing import Any

import pytest

from asyncproof.exploring import meter
from asyncproof.plugin.exploring.showing import shown


class Terminal(io.StringIO):
    """A stream that may be looked at."""

    def __init__(self, *, is_terminal: bool = True) -> None:
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


def an_item(file: io.StringIO | None, *, reporter: object = "some") -> Any:
    """Return a test of a run that writes there."""
    writer = SimpleNamespace(_file=file, fullwidth=60, width_of_current_line=20)
    manager = SimpleNamespace(get_plugin=lambda _: reporter)
    config = SimpleNamespace(pluginmanager=manager, get_terminal_writer=lambda: writer)
    return SimpleNamespace(config=config, name="test_shop")


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meter, "PAUSE", -1.0)
    monkeypatch.setenv("TERM", "xterm")


def test_a_terminal_shows_it() -> None:
    """Behind the line as it is, as far as there is room; at the end it is gone."""
    file = Terminal()
    with shown(an_item(file)) as progress:
        assert progress is not None
        progress.begin(100, None)
        progress.tell(progress)
    assert re.fullmatch(r"\x1b7 test_shop: : 0 of 100 [^\x1b]{0,17}\x1b\[K\x1b8\x1b\[K", file.getvalue())


@pytest.mark.parametrize(
    "item", [an_item(Terminal(is_terminal=False)), an_item(None), an_item(Terminal(), reporter=None)]
)
def test_nobody_looks(item: Any) -> None:
    """In a file, in a worker of pytest-xdist, or where the stream is not known, nothing is shown."""
    with shown(item) as progress:
        assert progress is None


def test_a_terminal_that_can_not_go_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dumb terminal is spared."""
    monkeypatch.setenv("TERM", "dumb")
    with shown(an_item(Terminal())) as progress:
        assert progress is None
