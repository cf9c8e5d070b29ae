import asyncio
import sys

import pytest


async def main(arguments):
    await asyncio.sleep(0)
    if not arguments:
        sys.exit(2)


@pytest.mark.asyncio
async def test_lie_exits():
    # explain: exit-in-task
    await main([])


@pytest.mark.asyncio
async def test_lie_exits_in_a_task():
    # explain: exit-in-task
    await asyncio.gather(main([]))


def test_lie_sync_test():
    # explain: exit-in-task
    asyncio.run(main([]))


def test_lie_plain_exit():
    sys.exit(2)


def test_honest_exit_is_expected():
    with pytest.raises(SystemExit):
        asyncio.run(main([]))


@pytest.mark.asyncio
async def test_honest_does_not_exit():
    await main(["--help"])
