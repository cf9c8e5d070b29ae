import asyncio
import unittest
from contextvars import ContextVar, copy_context
from decimal import getcontext

import pytest
import pytest_asyncio

REQUEST: ContextVar[str] = ContextVar("request_id", default="none")
TENANT: ContextVar[str] = ContextVar("tenant")


class Scope:
    current: ContextVar[int] = ContextVar("current")


def test_lie_set_and_not_reset():
    REQUEST.set("42")  # lie: leaked-contextvar


def test_honest_back_at_the_default():
    REQUEST.set("none")


@pytest.fixture
def tenant():
    TENANT.set("acme")  # lie: leaked-contextvar test_lie_sync_fixture
    yield "acme"


@pytest.mark.asyncio
async def test_lie_sync_fixture(tenant):
    assert TENANT.get() == "acme"


def test_lie_class_attribute():
    Scope.current.set(3)  # lie: leaked-contextvar


def login(user):
    TENANT.set(user)  # lie: leaked-contextvar test_lie_by_a_helper


def test_lie_by_a_helper():
    login("bob")


def test_honest_reset():
    token = REQUEST.set("43")
    REQUEST.reset(token)


@pytest.fixture
def scoped():
    token = TENANT.set("scoped")
    yield
    TENANT.reset(token)


@pytest.mark.asyncio
async def test_honest_fixture_resets(scoped):
    assert TENANT.get() == "scoped"


@pytest_asyncio.fixture
async def in_async_fixture():
    REQUEST.set("async")
    yield


@pytest.mark.asyncio
async def test_honest_async_fixture(in_async_fixture):
    await asyncio.sleep(0)


@pytest.mark.asyncio
async def test_honest_in_a_task_of_its_own():
    REQUEST.set("task")


def test_honest_own_context():
    copy_context().run(REQUEST.set, "inside")


def test_honest_asyncio_run():
    async def work():
        REQUEST.set("run")

    asyncio.run(work())


def test_honest_decimal():
    getcontext()


@pytest.fixture(scope="module")
def module_wide():
    token = TENANT.set("module")
    yield
    TENANT.reset(token)


def test_honest_wide_first(module_wide):
    assert TENANT.get() == "module"


def test_honest_wide_second(module_wide):
    assert TENANT.get() == "module"


class TestIsolated(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        TENANT.set("unittest")

    async def test_honest_isolated(self):
        assert TENANT.get() == "unittest"


@pytest.fixture(scope="session")
def session_wide():
    REQUEST.set("session")


def test_honest_session_wide(session_wide):
    assert REQUEST.get()


def test_honest_variable_that_only_the_test_knows():
    known = ContextVar("known")
    known.set(b"data")
    assert copy_context().run(known.get) == b"data"


class Lazy:
    """As libraries have it: state in a variable of an object, made when it is asked for."""

    def __init__(self):
        self._state: ContextVar[dict[str, int]] = ContextVar("lazy_state")

    def put(self, name, value):
        self._state.set({**self._state.get({}), name: value})


def test_honest_variable_of_an_object_of_the_test():
    lazy = Lazy()
    lazy.put("one", 1)


def library(tmp_path, monkeypatch):
    """A library's state, as it has it for itself."""
    (tmp_path / "site-packages").mkdir()
    (tmp_path / "site-packages" / "zoo_context.py").write_text(
        "from contextvars import ContextVar\n"
        "state = ContextVar('zoo_state')\n"
        "class Scope: current = ContextVar('zoo_scope')\n"
        "def enter(value): state.set(value), Scope.current.set(value)\n"
    )
    monkeypatch.syspath_prepend(tmp_path / "site-packages")
    return __import__("zoo_context")


def test_honest_state_of_a_library(tmp_path, monkeypatch):
    library(tmp_path, monkeypatch).enter(1)


def test_honest_state_of_a_library_again(tmp_path, monkeypatch):
    library(tmp_path, monkeypatch).enter(2)
