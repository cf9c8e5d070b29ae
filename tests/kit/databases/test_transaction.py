"""Sessions that share one transaction: what is kept apart, and what is told where that can't be done."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from asyncproof.kit import InterleavedTransactions
from asyncproof.loop.running import run
from tests.kit.databases.shop import User, add, count, names

if TYPE_CHECKING:
    from asyncproof.kit import Database


def test_readers_may_be_many(home: Database) -> None:
    """Tasks that only read at the same time take turns."""

    async def main() -> None:
        async with home.rolled_back() as db:
            async with db.session() as session:
                await add(session, "ann")

            async def read() -> int:
                async with db.session() as session:
                    return await count(session)

            assert await asyncio.gather(*(read() for _ in range(5))) == [1] * 5

    run(main())


def test_a_reader_may_roll_back_around_a_writer(home: Database) -> None:
    """A transaction that has only read takes nothing of others with it when it is rolled back."""

    async def main() -> None:
        async with home.rolled_back() as db, db.session() as reader:
            assert await count(reader) == 0
            async with db.session() as writer:
                await add(writer, "ann")
            await reader.rollback()
            assert await names(reader) == ["ann"]

    run(main())


def test_two_tasks_that_write_are_told(home: Database) -> None:
    """The error names both tasks, statements and lines, and what to use instead."""

    async def main() -> None:
        async with home.rolled_back() as db:

            async def work(name: str, first: asyncio.Event, then: asyncio.Event) -> None:
                async with db.session() as session:
                    session.add(User(name=name))
                    await session.flush()  # here
                    first.set()
                    await then.wait()
                    await session.commit()

            one, two = asyncio.Event(), asyncio.Event()
            task = asyncio.create_task(work("ann", one, two), name="the first")
            await one.wait()
            with pytest.raises(InterleavedTransactions) as caught:
                await asyncio.create_task(work("bob", asyncio.Event(), one), name="the second")
            two.set()
            await task
            assert db.trouble == [caught.value]
            db.trouble.clear()
        told = str(caught.value)
        assert "the first has not committed: INSERT INTO users" in told
        assert "the second writes: INSERT INTO users" in told
        assert told.count(f"{__file__}:") == 2
        assert "db.fresh()" in told

    run(main())


def test_trouble_that_the_app_has_caught_fails_the_test(home: Database) -> None:
    """What an app turns into a reply of its own is told at the end, in place of what came of it."""

    async def main() -> None:
        async with home.rolled_back() as db, db.session() as session:
            session.add(User(name="ann"))
            await session.flush()

            async def handler() -> int:
                try:
                    async with db.session() as mine:
                        await add(mine, "bob")
                except InterleavedTransactions:
                    return 500
                return 200

            if await asyncio.create_task(handler()) != 200:
                raise RuntimeError("no good reply")

    with pytest.raises(InterleavedTransactions, match="two tasks write") as caught:
        run(main())
    assert isinstance(caught.value.__cause__, RuntimeError)


def test_trouble_fails_a_test_that_does_not_notice(home: Database) -> None:
    """Without any other error it is told as well."""

    async def main() -> None:
        async with home.rolled_back() as db, db.session() as session:
            session.add(User(name="ann"))
            await session.flush()
            async with db.session() as other:
                await add(other, "bob")
            with pytest.raises(InterleavedTransactions):
                await session.rollback()

    with pytest.raises(InterleavedTransactions, match=r"a rollback of .* has undone"):
        run(main())


def test_lost_work_is_told(home: Database) -> None:
    """A rollback that undoes what another session has committed is an error that names what was lost."""

    async def main() -> None:
        async with home.rolled_back() as db, db.session() as outer:
            outer.add(User(name="ann"))
            await outer.flush()
            async with db.session() as inner:
                await add(inner, "bob")
            await outer.rollback()

    with pytest.raises(InterleavedTransactions, match=r"lost, of .*: INSERT INTO users") as caught:
        run(main())
    assert f"{__file__}:" in str(caught.value) or "shop.py:" in str(caught.value)


def test_names_of_savepoints_do_not_collide(home: Database) -> None:
    """Two sessions that both use savepoints at the same time undo only their own."""

    async def main() -> None:
        async with home.rolled_back() as db, db.session() as one, db.session() as two:
            await count(one)
            first = await one.begin_nested()
            second = await two.begin_nested()
            two.add(User(name="two"))
            await two.flush()
            await first.commit()
            await second.commit()
            await two.commit()
            nested = await one.begin_nested()
            one.add(User(name="one"))
            await one.flush()
            await nested.rollback()
            await one.commit()
            assert await names(one) == ["two"]

    run(main())
