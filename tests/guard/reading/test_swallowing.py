from __future__ import annotations

import linecache
import textwrap
from typing import TYPE_CHECKING

import pytest

from asyncproof.guard.reading.swallowing import Unknown, swallower

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
        "try:\n    assert x\nexcept Exception:\n    raise",
        "while True:\n    try:\n        assert x\n    except Exception:\n        pass",
    ],
)
def test_who_may_have_a_reason(tmp_path: Path, body: str) -> None:
    """What names assertions, looks at the error, hands it on, or tries again."""
    with pytest.raises(Unknown):
        found(tmp_path, body)


def test_what_has_no_source(tmp_path: Path) -> None:
    """Nothing is known of it."""
    with pytest.raises(Unknown):
        swallower(str(tmp_path / "nowhere.py"), 1, 1)
