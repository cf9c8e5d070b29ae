# run: -o asyncio_mode=auto
import asyncio
import json


async def talk(handler):
    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"ping\n")
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        await asyncio.sleep(0.02)
    return answer


async def test_lie_assertion_in_a_connection_handler():
    async def handle(reader, writer):
        line = await reader.readline()
        writer.close()
        assert line == b"pong\n"  # lie: died-task

    await talk(handle)


async def test_lie_connection_handler():
    async def handle(reader, writer):
        writer.write(await reader.readline())
        writer.close()
        raise ValueError("too late")  # lie: died-task

    assert await talk(handle) == b"ping\n"


async def test_honest_connection_handler():
    async def handle(reader, writer):
        writer.write(await reader.readline())
        writer.close()

    assert await talk(handle) == b"ping\n"


def raised(kind):
    try:
        raise kind("lost")  # lie: died-callback test_lie_told_to_the_loop_by_hand
    except kind as error:
        return error


async def test_lie_told_to_the_loop_by_hand():
    asyncio.get_running_loop().call_exception_handler({"message": "lost", "exception": raised(ValueError)})


async def test_honest_connection_that_broke():
    asyncio.get_running_loop().call_exception_handler(
        {"message": "lost", "exception": raised(ConnectionResetError)}
    )


async def test_honest_library_that_complains_of_itself():
    try:
        json.loads("{")
    except ValueError as error:
        error.__traceback__ = error.__traceback__.tb_next
        asyncio.get_running_loop().call_exception_handler({"message": "bad", "exception": error})
