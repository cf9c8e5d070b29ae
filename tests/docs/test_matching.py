from __future__ import annotations

import pytest

from tests.docs.matching import describe_difference


@pytest.mark.parametrize(
    ("shown", "real"),
    [
        ("1 passed in 0.02s", "1 passed in 61.20s (0:01:01)"),
        ("==== 1 passed ====", "=========== 1 passed ==========="),
        ("test_x.py .", "test_x.py .                         [100%]"),
        ("green", "\x1b[32mgreen\x1b[0m"),
        ("it leads to 127.0.0.1:...", "it leads to 127.0.0.1:43211"),
        ("at 0x7f00aa11bb22", "at 0x10aa11bb2233"),
        ("collected 1 item", "=== test session starts ===\nplatform linux\nrootdir: /x\ncollected 1 item"),
        ("first\n...\nlast", "first\nsecond\nthird\nlast"),
        ("first\n...\nlast", "first\nlast"),
    ],
)
def test_what_varies_from_run_to_run_does_not_count(shown: str, real: str) -> None:
    """Timings, ruler lengths, progress, colours, addresses, pytest's header and `...` are no differences."""
    assert describe_difference(shown, real) is None


@pytest.mark.parametrize(
    ("shown", "real"),
    [
        ("1 passed in 0.02s", "2 passed in 0.02s"),
        ("first\n...\nlast", "first\nsecond"),
        ("", "something"),
        ("something", ""),
        ("one\ntwo", "one"),
    ],
)
def test_anything_else_is_a_difference(shown: str, real: str) -> None:
    """Every other difference is found and shown in both forms."""
    difference = describe_difference(shown, real)
    assert difference is not None
    assert "shown in the page" in difference


def test_places_inside_the_directory_are_relative() -> None:
    """A page shows paths as a reader has them, not those of the directory where the session ran."""
    assert describe_difference("test_x.py:3", "/tmp/here/test_x.py:3", home="/tmp/here") is None
