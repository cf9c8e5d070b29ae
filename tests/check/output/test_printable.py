from __future__ import annotations

import pytest

from asyncproof.check.output.printable import one_line, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("tests/test_é日.py", "tests/test_é日.py"),
        ("a\x1b[31mb", r"a\x1b[31mb"),
        ("a\nb\r\tc", r"a\nb\r\tc"),
        ("a\u202eb\u200bc", r"a\u202eb\u200bc"),
        ("a\udcffb", r"a\udcffb"),
        ("a\x9b31m\x7f", r"a\x9b31m\x7f"),
    ],
)
def test_signs_that_do_not_print_are_spelled_out(text: str, shown: str) -> None:
    """Those that steer a terminal, turn its text around, are not seen, or can't be written at all."""
    assert printable(text) == shown


def test_a_message_is_one_line() -> None:
    """However many lines somebody else has made of it."""
    assert one_line("  it can't\n\tbe\r\nread \x1b[0m") == r"it can't be read \x1b[0m"
