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


def test_honest_empties():
    CACHE.clear()
    SEEN.clear()


def test_lie_for_its_own_reason():
    assert remember("c") == 3
