from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import asyncproof
from asyncproof.loop import Network
from asyncproof.stub import Net, NetworkMismatch
from tests.stub.recording.real_host import real_host

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

PASSWORD = "swordfish-7"
HEADERS = {"Authorization": "Bearer abcdef-token", "X-Mine": "my-own-secret"}


async def use(url: str) -> list[Any]:
    """Use the API in all the ways that it has."""
    async with httpx.AsyncClient(base_url=url, headers=HEADERS) as client:
        answers = [
            await client.post("/login?api_key=key-987654&x=1", json={"user": "ann", "password": PASSWORD}),
            await client.post("/login", data={"user": "ann", "password": PASSWORD}),
            await client.post("/login", content=b"\xff\x00raw"),
            await client.get("/picture"),
            await client.get("/text"),
            await client.get("/empty"),
            await client.get("/nope?tag=a&tag=b"),
        ]
    return [(each.status_code, each.headers.get("content-type"), each.content) for each in answers]


def over_net(
    url: str, folder: Path, use_it: Callable[[str], Awaitable[Any]] = use, *, record: bool = False
) -> Any:
    """Use the API over a net that records, or plays."""

    async def main() -> Any:
        async with Net(record=record, folder=folder) as net:
            net.replay(url, "api.json", secrets=["X-Mine"])
            return await use_it(url)

    return asyncproof.run(main(), network=Network())


def test_a_recording_says_what_the_real_host_said(tmp_path: Path) -> None:
    """What is recorded is played again without the host, to the byte where there is no secret in it."""
    with real_host() as url:
        real = over_net(url, tmp_path, record=True)
    played = over_net(url, tmp_path)
    assert [each[:2] for each in played] == [each[:2] for each in real]
    assert played[3:] == real[3:]
    assert json.loads(played[0][2])["you"] == {"name": "Ann"}


def test_no_secret_is_written(tmp_path: Path) -> None:
    """Passwords, tokens, keys and cookies are not in the file, wherever they turned up."""
    with real_host() as url:
        over_net(url, tmp_path, record=True)
    text = (tmp_path / "api.json").read_text()
    for secret in (PASSWORD, "abcdef-token", "my-own-secret", "key-987654", "tok-123456", "s3cr3t-cookie"):
        assert secret not in text
    assert '"name": "Ann"' in text
    assert '"sid=filtered; Path=/; HttpOnly"' in text


def test_a_recording_is_strict(tmp_path: Path) -> None:
    """A request that was not recorded, and one that is not made any more, fail the test."""
    with real_host() as url:
        over_net(url, tmp_path, record=True)

    async def less(url: str) -> None:
        async with httpx.AsyncClient(base_url=url) as client:
            assert (await client.get("/pictures")).status_code == 501

    with pytest.raises(NetworkMismatch) as caught:
        over_net(url, tmp_path, less)
    assert "nobody expected GET" in str(caught.value)
    assert "was never asked for" in str(caught.value)


def test_a_test_that_fails_writes_nothing(tmp_path: Path) -> None:
    """Only what a passing test has seen is written."""

    async def fail(url: str) -> None:
        async with httpx.AsyncClient(base_url=url) as client:
            await client.get("/text")
        raise LookupError

    with real_host() as url, pytest.raises(LookupError):
        over_net(url, tmp_path, fail, record=True)
    assert list(tmp_path.iterdir()) == []


def test_a_real_host_that_is_not_there(tmp_path: Path) -> None:
    """While recording, a host that can't be reached is told with what the system says."""
    with real_host() as url:
        pass

    async def ask(url: str) -> None:
        async with httpx.AsyncClient(base_url=url) as client:
            assert (await client.get("/a")).status_code == 500

    with pytest.raises(NetworkMismatch, match="ConnectionRefusedError"):
        over_net(url, tmp_path, ask, record=True)
