"""Queues and streams: what goes in first comes out first."""

import asyncio


async def a_queue_is_fifo() -> None:
    """Items come out in the order in which they were put in."""
    queue: asyncio.Queue[int] = asyncio.Queue(maxsize=1)
    got = []

    async def give() -> None:
        for number in range(3):
            await queue.put(number)
        await queue.put(-1)

    async def take() -> None:
        while (number := await queue.get()) >= 0:
            got.append(number)

    await asyncio.gather(give(), take())
    assert got == [0, 1, 2]


async def a_priority_queue_gives_the_least_first() -> None:
    """Of what is in it."""
    queue: asyncio.PriorityQueue[int] = asyncio.PriorityQueue()
    for number in (2, 0, 1):
        queue.put_nowait(number)
    assert [await queue.get() for _ in range(3)] == [0, 1, 2]


async def getters_are_served_in_their_order() -> None:
    """Who waited first gets the first item."""
    queue: asyncio.Queue[int] = asyncio.Queue()
    waiting, got = [], {}

    async def take(place: int) -> None:
        waiting.append(place)
        got[place] = await queue.get()

    tasks = []
    for place in range(2):
        tasks.append(asyncio.create_task(take(place)))
        while place not in waiting and not tasks[-1].done():
            await asyncio.sleep(0.01)
    queue.put_nowait(0)
    queue.put_nowait(1)
    await asyncio.gather(*tasks)
    assert got == {0: 0, 1: 1}


async def join_waits_for_all() -> None:
    """Until each item is done."""
    queue: asyncio.Queue[int] = asyncio.Queue()
    done = []

    async def work() -> None:
        while True:
            number = await queue.get()
            try:
                await asyncio.sleep(0.01)
                done.append(number)
            finally:
                queue.task_done()

    for number in range(3):
        queue.put_nowait(number)
    workers = [asyncio.create_task(work()) for _ in range(2)]
    joining = asyncio.create_task(queue.join())
    await asyncio.wait({joining, *workers}, return_when=asyncio.FIRST_COMPLETED)
    assert len(done) == 3 or any(worker.done() for worker in workers)
    for task in (joining, *workers):
        task.cancel()
    await asyncio.wait({joining, *workers})


async def a_stream_keeps_its_order() -> None:
    """Bytes arrive in the order in which they were written, in whatever pieces."""
    answered = asyncio.Event()

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            writer.write(line)
        writer.close()
        answered.set()

    server = await asyncio.start_server(echo, "127.0.0.1", 8766)
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", 8766)
        writer.write(b"one\ntwo\n")
        writer.write(b"three\n")
        writer.write_eof()
        assert await reader.read() == b"one\ntwo\nthree\n"
        writer.close()
        await writer.wait_closed()
        await answered.wait()
    finally:
        server.close()
    await server.wait_closed()


PROGRAMS = {
    a_queue_is_fifo: "",
    a_priority_queue_gives_the_least_first: "",
    getters_are_served_in_their_order: "reorder",
    join_waits_for_all: "",
    a_stream_keeps_its_order: "",
}
