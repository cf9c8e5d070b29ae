from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from asyncproof.core import UsageError
from asyncproof.stub.recording.tape import FORMAT, Tape, body_of, content_of

if TYPE_CHECKING:
    from pathlib import Path

HOST = "https://api.example.com"
EXCHANGE = {"request": {"method": "GET", "path": "/"}, "reply": {"status": 200}}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """A tape comes back as it was, in a folder that is made for it, and leaves nothing else there."""
    path = tmp_path / "deep" / "api.json"
    Tape(HOST, [EXCHANGE]).save(path)
    assert Tape.load(path, HOST).exchanges == [EXCHANGE]
    assert [each.name for each in path.parent.iterdir()] == ["api.json"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "there is no recording"),
        ("{", "can't be read"),
        ("[]", "is no recording of this version"),
        (json.dumps({"asyncproof": "recording 0"}), "is no recording of this version"),
        (json.dumps({"asyncproof": FORMAT, "host": "http://b"}), "is a recording of 'http://b', not of"),
        (json.dumps({"asyncproof": FORMAT, "host": HOST}), "is damaged"),
        (json.dumps({"asyncproof": FORMAT, "host": HOST, "exchanges": [1]}), "is damaged"),
        (json.dumps({"asyncproof": FORMAT, "host": HOST, "exchanges": [{"request": {}}]}), "is damaged"),
    ],
)
def test_what_is_no_recording(tmp_path: Path, text: str | None, said: str) -> None:
    """A file that is missing, torn, foreign or of another host is an error that says how to make it anew."""
    path = tmp_path / "api.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(UsageError) as caught:
        Tape.load(path, HOST)
    assert said in str(caught.value)
    assert "--asyncproof-record" in str(caught.value)


@pytest.mark.parametrize("content", [b"", b'{"a": "\xc3\xbc"}', "grüße".encode(), b"\xff\x00"])
def test_bodies(content: bytes) -> None:
    """A body is written so that a person can read it, and comes back to the byte."""
    assert content_of(body_of(content)) == content
