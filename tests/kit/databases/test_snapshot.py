from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from asyncproof.core import UsageError
from asyncproof.kit.databases import snapshot
from asyncproof.loop.running import run
from tests.kit.databases.shop import Base, add, names

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.kit import Database


def write(path: Path, *statements: str) -> None:
    """Make a database by hand."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


async def look(home: Database) -> list[str]:
    """Look at the users, and add one."""
    async with home.session() as session:
        found = await names(session)
        await add(session, "new")
    return found


def test_a_file_that_is_there_is_copied(tmp_path: Path, make: Callable[..., Database]) -> None:
    """Without a schema the tests get copies of the file, and it stays as it is."""
    path = tmp_path / "app.db"
    write(
        path, "CREATE TABLE users (id integer primary key, name text)", "INSERT INTO users VALUES (1, 'ann')"
    )
    before = path.read_bytes()
    home = make(f"sqlite+aiosqlite:///{path}")
    assert [run(look(home)) for _ in range(2)] == [["ann"], ["ann"]]
    assert path.read_bytes() == before


def test_a_file_is_not_touched_where_tables_are_made(tmp_path: Path, make: Callable[..., Database]) -> None:
    """With a schema the file that the URL names is not even made."""
    path = tmp_path / "app.db"
    assert run(look(make(f"sqlite+aiosqlite:///{path}", metadata=Base.metadata))) == []
    assert not path.exists()


def test_nothing_is_left_behind(make: Callable[..., Database]) -> None:
    """The file of a test is gone after it."""

    async def main() -> Path:
        async with make("sqlite+aiosqlite://", metadata=Base.metadata).fresh() as db:
            path = Path(db.url.removeprefix("sqlite+aiosqlite:///"))
            assert path.exists()
            return path

    assert not run(main()).parent.exists()


def test_without_memory_for_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[..., Database]
) -> None:
    """Where there is no file system in memory, files go to the usual place."""
    monkeypatch.setattr(snapshot, "_IN_MEMORY", tmp_path / "missing")
    assert run(look(make("sqlite+aiosqlite://", metadata=Base.metadata))) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, r"there is no file .*app\.db"),
        ("", r"has no tables\. Write database\(url, metadata=Base\.metadata\)"),
        ("not a database, but a text that is long enough" * 50, r"is no database of SQLite: file is not a"),
    ],
)
def test_a_wrong_file(tmp_path: Path, make: Callable[..., Database], content: str | None, told: str) -> None:
    """A file that is missing, empty or something else is named, with what to write."""
    path = tmp_path / "app.db"
    if content is not None:
        path.write_text(content)
    with pytest.raises(UsageError, match=told):
        run(look(make(f"sqlite+aiosqlite:///{path}")))


def test_an_empty_database_in_memory(make: Callable[..., Database]) -> None:
    """A database in memory has no tables unless somebody makes them."""
    with pytest.raises(UsageError, match="a database in memory has no tables"):
        run(look(make("sqlite+aiosqlite://")))
