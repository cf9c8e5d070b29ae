"""Claims about places in the source."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from asyncproof.loop.waits.chain import chain_of
from asyncproof.loop.waits.spot import Spot, is_users, shown_file, spot_of, users_link
from tests.loop.waits.stalling import never, stalled


def test_a_spot_reads_as_file_line_function_and_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The file is shown from the working directory, and the text follows if it is known."""
    monkeypatch.chdir(tmp_path)
    file = str(tmp_path / "bank.py")
    assert str(Spot(file, 3, "pay", "await lock.acquire()")) == "bank.py:3 in pay:  await lock.acquire()"
    assert str(Spot(file, 3, "pay")) == "bank.py:3 in pay"


def test_files_elsewhere_keep_their_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is outside the working directory, or is no file, is shown as it is."""
    monkeypatch.chdir(tmp_path)
    assert shown_file("<string>") == "<string>"
    assert shown_file(os.__file__) == os.__file__
    monkeypatch.setattr(os.path, "relpath", _on_another_drive)
    assert shown_file("x.py") == "x.py"


def _on_another_drive(_: str) -> str:
    raise ValueError


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (__file__, True),
        ("<string>", True),
        (asyncio.__file__, False),
        ("/venv/lib/python3.11/site-packages/aiohttp/client.py", False),
        ("<frozen importlib._bootstrap>", False),
        (spot_of.__code__.co_filename, False),
    ],
)
def test_the_users_files_are_told_apart(file: str, expected: bool) -> None:
    """Python's library, installed packages and asyncproof are not the user's."""
    assert is_users(file) is expected


def test_the_innermost_frame_of_the_user_is_shown() -> None:
    """A wait inside asyncio is shown at the user's line that led to it."""

    async def main() -> None:
        await asyncio.Event().wait()

    with stalled(main) as program:
        link = users_link(chain_of(program.main).links)
        assert link is not None
        spot = spot_of(link)
    assert spot.function == "main"
    assert spot.text == "await asyncio.Event().wait()"
    assert Path(spot.file) == Path(__file__)


def test_without_a_frame_of_the_user_a_library_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """If nothing is the user's, an installed package is shown, and else the innermost frame of all."""
    with stalled(never) as program:
        links = chain_of(program.main).links
        monkeypatch.setattr("asyncproof.loop.waits.spot.is_users", lambda _: False)
        assert users_link(links) is links[0]
        monkeypatch.setattr("asyncproof.loop.waits.spot.is_pythons", lambda _: True)
        assert users_link(links) is links[0]
    assert users_link([]) is None


def test_code_without_source_has_a_line_and_no_text() -> None:
    """What was made by exec has no text to show."""
    made: dict[str, object] = {"never": never}
    exec("async def main():\n    await never()", made)
    with stalled(made["main"]) as program:
        spot = spot_of(chain_of(program.main).links[0])
    assert (spot.file, spot.line, spot.text) == ("<string>", 2, "")
