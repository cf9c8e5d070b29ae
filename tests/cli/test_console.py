"""Claims about the terminal: when there are colours, and how wide it is."""

from __future__ import annotations

import io

import pytest

from asyncproof.cli import console as module
from asyncproof.cli.console import make_console, wants_color


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("color", "terminal", "environ", "expected"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("always", False, {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colours_are_for_people(color: str, terminal: bool, environ: dict[str, str], expected: bool) -> None:
    """The option beats NO_COLOR, which beats FORCE_COLOR, which beats what the stream is."""
    assert wants_color(color, terminal=terminal, environ=environ) is expected


@pytest.mark.parametrize(("color", "escapes"), [("always", True), ("never", False), ("auto", False)])
def test_colours_reach_the_stream_or_nothing_does(color: str, escapes: bool) -> None:
    """Without colours not a single escape sequence is written, bold included."""
    stream = io.StringIO()
    make_console(color, file=stream, environ={}).print("text", style="bold red")
    assert ("\x1b" in stream.getvalue()) is escapes
    assert "text" in stream.getvalue()


@pytest.mark.parametrize(
    ("environ", "width"), [({}, 100), ({"COLUMNS": "60"}, 60), ({"COLUMNS": "wide"}, 100)]
)
def test_a_pipe_is_as_wide_as_a_page(environ: dict[str, str], width: int) -> None:
    """Where there is no terminal to ask, COLUMNS says how wide the output is."""
    assert make_console(file=io.StringIO(), environ=environ).width == width


def test_a_terminal_has_colours() -> None:
    """On a terminal colours are on without asking."""
    stream = Terminal()
    make_console(file=stream, environ={"TERM": "xterm"}).print("text", style="red")
    assert "\x1b" in stream.getvalue()


def test_text_is_printed_as_it_is() -> None:
    """Brackets, colons and numbers in a user's names are no markup."""
    stream = io.StringIO()
    make_console("always", file=stream, environ={}).print("[tool.pytest] :smile: 17")
    assert stream.getvalue() == "[tool.pytest] :smile: 17\n"


def test_who_reads_may_go_away() -> None:
    """What a broken pipe means is for the command line to say: it is no exit from here."""

    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        make_console(file=Closed(), environ={}).print("text")


def test_a_stream_costs_no_console(monkeypatch: pytest.MonkeyPatch) -> None:
    """What programs read is written to it; whoever takes its place gets what is printed from then on."""
    made: list[object] = []
    plain = module._made
    monkeypatch.setattr(module, "_made", lambda *args, **more: made.append(args) or plain(*args, **more))
    first, second = io.StringIO(), io.StringIO()
    console = make_console(file=first, environ={})
    console.file.write("one\n")
    assert not made
    console.print("two")
    console.file = second
    console.print("three")
    assert len(made) == 1
    assert (first.getvalue(), second.getvalue()) == ("one\ntwo\n", "three\n")
