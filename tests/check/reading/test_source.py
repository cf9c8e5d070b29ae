from __future__ import annotations

import ast
import io
import os
import tokenize
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asyncproof.check.reading.source import Source, decode, read_source, split_lines
from asyncproof.check.reading.trouble import Trouble


def source_of(raw: bytes) -> Source:
    """Decode bytes that can be decoded."""
    source = decode("a.py", raw)
    assert isinstance(source, Source), source
    return source


def trouble_of(raw: bytes) -> Trouble:
    """Decode bytes that can't be."""
    trouble = decode("a.py", raw)
    assert isinstance(trouble, Trouble), trouble
    return trouble


@pytest.mark.parametrize(
    ("raw", "text", "encoding", "bom"),
    [
        (b"", "", "utf-8", False),
        ("é = 1\r\n".encode(), "é = 1\r\n", "utf-8", False),
        (b"\xef\xbb\xbfx\r", "x\r", "utf-8", True),
        (b"\xef\xbb\xbf# coding: utf-8\nx", "# coding: utf-8\nx", "utf-8", True),
        (b"# coding: latin-1\n\xe9", "# coding: latin-1\né", "iso-8859-1", False),
        (b"#!sh\r# fileencoding=cp1252 :\r\x80", "#!sh\r# fileencoding=cp1252 :\r€", "cp1252", False),
        (b"x = 'coding: latin-1'\n\xc3\xa9", "x = 'coding: latin-1'\né", "utf-8", False),
        (b"\n\n# coding: latin-1\n\xc3\xa9", "\n\n# coding: latin-1\né", "utf-8", False),
    ],
)
def test_bytes_become_text_as_python_reads_them(raw: bytes, text: str, encoding: str, bom: bool) -> None:
    """The byte order mark and the declaration in the first two lines say what the encoding is."""
    source = source_of(raw)
    assert (source.text, source.encoding, source.bom) == (text, encoding, bom)
    assert source.encode(source.text) == raw


@pytest.mark.parametrize(
    ("raw", "line", "message"),
    [
        (b"a\r\nb\rc\n\xff", 4, r"byte 0xff is not utf-8"),
        (b"# coding: ascii\n\xe9", 2, r"byte 0xe9 is not ascii"),
        (b"# coding: utf-16\nab", 2, r"b'b' is not utf-16"),
        (b"# coding: nonsense\n", 1, r"unknown encoding: nonsense"),
        (b"\xef\xbb\xbf# coding: latin-1\n", 1, r"encoding problem: utf-8"),
        (b"# coding: rot13\n", 1, r"its encoding 'rot13' is none for source code"),
        (b"# coding: undefined\n", 1, r"its encoding 'undefined' is none for source code"),
        (b"\xffcoding", 1, r"invalid or missing encoding declaration"),
        (b"a\n\0", 2, r"has a null byte"),
        (b"x" * 101, None, r"has 0.0 MB, more than the 0.0001 MB"),
    ],
)
def test_what_is_no_text_is_told(raw: bytes, line: int | None, message: str) -> None:
    """Bytes that Python refuses are a trouble with the line, the reason and what to do."""
    trouble = decode("a.py", raw, most=100)
    assert isinstance(trouble, Trouble)
    assert (trouble.path, trouble.line) == ("a.py", line)
    assert message in trouble.message
    assert trouble.cure.endswith((".", "latin-1 -*-"))


def test_an_old_encoding_may_be_read_but_not_written() -> None:
    """Text that would come back as other bytes is read, and never written."""
    source = source_of(b"# coding: utf-7\n+AGE-")
    assert source.text.endswith("\na")
    with pytest.raises(UnicodeError, match="can't be written back in utf-7"):
        source.encode(source.text)


def test_a_sign_that_the_encoding_lacks_is_refused() -> None:
    """A text with a sign that the file's encoding doesn't have can't be written."""
    with pytest.raises(UnicodeEncodeError):
        source_of(b"# coding: latin-1\n").encode("€")


def test_files_are_read(tmp_path: Path) -> None:
    """A file's bytes come as they are; what can't be read is told, with the reason of the system."""
    file = tmp_path / "a.py"
    file.write_bytes(b"x = 1\r\n")
    source = read_source(str(file))
    assert isinstance(source, Source)
    assert (source.path, source.raw, source.text) == (str(file), b"x = 1\r\n", "x = 1\r\n")
    os.mkfifo(tmp_path / "pipe.py")
    troubles = [read_source(str(tmp_path / name)) for name in ("none.py", "pipe.py", "nu\0ll.py")]
    troubles.append(read_source(str(file), most=6))
    missing, pipe, odd, large = (one.message for one in troubles if isinstance(one, Trouble))
    assert missing == "can't be read: No such file or directory"
    assert pipe == "is not a regular file"
    assert odd.startswith("can't be read: ")
    assert large == "has 0.0 MB, more than the 6e-06 MB that are read"


@pytest.mark.parametrize(
    ("text", "newline"), [("", "\n"), ("a", "\n"), ("a\nb\r\n", "\n"), ("a\r\nb\n", "\r\n"), ("a\rb", "\r")]
)
def test_the_first_line_end_is_the_one_to_write(text: str, newline: str) -> None:
    """New lines end as the first line of the file does."""
    assert source_of(text.encode()).newline == newline


@given(st.text(alphabet=st.sampled_from("ab\n\r\f\v\x1c\x85\u2028")))
@example("\r\n\r")
def test_lines_are_those_of_python(text: str) -> None:
    """The text is split where Python's own reader splits it, and nothing is lost."""
    lines = split_lines(text)
    assert "".join(lines) == text
    assert lines == list(io.StringIO(text, newline=""))


def test_columns_are_counted_three_ways() -> None:
    """Columns in bytes of UTF-8 become columns in characters and in units of UTF-16, and back."""
    source = source_of("x = '𝄞é'; call()\r\n".encode())
    node = ast.parse(source.text).body[1]
    assert node.col_offset == source.line(1).encode().index(b"call")
    column = source.character(1, node.col_offset)
    assert source.line(1)[column:] == "call()"
    assert source.byte_column(1, column) == node.col_offset
    assert source.utf16(1, node.col_offset) == column + 1
    assert source.text[source.offset(1, node.col_offset) :] == "call()\r\n"


def test_places_behind_the_end_are_the_end() -> None:
    """A line that isn't there is empty, and its place is the end of the text."""
    source = source_of(b"a\nbc")
    assert [source.line(number) for number in (0, 1, 2, 3)] == ["", "a", "bc", ""]
    assert [source.offset(*place) for place in ((1, 1), (2, 1), (2, 9), (3, 0), (9, 9))] == [1, 3, 4, 4, 4]
    assert source_of(b"").offset(1, 0) == 0


@given(st.text(), st.booleans())
def test_a_text_comes_back_as_it_was(text: str, bom: bool) -> None:
    """Text with any line ends and a byte order mark or none is written back as the same bytes."""
    raw = b"\xef\xbb\xbf" * bom + text.replace("\0", "").replace("coding", "").encode(errors="replace")
    source = decode("a.py", raw)
    if isinstance(source, Source):
        assert source.encode(source.text) == raw
        assert source.raw == raw
    else:
        assert source.message


@given(st.binary() | st.binary().map(lambda raw: b"# coding: " + raw + b"\n" + raw))
def test_no_bytes_break_it(raw: bytes) -> None:
    """Whatever the bytes are, there is a text or a trouble, and a text is the one that Python reads."""
    source = decode("a.py", raw)
    if isinstance(source, Source):
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
        assert source.text == str(raw, encoding)
