"""A memory object stream gives an item to a receiver that was just cancelled, and the item is gone.

issue: https://github.com/agronholm/anyio/issues/728
bad: anyio==4.3.0
fixed: anyio==4.4.0
"""

import anyio


async def scenario() -> None:
    """A consumer waits for each item with a timeout."""
    received = []
    send, receive = anyio.create_memory_object_stream[int](10)

    async def produce() -> None:
        async with send:
            for number in range(3):
                await anyio.sleep(0.4)
                send.send_nowait(number)

    async def consume() -> None:
        async with receive:
            while True:
                with anyio.move_on_after(0.5):
                    try:
                        received.append(await receive.receive())
                    except anyio.EndOfStream:
                        return

    async with anyio.create_task_group() as group:
        group.start_soon(produce)
        group.start_soon(consume)
    assert received == [0, 1, 2]
