# run: -o asyncio_mode=auto
import ast
import asyncio
import contextlib
import inspect
from unittest.mock import AsyncMock, MagicMock

import pytest

KEPT = []


async def rows(number=2):
    for row in range(number):
        yield row


async def kept_rows():  # lie: never-iterated test_lie_kept_in_a_global
    yield 1


async def ring_rows():  # lie: never-iterated test_lie_kept_in_a_cycle
    yield 1


async def held_rows():  # lie: never-iterated test_lie_kept_in_an_attribute
    yield 1


class Reader:
    async def lines(self):
        yield "line"


class Box:
    held = None


async def test_lie_dropped():
    rows()  # lie: never-iterated


async def test_lie_asserted():
    assert rows()  # lie: never-iterated


async def test_lie_in_if():
    if rows():  # lie: never-iterated
        pass


async def test_lie_kept_in_a_variable():
    result = rows(3)  # lie: never-iterated
    assert result is not None


async def test_lie_in_f_string():
    text = f"{rows()}"  # lie: never-iterated
    assert text


async def test_lie_nested():
    async def inner():
        yield 1

    inner()  # lie: never-iterated


async def test_lie_method():
    reader = Reader()
    reader.lines()  # lie: never-iterated


def test_lie_sync_test():
    rows()  # lie: never-iterated


async def test_lie_kept_in_a_global():
    KEPT.append(kept_rows())


async def test_lie_kept_in_a_cycle():
    ring = [ring_rows()]
    ring.append(ring)


async def test_lie_kept_in_an_attribute():
    Box.held = held_rows()


async def test_honest_iterated():
    assert [row async for row in rows()] == [0, 1]


async def test_honest_kept_and_iterated():
    result = rows()
    assert [row async for row in result] == [0, 1]


async def test_honest_method():
    reader = Reader()
    assert [line async for line in reader.lines()] == ["line"]


async def test_honest_closed():
    generator = rows()
    await generator.aclose()


async def test_honest_looked_at():
    assert inspect.isasyncgen(rows())


async def test_honest_wrong_arguments():
    with pytest.raises(TypeError):
        rows(1, 2, 3)


async def test_honest_given_to_a_mock():
    client = AsyncMock()
    await client.send(content=rows())
    client.send.assert_awaited_once()


async def test_honest_kept_by_a_generator_of_others():
    KEPT.append(ast.walk(rows()))  # as a reader of a library keeps its source, and nobody has read


async def test_honest_result_of_a_mock():
    client = MagicMock()
    client.rows.return_value = rows()
    assert client.rows is not None


async def test_honest_context_manager():
    @contextlib.asynccontextmanager
    async def managed():
        yield 1

    async with managed() as value:
        assert value == 1


@pytest.fixture
async def numbers():
    yield [1, 2]


async def test_honest_fixture(numbers):
    assert numbers == [1, 2]


@pytest.fixture(scope="module")
def stream():
    return rows(4)


async def test_honest_stream_of_a_fixture(stream):
    assert [row async for row in stream] == [0, 1, 2, 3]


async def one(number):
    return number


async def test_lie_as_completed():
    for _ in asyncio.as_completed([one(1)]):  # lie: never-awaited
        break


async def test_honest_as_completed():
    assert [await each for each in asyncio.as_completed([one(1)])] == [1]


class Service:
    def __init__(self, reader):
        self.reader = reader
        self.log = []

    async def forgets(self):
        lines = self.reader.lines()  # lie: never-iterated test_lie_in_a_method_of_the_code
        return "ok"

    async def reads(self):
        return [line async for line in self.reader.lines()]

    async def may_forget(self, is_right=True):
        if is_right:
            return "ok"
        self.reader.lines()
        return "wrong"


async def test_lie_of_a_new_object():
    Reader().lines()  # lie: never-iterated


async def test_lie_of_a_new_object_asserted():
    lines = Reader().lines()  # lie: never-iterated
    assert lines


async def test_lie_in_a_method_of_the_code():
    assert await Service(Reader()).forgets() == "ok"


@pytest.fixture
def reader():
    return Reader()


async def test_lie_of_a_fixture(reader):
    reader.lines()  # lie: never-iterated


async def test_honest_in_a_method_of_the_code():
    service = Service(Reader())
    assert await service.reads() == ["line"]
    assert await service.may_forget() == "ok"
    with pytest.raises(TypeError):
        await service.forgets(1)


async def test_honest_of_another_object():
    class Other(Reader):
        def lines(self):
            return ["line"]

    service = Service(Other())
    assert await service.forgets() == "ok"
    reader = Reader()
    reader = Other()
    reader.lines()
    stand_in = Reader()
    stand_in.lines = MagicMock()
    stand_in.lines()
    assert service


async def test_honest_reader_of_a_fixture(reader):
    assert [line async for line in reader.lines()] == ["line"]


async def test_lie_close_not_awaited():
    lines = Reader().lines()
    await lines.__anext__()
    lines.aclose()  # lie: never-awaited


async def test_lie_next_not_awaited():
    lines = rows()
    anext(lines)  # lie: never-awaited


async def test_lie_send_not_awaited():
    lines = rows()
    assert lines.asend(None)  # lie: never-awaited


async def test_honest_steps():
    lines = rows()
    assert await anext(lines) == 0
    assert await lines.asend(None) == 1
    step = anext(lines, None)
    assert await step is None
    await lines.aclose()
    steps = [rows().aclose() for _ in range(2)]
    await asyncio.gather(*steps)
    with MagicMock() as client:
        client.aclose()
    mock = MagicMock()
    mock.aclose()
