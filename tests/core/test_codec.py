from __future__ import annotations

import random
import re
import shlex
import string
import zlib
from base64 import urlsafe_b64encode
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asyncproof.core import Choice, ScheduleError
from asyncproof.core.codec import decode, encode

OPTIONS = st.integers(min_value=1, max_value=10**9)
CHOICES = st.lists(
    st.builds(
        lambda kind, options, seed: Choice(kind, options, random.Random(seed).randrange(options)),
        st.text(max_size=12),
        OPTIONS,
        st.integers(),
    ),
    max_size=40,
)


def crafted(body: bytes, *, version: str = "ap1", cut: int = 0) -> str:
    """Write any payload, or one that is cut short, with a checksum that is right."""
    payload = urlsafe_b64encode(body).rstrip(b"=").decode()
    payload = payload[: len(payload) - cut]
    sum_of = zlib.crc32(f"{version}.{payload}".encode()).to_bytes(4, "big")
    return f"{version}.{payload}.{urlsafe_b64encode(sum_of).rstrip(b'=').decode()}"


@given(CHOICES, st.integers(min_value=0, max_value=2**64))
@settings(max_examples=200, deadline=None)
def test_whatever_is_written_can_be_read(choices: list[Choice], seed: int) -> None:
    """Any choices and any seed come back as they were."""
    assert decode(encode(choices, seed=seed)) == (tuple(choices), seed)


@given(CHOICES)
@settings(max_examples=100, deadline=None)
def test_the_text_needs_no_quotes_anywhere(choices: list[Choice]) -> None:
    """Neither a shell nor a URL changes the text."""
    text = encode(choices, seed=0)
    assert shlex.quote(text) == text
    assert quote(text, safe="") == text


def test_a_long_run_has_a_short_text() -> None:
    """Ten thousand equal choices take one word that fits on a line."""
    assert len(encode([Choice("ready", 2, 0)] * 10_000, seed=1)) < 60


def test_every_single_damage_is_noticed() -> None:
    """Changing any one character to any other, or cutting the text anywhere, is refused."""
    text = encode([Choice("ready", 4, 3), Choice("time", 2, 1)] * 3, seed=9)
    letters = string.ascii_letters + string.digits + "-_."
    damaged = {text[:at] + letter + text[at + 1 :] for at in range(len(text)) for letter in letters}
    damaged |= {text[:at] for at in range(len(text))}
    for word in damaged - {text}:
        with pytest.raises(ScheduleError):
            decode(word)


def test_space_around_the_text_does_no_harm() -> None:
    """A schedule copied with its line end is read."""
    text = encode([Choice("ready", 4, 3)], seed=9)
    assert decode(f"  {text}\n") == decode(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "'' is no whole schedule: a schedule starts with 'ap1.'"),
        ("hello", "'hello' is no whole schedule: a schedule starts with 'ap1.'"),
        ("ap2.AAAA.BBBB", "is of version 'ap2'; this asyncproof reads 'ap1'"),
        ("ap1.AAAA", "its checksum is missing, so it was cut short"),
        ("ap1.AAAA.BBBB", "but 'BBBB' was given. Copy it once more from the report, the whole word."),
        (crafted(b"\x02abc"), "packed in a way that this version does not know"),
        (crafted(b"\x01abc"), "it does not inflate"),
        (crafted(b"\x01" + zlib.compress(b"abc")[:-3]), "packed in a way that this version does not know"),
        (crafted(b"\x00\x00\x00\x09\x01\x01\x01"), "its content makes no sense"),
        (crafted(b"\x00\x00\x01\x05ab"), "a name in it is cut short"),
        (crafted(b"\x00" + b"\xff" * 40), "a number in it has no end"),
        (crafted(b"\x00\x00\x01\x01a\x00\x02\x05\x01"), "cannot pick number 5"),
        (crafted(b"\x00\x00\x01\x01a\x00\x02\x01\xff\xff\xff\xff\x7f"), "more choices than any run makes"),
        ("ap1.é.BBBB", "no whole schedule"),
        (crafted(b"\x00", cut=1), "it has characters that a schedule never has (Invalid base64"),
        ("ap1." + "A" * 100 + ".BBBB", "… (109 characters)"),
    ],
)
def test_the_message_says_what_is_wrong(text: str, why: str) -> None:
    """Each kind of damage has its own words, and names the page about it."""
    with pytest.raises(ScheduleError, match=re.escape(why)) as caught:
        decode(text)
    assert "asyncproof explain damaged-schedule" in str(caught.value)


def test_a_seed_below_zero_is_refused() -> None:
    """A seed is a whole number from 0, and the message names the one that is not."""
    with pytest.raises(ScheduleError, match="from 0, not -1"):
        encode([], seed=-1)
