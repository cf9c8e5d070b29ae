import asyncio
import functools
import sys
import unittest

import pytest


def retried(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


def forgetful(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        function(*args, **kwargs)

    return wrapper


def forgetful_and_nameless(function):
    def wrapper():
        function()

    return wrapper


def runs(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return asyncio.run(function(*args, **kwargs))

    return wrapper


def awaits(function):
    @functools.wraps(function)
    async def wrapper(*args, **kwargs):
        return await function(*args, **kwargs)

    return wrapper


@pytest.mark.asyncio
@retried
async def test_lie_decorator_returns_it():  # lie: never-ran
    # explain: async-not-run
    raise AssertionError


@forgetful
async def test_lie_decorator_drops_it():  # lie: never-ran
    raise AssertionError


@pytest.mark.asyncio
@forgetful
async def test_lie_decorator_drops_it_with_mark():  # lie: never-ran
    raise AssertionError


@forgetful_and_nameless
async def test_lie_decorator_without_wraps():  # lie: never-ran
    raise AssertionError


@runs
async def test_honest_decorator_runs_it():
    await asyncio.sleep(0)


@pytest.mark.asyncio
@awaits
async def test_honest_decorator_awaits_it():
    await asyncio.sleep(0)


@pytest.mark.asyncio
async def test_lie_generator():  # lie: never-ran
    yield
    raise AssertionError


@pytest.mark.asyncio
@pytest.mark.parametrize("number", [1, 2])
async def test_lie_generator_parametrized(number):  # lie: never-ran
    yield number


class TestPlain(unittest.TestCase):
    async def test_lie_in_test_case(self):  # lie: never-ran
        self.fail()

    def test_honest_in_test_case(self):
        self.assertTrue(True)


class TestIsolated(unittest.IsolatedAsyncioTestCase):
    async def test_honest_in_isolated(self):
        await asyncio.sleep(0)


class TestSetUp(unittest.TestCase):
    async def setUp(self):  # lie: never-ran test_lie_set_up
        self.ready = True

    def test_lie_set_up(self):
        self.assertTrue(self)


class TestIsolatedSetUp(unittest.IsolatedAsyncioTestCase):
    async def setUp(self):  # lie: never-ran test_lie_set_up_in_isolated
        self.ready = True

    async def test_lie_set_up_in_isolated(self):
        self.assertTrue(self)


class TestIsolatedHonest(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.steps = ["setUp"]

    async def asyncSetUp(self):
        self.steps.append("asyncSetUp")

    async def test_honest_async_set_up(self):
        self.assertEqual(self.steps, ["setUp", "asyncSetUp"])


class TestMethods:
    async def setup_method(self):  # lie: never-ran test_lie_setup_method
        self.ready = True

    def test_lie_setup_method(self):
        assert self


class TestTearDown:
    async def teardown_method(self):  # lie: never-ran test_lie_teardown_method
        self.ready = False

    @pytest.mark.asyncio
    async def test_lie_teardown_method(self):
        assert self


class TestClassSetUp:
    @classmethod
    async def setup_class(cls):  # lie: never-ran test_lie_setup_class
        cls.ready = True

    def test_lie_setup_class(self):
        assert self


@pytest.mark.asyncio
async def test_lie_nested():
    async def test_inner():  # lie: never-ran
        raise AssertionError

    assert True


@pytest.mark.asyncio
async def test_honest_nested():
    async def test_inner():
        await asyncio.sleep(0)

    await test_inner()


def test_lie_nested_in_sync():
    async def test_inner():  # lie: never-ran
        raise AssertionError


@pytest.mark.asyncio
async def test_lie_same_name():  # lie: never-ran
    raise AssertionError


@pytest.mark.asyncio
async def test_lie_same_name():
    await asyncio.sleep(0)


class TestOne:
    @pytest.mark.asyncio
    async def test_honest_same_name_elsewhere(self):
        await asyncio.sleep(0)


class TestTwo:
    @pytest.mark.asyncio
    async def test_honest_same_name_elsewhere(self):
        await asyncio.sleep(0)


class TestThree:
    @pytest.mark.asyncio
    async def test_lie_same_name_in_class(self):  # lie: never-ran
        raise AssertionError

    @pytest.mark.asyncio
    async def test_lie_same_name_in_class(self):
        await asyncio.sleep(0)


if sys.platform == "win32":

    @pytest.mark.asyncio
    async def test_honest_by_platform():
        await asyncio.sleep(0)

else:

    @pytest.mark.asyncio
    async def test_honest_by_platform():
        await asyncio.sleep(0)


@pytest.mark.asyncio
async def test_honest_plain():
    await asyncio.sleep(0)


@pytest.mark.asyncio
@pytest.mark.xfail(reason="known")
async def test_honest_expected_failure():
    raise AssertionError


@pytest.mark.asyncio
@pytest.mark.skip(reason="not now")
async def test_honest_skipped():
    raise AssertionError


partial_test = functools.partial(asyncio.sleep, 0)


def test_honest_partial():
    asyncio.run(partial_test())
