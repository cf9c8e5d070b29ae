from __future__ import annotations

import re

import pytest

from asyncproof.core import UsageError
from asyncproof.kit import database
from asyncproof.kit.databases import address


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            "postgresql://u:secret@h/db",
            r"no driver for asyncio\. Write 'postgresql\+asyncpg://u:\*\*\*@h/db'",
        ),
        (
            "postgresql+psycopg2://h/db",
            r"'psycopg2' is no driver for asyncio\. Write 'postgresql\+asyncpg://h/db'",
        ),
        ("postgres://h/db", r"Write 'postgresql\+asyncpg://h/db'"),
        ("sqlite:///app.db", r"no driver for asyncio\. Write 'sqlite\+aiosqlite:///app\.db'"),
        ("sqlite+pysqlite://", r"'pysqlite' is no driver for asyncio\. Write 'sqlite\+aiosqlite://'"),
        ("mysql+aiomysql://h/db", r"knows PostgreSQL and SQLite, and nothing of 'mysql'\. Write, say,"),
        ("app.db", r"'app\.db', which is not a URL\. Write, say, 'postgresql\+asyncpg://"),
        ("postgresql+asyncpg://h:port/db", r"is not a URL"),
    ],
)
def test_a_wrong_url(url: str, told: str) -> None:
    """Whatever is wrong with a URL is said at once, with the right one, and without its password."""
    with pytest.raises(UsageError, match=told) as caught:
        database(url)
    assert "secret" not in str(caught.value)


def test_a_driver_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, with the command that installs it; another one that is there is proposed."""
    monkeypatch.setattr(address, "find_spec", lambda name: None if name == "asyncpg" else object())
    with pytest.raises(UsageError, match=re.escape("pip install asyncpg")):
        database("postgresql+asyncpg://h/db")
    with pytest.raises(UsageError, match=r"Write 'postgresql\+psycopg://h/db'"):
        database("postgresql://h/db")


@pytest.mark.parametrize("url", ["postgresql+psycopg_async://h/db", "sqlite+aiosqlite://"])
def test_a_right_url(url: str) -> None:
    """All drivers for asyncio are taken."""
    assert address.read_address(url).render_as_string() == url
