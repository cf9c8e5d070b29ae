import asyncio

import pytest

pytest.importorskip("pytest", minversion="9.0", reason="subtests came with pytest 9")


async def answer():
    return 500


def test_honest_subtests(subtests):
    with subtests.test("fine"):
        assert asyncio.run(answer()) == 500


def test_honest_several_subtests(subtests):
    for expected in (500, 500):
        with subtests.test(expected=expected):
            assert asyncio.run(answer()) == expected
