from __future__ import annotations

import asyncio

import pytest

import asyncproof
from asyncproof.loop.choosers import FirstChooser


class Wrong:
    """Answers with what was not offered."""

    def choose(self, kind: str, options: object) -> int:
        """Answer."""
        del kind, options
        return 7


def test_an_answer_that_was_not_offered() -> None:
    """A chooser that answers nonsense is named, with the question."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        for source in ("a", "b"):
            loop.arrive(source, print)  # type: ignore[attr-defined] # asyncproof's own loop
        await asyncio.sleep(1)

    with pytest.raises(asyncproof.UsageError, match=r"Wrong\.choose\('arrival', options\) returned 7"):
        asyncproof.run(main(), chooser=Wrong())


def test_drawing_lots() -> None:
    """Without a chooser lots fall alike in every run; with one it is asked."""

    async def main() -> list[int]:
        loop = asyncio.get_running_loop()
        return [loop.draw("lot", (0.5, 0.5)) for _ in range(20)]  # type: ignore[attr-defined] # as above

    first = asyncproof.run(main())
    assert set(first) == {0, 1}
    assert asyncproof.run(main()) == first
    assert asyncproof.run(main(), chooser=FirstChooser()) == [0] * 20


def test_nobody_is_asked_any_more() -> None:
    """From then on everything goes as in stock asyncio, and nothing is recorded."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        for number in range(2):
            loop.arrive(number, seen.append, number)  # type: ignore[attr-defined] # as above
        loop.stop_asking()  # type: ignore[attr-defined] # as above
        await asyncio.sleep(1)

    seen: list[int] = []
    asyncproof.run(main(), chooser=Wrong())
    assert seen == [0, 1]
