"""Turns the bytes of a file into text and back, losing none; counts lines and columns as Python does."""

from __future__ import annotations

import codecs
import os
import re
import stat
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from tokenize import detect_encoding

from asyncproof.check.reading.trouble import Trouble

MOST_BYTES = 5_000_000
"""Files that are larger were written by a machine, and take seconds to parse."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_ASCII = 0x80
_DECLARED = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """The text of one file, and all that is needed to write it back as it was."""

    path: str
    raw: bytes
    text: str
    """The text as it stands in the file, with its line ends and without the byte order mark."""
    encoding: str = "utf-8"
    bom: bool = False
    exact: bool = True
    """Whether the text written back gives the same bytes, which a few old encodings do not promise."""

    @cached_property
    def newline(self) -> str:
        """The line end that a new line should have: that of the first line."""
        found = _LINE_END.search(self.text)
        return found.group() if found else "\n"

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines with their ends: only these three are line ends to Python, and not a form feed."""
        return tuple(split_lines(self.text))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(accumulate((len(line) for line in self.lines), initial=0))

    def line(self, number: int) -> str:
        """Return a line, counted from 1, without its end; empty behind the last one."""
        return self.lines[number - 1].rstrip("\r\n") if 0 < number <= len(self.lines) else ""

    def character(self, line: int, byte_column: int) -> int:
        """Turn a column in bytes of UTF-8, as the syntax tree has it, into one in characters; both from 0."""
        text = self.line(line)
        if text.isascii():
            return byte_column
        return len(text.encode("utf-8", "surrogatepass")[:byte_column].decode("utf-8", "ignore"))

    def utf16(self, line: int, byte_column: int) -> int:
        """Turn a column in bytes of UTF-8 into one in units of UTF-16, as editors count; both from 0."""
        before = self.line(line)[: self.character(line, byte_column)]
        return len(before.encode("utf-16-le", "surrogatepass")) // 2

    def byte_column(self, line: int, character: int) -> int:
        """Turn a column in characters into one in bytes of UTF-8; both from 0."""
        return len(self.line(line)[:character].encode("utf-8", "surrogatepass"))

    def offset(self, line: int, byte_column: int) -> int:
        """Return where in the text a place of the syntax tree is, in characters from 0."""
        start = self._starts[min(line, len(self._starts)) - 1]
        return min(start + self.character(line, byte_column), len(self.text))

    def encode(self, text: str) -> bytes:
        """Return the bytes of another text for the same file; UnicodeError where that can't be done."""
        if not self.exact:
            raise UnicodeError(f"{self.path} can't be written back in {self.encoding} as it is")
        data = text.encode(self.encoding)
        return codecs.BOM_UTF8 + data if self.bom else data


def split_lines(text: str) -> list[str]:
    """Split a text into lines as Python's tokenizer does, each with its end."""
    if "\r" not in text:
        lines = [line + "\n" for line in text.split("\n")]
        lines[-1] = lines[-1][:-1]
    else:
        lines = [match.group() for match in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text)]
    if lines and not lines[-1]:
        lines.pop()
    return lines


def read_source(path: str, *, most: int = MOST_BYTES) -> Source | Trouble:
    """Read a file."""
    try:
        state = os.stat(path)
        if not stat.S_ISREG(state.st_mode):
            return Trouble(path, None, "is not a regular file", "Name files or folders.")
        if state.st_size > most:
            return _too_large(path, state.st_size, most)
        with open(path, "rb") as file:
            raw = file.read()
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        reason = getattr(error, "strerror", None) or str(error)
        return Trouble(path, None, f"can't be read: {reason}", "Make it readable, or exclude it.")
    return decode(path, raw, most=most)


def decode(path: str, raw: bytes, *, most: int = MOST_BYTES) -> Source | Trouble:
    """Turn the bytes of a file into text, by its byte order mark and what its first lines declare."""
    if len(raw) > most:
        return _too_large(path, len(raw), most)
    encoding, trouble = _encoding_of(path, raw)
    if trouble is not None:
        return trouble
    bom = raw.startswith(codecs.BOM_UTF8)
    try:
        body = raw[3:] if bom else raw
        text = str(body, encoding)
        exact = encoding == "utf-8" or text.encode(encoding) == body
    except UnicodeDecodeError as error:
        return _undecodable(path, raw, encoding, error.start + (3 if bom else 0))
    except (LookupError, ValueError):  # a codec that is not one of text, as rot13, or that can't go back
        return Trouble(path, 1, f"its encoding {encoding!r} is none for source code", "Save it as UTF-8.")
    if "\0" in text:
        line = _line_of(raw, raw.find(b"\0"))
        return Trouble(path, line, "has a null byte, which Python refuses", "Remove it, or exclude the file.")
    return Source(path, raw, text, encoding, bom, exact)


def _encoding_of(path: str, raw: bytes) -> tuple[str, Trouble | None]:
    end = raw.find(b"\n", raw.find(b"\n") + 1)
    head = raw[: end + 1] if end >= 0 else raw
    if b"coding" not in head:  # what most files are spared: no declaration can be there
        return "utf-8", None
    lines = iter(re.split(rb"(?<=\n)|(?<=\r)(?!\n)", head, maxsplit=2)[:2])
    try:
        encoding, _ = detect_encoding(lambda: next(lines, b""))
    except (SyntaxError, LookupError, ValueError) as error:
        declared = _DECLARED.search(head)
        # Since 3.14 the codec is tried on that line, and what it raises is let through: we try it on all.
        if declared and (not isinstance(error, SyntaxError) or "invalid or missing" in str(error)):
            return declared[1].decode(), None
        cure = "Save it as UTF-8 and remove the declaration."
        return "", Trouble(path, 1, str(error).partition(" for ")[0], cure)
    return encoding.removesuffix("-sig"), None


def _undecodable(path: str, raw: bytes, encoding: str, where: int) -> Trouble:
    line = _line_of(raw, where)
    sign = f"byte 0x{raw[where]:02x}" if raw[where] >= _ASCII else f"{raw[where : where + 4]!r}"
    cure = "Save it as UTF-8, or declare its encoding in the first line: # -*- coding: latin-1 -*-"
    return Trouble(path, line, f"{sign} is not {encoding}", cure)


def _line_of(raw: bytes, where: int) -> int:
    before = raw[: max(where, 0)]
    return 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")


def _too_large(path: str, size: int, most: int) -> Trouble:
    return Trouble(
        path,
        None,
        f"has {size / 1e6:.1f} MB, more than the {most / 1e6:g} MB that are read",
        "Exclude it, if it was written by a program.",
    )
