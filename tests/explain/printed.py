"""What makes Python and pytest print the texts by which an explanation or a guard is found.

Each is the body of an async test, or a whole one where it defines `test_it`.
"""

from __future__ import annotations

PRELUDE = """
import asyncio, contextlib, gc, json, os, socket, sys, threading, time, unittest
from unittest.mock import AsyncMock, MagicMock, Mock

import pytest
import pytest_asyncio

async def work():
    raise ValueError("lost")

async def numbers():
    try:
        yield 1
    finally:
        raise ValueError("lost")

def new_loop():
    loop = asyncio.new_event_loop()
    loop.close()
    return loop
"""
AWAITED_TOO_LITTLE = {
    "'coroutine' object is not subscriptable": "work()['x']",
    "'coroutine' object is not iterable": "for it in work(): pass",
    "'coroutine' object is not callable": "work()()",
    "'coroutine' object has no attribute '...'": "work().keys()",
    "object of type 'coroutine' has no len()": "len(work())",
    "argument of type 'coroutine' is not ...": "1 in work()",
    "cannot unpack non-iterable coroutine object": "a, b = work()",
    "unsupported operand type(s) for ...'coroutine'": "1 + work()",
    "not supported between instances of 'coroutine' and '...'": "work() < 1",
    "Object of type coroutine is not JSON serializable": "json.dumps(work())",
    "assert ...<coro...": "assert {'one': work()} == {'one': 1}",
    "assert <Task ...> == ...": "assert asyncio.create_task(asyncio.sleep(0)) == 1",
    "assert <Future ...> == ...": "assert asyncio.get_running_loop().create_future() == 1",
    "isinstance(<coroutine object ...": "assert isinstance(work(), dict)",
    "<coroutine object ...> is not None": "unittest.TestCase().assertIsNone(work())",
    "<coroutine object ...> != ...": "unittest.TestCase().assertEqual(work(), 1)",
    "cannot reuse already awaited coroutine": "it = asyncio.sleep(0); await it; await it",
    "coroutine is being awaited already": """
        it = asyncio.sleep(1)
        task = asyncio.create_task(it)
        await asyncio.sleep(0)
        await it
    """,
    "Result is not set.": "asyncio.get_running_loop().create_future().result()",
    "'_asyncio.Task' object is not subscriptable": "asyncio.create_task(asyncio.sleep(0))['x']",
    "'_GatheringFuture' object is not subscriptable": "asyncio.gather(asyncio.sleep(0))[0]",
    "object of type '_GatheringFuture' has no len()": "len(asyncio.gather(asyncio.sleep(0)))",
    "must be ..., not ...coroutine": "int(work())",
    "await wasn't used with future": "list(asyncio.get_running_loop().create_future())",
    "DID NOT RAISE ...": "with pytest.raises(ValueError): work()",
    "Error not raised": "with unittest.TestCase().assertRaises(ValueError): work()",
    "coroutine '...' was never awaited": "work(); gc.collect(1)",
    "was never awaited": "work(); gc.collect(1)",
}
WRONG_KIND = {
    "object ... can't be used in 'await' expression": "await dict()",
    "object MagicMock can't be used in 'await' expression": "await MagicMock()()",
    "object Mock can't be used in 'await' expression": "await Mock()()",
    "An asyncio.Future, a coroutine or an awaitable is required": "await asyncio.gather(1)",
    "a coroutine was expected, got ...": "asyncio.create_task(work)",
    "A coroutine object is required": "asyncio.run_coroutine_threadsafe(work, None)",
    "coroutines cannot be used with run_in_executor()": """
        loop = asyncio.get_running_loop()
        loop.set_debug(True)
        loop.run_in_executor(None, work())
    """,
    "expect a list of futures, not coroutine": "await asyncio.wait(work())",
    "Passing coroutines is forbidden, use tasks explicitly.": "await asyncio.wait([work()])",
    "Task got bad yield: ...": """
        class It:
            def __await__(self):
                yield 5
        await It()
    """,
    "__await__() returned non-iterator of type '...'": """
        class It:
            def __await__(self):
                return 5
        await It()
    """,
    "object does not support the context manager protocol": "with asyncio.Lock(): pass",
    "object does not support the asynchronous context manager protocol": "async with [1]: pass",
    "'async_generator' object is not iterable": "list(numbers())",
    "'async_generator' object is not an iterator": "next(numbers())",
    "'async_generator' object is not subscriptable": "numbers()[0]",
    "object of type 'async_generator' has no len()": "len(numbers())",
    "'async for' received an object from __aiter__ that does not implement __anext__: ...": """
        class It:
            def __aiter__(self):
                return work()
        async for it in It():
            pass
    """,
    "'async with' received an object from ... that does not implement __await__: ...": """
        class It:
            def __aenter__(self):
                pass

            async def __aexit__(self, *args):
                pass
        async with It():
            pass
    """,
    "'async for' requires an object with __aiter__ method, got ...": "async for it in [1]: pass",
    "object is not an async iterator": "await anext(work())",
    "generator didn't yield": """
        @contextlib.asynccontextmanager
        async def it():
            if not os:
                yield
        async with it():
            pass
    """,
    "generator didn't stop": """
        @contextlib.asynccontextmanager
        async def it():
            yield
            yield
        async with it():
            pass
    """,
    "StopAsyncIteration": "await AsyncMock(side_effect=[])()",
    "StopIteration": "def test_it():\n    Mock(side_effect=[])()",
    "coroutine raised StopIteration": "Mock(side_effect=[])()",
    "Expected ... to have been awaited": "AsyncMock(name='it').assert_awaited()",
    "expected await not found": """
        it = AsyncMock(name="it")
        await it(2)
        it.assert_awaited_with(1)
    """,
    "Awaits not found.": "AsyncMock(name='it').assert_has_awaits([1])",
}
LOOPS = {
    "no running event loop": "def test_it():\n    asyncio.get_running_loop()",
    "There is no current event loop in thread '...'": "await asyncio.to_thread(asyncio.get_event_loop)",
    "This event loop is already running": "asyncio.get_running_loop().run_forever()",
    "asyncio.run() cannot be called from a running event loop": "asyncio.run(work())",
    "Runner.run() cannot be called from a running event loop": """
        @pytest_asyncio.fixture
        async def late():
            pass

        @pytest.mark.asyncio
        async def test_it(request):
            request.getfixturevalue("late")
    """,
    "Cannot run the event loop while another loop is running": """
        loop = asyncio.new_event_loop()
        try:
            loop.run_forever()
        finally:
            loop.close()
    """,
    "Event loop is closed": "new_loop().call_soon(print)",
    "is bound to a different event loop": "it = asyncio.Event(); it._loop = new_loop(); await it.wait()",
    "attached to a different loop": "await new_loop().create_future()",
    "The future belongs to a different loop than the one specified as the loop argument": """
        asyncio.ensure_future(new_loop().create_future(), loop=asyncio.get_running_loop())
    """,
    "unclosed event loop <...>": "asyncio.new_event_loop(); gc.collect(1)",
}
TIME = {
    "TimeoutError": "await asyncio.wait_for(asyncio.Event().wait(), 0)",
    "Timeout (>...s) from pytest-timeout.": """
        @pytest.mark.timeout(0.01)
        @pytest.mark.asyncio
        async def test_it():
            await asyncio.Event().wait()
    """,
    "CancelledError": "asyncio.current_task().cancel(); await asyncio.sleep(0)",
    "SystemExit: ...": "def test_it():\n    sys.exit(2)",
    "assert 0... <= 0...": "elapsed = 0.1001; assert elapsed <= 0.1",
    "assert 0... < 0...": "elapsed = 0.1001; assert elapsed < 0.1",
    "assert 0... == 0...": "elapsed = 0.1001; assert elapsed == 0.1",
    "assert (... - ...) < ...": "begin = time.time(); assert time.time() - begin < 0",
    "Executing <...> took ... seconds": """
        loop = asyncio.get_running_loop()
        loop.set_debug(True)
        loop.slow_callback_duration = -1
        await asyncio.sleep(0)
    """,
}
PYTEST = {
    "async def functions are not natively supported": "async def test_it():\n    pass",
    "requested an async fixture '...'": """
        @pytest.fixture
        async def it():
            pass

        @pytest.mark.asyncio
        async def test_it(it):
            pass
    """,
    "Async generator fixture didn't stop": """
        @pytest_asyncio.fixture
        async def it():
            yield
            yield

        @pytest.mark.asyncio
        async def test_it(it):
            pass
    """,
    "ScopeMismatch: You tried to access the ... scoped fixture ... with a ... scoped request object": """
        @pytest_asyncio.fixture(scope="module", loop_scope="function")
        async def it():
            pass

        @pytest.mark.asyncio
        async def test_it(it):
            pass
    """,
    "fixture '...' not found": "def test_it(event_loop):\n    pass",
    "recursive dependency involving fixture '...' detected": """
        @pytest.fixture
        def it(it):
            pass

        def test_it(it):
            pass
    """,
    "PytestUnhandledThreadExceptionWarning: ...": """
        thread = threading.Thread(target=int, args=("x",))
        thread.start()
        thread.join()
    """,
    "PytestUnraisableExceptionWarning: ...": """
        class It:
            def __del__(self):
                raise ValueError("lost")
        It()
    """,
}
LOST = {
    "Task was destroyed but it is pending!": """
        task = asyncio.create_task(asyncio.Event().wait())
        await asyncio.sleep(0)
        del task
        gc.collect(1)
    """,
    "Task exception was never retrieved": """
        task = asyncio.create_task(work())
        await asyncio.sleep(0)
        del task
        gc.collect(1)
    """,
    "Future exception was never retrieved": """
        asyncio.get_running_loop().create_future().set_exception(ValueError("lost"))
        gc.collect(1)
    """,
    "Exception in callback ...": "asyncio.get_running_loop().call_soon(int, 'x'); await asyncio.sleep(0)",
    "an error occurred during closing of asynchronous generator": """
        global it
        it = numbers()
        await anext(it)
    """,
    "unhandled exception during asyncio.run() shutdown": "it = numbers(); await anext(it)",
    "ResourceWarning: unclosed ...": "open(os.devnull); gc.collect(1)",
    "unclosed file <...>": "open(os.devnull); gc.collect(1)",
    "unclosed <socket.socket ...>": "socket.socket(); gc.collect(1)",
    "unclosed transport <...>": """
        here, there = socket.socketpair()
        loop = asyncio.get_running_loop()
        pair = await loop.create_connection(asyncio.Protocol, sock=here)
        await asyncio.sleep(0)
        pair[0].pause_reading()
        del pair
        gc.collect(1)
        there.close()
    """,
}
LIBRARIES = {
    "Not currently running on any asynchronous event loop": """
        import anyio

        def test_it():
            anyio.fail_after(1).__enter__()
    """,
    "Timeout context manager should be used inside a task": """
        import aiohttp.helpers
        with aiohttp.helpers.TimerContext(new_loop()):
            pass
    """,
    "Unclosed client session": "import aiohttp; it = aiohttp.ClientSession(); del it; gc.collect(1)",
    "Unclosed connector": """
        import aiohttp
        it = aiohttp.TCPConnector()
        it._conns[None] = []
        del it
        gc.collect(1)
    """,
    "unhandled errors in a TaskGroup": """
        import anyio
        async with anyio.create_task_group() as group:
            group.start_soon(work)
    """,
    "Attempted to exit cancel scope in a different task than it was entered in": """
        import anyio

        @pytest_asyncio.fixture
        async def it():
            async with anyio.create_task_group():
                yield

        @pytest.mark.asyncio
        async def test_it(it):
            pass
    """,
    "Attempted to exit a cancel scope that isn't the current ...": """
        import anyio
        outer, inner = anyio.CancelScope(), anyio.CancelScope()
        outer.__enter__()
        inner.__enter__()
        outer.__exit__(None, None, None)
    """,
    "called while another coroutine is already waiting for incoming data": """
        reader = asyncio.StreamReader()
        first = asyncio.create_task(reader.readline())
        await asyncio.sleep(0)
        await reader.readline()
    """,
    "greenlet_spawn has not been called; can't call await_...() here": """
        from sqlalchemy.util import await_only
        await_only(asyncio.sleep(0))
    """,
    "DetachedInstanceError: ...": """
        from sqlalchemy.orm.exc import DetachedInstanceError
        raise DetachedInstanceError("Parent instance is not bound to a Session")
    """,
}
PRINTED = {
    **AWAITED_TOO_LITTLE,
    **WRONG_KIND,
    **LOOPS,
    **TIME,
    **PYTEST,
    **LOST,
    **LIBRARIES,
}
