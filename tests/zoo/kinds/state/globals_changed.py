import sys
from types import ModuleType

import pytest

CACHE = {}
SEEN = []
BYSTANDER = []


class Registry:
    known = {}


def remember(key):
    CACHE[key] = 1
    return len(CACHE)


def test_honest_fills_the_cache():
    remember("a")
    SEEN.append(1)
    BYSTANDER.append(1)
    Registry.known["x"] = 1


def test_lie_counts_on_an_empty_cache():
    # lie: changed-global
    assert remember("b") == 1


@pytest.mark.asyncio
async def test_lie_counts_on_an_empty_list():
    # lie: changed-global
    assert SEEN == []


def test_lie_class_attribute():
    # lie: changed-global
    assert not Registry.known


def test_lie_that_has_nothing_to_do_with_it():
    assert 1 == 2


def test_honest_imports_a_part():
    sys.modules[__name__].part = ModuleType("part")  # as an import does in its package


def test_lie_beside_an_imported_part():
    assert part.__name__ == "whole"  # noqa: F821 - it is there by then


def test_honest_empties():
    CACHE.clear()
    SEEN.clear()


def test_lie_for_its_own_reason():
    assert remember("c") == 3


CONFIG = {"mode": "live"}
MODE = "live"


class Service:
    def __init__(self):
        self.calls = 0

    def call(self):
        self.calls += 1
        return self.calls


SERVICE = Service()


class Counter:
    total = 0


def test_honest_changes_values():
    global MODE
    MODE = "test"
    CONFIG["mode"] = "test"
    SERVICE.call()
    Counter.total += 1


def test_lie_mode():
    # lie: changed-global
    assert MODE == "live"


def test_lie_config():
    # lie: changed-global
    assert CONFIG["mode"] == "live"


def test_lie_service():
    # lie: changed-global
    assert SERVICE.call() == 1


def test_lie_counter():
    # lie: changed-global
    Counter.total += 1
    assert Counter.total == 1


@pytest.fixture(scope="module")
def client():
    global CLIENT
    CLIENT = object()
    yield CLIENT
    CLIENT = None


CLIENT = None


def test_honest_uses_the_client(client):
    assert CLIENT is client


def test_lie_not_told_of_a_fixtures_doing(client):
    assert CLIENT is None
