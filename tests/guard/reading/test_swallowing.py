from __future__ import annotations

import linecache
import textwrap
from typing import TYPE_CHECKING

import pytest

from asyncproof.guard.reading.swallowing import Unknown, dropped_gather, swallower

if TYPE_CHECKING:
    from pathlib import Path


def found(tmp_path: Path, body: str) -> tuple[int, str] | None:
    """Ask who swallows the assertion in a function with this body."""
    file = tmp_path / "module.py"
    text = "async def check():\n" + textwrap.indent(textwrap.dedent(body).strip(), "    ") + "\n"
    file.write_text(text, encoding="utf-8")
    linecache.checkcache(str(file))
    line = next(number for number, one in enumerate(text.splitlines(), 1) if "assert" in one)
    return swallower(str(file), line, 1)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("async with client:\n    assert x", "`async with client`"),
        ("with suppress(Exception):\n    assert x", "`with suppress(Exception)`"),
        ("try:\n    assert x\nexcept Exception:\n    pass", "`except Exception:`"),
        (
            "try:\n    assert x\nexcept (OSError, BaseException):\n    pass",
            "`except (OSError, BaseException):`",
        ),
        ("try:\n    assert x\nexcept:\n    pass", "`except:`"),
        ("with clients[0]:\n    assert x", "`with clients[0]`"),
        ("try:\n    assert x\nexcept Exception:\n    healthy = False", "`except Exception:`"),
        ("for one in attempts():\n    with client:\n        assert x", "`with client`"),
        ("async with client, timeout(1):\n    if x:\n        assert x", "`async with client`"),
    ],
)
def test_who_swallows(tmp_path: Path, body: str, what: str) -> None:
    """A block that catches everything and does nothing, or one that may answer true."""
    swallowed = found(tmp_path, body)
    assert swallowed is not None
    assert swallowed[1] == what


@pytest.mark.parametrize(
    "body",
    [
        "assert x",
        "async with timeout(1):\n    assert x",
        "with suppress(OSError):\n    assert x",
        "try:\n    assert x\nexcept OSError:\n    pass",
        "try:\n    pass\nexcept Exception:\n    assert x",
        "try:\n    assert x\nfinally:\n    pass",
    ],
)
def test_who_lets_it_pass(tmp_path: Path, body: str) -> None:
    """What catches other errors, or none."""
    assert found(tmp_path, body) is None


@pytest.mark.parametrize(
    "body",
    [
        "with raises(AssertionError):\n    assert x",
        "with suppress(AssertionError):\n    assert x",
        "try:\n    assert x\nexcept AssertionError:\n    pass",
        "try:\n    assert x\nexcept Exception as error:\n    errors.append(error)",
        "try:\n    assert x\nexcept Exception as error:\n    last = error",
        "try:\n    assert x\nexcept Exception:\n    raise",
        "while True:\n    try:\n        assert x\n    except Exception:\n        pass",
        "for attempt in attempts():\n    with attempt:\n        assert x",
        "async for number, one in attempts():\n    async with one.again():\n        assert x",
        "try:\n    assert x\nexcept Exception:\n    self.failures += 1",
        "try:\n    assert x\nexcept Exception:\n    answers['x'] = None",
        "try:\n    assert x\nexcept Exception:\n    healthy = False\nreturn healthy",
    ],
)
def test_who_may_have_a_reason(tmp_path: Path, body: str) -> None:
    """What names assertions, looks at the error or counts it, hands it on, or tries again."""
    with pytest.raises(Unknown):
        found(tmp_path, body)


def test_what_has_no_source(tmp_path: Path) -> None:
    """Nothing is known of it."""
    with pytest.raises(Unknown):
        swallower(str(tmp_path / "nowhere.py"), 1, 1)


def test_what_can_not_be_read(tmp_path: Path) -> None:
    """Nor of what is no Python any more, or has another function there."""
    file = tmp_path / "module.py"
    file.write_text("def check(:\n    assert x\n", encoding="utf-8")
    with pytest.raises(Unknown):
        swallower(str(file), 2, 1)
    other = tmp_path / "other.py"
    other.write_text("\ndef check():\n    assert x\n", encoding="utf-8")
    with pytest.raises(Unknown):
        swallower(str(other), 3, 1)
    assert dropped_gather(str(file), 2) is None


@pytest.mark.parametrize(
    ("statement", "dropped"),
    [
        ("await gather(check(), return_exceptions=True)", True),
        ("await asyncio.gather(check(), return_exceptions=True)", True),
        ("await asyncio.gather(check(), **options, return_exceptions=False)", False),
        ("await asyncio.gather(check())", False),
        ("await asyncio.wait_for(check(), timeout=1)", False),
        ("await check", False),
        ("found = await asyncio.gather(check(), return_exceptions=True)", False),
    ],
)
def test_who_gathers_errors_and_drops_them(tmp_path: Path, statement: str, *, dropped: bool) -> None:
    """Only a gathering that returns errors, and whose values nobody takes."""
    file = tmp_path / "module.py"
    file.write_text(f"async def test():\n    {statement}\n", encoding="utf-8")
    found = dropped_gather(str(file), 2)
    assert found == ((2, "`gather(..., return_exceptions=True)`") if dropped else None)
