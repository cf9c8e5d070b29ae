import random
import sys
import types
from unittest.mock import AsyncMock, MagicMock

import pytest

# A module of the program under test, as if it were imported from a file beside this one.
shop = types.ModuleType("zoo_shop")
exec(
    "async def fetch(): return 1\n"
    "def total(prices): return sum(prices)\n"
    "class Cart:\n    cached = None\n    def add(self, item): return item\n"
    "    @classmethod\n    def rate(cls):\n        cls.cached = cls.cached or 7\n        return cls.cached\n"
    "KINDS = {'a': 1}\n"
    "class Basket(Cart):\n    pass\n",
    vars(shop),
)
shop.__file__ = __file__.replace("test_helpers_patch", "zoo_shop")
shop.Cart.__module__ = "zoo_shop"
sys.modules["zoo_shop"] = shop
FETCH, TOTAL, ADD = shop.fetch, shop.total, shop.Cart.add


@pytest.fixture(autouse=True)
def repaired():
    vars(shop).update(fetch=FETCH, total=TOTAL)
    type.__setattr__(shop.Cart, "add", ADD)


def replace(owner, name, value):
    setattr(owner, name, value)


@pytest.mark.asyncio
async def test_lie_by_setattr():
    setattr(shop, "fetch", AsyncMock(return_value=2))  # lie: left-patched
    assert await shop.fetch() == 2


def test_lie_by_a_helper():
    # lie: left-patched
    replace(shop, "total", lambda prices: 0)
    assert shop.total([1]) == 0


def test_lie_monkeypatch_without_undo():
    pytest.MonkeyPatch().setattr(shop.Cart, "add", MagicMock())  # lie: left-patched


def test_lie_by_assignment():
    shop.total = MagicMock()  # lie: left-patched


def test_honest_monkeypatch(monkeypatch):
    monkeypatch.setattr(shop, "fetch", AsyncMock())
    monkeypatch.setattr("zoo_shop.Cart.add", lambda self, item: None)


@pytest.fixture(scope="module")
def fake_shop():
    replace(shop, "fetch", AsyncMock())
    yield
    replace(shop, "fetch", FETCH)


def test_honest_wide_fixture(fake_shop):
    assert isinstance(shop.fetch, AsyncMock) or shop.fetch is FETCH


def test_honest_random():
    random.seed(1)


@pytest.fixture(scope="module")
def kinds():
    before = shop.KINDS.copy()
    yield
    shop.KINDS = before


def test_honest_a_copy_is_put_back(kinds):
    shop.KINDS["b"] = 2


def test_honest_a_cache_is_emptied_and_fills_again():
    shop.Cart.cached = None
    assert shop.Cart.rate() == 7


def test_lie_a_cache_is_filled():
    shop.Cart.cached = 3  # lie: left-patched
    assert shop.Cart.rate() == 3


def test_honest_inherited_and_put_back():
    old = shop.Basket.cached
    shop.Basket.cached = {"x": 1}
    try:
        assert shop.Basket.cached
    finally:
        shop.Basket.cached = old


def test_lie_inherited_and_replaced():
    shop.Basket.add = TOTAL  # lie: left-patched
    assert shop.Basket.add is not shop.Cart.add
