"""Makes a text harmless for terminals and logs: one line, without signs that steer them or stay unseen."""

from __future__ import annotations


def printable(text: str) -> str:
    """Return a text in which each sign that does not print is spelled out, as an escape is in Python."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else _spelled(sign) for sign in text)


def one_line(text: str) -> str:
    """Return a message as one printable line: its line ends and tabs are blanks."""
    return printable(" ".join(text.split()))


def _spelled(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")
