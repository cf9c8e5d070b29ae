from __future__ import annotations

import ast
import gc
import sys
from types import CoroutineType
from typing import TYPE_CHECKING

import pytest

from asyncproof.core import Place
from asyncproof.explain import Fixture, Test, coroutines
from tests.explain.failing import failure_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from asyncproof.explain import Failure

SOURCE = """
import asyncio

async def fetch():
    return {{}}

def first(reply):
    return reply["a"]

def helper():
    reply = fetch()
    return reply["a"]

{} test_it():
    {}
"""


pytestmark = pytest.mark.asyncproof(never_awaited="off")  # it is what these failures are about


@pytest.fixture(autouse=True)
def closed_coroutines() -> Iterator[None]:
    """Close what the tests leave unawaited on purpose."""
    yield
    for thing in gc.get_objects():
        if type(thing) is CoroutineType and thing.__qualname__ in ("fetch", "work"):
            thing.close()


def failing(folder: Path, line: str, *, keyword: str = "async def", test: Test | None = None) -> Failure:
    """Return how a test with this line fails."""
    return failure_of(folder, SOURCE.format(keyword, line), test=test)


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@pytest.mark.parametrize(
    ("line", "text", "made"),
    [
        ('fetch()["a"]', "fetch()", 14),
        ('reply = fetch(); reply["a"]', "reply", 14),
        ("first(fetch())", "reply", 14),
        ("len([fetch()])['a']", None, None),
        ('asyncio.iscoroutine(x := fetch()); x["a"]', "x", None),
    ],
)
def test_subjects(tmp_path: Path, line: str, text: str | None, made: int | None) -> None:
    """The coroutine is found, and the call that made it, also in the function that called."""
    subject = coroutines.find_subject(failing(tmp_path, line))
    if text is None:
        assert subject is None or subject.many or subject.text
        return
    assert subject is not None
    assert subject.text == text
    if made is not None:
        assert subject.made is not None
        assert subject.made.line == made
        assert subject.name == "fetch"


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
def test_a_note_tells_where_it_was_made(tmp_path: Path) -> None:
    """Who has kept a note of an object is asked, if nothing else tells."""
    failure = failing(tmp_path, "first(*[fetch()])")
    file = str(tmp_path / "test_module.py")
    noted = type(failure)(failure.error, test=failure.test, made_at=lambda _: Place(file, 14))
    subject = coroutines.find_subject(noted)
    assert subject is not None
    assert subject.made == Place(file, 14)


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
def test_what_to_do_depends_on_who_made_it(tmp_path: Path) -> None:
    """An async function awaits; a sync test becomes async; another sync function must become so too."""

    def advice(failure: Failure) -> tuple[str, str]:
        subject = coroutines.find_subject(failure)
        assert subject is not None
        assert "coroutine" in coroutines.told(subject)
        return coroutines.awaiting(subject, failure)

    do, change = advice(failing(tmp_path, 'fetch()["a"]'))
    assert do == "await it."
    assert '+     (await fetch())["a"]' in change
    do, change = advice(failing(tmp_path, 'fetch()["a"]', keyword="def"))
    assert do == "make the test async and await it."
    assert "+ @pytest.mark.asyncio\n" in change
    assert "+ async def test_it():" in change
    test = Test("test_module.py::test_it", mode="auto")
    assert "@pytest" not in advice(failing(tmp_path, 'fetch()["a"]', keyword="def", test=test))[1]
    do, change = advice(failing(tmp_path, "helper()"))
    assert do.startswith("make `helper` an `async def`")
    assert not change


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
def test_what_a_fixture_gave(tmp_path: Path) -> None:
    """A sync fixture that gives a coroutine is told of, with what to change in it."""
    source = """
    import pytest

    async def fetch():
        return {}

    @pytest.fixture
    def user():
        return fetch()

    USER = []

    def test_it():
        user = USER[0]
        user["name"]
    """
    file = tmp_path / "test_module.py"
    coroutine = failing_coroutine = None
    failure = failure_of(tmp_path, source.replace("USER = []", "USER = [fetch()]"))
    frame = failure.user_frame
    assert frame is not None
    coroutine = failing_coroutine = frame.local["user"]
    fixture = Fixture("user", "function", place=Place(str(file), 6), value=coroutine)
    told = type(failure)(failure.error, test=Test("x::test_it", mode="strict", fixtures=(fixture,)))
    subject = coroutines.find_subject(told)
    assert subject is not None
    assert subject.value is failing_coroutine
    story = coroutines.from_fixture(subject, told)
    assert story is not None
    assert "The fixture `user`" in story.what
    assert "+ @pytest_asyncio.fixture" in story.change
    assert "+ async def user():" in story.change
    assert coroutines.from_fixture(subject, failure) is None


def test_what_takes_coroutines_is_left_alone(tmp_path: Path) -> None:
    """A coroutine that is handed to asyncio is not taken for its result."""
    failure = failure_of(tmp_path, "async def work(): pass\ndef test_it():\n    raise ValueError")
    frame = failure.user_frame
    assert frame is not None
    for text in ("asyncio.create_task(work())", "asyncio.gather(*[work()])", "work().close()"):
        node = ast.parse(text).body[0]
        for one in ast.walk(node):
            for child in ast.iter_child_nodes(one):
                child.parent = one
        assert [found.text for found in coroutines.coroutines_in(node, frame)] in ([], ["work()"])


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
def test_a_star_hands_all_of_them_over(tmp_path: Path) -> None:
    """`gather(*replies)` takes coroutines; the index of the same line does not."""
    line = 'replies = [fetch()]; asyncio.gather(*replies, replies["a"])'
    subject = coroutines.find_subject(failing(tmp_path, line))
    assert subject is not None
    assert subject.text == "replies"
    node = ast.parse("asyncio.gather(*replies)").body[0]
    for one in ast.walk(node):
        for child in ast.iter_child_nodes(one):
            child.parent = one
    assert list(coroutines.coroutines_in(node, subject.frame)) == []


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
def test_a_coroutine_that_no_expression_is_known_for(tmp_path: Path) -> None:
    """What a plain function returned is told where the message says how it was used, and not else."""
    source = SOURCE.replace("def helper", "def made():\n    return fetch()\n\ndef helper")
    failure = failure_of(tmp_path, source.format("async def", "for one in made(): print(one)"))
    assert coroutines.find_subject(failure) is None
    subject = coroutines.find_subject(failure_of(tmp_path, source.format("async def", "made().keys")))
    assert subject is not None
    assert subject.text == "made()"


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
def test_python_s_own_note_of_where_it_was_made(tmp_path: Path) -> None:
    """Lines of libraries are passed over: a mock's coroutine was made where the mock was called."""
    source = SOURCE.replace("import asyncio", "import asyncio, sys\nfrom unittest.mock import AsyncMock")
    line = "mock = AsyncMock(); first(*[mock()])"
    depth = sys.get_coroutine_origin_tracking_depth()
    sys.set_coroutine_origin_tracking_depth(8)
    try:
        failure = failure_of(tmp_path, source.format("def", line))
    finally:
        sys.set_coroutine_origin_tracking_depth(depth)
    subject = coroutines.find_subject(failure)
    assert subject is not None
    assert subject.made == Place(str(tmp_path / "test_module.py"), 15)
    assert subject.value.cr_origin[0][0].endswith("mock.py")
    subject.value.close()


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
def test_a_coroutine_of_a_module(tmp_path: Path) -> None:
    """What a module has made outside of all functions can't be awaited there."""
    failure = failure_of(tmp_path, SOURCE.format("async def", "first(*MADE)") + "MADE = [fetch()]\n")
    made = Place(str(tmp_path / "test_module.py"), 15)
    subject = coroutines.find_subject(type(failure)(failure.error, made_at=lambda _: made))
    assert subject is not None
    assert coroutines.awaiting(subject, failure) == ("make it in an async function and await it there.", "")


def test_what_a_fixture_gave_is_told_with_what_is_known(tmp_path: Path) -> None:
    """In auto mode the decorator stays; without a place there is no change."""
    source = "import pytest\n\nasync def fetch(): pass\n\n@pytest.fixture\ndef user():\n    return fetch()\n"
    failure = failure_of(tmp_path, f"{source}\ndef test_it():\n    given = fetch()\n    given['name']")
    frame = failure.user_frame
    assert frame is not None
    given = frame.local["given"]
    stories = []
    for place in (Place(frame.file, 5), None):
        fixture = Fixture("user", "function", place=place, value=given)
        told = type(failure)(failure.error, test=Test(mode="auto", fixtures=(fixture,)))
        subject = coroutines.find_subject(told)
        assert subject is not None
        stories.append(coroutines.from_fixture(subject, told))
    known, unknown = stories
    assert known is not None
    assert "+ async def user():" in known.change
    assert "pytest_asyncio" not in known.change
    assert unknown is not None
    assert unknown.change == ""
    given.close()
