from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.core import UsageError

if TYPE_CHECKING:
    from asyncproof.stub import Host, Net
    from tests.stub.clients import Client

pytestmark = pytest.mark.asyncio


async def test_replies_come_one_after_the_other(api: Host, client: Client) -> None:
    """Each request gets the next reply, and one that is given several times so many times."""
    job = api.get("/job").reply(202, times=2).redirect("/done").reply(text="done")
    api.get("/done").reply(text="moved", times="any")
    got = [await client.get(f"{api.url}/job") for _ in range(4)]
    assert [each.status for each in got[:2]] == [202, 202]
    assert (got[2].status, got[3].text) in {(302, "done"), (200, "done")}  # aiohttp follows by itself
    assert len(job.requests) == 4
    assert repr(job) == "<Expectation GET http://api.example.com/job, answered 4 times>"


async def test_the_first_that_has_a_reply_answers(api: Host, client: Client) -> None:
    """Of several expectations that a request meets, the first one answers until it is used up."""
    api.get("/{any}").reply(text="first")
    api.get("/a").reply(text="second")
    assert [(await client.get(f"{api.url}/a")).text for _ in range(2)] == ["first", "second"]


async def test_how_often(net: Net, api: Host, client: Client) -> None:
    """`some` is at least once, `any` also never, a number exactly so often; or less if `optional`."""
    some = api.get("/some").reply(times="some")
    api.get("/any").reply(times="any")
    api.get("/twice").reply(times=2).optional()
    assert not some.satisfied
    assert [wrong.trouble for wrong in net.wrong()] == ["unused"]
    for _ in range(3):
        await client.get(f"{api.url}/some")
    assert some.satisfied
    net.check()


@pytest.mark.parametrize("times", [0, -1, True, "often", None, 1.5])
async def test_what_is_no_number_of_times(net: Net, api: Host, times: Any) -> None:
    """A number of times that makes no sense is an error."""
    net.allow("unused")
    with pytest.raises(UsageError, match='times is a number from 1 up, "some" or "any", not'):
        api.get("/").reply(times=times)


async def test_a_reply_that_could_never_be_given(net: Net, api: Host) -> None:
    """What stands behind a reply for all requests is an error, with the place of that one."""
    net.allow("unused")
    with pytest.raises(UsageError, match=r"has a reply for all requests \(.*test_expectation.py:\d+\)"):
        api.get("/").reply(times="some").reply(404)


async def test_a_function_and_options(net: Net, api: Host) -> None:
    """A function that makes the reply says everything about it."""
    net.allow("unused")
    with pytest.raises(UsageError, match="'json' stands beside a function that makes the reply"):
        api.get("/").reply(lambda _: "x", json=1)
