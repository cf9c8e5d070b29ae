# run: -o asyncio_mode=auto
import asyncio
import gc
import re
import ssl
import time

import pytest
import pytest_asyncio


def fibonacci(number, until): return number if number < 2 or time.thread_time() > until else fibonacci(number - 1, until) + fibonacci(number - 2, until)  # lie: slow-step test_lie_recursion


async def test_lie_recursion():
    assert fibonacci(40, time.thread_time() + 0.6)


async def test_honest_garbage():
    kept = [[] for _ in range(200_000)]
    for _ in range(20):
        gc.collect()
    assert kept


async def test_honest_looks_through_the_heap():
    kept = [[] for _ in range(100_000)]
    wanted = object()
    kept.append([wanted])
    for _ in range(60):
        assert kept[-1] in gc.get_referrers(wanted)


async def test_honest_setting_up():
    import decimal
    import email.mime.multipart
    import xml.dom.minidom

    assert decimal and email and xml
    ssl.create_default_context()
    for number in range(100):
        re.compile(f"(a|b)*{number}[a-z]+(?P<name>x{{1,{number + 1}}})")
    await asyncio.sleep(0)


async def test_honest_models():
    pydantic = pytest.importorskip("pydantic")
    for number in range(40):
        pydantic.create_model(f"Model{number}", **{f"field{one}": (int, one) for one in range(20)})


async def test_honest_a_tenth():
    end = time.thread_time() + 0.12
    while time.thread_time() < end:
        pass


def table():
    end = time.thread_time() + 0.7
    while time.thread_time() < end:
        pass
    return 1


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def big_table():
    return table()


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_a_table_for_all(big_table):
    assert big_table


@pytest.fixture
async def own_table():
    return table_of_its_own()


def table_of_its_own():
    end = time.thread_time() + 0.4
    while time.thread_time() < end: pass  # lie: slow-step test_lie_a_table_of_its_own
    return 1


async def test_lie_a_table_of_its_own(own_table):
    assert own_table
