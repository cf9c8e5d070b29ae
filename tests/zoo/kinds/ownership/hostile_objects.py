# run: -o asyncio_mode=auto
"""Objects that answer no question, as proxies do outside of a request: whoever looks must not ask them."""

import asyncio
import contextvars
import os
from unittest import mock

import pytest


def refuse(*args, **kwargs):
    raise RuntimeError("working outside of application context")


class Proxy:
    __slots__ = ("__dict__", "__weakref__")
    __class__ = property(refuse)
    __bool__ = __len__ = __iter__ = __contains__ = __call__ = refuse
    __eq__ = __ne__ = __lt__ = __repr__ = __str__ = __format__ = refuse
    __hash__ = refuse
    __getattr__ = refuse
    __get__ = refuse
    __await__ = __aiter__ = __anext__ = __enter__ = __aenter__ = refuse


class Slim:
    __slots__ = ()
    __class__ = property(refuse)
    __eq__ = __bool__ = __hash__ = __repr__ = __getattribute__ = refuse


class AlwaysEqual:
    def __eq__(self, other):
        return True

    __hash__ = None


class Arrays:
    """As an array has it: the answer to a comparison has no truth."""

    def __eq__(self, other):
        return Slim()

    __hash__ = None


class Meta(type):
    def __eq__(cls, other):
        raise RuntimeError("classes of this kind can't be compared")

    __hash__ = type.__hash__


class OfMeta(metaclass=Meta):
    inside = Slim()


class Keeper:
    proxy = Proxy()
    slim = Slim()

    def __init__(self):
        self.proxy, self.slim = Proxy(), Slim()


CURRENT, REQUEST = Proxy(), Slim()
KNOWN = {"proxy": Proxy(), "slim": Slim(), "equal": AlwaysEqual(), "arrays": Arrays()}
MANY = [Proxy(), Slim(), OfMeta(), Arrays()]
KEEPER = Keeper()
VARIABLE = contextvars.ContextVar("variable")
SWITCH = 1


def test_honest_they_come_and_go_first():
    KNOWN["more"] = Proxy()


def test_honest_they_come_and_go():
    KNOWN["more"] = Slim()
    KEEPER.slim = Proxy()


def test_honest_variable_is_reset():
    token = VARIABLE.set(Proxy())
    VARIABLE.reset(token)


async def test_honest_variable_of_a_task():
    VARIABLE.set(Slim())


async def test_honest_in_a_task():
    async def work(thing):
        await asyncio.sleep(0)
        return thing

    assert type(await asyncio.create_task(work(Proxy()))) is Proxy
    assert type(await asyncio.get_running_loop().run_in_executor(None, lambda: Slim())) is Slim


async def test_honest_set_as_a_result():
    future = asyncio.get_running_loop().create_future()
    future.set_result(Proxy())
    await future


async def test_honest_with_mocks():
    ask = mock.AsyncMock(return_value=Proxy())
    tell = mock.MagicMock(return_value=Slim(), side_effect=None)
    assert type(await ask(Slim())) is Proxy
    assert type(tell(Proxy())) is Slim


async def test_honest_patched():
    with mock.patch(f"{__name__}.CURRENT", Slim()), mock.patch.dict(KNOWN, {"proxy": Slim()}):
        await asyncio.sleep(0)


async def test_honest_timer_for_one():
    handle = asyncio.get_running_loop().call_later(10, print, Proxy(), Slim())
    handle.cancel()


@pytest.fixture(scope="module")
def wide():
    return Proxy()


def test_honest_from_a_wide_fixture(wide):
    assert type(wide) is Proxy


@pytest.fixture
def holder(wide):
    return [wide, Proxy(), Slim()]


async def test_honest_from_a_fixture(holder):
    await asyncio.sleep(0)


class Loop:
    """A thing that looks like something that is bound to a loop."""

    _loop = Proxy()


BOUND = Loop()


async def test_honest_bound():
    BOUND._loop = Slim()
    assert os.getpid()


async def test_lie_is_told_all_the_same():
    async def work(thing):
        await asyncio.sleep(10)

    KNOWN["task"] = asyncio.create_task(work(Proxy()))  # lie: leaked-task
    await asyncio.sleep(0)


def test_lie_sets_a_variable():
    VARIABLE.set(Slim())  # lie: leaked-contextvar




async def test_lie_that_fails_by_itself():
    assert os.sep == "looking for what has died meanwhile, the guards meet all objects that there are"
